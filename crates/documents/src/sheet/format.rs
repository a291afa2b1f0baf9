//! What a number looks like under the number format of its cell.

use base::{Decimal, Refusal, refuse};
use rust_decimal::RoundingStrategy;

use super::cell::{Cell, Held};

/// The number of a cell as its format shows it.
///
/// # Errors
/// Refuses what is shown in a way that hides what it is: nothing, thousands, fractions, powers of
/// ten, a form that depends on a condition. The caller adds the name of the cell.
pub(super) fn shown(code: &str, number: Decimal) -> Result<Cell, Unclear> {
    let sections = sections(code);
    let section = match (sections.len(), number) {
        (0 | 1, _) => 0,
        (2, number) => usize::from(number.is_sign_negative() && !number.is_zero()),
        (_, number) if number.is_zero() => 2,
        (_, number) => usize::from(number.is_sign_negative()),
    };
    let parts = sections.get(section).map(Vec::as_slice).unwrap_or_default();
    if sections.iter().flatten().any(|part| *part == Part::Condition) {
        return Err(Unclear);
    }
    if parts.contains(&Part::General) || code.is_empty() {
        return Ok(general(parts, number));
    }
    if parts.contains(&Part::Other) {
        return Err(Unclear);
    }
    // What a section of its own is for has no sign but the one that is written there.
    let signed = section == 0 && number.is_sign_negative();
    let number = if section == 0 || sections.len() == 1 { number } else { number.abs() };
    Form::of(parts)?.show(parts, number, signed, sections.len() > 1 && section == 1)
}

/// A number is shown in a way that hides what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unclear;

impl Unclear {
    pub fn at(self, cell: String, code: &str) -> Refusal {
        refuse!("sheet.cell.format", cell = cell, format = code)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A place for a digit: what stands there when there is none.
    Digit(char),
    Point,
    Comma,
    Percent,
    Literal(char),
    General,
    Condition,
    /// What is not understood: fractions, powers of ten, texts, days.
    Other,
}

fn sections(code: &str) -> Vec<Vec<Part>> {
    let mut all = vec![Vec::new()];
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        let part = match letter {
            ';' => {
                all.push(Vec::new());
                continue;
            }
            '0' | '#' | '?' => Part::Digit(letter),
            '.' => Part::Point,
            ',' => Part::Comma,
            '%' => Part::Percent,
            '\\' => match letters.next() {
                Some(next) => Part::Literal(next),
                None => continue,
            },
            // Room as wide as the letter that follows, or filled with it.
            '_' | '*' => {
                letters.next();
                Part::Literal(' ')
            }
            '"' => {
                let text = letters.by_ref().take_while(|next| *next != '"');
                if let Some(section) = all.last_mut() {
                    section.extend(text.map(Part::Literal));
                }
                continue;
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|next| *next != ']').collect();
                let Some(section) = all.last_mut() else { continue };
                if let Some(money) = inside.strip_prefix('$') {
                    let sign = money.split('-').next().unwrap_or_default();
                    section.extend(sign.chars().map(Part::Literal));
                } else if inside.starts_with(['<', '>', '=']) {
                    section.push(Part::Condition);
                }
                continue;
            }
            'G' | 'g' => {
                let rest: String = letters.clone().take(6).collect();
                if rest.eq_ignore_ascii_case("eneral") {
                    letters.nth(5);
                    Part::General
                } else {
                    Part::Other
                }
            }
            'E' | 'e' | '/' | '@' => Part::Other,
            letter if letter.is_ascii_alphabetic() => Part::Other,
            letter => Part::Literal(letter),
        };
        if let Some(section) = all.last_mut() {
            section.push(part);
        }
    }
    all
}

/// All digits that there are, with what is written around them.
fn general(parts: &[Part], number: Decimal) -> Cell {
    let plain = number.normalize().to_string();
    let mut text = String::new();
    for part in parts {
        match part {
            Part::General => text.push_str(&plain),
            Part::Literal(letter) => text.push(*letter),
            _ => {}
        }
    }
    let text = if parts.is_empty() { plain.clone() } else { text.trim().to_owned() };
    Cell::new(text, Held::Number(plain))
}

/// What the places of a format say.
struct Form {
    whole: usize,
    decimals: u32,
    percent: bool,
}

impl Form {
    fn of(parts: &[Part]) -> Result<Self, Unclear> {
        let point = parts.iter().position(|part| *part == Part::Point).unwrap_or(parts.len());
        let digits =
            |parts: &[Part]| parts.iter().filter(|part| matches!(part, Part::Digit(_))).count();
        let (before, after) = parts.split_at(point);
        // A comma behind the last digit divides by a thousand.
        let last = before.iter().rposition(|part| matches!(part, Part::Digit(_)));
        let divided = |part: &Part| *part == Part::Comma;
        if before[last.map_or(0, |at| at + 1)..].iter().any(divided) || after.iter().any(divided) {
            return Err(Unclear);
        }
        let percent = parts.iter().filter(|part| **part == Part::Percent).count();
        if percent > 1 {
            return Err(Unclear);
        }
        Ok(Self {
            whole: digits(before),
            decimals: u32::try_from(digits(after)).map_err(|_| Unclear)?,
            percent: percent == 1,
        })
    }

    fn show(
        &self,
        parts: &[Part],
        number: Decimal,
        signed: bool,
        negative: bool,
    ) -> Result<Cell, Unclear> {
        if self.whole == 0 && self.decimals == 0 {
            return literal(parts, number);
        }
        let factor = if self.percent { Decimal::ONE_HUNDRED } else { Decimal::ONE };
        let scaled = number.checked_mul(factor).ok_or(Unclear)?;
        let away = RoundingStrategy::MidpointAwayFromZero;
        let rounded = scaled.round_dp_with_strategy(self.decimals, away);
        let held = if negative { -rounded } else { rounded };
        let held = held.normalize().to_string();
        let digits = format!("{:.*}", usize::try_from(self.decimals).unwrap_or(0), rounded.abs());
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        let text = self.text(parts, whole, decimals, signed && !rounded.is_zero());
        let text = text.trim().to_owned();
        if self.percent {
            return Ok(Cell::new(text, Held::Percent(held)));
        }
        Ok(Cell::new(text, Held::Number(held)))
    }

    /// The text: digits fill the places before the point from the right, those that remain stand at
    /// the first place.
    fn text(&self, parts: &[Part], whole: &str, decimals: &str, signed: bool) -> String {
        let whole: Vec<char> = if whole == "0" { Vec::new() } else { whole.chars().collect() };
        let mut decimals = decimals.chars();
        let (mut text, mut place, mut behind) = (String::new(), 0, false);
        if signed {
            text.push('-');
        }
        for part in parts {
            match part {
                Part::Literal(letter) => text.push(*letter),
                Part::Percent => text.push('%'),
                Part::Point => {
                    behind = true;
                    text.push('.');
                }
                Part::Digit(blank) if behind => {
                    let digit = decimals.next().unwrap_or('0');
                    let rest_is_zero = digit == '0' && decimals.as_str().bytes().all(|d| d == b'0');
                    match blank {
                        '0' => text.push(digit),
                        _ if !rest_is_zero => text.push(digit),
                        _ => {}
                    }
                }
                Part::Digit(blank) => {
                    let left = self.whole - place;
                    if place == 0 && whole.len() > left {
                        text.extend(&whole[..whole.len() - left]);
                    }
                    match whole.len().checked_sub(left).and_then(|at| whole.get(at)) {
                        Some(digit) => text.push(*digit),
                        None if *blank == '0' => text.push('0'),
                        None => {}
                    }
                    place += 1;
                }
                _ => {}
            }
        }
        text.strip_suffix('.').map_or(text.clone(), str::to_owned)
    }
}

/// A format without digits: `"yes"` for whatever it is, `-` for zero.
fn literal(parts: &[Part], number: Decimal) -> Result<Cell, Unclear> {
    let letters = parts.iter().filter_map(|part| match part {
        Part::Literal(letter) => Some(*letter),
        _ => None,
    });
    let text: String = letters.collect();
    let text = text.trim();
    match (text, number.is_zero()) {
        ("", _) => Err(Unclear),
        ("-" | "–" | "- €" | "-€", true) => Ok(Cell::new(text, Held::Number("0".to_owned()))),
        _ => Ok(Cell::new(text, Held::default())),
    }
}

/// What a format shows of a day and time: the day, the time.
pub(super) fn shows(code: &str) -> (bool, bool) {
    let (mut day, mut time) = (false, false);
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.by_ref().find(|next| *next == '"')),
            '[' => {
                let inside: String = letters.by_ref().take_while(|next| *next != ']').collect();
                time |= inside.chars().all(|c| "hmsHMS".contains(c)) && !inside.is_empty();
            }
            ';' => break,
            'd' | 'D' | 'y' | 'Y' => day = true,
            'h' | 'H' | 's' | 'S' => time = true,
            _ => {}
        }
    }
    // Months alone, which could be minutes.
    (day || !time, time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str, number: &str) -> Option<(String, Held)> {
        let number = number.parse().expect("a number");
        shown(code, number).ok().map(|cell| (cell.text, cell.held))
    }

    #[test]
    fn a_number_is_what_its_format_shows() {
        let number = |text: &str| Held::Number(text.to_owned());
        let percent = |text: &str| Held::Percent(text.to_owned());
        for (code, given, text, held) in [
            ("General", "1284.5", "1284.5", number("1284.5")),
            ("", "7", "7", number("7")),
            ("00000", "1234", "01234", number("1234")),
            ("00000", "0", "00000", number("0")),
            ("0", "12.5", "13", number("13")),
            ("0.00", "12.345", "12.35", number("12.35")),
            ("0.00", "-12.345", "-12.35", number("-12.35")),
            ("#,##0.00", "1234567.5", "1234567.50", number("1234567.5")),
            ("#,##0.00###", "1.23456", "1.23456", number("1.23456")),
            ("0%", "0.15", "15%", percent("15")),
            ("0.00 %", "0.055", "5.50 %", percent("5.5")),
            ("0.0#", "2.5", "2.5", number("2.5")),
            ("#", "0", "", number("0")),
            ("\"CU-\"00000", "42", "CU-00042", number("42")),
            ("0#\" \"##\" \"##\" \"##\" \"##", "123456789", "01 23 45 67 89", number("123456789")),
            ("00\\.00", "1234", "12.34", number("1234")),
            ("#,##0.00 [$€-40C]", "12.5", "12.50 €", number("12.5")),
            ("#,##0.00_);(#,##0.00)", "-3", "(3.00)", number("-3")),
            ("0.00;[Red]-0.00", "-3", "-3.00", number("-3")),
            ("_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "0", "-", number("0")),
            ("\"yes\";;\"no\"", "1", "yes", Held::default()),
        ] {
            assert_eq!(of(code, given), Some((text.to_owned(), held)), "{given} as {code}");
        }
    }

    #[test]
    fn a_number_whose_format_hides_it_is_refused() {
        for code in [";;;", "#,##0,", "0.00E+00", "# ?/?", "[<=99999]00000;00000-0000", "0%%", "@"]
        {
            assert_eq!(of(code, "12345.5"), None, "{code}");
        }
        assert_eq!(of("\"yes\";;\"no\"", "-1"), None, "nothing is shown");
    }

    #[test]
    fn a_format_shows_day_time_or_both() {
        for (code, expected) in [
            ("dd/mm/yyyy", (true, false)),
            ("mmm-yy", (true, false)),
            ("hh:mm", (false, true)),
            ("[h]:mm:ss", (false, true)),
            ("yyyy-mm-dd hh:mm", (true, true)),
            ("d \"h\" mmm", (true, false)),
            ("[$-40C]d mmmm yyyy", (true, false)),
        ] {
            assert_eq!(shows(code), expected, "{code}");
        }
    }
}
