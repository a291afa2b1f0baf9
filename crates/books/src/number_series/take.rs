//! Taking numbers from a series.

use std::cmp::Reverse;

use base::{Code, Date, Error, Refusal, Result, refuse};
use store::figures::one_of;
use store::{ToValue, Tx, key, params};

use super::record::{NumberSeries, NumberSeriesLine};

/// The next number of a series for a date. When the transaction fails, the
/// number is given again.
///
/// # Errors
/// Refuses a blank or unknown series, one whose numbers are typed, a date before that of the last
/// number in a series that keeps the order of dates, and a series at its end.
pub fn next(tx: &mut Tx, series: &str, date: Date) -> Result<Code<20>> {
    let head = head(tx, series)?;
    if !head.default_nos {
        return Err(refuse!("numberSeries.typeNumber", series = series).into());
    }
    let mut line = find_line(tx, series, date)?;
    let number = draw(&mut line, &head, date)?;
    let warned = !line.warning_no.is_empty() && !below(&number, &line.warning_no);
    if warned {
        tx.inform(
            "numberSeries.endsSoon",
            vec![
                ("series", series.into()),
                ("number", number.as_str().into()),
                ("last", line.ending_no.as_str().into()),
            ],
        );
    }
    tx.update_unlogged(&mut line)?;
    Ok(number)
}

/// The number that [`next`] would give, without taking it.
///
/// # Errors
/// As [`next`].
pub fn peek(tx: &mut Tx, series: &str, date: Date) -> Result<Code<20>> {
    let head = head(tx, series)?;
    let mut line = find_line(tx, series, date)?;
    Ok(draw(&mut line, &head, date)?)
}

/// The number that [`next`] would give from each of these series, where there is one.
///
/// # Errors
/// When the database fails.
pub(super) fn next_of_each(
    tx: &mut Tx,
    series: &[NumberSeries],
    date: Date,
) -> Result<Vec<Option<Code<20>>>> {
    let mut parameters = params![date].to_vec();
    let codes = series.iter().map(|head| head.code.to_value());
    let these = one_of("series_code", codes, &mut parameters);
    // The line that holds comes last.
    let rest = format!(
        "WHERE {these} AND \"starting_date\" <= $1 \
         ORDER BY \"starting_date\", \"open\", \"line_no\" DESC"
    );
    let lines: Vec<NumberSeriesLine> = tx.select(&rest, &parameters)?;
    let next = |head: &NumberSeries| {
        let line = lines.iter().rev().find(|line| line.series_code == head.code);
        line.and_then(|line| draw(&mut line.clone(), head, date).ok())
    };
    Ok(series.iter().map(next).collect())
}

/// The next number that `taken` does not know: numbers that somebody typed before are passed over.
///
/// # Errors
/// As [`next`].
pub fn next_free(
    tx: &mut Tx,
    series: &str,
    date: Date,
    mut taken: impl FnMut(&mut Tx, &Code<20>) -> Result<bool>,
) -> Result<Code<20>> {
    loop {
        let number = next(tx, series, date)?;
        if !taken(tx, &number)? {
            return Ok(number);
        }
    }
}

/// Accepts a number that was typed in place of the next one.
///
/// # Errors
/// Refuses it when the numbers of the series may not be typed.
pub fn take(tx: &mut Tx, series: &str, typed: &str, _date: Date) -> Result<()> {
    let head = head(tx, series)?;
    if head.manual_nos {
        return Ok(());
    }
    Err(refuse!("numberSeries.notTyped", series = series, number = typed).into())
}

/// The typed number if there is one and the series allows it, else the next number.
///
/// # Errors
/// As [`take`] and [`next`].
pub fn assign(tx: &mut Tx, series: &str, typed: &Code<20>, date: Date) -> Result<Code<20>> {
    if typed.is_empty() {
        return next(tx, series, date);
    }
    take(tx, series, typed, date)?;
    Ok(typed.clone())
}

fn head(tx: &mut Tx, series: &str) -> Result<NumberSeries> {
    if series.is_empty() {
        return Err(refuse!("numberSeries.blank").into());
    }
    tx.get(key![series])?.ok_or_else(|| refuse!("numberSeries.unknown", series = series).into())
}

/// The open line with the latest starting date that is not after `date`.
fn find_line(tx: &mut Tx, series: &str, date: Date) -> Result<NumberSeriesLine> {
    let lines: Vec<NumberSeriesLine> = tx.parts(params![series])?;
    let begun = lines.into_iter().filter(|line| line.starting_date.is_none_or(|day| day <= date));
    let line = begun.max_by_key(|line| (line.starting_date, line.open, Reverse(line.line_no)));
    line.ok_or_else(|| refuse!("numberSeries.noLine", series = series, date = date).into())
}

/// Takes the next number of a line and notes it there.
fn draw(line: &mut NumberSeriesLine, head: &NumberSeries, date: Date) -> Result<Code<20>, Refusal> {
    let exhausted = || refuse!("numberSeries.exhausted", series = &head.code);
    if !line.open {
        return Err(exhausted());
    }
    if head.date_order && line.last_date_used.is_some_and(|last| date < last) {
        return Err(refuse!(
            "numberSeries.dateOrder",
            series = &head.code,
            date = date,
            last = line.last_date_used
        ));
    }
    let number = if line.last_no_used.is_empty() {
        line.starting_no.clone()
    } else {
        increment(&line.last_no_used, line.increment_by_no.max(1)).ok_or_else(exhausted)?
    };
    if !line.ending_no.is_empty() && below(&line.ending_no, &number) {
        return Err(exhausted());
    }
    line.open = number != line.ending_no;
    line.last_no_used = number.clone();
    line.last_date_used = Some(date);
    Ok(number)
}

/// The number `by` higher: its last group of digits counts, and keeps its width while it fits.
/// Nothing when there are no digits or the result is too long.
pub(super) fn increment(number: &str, by: i64) -> Option<Code<20>> {
    let (start, end) = digits(number)?;
    let counted: u64 = number[start..end].parse().ok()?;
    let next = counted.checked_add(u64::try_from(by).ok()?)?;
    let width = end - start;
    let text = format!("{}{next:0width$}{}", &number[..start], &number[end..]);
    Code::parse(&text).ok()
}

/// Where the last group of digits begins and ends.
pub(super) fn digits(number: &str) -> Option<(usize, usize)> {
    let end = number.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = number[..end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + number[at..].chars().next().map_or(1, char::len_utf8));
    Some((start, end))
}

/// Whether one number of a series comes before another: by the value of the last group of digits.
pub(super) fn below(one: &str, other: &str) -> bool {
    let value = |number: &str| {
        digits(number).and_then(|(start, end)| number[start..end].parse::<u64>().ok())
    };
    match (value(one), value(other)) {
        (Some(one), Some(other)) => one < other,
        _ => one < other,
    }
}

/// The error of a series line whose numbers do not belong together.
pub(super) fn fits(line: &NumberSeriesLine, number: &str) -> bool {
    let frame = |number: &str| {
        digits(number).map(|(start, end)| (number[..start].to_owned(), number[end..].to_owned()))
    };
    number.is_empty() || frame(number) == frame(&line.starting_no)
}

/// Refuses a number in a line that does not look like its first number.
pub(super) fn check_fits(line: &NumberSeriesLine, number: &str, field: &str) -> Result<(), Error> {
    if fits(line, number) {
        return Ok(());
    }
    let first = line.starting_no.as_str();
    Err(refuse!("numberSeries.unlike", number = number, first = first).field(field).into())
}
