//! How long it takes to sign one request, as the proxy does before each call.

use std::hint::black_box;

use acs3::{Credentials, Request, sign};
use chrono::DateTime;
use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let credentials =
        Credentials::new("LTAI5tExampleExampleExam", "ExampleExampleExampleExampleEx");
    let request = Request {
        method: "POST",
        host: "polardb.cn-hangzhou.aliyuncs.com",
        path: "/",
        query: &[("PageNumber", "1"), ("PageSize", "30"), ("Status", r#"["RUNNING","FAILED"]"#)],
        action: "DescribeBatchTasks",
        version: "2017-08-01",
        content_type: None,
        body: b"",
    };
    let nonce = "c82d1c54-6d9c-4a5c-9c7e-0f9b54a0e0d1";
    criterion.bench_function("sign", |bencher| {
        bencher.iter(|| sign(black_box(&request), &credentials, DateTime::UNIX_EPOCH, nonce));
    });
    criterion.final_summary();
}
