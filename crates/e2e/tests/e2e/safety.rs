//! What must not happen: a link that sends requests elsewhere, a foreign script that runs, a browser's header upstream.

use std::io::ErrorKind;
use std::net::TcpListener;

use axum::http::HeaderName;

use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn no_link_sends_a_request_elsewhere() {
    Stage::new().play(async |visit| {
        let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
        elsewhere.set_nonblocking(true).unwrap();
        let place = format!("http://{}/rpc", elsewhere.local_addr().unwrap());
        assert_eq!(visit.open(&format!("?env={place}")).await.panel, "This link is not understood");
        let keys = ["proxy", "endpoint", "url", "config", "signInUrl"];
        let links = keys.map(|key| format!("{key}={place}")).join("&");
        let view = visit.open(&format!("?{links}&token=t0ken&size=10")).await;
        assert_eq!(view.range, "1–10 of 128");
        let foreign = format!(
            "performance.getEntriesByType('resource').map(entry => entry.name)\
             .filter(name => !name.startsWith('{}/') || name.includes('t0ken'))",
            visit.origin
        );
        visit.expect(&foreign, Vec::<String>::new()).await;
        visit.press("a[rel=next]").await;
        visit.upstream.expect("PageNumber=2&PageSize=10").await;
        assert_eq!(visit.settled().await.search, "?page=2&size=10");
        assert_eq!(elsewhere.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_inline_script_is_blocked() {
    Stage::new().complaining(&["Content Security Policy"]).play(async |visit| {
        visit.open("").await;
        let policy = visit.value("fetch('.').then(page => page.headers.get('content-security-policy'))").await;
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        let blocked = visit.value(INLINE_SCRIPT).await;
        assert_eq!(blocked, "script-src-elem");
        visit.expect("window.ran === undefined", true).await;
    });
}

const INLINE_SCRIPT: &str = "new Promise(resolve => {
    addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
})";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_leaves_is_signed_and_bears_nothing_of_the_browser() {
    Stage::new().play(async |visit| {
        visit.open("?env=default&token=t0ken").await;
        let request = visit.upstream.last();
        let mut names: Vec<_> = request.headers.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        let ours =
            ["accept", "accept-encoding", "authorization", "content-length", "host", "user-agent"];
        let signed = ["action", "content-sha256", "date", "signature-nonce", "version"];
        let signed = signed.map(|name| format!("x-acs-{name}"));
        assert_eq!(names, [&ours.map(str::to_owned)[..], &signed].concat());
        // Not that of the browser, which takes gzip.
        assert_eq!(request.headers["accept-encoding"], "identity");
        let authorization = request.headers["authorization"].to_str().unwrap();
        let begin = "ACS3-HMAC-SHA256 Credential=testAccessKeyId,";
        assert!(authorization.starts_with(begin), "{authorization}");
    });
}
