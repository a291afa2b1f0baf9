//! Faults: where something was wrong, what was noticed, what it was, how it was put right, and why
//! it came about.

mod rules;

pub use rules::check_code;

use base::{Code, Text};
use store::Record;

/// A part of machines where faults occur.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "fault_area", key(code), audited)]
pub struct FaultArea {
    /// Identifies the fault area.
    pub code: Code<10>,
    /// Says which part of the machine it is.
    pub description: Text<80>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// What customers notice of a fault.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "symptom_code", key(code), audited)]
pub struct SymptomCode {
    /// Identifies the symptom.
    pub code: Code<10>,
    /// Says what is noticed on the machine.
    pub description: Text<80>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// What can be wrong, with its area and symptom as far as they are noted.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "fault_code", key(fault_area_code, symptom_code, code), audited)]
pub struct FaultCode {
    /// The area of the fault; blank when areas are not noted.
    #[column(relation = "fault_area")]
    pub fault_area_code: Code<10>,
    /// The symptom of the fault; blank when symptoms are not noted.
    #[column(relation = "symptom_code")]
    pub symptom_code: Code<10>,
    /// Identifies the fault together with area and symptom.
    pub code: Code<10>,
    /// Says what is wrong.
    pub description: Text<80>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// How a fault is put right.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "resolution_code", key(code), audited)]
pub struct ResolutionCode {
    /// Identifies the resolution.
    pub code: Code<10>,
    /// Says what is done about the fault.
    pub description: Text<80>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Why a fault came about, and whether that excludes discounts.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "fault_reason_code", key(code), audited)]
pub struct FaultReasonCode {
    /// Identifies the fault reason.
    pub code: Code<10>,
    /// Says why faults come about.
    pub description: Text<80>,
    /// Whether warranty does not cover such faults.
    pub exclude_warranty_discount: bool,
    /// Whether contract discounts are not given on such faults.
    pub exclude_contract_discount: bool,
    /// Counts the changes of the record.
    pub version: i64,
}
