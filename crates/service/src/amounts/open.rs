//! What of a line is still to be delivered, and what is delivered and not yet invoiced.

use base::{Amount, Decimal, Quantity};

use super::Rounding;

/// How far a line has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What will be charged in all: quantity less consumed and to be consumed.
    pub chargeable: Quantity,
    /// Not yet shipped.
    pub outstanding: Quantity,
    /// Entered for consumption, not yet posted.
    pub to_consume: Quantity,
    /// Shipped, neither invoiced nor consumed.
    pub shipped_not_invoiced: Quantity,
}

/// The two open amounts of a line, with value added tax, in the currency of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenAmounts {
    /// Of what is still to be shipped and charged.
    pub outstanding: Amount,
    /// Of what is shipped and not invoiced.
    pub shipped_not_invoiced: Amount,
}

/// Divides what a line comes to with value added tax. Both shares are parts of the chargeable
/// quantity, so that they and what is invoiced add up to the line.
pub fn open_amounts(
    including_vat: Amount,
    progress: &Progress,
    rounding: &Rounding,
) -> OpenAmounts {
    if progress.chargeable.is_zero() {
        return OpenAmounts::default();
    }
    let share =
        |part: Decimal| rounding.amount(including_vat.dec() * part / progress.chargeable.dec());
    OpenAmounts {
        outstanding: share((progress.outstanding - progress.to_consume).dec()),
        shipped_not_invoiced: share(progress.shipped_not_invoiced.dec()),
    }
}
