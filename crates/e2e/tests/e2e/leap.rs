//! Time that passes for the page, and not for the test.

use crate::clock::STANDS_AT;

/// After `leap(60)` the page's clock, and the server's as the page hears of it, is a minute ahead. The page looks at it once a
/// second.
pub(crate) const LEAP: &str = "
    const now = Date.now;
    let ahead = 0;
    Date.now = () => now() + ahead;
    window.leap = seconds => { ahead += 1000 * seconds; };
    const get = Headers.prototype.get;
    Headers.prototype.get = function (name) {
        return /^(x-batch-proxy-)?date$/i.test(name) ? new Date(Date.now()).toUTCString() : get.call(this, name);
    };
";

/// The page's clock stands, as that of its stage does, and so does chance. To be run before [`LEAP`].
pub(crate) fn stand() -> String {
    format!("Date.now = () => Date.parse('{STANDS_AT}'); Math.random = () => 0.5;")
}

/// Timers of two seconds and more never fire, and no pause after a failure is shorter by chance: the page refreshes and retries only
/// when a test makes it. Its clock and its short waits go on.
pub(crate) const NO_LONG_TIMERS: &str = "
    const { random } = Math;
    Math.random = () => Math.max(0.5, random());
    const setTimer = window.setTimeout;
    window.setTimeout = (action, pause, ...rest) => pause >= 2000 ? 0 : setTimer(action, pause, ...rest);
";
