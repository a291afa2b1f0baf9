//! Items: spare parts and machines, with units, variants and other names.

mod part_rules;
mod parts;
mod record;
mod rules;
#[cfg(test)]
mod tests;

pub use parts::{
    ItemDiscountGroup, ItemReference, ItemReferenceType, ItemTranslation, ItemUnitOfMeasure,
    ItemVariant, StockkeepingUnit, UnitOfMeasure,
};
pub use record::{CostingMethod, DefaultNoYes, Item, ItemType};
pub use rules::{check_usable, check_variant_usable, qty_per_unit, unit_cost};
