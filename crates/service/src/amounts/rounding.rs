//! The precisions a document rounds to.

use base::{Amount, Decimal, UnitPrice, decimal, round};
use books::currency::{Precision, RoundingType};

/// To what the amounts and the unit prices of a document are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// The smallest amount, such as 0.01.
    pub amount: Decimal,
    /// The smallest unit price, such as 0.00001.
    pub unit_price: Decimal,
    /// Which way value added tax is rounded.
    pub vat: RoundingType,
}

impl Default for Rounding {
    fn default() -> Self {
        Self { amount: decimal("0.01"), unit_price: decimal("0.00001"), vat: RoundingType::Nearest }
    }
}

impl Rounding {
    /// Rounds an amount.
    pub fn amount(&self, value: Decimal) -> Amount {
        Amount::of(round(value, self.amount))
    }

    /// Rounds a value added tax, the way that the currency says.
    pub fn vat(&self, value: Decimal) -> Amount {
        Amount::of(self.vat.round(value, self.amount))
    }

    /// Rounds a unit price.
    pub fn unit_price(&self, value: Decimal) -> UnitPrice {
        UnitPrice::of(round(value, self.unit_price))
    }
}

impl From<Precision> for Rounding {
    fn from(precision: Precision) -> Self {
        Self {
            amount: precision.amount,
            unit_price: precision.unit_amount,
            vat: precision.vat_type,
        }
    }
}
