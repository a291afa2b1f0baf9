//! Kinds of work that resources do at different prices.

use base::{Code, Text};
use store::Record;

/// A kind of work, such as overtime, with a unit of its own.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "work_type", key(code), audited)]
pub struct WorkType {
    /// Identifies the work type.
    pub code: Code<10>,
    /// Says what the code stands for.
    pub description: Text<100>,
    /// The unit that lines with this kind of work are counted in; blank for that of the resource.
    #[column(relation = "unit_of_measure")]
    pub unit_of_measure_code: Code<10>,
    /// Counts the changes of the record.
    pub version: i64,
}

crate::check::plain_entities!(WorkType => "workTypes");
