//! Profiles that are named: they are used, or they are an error that names them; never another identity.

use super::*;

const GOOD_INI: &str = "[default]\naccess_key_id=IniId\naccess_key_secret=IniSecret\n";
const DEFAULT: &str =
    r#"{"name":"default","mode":"AK","access_key_id":"CliId","access_key_secret":"CliSecret"}"#;

fn with_current(current: &str, profiles: &str) -> User {
    let text = format!("{{\"current\":{current},\"profiles\":[{profiles}]}}");
    User::new().file(".aliyun/config.json", &text)
}

#[test]
fn a_profile_of_a_variable_that_is_nowhere_is_an_error() {
    let user = with_current("\"default\"", DEFAULT)
        .file(".alibabacloud/credentials", "[prod]\naccess_key_id=a\naccess_key_secret=b\n");
    let user = user.variable("ALIBABA_CLOUD_PROFILE", "prodd");
    assert_eq!(
        user.fault(),
        "there is no profile \"prodd\", which ALIBABA_CLOUD_PROFILE names; the profiles are \"default\", \"prod\""
    );
    let user = user.variable("ALIBABA_CLOUD_PROFILE", "prod");
    assert_eq!(user.source(), fixed("a", "b"), "in the other file");
    let nothing = User::new().variable("ALIBABA_CLOUD_PROFILE", "prod");
    assert_eq!(
        nothing.fault(),
        "there is no profile \"prod\", which ALIBABA_CLOUD_PROFILE names; no profile is configured"
    );
}

#[test]
fn a_current_profile_that_is_not_there_is_an_error() {
    for profiles in [DEFAULT, ""] {
        let user = with_current("\"foo\"", profiles).file(".alibabacloud/credentials", GOOD_INI);
        let fault = user.fault();
        let expected =
            "there is no profile \"foo\", which \"current\" of ~/.aliyun/config.json names; ";
        assert!(fault.starts_with(expected), "{fault}");
    }
    // Nobody names a profile here.
    for current in ["\"\"", "null"] {
        let user = with_current(current, "").file(".alibabacloud/credentials", GOOD_INI);
        assert_eq!(user.source(), fixed("IniId", "IniSecret"));
        assert_eq!(with_current(current, DEFAULT).source(), fixed("CliId", "CliSecret"));
    }
}

#[test]
fn a_section_that_is_switched_off_is_an_error_if_it_is_named() {
    let text = "[prod]\nenable=false\naccess_key_id=a\naccess_key_secret=b\n";
    let user = User::new().file(".alibabacloud/credentials", text);
    let user = user.variable("ALIBABA_CLOUD_PROFILE", "prod");
    assert_eq!(
        user.fault(),
        "~/.alibabacloud/credentials: [prod] is switched off by enable = false"
    );
    let unclear = GOOD_INI.replace("access_key_id", "enable = true # now\naccess_key_id");
    let user = User::new().file(".alibabacloud/credentials", &unclear);
    assert_eq!(
        user.fault(),
        "~/.alibabacloud/credentials: [default] has neither true nor false in enable"
    );
}

#[test]
fn a_file_that_a_variable_names_has_to_exist() {
    for variable in ["ALIBABA_CLOUD_CONFIG_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"] {
        let user = User::new().file(".alibabacloud/credentials", GOOD_INI);
        let path = user.home.path().join("missing").to_str().unwrap().to_owned();
        let user = user.variable(variable, &path);
        assert_eq!(user.fault(), format!("~/missing: does not exist, but {variable} names it"));
    }
}

#[test]
fn the_files_can_be_left_out_and_empty_ones_have_nothing() {
    let user = with_current("\"default\"", DEFAULT).file(".alibabacloud/credentials", GOOD_INI);
    let user = user.variable("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true");
    assert_eq!(user.source(), fixed("IniId", "IniSecret"));
    let empty = User::new().file(".aliyun/config.json", "\u{feff}\r\n");
    assert_eq!(
        empty.file(".alibabacloud/credentials", GOOD_INI).source(),
        fixed("IniId", "IniSecret")
    );
}

#[test]
fn empty_variables_count_as_not_set_and_are_warned_of() {
    let user = with_current("\"default\"", DEFAULT)
        .variable("ALIBABA_CLOUD_ACCESS_KEY_ID", "")
        .variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "")
        .variable("ALIBABA_CLOUD_PROFILE", "")
        .variable("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "");
    let (found, warnings) = user.find_with_warnings(&Asked::default());
    assert_eq!(found.unwrap().source, fixed("CliId", "CliSecret"));
    let warning = |name: &str| format!("{name} is set but empty, which counts as not set");
    assert_eq!(
        warnings,
        [
            "ALIBABA_CLOUD_ACCESS_KEY_ID",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            "ALIBABA_CLOUD_PROFILE",
            "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
        ]
        .map(warning)
    );
    let (found, warnings) = User::new()
        .key()
        .variable("ALIBABA_CLOUD_SECURITY_TOKEN", "")
        .find_with_warnings(&Asked::default());
    assert_eq!(found.unwrap().source, fixed("EnvId", "EnvSecret"));
    assert_eq!(warnings, [warning("ALIBABA_CLOUD_SECURITY_TOKEN")]);
}
