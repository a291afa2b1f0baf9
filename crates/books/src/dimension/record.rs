//! The records of dimensions.

use base::{Code, Memo, Text};
use store::{Options, Record};

/// Something that entries are analysed by.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "dimension", key(code), audited)]
pub struct Dimension {
    /// Identifies the dimension.
    pub code: Code<20>,
    /// The name of the dimension.
    pub name: Text<30>,
    /// The caption of fields that hold a value of the dimension.
    pub code_caption: Text<80>,
    /// Says what the dimension is for.
    pub description: Text<100>,
    /// Whether nothing may be posted with the dimension any more.
    pub blocked: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

/// What a dimension value is.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DimensionValueType {
    /// A value that entries can have.
    #[default]
    Standard,
    /// A heading.
    Heading,
    /// The sum of the values in its formula.
    Total,
    /// The beginning of a group.
    BeginTotal,
    /// The end of a group, with its sum.
    EndTotal,
}

/// A value of a dimension.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "dimension_value", key(dimension_code, code), audited)]
pub struct DimensionValue {
    /// The dimension.
    #[column(relation = "dimension")]
    pub dimension_code: Code<20>,
    /// Identifies the value within the dimension.
    pub code: Code<20>,
    /// The name of the value.
    pub name: Text<50>,
    /// What the value is; only standard values can be posted.
    pub dimension_value_type: DimensionValueType,
    /// The values that a total adds up, such as 100..199.
    pub totaling: Text<250>,
    /// Whether nothing may be posted with the value any more.
    pub blocked: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A kind of record that dimension values can come from.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DimensionTable {
    /// Customers.
    #[default]
    Customer,
    /// Salespersons.
    Salesperson,
    /// Responsibility centers.
    ResponsibilityCenter,
    /// Service contracts.
    ServiceContract,
    /// Service order types.
    ServiceOrderType,
    /// Locations.
    Location,
    /// Service items.
    ServiceItem,
    /// Service item groups.
    ServiceItemGroup,
    /// Items.
    Item,
    /// Resources.
    Resource,
    /// Service costs.
    ServiceCost,
    /// Accounts of the general ledger.
    GlAccount,
}

/// What is asked of a dimension at posting.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValuePosting {
    /// Nothing.
    #[default]
    Blank,
    /// There must be a value.
    CodeMandatory,
    /// There must be the value given here.
    SameCode,
    /// There must be no value.
    NoCode,
}

/// The value of a dimension that a record brings with it, and what is asked of it at posting.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "default_dimension", key(table_name, no, dimension_code), audited)]
pub struct DefaultDimension {
    /// The kind of record.
    pub table_name: DimensionTable,
    /// The number of the record; blank for all records of the kind.
    pub no: Code<20>,
    /// The dimension.
    #[column(relation = "dimension")]
    pub dimension_code: Code<20>,
    /// The value; blank when only a rule for posting is given.
    pub dimension_value_code: Code<20>,
    /// What posting asks of the dimension: any value, this value, or none.
    pub value_posting: ValuePosting,
    /// The only values allowed when a value is mandatory, with commas between; blank for all.
    pub allowed_values: Text<250>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Whether two dimensions can stand together.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CombinationRestriction {
    /// Not the pairs of values that are listed.
    #[default]
    Limited,
    /// Never.
    Blocked,
}

/// Two dimensions that cannot stand together, or only with some values.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "dimension_combination", key(dimension_1_code, dimension_2_code), audited)]
pub struct DimensionCombination {
    /// The dimension that comes first in the alphabet.
    #[column(relation = "dimension")]
    pub dimension_1_code: Code<20>,
    /// The other dimension.
    #[column(relation = "dimension")]
    pub dimension_2_code: Code<20>,
    /// Whether the two dimensions never stand together, or may not with the listed pairs of values.
    pub combination_restriction: CombinationRestriction,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Two values that cannot stand together when their dimensions are limited.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "dimension_value_combination",
    key(dimension_1_code, dimension_1_value_code, dimension_2_code, dimension_2_value_code),
    audited
)]
pub struct DimensionValueCombination {
    /// The dimension that comes first in the alphabet.
    #[column(relation = "dimension")]
    pub dimension_1_code: Code<20>,
    /// The value of the first dimension.
    pub dimension_1_value_code: Code<20>,
    /// The other dimension.
    #[column(relation = "dimension")]
    pub dimension_2_code: Code<20>,
    /// The value of the other dimension.
    pub dimension_2_value_code: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Which kind of record wins when several bring a value of the same dimension.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "default_dimension_priority", key(source_code, table_name), audited)]
pub struct DefaultDimensionPriority {
    /// The source code of the postings that the priority holds for.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// The kind of record.
    pub table_name: DimensionTable,
    /// The lower number wins.
    pub priority: i64,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A combination of dimension values. It never changes.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "dimension_set", key(id), unique(contents), ledger)]
pub struct DimensionSet {
    /// Identifies the set of dimension values.
    pub id: i64,
    /// The dimensions and values, sorted: DEPT=SALES;PROJECT=A.
    pub contents: Memo,
}

/// One value of a combination of dimension values.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "dimension_set_entry",
    key(dimension_set_id, dimension_code),
    index(dimension_code, dimension_value_code),
    ledger
)]
pub struct DimensionSetEntry {
    /// The set of dimension values.
    pub dimension_set_id: i64,
    /// The dimension.
    #[column(relation = "dimension")]
    pub dimension_code: Code<20>,
    /// The value.
    pub dimension_value_code: Code<20>,
}
