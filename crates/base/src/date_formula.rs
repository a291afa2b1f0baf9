//! Date formulas as people write them: `1M`, `CM+10D`, `-1D`.

use std::fmt;
use std::str::FromStr;

use jiff::Span;

use crate::{Date, Error, refuse};

/// A period of a date formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// One step of a date formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// So many periods later (earlier when negative).
    Move(i32, Unit),
    /// To the end of the current period (to its start when negative).
    Current(bool, Unit),
}

/// A rule that leads from one date to another: `1M` a month later, `CM` the end of the month,
/// `CM+10D` ten days after it, `-1D` the day before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateFormula {
    text: String,
    steps: Vec<Step>,
}

impl DateFormula {
    /// From what was typed.
    ///
    /// # Errors
    /// Refuses what is not a date formula.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let text = typed.trim().trim_matches(['<', '>']).to_uppercase();
        let unreadable = || Error::from(refuse!("value.dateFormula.unreadable", value = typed));
        let mut steps = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (step, after) = read_step(rest).ok_or_else(unreadable)?;
            steps.push(step);
            rest = after;
        }
        Ok(Self { text, steps })
    }

    /// Whether no formula was given.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The formula as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The date that the formula leads to from `date`; a blank formula leads nowhere.
    ///
    /// # Errors
    /// Refuses a result outside the calendar.
    pub fn apply(&self, date: Date) -> Result<Date, Error> {
        self.steps.iter().try_fold(date, |date, step| {
            step.apply(date).map_err(|_| {
                refuse!("value.dateFormula.outside", formula = self.text.as_str()).into()
            })
        })
    }
}

impl Step {
    fn apply(self, date: Date) -> Result<Date, jiff::Error> {
        match self {
            Self::Move(count, unit) => {
                let count = i64::from(count);
                date.checked_add(match unit {
                    Unit::Day => Span::new().try_days(count)?,
                    Unit::Week => Span::new().try_weeks(count)?,
                    Unit::Month => Span::new().try_months(count)?,
                    Unit::Quarter => Span::new().try_months(3 * count)?,
                    Unit::Year => Span::new().try_years(count)?,
                })
            }
            Self::Current(to_end, unit) => current(date, unit, to_end),
        }
    }
}

fn current(date: Date, unit: Unit, to_end: bool) -> Result<Date, jiff::Error> {
    let weekday = date.weekday().to_monday_zero_offset();
    let quarter_start = |date: Date| Date::new(date.year(), (date.month() - 1) / 3 * 3 + 1, 1);
    match (unit, to_end) {
        (Unit::Day, _) => Ok(date),
        (Unit::Week, true) => date.checked_add(Span::new().days(6 - i64::from(weekday))),
        (Unit::Week, false) => date.checked_sub(Span::new().days(i64::from(weekday))),
        (Unit::Month, true) => Ok(date.last_of_month()),
        (Unit::Month, false) => Ok(date.first_of_month()),
        (Unit::Quarter, false) => quarter_start(date),
        (Unit::Quarter, true) => {
            Ok(quarter_start(date)?.checked_add(Span::new().months(2))?.last_of_month())
        }
        (Unit::Year, true) => Ok(date.last_of_year()),
        (Unit::Year, false) => Ok(date.first_of_year()),
    }
}

fn read_step(text: &str) -> Option<(Step, &str)> {
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if let Some(rest) = rest.strip_prefix('C') {
        let unit = unit_of(rest.chars().next()?)?;
        return Some((Step::Current(!negative, unit), &rest[1..]));
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let count: i32 = rest[..digits].parse().ok().filter(|count| *count < 10_000)?;
    let unit = unit_of(rest[digits..].chars().next()?)?;
    Some((Step::Move(if negative { -count } else { count }, unit), &rest[digits + 1..]))
}

fn unit_of(letter: char) -> Option<Unit> {
    Some(match letter {
        'D' | 'J' => Unit::Day,
        'W' | 'S' => Unit::Week,
        'M' => Unit::Month,
        'Q' | 'T' => Unit::Quarter,
        'Y' | 'A' => Unit::Year,
        _ => return None,
    })
}

impl FromStr for DateFormula {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for DateFormula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_lead_where_people_expect() {
        for (formula, from, to) in [
            ("1M", "2026-01-31", "2026-02-28"),
            ("CM", "2026-02-10", "2026-02-28"),
            ("CM+10D", "2026-03-02", "2026-04-10"),
            ("-1D", "2026-03-01", "2026-02-28"),
            ("-CM", "2026-03-15", "2026-03-01"),
            ("1W", "2026-03-02", "2026-03-09"),
            ("CW", "2026-03-04", "2026-03-08"),
            ("1Q", "2026-01-15", "2026-04-15"),
            ("CQ", "2026-02-10", "2026-03-31"),
            ("CY", "2026-02-10", "2026-12-31"),
            ("<1Y-1D>", "2026-03-02", "2027-03-01"),
            ("0D", "2026-03-02", "2026-03-02"),
            ("", "2026-03-02", "2026-03-02"),
        ] {
            let date: Date = from.parse().expect("a date");
            let result = DateFormula::parse(formula).and_then(|f| f.apply(date));
            assert_eq!(result.map(|d| d.to_string()), Ok(to.to_owned()), "{formula} from {from}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["M", "1", "1X", "C", "1M+", "99999D", "é", "1Mé"] {
            assert!(DateFormula::parse(text).is_err(), "{text}");
        }
    }
}
