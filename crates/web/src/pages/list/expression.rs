//! Filter expressions as people type them: `10000..20000`, `A*|B*`, `<>X`, `>=2026-01-01`, `t`,
//! `w`, `..m`, `t+2`.
//!
//! `|` means or, `&` means and, `..` a range, `*` and `?` stand for any text and any one character,
//! two quotation marks for blank. In dates `t` is today, `w` this week, `m` this month, `q` this
//! quarter and `y` this year; `+2` and `-2` move by days or by such periods.

use base::{Amount, Date, Language, Refusal, Zone, refuse};
use jiff::ToSpan;
use store::filter::Comparison;
use store::{Filter, Kind, Value, json};

/// The most characters of an expression.
const MOST_CHARACTERS: usize = 2000;
/// The most conditions of all expressions of a list, as many as the API takes.
pub const MOST_CONDITIONS: usize = 200;

/// Refuses an expression that is longer than any that people type, or that would make more
/// conditions than are left; tells how many it makes.
///
/// # Errors
/// `filter.tooLong` and `filter.tooMany`.
pub fn bounded(text: &str, left: usize) -> Result<usize, Refusal> {
    if text.chars().count() > MOST_CHARACTERS {
        return Err(refuse!("filter.tooLong", most = MOST_CHARACTERS));
    }
    let conditions = text.matches(['|', '&']).count() + 1;
    if conditions > left {
        return Err(refuse!("filter.tooMany", most = MOST_CONDITIONS));
    }
    Ok(conditions)
}

/// What an expression is read by.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'v> {
    /// The language of numbers and choices.
    pub language: Language,
    /// Today.
    pub today: Date,
    /// The time zone of days.
    pub zone: &'v Zone,
}

impl Reader<'_> {
    /// The condition that an expression makes on a column.
    ///
    /// # Errors
    /// Refuses what cannot be read, naming what was typed.
    pub fn read(&self, column: usize, kind: Kind, text: &str) -> Result<Filter, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Filter::All);
        }
        let any: Vec<Filter> = split(text, '|')
            .into_iter()
            .map(|part| self.all(column, kind, part))
            .collect::<Result<_, Refusal>>()?;
        Ok(if any.len() == 1 {
            any.into_iter().next().unwrap_or(Filter::All)
        } else {
            Filter::Or(any)
        })
    }

    /// The first and last day that an expression of a date means, for the hint below the field.
    pub fn days(&self, text: &str) -> Option<(Option<Date>, Option<Date>)> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once("..") {
            let first = if from.trim().is_empty() { None } else { Some(self.period(from)?.0) };
            let last = if to.trim().is_empty() { None } else { Some(self.period(to)?.1) };
            return Some((first, last));
        }
        let (first, last) = self.period(text)?;
        Some((Some(first), Some(last)))
    }

    fn all(&self, column: usize, kind: Kind, text: &str) -> Result<Filter, Refusal> {
        split(text, '&')
            .into_iter()
            .try_fold(Filter::All, |filter, part| Ok(filter.and(self.one(column, kind, part)?)))
    }

    fn one(&self, column: usize, kind: Kind, text: &str) -> Result<Filter, Refusal> {
        let text = text.trim();
        if let Some(literal) = quoted(text) {
            return self.literal(column, kind, literal);
        }
        for (sign, comparison) in [
            ("<>", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ] {
            if let Some(rest) = text.strip_prefix(sign) {
                return self.compared(column, kind, comparison, rest.trim());
            }
        }
        let text = text.strip_prefix('=').unwrap_or(text).trim();
        if let Some((from, to)) = text.split_once("..") {
            return self.range(column, kind, from.trim(), to.trim());
        }
        self.equal(column, kind, text)
    }

    fn equal(&self, column: usize, kind: Kind, text: &str) -> Result<Filter, Refusal> {
        if text == "''" || text == "\"\"" {
            return Ok(Filter::equal(column, kind.blank()));
        }
        match kind {
            Kind::Date | Kind::Moment => {
                let (first, last) = self.day(text)?;
                Ok(between(column, &self.low(kind, first), &self.high(kind, last)))
            }
            Kind::Option(choices) => self.choices(column, choices, text),
            Kind::Code(_) | Kind::Text(_) | Kind::Memo | Kind::DateFormula
                if text.contains(['*', '?']) =>
            {
                Ok(Filter::Matches(column, text.trim_start_matches('@').to_owned()))
            }
            Kind::Text(_) | Kind::Memo => {
                Ok(Filter::Matches(column, text.trim_start_matches('@').to_owned()))
            }
            _ => Ok(Filter::equal(column, self.value(kind, text)?)),
        }
    }

    /// A value between quotation marks is meant as it stands.
    fn literal(&self, column: usize, kind: Kind, text: &str) -> Result<Filter, Refusal> {
        if text.is_empty() {
            return Ok(Filter::equal(column, kind.blank()));
        }
        Ok(Filter::equal(column, self.value(kind, text)?))
    }

    fn compared(
        &self,
        column: usize,
        kind: Kind,
        comparison: Comparison,
        text: &str,
    ) -> Result<Filter, Refusal> {
        if comparison == Comparison::NotEqual {
            return Ok(Filter::Not(Box::new(self.equal(column, kind, text)?)));
        }
        let value = match kind {
            Kind::Date | Kind::Moment => {
                let (first, last) = self.day(text)?;
                let ends = matches!(comparison, Comparison::Greater | Comparison::LessOrEqual);
                if ends { self.high(kind, last) } else { self.low(kind, first) }
            }
            _ => self.value(kind, text)?,
        };
        Ok(present(column, kind, Filter::Compare(column, comparison, value)))
    }

    fn range(&self, column: usize, kind: Kind, from: &str, to: &str) -> Result<Filter, Refusal> {
        let dates = matches!(kind, Kind::Date | Kind::Moment);
        let mut filter = Filter::All;
        if !from.is_empty() {
            let value =
                if dates { self.low(kind, self.day(from)?.0) } else { self.value(kind, from)? };
            filter = filter.and(Filter::Compare(column, Comparison::GreaterOrEqual, value));
        }
        if !to.is_empty() {
            let value =
                if dates { self.high(kind, self.day(to)?.1) } else { self.value(kind, to)? };
            filter = filter.and(Filter::Compare(column, Comparison::LessOrEqual, value));
        }
        Ok(present(column, kind, filter))
    }

    fn value(&self, kind: Kind, text: &str) -> Result<Value, Refusal> {
        let plain = if kind.is_number() { self.digits(text)? } else { text.to_owned() };
        json::from_text_in(self.zone, kind, &plain).map_err(|error| {
            error.refusals().first().cloned().unwrap_or_else(|| self.not_a_number(text))
        })
    }

    /// A number with a point, from the language's way of writing it.
    fn digits(&self, text: &str) -> Result<String, Refusal> {
        let plain: String =
            text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
        let plain = match self.language {
            Language::En => plain.replace(',', ""),
            Language::Fr => plain.replace(',', "."),
        };
        if plain.parse::<Amount>().is_ok() { Ok(plain) } else { Err(self.not_a_number(text)) }
    }

    fn not_a_number(&self, text: &str) -> Refusal {
        // Letters that look like digits are the usual slip.
        let meant = text.replace(['O', 'o'], "0").replace(['l', 'I'], "1");
        let example = if self.language == Language::Fr { "12,50" } else { "12.50" };
        let meant =
            if meant != text && self.digits(&meant).is_ok() { meant } else { example.to_owned() };
        refuse!("filter.number.unreadable", value = text, meant = meant)
    }

    /// Choices by name, caption or the beginning of the caption.
    fn choices(
        &self,
        column: usize,
        choices: &'static [&'static str],
        text: &str,
    ) -> Result<Filter, Refusal> {
        let typed = text.to_lowercase();
        let caption = |choice: &str| texts::option(self.language, choice).to_lowercase();
        let pick = |matches: &dyn Fn(&str) -> bool| -> Vec<Value> {
            let named = choices.iter().filter(|choice| !choice.is_empty() && matches(choice));
            named.map(|choice| Value::from(*choice)).collect()
        };
        let exact = pick(&|choice| choice.to_lowercase() == typed || caption(choice) == typed);
        if !exact.is_empty() {
            return Ok(Filter::In(column, exact));
        }
        let beginning = typed.trim_end_matches('*').to_owned();
        let found = pick(&|choice| caption(choice).starts_with(&beginning));
        if found.is_empty() {
            let known: Vec<String> = choices
                .iter()
                .filter(|c| !c.is_empty())
                .map(|c| texts::option(self.language, c))
                .collect();
            return Err(refuse!("filter.option.unknown", value = text, choices = known.join(", ")));
        }
        Ok(Filter::In(column, found))
    }

    /// A day as it is stored; of a moment, the first second of the day.
    fn low(&self, kind: Kind, day: Date) -> Value {
        match kind {
            Kind::Moment => Value::Text(self.zone.day(day).0.to_string()),
            _ => Value::Text(day.to_string()),
        }
    }

    /// A day as it is stored; of a moment, the last second of the day.
    fn high(&self, kind: Kind, day: Date) -> Value {
        match kind {
            Kind::Moment => Value::Text(self.zone.day(day).1.to_string()),
            _ => Value::Text(day.to_string()),
        }
    }

    fn day(&self, text: &str) -> Result<(Date, Date), Refusal> {
        self.period(text).ok_or_else(|| refuse!("filter.date.unreadable", value = text))
    }

    /// The first and last day of what was typed.
    fn period(&self, text: &str) -> Option<(Date, Date)> {
        let text = text.trim().to_lowercase();
        let (name, move_by) = match text
            .find(['+', '-'])
            .filter(|_| text.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            Some(at) => (text[..at].trim(), text[at..].replace(' ', "").parse::<i32>().ok()?),
            None => (text.as_str(), 0),
        };
        let today = self.today;
        let (first, length) = match name {
            "t" | "today" | "j" => (today, 1.day()),
            "w" | "s" => {
                let back = i64::from(today.weekday().to_monday_zero_offset());
                (today.checked_sub(back.days()).ok()?, 1.week())
            }
            "m" => (today.first_of_month(), 1.month()),
            "q" => {
                let month = (today.month() - 1) / 3 * 3 + 1;
                (Date::new(today.year(), month, 1).ok()?, 3.months())
            }
            "y" | "a" => (Date::new(today.year(), 1, 1).ok()?, 1.year()),
            _ => {
                let day = self.written(&text)?;
                return Some((day, day));
            }
        };
        let first = first.checked_add(length.checked_mul(i64::from(move_by)).ok()?).ok()?;
        let last = first.checked_add(length).ok()?.yesterday().ok()?;
        Some((first, last))
    }

    /// A day in digits: 2026-11-24, 24/11/2026, 24.11.26, 24/11, 24112026, 2411.
    fn written(&self, text: &str) -> Option<Date> {
        if let Ok(day) = text.parse::<Date>() {
            return Some(day);
        }
        let parts: Vec<String> =
            if text.bytes().all(|b| b.is_ascii_digit()) && matches!(text.len(), 4 | 6 | 8) {
                [text.get(0..2), text.get(2..4), text.get(4..)]
                    .into_iter()
                    .flatten()
                    .filter(|p| !p.is_empty())
                    .map(str::to_owned)
                    .collect()
            } else {
                text.split(['/', '.', '-']).map(|part| part.trim().to_owned()).collect()
            };
        let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i16>().ok());
        let year = match (parts.len(), number(2)) {
            (2, None) => self.today.year(),
            (3, Some(short)) if short < 100 => self.today.year() / 100 * 100 + short,
            (3, Some(year)) => year,
            _ => return None,
        };
        Date::new(year, i8::try_from(number(1)?).ok()?, i8::try_from(number(0)?).ok()?).ok()
    }
}

/// The parts of an expression between a sign, which means nothing within quotation marks.
fn split(text: &str, sign: char) -> Vec<&str> {
    let mut within = false;
    text.split(|letter| {
        within ^= letter == '\'';
        letter == sign && !within
    })
    .collect()
}

/// What stands between quotation marks, if everything does.
fn quoted(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    (!inner.contains('\'')).then_some(inner)
}

fn between(column: usize, from: &Value, to: &Value) -> Filter {
    if from == to {
        return Filter::equal(column, from.clone());
    }
    Filter::Compare(column, Comparison::GreaterOrEqual, from.clone()).and(Filter::Compare(
        column,
        Comparison::LessOrEqual,
        to.clone(),
    ))
}

/// Dates and times that are blank are neither before nor after anything.
fn present(column: usize, kind: Kind, filter: Filter) -> Filter {
    if matches!(kind, Kind::Date | Kind::Moment | Kind::Time) {
        return filter.and(Filter::Compare(column, Comparison::NotEqual, Value::from("")));
    }
    filter
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: Reader<'_> =
        Reader { language: Language::En, today: Date::constant(2026, 11, 24), zone: &Zone::UTC };

    fn sees(kind: Kind, text: &str) -> String {
        match READER.read(0, kind, text) {
            Ok(filter) => said(&filter),
            Err(refusal) => refusal.code.to_owned(),
        }
    }

    fn said(filter: &Filter) -> String {
        let value = |value: &Value| value.clone().into_text();
        let joined =
            |parts: &[Filter], word: &str| parts.iter().map(said).collect::<Vec<_>>().join(word);
        match filter {
            Filter::All => "all".to_owned(),
            Filter::And(parts) => joined(parts, " & "),
            Filter::Or(parts) => joined(parts, " | "),
            Filter::Not(inner) => format!("not {}", said(inner)),
            Filter::Where(condition) => (*condition).to_owned(),
            Filter::Compare(_, comparison, with) => format!("{comparison:?} {}", value(with)),
            Filter::In(_, among) => among.iter().map(value).collect::<Vec<_>>().join(","),
            Filter::Matches(_, pattern) => format!("like {pattern}"),
            Filter::Holds(_, place, text) => format!("{place:?} {text}"),
            Filter::Search(text) => format!("search {text}"),
        }
    }

    #[test]
    fn codes_ranges_and_patterns() {
        let code = Kind::Code(20);
        for (text, expected) in [
            ("", "all"),
            ("10000..20000", "GreaterOrEqual 10000 & LessOrEqual 20000"),
            ("A*|B*", "like A* | like B*"),
            ("<>x", "not Equal X"),
            ("gre", "Equal GRE"),
            ("''", "Equal "),
            ("<>''", "not Equal "),
            ("..c", "LessOrEqual C"),
            (">a&<c", "Greater A & Less C"),
            ("'a|b&c..*'", "Equal A|B&C..*"),
            ("'a'|b", "Equal A | Equal B"),
        ] {
            assert_eq!(sees(code, text), expected, "{text}");
        }
        assert_eq!(sees(Kind::Text(50), "drac"), "like drac");
    }

    #[test]
    fn expressions_are_bounded() {
        let many = vec!["1"; MOST_CONDITIONS].join("|");
        assert_eq!(bounded(&many, MOST_CONDITIONS), Ok(MOST_CONDITIONS));
        let code = |text: &str, left| bounded(text, left).map_err(|refusal| refusal.code);
        assert_eq!(code(&many, MOST_CONDITIONS - 1), Err("filter.tooMany"));
        assert_eq!(code("a&b", 1), Err("filter.tooMany"));
        assert_eq!(code(&"x".repeat(MOST_CHARACTERS + 1), 9), Err("filter.tooLong"));
    }

    #[test]
    fn numbers_in_both_languages() {
        let amount = Kind::Amount;
        assert_eq!(sees(amount, ">=1,284.50"), "GreaterOrEqual 128450000");
        assert_eq!(sees(amount, "100..200"), "GreaterOrEqual 10000000 & LessOrEqual 20000000");
        assert_eq!(sees(amount, ">=5OO"), "filter.number.unreadable");
        let refusal = READER.read(0, amount, ">=5OO").expect_err("letters are no digits");
        assert_eq!(texts::refusal(Language::En, &refusal), "“5OO” is not a number. Type 500.");
        let french = Reader { language: Language::Fr, ..READER };
        let filter = french.read(0, amount, "1\u{202f}284,5").expect("a French number");
        assert_eq!(said(&filter), "Equal 128450000");
    }

    #[test]
    fn dates_and_periods() {
        let date = Kind::Date;
        for (text, expected) in [
            ("t", "Equal 2026-11-24"),
            ("..t+2", "LessOrEqual 2026-11-26 & NotEqual "),
            (">=2026-01-01", "GreaterOrEqual 2026-01-01 & NotEqual "),
            ("w", "GreaterOrEqual 2026-11-23 & LessOrEqual 2026-11-29"),
            ("..m", "LessOrEqual 2026-11-30 & NotEqual "),
            ("m-1", "GreaterOrEqual 2026-10-01 & LessOrEqual 2026-10-31"),
            ("q", "GreaterOrEqual 2026-10-01 & LessOrEqual 2026-12-31"),
            (">m", "Greater 2026-11-30 & NotEqual "),
            ("24/12", "Equal 2026-12-24"),
            ("2411", "Equal 2026-11-24"),
            ("01.02.25", "Equal 2025-02-01"),
            ("soon", "filter.date.unreadable"),
        ] {
            assert_eq!(sees(date, text), expected, "{text}");
        }
    }

    #[test]
    fn a_day_of_moments_is_a_day_of_the_company() {
        let zone = |name: &str| Zone::named(name).expect("a zone");
        for (name, text, expected) in [
            ("UTC", "t", "GreaterOrEqual 2026-11-24T00:00:00Z & LessOrEqual 2026-11-24T23:59:59Z"),
            (
                "Europe/Paris",
                "t",
                "GreaterOrEqual 2026-11-23T23:00:00Z & LessOrEqual 2026-11-24T22:59:59Z",
            ),
            // A day of 25 hours, and one of 23.
            (
                "Europe/Paris",
                "2026-10-25",
                "GreaterOrEqual 2026-10-24T22:00:00Z & LessOrEqual 2026-10-25T22:59:59Z",
            ),
            (
                "Europe/Paris",
                "29/03/26",
                "GreaterOrEqual 2026-03-28T23:00:00Z & LessOrEqual 2026-03-29T21:59:59Z",
            ),
            ("America/New_York", ">=2026-07-01", "GreaterOrEqual 2026-07-01T04:00:00Z & NotEqual "),
            ("America/New_York", ">t", "Greater 2026-11-25T04:59:59Z & NotEqual "),
            ("Europe/Paris", "'2026-10-25T02:30:00+01:00'", "Equal 2026-10-25T01:30:00Z"),
            ("Europe/Paris", "'2026-10-25T02:30:00'", "Equal 2026-10-25T00:30:00Z"),
        ] {
            let zone = zone(name);
            let reader = Reader { zone: &zone, ..READER };
            let read = reader.read(0, Kind::Moment, text).expect("a filter");
            assert_eq!(said(&read), expected, "{name} {text}");
        }
    }

    #[test]
    fn choices_by_name_or_caption() {
        let kind = Kind::Option(&["", "pending", "inProcess", "finished"]);
        assert_eq!(sees(kind, "inProcess|finished"), "inProcess | finished");
        assert_eq!(sees(kind, "pend"), "pending");
        assert_eq!(sees(kind, "nothing"), "filter.option.unknown");
    }
}
