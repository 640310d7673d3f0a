//! Time zones as the browser knows them.

use chrono::{DateTime, TimeDelta, Utc};
use js_sys::{Array, Function, Reflect};
use model::zone::{Zone, read_offset};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

/// The browser's own zone, whichever it is at the time.
pub fn of_browser() -> Zone {
    Zone::named("", |instant| {
        let milliseconds = JsValue::from_f64(instant.timestamp_millis() as f64);
        let minutes_behind = js_sys::Date::new(&milliseconds).get_timezone_offset();
        TimeDelta::minutes(-(minutes_behind as i64))
    })
}

/// The zone of this IANA name; `None` for one that the browser does not know.
pub fn named(name: &str) -> Option<Zone> {
    let format = Reflect::get(&formatter(name)?, &"format".into()).ok()?;
    let format = SendWrapper::new(format.dyn_into::<Function>().ok()?);
    Some(Zone::named(name, move |instant| offset(&format, instant)))
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

fn offset(format: &Function, instant: DateTime<Utc>) -> TimeDelta {
    let milliseconds = JsValue::from_f64(instant.timestamp_millis() as f64);
    let date = format.call1(&JsValue::UNDEFINED, &milliseconds).ok();
    date.and_then(|date| read_offset(&date.as_string()?)).unwrap_or_default()
}

/// Formats a date with the offset of the zone. `None` where the browser does not know the zone: then its constructor throws.
fn formatter(zone: &str) -> Option<JsValue> {
    let options = js_sys::Object::new();
    for (name, value) in [("timeZone", zone), ("timeZoneName", "longOffset")] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    Reflect::construct(&intl("DateTimeFormat")?, &Array::of2(&"en".into(), &options)).ok()
}

fn intl(name: &str) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    Reflect::get(&intl, &name.into()).ok()?.dyn_into().ok()
}
