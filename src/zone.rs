//! The zones of the page: the one that times are shown in, and the one that times without a zone are taken to be in.

use std::cell::RefCell;

use chrono::{DateTime, TimeDelta, Utc};
use js_sys::{Array, Function, Reflect};
use model::time;
use model::zone::{Zone, read_offset};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// The zone that times are shown in: the browser's until another one is chosen.
pub const SHOWN: Zone = Zone(|instant| {
    SHOWN_NAMED.with_borrow(|named| {
        named.as_ref().map_or_else(|| of_browser(instant), |zone| zone.at(instant))
    })
});

/// The zone of times that do not name theirs: UTC until another one is chosen.
const ZONELESS: Zone = Zone(|instant| {
    ZONELESS_NAMED
        .with_borrow(|named| named.as_ref().map_or_else(TimeDelta::zero, |zone| zone.at(instant)))
});

thread_local! {
    static SHOWN_NAMED: RefCell<Option<Named>> = const { RefCell::new(None) };
    static ZONELESS_NAMED: RefCell<Option<Named>> = const { RefCell::new(None) };
}

/// Shows times in the zone of this IANA name; for `None`, and for one that the browser does not know, in its own.
pub fn show_in(name: Option<&str>) {
    SHOWN_NAMED.set(name.and_then(Named::new));
}

/// Takes times without a zone for those of this one; for `None`, and for one that the browser does not know, of UTC.
pub fn assume(name: Option<&str>) {
    ZONELESS_NAMED.set(name.and_then(Named::new));
    time::assume(ZONELESS);
}

/// Whether the browser knows a zone of this IANA name.
pub fn is_known(name: &str) -> bool {
    formatter(name).is_some()
}

/// The IANA names of all zones that the browser knows; none where it does not tell.
pub fn all() -> Vec<String> {
    let names = intl("supportedValuesOf").and_then(|function| {
        function.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok()?.dyn_into::<Array>().ok()
    });
    names.iter().flat_map(|names| names.iter()).filter_map(|name| name.as_string()).collect()
}

/// The IANA name of the browser's own zone; empty where it does not tell.
pub fn name_of_browser() -> String {
    let name = || {
        let format = Reflect::construct(&intl("DateTimeFormat")?, &Array::new()).ok()?;
        let resolve: Function =
            Reflect::get(&format, &"resolvedOptions".into()).ok()?.dyn_into().ok()?;
        let options = resolve.call0(&format).ok()?;
        Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
    };
    name().unwrap_or_default()
}

/// A zone by its IANA name, as the browser knows it.
struct Named(Function);

impl Named {
    fn new(name: &str) -> Option<Self> {
        let format = Reflect::get(&formatter(name)?, &"format".into()).ok()?;
        format.dyn_into().ok().map(Self)
    }

    fn at(&self, instant: DateTime<Utc>) -> TimeDelta {
        let milliseconds = JsValue::from_f64(instant.timestamp_millis() as f64);
        let words = self.0.call1(&JsValue::UNDEFINED, &milliseconds).ok();
        words.and_then(|words| read_offset(&words.as_string()?)).unwrap_or_default()
    }
}

/// The options of `Intl.DateTimeFormat`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Options<'a> {
    time_zone: &'a str,
    time_zone_name: &'a str,
}

/// Says a date with the offset of the zone. `None` where the browser does not know the zone: then its constructor throws.
fn formatter(zone: &str) -> Option<JsValue> {
    let options = Options { time_zone: zone, time_zone_name: "longOffset" };
    let options = serde_wasm_bindgen::to_value(&options).ok()?;
    Reflect::construct(&intl("DateTimeFormat")?, &Array::of2(&"en".into(), &options)).ok()
}

fn intl(name: &str) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    Reflect::get(&intl, &name.into()).ok()?.dyn_into().ok()
}

fn of_browser(instant: DateTime<Utc>) -> TimeDelta {
    let milliseconds = JsValue::from_f64(instant.timestamp_millis() as f64);
    let minutes_behind = js_sys::Date::new(&milliseconds).get_timezone_offset();
    TimeDelta::minutes(-(minutes_behind as i64))
}
