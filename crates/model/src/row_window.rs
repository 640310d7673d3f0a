//! Which rows of a long list can be seen: the others need not be in the document.

use std::ops::Range;

/// Rows below each other, of one height but for those that are open. Heights in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowWindow {
    /// How many there are.
    pub rows: usize,
    /// How high each is; not 0.
    pub row_height: u32,
    /// The places of those that are open, in order.
    pub open: Vec<usize>,
    /// How much higher those are.
    pub open_height: u32,
}

impl RowWindow {
    /// Rows drawn beyond either edge, so that scrolling a little shows no gap.
    const MARGIN: usize = 8;

    /// Where the row at a place begins; for the place behind the last one, where the list ends.
    pub fn offset(&self, place: usize) -> u32 {
        let open_before = self.open.iter().filter(|open| **open < place).count();
        let pixels = |rows: usize, height: u32| {
            u32::try_from(rows).unwrap_or(u32::MAX).saturating_mul(height)
        };
        pixels(place, self.row_height).saturating_add(pixels(open_before, self.open_height))
    }

    /// How high the whole list is.
    pub fn height(&self) -> u32 {
        self.offset(self.rows)
    }

    /// The rows to draw where `above` of the list is hidden above an opening of this height.
    pub fn seen(&self, above: u32, height: u32) -> Range<usize> {
        let first = self.place_at(above).saturating_sub(Self::MARGIN);
        let last = self.place_at(above.saturating_add(height)) + 1 + Self::MARGIN;
        first..last.min(self.rows)
    }

    /// The place of the row that covers a pixel of the list; of the last one beyond its end.
    fn place_at(&self, pixel: u32) -> usize {
        // Places up to which there is no row whose end lies beyond the pixel.
        let (mut low, mut high) = (0, self.rows.saturating_sub(1));
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.offset(middle + 1) > pixel { high = middle } else { low = middle + 1 }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn window(rows: usize, open: &[usize]) -> RowWindow {
        RowWindow { rows, row_height: 36, open: open.to_vec(), open_height: 120 }
    }

    #[test]
    fn the_rows_in_the_opening_are_drawn_with_a_few_around_them() {
        for (rows, open, above, height, seen) in [
            (10_000, &[][..], 0, 720, 0..29),
            (10_000, &[], 3600, 720, 92..129),
            (10_000, &[], 360_000, 720, 9991..10_000),
            (10_000, &[50], 3600, 720, 88..125),
            (3, &[], 0, 720, 0..3),
            (0, &[], 500, 720, 0..0),
        ] {
            assert_eq!(window(rows, open).seen(above, height), seen, "{rows} rows, {above} above");
        }
        assert_eq!(window(100, &[2, 5]).offset(5), 300);
        assert_eq!(window(100, &[2, 5]).height(), 3840);
    }

    proptest! {
        #[test]
        fn what_can_be_seen_is_drawn(rows in 0usize..20_000, place in 0.0f64..1.0, height in 0u32..3000) {
            let window = window(rows, &[3, 700]);
            let above = (f64::from(window.height()) * place) as u32;
            let seen = window.seen(above, height);
            prop_assert!(seen.start <= seen.end && seen.end <= rows);
            prop_assert!(window.offset(seen.start) <= above);
            prop_assert!(seen.end == rows || window.offset(seen.end) >= above + height);
        }
    }
}
