//! What is done to a paper before it is set: fonts are chosen, letters that nothing has replaced,
//! and texts from right to left kept apart from what stands around them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value as Json;
use typst::text::Font;

use super::{SUBSTITUTE, outfit};
use crate::Paper;

/// Begins a piece of text whose direction is that of its first letter.
const ISOLATE: char = '\u{2068}';
/// Ends it.
const END: char = '\u{2069}';

/// A paper that can be set: every letter of it is in one of its fonts.
#[derive(Clone, Debug)]
pub struct Prepared<'p> {
    /// The template.
    pub template: Cow<'p, str>,
    /// The data of the document.
    pub data: Json,
    /// The company's logo.
    pub logo: Option<&'p [u8]>,
    /// The fonts beside the usual ones.
    pub fonts: Vec<Font>,
}

/// Makes a paper ready to be set.
pub fn prepare<'p>(paper: &Paper<'p>) -> Prepared<'p> {
    let mut data = paper.data.clone();
    let mut letters: BTreeSet<char> = paper.template.chars().collect();
    gather(&data, &mut letters);
    let outfit = outfit(letters.into_iter().chain([SUBSTITUTE]));
    change(&mut data, &|text| legible(text, &outfit.missing));
    let template = if paper.template.contains(|letter| outfit.missing.contains(&letter)) {
        Cow::Owned(replaced(paper.template, &outfit.missing))
    } else {
        Cow::Borrowed(paper.template)
    };
    Prepared { template, data, logo: paper.logo, fonts: outfit.fonts }
}

fn gather(data: &Json, letters: &mut BTreeSet<char>) {
    match data {
        Json::String(text) => letters.extend(text.chars()),
        Json::Array(list) => list.iter().for_each(|value| gather(value, letters)),
        Json::Object(map) => map.values().for_each(|value| gather(value, letters)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn change(data: &mut Json, with: &impl Fn(&str) -> Option<String>) {
    match data {
        Json::String(text) => {
            if let Some(changed) = with(text) {
                *text = changed;
            }
        }
        Json::Array(list) => list.iter_mut().for_each(|value| change(value, with)),
        Json::Object(map) => map.values_mut().for_each(|value| change(value, with)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn replaced(text: &str, missing: &BTreeSet<char>) -> String {
    text.chars().map(|c| if missing.contains(&c) { SUBSTITUTE } else { c }).collect()
}

/// The text as it can be set; nothing when it stays as it is.
fn legible(text: &str, missing: &BTreeSet<char>) -> Option<String> {
    let odd = |letter: char| missing.contains(&letter) || is_unprintable(letter);
    let turns = text.contains(is_right_to_left) && !text.contains(ISOLATE);
    if !turns && !text.contains(odd) {
        return None;
    }
    let printable: String = text.chars().filter(|letter| !is_unprintable(*letter)).collect();
    let replaced = replaced(&printable, missing);
    Some(if turns { isolated(&replaced) } else { replaced })
}

/// What no file for archives may hold, and nobody sees.
fn is_unprintable(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\t')) || matches!(letter, '\u{feff}')
}

/// Each line with letters from right to left as a piece of its own, so that what stands beside it
/// stays where it is.
pub fn isolated(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text
        .split('\n')
        .map(|line| match line.contains(is_right_to_left) {
            true => Cow::Owned(format!("{ISOLATE}{line}{END}")),
            false => Cow::Borrowed(line),
        })
        .collect();
    lines.join("\n")
}

/// Letters of Hebrew, Arabic and their neighbours.
fn is_right_to_left(letter: char) -> bool {
    matches!(u32::from(letter),
        0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefe | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn odd_letters_are_replaced_and_right_to_left_is_kept_apart() {
        let cases = [
            ("Œuf & Cie", None),
            ("tone\u{7}\u{feff} a\nb", Some("tone a\nb")),
            ("x\u{e000}y", Some("x\u{fffd}y")),
            ("קפה 12\nParis", Some("\u{2068}קפה 12\u{2069}\nParis")),
        ];
        let missing = BTreeSet::from(['\u{e000}']);
        for (text, expected) in cases {
            assert_eq!(legible(text, &missing).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_paper_asks_for_fonts_only_when_it_needs_them() {
        let fonts = |text: &str| {
            let data = json!({"lines": [{"description": text}], "date": [2026, 1, 1]});
            prepare(&Paper { template: "= A", data: &data, logo: None }).fonts.len()
        };
        assert_eq!(fonts("Joint 8,5 mm"), 0);
        assert!(fonts("CO₂") > 0);
    }
}
