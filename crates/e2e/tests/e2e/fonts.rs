//! The fonts that the browser renders the page in. Widths and pictures mean something in these alone.

use serde::Deserialize;
use serde_json::json;

use crate::browser::Engine;
use crate::replies::{completed, list};
use crate::stage::Stage;
use crate::visit::Visit;

/// PostScript names without the weight, which is part of some family names.
const SANS: &str = "Inter";
const CHINESE: &str = "NotoSansCJKsc";
const MONO: &str = "JetBrainsMono";

#[test]
#[ignore = "needs a browser, the built site and fonts: cargo xtask test"]
fn the_page_is_rendered_in_the_fonts_of_the_tests() {
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(list(&[completed(1, "知识库检索"), completed(2, "install")]));
        visit.resize(1920).await;
        visit.open("").await;
        expect(visit, "h1", &[SANS]).await;
        expect(visit, "[data-batch-id=pcb-000001] .name", &[CHINESE]).await;
        expect(visit, "[data-batch-id=pcb-000002] .name", &[SANS]).await;
        expect(visit, "[data-batch-id=pcb-000001] .id", &[MONO]).await;
    });
}

/// Opens the list, and fails if it is not rendered in the fonts of the tests: pictures and widths would say nothing.
pub(crate) async fn expect_on_the_page(visit: &Visit) {
    visit.open("").await;
    // Others read the same configuration of fonts, and do not tell.
    if visit.browser.engine == Engine::Chromium {
        expect(visit, "h1", &[SANS]).await;
    }
}

/// A font that the browser rendered text in.
#[derive(Deserialize)]
struct PlatformFont {
    /// `Inter-SemiBold`
    #[serde(rename = "postScriptName")]
    name: String,
}

/// Fails if the text of the first element that the selector finds is rendered in other fonts than these.
async fn expect(visit: &Visit, selector: &str, expected: &[&str]) {
    let ask = async |method, params| visit.browser.devtools(method, params).await;
    ask("DOM.enable", json!({})).await;
    ask("CSS.enable", json!({})).await;
    let document = ask("DOM.getDocument", json!({ "depth": 0 })).await;
    let query = json!({ "nodeId": document["root"]["nodeId"], "selector": selector });
    let node = ask("DOM.querySelector", query).await;
    let mut found = ask("CSS.getPlatformFontsForNode", json!({ "nodeId": node["nodeId"] })).await;
    // It would keep the browser busy with every change of a style.
    ask("CSS.disable", json!({})).await;
    ask("DOM.disable", json!({})).await;
    let fonts: Vec<PlatformFont> = serde_json::from_value(found["fonts"].take()).unwrap();
    let names = fonts.iter().map(|font| font.name.split('-').next().unwrap());
    assert_eq!(
        names.collect::<Vec<_>>(),
        expected,
        "the fonts of {selector}. Install Inter, Noto Sans CJK and JetBrains Mono: \
         apt-get install fonts-inter fonts-noto-cjk fonts-jetbrains-mono"
    );
}
