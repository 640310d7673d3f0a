//! What `deploy/` and `docs/` hand out, as far as it can be tried without a cloud.

use std::fs;
use std::path::{Path, PathBuf};

use yaml_rust2::{Yaml, YamlLoader};

use crate::exchange::{raw, send};
use crate::program::{KEY, Served, output};
use crate::upstream::{FakeUpstream, json};
use crate::web_server::find;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect(path)
}

fn manifests(path: &str) -> Vec<Yaml> {
    YamlLoader::load_from_str(&text(path)).expect(path)
}

/// The blocks of a language in the pages of `docs/`.
pub(crate) fn blocks(language: &str) -> Vec<String> {
    let pages =
        ["contract.md", "deploy.md", "operating.md"].map(|page| text(&format!("docs/{page}")));
    let start = format!("```{language}\n");
    let of_page = |page: &String| {
        let after = page.split(&start).skip(1).map(|rest| rest.split("```").next().unwrap());
        after.map(str::to_owned).collect::<Vec<_>>()
    };
    pages.iter().flat_map(of_page).collect()
}

fn kind<'a>(manifests: &'a [Yaml], kind: &str) -> &'a Yaml {
    manifests.iter().find(|manifest| manifest["kind"].as_str() == Some(kind)).expect(kind)
}

fn of_kubernetes() -> String {
    let manifests = manifests("deploy/kubernetes/batch-proxy.yaml");
    kind(&manifests, "ConfigMap")["data"]["batch-proxy.toml"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_configuration_that_is_shown_is_accepted() {
    let mut files = blocks("toml");
    assert!(files.len() >= 6, "{}", files.len());
    files.push(text("deploy/batch-proxy.toml"));
    files.push(text("deploy/function-compute/batch-proxy.toml"));
    files.push(of_kubernetes());
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("batch-proxy.toml");
    for file in files {
        fs::write(&path, &file).unwrap();
        let output = output(&["check-config", path.to_str().unwrap()], &[]).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{told}\n{file}");
    }
}

#[test]
fn oauth2_proxy_says_who_is_signed_in_where_the_gateways_ask() {
    let settings: toml::Table = blocks("ini")[0].parse().unwrap();
    for name in ["reverse_proxy", "set_xauthrequest"] {
        assert_eq!(settings[name].as_bool(), Some(true), "{name}");
    }
    let (address, callback) =
        (&settings["http_address"], settings["redirect_url"].as_str().unwrap());
    for tool in ["nginx", "caddy"] {
        assert!(blocks(tool)[0].contains(address.as_str().unwrap()), "{tool}");
    }
    assert_eq!(callback, "https://tasks.example.com/oauth2/callback");
}

#[tokio::test]
async fn every_configuration_that_is_shipped_starts_and_lets_nobody_in_unknown() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let url = format!("http://{}", upstream.address);
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("batch-proxy.toml");
    fs::write(directory.path().join("index.html"), "page").unwrap();
    for file in [
        text("deploy/batch-proxy.toml"),
        text("deploy/function-compute/batch-proxy.toml"),
        of_kubernetes(),
    ] {
        fs::write(&path, &file).unwrap();
        let (config, console) = (path.to_str().unwrap(), directory.path().to_str().unwrap());
        let listen = ["--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"];
        let more = ["serve", "--config", config, "--console", console, "--upstream", &url];
        let served = Served::start(&[&more[..], &listen].concat(), KEY).await;
        let host = "Host: tasks.example.com\r\nConnection: close\r\n";
        let page = raw(served.address, &format!("GET / HTTP/1.1\r\n{host}\r\n")).await;
        assert_eq!((page.status, page.text().as_str()), (200, "page"));
        let rpc = format!(
            "POST /rpc?Action=DescribeBatchTasks&Version=2017-08-01 HTTP/1.1\r\n{host}\
             Origin: https://tasks.example.com\r\nContent-Length: 0\r\n\r\n"
        );
        assert_eq!(raw(served.address, &rpc).await.error().0, 401);
        assert_eq!(send(served.address, "GET", "/readyz", &[]).await.status, 200);
    }
    assert_eq!(upstream.seen().len(), 0);
}

#[tokio::test]
async fn systemd_takes_the_unit_and_finds_it_tight() {
    let unit = text("deploy/systemd/batch-proxy.service");
    assert!(unit.contains("ExecStart=/usr/bin/batch-proxy serve --config /etc/batch-proxy/"));
    let reload = "ExecReload=/usr/bin/batch-proxy check-config /etc/batch-proxy/batch-proxy.toml\n\
                  ExecReload=/usr/bin/kill -HUP $MAINPID\n";
    assert!(unit.contains(reload), "a reload of a bad file has to fail");
    if find("systemd-analyze").is_none() {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("batch-proxy.service");
    fs::write(&path, unit.replace("/usr/bin/batch-proxy", env!("CARGO_BIN_EXE_batch-proxy")))
        .unwrap();
    for arguments in [&["verify"][..], &["security", "--offline=true", "--threshold=15"]] {
        let mut command = find("systemd-analyze").unwrap();
        let output = command.args(arguments).arg(&path).output().await.unwrap();
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(output.status.success(), "{told}");
        assert!(!told.contains("ignoring"), "a key that it does not know: {told}");
    }
}

#[test]
fn the_cluster_runs_it_without_rights_and_divides_the_quota() {
    let manifests = manifests("deploy/kubernetes/batch-proxy.yaml");
    let deployment = &kind(&manifests, "Deployment")["spec"];
    let pod = &deployment["template"]["spec"];
    let container = &pod["containers"][0];
    let config: toml::Table = of_kubernetes().parse().unwrap();
    let rate = config["limits"]["upstream-rate"].as_integer().unwrap();
    assert_eq!(rate * deployment["replicas"].as_i64().unwrap(), 30, "the account's share");

    assert_eq!(pod["securityContext"]["runAsNonRoot"].as_bool(), Some(true));
    assert_eq!(pod["securityContext"]["seccompProfile"]["type"].as_str(), Some("RuntimeDefault"));
    assert_eq!(pod["automountServiceAccountToken"].as_bool(), Some(false));
    let rights = &container["securityContext"];
    assert_eq!(rights["readOnlyRootFilesystem"].as_bool(), Some(true));
    assert_eq!(rights["allowPrivilegeEscalation"].as_bool(), Some(false));
    assert_eq!(rights["capabilities"]["drop"][0].as_str(), Some("ALL"));

    let listen = config["listen"].as_str().unwrap();
    let port = listen.rsplit(':').next().unwrap();
    assert_eq!(container["ports"][0]["containerPort"].as_i64().unwrap().to_string(), port);
    for (probe, path) in [("readinessProbe", "/readyz"), ("livenessProbe", "/healthz")] {
        let get = &container[probe]["httpGet"];
        assert_eq!(get["path"].as_str(), Some(path));
        assert!(get["httpHeaders"].is_badvalue(), "probes are answered by any name");
    }
    // 5 s before SIGTERM, then at most 9 s.
    assert!(pod["terminationGracePeriodSeconds"].as_i64().unwrap() >= 15);
    let labels = &deployment["template"]["metadata"]["labels"];
    assert_eq!(&deployment["selector"]["matchLabels"], labels);
    assert_eq!(&kind(&manifests, "Service")["spec"]["selector"], labels);
    let policy = &kind(&manifests, "NetworkPolicy")["spec"];
    assert_eq!(&policy["podSelector"]["matchLabels"], labels);
    // Else the way to the node's role is open, at port 80.
    assert_eq!(policy["policyTypes"][1].as_str(), Some("Egress"));
    let out = policy["egress"][0]["ports"].as_vec().unwrap().iter();
    assert_eq!(out.map(|port| port["port"].as_i64().unwrap()).collect::<Vec<_>>(), [53, 53, 443]);
}

#[test]
fn the_function_starts_the_program_where_its_requests_come() {
    let manifests = manifests("deploy/function-compute/s.yaml");
    let function = &manifests[0]["resources"]["batch-proxy"]["props"];
    let config: toml::Table = text("deploy/function-compute/batch-proxy.toml").parse().unwrap();
    let port = function["customRuntimeConfig"]["port"].as_i64().unwrap();
    assert_eq!(config["listen"].as_str(), Some(format!("0.0.0.0:{port}").as_str()));
    assert_eq!(function["customRuntimeConfig"]["args"][0].as_str(), Some("serve"));
    // A request takes 15.5 s at most.
    assert!(function["timeout"].as_i64().unwrap() > 16);
}

#[tokio::test]
async fn the_image_has_no_root_and_no_shell_and_names_options_that_there_are() {
    let dockerfile = text("deploy/Dockerfile");
    let image = dockerfile.rsplit("\nFROM ").next().unwrap();
    assert!(image.starts_with("scratch\n"), "{image}");
    let left_out = text("deploy/Dockerfile.dockerignore");
    for path in ["**/*.env", "**/target", "dist"] {
        assert!(left_out.lines().any(|line| line == path), "{path} gets into the build");
    }
    assert!(
        image
            .lines()
            .filter(|line| line.starts_with("COPY"))
            .all(|line| { line.starts_with("COPY --from=build ") })
    );
    assert!(image.contains("\nUSER 65532:65532\n") && !image.contains("\nRUN "), "{image}");
    assert!(image.contains("\nENTRYPOINT [\"/usr/bin/batch-proxy\"]\n"), "{image}");
    let help = output(&["serve", "--help"], &[]).await;
    let help = String::from_utf8(help.stdout).unwrap();
    let variables = image.lines().find_map(|line| line.strip_prefix("ENV ")).unwrap();
    for variable in variables.split(' ') {
        let name = variable.split('=').next().unwrap();
        assert!(help.contains(&format!("[env: {name}=]")), "{name}");
    }
}

#[test]
fn a_tag_makes_a_release_and_only_the_job_that_builds_nothing_may_write() {
    let workflow = &manifests(".github/workflows/release.yml")[0];
    assert_eq!(workflow["on"]["push"]["tags"][0].as_str(), Some("v*"));
    let (build, publish) = (&workflow["jobs"]["build"], &workflow["jobs"]["publish"]);
    let rights = |job: &Yaml| {
        let rights = job["permissions"].as_hash().unwrap().iter();
        let pair = |(what, how): (&Yaml, &Yaml)| {
            format!("{}: {}", what.as_str().unwrap(), how.as_str().unwrap())
        };
        rights.map(pair).collect::<Vec<_>>()
    };
    assert_eq!(rights(build), ["contents: read"]);
    assert_eq!(rights(publish), ["contents: write", "id-token: write", "attestations: write"]);
    let runs = |job: &Yaml, what: &str| {
        let steps = job["steps"].as_vec().unwrap().iter();
        steps.filter_map(|step| step["run"].as_str()).any(|line| line.contains(what))
    };
    assert!(runs(build, "cargo xtask release") && !runs(publish, "cargo"));
    let attest = &publish["steps"][2];
    assert!(attest["uses"].as_str().unwrap().starts_with("actions/attest-build-provenance@"));
    assert_eq!(attest["with"]["subject-path"].as_str(), Some("release-files/*"));
}

#[test]
fn the_role_may_read_and_nothing_else() {
    let file: serde_json::Value = serde_json::from_str(&text("deploy/ram-policy.json")).unwrap();
    let actions = &file["Statement"][0]["Action"];
    assert_eq!(
        actions,
        &serde_json::json!(["polardb:DescribeBatchTasks", "polardb:DescribeBatchTask"])
    );
    let shown = blocks("json").into_iter().find(|block| block.contains("Statement")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), file);
}
