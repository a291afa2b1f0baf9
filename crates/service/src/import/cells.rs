//! What a cell of a spreadsheet means for a field.

use base::{Date, Language, Refusal, Zone, refuse};
use documents::sheet::{Cell, Held, Sign};
use serde_json::Value as Json;
use store::{Kind, json};

/// The cell as the JSON property that the API would be sent.
///
/// # Errors
/// Refuses what the field cannot hold, and what the cell does not plainly say.
pub fn json(kind: Kind, cell: &Cell, zone: &Zone) -> Result<Json, Refusal> {
    let text = match &cell.held {
        Held::Wrong(refusal) => return Err(refusal.clone()),
        Held::Null => return Ok(json::to_json(kind, &kind.blank())),
        Held::Number(number) if kind.is_number() => number.clone(),
        Held::Percent(number) if kind == Kind::Percent => number.clone(),
        Held::Percent(_) if kind.is_number() => {
            return Err(refuse!("import.cell.percent", value = cell.text.as_str()));
        }
        Held::Moment if !is_of_time(kind) => {
            return Err(refuse!("import.cell.moment", value = cell.text.as_str()));
        }
        Held::Flag if matches!(kind, Kind::Code(_) | Kind::Text(_) | Kind::Memo) => {
            return Err(refuse!("import.cell.flag", value = cell.text.as_str()));
        }
        Held::Text(sign) if kind.is_number() => number(kind, &cell.text, *sign)?,
        _ => cell.text.clone(),
    };
    let text = match kind {
        Kind::Date => date(&text)?,
        Kind::Option(choices) => choice(&text, choices),
        Kind::Text(_) | Kind::Code(_) => one_line(&text),
        _ => text,
    };
    let value = json::from_text_in(zone, kind, &text).map_err(|error| {
        error.refusals().first().cloned().unwrap_or_else(|| refuse!("import.cell.unreadable"))
    })?;
    Ok(json::to_json(kind, &value))
}

fn is_of_time(kind: Kind) -> bool {
    matches!(kind, Kind::Date | Kind::Time | Kind::Moment)
}

/// The lines of a text in a field of one line, with a comma between.
fn one_line(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let lines = text.lines().map(|line| line.trim().trim_end_matches(','));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A number as it is written in code: `1 284,50` and `1,284.50` become `1284.50`. One mark with
/// exactly three digits behind it could be either; without a sign of its column it is refused
/// rather than guessed.
fn number(kind: Kind, cell: &str, sign: Sign) -> Result<String, Refusal> {
    let unclear = || refuse!("import.number.unclear", value = cell);
    if cell.contains('%') && kind != Kind::Percent {
        return Err(refuse!("import.cell.percent", value = cell));
    }
    let bare: String = cell
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '€' | '%' | '’' | '\'')
        })
        .collect();
    let commas = bare.matches(',').count();
    let points = bare.matches('.').count();
    let (Some(mark), 1) = (bare.find([',', '.']), commas + points) else {
        return match (commas, points) {
            (0, 0) => Ok(bare),
            (1, _) if bare.rfind(',') > bare.rfind('.') => {
                grouped(&bare, '.', ',').ok_or_else(unclear)
            }
            (0, _) => grouped(&bare, '.', ',').ok_or_else(unclear),
            (_, 0 | 1) => grouped(&bare, ',', '.').ok_or_else(unclear),
            _ => Err(unclear()),
        };
    };
    let before = bare[..mark].trim_start_matches(['-', '+']);
    let (is_comma, after) = (bare[mark..].starts_with(','), &bare[mark + 1..]);
    let plain =
        after.len() != 3 || before.len() > 3 || before.is_empty() || before.starts_with('0');
    match (sign, is_comma) {
        _ if plain => Ok(bare.replace(',', ".")),
        (Sign::Comma, true) | (Sign::Point, false) => Ok(bare.replace(',', ".")),
        _ => Err(unclear()),
    }
}

/// A number with marks between groups of three digits, and perhaps a decimal sign after them.
fn grouped(bare: &str, between: char, decimal: char) -> Option<String> {
    let (whole, decimals) = bare.split_once(decimal).unwrap_or((bare, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(between);
    let first = groups.next().unwrap_or_default();
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let point = if bare.contains(decimal) { "." } else { "" };
    fits.then(|| format!("{}{point}{decimals}", whole.replace(between, "")))
}

/// A date as year-month-day; `24/11/2026` and `24.11.2026` are day, month, year.
fn date(cell: &str) -> Result<String, Refusal> {
    let parts: Vec<&str> = cell.split(['/', '.']).collect();
    if let [day, month, year] = parts[..]
        && let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse())
        && let Ok(date) = Date::new(year, month, day)
        && year > 99
    {
        return Ok(date.to_string());
    }
    let day = cell.strip_suffix("T00:00:00").unwrap_or(cell);
    if day.contains(['T', ' ', ':']) {
        // A time of day would be lost.
        return Err(refuse!("value.date.unreadable", value = cell));
    }
    Ok(day.to_owned())
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

    fn read(kind: Kind, cell: &str) -> Result<Json, Refusal> {
        json(kind, &cell.into(), &Zone::UTC)
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
            let read = json(Kind::Moment, &cell.into(), &zone);
            assert_eq!(read.ok(), expected.map(Json::from), "{cell}");
        }
    }

    #[test]
    fn numbers_of_both_countries_are_read_and_those_that_could_be_two_are_refused() {
        use Sign::{Comma, Point, Unknown};
        for (cell, sign, expected) in [
            ("12.5", Point, Some("12.5")),
            ("12,5", Unknown, Some("12.5")),
            ("12,5", Comma, Some("12.5")),
            ("1\u{202f}284,50", Unknown, Some("1284.50")),
            ("1,284.50", Comma, Some("1284.50")),
            ("1.284,50", Unknown, Some("1284.50")),
            ("1,284,000", Unknown, Some("1284000")),
            ("1.284.000", Unknown, Some("1284000")),
            ("1.284.000,5", Unknown, Some("1284000.5")),
            ("1,284", Comma, Some("1.284")),
            ("1.284", Point, Some("1.284")),
            ("1,284", Unknown, None),
            ("1.284", Unknown, None),
            ("1,284", Point, None),
            ("1.284", Comma, None),
            ("-1.284", Comma, None),
            ("0,125", Point, Some("0.125")),
            ("-0.125", Unknown, Some("-0.125")),
            ("1234.567", Unknown, Some("1234.567")),
            ("1,2,3", Unknown, None),
            ("12,34.5", Unknown, None),
            ("-3,5 €", Comma, Some("-3.5")),
            ("10 %", Unknown, None),
            ("5OO", Point, Some("5OO")),
        ] {
            let read = number(Kind::Amount, cell, sign);
            assert_eq!(read.ok().as_deref(), expected, "{cell} {sign:?}");
        }
        assert_eq!(number(Kind::Percent, "10 %", Unknown).ok().as_deref(), Some("10"));
        assert!(read(Kind::Amount, "5OO").is_err());
    }

    #[test]
    fn a_cell_is_read_as_what_it_holds_or_refused() {
        let number = |text: &str, digits: &str| Cell::new(text, Held::Number(digits.to_owned()));
        let percent = Cell::new("15%", Held::Percent("15".to_owned()));
        let day = Cell::new("2026-03-02", Held::Moment);
        let flag = Cell::new("true", Held::Flag);
        let null = Cell::new("null", Held::Null);
        let wrong = Cell::new("#N/A", Held::Wrong(refuse!("sheet.cell.formula", cell = "S!B7")));
        let choices = Kind::Option(&["", "all"]);
        for (kind, cell, expected) in [
            (Kind::Code(20), number("01234", "1234"), Ok("\"01234\"")),
            (Kind::Text(20), number("01 23 45", "12345"), Ok("\"01 23 45\"")),
            (Kind::Amount, number("12.50 €", "12.5"), Ok("12.5")),
            (Kind::Percent, percent.clone(), Ok("15")),
            (Kind::Percent, number("0.15", "0.15"), Ok("0.15")),
            (Kind::Amount, percent.clone(), Err("import.cell.percent")),
            (Kind::Text(20), percent, Ok("\"15%\"")),
            (Kind::Date, day.clone(), Ok("\"2026-03-02\"")),
            (Kind::Code(20), day.clone(), Err("import.cell.moment")),
            (Kind::Text(20), day.clone(), Err("import.cell.moment")),
            (Kind::Amount, day.clone(), Err("import.cell.moment")),
            (choices, day, Err("import.cell.moment")),
            (Kind::Date, number("46083", "46083"), Err("value.date.unreadable")),
            (Kind::Bool, flag.clone(), Ok("true")),
            (Kind::Code(20), flag, Err("import.cell.flag")),
            (Kind::Code(20), null.clone(), Ok("null")),
            (Kind::Amount, null.clone(), Ok("0")),
            (Kind::Bool, null.clone(), Ok("false")),
            (choices, null, Ok("null")),
            (Kind::Text(20), wrong, Err("sheet.cell.formula")),
            (Kind::Text(40), "12 rue X,\n\nBât. B ".into(), Ok("\"12 rue X, Bât. B\"")),
            (Kind::Memo, "One\nTwo".into(), Ok("\"One\\nTwo\"")),
            (Kind::Date, "2026-03-02T14:30:00".into(), Err("value.date.unreadable")),
        ] {
            let read = json(kind, &cell, &Zone::UTC);
            let read = read.as_ref().map(Json::to_string).map_err(|refusal| refusal.code);
            assert_eq!(read.as_deref().map_err(|code| *code), expected, "{cell:?} as {kind:?}");
        }
    }

    #[test]
    fn dates_and_choices_are_read() {
        for (cell, expected) in [
            ("2026-03-02", "2026-03-02"),
            ("02/03/2026", "2026-03-02"),
            ("2.3.2026", "2026-03-02"),
            ("2026-03-02T00:00:00", "2026-03-02"),
        ] {
            assert_eq!(read(Kind::Date, cell).expect("a date"), Json::from(expected));
        }
        assert!(read(Kind::Date, "31/02/2026").is_err());
        let kind = Kind::Option(&["", "all"]);
        assert_eq!(read(kind, "ALL").expect("a choice"), Json::from("all"));
        assert!(read(kind, "perhaps").is_err());
        assert_eq!(read(Kind::Bool, "oui").expect("yes"), Json::Bool(true));
    }
}
