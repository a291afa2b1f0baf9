//! Choosing the best price and the best discount among lines of price lists, without touching the
//! database.

use base::{Code, Decimal, Factor, Message, Percent, UnitPrice, hundred};

use super::{AssetType, Found, PriceListLine, PriceSourceType, PriceType, Request};
use crate::currency::Precision;

/// The price that an item, resource or service cost has on its card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The price or cost of one base unit, in local currency.
    pub unit_price: UnitPrice,
    /// Whether it includes value added tax.
    pub price_includes_vat: bool,
    /// The VAT business group that the included tax is worked out for.
    pub vat_bus_posting_gr_price: Code<20>,
    /// Whether it counts for the invoice discount.
    pub allow_invoice_disc: bool,
    /// The discount group of the item, or the group of the resource.
    pub group: Code<20>,
}

/// Everything that the choice looks at.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// What the price is for.
    pub request: Request,
    /// The card.
    pub card: Card,
    /// Lines that may hold.
    pub lines: Vec<PriceListLine>,
    /// The rates that are included in prices, by the VAT business group of the price.
    pub included: Vec<(Code<20>, Percent)>,
    /// How finely prices are rounded.
    pub precision: Precision,
}

/// Which lines are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Price,
    Discount,
}

/// Finds price and discount.
pub fn best(situation: &Situation) -> Found {
    let request = &situation.request;
    let prices = situation.lines_for(Wanted::Price);
    let enough = |line: &&&PriceListLine| situation.quantity_suffices(line);
    let chosen = choose(prices.iter().filter(enough).copied(), |one, other| {
        situation.net(one) < situation.net(other)
    });
    let mut found = Found {
        from_list: !prices.is_empty(),
        allow_line_disc: request.allow_line_disc,
        allow_invoice_disc: situation.card.allow_invoice_disc,
        ..Found::default()
    };
    match chosen {
        Some(line) => {
            found.unit_price = situation.precision.unit_price(situation.price(line));
            found.allow_line_disc = line.allow_line_disc;
            if request.asset_type != AssetType::GlAccount {
                found.allow_invoice_disc = line.allow_invoice_disc;
            }
            found.trace.push(situation.step("price.fromList", line, found.unit_price.into()));
        }
        None => {
            found.unit_price = situation.precision.unit_price(situation.card_price());
            let price = found.unit_price.into();
            found.trace.push(Message { code: "price.fromCard", args: vec![("price", price)] });
        }
    }
    for line in prices.iter().filter(|line| !chosen.is_some_and(|best| std::ptr::eq(best, **line)))
    {
        found.trace.push(situation.passed_over(line));
    }
    situation.find_discount(&mut found);
    found
}

impl Situation {
    fn find_discount(&self, found: &mut Found) {
        if self.request.price_type == PriceType::Purchase {
            return;
        }
        let discounts = self.lines_for(Wanted::Discount);
        let enough = |line: &&&PriceListLine| self.quantity_suffices(line);
        let chosen = choose(discounts.iter().filter(enough).copied(), |one, other| {
            one.line_discount_percent > other.line_discount_percent
        });
        let Some(line) = chosen.filter(|line| !line.line_discount_percent.is_zero()) else {
            return;
        };
        let percent = line.line_discount_percent.min(Percent::of(hundred()));
        if found.allow_line_disc {
            found.line_discount_percent = percent;
            found.trace.push(self.step("price.discountFromList", line, percent.into()));
        } else {
            found.trace.push(self.step("price.discountNotAllowed", line, percent.into()));
        }
    }

    /// The lines that hold for the request, whatever the quantity: of each source those for the
    /// exact thing; when it has none, those for its group; else those for all.
    fn lines_for(&self, wanted: Wanted) -> Vec<&PriceListLine> {
        let mut fitting = Vec::new();
        for source in PriceSourceType::ALL {
            let of_source: Vec<(u8, &PriceListLine)> = self
                .lines
                .iter()
                .filter(|line| line.source_type == *source && self.holds(line, wanted))
                .filter_map(|line| Some((self.level(line, wanted)?, line)))
                .collect();
            let nearest = of_source.iter().map(|(level, _)| *level).min();
            let nearest = of_source.iter().filter(|(level, _)| Some(*level) == nearest);
            fitting.extend(nearest.map(|(_, line)| *line));
        }
        fitting
    }

    fn holds(&self, line: &PriceListLine, wanted: Wanted) -> bool {
        let request = &self.request;
        let source = match line.source_type {
            PriceSourceType::AllCustomers => true,
            PriceSourceType::Customer => same(&line.source_no, &request.customer_no),
            PriceSourceType::CustomerPriceGroup => {
                wanted == Wanted::Price && same(&line.source_no, &request.customer_price_group)
            }
            PriceSourceType::CustomerDiscGroup => {
                wanted == Wanted::Discount && same(&line.source_no, &request.customer_disc_group)
            }
        };
        let kind = match wanted {
            // A line for both without a price only gives a discount.
            Wanted::Price => {
                line.amount_type.prices()
                    && !(line.amount_type.discounts()
                        && self.list_price(line).is_zero()
                        && !line.line_discount_percent.is_zero())
            }
            Wanted::Discount => line.amount_type.discounts(),
        };
        let dated = match request.date {
            Some(date) => {
                line.starting_date.is_none_or(|start| start <= date)
                    && line.ending_date.is_none_or(|end| date <= end)
            }
            None => line.starting_date.is_none() && line.ending_date.is_none(),
        };
        source
            && kind
            && dated
            && line.status == super::PriceStatus::Active
            && line.price_type == request.price_type
            && blank_or(&line.currency_code, &request.currency_code)
            && blank_or(&line.unit_of_measure_code, &request.unit_of_measure_code)
            && blank_or(&line.variant_code, &request.variant_code)
            && blank_or(&line.work_type_code, &request.work_type_code)
    }

    /// How near a line is to the thing that is asked for; nothing when it is for another thing.
    fn level(&self, line: &PriceListLine, wanted: Wanted) -> Option<u8> {
        let request = &self.request;
        let group = !self.card.group.is_empty() && line.asset_no == self.card.group;
        match line.asset_type {
            AssetType::Blank => Some(2),
            kind if kind == request.asset_type && line.asset_no.is_empty() => Some(2),
            kind if kind == request.asset_type => (line.asset_no == request.asset_no).then_some(0),
            AssetType::ItemDiscountGroup => {
                (request.asset_type == AssetType::Item && wanted == Wanted::Discount && group)
                    .then_some(0)
            }
            AssetType::ResourceGroup => {
                (request.asset_type == AssetType::Resource && group).then_some(1)
            }
            _ => None,
        }
    }

    /// Whether the line is for so few units: counted in its unit, or in base units when it has none.
    fn quantity_suffices(&self, line: &PriceListLine) -> bool {
        let quantity = self.request.quantity.dec();
        let counted = if line.unit_of_measure_code.is_empty() {
            quantity * self.request.qty_per_unit_of_measure.dec()
        } else {
            quantity
        };
        line.minimum_quantity.dec() <= counted
    }

    fn list_price(&self, line: &PriceListLine) -> UnitPrice {
        match self.request.price_type {
            PriceType::Sale => line.unit_price,
            PriceType::Purchase => line.unit_cost,
        }
    }

    /// The price of a line for one unit of the request, in the document's currency and way of
    /// tax, not rounded.
    fn price(&self, line: &PriceListLine) -> Decimal {
        let per_unit = if line.unit_of_measure_code.is_empty() {
            self.request.qty_per_unit_of_measure
        } else {
            Factor::ONE
        };
        let factor =
            if line.currency_code.is_empty() { self.request.currency_factor } else { Factor::ONE };
        let price = self.list_price(line).dec() * per_unit.dec() * factor.dec();
        self.taxed(price, line.price_includes_vat, &line.vat_bus_posting_gr_price)
    }

    fn card_price(&self) -> Decimal {
        let request = &self.request;
        let price = self.card.unit_price.dec()
            * request.qty_per_unit_of_measure.dec()
            * request.currency_factor.dec();
        self.taxed(price, self.card.price_includes_vat, &self.card.vat_bus_posting_gr_price)
    }

    /// What is left of a price after the discount of its own line; the lowest is the best.
    fn net(&self, line: &PriceListLine) -> Decimal {
        let price = self.price(line);
        if !line.amount_type.discounts() {
            return price;
        }
        price * (hundred() - line.line_discount_percent.dec()) / hundred()
    }

    /// With or without value added tax, as the document has it.
    fn taxed(&self, price: Decimal, includes_vat: bool, group: &Code<20>) -> Decimal {
        let request = &self.request;
        let times = |percent: Percent| Decimal::ONE + percent.dec() / hundred();
        let own = times(request.vat_percent);
        if request.price_type == PriceType::Purchase {
            return price;
        }
        match (includes_vat, request.prices_including_vat) {
            (false, false) => price,
            (false, true) => price * own,
            (true, false) => price / times(self.included_rate(group)),
            (true, true) => {
                let included = times(self.included_rate(group));
                if included == own { price } else { price / included * own }
            }
        }
    }

    fn included_rate(&self, group: &Code<20>) -> Percent {
        let found = self.included.iter().find(|(code, _)| code == group);
        match found {
            Some((_, percent)) if !group.is_empty() => *percent,
            _ => self.request.vat_percent,
        }
    }

    /// Why a line is not the one.
    fn passed_over(&self, line: &PriceListLine) -> Message {
        if self.quantity_suffices(line) {
            let price = self.precision.unit_price(self.price(line));
            return self.step("price.notBest", line, price.into());
        }
        self.step("price.quantityTooSmall", line, line.minimum_quantity.into())
    }

    fn step(&self, code: &'static str, line: &PriceListLine, value: base::Arg) -> Message {
        let source = match line.source_type {
            PriceSourceType::AllCustomers => line.source_type.name().to_owned(),
            _ => line.source_no.to_string(),
        };
        let args = vec![
            ("list", (&line.price_list_code).into()),
            ("line", line.line_no.into()),
            ("source", source.into()),
            ("value", value),
        ];
        Message { code, args }
    }
}

fn same<const N: usize, const M: usize>(one: &Code<N>, other: &Code<M>) -> bool {
    !one.is_empty() && one.as_str() == other.as_str()
}

fn blank_or<const N: usize>(one: &Code<N>, other: &Code<N>) -> bool {
    one.is_empty() || one == other
}

/// How exactly a line says what it is for: currency, variant, kind of work.
fn exactness(line: &PriceListLine) -> (bool, bool, bool) {
    (!line.variant_code.is_empty(), !line.work_type_code.is_empty(), !line.currency_code.is_empty())
}

/// A line that says more exactly what it is for beats one that leaves it open; among equals
/// the better one holds, and the first among those as good.
fn choose<'a>(
    lines: impl Iterator<Item = &'a PriceListLine>,
    better: impl Fn(&PriceListLine, &PriceListLine) -> bool,
) -> Option<&'a PriceListLine> {
    lines.reduce(|best, line| {
        let count = |line: &PriceListLine| {
            let (variant, work, currency) = exactness(line);
            u8::from(variant) + u8::from(work) + u8::from(currency)
        };
        match count(line).cmp(&count(best)) {
            std::cmp::Ordering::Greater => line,
            std::cmp::Ordering::Equal if better(line, best) => line,
            _ => best,
        }
    })
}
