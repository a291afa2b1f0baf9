//! The records of number series.

use base::{Code, Date, Text};
use store::Record;

/// A series that numbers are taken from.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "number_series", key(code), audited)]
pub struct NumberSeries {
    /// Identifies the series; set-ups name it by this code.
    pub code: Code<20>,
    /// Says what the series numbers.
    pub description: Text<100>,
    /// Whether numbers are given by the program.
    pub default_nos: bool,
    /// Whether numbers may be typed.
    pub manual_nos: bool,
    /// Whether numbers must be taken in the order of dates.
    pub date_order: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A range of numbers in a series, from a date on.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "number_series_line", key(series_code, line_no), audited)]
pub struct NumberSeriesLine {
    /// The number series.
    #[column(relation = "number_series")]
    pub series_code: Code<20>,
    /// Orders the lines of the series.
    pub line_no: i64,
    /// The first day on which numbers of this line are given; blank for always.
    pub starting_date: Option<Date>,
    /// The first number.
    pub starting_no: Code<20>,
    /// The last number; blank for no end.
    pub ending_no: Code<20>,
    /// From this number on, the user is warned that the series comes to its end.
    pub warning_no: Code<20>,
    /// By how much each number is higher than the one before.
    pub increment_by_no: i64,
    /// The number given last.
    pub last_no_used: Code<20>,
    /// The day for which the last number was given.
    pub last_date_used: Option<Date>,
    /// Whether numbers may still be given.
    pub open: bool,
    /// Counts the changes of the record.
    pub version: i64,
}
