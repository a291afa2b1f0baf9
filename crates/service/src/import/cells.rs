//! What a cell of a spreadsheet means for a field.

use base::{Date, Language, Refusal, Zone, refuse};
use serde_json::Value as Json;
use store::{Kind, json};

/// How cells are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'z> {
    /// Whether a comma is the decimal sign.
    pub decimal_comma: bool,
    /// The time zone of moments without their distance from UTC.
    pub zone: &'z Zone,
}

/// The cell as the JSON property that the API would be sent.
///
/// # Errors
/// Refuses what the field cannot hold.
pub fn json(kind: Kind, cell: &str, reading: Reading<'_>) -> Result<Json, Refusal> {
    let text = match kind {
        _ if kind.is_number() => number(cell, reading.decimal_comma)?,
        Kind::Date => date(cell),
        Kind::Option(choices) => choice(cell, choices),
        _ => cell.to_owned(),
    };
    let value = json::from_text_in(reading.zone, kind, &text).map_err(|error| {
        error.refusals().first().cloned().unwrap_or_else(|| refuse!("import.cell.unreadable"))
    })?;
    Ok(json::to_json(kind, &value))
}

/// A number as it is written in code: `1 284,50` and `1,284.50` become `1284.50`. A comma with
/// exactly three digits behind it could be either in a file whose decimal sign is the point, and
/// is then refused rather than guessed.
fn number(cell: &str, decimal_comma: bool) -> Result<String, Refusal> {
    let unclear = || refuse!("import.number.unclear", value = cell);
    let bare: String = cell
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '€' | '%' | '’' | '\'')
        })
        .collect();
    let commas = bare.matches(',').count();
    let points = bare.matches('.').count();
    let last = |mark: char| bare.rfind(mark).unwrap_or(0);
    let plain = match (commas, points) {
        (0, 0 | 1) => bare,
        (1, 0) if decimal_comma => bare.replace(',', "."),
        (1, 0) if bare.len() - last(',') - 1 == 3 => return Err(unclear()),
        (1, 0) => bare.replace(',', "."),
        (1, _) if last(',') > last('.') => bare.replace('.', "").replace(',', "."),
        (_, 1) if last('.') > last(',') => bare.replace(',', ""),
        _ => return Err(unclear()),
    };
    Ok(plain)
}

/// A date as year-month-day; `24/11/2026` and `24.11.2026` are day, month, year.
fn date(cell: &str) -> String {
    let parts: Vec<&str> = cell.split(['/', '.']).collect();
    if let [day, month, year] = parts[..]
        && let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse())
        && let Ok(date) = Date::new(year, month, day)
        && year > 99
    {
        return date.to_string();
    }
    cell.split('T')
        .next()
        .filter(|day| cell.len() == 19 && day.len() == 10)
        .unwrap_or(cell)
        .to_owned()
}

/// A choice by its name or by its caption in either language.
fn choice(cell: &str, choices: &[&str]) -> String {
    let wanted = cell.to_lowercase();
    let found = choices.iter().find(|choice| {
        choice.to_lowercase() == wanted
            || [Language::En, Language::Fr]
                .iter()
                .any(|language| texts::option(*language, choice).to_lowercase() == wanted)
    });
    found.map_or_else(|| cell.to_owned(), |choice| (*choice).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: Kind, cell: &str, decimal_comma: bool) -> Result<Json, Refusal> {
        json(kind, cell, Reading { decimal_comma, zone: &Zone::UTC })
    }

    #[test]
    fn a_moment_without_its_distance_is_one_of_the_company() {
        let zone = Zone::named("Europe/Paris").expect("a zone");
        for (cell, expected) in [
            ("2026-07-15T12:00:00", Some("2026-07-15T10:00:00Z")),
            ("2026-01-15 12:00", Some("2026-01-15T11:00:00Z")),
            ("2026-10-25T02:30:00+01:00", Some("2026-10-25T01:30:00Z")),
            ("2026-10-25T02:30:00+02:00", Some("2026-10-25T00:30:00Z")),
            ("noon", None),
        ] {
            let read = json(Kind::Moment, cell, Reading { decimal_comma: false, zone: &zone });
            assert_eq!(read.ok(), expected.map(Json::from), "{cell}");
        }
    }

    #[test]
    fn numbers_of_both_countries_are_read() {
        for (cell, comma, expected) in [
            ("12.5", false, Some("12.5")),
            ("12,5", false, Some("12.5")),
            ("12,5", true, Some("12.5")),
            ("1\u{202f}284,50", true, Some("1284.50")),
            ("1,284.50", false, Some("1284.50")),
            ("1.284,50", true, Some("1284.50")),
            ("1,284", true, Some("1.284")),
            ("1,284", false, None),
            ("1,2,3", false, None),
            ("-3,5 €", true, Some("-3.5")),
            ("10 %", false, Some("10")),
            ("5OO", false, Some("5OO")),
        ] {
            assert_eq!(number(cell, comma).ok().as_deref(), expected, "{cell} {comma}");
        }
        assert!(read(Kind::Amount, "5OO", false).is_err());
    }

    #[test]
    fn dates_and_choices_are_read() {
        for (cell, expected) in [
            ("2026-03-02", "2026-03-02"),
            ("02/03/2026", "2026-03-02"),
            ("2.3.2026", "2026-03-02"),
            ("2026-03-02T00:00:00", "2026-03-02"),
        ] {
            assert_eq!(read(Kind::Date, cell, false).expect("a date"), Json::from(expected));
        }
        assert!(read(Kind::Date, "31/02/2026", false).is_err());
        let kind = Kind::Option(&["", "all"]);
        assert_eq!(read(kind, "ALL", false).expect("a choice"), Json::from("all"));
        assert!(read(kind, "perhaps", false).is_err());
        assert_eq!(read(Kind::Bool, "oui", true).expect("yes"), Json::Bool(true));
    }
}
