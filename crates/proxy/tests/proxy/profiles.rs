//! The files in which the program finds its credentials.

use crate::credentials::{signed_with, upstream};
use crate::exchange::list;
use crate::program::{Served, output};

#[tokio::test]
async fn the_program_finds_profiles_in_the_users_files() {
    let upstream = upstream().await;
    let url = format!("http://{}", upstream.address);
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().to_str().unwrap().to_owned();
    let write = |name: &str, text: &str| {
        let path = home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        ".alibabacloud/credentials",
        "[default]\naccess_key_id=IniKey\naccess_key_secret=CanaryIni\n",
    );
    let variables = [("HOME", directory.as_str())];
    let arguments = ["serve", "--upstream", &url, "--listen", "127.0.0.1:0"];
    let served = Served::start(&arguments, &variables).await;
    assert_eq!(list(served.address, "").await.status, 200);
    assert_eq!(signed_with(&upstream.seen()[0]).0, "IniKey");

    let ops = r#"{"name":"ops","mode":"StsToken","access_key_id":"CliKey",
        "access_key_secret":"CanaryCli","sts_token":"CanaryToken"}"#;
    write(".aliyun/config.json", &format!("{{\"current\":\"\",\"profiles\":[{ops}]}}"));
    write("batch-proxy.toml", "[credentials]\nprofile = \"ops\"\n");
    let file = home.path().join("batch-proxy.toml");
    let arguments = [&arguments[..], &["--config", file.to_str().unwrap()]].concat();
    let served = Served::start(&arguments, &variables).await;
    assert_eq!(list(served.address, "").await.status, 200);
    let expected = ("CliKey".to_owned(), "CanaryToken".to_owned());
    assert_eq!(signed_with(&upstream.seen()[1]), expected);
    let (_, log) = served.end().await;
    assert!(log.contains("credentials: profile \"ops\" of ") && !log.contains("Canary"), "{log}");

    write(".aliyun/config.json", "{\"profiles\":[Canary");
    let output = output(&arguments, &variables).await;
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("is not what `aliyun configure` writes") && !told.contains("Canary"));
}
