//! The console as a program for the browser.

fn main() {
    console_error_panic_hook::set_once();
    console::start();
}
