//! The quantities of a service line: what may be entered and what it drags along.
//!
//! Pure: entering a line and updating an order after posting both go through here, so that the
//! grid, the API and the posting agree on every limit.
//!
//! With Q quantity, S shipped, I invoiced, C consumed and the "to" quantities tS, tI, tC:
//! outstanding = Q - S, shipped not invoiced = S - I - C, chargeable = Q - C - tC, at most
//! S + tS - I - C - tC may be invoiced and Q - S be consumed. What is shipped cannot be consumed
//! any more.

use std::ops::{Add, Sub};

use base::{Decimal, Factor, Quantity, Refusal, Refusals, decimal, refuse, round};

/// A quantity in the unit of the line and the same in the base unit of the item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// In the unit of measure of the line.
    pub of_line: Quantity,
    /// In the base unit of measure.
    pub base: Quantity,
}

impl Measured {
    /// Nothing.
    pub const ZERO: Self = Self { of_line: Quantity::ZERO, base: Quantity::ZERO };

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.of_line.is_zero()
    }

    fn least(self, other: Self) -> Self {
        if other.of_line < self.of_line { other } else { self }
    }
}

impl Add for Measured {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { of_line: self.of_line + other.of_line, base: self.base + other.base }
    }
}

impl Sub for Measured {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { of_line: self.of_line - other.of_line, base: self.base - other.base }
    }
}

/// How a line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Base units in one unit of the line.
    pub per_unit: Factor,
    /// The smallest quantity in the base unit.
    pub precision: Decimal,
}

impl Default for Measure {
    fn default() -> Self {
        Self { per_unit: Factor::ONE, precision: decimal("0.00001") }
    }
}

/// What one posting takes of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Shipped now.
    pub shipped: Measured,
    /// Invoiced now.
    pub invoiced: Measured,
    /// Consumed now; part of what is shipped.
    pub consumed: Measured,
}

/// The quantities of one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quantities {
    /// How the line counts.
    pub measure: Measure,
    /// What is ordered.
    pub quantity: Measured,
    /// Shipped so far, consumed included.
    pub shipped: Measured,
    /// Invoiced so far.
    pub invoiced: Measured,
    /// Consumed so far.
    pub consumed: Measured,
    /// To be shipped with the next posting.
    pub to_ship: Measured,
    /// To be invoiced with the next posting.
    pub to_invoice: Measured,
    /// To be consumed with the next posting.
    pub to_consume: Measured,
}

impl Quantities {
    /// Not yet shipped.
    pub fn outstanding(&self) -> Measured {
        self.quantity - self.shipped
    }

    /// Shipped, neither invoiced nor consumed.
    pub fn shipped_not_invoiced(&self) -> Measured {
        self.shipped - self.invoiced - self.consumed
    }

    /// What is charged: neither consumed nor entered for consumption.
    pub fn chargeable(&self) -> Quantity {
        (self.quantity - self.consumed - self.to_consume).of_line
    }

    /// The most that may be invoiced with the next posting.
    pub fn most_to_invoice(&self) -> Measured {
        self.shipped + self.to_ship - self.invoiced - self.consumed - self.to_consume
    }

    /// Whether all of the line is shipped.
    pub fn completely_shipped(&self) -> bool {
        !self.quantity.is_zero() && self.outstanding().is_zero()
    }

    /// Whether all of the line is invoiced or consumed, so that nothing is left to post.
    pub fn settled(&self) -> bool {
        self.quantity.of_line == (self.invoiced + self.consumed).of_line
    }

    /// Enters the quantity. What was entered for consumption stays, as far as it still fits.
    ///
    /// # Errors
    /// Refuses less than nothing and less than what is shipped.
    pub fn enter_quantity(&mut self, quantity: Quantity) -> Result<(), Refusal> {
        not_negative(quantity, "quantity")?;
        if quantity < self.shipped.of_line {
            return Err(refuse!(
                "line.quantity.belowShipped",
                quantity = quantity,
                shipped = self.shipped.of_line
            )
            .field("quantity"));
        }
        self.quantity = self.measured(quantity);
        self.default_next();
        Ok(())
    }

    /// Enters what is to be shipped next. A quantity to consume follows it.
    ///
    /// # Errors
    /// Refuses less than nothing and more than is outstanding.
    pub fn enter_to_ship(&mut self, quantity: Quantity) -> Result<(), Refusal> {
        not_negative(quantity, "qtyToShip")?;
        let most = self.outstanding();
        self.to_ship = self.at_most(quantity, most).ok_or_else(|| {
            refuse!("line.qtyToShip.moreThanOutstanding", quantity = quantity, most = most.of_line)
                .field("qtyToShip")
        })?;
        if self.to_consume.is_zero() || self.to_ship.is_zero() {
            self.to_consume = Measured::ZERO;
            self.to_invoice = self.most_to_invoice();
        } else {
            self.to_consume = self.to_ship;
            self.to_invoice = Measured::ZERO;
        }
        Ok(())
    }

    /// Enters what is to be invoiced next. What is invoiced is not consumed.
    ///
    /// # Errors
    /// Refuses less than nothing and more than is or will be shipped and not yet settled.
    pub fn enter_to_invoice(&mut self, quantity: Quantity) -> Result<(), Refusal> {
        not_negative(quantity, "qtyToInvoice")?;
        let mut entered = *self;
        if quantity.is_positive() {
            entered.to_consume = Measured::ZERO;
        }
        let most = entered.most_to_invoice();
        entered.to_invoice = self.at_most(quantity, most).ok_or_else(|| {
            refuse!("line.qtyToInvoice.moreThanShipped", quantity = quantity, most = most.of_line)
                .field("qtyToInvoice")
        })?;
        *self = entered;
        Ok(())
    }

    /// Enters what is to be consumed next: given away, shipped and not charged.
    ///
    /// # Errors
    /// Refuses less than nothing and more than is not yet shipped.
    pub fn enter_to_consume(&mut self, quantity: Quantity) -> Result<(), Refusal> {
        not_negative(quantity, "qtyToConsume")?;
        let most = self.outstanding();
        self.to_consume = self.at_most(quantity, most).ok_or_else(|| {
            refuse!(
                "line.qtyToConsume.moreThanNotShipped",
                quantity = quantity,
                most = most.of_line
            )
            .field("qtyToConsume")
        })?;
        if quantity.is_positive() {
            self.to_ship = self.to_consume;
            self.to_invoice = Measured::ZERO;
        } else {
            self.to_invoice = self.most_to_invoice();
        }
        Ok(())
    }

    /// Counts in another unit: everything keeps its number and gets its base twin anew.
    pub fn remeasure(&mut self, measure: Measure) {
        self.measure = measure;
        for each in [
            &mut self.quantity,
            &mut self.shipped,
            &mut self.invoiced,
            &mut self.consumed,
            &mut self.to_ship,
            &mut self.to_invoice,
            &mut self.to_consume,
        ] {
            each.base = base_twin(each.of_line, &measure);
        }
    }

    /// Proposes the next posting: all that is outstanding, all that can be invoiced. What was
    /// entered for consumption stays, as far as it still fits.
    pub fn default_next(&mut self) {
        self.to_consume = self.to_consume.least(self.outstanding());
        if self.to_consume.is_zero() {
            self.to_consume = Measured::ZERO;
            self.to_ship = self.outstanding();
            self.to_invoice = self.most_to_invoice();
        } else {
            self.to_consume = self.measured(self.to_consume.of_line);
            self.to_ship = self.to_consume;
            self.to_invoice = self.shipped_not_invoiced();
        }
    }

    /// The quantities after a posting took its part: the sums grow and the next posting is
    /// proposed. Nothing stays entered for consumption.
    #[must_use]
    pub fn after(&self, taken: &Taken) -> Self {
        let mut next = Self {
            shipped: self.shipped + taken.shipped,
            invoiced: self.invoiced + taken.invoiced,
            consumed: self.consumed + taken.consumed,
            to_consume: Measured::ZERO,
            ..*self
        };
        next.default_next();
        next
    }

    /// A quantity with its base twin. What completes the line takes the rest of the base quantity,
    /// so that both remainders reach zero together.
    pub fn measured(&self, quantity: Quantity) -> Measured {
        Measured { of_line: quantity, base: base_twin(quantity, &self.measure) }
    }

    fn at_most(&self, quantity: Quantity, most: Measured) -> Option<Measured> {
        match quantity.cmp(&most.of_line) {
            std::cmp::Ordering::Greater => None,
            std::cmp::Ordering::Equal => Some(most),
            std::cmp::Ordering::Less => Some(self.measured(quantity)),
        }
    }
}

fn base_twin(quantity: Quantity, measure: &Measure) -> Quantity {
    Quantity::of(round(quantity.dec() * measure.per_unit.dec(), measure.precision))
}

fn not_negative(quantity: Quantity, field: &'static str) -> Result<(), Refusal> {
    if quantity.is_negative() {
        return Err(refuse!("line.quantity.negative", quantity = quantity).field(field));
    }
    Ok(())
}

/// Checks what a document that is invoiced at once asks for: all of it is shipped and invoiced.
/// Collects every deviation.
pub fn check_direct_invoice(quantities: &Quantities, line_no: i64, refusals: &mut Refusals) {
    for (value, field) in
        [(quantities.to_ship, "qtyToShip"), (quantities.to_invoice, "qtyToInvoice")]
    {
        if value.of_line != quantities.quantity.of_line {
            refusals.push(
                refuse!(
                    "line.directInvoice.partial",
                    quantity = quantities.quantity.of_line,
                    entered = value.of_line
                )
                .field(field)
                .line(line_no),
            );
        }
    }
}
