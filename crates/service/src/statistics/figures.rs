//! The figures of one column of statistics: what lines come to, cost and leave.

use base::{Amount, Decimal, Percent, Quantity, UnitPrice, decimal, hundred, round};

use crate::amounts::{InvoicePart, LocalTally, Rounding, VatAmounts, VatGroup, VatInput, VatTally};

/// A line, or the part of it that a column counts.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The quantity counted.
    pub quantity: Quantity,
    /// What the customer pays for it; nothing for consumption.
    pub part: InvoicePart,
    /// How value added tax falls on it; the net is taken from the part.
    pub vat: VatInput<'a>,
    /// The cost of one unit in local currency.
    pub unit_cost_lcy: UnitPrice,
    /// The cost with later adjustments, when it differs from quantity times unit cost.
    pub adjusted_cost_lcy: Option<Amount>,
    /// Weight of one unit without packing.
    pub net_weight: Quantity,
    /// Weight of one unit with packing.
    pub gross_weight: Quantity,
    /// Volume of one unit.
    pub unit_volume: Quantity,
    /// Units in one parcel; zero when it is not sent in parcels.
    pub units_per_parcel: Quantity,
}

/// How a document calculates.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Whether prices include value added tax.
    pub prices_including_vat: bool,
    /// What may be taken off the tax base for early payment.
    pub base_discount_percent: Percent,
    /// The rounding of the document's currency.
    pub rounding: Rounding,
    /// The document's currency for one unit of local currency.
    pub currency_factor: base::Factor,
    /// The rounding of the local currency.
    pub local_rounding: Rounding,
}

/// One column of statistics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Line amounts after line discount.
    pub amount: Amount,
    /// The invoice discount.
    pub inv_discount_amount: Amount,
    /// The net amount, without value added tax.
    pub total: Amount,
    /// Value added tax.
    pub vat_amount: Amount,
    /// The total with value added tax.
    pub total_including_vat: Amount,
    /// The net amount in local currency.
    pub sales_lcy: Amount,
    /// Quantity times unit cost, in local currency.
    pub original_cost_lcy: Amount,
    /// Sales less original cost.
    pub profit_lcy: Amount,
    /// Profit in per cent of sales, to one decimal place.
    pub profit_percent: Percent,
    /// The cost with later adjustments, in local currency.
    pub adjusted_cost_lcy: Amount,
    /// Sales less adjusted cost.
    pub adjusted_profit_lcy: Amount,
    /// Adjusted profit in per cent of sales, to one decimal place.
    pub adjusted_profit_percent: Percent,
    /// The quantity.
    pub quantity: Quantity,
    /// Parcels, rounded up line by line.
    pub parcels: Quantity,
    /// Weight without packing.
    pub net_weight: Quantity,
    /// Weight with packing.
    pub gross_weight: Quantity,
    /// Volume.
    pub volume: Quantity,
    /// The value added tax by group.
    pub vat_groups: Vec<VatGroup>,
}

/// Adds lines up.
pub fn figures(lines: &[Counted<'_>], terms: &Terms) -> Figures {
    let mut sum = Figures::default();
    let mut tally =
        VatTally::new(terms.prices_including_vat, terms.base_discount_percent, terms.rounding);
    for line in lines {
        let net = line.part.net();
        tally.add_changed(&VatInput { net, ..line.vat }, line.part.vat_difference);
        sum.amount += line.part.amounts.line_amount;
        sum.inv_discount_amount += line.part.invoice_discount;
        count(&mut sum, line, &terms.local_rounding);
    }
    let VatAmounts { amount, vat, including_vat, .. } = tally.total();
    (sum.total, sum.vat_amount, sum.total_including_vat) = (amount, vat, including_vat);
    sum.vat_groups = tally.groups().collect();
    sum.sales_lcy = LocalTally::new(terms.currency_factor, terms.local_rounding).add(amount);
    sum.profit_lcy = sum.sales_lcy - sum.original_cost_lcy;
    sum.profit_percent = percent_of(sum.profit_lcy, sum.sales_lcy);
    sum.adjusted_profit_lcy = sum.sales_lcy - sum.adjusted_cost_lcy;
    sum.adjusted_profit_percent = percent_of(sum.adjusted_profit_lcy, sum.sales_lcy);
    sum
}

fn count(sum: &mut Figures, line: &Counted<'_>, local: &Rounding) {
    let cost = local.amount(line.quantity.dec() * line.unit_cost_lcy.dec());
    sum.original_cost_lcy += cost;
    sum.adjusted_cost_lcy += line.adjusted_cost_lcy.unwrap_or(cost);
    let times = |each: Quantity| Quantity::of(line.quantity.dec() * each.dec());
    sum.quantity += line.quantity;
    sum.net_weight += times(line.net_weight);
    sum.gross_weight += times(line.gross_weight);
    sum.volume += times(line.unit_volume);
    if line.units_per_parcel.is_positive() {
        sum.parcels += Quantity::of((line.quantity.dec() / line.units_per_parcel.dec()).ceil());
    }
}

/// A part of sales in per cent, to one decimal place; zero without sales.
pub fn percent_of(part: Amount, sales: Amount) -> Percent {
    if sales.is_zero() {
        return Percent::ZERO;
    }
    Percent::of(round(hundred() * part.dec() / sales.dec(), decimal("0.1")))
}

/// How much of a credit limit is used: nothing without a limit or with a credit balance, at most
/// all of it.
pub fn credit_used(balance: Amount, limit: Amount) -> Percent {
    if limit.is_zero() || !balance.is_positive() {
        return Percent::ZERO;
    }
    let used = (hundred() * balance.dec() / limit.dec()).min(Decimal::ONE_HUNDRED);
    Percent::of(round(used, decimal("0.1")))
}

#[cfg(test)]
mod tests {
    use base::{Code, Factor};

    use super::*;
    use books::vat::VatCalculationType;

    use crate::amounts::{WholeLine, part_to_invoice};

    fn terms(factor: &str) -> Terms {
        Terms {
            prices_including_vat: false,
            base_discount_percent: Percent::ZERO,
            rounding: Rounding::default(),
            currency_factor: factor.parse::<Factor>().expect("a factor"),
            local_rounding: Rounding::default(),
        }
    }

    fn counted<'a>(
        identifier: &'a Code<20>,
        quantity: &str,
        price: &str,
        discount: &str,
        cost: &str,
    ) -> Counted<'a> {
        let quantity: Quantity = quantity.parse().expect("a quantity");
        let line = WholeLine {
            unit_price: price.parse().expect("a price"),
            discount_percent: discount.parse().expect("a percentage"),
            ..WholeLine::default()
        };
        Counted {
            quantity,
            part: part_to_invoice(&line, quantity, &Rounding::default()),
            vat: VatInput {
                identifier,
                calculation: VatCalculationType::NormalVat,
                percent: Percent::from(25),
                net: Amount::ZERO,
            },
            unit_cost_lcy: cost.parse().expect("a cost"),
            adjusted_cost_lcy: None,
            net_weight: Quantity::ZERO,
            gross_weight: Quantity::ZERO,
            unit_volume: Quantity::ZERO,
            units_per_parcel: Quantity::ZERO,
        }
    }

    fn amount(text: &str) -> Amount {
        text.parse().expect("an amount")
    }

    #[test]
    fn example_a_as_statistics() {
        let vat = Code::new("VAT25");
        let lines = [
            counted(&vat, "2", "100", "40", "60"),
            counted(&vat, "3", "80", "25", "50"),
            counted(&vat, "1", "50", "0", "30"),
        ];
        let found = figures(&lines, &terms("1"));
        assert_eq!(found.sales_lcy, amount("350"));
        assert_eq!(found.original_cost_lcy, amount("300"));
        assert_eq!(found.profit_lcy, amount("50"));
        assert_eq!(found.profit_percent.to_string(), "14.3");
        assert_eq!(found.total_including_vat, amount("437.5"));
        assert_eq!(found.vat_groups.len(), 1);
    }

    #[test]
    fn ten_ordered_four_to_ship_two_to_invoice() {
        let vat = Code::new("VAT25");
        for (quantity, total, including, profit) in
            [("10", "1000", "1250", "400"), ("4", "400", "500", "160"), ("2", "200", "250", "80")]
        {
            let found = figures(&[counted(&vat, quantity, "100", "0", "60")], &terms("1"));
            assert_eq!(found.total, amount(total));
            assert_eq!(found.total_including_vat, amount(including));
            assert_eq!(found.profit_lcy, amount(profit));
            assert_eq!(found.profit_percent.to_string(), "40");
        }
    }

    #[test]
    fn consumption_costs_and_brings_nothing() {
        let vat = Code::new("VAT25");
        let line = Counted { part: InvoicePart::default(), ..counted(&vat, "2", "100", "0", "60") };
        let found = figures(&[line], &terms("1"));
        assert_eq!(found.sales_lcy, Amount::ZERO);
        assert_eq!(found.profit_lcy, amount("-120"));
        assert_eq!(found.profit_percent, Percent::ZERO);
    }

    #[test]
    fn foreign_currency_weights_and_parcels() {
        let vat = Code::new("VAT25");
        let line = Counted {
            net_weight: Quantity::from(2),
            gross_weight: Quantity::from(3),
            unit_volume: "0.5".parse().expect("a volume"),
            units_per_parcel: Quantity::from(4),
            adjusted_cost_lcy: Some(amount("110")),
            ..counted(&vat, "5", "125", "10", "20")
        };
        let found = figures(&[line], &terms("1.25"));
        assert_eq!(found.total, amount("562.5"));
        assert_eq!(found.sales_lcy, amount("450"));
        assert_eq!(found.adjusted_profit_lcy, amount("340"));
        assert_eq!(found.adjusted_profit_percent.to_string(), "75.6");
        assert_eq!(found.parcels, Quantity::from(2));
        assert_eq!(found.net_weight, Quantity::from(10));
        assert_eq!(found.gross_weight, Quantity::from(15));
        assert_eq!(found.volume.to_string(), "2.5");
    }

    #[test]
    fn the_used_part_of_a_credit_limit() {
        for (balance, limit, expected) in [
            ("250", "1000", "25"),
            ("2000", "1000", "100"),
            ("-5", "1000", "0"),
            ("250", "0", "0"),
            ("1", "3", "33.3"),
        ] {
            assert_eq!(credit_used(amount(balance), amount(limit)).to_string(), expected);
        }
    }
}
