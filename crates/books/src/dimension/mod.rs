//! Dimensions: what entries are analysed by, such as department or area.
//!
//! A dimension set is a number that stands for one combination of values; it never changes. Set 0
//! is the set without values. [`sets`] finds and makes sets, [`defaults`] says which one a document
//! or line gets, [`carry_over`] takes a change of a header to its lines, [`check`] says what
//! forbids a set at posting.

mod change;
mod check;
mod defaults;
mod record;
mod rules;
pub mod sets;
#[cfg(test)]
mod tests;

pub use change::{Difference, apply_difference, carry_over, difference};
pub use check::{Checker, check};
pub use defaults::{Brought, any, defaults, defaults_with, forget, of_record, resolve};
pub use record::{
    CombinationRestriction, DefaultDimension, DefaultDimensionPriority, Dimension,
    DimensionCombination, DimensionSet, DimensionSetEntry, DimensionTable, DimensionValue,
    DimensionValueCombination, DimensionValueType, ValuePosting,
};
