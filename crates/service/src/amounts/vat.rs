//! Value added tax, rounded on the group and not on the line.
//!
//! Two lines of 10.02 at 25 % bear 2.51 and 2.50: the group owes 5.01, and each line gets what the
//! group owes with it less what it owed without it.

use std::collections::BTreeMap;

use base::{Amount, Code, Decimal, Percent, hundred};

use books::vat::VatCalculationType;

use super::Rounding;

/// One line, as value added tax sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VatInput<'a> {
    /// The identifier whose lines are rounded together.
    pub identifier: &'a Code<20>,
    /// How the tax is calculated.
    pub calculation: VatCalculationType,
    /// The rate.
    pub percent: Percent,
    /// Line amount less invoice discount; with tax inside when prices include it.
    pub net: Amount,
}

impl VatInput<'_> {
    /// The rate the customer is charged, as a ratio.
    fn rate(&self) -> Decimal {
        match self.calculation {
            VatCalculationType::NormalVat => self.percent.dec() / hundred(),
            VatCalculationType::ReverseChargeVat
            | VatCalculationType::FullVat
            | VatCalculationType::NoTaxableVat => Decimal::ZERO,
        }
    }
}

/// A line or a group, split into amount and tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VatAmounts {
    /// Without value added tax.
    pub amount: Amount,
    /// What the tax is calculated on.
    pub base: Amount,
    /// The tax.
    pub vat: Amount,
    /// With value added tax.
    pub including_vat: Amount,
}

impl VatAmounts {
    /// With a tax that differs from the calculated one. The customer pays the difference, unless
    /// prices include the tax: then it comes out of the amount.
    fn changed_by(self, difference: Amount, prices_including_vat: bool) -> Self {
        let vat = self.vat + difference;
        if prices_including_vat {
            let amount = self.amount - difference;
            Self { amount, base: self.base - difference, vat, ..self }
        } else {
            Self { vat, including_vat: self.including_vat + difference, ..self }
        }
    }

    fn less(self, other: Self) -> Self {
        Self {
            amount: self.amount - other.amount,
            base: self.base - other.base,
            vat: self.vat - other.vat,
            including_vat: self.including_vat - other.including_vat,
        }
    }
}

/// The total of one group of lines that are rounded together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VatGroup {
    /// The VAT identifier.
    pub identifier: Code<20>,
    /// How the tax is calculated.
    pub calculation: VatCalculationType,
    /// The rate.
    pub percent: Percent,
    /// Line amounts less invoice discounts, as entered.
    pub net: Amount,
    /// The amounts of the group.
    pub total: VatAmounts,
    /// What a person added to the calculated tax; part of the total.
    pub difference: Amount,
}

/// Adds lines one after the other and says what each of them bears.
#[derive(Clone, Debug)]
pub struct VatTally {
    prices_including_vat: bool,
    base_discount: Decimal,
    rounding: Rounding,
    groups: BTreeMap<(Code<20>, u8, bool), VatGroup>,
}

impl VatTally {
    /// An empty tally. `base_discount_percent` is what may be taken off the tax base for early
    /// payment: the smaller of payment discount and VAT tolerance.
    pub fn new(
        prices_including_vat: bool,
        base_discount_percent: Percent,
        rounding: Rounding,
    ) -> Self {
        Self {
            prices_including_vat,
            base_discount: base_discount_percent.dec() / hundred(),
            rounding,
            groups: BTreeMap::new(),
        }
    }

    /// Goes on where earlier lines of the group of `line` ended: what they come to, and their amounts. None of
    /// them was changed by a person.
    pub fn go_on(&mut self, line: &VatInput<'_>, net: Amount, total: VatAmounts) {
        let key = (line.identifier.clone(), line.calculation as u8, line.net.is_negative());
        let identifier = line.identifier.clone();
        let (calculation, percent, difference) = (line.calculation, line.percent, Amount::ZERO);
        let group = VatGroup { identifier, calculation, percent, net, total, difference };
        self.groups.insert(key, group);
    }

    /// Adds a line and gives its amounts: the group with it less the group without it.
    pub fn add(&mut self, line: &VatInput<'_>) -> VatAmounts {
        let key = (line.identifier.clone(), line.calculation as u8, line.net.is_negative());
        let group = self.groups.entry(key).or_insert_with(|| VatGroup {
            identifier: line.identifier.clone(),
            calculation: line.calculation,
            percent: line.percent,
            net: Amount::ZERO,
            total: VatAmounts::default(),
            difference: Amount::ZERO,
        });
        let before = group.total;
        group.net += line.net;
        group.total = split(
            &VatInput { net: group.net, ..*line },
            before.base,
            self.prices_including_vat,
            self.base_discount,
            &self.rounding,
            before.amount,
        );
        group.total.less(before)
    }

    /// Adds a line whose tax a person changed by `difference`, and gives its amounts with that.
    pub fn add_changed(&mut self, line: &VatInput<'_>, difference: Amount) -> VatAmounts {
        let amounts = self.add(line);
        if difference.is_zero() {
            return amounts;
        }
        let key = (line.identifier.clone(), line.calculation as u8, line.net.is_negative());
        if let Some(group) = self.groups.get_mut(&key) {
            group.difference += difference;
        }
        amounts.changed_by(difference, self.prices_including_vat)
    }

    /// The groups, by identifier, each with what a person changed.
    pub fn groups(&self) -> impl Iterator<Item = VatGroup> {
        self.groups.values().map(|group| VatGroup {
            total: group.total.changed_by(group.difference, self.prices_including_vat),
            ..group.clone()
        })
    }

    /// The sum of all groups.
    pub fn total(&self) -> VatAmounts {
        self.groups().fold(VatAmounts::default(), |sum, group| VatAmounts {
            amount: sum.amount + group.total.amount,
            base: sum.base + group.total.base,
            vat: sum.vat + group.total.vat,
            including_vat: sum.including_vat + group.total.including_vat,
        })
    }
}

/// Splits what a group comes to. The base is a sum of bases rounded line by line.
fn split(
    group: &VatInput<'_>,
    base_before: Amount,
    prices_including_vat: bool,
    base_discount: Decimal,
    rounding: &Rounding,
    amount_before: Amount,
) -> VatAmounts {
    if group.calculation == VatCalculationType::FullVat {
        return VatAmounts { vat: group.net, including_vat: group.net, ..VatAmounts::default() };
    }
    let rate = group.rate();
    let amount = if prices_including_vat {
        rounding.amount(group.net.dec() / (Decimal::ONE + rate))
    } else {
        group.net
    };
    let added = (amount - amount_before).dec() * (Decimal::ONE - base_discount);
    let base = base_before + rounding.amount(added);
    let including_vat = if prices_including_vat {
        group.net - rounding.amount(amount.dec() * base_discount * rate)
    } else {
        amount + rounding.vat(base.dec() * rate)
    };
    VatAmounts { amount, base, vat: including_vat - amount, including_vat }
}

/// A line with its own value added tax, rounded by itself, as outstanding amounts use it.
pub fn own_including_vat(
    line: &VatInput<'_>,
    prices_including_vat: bool,
    base_discount_percent: Percent,
    rounding: &Rounding,
) -> Amount {
    let base_discount = base_discount_percent.dec() / hundred();
    let rate = line.rate();
    if line.calculation == VatCalculationType::FullVat {
        line.net
    } else if prices_including_vat {
        let amount = line.net.dec() / (Decimal::ONE + rate);
        line.net - rounding.amount(amount * base_discount * rate)
    } else {
        rounding.amount(line.net.dec() * (Decimal::ONE + rate * (Decimal::ONE - base_discount)))
    }
}
