//! The modes whose key comes from elsewhere, and those that cannot be used.

use super::*;

fn mode(fields: &str) -> User {
    let ini = "[default]\naccess_key_id=IniId\naccess_key_secret=IniSecret\n";
    User::new()
        .cli(&format!("{{\"name\":\"now\",{fields}}}"))
        .file(".alibabacloud/credentials", ini)
}

const KEY: &str = r#""access_key_id":"Id","access_key_secret":"Secret","sts_token":"Token""#;

#[test]
fn the_key_that_the_command_line_tool_keeps_is_used() {
    for name in ["CloudSSO", "OAuth", "cloudsso"] {
        let user = mode(&format!(r#""mode":"{name}",{KEY},"sts_expiration":1790000000"#));
        let expected = Credentials::new("Id", "Secret").with_security_token("Token");
        assert_eq!(user.source(), Source::Fixed(expected), "{name}");
    }
}

#[test]
fn a_profile_that_was_never_signed_in_says_how() {
    for (fields, name) in [
        (
            r#""mode":"CloudSSO","cloud_sso_sign_in_url":"https://s","access_token":"Hush""#,
            "CloudSSO",
        ),
        (r#""cloud_sso_sign_in_url":"https://s""#, "CloudSSO"),
        (r#""mode":"OAuth","oauth_access_token":"Hush""#, "OAuth"),
    ] {
        assert_eq!(
            mode(fields).fault(),
            format!(
                "~/.aliyun/config.json: profile \"now\" has no key yet: mode {name} keeps its key there for a while only. \
                 Run `aliyun sts GetCallerIdentity --profile now`, which renews it, or sign in again with `aliyun configure \
                 --profile now --mode {name}`; a service is better off with a RAM role"
            )
        );
    }
}

#[test]
fn the_name_of_a_profile_is_quoted_in_a_command() {
    let user = User::new().file(
        ".aliyun/config.json",
        r#"{"current":"it's 张三","profiles":[{"name":"it's 张三","mode":"OAuth"}]}"#,
    );
    let fault = user.fault();
    assert!(fault.contains(r"`aliyun sts GetCallerIdentity --profile 'it'\''s 张三'`"), "{fault}");
}

#[test]
fn a_program_runs_only_if_that_is_allowed() {
    let user = mode(r#""mode":"External","process_command":"get-key 'a b'""#);
    assert_eq!(
        user.fault(),
        "~/.aliyun/config.json: profile \"now\" has mode External, which runs a program: allow that with `allow-external = \
         true` under [credentials] of the configuration file, or use another profile"
    );
    let allowed = Asked { allow_external: true, ..Asked::default() };
    let command = vec!["get-key".to_owned(), "a b".to_owned()];
    assert_eq!(user.find(&allowed).unwrap().source, Source::External { command });
}

#[test]
fn a_uri_comes_from_the_profile_or_the_variable() {
    let uri = |text: &str| Source::Uri(KeyUri::parse(text).unwrap());
    let profile = mode(r#""mode":"CredentialsURI","credentials_uri":"http://127.0.0.1:7002/keys""#);
    assert_eq!(profile.source(), uri("http://127.0.0.1:7002/keys"));
    let bare = || mode(r#""mode":"CredentialsURI""#);
    let fault = bare().fault();
    assert!(
        fault.ends_with("lacks credentials_uri, and ALIBABA_CLOUD_CREDENTIALS_URI is not set"),
        "{fault}"
    );
    let variable = "ALIBABA_CLOUD_CREDENTIALS_URI";
    assert_eq!(bare().variable(variable, "http://localhost/k").source(), uri("http://localhost/k"));
    // Without any profile, and before a role that the machine may or may not have.
    let found =
        User::new().variable(variable, "https://keys.example.com/k").find(&Asked::default());
    let found = found.unwrap();
    assert_eq!((found.source, found.is_guess), (uri("https://keys.example.com/k"), false));
    assert_eq!(found.place, variable);
    let fault = User::new().variable(variable, "http://10.0.0.1/hush").fault();
    assert!(
        fault.starts_with("ALIBABA_CLOUD_CREDENTIALS_URI must be https, or http to")
            && !fault.contains("hush")
    );
}

#[test]
fn a_switched_off_metadata_service_is_off_for_profiles_too() {
    let off = |user: User| user.variable("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true").fault();
    let why =
        "which needs the metadata service, which ALIBABA_CLOUD_ECS_METADATA_DISABLED switches off";
    for name in ["EcsRamRole", "RamRoleArnWithRoleName"] {
        let user = mode(&format!(r#""mode":"{name}","ram_role_arn":"acs:ram::1:role/r""#));
        let expected = format!("~/.aliyun/config.json: profile \"now\" has mode {name}, {why}");
        assert_eq!(off(user), expected);
    }
    let ini = User::new().file(".alibabacloud/credentials", "[default]\ntype=ecs_ram_role\n");
    let expected = format!("~/.alibabacloud/credentials: [default] has type ecs_ram_role, {why}");
    assert_eq!(off(ini), expected);
    let named = mode(r#""mode":"EcsRamRole""#).variable("ALIBABA_CLOUD_ECS_METADATA", "batch");
    assert_eq!(named.source(), Source::EcsRole { name: Some("batch".to_owned()) });
}

#[test]
fn a_mode_that_cannot_be_used_is_named_with_a_way_out() {
    for (fields, fault) in [
        (
            r#""mode":"RsaKeyPair","private_key":"/Hush","key_pair_name":"k""#,
            "has mode RsaKeyPair, which Alibaba Cloud has deprecated and which is not supported here: use a profile",
        ),
        (
            r#""mode":"BearerToken","bearer_token":"Hush""#,
            "has mode BearerToken, whose requests have no signature, which PolarDB asks for: use a profile",
        ),
        (r#""mode":"Anonymous""#, "has mode Anonymous, whose requests have no signature"),
        (r#""mode":"AKK""#, "has a mode that is not known here: \"AKK\"; known are AK, StsToken"),
        (r#""mode":"Hush/Hush==""#, "has a mode that is not known here: not shown here; known are"),
    ] {
        let told = mode(fields).fault();
        let expected = format!("~/.aliyun/config.json: profile \"now\" {fault}");
        assert!(told.starts_with(&expected) && !told.contains("Hush"), "{told}");
    }
    for kind in ["rsa_key_pair", "bearer"] {
        let text = format!("[default]\ntype={kind}\n");
        let told = User::new().file(".alibabacloud/credentials", &text).fault();
        let expected = format!(
            "~/.alibabacloud/credentials: [default] has type {kind}, which is not supported here; known"
        );
        assert!(told.starts_with(&expected), "{told}");
    }
}

#[test]
fn a_mode_is_inferred_and_its_case_ignored_as_the_command_line_tool_does() {
    let key = r#""access_key_id":"Id","access_key_secret":"Secret""#;
    let with_token =
        || Source::Fixed(Credentials::new("Id", "Secret").with_security_token("Token"));
    let arn = r#""ram_role_arn":"acs:ram::1:role/r""#;
    let assumed = |by| Source::Assumed { role: role(), by: Box::new(by) };
    for (fields, source) in [
        (key.to_owned(), fixed("Id", "Secret")),
        (format!(r#""mode":"ak",{key}"#), fixed("Id", "Secret")),
        (KEY.to_owned(), with_token()),
        (format!(r#""mode":"stsTOKEN",{KEY}"#), with_token()),
        (format!("{key},{arn}"), assumed(fixed("Id", "Secret"))),
        (r#""ram_role_name":"m""#.to_owned(), Source::EcsRole { name: Some("m".to_owned()) }),
        (
            format!(r#""mode":"RamRoleArnWithRoleName","ram_role_name":"m",{arn}"#),
            assumed(Source::EcsRole { name: Some("m".to_owned()) }),
        ),
    ] {
        assert_eq!(mode(&fields).source(), source, "{fields}");
    }
}
