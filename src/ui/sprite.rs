//! The drawings of icons that the first rows do not need. Those that they need are in `index.html`.

use leptos::prelude::*;

/// The drawings, by which [`Icon`](super::icon::Icon) finds its own.
#[component]
pub fn Sprite() -> impl IntoView {
    view! {
        <svg class="sprite" aria-hidden="true">
            <symbol id="i-calendar" viewBox="0 0 16 16">
                <rect x="2" y="3" width="12" height="11" rx="1.5"></rect>
                <path d="M2 6.500h12M5.5 1.500v3M10.5 1.500v3"></path>
            </symbol>
            <symbol id="i-check" viewBox="0 0 16 16">
                <path d="m3.5 8.5 3 3 6-7"></path>
            </symbol>
            <symbol id="i-close" viewBox="0 0 16 16">
                <path d="m4 4 8 8m0-8-8 8"></path>
            </symbol>
            <symbol id="i-left" viewBox="0 0 16 16">
                <path d="M9.5 4 5.5 8l4 4"></path>
            </symbol>
            <symbol id="i-right" viewBox="0 0 16 16">
                <path d="m6.5 4 4 4-4 4"></path>
            </symbol>
            <symbol id="i-server" viewBox="0 0 16 16">
                <rect x="2" y="2.5" width="12" height="4.5" rx="1"></rect>
                <rect x="2" y="9" width="12" height="4.5" rx="1"></rect>
                <path d="M4.5 4.700h.1M4.5 11.200h.1"></path>
            </symbol>
            <symbol id="i-offline" viewBox="0 0 16 16">
                <path d="M4.5 6A3.5 3.5 0 0 0 4 12.500h7.500M6.5 3.600A4 4 0 0 1 11.8 6a3.2 3.2 0 0 1 2 5M2 2l12 12"></path>
            </symbol>
            <symbol id="i-lock" viewBox="0 0 16 16">
                <rect x="3" y="7" width="10" height="7" rx="1.5"></rect>
                <path d="M5 7V5a3 3 0 0 1 6 0v2"></path>
            </symbol>
            <symbol id="i-key" viewBox="0 0 16 16">
                <circle cx="5.5" cy="10.5" r="3"></circle>
                <path d="m7.7 8.3 5.8-5.800M11 5l2 2M9.3 6.700l1.2 1.2"></path>
            </symbol>
            <symbol id="i-sliders" viewBox="0 0 16 16">
                <path d="M2 5h6.300M11.700 5H14M2 11h2.300M7.700 11H14"></path>
                <circle cx="10" cy="5" r="1.7"></circle>
                <circle cx="6" cy="11" r="1.7"></circle>
            </symbol>
            <symbol id="i-list" viewBox="0 0 16 16">
                <path d="M4 2.500h8v11H4ZM6 6h4M6 8.500h4M6 11h2"></path>
            </symbol>
            <symbol id="i-clock" viewBox="0 0 16 16">
                <circle cx="8" cy="8" r="6"></circle>
                <path d="M8 4.500V8l2.500 1.500"></path>
            </symbol>
            <symbol id="i-search" viewBox="0 0 16 16">
                <circle cx="7" cy="7" r="4.500"></circle>
                <path d="m10.5 10.5 3.5 3.5"></path>
            </symbol>
            <symbol id="i-code" viewBox="0 0 16 16">
                <rect x="2" y="3" width="12" height="10" rx="1.5"></rect>
                <path d="m4.5 6.500 2 1.500-2 1.500M8.500 9.500h3"></path>
            </symbol>
            <symbol id="i-export" viewBox="0 0 16 16">
                <path d="M8 2v8M5 7l3 3 3-3M2.500 13.500h11"></path>
            </symbol>
            <symbol id="i-table" viewBox="0 0 16 16">
                <rect x="2" y="3" width="12" height="10" rx="1.5"></rect>
                <path d="M2 6.500h12M2 9.700h12M6 6.500V13"></path>
            </symbol>
            <symbol id="i-timeline" viewBox="0 0 16 16">
                <path stroke-width="2.500" d="M2.500 4h6M6 8h5M9 12h4.500"></path>
            </symbol>
            <symbol id="i-filter" viewBox="0 0 16 16">
                <path d="M2 4h12M4.5 8h7M7 12h2"></path>
            </symbol>
            <symbol id="i-hourglass" viewBox="0 0 16 16">
                <path d="M4 2h8M4 14h8M5 2c0 6 6 6 6 12M11 2c0 6-6 6-6 12"></path>
            </symbol>
            <symbol id="i-out" viewBox="0 0 16 16">
                <path d="M9.500 2.500h4v4M13.500 2.500 7.500 8.500M11.500 9v4.500h-9v-9H7"></path>
            </symbol>
        </svg>
    }
}
