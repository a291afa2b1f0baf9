//! Dimensions: what entries are analysed by, such as department or area.
//!
//! A dimension set is a number that stands for one combination of values; it never changes. Set 0
//! is the set without values.

mod record;

pub use record::{
    CombinationRestriction, DefaultDimension, DefaultDimensionPriority, Dimension,
    DimensionCombination, DimensionSet, DimensionSetEntry, DimensionTable, DimensionValue,
    DimensionValueCombination, DimensionValueType, ValuePosting,
};

crate::check::plain_entities!(
    Dimension => "dimensions",
    DimensionValue => "dimensionValues",
    DefaultDimension => "defaultDimensions",
    DimensionCombination => "dimensionCombinations",
    DimensionValueCombination => "dimensionValueCombinations",
    DefaultDimensionPriority => "defaultDimensionPriorities",
    DimensionSet => "dimensionSets",
    DimensionSetEntry => "dimensionSetEntries",
);
