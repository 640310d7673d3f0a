//! What the user's two files may hold.

use super::*;

#[test]
fn a_profile_of_the_command_line_tool_has_one_of_seven_modes() {
    let key = r#""access_key_id":"Id","access_key_secret":"Secret""#;
    let arn = r#""ram_role_arn":"acs:ram::1:role/r""#;
    let machine = || Source::EcsRole { name: Some("m".to_owned()) };
    let assumed = |by| Source::Assumed { role: role(), by: Box::new(by) };
    for (profile, source) in [
        (format!(r#""mode":"AK",{key}"#), fixed("Id", "Secret")),
        (
            format!(r#""mode":"StsToken",{key},"sts_token":"Token""#),
            Source::Fixed(Credentials::new("Id", "Secret").with_security_token("Token")),
        ),
        (format!(r#""mode":"RamRoleArn",{key},{arn}"#), assumed(fixed("Id", "Secret"))),
        (r#""mode":"EcsRamRole","ram_role_name":"m""#.to_owned(), machine()),
        (r#""mode":"EcsRamRole""#.to_owned(), Source::EcsRole { name: None }),
        (format!(r#""mode":"RamRoleArnWithEcs","ram_role_name":"m",{arn}"#), assumed(machine())),
        (
            format!(r#""mode":"ChainableRamRoleArn","source_profile":"other",{arn}"#),
            assumed(fixed("OtherId", "OtherSecret")),
        ),
        (
            format!(
                r#""mode":"OIDC","oidc_provider_arn":"p","oidc_token_file":"/t",
                   "ram_session_name":"me",{arn}"#
            ),
            Source::Oidc {
                role: Role { session_name: Some("me".to_owned()), ..role() },
                provider_arn: "p".to_owned(),
                token_file: "/t".into(),
            },
        ),
    ] {
        let other = r#"{"name":"other","mode":"AK","access_key_id":"OtherId","access_key_secret":"OtherSecret"}"#;
        let user = User::new().cli(&format!("{other},{{\"name\":\"now\",{profile}}}"));
        assert_eq!(user.source(), source, "{profile}");
    }
}

#[test]
fn the_shared_file_has_one_of_five_types() {
    let key = "access_key_id=Id\naccess_key_secret=Secret\n";
    let role_arn = "role_arn=acs:ram::1:role/r\nrole_session_name=me\n";
    let role = || Role { session_name: Some("me".to_owned()), ..role() };
    for (text, source) in [
        (format!("type=access_key\nenable = true\n{key}"), fixed("Id", "Secret")),
        (
            format!("type=sts\n{key}security_token=Token\n"),
            Source::Fixed(Credentials::new("Id", "Secret").with_security_token("Token")),
        ),
        ("type=ecs_ram_role\nrole_name=m\n".to_owned(), Source::EcsRole { name: Some("m".into()) }),
        (
            format!("type=ram_role_arn\n{key}{role_arn}external_id=x\n"),
            Source::Assumed {
                role: Role { external_id: Some("x".to_owned()), ..role() },
                by: Box::new(fixed("Id", "Secret")),
            },
        ),
        (
            format!("type=oidc_role_arn\n{role_arn}oidc_provider_arn=p\noidc_token_file_path=/t\n"),
            Source::Oidc { role: role(), provider_arn: "p".to_owned(), token_file: "/t".into() },
        ),
    ] {
        let text = format!("# mine\n[default]\n{text}[ops]\ntype=access_key\n");
        let user = User::new().file(".alibabacloud/credentials", &text);
        assert_eq!(user.source(), source, "{text}");
    }
    let off = format!("[default]\nenable = false\ntype=access_key\n{key}");
    assert!(
        User::new()
            .file(".alibabacloud/credentials", &off)
            .find(&Asked::default())
            .unwrap()
            .is_guess
    );
}

#[test]
fn what_is_broken_is_told_and_not_passed_over() {
    let ini = "[default]\naccess_key_id=IniId\naccess_key_secret=IniSecret\n";
    let user = |profile: &str| {
        User::new()
            .cli(&format!("{{\"name\":\"now\",{profile}}}"))
            .file(".alibabacloud/credentials", ini)
    };
    for (profile, fault) in [
        (r#""mode":"AK","access_key_id":"Hush""#, "lacks access_key_secret"),
        (
            r#""mode":"AK","access_key_id":"Hush","access_key_secret":"a b""#,
            "has white space or a strange character in access_key_secret",
        ),
        (r#""mode":"StsToken","access_key_id":"Hush","access_key_secret":"s""#, "lacks sts_token"),
        (r#""mode":"EcsRamRoleX""#, "has a mode that is not known here"),
        (r#""mode":"RamRoleArnWithEcs""#, "lacks ram_role_arn"),
        (
            r#""mode":"ChainableRamRoleArn","source_profile":"nobody","ram_role_arn":"a""#,
            "refers to \"nobody\", which is not there",
        ),
        (
            r#""mode":"ChainableRamRoleArn","source_profile":"now","ram_role_arn":"a""#,
            "refers to too many others",
        ),
    ] {
        let told = user(profile).fault();
        let expected = format!("~/.aliyun/config.json: profile \"now\" {fault}");
        assert!(told.starts_with(&expected) && !told.contains("Hush"), "{told}");
    }
    let broken = User::new().file(".aliyun/config.json", "{\"profiles\": [Hush");
    assert_eq!(broken.fault(), "~/.aliyun/config.json: is not what `aliyun configure` writes");
    let broken = User::new().file(".alibabacloud/credentials", "[default]\ntype = other\n");
    assert!(broken.fault().contains("[default] has a type that is not known here"));
    let broken = User::new().file(".alibabacloud/credentials", "[default\nHush");
    assert!(!broken.fault().contains("Hush"), "{}", broken.fault());
}

#[test]
fn only_the_default_profile_that_nobody_filled_in_is_passed_over() {
    let ini = "[default]\naccess_key_id=IniId\naccess_key_secret=IniSecret\n";
    let user = |current: &str, name: &str, fields: &str| {
        let text = format!(r#"{{"current":{current},"profiles":[{{"name":"{name}",{fields}}}]}}"#);
        User::new().file(".aliyun/config.json", &text).file(".alibabacloud/credentials", ini)
    };
    let blank =
        r#""mode":"AK","access_key_id":"","access_key_secret":"","sts_token":null,"region_id":"""#;
    for current in [r#""default""#, r#""""#, "null"] {
        assert_eq!(user(current, "default", blank).source(), fixed("IniId", "IniSecret"));
    }
    let prefix = "~/.aliyun/config.json:";
    for (name, fields) in [
        ("now", blank),
        ("now", r#""mode":"AK""#),
        ("default", r#""mode":"AK","access_key_id":["Hush"],"access_key_secret":{}"#),
        ("default", r#""mode":"AK","sts_token":"Hush""#),
        ("default", r#""credentials_uri":"http://localhost/hush""#),
    ] {
        let fault = user(&format!("\"{name}\""), name, fields).fault();
        assert_eq!(fault, format!("{prefix} profile \"{name}\" lacks access_key_id"), "{fields}");
    }
    let named = user("null", "now", blank).variable("ALIBABA_CLOUD_PROFILE", "now");
    assert_eq!(named.fault(), format!("{prefix} profile \"now\" lacks access_key_id"));
    for current in ["7", "[\"default\"]", "true"] {
        let fault = user(current, "default", blank).fault();
        assert_eq!(fault, format!("{prefix} has a \"current\" that is not the name of a profile"));
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_told_and_not_opened() {
    let user = User::new();
    let fifo = user.home.path().join("keys");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let user = user.variable("ALIBABA_CLOUD_CREDENTIALS_FILE", fifo.to_str().unwrap());
    assert_eq!(user.fault(), "~/keys: is not a regular file");
    let none = User::new().variable("ALIBABA_CLOUD_CREDENTIALS_FILE", "/dev/null");
    assert!(none.find(&Asked::default()).unwrap().is_guess);
}

#[test]
fn a_uri_is_used_where_the_metadata_service_is_switched_off() {
    let user = User::new()
        .variable("ALIBABA_CLOUD_ECS_METADATA", "batch")
        .variable("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
        .variable("ALIBABA_CLOUD_CREDENTIALS_URI", "http://localhost/k");
    assert_eq!(user.source(), Source::Uri(KeyUri::parse("http://localhost/k").unwrap()));
}
