//! Files as operators write them, and every fault with its line.

use super::*;

fn parse(text: &str) -> Result<Config, Vec<String>> {
    let faults = |faults: Vec<Fault>| faults.iter().map(Fault::to_string).collect();
    Config::parse(text, Path::new("/etc/batch-proxy")).map_err(faults)
}

#[test]
fn reads_a_whole_file() {
    let config = parse(
        r#"
        listen = "0.0.0.0:8443"
        metrics = "[::1]:9464"
        log-format = "json"
        console = "../../srv/console"
        base-path = "/polardb"
        allow-origins = ["https://console.example.com"]
        public-hosts = ["Tasks.example.com"]
        status-counts = false

        [upstream]
        region = "cn-hangzhou"
        vpc = true

        [limits]
        cache-seconds = 0
        upstream-rate = 10

        [tokens]
        ops = { sha256 = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b", expires = 2027-01-01 }

        [sign-in]
        header = "X-Forwarded-User"
        peers = ["10.0.0.7", "fd00::/8"]
        url = "/oauth2/start"

        [tls]
        certificate = "tls/cert.pem"
        key = "/run/secrets/key.pem"

        [instances]
        file = "instances.csv"
        "#,
    )
    .unwrap();
    assert_eq!(config.listen, Some("0.0.0.0:8443".parse().unwrap()));
    assert_eq!(config.metrics, Some("[::1]:9464".parse().unwrap()));
    assert_eq!(config.log_format, Some(LogFormat::Json));
    assert_eq!(config.console, Some(PathBuf::from("/etc/batch-proxy/../../srv/console")));
    assert_eq!(config.base_path.unwrap().to_string(), "/polardb/");
    assert_eq!(config.public_hosts, Some(vec!["tasks.example.com".to_owned()]));
    assert_eq!(config.status_counts, Some(false));
    let target = config.target.unwrap();
    assert_eq!(target.upstream.to_string(), "https://polardb-vpc.cn-hangzhou.aliyuncs.com");
    assert_eq!(target.region.as_deref(), Some("cn-hangzhou"));
    assert_eq!((config.limits.cache_seconds, config.limits.upstream_rate), (Some(0), Some(10)));
    assert_eq!(config.limits.stale_seconds, None);
    assert_eq!(config.tokens.len(), 1);
    assert!(config.tokens[0].line().ends_with("expires = 2027-01-01T00:00:00Z }"));
    assert_eq!(config.sign_in.unwrap().sign_in_url(), Some("/oauth2/start"));
    let tls = config.tls.unwrap();
    assert_eq!(tls.certificate, PathBuf::from("/etc/batch-proxy/tls/cert.pem"));
    assert_eq!(tls.key, PathBuf::from("/run/secrets/key.pem"));
    assert_eq!(config.instances, Some(PathBuf::from("/etc/batch-proxy/instances.csv")));
}

#[test]
fn metrics_are_for_this_machine() {
    let faults = parse("metrics = \"0.0.0.0:9464\"\nlog-format = \"xml\"").unwrap_err();
    assert_eq!(
        faults,
        [
            "line 1: metrics must be an address of this machine such as 127.0.0.1:9464",
            "line 2: log-format must be text or json",
        ]
    );
}

#[test]
fn an_empty_file_says_nothing() {
    assert_eq!(parse("# nothing\n"), Ok(Config::default()));
}

#[test]
fn tells_all_faults_at_once_with_their_lines() {
    let faults = parse(
        "listen = \"8787\"\n\
         allow-origins = [\"*\"]\n\
         public-host = [\"a\"]\n\
         status-counts = \"yes\"\n\
         [upstream]\n\
         url = \"http://example.com\"\n\
         [limits]\n\
         cache-seconds = -1\n\
         upstream-in-flight = 65\n\
         [tokens]\n\
         ops = { sha256 = \"bpt_hush\", expires = \"soon\" }\n\
         mine = 3\n\
         [sign-in]\n\
         header = \"X Y\"\n\
         peers = [\"0.0.0.0/0\"]\n\
         url = \"javascript:x\"\n\
         [tls]\n\
         certificate = \"a.pem\"\n",
    )
    .unwrap_err();
    assert_eq!(
        faults,
        [
            "line 1: listen must be an address such as 127.0.0.1:8787",
            "line 2: allow-origins has a fault: \"*\" is not an origin such as \
             https://tasks.example.com: a scheme, a host and a port that is not the scheme's own, \
             exactly as browsers send it",
            "line 3: public-host is not known; known here: listen, metrics, log-format, \
             console, base-path, allow-origins, public-hosts, status-counts, upstream, credentials, limits, tokens, sign-in, tls, instances",
            "line 4: status-counts must be true or false",
            "line 6: upstream.url has a fault: the upstream must be https: plain http, which anyone \
             on the way can read, is for 127.0.0.1, [::1] and localhost only",
            "line 8: limits.cache-seconds must be a whole number from 0 to 3600",
            "line 9: limits.upstream-in-flight must be a whole number from 1 to 64",
            "line 11: tokens.ops.expires must be a time such as 2027-01-31T12:00:00Z",
            "line 11: tokens.ops.sha256 must be 64 hexadecimal digits",
            "line 12: tokens.mine must be a table",
            "line 14: sign-in.header must be the name of a header such as X-Forwarded-User",
            "line 15: sign-in.peers must not be the whole world",
            "line 16: sign-in.url must begin with / or https://",
            "line 17: tls needs key",
        ]
    );
}

#[test]
fn tells_what_is_no_toml_together_with_the_rest() {
    let faults = parse("listen = \"127.0.0.1:8787\nconsole = true\nvpc = false\n").unwrap_err();
    assert!(faults[0].starts_with("line 1: not TOML: "), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.starts_with("line 2: console must be")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.starts_with("line 3: vpc is not")), "{faults:?}");
}

#[test]
fn one_target_is_named() {
    for text in [
        "[upstream]\nregion = \"cn-hangzhou\"\nurl = \"https://polardb.aliyuncs.com\"",
        "[upstream]\nvpc = true\nurl = \"https://polardb.aliyuncs.com\"",
    ] {
        assert_eq!(
            parse(text).unwrap_err(),
            ["line 1: upstream takes a region, with vpc or without, or a url"]
        );
    }
    let faults = parse("[upstream]\nregion = \"CN\"").unwrap_err();
    assert_eq!(
        faults,
        [
            "line 1: upstream has a fault: the region must look like cn-hangzhou: small letters, digits and hyphens"
        ]
    );
}

#[test]
fn reads_the_way_out_and_what_may_run() {
    let config = parse(
        "[upstream]\nregion = \"cn-hangzhou\"\nhttp-proxy = \"http://me:hush@10.0.0.1:3128\"\n\
         [credentials]\nallow-external = true\n",
    );
    let config = config.unwrap();
    assert_eq!(config.http_proxy.as_ref().unwrap().to_string(), "http://10.0.0.1:3128");
    assert!(config.credentials.allow_external && !format!("{config:?}").contains("hush"));
    // The region may be named elsewhere.
    let config = parse("[upstream]\nhttp-proxy = \"http://10.0.0.1:3128\"\n").unwrap();
    assert!(config.target.is_none() && config.http_proxy.is_some());
    assert_eq!(
        parse("[upstream]\nhttp-proxy = \"socks5://me:hush@10.0.0.1\"\n[credentials]\nallow-external = 1\n"),
        Err(vec![
            "line 2: upstream.http-proxy must be a URL such as http://proxy.example.com:3128, with user:password@ before the \
             host if need be"
                .to_owned(),
            "line 4: credentials.allow-external must be true or false".to_owned(),
        ])
    );
}
