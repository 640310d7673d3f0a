//! The part of time that the lanes show.

use chrono::{DateTime, TimeDelta, Utc};

use super::Span;

/// A part of time, from 5 minutes to 90 days long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

impl Window {
    /// The length of the shortest window.
    pub const SHORTEST: TimeDelta = TimeDelta::minutes(5);
    /// The length of the longest window.
    pub const LONGEST: TimeDelta = TimeDelta::days(90);
    /// The right edge of a lane in ten-thousandths of its width.
    pub const WIDTH: u16 = 10_000;

    const FIT_LENGTH: TimeDelta = TimeDelta::hours(6);
    const FIT_AHEAD: TimeDelta = TimeDelta::hours(1);
    /// The part of a fitted window's length that is left free at each end.
    const MARGIN: i32 = 20;

    /// From one instant to the other. A length beyond the limits is brought within, and the right edge stays.
    pub fn between(from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        Self::ending(to, to - from)
    }

    /// The window at first: now and all batches that fit into the six hours that end an hour from now. If
    /// none of them ran then, the same as [`Self::fit_page`].
    pub fn fit(spans: &[Span], now: DateTime<Utc>) -> Self {
        let widest = Self::around_now(now);
        let shown: Vec<Span> = spans.iter().copied().filter(|span| widest.touches(span)).collect();
        let Some(bounds) = bounds(&shown) else { return Self::fit_page(spans, now) };
        // An end far ahead is cut before the length is, which keeps the right edge.
        let to = bounds.until().min(widest.to);
        let fitted = Self::with_margin(bounds.from.min(now), to.max(now));
        let (from, to) = (fitted.from.max(widest.from), fitted.to.min(widest.to));
        Self::between(from, to)
    }

    /// The window with all batches, now or not: up to 90 days, the earlier ones are left out. What lies
    /// further ahead than 90 days is a mistake, and left out too.
    pub fn fit_page(spans: &[Span], now: DateTime<Utc>) -> Self {
        let sensible = |span: &Span| span.until() - now <= Self::LONGEST;
        let spans: Vec<Span> = spans.iter().copied().filter(sensible).collect();
        bounds(&spans)
            .map_or(Self::around_now(now), |bounds| Self::with_margin(bounds.from, bounds.until()))
    }

    /// Its left edge.
    pub fn from(self) -> DateTime<Utc> {
        self.from
    }

    /// Its right edge.
    pub fn to(self) -> DateTime<Utc> {
        self.to
    }

    /// Its length.
    pub fn length(self) -> TimeDelta {
        self.to - self.from
    }

    /// Half as long, down to the shortest.
    #[must_use]
    pub fn zoomed_in(self, now: DateTime<Utc>) -> Self {
        self.zoomed(self.length() / 2, now)
    }

    /// Twice as long, up to the longest.
    #[must_use]
    pub fn zoomed_out(self, now: DateTime<Utc>) -> Self {
        self.zoomed(self.length() * 2, now)
    }

    /// Later by so many thousandths of its length; earlier if they are less than 0.
    #[must_use]
    pub fn panned(self, permille: i32) -> Self {
        // By seconds: all of a lane a million times over is still within 64 bits.
        let seconds = self.length().num_seconds() * i64::from(permille) / 1000;
        let to = self.to.checked_add_signed(TimeDelta::seconds(seconds));
        to.map_or(self, |to| Self::ending(to, self.length()))
    }

    /// Just as long, with `now` five sixths from the left.
    #[must_use]
    pub fn showing_now(self, now: DateTime<Utc>) -> Self {
        let to = now.checked_add_signed(self.length() / 6);
        to.map_or(self, |to| Self::ending(to, self.length()))
    }

    /// Whether it bears the instant; its edges are part of it.
    pub fn shows(self, instant: DateTime<Utc>) -> bool {
        (self.from..=self.to).contains(&instant)
    }

    /// Where the instant is, in ten-thousandths of the lane; `None` outside.
    pub fn position(self, instant: DateTime<Utc>) -> Option<u16> {
        self.shows(instant).then(|| self.clipped(instant))
    }

    /// Where the instant is, in ten-thousandths of the lane; at the nearer edge if it is outside.
    pub fn clipped(self, instant: DateTime<Utc>) -> u16 {
        let after = (instant.clamp(self.from, self.to) - self.from).num_milliseconds();
        let length = self.length().num_milliseconds().max(1);
        let permyriad = after * i64::from(Self::WIDTH) / length;
        u16::try_from(permyriad).map_or(Self::WIDTH, |at| at.min(Self::WIDTH))
    }

    fn ending(to: DateTime<Utc>, length: TimeDelta) -> Self {
        let length = length.clamp(Self::SHORTEST, Self::LONGEST);
        Self { from: to.checked_sub_signed(length).unwrap_or(DateTime::<Utc>::MIN_UTC), to }
    }

    fn around_now(now: DateTime<Utc>) -> Self {
        let to = now.checked_add_signed(Self::FIT_AHEAD).unwrap_or(now);
        Self::ending(to, Self::FIT_LENGTH)
    }

    fn with_margin(from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        let margin = ((to - from).min(Self::LONGEST) / Self::MARGIN).max(Self::SHORTEST / 4);
        let end = to.checked_add_signed(margin).unwrap_or(to);
        Self::ending(end, end - from + margin)
    }

    fn touches(self, span: &Span) -> bool {
        span.until() >= self.from && span.from <= self.to
    }

    /// Zooming keeps now where it is, or the middle if now is not shown.
    fn zoomed(self, length: TimeDelta, now: DateTime<Utc>) -> Self {
        let length = length.clamp(Self::SHORTEST, Self::LONGEST);
        let fixed = if self.shows(now) { now } else { self.from + self.length() / 2 };
        let after = i64::from(Self::WIDTH - self.clipped(fixed));
        let ahead =
            TimeDelta::milliseconds(length.num_milliseconds() * after / i64::from(Self::WIDTH));
        let to = fixed.checked_add_signed(ahead);
        to.map_or(self, |to| Self::ending(to, length))
    }
}

/// From the earliest begin to the latest end.
fn bounds(spans: &[Span]) -> Option<Span> {
    let from = spans.iter().map(|span| span.from).min()?;
    let to = spans.iter().map(Span::until).max()?;
    Some(Span { from, to, forecast_to: None })
}
