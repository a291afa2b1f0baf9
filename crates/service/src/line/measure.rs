//! A service line as the pure rules see it.

use base::{Amount, Decimal, Quantity};

use super::quantities::{Measure, Measured, Quantities};
use super::{LineType, ServiceLine};
use crate::amounts::{Progress, VatInput, WholeLine};

const fn measured(of_line: Quantity, base: Quantity) -> Measured {
    Measured { of_line, base }
}

impl ServiceLine {
    /// The quantities of the line. Base quantities are multiples of the precision of its item.
    pub fn quantities(&self, precision: Decimal) -> Quantities {
        Quantities {
            measure: Measure { per_unit: self.qty_per_unit_of_measure, precision },
            quantity: measured(self.quantity, self.quantity_base),
            shipped: measured(self.quantity_shipped, self.qty_shipped_base),
            invoiced: measured(self.quantity_invoiced, self.qty_invoiced_base),
            consumed: measured(self.quantity_consumed, self.qty_consumed_base),
            to_ship: measured(self.qty_to_ship, self.qty_to_ship_base),
            to_invoice: measured(self.qty_to_invoice, self.qty_to_invoice_base),
            to_consume: measured(self.qty_to_consume, self.qty_to_consume_base),
        }
    }

    /// Takes these quantities over, with everything that follows from them.
    pub fn set_quantities(&mut self, quantities: &Quantities) {
        let parts = |measured: Measured| (measured.of_line, measured.base);
        (self.quantity, self.quantity_base) = parts(quantities.quantity);
        (self.quantity_shipped, self.qty_shipped_base) = parts(quantities.shipped);
        (self.quantity_invoiced, self.qty_invoiced_base) = parts(quantities.invoiced);
        (self.quantity_consumed, self.qty_consumed_base) = parts(quantities.consumed);
        (self.qty_to_ship, self.qty_to_ship_base) = parts(quantities.to_ship);
        (self.qty_to_invoice, self.qty_to_invoice_base) = parts(quantities.to_invoice);
        (self.qty_to_consume, self.qty_to_consume_base) = parts(quantities.to_consume);
        (self.outstanding_quantity, self.outstanding_qty_base) = parts(quantities.outstanding());
        (self.qty_shipped_not_invoiced, self.qty_shipped_not_invd_base) =
            parts(quantities.shipped_not_invoiced());
        self.completely_shipped = quantities.completely_shipped();
    }

    /// What is charged: neither consumed nor entered for consumption.
    pub fn chargeable_quantity(&self) -> Quantity {
        self.quantity - self.quantity_consumed - self.qty_to_consume
    }

    /// How far the line has come.
    pub fn progress(&self) -> Progress {
        Progress {
            chargeable: self.chargeable_quantity(),
            outstanding: self.outstanding_quantity,
            to_consume: self.qty_to_consume,
            shipped_not_invoiced: self.qty_shipped_not_invoiced,
        }
    }

    /// The line for the division into parts to invoice.
    pub fn whole(&self) -> WholeLine {
        WholeLine {
            chargeable: self.chargeable_quantity(),
            unit_price: self.unit_price,
            discount_percent: self.line_discount_percent,
            discount: self.line_discount_amount,
            invoice_discount: self.inv_discount_amount,
            vat_difference: self.vat_difference,
        }
    }

    /// How value added tax falls on a net amount of the line.
    pub fn vat_input(&self, net: Amount) -> VatInput<'_> {
        VatInput {
            identifier: &self.vat_identifier,
            calculation: self.vat_calculation_type,
            percent: self.vat_percent,
            net,
        }
    }

    /// Line amount less invoice discount.
    pub fn net(&self) -> Amount {
        self.line_amount - self.inv_discount_amount
    }

    /// Whether the line has a quantity and an amount at all.
    pub fn counts(&self) -> bool {
        self.r#type != LineType::Text
    }

    /// Whether something of the line was posted.
    pub fn posted(&self) -> bool {
        !self.quantity_shipped.is_zero()
            || !self.quantity_invoiced.is_zero()
            || !self.quantity_consumed.is_zero()
    }
}
