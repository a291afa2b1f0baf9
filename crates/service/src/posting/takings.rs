//! What a posting takes of each line: shipped, invoiced and consumed quantities.

use crate::line::ServiceLine;
use crate::line::quantities::{Measured, Quantities, Taken};

use super::request::{PostingOption, Request};
use super::situation::Situation;

/// A line that takes part in a posting.
#[derive(Clone, Copy, Debug)]
pub struct Taking<'s> {
    /// The line of the unposted document.
    pub line: &'s ServiceLine,
    /// What is taken of it; nothing for a line of text.
    pub taken: Taken,
    /// Whether it stands on the posted shipment.
    pub on_shipment: bool,
    /// Whether it stands on the posted invoice.
    pub on_invoice: bool,
}

impl Taking<'_> {
    /// Whether some of the line is delivered.
    pub fn ships(&self) -> bool {
        !self.taken.shipped.is_zero()
    }

    /// Whether some of the line is invoiced.
    pub fn invoices(&self) -> bool {
        !self.taken.invoiced.is_zero()
    }

    /// Whether some of the line is given away.
    pub fn consumes(&self) -> bool {
        !self.taken.consumed.is_zero()
    }

    /// The part of what is invoiced that earlier shipments delivered.
    pub fn invoiced_of_earlier(&self) -> Measured {
        let now = self.taken.shipped - self.taken.consumed;
        let invoiced = self.taken.invoiced;
        if invoiced.of_line > now.of_line { invoiced - now } else { Measured::ZERO }
    }

    /// The part of what is invoiced that this posting delivers.
    pub fn invoiced_of_now(&self) -> Measured {
        self.taken.invoiced - self.invoiced_of_earlier()
    }
}

/// The lines that take part, in line order. Lines of text ride along with their parent, or by
/// themselves when they have none; a line of which nothing is taken does not stand on the
/// document.
pub fn takings<'s>(situation: &'s Situation, request: &Request) -> Vec<Taking<'s>> {
    let selected = situation.lines.iter().filter(|line| request.selects(line.line_no));
    let mut found: Vec<Taking<'s>> = selected
        .map(|line| {
            let taken = if line.counts() {
                taken_of(&situation.quantities(line), situation.is_order(), request.option)
            } else {
                Taken::default()
            };
            let (on_shipment, on_invoice) = (!taken.shipped.is_zero(), !taken.invoiced.is_zero());
            Taking { line, taken, on_shipment, on_invoice }
        })
        .collect();
    let parents: Vec<(i64, bool, bool)> = found
        .iter()
        .map(|taking| (taking.line.line_no, taking.ships(), taking.invoices()))
        .collect();
    let (ships, invoices) = (
        parents.iter().any(|(_, ships, _)| *ships),
        parents.iter().any(|(_, _, invoices)| *invoices),
    );
    for text in found.iter_mut().filter(|taking| !taking.line.counts()) {
        let parent = parents.iter().find(|(no, ..)| *no == text.line.attached_to_line_no);
        (text.on_shipment, text.on_invoice) =
            parent.map_or((ships, invoices), |(_, ships, invoices)| (*ships, *invoices));
    }
    found.retain(|taking| taking.on_shipment || taking.on_invoice);
    found
}

/// What an option takes of a line.
fn taken_of(quantities: &Quantities, order: bool, option: PostingOption) -> Taken {
    let Quantities { to_ship, to_invoice, to_consume, .. } = *quantities;
    let nothing = Measured::ZERO;
    if !order {
        return Taken { shipped: to_ship, invoiced: to_invoice, consumed: nothing };
    }
    let (shipped, invoiced, consumed) = match option {
        PostingOption::Ship if to_consume.is_zero() => (to_ship, nothing, nothing),
        PostingOption::Invoice => {
            let delivered = quantities.shipped_not_invoiced();
            let most = to_invoice.of_line > delivered.of_line;
            (nothing, if most { delivered } else { to_invoice }, nothing)
        }
        PostingOption::ShipAndInvoice if to_consume.is_zero() => (to_ship, to_invoice, nothing),
        PostingOption::ShipAndConsume if !to_consume.is_zero() => (to_ship, nothing, to_consume),
        _ => (nothing, nothing, nothing),
    };
    Taken { shipped, invoiced, consumed }
}

#[cfg(test)]
mod tests {
    use base::Quantity;

    use super::*;

    fn q(text: &str) -> Quantity {
        text.parse().expect("a quantity")
    }

    #[test]
    fn options_take_their_part_of_a_line() {
        use PostingOption::{Invoice, Ship, ShipAndConsume, ShipAndInvoice};
        // ordered, shipped, to consume; what each option ships, invoices and consumes
        for (state, option, expected) in [
            (["5", "0", "0"], Ship, ["5", "0", "0"]),
            (["5", "0", "0"], Invoice, ["0", "0", "0"]),
            (["5", "0", "0"], ShipAndInvoice, ["5", "5", "0"]),
            (["5", "0", "0"], ShipAndConsume, ["0", "0", "0"]),
            (["5", "3", "0"], Ship, ["2", "0", "0"]),
            (["5", "3", "0"], Invoice, ["0", "3", "0"]),
            (["5", "3", "0"], ShipAndInvoice, ["2", "5", "0"]),
            (["5", "3", "2"], Ship, ["0", "0", "0"]),
            (["5", "3", "2"], Invoice, ["0", "0", "0"]),
            (["5", "3", "2"], ShipAndInvoice, ["0", "0", "0"]),
            (["5", "3", "2"], ShipAndConsume, ["2", "0", "2"]),
        ] {
            let [ordered, shipped, to_consume] = state.map(q);
            let mut quantities = Quantities::default();
            quantities.enter_quantity(ordered).expect("accepted");
            let shipped = quantities.measured(shipped);
            let mut quantities = quantities.after(&Taken { shipped, ..Taken::default() });
            if !to_consume.is_zero() {
                quantities.enter_to_consume(to_consume).expect("accepted");
            }
            let taken = taken_of(&quantities, true, option);
            let found = [taken.shipped, taken.invoiced, taken.consumed].map(|m| m.of_line);
            assert_eq!(found, expected.map(q), "{state:?} {option:?}");
        }
    }
}
