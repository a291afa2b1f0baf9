//! The letters of papers. Every paper has Noto Sans; what it lacks is looked for in the fonts that
//! the program brings (symbols, emoji, Arabic, Hebrew and some more), then in those of the system
//! and in a folder of the company's ([`look_in`]), which large scripts need. What nothing has is
//! replaced by a sign that everybody sees, so that a paper always prints.

mod prepare;
mod system;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, is_default_ignorable};
use typst::utils::LazyHash;

pub use prepare::{Prepared, prepare};
pub use system::look_in;

/// What stands in the place of a letter that no font has.
pub const SUBSTITUTE: char = '\u{fffd}';

/// The fonts that every paper has.
pub struct Usual {
    /// What is known of them.
    pub book: LazyHash<FontBook>,
    /// The fonts.
    pub fonts: Vec<Font>,
}

/// The usual fonts, read once.
pub static USUAL: LazyLock<Usual> = LazyLock::new(|| {
    let files = [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF];
    let fonts = read(&files);
    Usual { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

/// The fonts that the program brings beside the usual ones, in the order in which they are tried;
/// read when the first paper needs one.
static BROUGHT: LazyLock<Vec<Font>> = LazyLock::new(|| {
    read(&[
        include_bytes!("../../fonts/NotoSansMore-Regular.ttf"),
        include_bytes!("../../fonts/NotoSansMore-Bold.ttf"),
        include_bytes!("../../fonts/NotoSansSymbols2-Regular.ttf"),
        include_bytes!("../../fonts/NotoSansSymbols-Regular.ttf"),
        include_bytes!("../../fonts/NotoSansMath-Regular.ttf"),
        include_bytes!("../../fonts/NotoSansArabic-Regular.ttf"),
        include_bytes!("../../fonts/NotoSansArabic-Bold.ttf"),
        include_bytes!("../../fonts/NotoSansHebrew-Regular.ttf"),
        include_bytes!("../../fonts/NotoSansHebrew-Bold.ttf"),
        include_bytes!("../../fonts/NotoSansThai-Regular.ttf"),
        include_bytes!("../../fonts/NotoSansArmenian-Regular.ttf"),
        include_bytes!("../../fonts/NotoSansGeorgian-Regular.ttf"),
        include_bytes!("../../fonts/NotoEmoji-Regular.ttf"),
    ])
});

fn read(files: &[&'static [u8]]) -> Vec<Font> {
    files.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect()
}

/// Whether a letter needs a picture in a font.
fn is_seen(letter: char) -> bool {
    !letter.is_whitespace() && !letter.is_control() && !is_default_ignorable(letter)
}

fn has(font: &Font, letter: char) -> bool {
    font.info().coverage.contains(u32::from(letter))
}

/// A letter whose meaning nobody but its font knows; archived papers must not have it.
fn is_private(letter: char) -> bool {
    matches!(u32::from(letter), 0xe000..=0xf8ff | 0xf_0000..)
}

/// What some letters are written with.
#[derive(Clone, Debug, Default)]
pub struct Outfit {
    /// The fonts that they need beside the usual ones.
    pub fonts: Vec<Font>,
    /// What no font has.
    pub missing: BTreeSet<char>,
}

/// The fonts for these letters.
pub fn outfit(letters: impl Iterator<Item = char>) -> Outfit {
    let usual = &USUAL.fonts[0];
    let mut wanted: BTreeSet<char> =
        letters.filter(|letter| is_seen(*letter) && !has(usual, *letter)).collect();
    let mut outfit = Outfit::default();
    if wanted.is_empty() {
        return outfit;
    }
    let private: Vec<char> = wanted.iter().copied().filter(|c| is_private(*c)).collect();
    outfit.missing.extend(private);
    wanted.retain(|letter| !is_private(*letter));
    for font in BROUGHT.iter() {
        // A bold face has what its regular face has, and comes along with it.
        let bold = outfit.fonts.last().is_some_and(|last| last.info().family == font.info().family);
        let before = wanted.len();
        wanted.retain(|letter| !has(font, *letter));
        if bold || wanted.len() < before {
            outfit.fonts.push(font.clone());
        }
    }
    if !wanted.is_empty() {
        outfit.fonts.extend(system::fonts_for(&mut wanted));
        outfit.missing.extend(wanted);
    }
    outfit
}

/// The letters of a text that a paper would show as a [`SUBSTITUTE`].
pub fn missing<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<char> {
    outfit(texts.into_iter().flat_map(str::chars)).missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_brings_what_repair_shops_write() {
        let written =
            "CO₂ ⌀ 12 mm ✓ ☐ ☒ ☕ 👍 🔧 → ⇒ ≤ ① ₽ ₪ № Ω ½ شركة القهوة חברת קפה คาเฟ่ Երևան თბილისი";
        assert_eq!(missing([written]), BTreeSet::new());
        assert!(outfit("Brasserie “Œuf & Cie”, 12 €".chars()).fonts.is_empty());
        let families: Vec<String> =
            outfit("קפה".chars()).fonts.iter().map(|f| f.info().family.clone()).collect();
        assert_eq!(families, ["Noto Sans Hebrew", "Noto Sans Hebrew"], "regular and bold");
    }

    #[test]
    fn what_nobody_can_show_is_named() {
        assert_eq!(missing(["a\u{e000}b\u{10ffff}"]), ['\u{e000}', '\u{10ffff}'].into());
        assert_eq!(missing(["soft\u{ad}hyphen\u{200b}\u{7}\n"]), BTreeSet::new());
    }
}
