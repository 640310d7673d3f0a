use axum::http::Request;

use super::*;
use crate::outbound::pace::Rate;

#[test]
fn a_name_is_escaped_in_the_log() {
    for (name, shown) in [
        ("ada@example.com", "user ada@example.com"),
        ("Ada O'Brien", "user Ada O'Brien"),
        ("张三", "user \\u{5f20}\\u{4e09}"),
        ("a\u{202e}b\\c", "user a\\u{202e}b\\\\c"),
    ] {
        assert_eq!(Caller::User(name.to_owned()).to_string(), shown);
    }
}

#[test]
fn one_machine_is_one_caller() {
    for (address, counted_as) in [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1:2:3:4", "2001:db8::"),
        ("2001:db8:0:1::9", "2001:db8:0:1::"),
    ] {
        let address: IpAddr = address.parse().unwrap();
        assert_eq!(network(address).to_string(), counted_as);
    }
}

fn limited(sign_in: Option<SignIn>) -> Callers {
    let token = |name: &str| Token::new(name.to_owned(), Hash::of(name), None).unwrap();
    let pace = Arc::new(CallerPace::new(Rate::CALLER));
    Callers::new(vec![token("ada"), token("eve")], sign_in).limited(pace, Arc::default())
}

/// What becomes of a request from `peer` with this token.
fn admit(callers: &Callers, peer: &str, token: &str) -> Result<String, Refusal> {
    let request = Request::builder().header(AUTHORIZATION, format!("Bearer {token}"));
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    parts.extensions.insert(Peer(format!("{peer}:1").parse().unwrap()));
    callers.admit(&parts).map(|caller| caller.to_string())
}

#[tokio::test(start_paused = true)]
async fn guesses_are_limited_by_address_and_valid_tokens_are_not() {
    let callers = limited(None);
    assert_eq!(admit(&callers, "192.0.2.1", "ada"), Ok("token ada".to_owned()));
    for number in 0..60 {
        let guess = admit(&callers, "192.0.2.1", &format!("guess {number}"));
        assert_eq!(guess, Err(Refusal::Unauthenticated));
    }
    for number in 60..3000 {
        let guess = admit(&callers, "192.0.2.1", &format!("guess {number}"));
        assert_eq!(guess, Err(Refusal::CallerTooFast(1)));
    }
    assert_eq!(admit(&callers, "192.0.2.1", "ada"), Ok("token ada".to_owned()));
    let unseen = admit(&callers, "192.0.2.1", "eve");
    assert_eq!(unseen, Err(Refusal::CallerTooFast(1)), "else guesses would be tried");
    assert_eq!(admit(&callers, "192.0.2.2", "eve"), Ok("token eve".to_owned()));
    assert_eq!(admit(&callers, "192.0.2.1", "eve"), Ok("token eve".to_owned()), "seen elsewhere");
    assert_eq!(admit(&callers, "192.0.2.2", "guess"), Err(Refusal::Unauthenticated));
    tokio::time::advance(std::time::Duration::from_secs(2)).await;
    for expected in [Refusal::Unauthenticated, Refusal::Unauthenticated, Refusal::CallerTooFast(1)]
    {
        assert_eq!(admit(&callers, "192.0.2.1", "guess"), Err(expected));
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_whom_a_gateway_vouches_for_comes_through_whatever_others_guess() {
    let header = axum::http::HeaderName::from_static("x-forwarded-user");
    let sign_in = SignIn::new(header, &["192.0.2.1".to_owned()], None);
    let callers = limited(sign_in);
    for _ in 0..100 {
        assert!(admit(&callers, "192.0.2.1", "guess").is_err());
    }
    let request = Request::builder().header("x-forwarded-user", "grace");
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    parts.extensions.insert(Peer("192.0.2.1:1".parse().unwrap()));
    assert_eq!(callers.admit(&parts), Ok(Caller::User("grace".to_owned())));
}

#[tokio::test(start_paused = true)]
async fn who_sends_no_token_uses_up_no_guesses() {
    let header = axum::http::HeaderName::from_static("x-forwarded-user");
    let callers = limited(SignIn::new(header, &["192.0.2.1".to_owned()], None));
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.extensions.insert(Peer("192.0.2.1:1".parse().unwrap()));
    for _ in 0..1000 {
        assert_eq!(callers.admit(&parts), Err(Refusal::Unauthenticated));
    }
    assert_eq!(admit(&callers, "192.0.2.1", "ada"), Ok("token ada".to_owned()));
}
