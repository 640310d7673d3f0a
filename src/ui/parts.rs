//! The sheet of shared parts, each in each of its states: `?parts` in a development build. No release has it.

use leptos::prelude::*;
use model::locale::Locale;
use model::view::banner::{BannerAction, BannerView};

use super::badge::Badge;
use super::banner::Banner;
use super::copy_button::CopyButton;
use super::dialog::Dialog;
use super::icon::Icon;
use super::menu::{Menu, MenuButton, MenuChoice, MenuItem};
use super::progress_bar::ProgressBar;
use super::sprite::Sprite;
use super::toast::{Notice, Toast};
use crate::browser;

/// The icons that `index.html` has.
const ICONS: [&str; 27] = [
    "i-fan",
    "i-ring",
    "i-done",
    "i-failed",
    "i-warn",
    "i-unknown",
    "i-copy",
    "i-refresh",
    "i-calendar",
    "i-check",
    "i-close",
    "i-down",
    "i-left",
    "i-right",
    "i-server",
    "i-offline",
    "i-lock",
    "i-key",
    "i-sliders",
    "i-clock",
    "i-list",
    "i-search",
    "i-code",
    "i-export",
    "i-table",
    "i-timeline",
    "i-filter",
];
/// The tones, with an icon and a word for each.
const TONES: [(&str, &str, &str); 6] = [
    ("run", "i-ring", "Running"),
    ("ok", "i-done", "Completed"),
    ("warn", "i-warn", "Partly done"),
    ("bad", "i-failed", "Failed"),
    ("vio", "i-fan", "Dispatching"),
    ("mute", "i-unknown", "NEW_STATUS"),
];

/// Whether the address asks for the sheet.
pub fn is_wanted() -> bool {
    window().location().search().is_ok_and(|search| search == "?parts")
}

/// Puts the sheet in the place of the page.
pub fn show() {
    browser::remove_all(".top-place, main, .skip");
    leptos::mount::mount_to_body(|| {
        provide_context(RwSignal::new(Locale::default()));
        view! { <Parts /> }
    });
}

/// The sheet.
#[component]
pub fn Parts() -> impl IntoView {
    view! {
        <main class="page parts">
            <Sprite />
            <h1>"Shared parts"</h1>
            {section(
                "Icon",
                ICONS
                    .map(|name| {
                        view! {
                            <span title=name>
                                <Icon name=name />
                            </span>
                        }
                    }),
            )}
            {section(
                "Badge",
                TONES.map(|(tone, icon, word)| view! { <Badge tone=tone icon=icon word=word /> }),
            )}
            {section("ProgressBar", TONES.map(|(tone, ..)| bar(tone)))}
            {section(
                "CopyButton",
                [false, true]
                    .map(|is_off| {
                        view! { <CopyButton class="copy" label="Copy" is_disabled=is_off /> }
                    }),
            )}
            {section("Banner", banners().map(banner))}
            {section("Toast", [true, false].map(toast))}
            {section("Menu", [menu()])}
            {section("Dialog", [dialog()])}
        </main>
    }
}

fn section<V: IntoView + 'static, const N: usize>(title: &'static str, parts: [V; N]) -> AnyView {
    let parts = parts.map(|part| view! { <p>{part}</p> });
    view! {
        <section>
            <h2>{title}</h2>
            {parts.into_iter().collect_view()}
        </section>
    }
    .into_any()
}

fn bar(tone: &'static str) -> impl IntoView {
    let (value, text, done) = match tone {
        "mute" => (None, "unknown", "0%"),
        "ok" => (Some("100"), "8 / 8, 100%", "100%"),
        _ => (Some("50"), "4 / 8, 50%", "50%"),
    };
    view! {
        <ProgressBar
            tone=tone
            label="Progress"
            value=value.map(str::to_owned)
            text=text.to_owned()
            done=done.to_owned()
        />
    }
}

/// A failure that is tried again, and one that needs a sign-in.
fn banners() -> [BannerView; 2] {
    let of = |look, title: &str, text: &str, has_ticket, action| BannerView {
        look,
        title: title.to_owned(),
        text: text.to_owned(),
        has_ticket,
        action: Some(action),
    };
    [
        of(("bad", "i-failed"), "No answer.", " The rows are of 15:04.", true, BannerAction::Retry),
        of(("warn", "i-lock"), "Signed out.", "", false, BannerAction::SignIn(None)),
    ]
}

fn banner(banner: BannerView) -> impl IntoView {
    let banner = Memo::new(move |_| banner.clone());
    let nothing = Callback::new(|()| ());
    view! { <Banner banner=banner on_act=nothing on_ticket=nothing /> }
}

fn toast(is_good: bool) -> impl IntoView {
    let words = if is_good { "Copied" } else { "Could not copy" };
    let notice = Notice { is_good, words: words.to_owned(), text: "bt-7f3a".to_owned() };
    let (notice, _) = signal(Some(notice));
    view! { <Toast notice=notice on_close=Callback::new(|()| ()) /> }
}

fn menu() -> impl IntoView {
    let nothing = Callback::new(|()| ());
    view! {
        <MenuButton class="button" menu="parts-menu" icon="i-code" label="Copy as" />
        <Menu id="parts-menu" class="popover" label="Copy as">
            <MenuItem menu="parts-menu" key="json" icon="i-copy" label="JSON" on_choose=nothing />
            <MenuItem menu="parts-menu" key="csv" label="CSV" is_disabled=true on_choose=nothing />
            <MenuChoice menu="parts-menu" label="UTC" is_chosen=true on_choose=|| () />
            <MenuChoice menu="parts-menu" label="Asia/Shanghai" is_chosen=false on_choose=|| () />
        </Menu>
    }
}

fn dialog() -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <button type="button" class="button" on:click=move |_| is_open.set(true)>
            "Open the dialog"
        </button>
        <Dialog class="dialog" title_id="parts-dialog" title="A dialog".to_owned() is_open=is_open>
            <p>"What it is about."</p>
        </Dialog>
    }
}
