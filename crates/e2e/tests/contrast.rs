//! The colours of `style/tokens.css` against each other: texts and graphics can be told from every ground that they may be
//! on, in the light theme and in the dark one.

use std::collections::HashMap;

const TOKENS: &str = include_str!("../../../style/tokens.css");

/// The least contrast in the light theme and in the dark one, rounded to tenths.
type Least = [f64; 2];

/// WCAG 2.2, 1.4.3, for texts, and 1.4.11, for edges, icons and bars: whatever else is agreed on is above these.
const TEXT: f64 = 4.5;
const GRAPHIC: f64 = 3.0;

/// The page, cards, and what is over them.
const GROUNDS: [&str; 7] =
    ["canvas", "surface", "surface-2", "raised", "hover", "hover-raised", "selected"];
/// Where rows are, in the table and beside bars.
const ROWS: [&str; 3] = ["surface", "hover", "selected"];
const CONTROLS: [&str; 4] = ["canvas", "surface", "surface-2", "raised"];

/// Colours that have one meaning, the grounds that they may be on, and how well they can be told from them.
const PAIRS: [(&str, &[&str], Least); 10] = [
    ("text", &GROUNDS, [15.2, 10.6]),
    ("text-2", &GROUNDS, [7.4, 6.7]),
    ("text-2", &["track", "mute-tint"], [TEXT, TEXT]),
    ("text-3", &GROUNDS, [4.9, 4.6]),
    ("accent", &GROUNDS, [5.5, 5.8]),
    ("focus", &GROUNDS, [5.5, 6.5]),
    ("line-control", &CONTROLS, [3.1, 3.4]),
    ("on-accent", &["accent-fill"], [6.2, 5.1]),
    ("on-accent", &["accent-fill-hover"], [7.6, 4.8]),
    ("accent-fill", &CONTROLS, [GRAPHIC, GRAPHIC]),
];

/// A tone of a status.
struct Tone {
    name: &'static str,
    /// Of its text on every ground and on its own tint.
    text: Least,
    /// Of its graphics on rows.
    on_rows: Least,
    /// Of its graphics on the empty part of a bar.
    on_track: Least,
}

const TONES: [Tone; 6] = [
    tone("ok", [5.5, 5.8], [3.7, 5.4], [3.3, 4.5]),
    tone("run", [5.5, 5.8], [3.9, 5.1], [3.6, 4.2]),
    tone("bad", [5.8, 5.8], [4.1, 5.0], [3.7, 4.1]),
    tone("warn", [5.6, 6.6], [3.4, 6.1], [3.1, 5.1]),
    tone("vio", [6.2, 5.8], [4.2, 4.6], [3.8, 3.9]),
    tone("mute", [6.2, 5.8], [3.5, 4.2], [3.1, 3.5]),
];

const fn tone(name: &'static str, text: Least, on_rows: Least, on_track: Least) -> Tone {
    Tone { name, text, on_rows, on_track }
}

#[test]
fn texts_and_graphics_can_be_told_from_their_grounds() {
    let tokens = tokens(TOKENS);
    let of_one_meaning = PAIRS.iter().flat_map(|(colour, grounds, least)| {
        grounds.iter().map(move |ground| pair(colour, ground, *least))
    });
    let pairs: Vec<_> = of_one_meaning.chain(TONES.iter().flat_map(pairs_of)).collect();
    assert!(pairs.len() > 130, "{}", pairs.len());
    let faults: Vec<_> = pairs.iter().flat_map(|pair| faults(&tokens, pair)).collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), 2 * pairs.len(), faults.join("\n"));
}

type Pair = (String, String, Least);

fn pair(colour: &str, ground: &str, least: Least) -> Pair {
    (colour.to_owned(), ground.to_owned(), least)
}

fn pairs_of(tone: &Tone) -> Vec<Pair> {
    let (name, tint) = (tone.name, format!("{}-tint", tone.name));
    let text = format!("{name}-text");
    let mut pairs = vec![
        pair(&text, &tint, [5.5, 5.5]),
        pair("text", &tint, [TEXT, TEXT]),
        pair(name, &tint, [3.4, 3.4]),
        pair(name, "track", tone.on_track),
    ];
    pairs.extend(GROUNDS.map(|ground| pair(&text, ground, tone.text)));
    pairs.extend(ROWS.map(|ground| pair(name, ground, tone.on_rows)));
    pairs.extend(["canvas", "surface-2", "raised"].map(|ground| pair(name, ground, [GRAPHIC; 2])));
    pairs
}

/// `text-3 on hover, dark: 4.41, at least 4.5`.
fn faults(tokens: &Tokens, (colour, ground, least): &Pair) -> Vec<String> {
    let themes = ["light", "dark"].into_iter().zip(least).enumerate();
    themes
        .filter_map(|(at, (theme, least))| {
            let of = |name: &String| tokens.get(name).unwrap_or_else(|| panic!("no --{name}"))[at];
            let ratio = contrast(of(colour), of(ground));
            // The standard's own figures are no rounded ones.
            let rounding = if [TEXT, GRAPHIC].contains(least) { 0.0 } else { 0.05 };
            (ratio < least - rounding)
                .then(|| format!("{colour} on {ground}, {theme}: {ratio:.2}, at least {least}"))
        })
        .collect()
}

type Colour = [u8; 3];
/// The colours of both themes, by name.
type Tokens = HashMap<String, [Colour; 2]>;

/// `--name: light-dark(#rrggbb, #rrggbb);`, or one colour for both. What is no colour is left out.
fn tokens(css: &str) -> Tokens {
    let lines = css.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    let colours = lines.filter_map(|(name, value)| {
        let value = value.trim_end_matches(';');
        let both = value.strip_prefix("light-dark(").and_then(|both| both.strip_suffix(')'));
        let (light, dark) = both.map_or(Some((value, value)), |both| both.split_once(", "))?;
        Some((name.to_owned(), [colour(light)?, colour(dark)?]))
    });
    colours.collect()
}

fn colour(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
fn luminance(colour: Colour) -> f64 {
    let linear = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    linear[0].mul_add(0.2126, linear[1].mul_add(0.7152, linear[2] * 0.0722))
}

#[test]
fn contrasts_are_those_of_the_standard() {
    let table = [
        ("#000000", "#ffffff", "21.00"),
        ("#777777", "#ffffff", "4.48"),
        ("#767676", "#ffffff", "4.54"),
        ("#0b5ccb", "#0b5ccb", "1.00"),
    ];
    for (one, other, expected) in table {
        let ratio = contrast(colour(one).unwrap(), colour(other).unwrap());
        assert_eq!(format!("{ratio:.2}"), expected, "{one} on {other}");
    }
}
