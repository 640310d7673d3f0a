//! Files as editors, shells and other tools write them.

use super::*;

fn ini(text: &str) -> User {
    User::new().file(".alibabacloud/credentials", text)
}

fn json(text: &str) -> User {
    User::new().file(".aliyun/config.json", text)
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let text = "[default]\ntype = access_key\naccess_key_id = Id\naccess_key_secret = Secret\n";
    let profile = "{\n\"current\":\"a\",\n\"profiles\":[{\"name\":\"a\",\"mode\":\"AK\",\n\
                   \"access_key_id\":\"Id\",\"access_key_secret\":\"Secret\"}]}\n";
    for mark in ["", "\u{feff}"] {
        for end in ["\n", "\r\n"] {
            let written = |text: &str| format!("{mark}{}", text.replace('\n', end));
            assert_eq!(ini(&written(text)).source(), fixed("Id", "Secret"));
            assert_eq!(json(&written(profile)).source(), fixed("Id", "Secret"));
        }
    }
}

#[test]
fn fields_that_are_null_or_of_other_types_count_as_not_there() {
    let user = json(
        r#"{"current":"a","meta_path":null,"profiles":[null,{"name":"b","mode":5},{"name":"a","mode":"AK",
        "access_key_id":"Id","access_key_secret":"Secret","sts_token":null,"ram_role_arn":null,"oidc_token_file":{},
        "ram_session_name":null,"expired_seconds":"900","private_key":[],"language":null,"retry_count":0}]}"#,
    );
    assert_eq!(user.source(), fixed("Id", "Secret"));
    let user = json(
        r#"{"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"Id","access_key_secret":null}]}"#,
    );
    assert_eq!(user.fault(), "~/.aliyun/config.json: profile \"a\" lacks access_key_secret");
    assert!(json(r#"{"current":null,"profiles":null}"#).find(&Asked::default()).unwrap().is_guess);
    for text in [r#"{"profiles":{"a":1}}"#, "[]", "\"hush\"", "{"] {
        let fault = json(text).fault();
        assert_eq!(fault, "~/.aliyun/config.json: is not what `aliyun configure` writes", "{text}");
    }
}

#[test]
fn backslashes_and_quotes_are_literal_and_quotes_are_warned_of() {
    let user = ini("[default]\naccess_key_id = \"Id\"\naccess_key_secret = 'a\\n\\\\b\\'\n");
    let (found, warnings) = user.find_with_warnings(&Asked::default());
    assert_eq!(found.unwrap().source, fixed("\"Id\"", "'a\\n\\\\b\\'"));
    let rest = "begins or ends with a quote. Quotes are part of the value, and no access key has any: remove them if the \
                signature is refused";
    assert_eq!(
        warnings,
        [
            format!("access_key_id of [default] of ~/.alibabacloud/credentials {rest}"),
            format!("access_key_secret of [default] of ~/.alibabacloud/credentials {rest}"),
        ]
    );
    let user = json(
        r#"{"current":"a","profiles":[{"name":"a","access_key_id":"I\\d","access_key_secret":"\"S\""}]}"#,
    );
    let (found, warnings) = user.find_with_warnings(&Asked::default());
    assert_eq!(found.unwrap().source, fixed("I\\d", "\"S\""));
    assert_eq!(
        warnings,
        [format!("access_key_secret of profile \"a\" of ~/.aliyun/config.json {rest}")]
    );
}

#[test]
fn a_comment_behind_a_value_is_told_and_not_cut() {
    let user = ini("[default]\naccess_key_id = Id\naccess_key_secret = Hush # of ops\n");
    assert_eq!(
        user.fault(),
        "~/.alibabacloud/credentials: [default] has white space or a strange character in access_key_secret"
    );
}

#[test]
fn a_path_may_have_spaces_and_other_letters() {
    let user = json(
        r#"{"current":"a","profiles":[{"name":"a","mode":"OIDC","ram_role_arn":"acs:ram::1:role/r",
        "oidc_provider_arn":"p","oidc_token_file":"/Users/张三 B/token"}]}"#,
    );
    let Source::Oidc { token_file, .. } = user.source() else { panic!("no OIDC role") };
    assert_eq!(token_file.to_str(), Some("/Users/张三 B/token"));
}
