//! Pictures of the page: read, compared and stored as PNG.

use std::collections::{BTreeMap, BTreeSet};

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter, Transformations};

/// A pixel differs when a channel differs by more than this, of 255: more than stored edges of letters from those of the page,
/// less than the ground of a row under the pointer from that of other rows.
const CHANNEL_TOLERANCE: u8 = 12;
/// Pictures differ when more than one pixel in so many does: 0.02 %, less than a word.
const PIXELS_PER_DIFFERENCE: usize = 5_000;

/// One red, green and blue.
type Pixel = [u8; 3];

/// A picture without transparency.
#[derive(Debug, PartialEq)]
pub(crate) struct Picture {
    width: usize,
    pixels: Vec<Pixel>,
}

/// Where two pictures differ.
#[derive(Debug, PartialEq)]
pub(crate) struct Difference {
    /// How many pixels differ by more than the tolerance of a channel.
    pub(crate) pixels: usize,
    /// Whether these are more than the tolerance of a picture.
    pub(crate) is_too_much: bool,
    /// The expected picture pale, with the pixels that differ in red.
    pub(crate) picture: Picture,
}

impl Picture {
    /// Reads a PNG of 8 bits per channel.
    pub(crate) fn from_png(bytes: &[u8]) -> Self {
        let mut decoder = Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut buffer = vec![0; reader.output_buffer_size().expect("a PNG that fits into memory")];
        let info = reader.next_frame(&mut buffer).expect("a whole PNG");
        let channels = info.color_type.samples();
        assert!(channels >= 3 && info.bit_depth == BitDepth::Eight, "{info:?}");
        let pixels = buffer[..info.buffer_size()].chunks_exact(channels);
        let pixels = pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width: info.width as usize, pixels }
    }

    /// As a PNG, with a palette if there are few enough colours for one.
    pub(crate) fn to_png(&self) -> Vec<u8> {
        let colours: BTreeMap<Pixel, u8> = {
            let mut colours = self.pixels.clone();
            colours.sort_unstable();
            colours.dedup();
            colours.into_iter().zip(0..=u8::MAX).collect()
        };
        let indexes: Option<Vec<u8>> =
            self.pixels.iter().map(|pixel| colours.get(pixel).copied()).collect();
        let mut bytes = Vec::new();
        let height = self.pixels.len() / self.width;
        let mut encoder = Encoder::new(&mut bytes, self.width as u32, height as u32);
        encoder.set_depth(BitDepth::Eight);
        // Before the filter: it sets one too.
        encoder.set_compression(Compression::High);
        let data = if let Some(indexes) = indexes {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(colours.keys().copied().flatten().collect::<Vec<_>>());
            // Neighbouring indexes have nothing in common that a filter would find.
            encoder.set_filter(Filter::NoFilter);
            indexes
        } else {
            encoder.set_color(ColorType::Rgb);
            encoder.set_filter(Filter::Adaptive);
            self.pixels.iter().copied().flatten().collect()
        };
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&data).unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// The same in mostly fewer than 256 colours, which takes half the space. Grounds and fills stay as they are, and the
    /// edges of letters are well within the tolerance.
    pub(crate) fn with_fewer_colours(&self) -> Self {
        let mut counts = BTreeMap::new();
        for pixel in &self.pixels {
            *counts.entry(*pixel).or_insert(0_usize) += 1;
        }
        let mut frequent: Vec<_> =
            counts.into_iter().map(|(pixel, count)| (count, pixel)).collect();
        frequent.sort_unstable();
        let kept: BTreeSet<_> =
            frequent.iter().rev().take(KEPT_COLOURS).map(|(_, pixel)| *pixel).collect();
        let stored = |pixel: &Pixel| if kept.contains(pixel) { *pixel } else { pixel.map(rounded) };
        Self { width: self.width, pixels: self.pixels.iter().map(stored).collect() }
    }

    /// Compares with the picture that was expected. Pictures of other sizes differ in every pixel.
    pub(crate) fn difference_from(&self, expected: &Self) -> Difference {
        let has_same_size =
            self.width == expected.width && self.pixels.len() == expected.pixels.len();
        if !has_same_size {
            let picture = Self { width: self.width, pixels: vec![RED; self.pixels.len()] };
            return Difference { pixels: self.pixels.len(), is_too_much: true, picture };
        }
        let mut count = 0;
        let compared = self.pixels.iter().zip(&expected.pixels).map(|(actual, expected)| {
            if is_alike(*actual, *expected) {
                return expected.map(pale);
            }
            count += 1;
            RED
        });
        let picture = Self { width: self.width, pixels: compared.collect() };
        let is_too_much = count * PIXELS_PER_DIFFERENCE > self.pixels.len();
        Difference { pixels: count, is_too_much, picture }
    }
}

const RED: Pixel = [255, 0, 0];
/// So many colours of a picture are stored as they are, and of the others the nearest multiples of `SHADE`.
const KEPT_COLOURS: usize = 24;
const SHADE: u8 = 17;

fn rounded(channel: u8) -> u8 {
    channel.saturating_add(SHADE / 2) / SHADE * SHADE
}

fn is_alike(one: Pixel, other: Pixel) -> bool {
    one.iter().zip(&other).all(|(one, other)| one.abs_diff(*other) <= CHANNEL_TOLERANCE)
}

fn pale(channel: u8) -> u8 {
    170 + channel / 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: usize, pixels: &[Pixel]) -> Picture {
        Picture { width, pixels: pixels.to_vec() }
    }

    #[test]
    fn a_png_holds_what_was_stored() {
        let few = picture(2, &[[0, 0, 0], [1, 2, 3], [255, 255, 255], [0, 0, 0]]);
        let many: Vec<_> = (0..=u8::MAX).flat_map(|red| [[red, 0, 0], [red, 9, 255]]).collect();
        for picture in [few, picture(64, &many)] {
            assert_eq!(Picture::from_png(&picture.to_png()), picture);
        }
    }

    #[test]
    fn frequent_colours_are_stored_as_they_are_and_others_nearly() {
        let grounds: Vec<_> = (0..24).flat_map(|blue| [[246, 247, blue]; 2]).collect();
        let edges = [[0, 8, 9], [246, 247, 255], [20, 100, 200]];
        let picture = picture(1, &[&grounds[..], &edges].concat());
        let stored = picture.with_fewer_colours();
        assert_eq!(stored.pixels[..48], grounds);
        assert_eq!(stored.pixels[48..], [[0, 0, 17], [238, 255, 255], [17, 102, 204]]);
        assert_eq!(picture.difference_from(&stored).pixels, 0);
    }

    #[test]
    fn a_few_pixels_may_differ() {
        let white = picture(100, &[[255; 3]; 10_000]);
        let with_black = |count| {
            let mut pixels = white.pixels.clone();
            pixels[..count].fill([0; 3]);
            picture(100, &pixels).difference_from(&white)
        };
        for (count, is_too_much) in [(0, false), (2, false), (3, true)] {
            let difference = with_black(count);
            assert_eq!((difference.pixels, difference.is_too_much), (count, is_too_much));
            assert_eq!(difference.picture.pixels[..count], vec![RED; count]);
            assert_eq!(difference.picture.pixels[count..], vec![[255; 3]; 10_000 - count]);
        }
    }

    #[test]
    fn a_pixel_may_differ_a_little() {
        let grey = picture(1, &[[100; 3]]);
        for (green, pixels) in [(88, 0), (87, 1), (112, 0), (113, 1)] {
            assert_eq!(picture(1, &[[100, green, 100]]).difference_from(&grey).pixels, pixels);
        }
    }

    #[test]
    fn another_size_differs_everywhere() {
        let (wide, high) = (picture(2, &[[0; 3]; 2]), picture(1, &[[0; 3]; 2]));
        assert_eq!(
            (wide.difference_from(&high).pixels, wide.difference_from(&high).is_too_much),
            (2, true)
        );
    }
}
