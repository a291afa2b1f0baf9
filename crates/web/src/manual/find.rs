//! Searching the manual: headings and paragraphs that hold every word, whatever their accents and case.

use super::{Page, Section, Topic};

/// So many places are told.
const MOST: usize = 40;
/// Letters of a paragraph that are shown.
const SHOWN: usize = 240;
/// Words that are shown before the first one found.
const BEFORE: usize = 10;

/// A place in the manual that holds what was looked for.
#[derive(Debug)]
pub struct Found {
    /// The page.
    pub topic: Topic,
    /// The place on it.
    pub anchor: &'static str,
    /// The title of the page.
    pub page: &'static str,
    /// The heading above what was found.
    pub heading: &'static str,
    /// What stands there.
    pub excerpt: Vec<Piece>,
}

/// A word of an excerpt, and whether it was looked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The word with the signs around it.
    pub text: String,
    /// Whether it was looked for.
    pub hit: bool,
}

/// The places that hold every word that was typed, headings first.
pub fn find(pages: impl Iterator<Item = &'static Page>, typed: &str) -> Vec<Found> {
    let words = words(typed);
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, Found)> = Vec::new();
    for page in pages {
        for section in &page.sections {
            if let Some((rank, block)) = best(section, &words) {
                let (topic, anchor) = (page.topic, section.anchor.as_str());
                let (page, heading) = (page.title.as_str(), section.heading.as_str());
                let excerpt = excerpt(block, &words);
                found.push((rank, Found { topic, anchor, page, heading, excerpt }));
            }
        }
    }
    // Within a rank the order of the contents stays.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().take(MOST).map(|(_, found)| found).collect()
}

/// How well a section fits, the best being 0, and the paragraph that says so.
fn best<'s>(section: &'s Section, words: &[String]) -> Option<(usize, &'s str)> {
    let heading = store::fold(&section.heading);
    let first = section.blocks.first().map_or("", String::as_str);
    if words.iter().all(|word| heading.contains(word)) {
        return Some((0, first));
    }
    let rank = |block: &str| {
        let block = store::fold(block);
        if words.iter().all(|word| block.contains(word)) {
            return Some(1);
        }
        let near = |word: &String| block.contains(word) || heading.contains(word);
        (words.iter().any(|word| block.contains(word)) && words.iter().all(near)).then_some(2)
    };
    let ranked = section.blocks.iter().filter_map(|block| Some((rank(block)?, block.as_str())));
    ranked.min_by_key(|(rank, _)| *rank)
}

/// What was typed, as words to compare.
pub(super) fn words(typed: &str) -> Vec<String> {
    store::fold(&base::as_seen(typed))
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words of a paragraph around the first one that was looked for.
fn excerpt(block: &str, words: &[String]) -> Vec<Piece> {
    let all: Vec<Piece> = block
        .split_whitespace()
        .map(|part| {
            let folded = store::fold(part);
            let hit = words.iter().any(|word| folded.contains(word.as_str()));
            Piece { text: part.to_owned(), hit }
        })
        .collect();
    let first = all.iter().position(|piece| piece.hit).unwrap_or(0);
    let from = if first > BEFORE { first - BEFORE / 2 } else { 0 };
    let (count, mut length) = (all.len(), 0);
    let mut shown: Vec<Piece> = Vec::new();
    if from > 0 {
        shown.push(Piece { text: "…".to_owned(), hit: false });
    }
    for (at, piece) in all.into_iter().enumerate().skip(from) {
        length += piece.text.chars().count() + 1;
        if length > SHOWN && at + 1 < count {
            shown.push(Piece { text: "…".to_owned(), hit: false });
            break;
        }
        shown.push(piece);
    }
    shown
}

#[cfg(test)]
mod tests {
    use base::Language;

    use super::super::pages_for;
    use super::*;

    fn places(role: &str, language: Language, typed: &str) -> Vec<(Topic, &'static str)> {
        find(pages_for(role, language), typed).iter().map(|at| (at.topic, at.anchor)).collect()
    }

    #[test]
    fn words_are_found_without_accents_and_case() {
        for typed in ["remise facture", "REMISE  facturé", "remise xylophone"] {
            let found = places("COUNTER", Language::Fr, typed);
            let holds = found.iter().any(|(topic, _)| *topic == Topic::Lines);
            assert_eq!(holds, typed != "remise xylophone", "{typed}: {found:?}");
        }
        assert_eq!(
            places("COUNTER", Language::En, "look before").first(),
            Some(&(Topic::Posting, "look-before-you-post"))
        );
    }

    #[test]
    fn nothing_typed_and_nothing_there_find_nothing() {
        for typed in ["", "  ", "?!", "xylophone"] {
            assert_eq!(places("SUPER", Language::En, typed), [], "{typed:?}");
        }
    }

    #[test]
    fn pages_for_administrators_are_found_by_them_alone() {
        let has = |role| {
            let found = places(role, Language::Fr, "PostgreSQL");
            found.iter().any(|(topic, _)| *topic == Topic::Administration)
        };
        assert!(has("SUPER"));
        assert!(!has("TECHNICIAN"));
    }

    #[test]
    fn an_excerpt_begins_near_what_was_found() {
        let block = format!("{} needle {}", "hay ".repeat(30), "straw ".repeat(80));
        let shown = excerpt(&block, &words("Néedle"));
        let text = shown.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
        assert!(text.starts_with("… hay") && text.ends_with('…') && text.len() < 300, "{text}");
        assert_eq!(shown.iter().filter(|piece| piece.hit).count(), 1);
    }
}
