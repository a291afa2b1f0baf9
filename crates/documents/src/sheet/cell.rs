//! What a cell of a file holds.

use base::{Refusal, refuse};

/// How decimals are written where a cell stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    /// Nothing tells.
    #[default]
    Unknown,
    /// With a point, as in 1284.50.
    Point,
    /// With a comma, as in 1284,50.
    Comma,
}

/// A cell of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it shows; blank for nothing.
    pub text: String,
    /// What it holds.
    pub held: Held,
}

/// What kind of value a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// A text; its column says what it means, and numbers in it are written with this sign.
    Text(Sign),
    /// A number, as many decimals of it as are shown, with a decimal point.
    Number(String),
    /// A number shown as a percentage: 15 for 15 %.
    Percent(String),
    /// A day, a time, or both; the text has them as year-month-day and hour:minute:second.
    Moment,
    /// Yes or no; the text is `true` or `false`.
    Flag,
    /// The field is to be emptied.
    Null,
    /// Nothing that can be read.
    Wrong(Refusal),
}

impl Default for Held {
    fn default() -> Self {
        Self::Text(Sign::Unknown)
    }
}

impl Cell {
    /// A cell with this text and value.
    pub fn new(text: impl Into<String>, held: Held) -> Self {
        Self { text: text.into(), held }
    }

    /// A text as somebody typed it into a file: `null` asks for the field to be emptied, and what
    /// spreadsheets write where a formula has failed is no text. A mark before it says that it is
    /// one nevertheless. `name` is that of the cell, for the refusal.
    pub fn typed(text: &str, sign: Sign, name: impl FnOnce() -> String) -> Self {
        let text = text.trim();
        match text {
            "null" => Self::new(text, Held::Null),
            _ if is_error(text) => {
                let wrong = refuse!("sheet.cell.error", cell = name(), value = text);
                Self::new(text, Held::Wrong(wrong))
            }
            _ => Self::new(crate::table::unmarked(text), Held::Text(sign)),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty() && matches!(self.held, Held::Text(_))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text, Held::default())
    }
}

/// Whether a text is what spreadsheets of both languages write where a formula has failed.
pub(crate) fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 15] = [
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#VALEUR!",
        "#NOM?",
        "#NOMBRE!",
        "#NUL!",
        "#PROPAGATION!",
    ];
    text.starts_with('#') && ERRORS.contains(&text)
}

/// The name of a cell, as spreadsheets write it: B7. Both are counted from 0.
pub fn name(row: usize, column: usize) -> String {
    let mut text = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        text.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    format!("{text}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_names() {
        for (column, expected) in
            [(0, "A7"), (25, "Z7"), (26, "AA7"), (51, "AZ7"), (52, "BA7"), (701, "ZZ7")]
        {
            assert_eq!(name(6, column), expected);
        }
    }
}
