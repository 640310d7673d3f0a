//! The site as Trunk builds and serves it; `cargo xtask test --trunk` runs this.

use std::env;

use tokio::runtime::Runtime;

use crate::browser::Browser;
use crate::wait::until;

/// Names the addresses of the pages.
const PAGES: &str = "TRUNK_PAGES";

/// The rows, and what comes with the lazy chunk elsewhere.
const IS_COMPLETE: &str = "document.querySelectorAll('tbody .row').length === 30
    && document.querySelector('.watching > .button') && !document.querySelector('.boot-problem')";

#[test]
#[ignore = "needs a browser and Trunk: cargo xtask test --trunk"]
fn its_pages_show_their_rows() {
    let pages = env::var(PAGES).unwrap();
    Runtime::new().unwrap().block_on(async {
        for page in pages.split(' ') {
            let browser = Browser::start(true).await;
            browser.client.goto(page).await.unwrap();
            let script = format!("return {IS_COMPLETE}");
            until(page, true.into(), async || {
                browser.client.execute(&script, vec![]).await.unwrap()
            })
            .await;
            browser.quit().await;
        }
    });
}
