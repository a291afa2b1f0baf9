//! Countries and regions of addresses.

use base::{Code, Text};
use store::Record;

/// A country or region that an address can be in.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "country_region", key(code), audited)]
pub struct CountryRegion {
    /// Identifies the country, best by its two-letter ISO code.
    pub code: Code<10>,
    /// The name of the country or region.
    pub name: Text<50>,
    /// The two-letter code of ISO 3166.
    pub iso_code: Code<2>,
    /// The code that the European Union uses in tax numbers; blank outside the Union.
    pub eu_country_region_code: Code<10>,
    /// Counts the changes of the record.
    pub version: i64,
}

crate::check::plain_entities!(CountryRegion => "countriesRegions");
