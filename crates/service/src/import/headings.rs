//! Which column of a file is which field.

use base::{Language, refuse};
use store::EntityDef;

use super::CellError;

/// The fields of the columns of a file, by their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings(Vec<Option<usize>>);

impl Headings {
    /// Finds the field of each heading: by its name in the API, or by its caption in either
    /// language, without regard to capitals, blanks and punctuation.
    ///
    /// What the program keeps itself can stand in a file, as an export has it.
    pub fn of(def: &EntityDef, heads: &[String], errors: &mut Vec<CellError>) -> Self {
        let mut found: Vec<Option<usize>> = Vec::new();
        for (place, head) in heads.iter().enumerate() {
            let at = field(def, head);
            let refusal = match at {
                _ if head.is_empty() => None,
                None => Some(refuse!("import.heading.unknown", heading = head.as_str())),
                Some(at) if found.contains(&Some(at)) => {
                    Some(refuse!("import.heading.twice", heading = head.as_str()))
                }
                Some(_) => None,
            };
            if let Some(refusal) = refusal {
                let (column, value) = (Some(place), head.clone());
                errors.push(CellError { row: 1, column, value, refusal });
            }
            found.push(at);
        }
        Self(found)
    }

    /// The field at a place.
    pub fn column(&self, place: usize) -> Option<usize> {
        self.0.get(place).copied().flatten()
    }

    /// The place of a field.
    pub fn place_of(&self, at: Option<usize>) -> Option<usize> {
        let at = at?;
        self.0.iter().position(|found| *found == Some(at))
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What other programs write above the columns of a list, and the property that it is: as Business
/// Central has them in French, they name no table.
const ALONE: [(&str, &str); 6] = [
    ("numero", "no"),
    ("number", "no"),
    ("nom", "name"),
    ("designation", "description"),
    ("désignation", "description"),
    ("libellé", "description"),
];

/// The field of a heading: by its name in the API, or else by its caption, or else by a word that
/// stands for it.
fn field(def: &EntityDef, head: &str) -> Option<usize> {
    let wanted = folded(head);
    if wanted.is_empty() {
        return None;
    }
    let table = def.table;
    let shown = || table.columns.iter().enumerate().filter(|(at, _)| table.is_shown(*at));
    let named = |name: &str| shown().find(|(_, column)| folded(column.json) == name);
    let captioned = || {
        shown().find(|(_, column)| {
            [Language::En, Language::Fr].iter().any(|language| {
                folded(&texts::caption(*language, table.name, column.name)) == wanted
            })
        })
    };
    let alone = || {
        let (_, name) = ALONE.iter().find(|(word, _)| *word == wanted)?;
        named(name)
    };
    named(&wanted).or_else(captioned).or_else(alone).map(|(at, _)| at)
}

/// A heading without regard to capitals, blanks and punctuation; the sign of a number is its letters.
fn folded(text: &str) -> String {
    let spelled = text.replace(['°', 'º'], "o").replace('№', "no");
    base::as_seen(&spelled)
        .chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '%')
        .flat_map(char::to_lowercase)
        .collect()
}
