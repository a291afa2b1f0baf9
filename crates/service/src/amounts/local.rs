//! From the currency of a document to the local one.

use base::{Amount, Decimal, Factor, UnitPrice};

use super::Rounding;

/// Converts amounts one after the other so that their sum is the converted sum: each line gets
/// what all lines so far come to, less what was given already.
#[derive(Clone, Copy, Debug)]
pub struct LocalTally {
    factor: Factor,
    rounding: Rounding,
    foreign: Amount,
    local: Amount,
}

impl LocalTally {
    /// An empty tally. The factor is the foreign currency for one unit of the local one; 1 stands
    /// for a document in local currency. The rounding is that of the local currency.
    pub fn new(factor: Factor, rounding: Rounding) -> Self {
        Self { factor, rounding, foreign: Amount::ZERO, local: Amount::ZERO }
    }

    /// Adds an amount in foreign currency and gives it in local currency.
    pub fn add(&mut self, foreign: Amount) -> Amount {
        self.foreign += foreign;
        let total = self.rounding.amount(local(self.foreign.dec(), self.factor));
        let share = total - self.local;
        self.local = total;
        share
    }
}

/// A unit price or unit cost in local currency.
pub fn local_unit_price(foreign: UnitPrice, factor: Factor, rounding: &Rounding) -> UnitPrice {
    rounding.unit_price(local(foreign.dec(), factor))
}

fn local(foreign: Decimal, factor: Factor) -> Decimal {
    if factor.is_zero() { foreign } else { foreign / factor.dec() }
}
