//! What belongs to items: units, variants, other names, costs at a place.

use base::{Code, Factor, Quantity, Text, UnitPrice};
use store::{Options, Record};

/// A unit that something is counted in.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "unit_of_measure", key(code), audited)]
pub struct UnitOfMeasure {
    /// Identifies the unit.
    pub code: Code<10>,
    /// The name of the unit, as documents show it.
    pub description: Text<50>,
    /// The code of the unit in electronic documents (UN/ECE Recommendation 20), such as C62 or HUR.
    pub international_standard_code: Code<10>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A unit that an item can be counted in.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "item_unit_of_measure", key(item_no, code), audited)]
pub struct ItemUnitOfMeasure {
    /// The item.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The unit.
    #[column(relation = "unit_of_measure")]
    pub code: Code<10>,
    /// How many base units one such unit holds.
    pub qty_per_unit_of_measure: Factor,
    /// The weight of one such unit, in kilograms.
    pub weight: Quantity,
    /// The volume of one such unit, in cubic metres.
    pub cubage: Quantity,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A version of an item: a colour, a size, a model year.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "item_variant", key(item_no, code), audited)]
pub struct ItemVariant {
    /// The item.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// Identifies the variant among those of the item.
    pub code: Code<10>,
    /// Says what the variant is; on documents it takes the place of the description of the item.
    pub description: Text<100>,
    /// The second line of the description.
    pub description_2: Text<50>,
    /// Whether nothing may be done with the variant any more.
    pub blocked: bool,
    /// Whether the variant may no longer be used on service lines.
    pub service_blocked: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

/// The description of an item in another language.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "item_translation", key(item_no, variant_code, language_code), audited)]
pub struct ItemTranslation {
    /// The item.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The variant; blank for the item itself.
    pub variant_code: Code<10>,
    /// The language, such as FR.
    pub language_code: Code<10>,
    /// Says what the item is, in the language.
    pub description: Text<100>,
    /// The second line of the description.
    pub description_2: Text<50>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Who knows an item under another number.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemReferenceType {
    /// Everybody.
    #[default]
    Blank,
    /// A customer.
    Customer,
    /// A vendor.
    Vendor,
    /// Whoever scans the bar code.
    BarCode,
}

/// The number and name that somebody else has for an item.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "item_reference",
    key(item_no, variant_code, unit_of_measure, reference_type, reference_type_no, reference_no),
    index(reference_no),
    audited
)]
pub struct ItemReference {
    /// The item.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The variant; blank for the item itself.
    pub variant_code: Code<10>,
    /// The unit; blank for any.
    #[column(relation = "unit_of_measure")]
    pub unit_of_measure: Code<10>,
    /// Who knows the item under the other number: a customer, a vendor or a bar code.
    pub reference_type: ItemReferenceType,
    /// The number of the customer or vendor; blank for all of them.
    pub reference_type_no: Code<20>,
    /// The other number, as it is typed or scanned.
    pub reference_no: Code<50>,
    /// The other name; on documents it takes the place of the description of the item.
    pub description: Text<100>,
    /// The second line of the description.
    pub description_2: Text<50>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Items that get the same line discounts.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "item_discount_group", key(code), audited)]
pub struct ItemDiscountGroup {
    /// Identifies the group.
    pub code: Code<20>,
    /// Says which items belong to the group.
    pub description: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// The cost of an item at one location, where it differs from that of the card.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "stockkeeping_unit", key(location_code, item_no, variant_code), audited)]
pub struct StockkeepingUnit {
    /// The location.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The item.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The variant; blank for the item itself.
    pub variant_code: Code<10>,
    /// What one base unit costs at the location, in local currency.
    #[column(class = "cost")]
    pub unit_cost: UnitPrice,
    /// The planned cost of one base unit at the location, in local currency.
    #[column(class = "cost")]
    pub standard_cost: UnitPrice,
    /// Where the item lies.
    pub shelf_no: Code<10>,
    /// Counts the changes of the record.
    pub version: i64,
}
