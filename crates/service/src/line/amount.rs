//! The amounts of a line and of the lines that share the rounding of value added tax with it.

use std::collections::BTreeMap;

use base::{Amount, Decimal, Result, refuse};
use store::{Consequence, Record, Tx, Value, params};

use super::{Context, ServiceLine};
use crate::amounts::{
    OpenAmounts, VatAmounts, VatTally, line_amounts, local_unit_price, open_amounts,
    own_including_vat,
};
use crate::order::DocumentType;

/// What one line may be worth at most, in any currency: amounts of many lines must still add up.
const GREATEST_AMOUNT: i64 = 1_000_000_000_000;

/// Refuses a line whose worth or cost goes beyond what amounts can hold.
pub(super) fn check_size(line: &ServiceLine, context: &Context) -> Result<()> {
    let factor = context.factor().dec();
    let factor = if factor.is_zero() { Decimal::ONE } else { factor };
    let most = Decimal::from(GREATEST_AMOUNT);
    let quantity = line.quantity.dec();
    for (unit, field) in [(line.unit_price.dec(), "unitPrice"), (line.unit_cost.dec(), "unitCost")]
    {
        let worth = quantity.checked_mul(unit).unwrap_or(Decimal::MAX);
        let local = worth.checked_div(factor).unwrap_or(Decimal::MAX);
        if worth > most || local > most {
            let value = worth.normalize().to_string();
            return Err(refuse!("value.number.tooLarge", value = value).field(field).into());
        }
    }
    Ok(())
}

/// Works discount and line amount out again after price, discount or quantity changed. The share
/// of the invoice discount is gone with it.
pub(super) fn recalculate(line: &mut ServiceLine, context: &Context) {
    let amounts = line_amounts(
        line.chargeable_quantity(),
        line.unit_price,
        line.line_discount_percent,
        &context.rounding,
    );
    line.line_discount_amount = amounts.discount;
    line.line_amount = amounts.line_amount;
    line.inv_discount_amount = Amount::ZERO;
    line.vat_difference = Amount::ZERO;
}

impl ServiceLine {
    /// Works the line out again after a price was set from outside.
    pub(crate) fn recalculate(&mut self, context: &Context) {
        recalculate(self, context);
    }
}

/// Sets the unit cost from that in local currency.
pub(super) fn cost_from_local(line: &mut ServiceLine, context: &Context) {
    let factor = context.factor().dec();
    let factor = if factor.is_zero() { Decimal::ONE } else { factor };
    line.unit_cost = context.rounding.unit_price(line.unit_cost_lcy.dec() * factor);
}

/// Sets the unit cost in local currency from that of the document.
pub(super) fn cost_to_local(line: &mut ServiceLine, context: &Context) {
    line.unit_cost_lcy =
        local_unit_price(line.unit_cost, context.factor(), &context.local_rounding);
}

/// What is outstanding, and what is shipped and not invoiced, in both currencies.
fn set_open_amounts(line: &mut ServiceLine, context: &Context) {
    let including_vat = own_including_vat(
        &line.vat_input(line.net()),
        context.header.prices_including_vat,
        context.base_discount_percent,
        &context.rounding,
    );
    let open = if line.document_type == DocumentType::Order {
        open_amounts(including_vat, &line.progress(), &context.rounding)
    } else {
        OpenAmounts { outstanding: including_vat, ..OpenAmounts::default() }
    };
    let factor = context.factor();
    let local = |amount: Amount| {
        let factor = if factor.is_zero() { Decimal::ONE } else { factor.dec() };
        context.local_rounding.amount(amount.dec() / factor)
    };
    line.outstanding_amount = open.outstanding;
    line.outstanding_amount_lcy = local(open.outstanding);
    line.shipped_not_invoiced = open.shipped_not_invoiced;
    line.shipped_not_invoiced_lcy = local(open.shipped_not_invoiced);
}

/// Sets the amounts of all lines of a document, in the order of the lines, so that value added
/// tax is rounded on the group. Pure: posting uses it for the order it leaves behind.
pub fn set_amounts<'l>(lines: impl Iterator<Item = &'l mut ServiceLine>, context: &Context) {
    let mut tally = VatTally::new(
        context.header.prices_including_vat,
        context.base_discount_percent,
        context.rounding,
    );
    set_in_turn(lines, context, &mut tally);
}

fn set_in_turn<'l>(
    lines: impl Iterator<Item = &'l mut ServiceLine>,
    context: &Context,
    tally: &mut VatTally,
) {
    for line in lines.filter(|line| line.counts()) {
        let amounts = tally.add_changed(&line.vat_input(line.net()), line.vat_difference);
        line.amount = amounts.amount;
        line.amount_including_vat = amounts.including_vat;
        line.vat_base_amount = amounts.base;
        set_open_amounts(line, context);
    }
}

/// Sets the amounts of a line as if its document had no other.
pub(super) fn alone(context: &Context, line: &mut ServiceLine) -> Result<()> {
    check_size(line, context)?;
    set_amounts(std::iter::once(line), context);
    Ok(())
}

/// The amounts of all lines of a document follow from each other.
pub(super) const REFRESH: Consequence = Consequence {
    name: "amounts of lines",
    run: |tx, document| {
        let header = tx.find(document)?;
        let context = Context::around(tx, header)?;
        refresh(tx, &context, None)
    },
};

/// Sets the amounts of the lines of the document after `changed` became what it is; that line is
/// not saved here, the others are where they differ. Without a changed line, all are saved.
///
/// # Errors
/// When the database fails.
pub(super) fn refresh(
    tx: &mut Tx,
    context: &Context,
    changed: Option<&mut ServiceLine>,
) -> Result<()> {
    if let Some(line) = &changed {
        check_size(line, context)?;
    }
    if let Some(line) = changed {
        if !set_last(tx, context, line)? {
            refresh_around(tx, context, line)?;
        }
        return Ok(());
    }
    let stored = super::of_document(tx, context.header.document_type, &context.header.no)?;
    let mut lines = stored.clone();
    set_amounts(lines.iter_mut(), context);
    save_amounts(tx, &stored, &lines)
}

/// Sets the amounts of a new line behind all others from what the database sums up of them: theirs do not change.
/// Says whether it could; where a person changed the tax of a line, all lines are worked out.
fn set_last(tx: &mut Tx, context: &Context, line: &mut ServiceLine) -> Result<bool> {
    let sign = if line.net().is_negative() { "<" } else { ">=" };
    let group = format!(
        "\"type\" <> 'text' AND \"vat_identifier\" = $3 AND \"vat_calculation_type\" = $4 \
         AND \"line_amount\" {sign} \"inv_discount_amount\""
    );
    let sum =
        |of: &str| format!("CAST(coalesce(sum(CASE WHEN {group} THEN {of} END), 0) AS BIGINT)");
    let sql = format!(
        "SELECT coalesce(max(\"line_no\"), 0), \
         CAST(coalesce(sum(CASE WHEN \"vat_difference\" <> 0 THEN 1 END), 0) AS BIGINT), {}, {}, {}, {} \
         FROM \"service_line\" WHERE \"document_type\" = $1 AND \"document_no\" = $2",
        sum("\"line_amount\" - \"inv_discount_amount\""),
        sum("\"amount\""),
        sum("\"vat_base_amount\""),
        sum("\"amount_including_vat\""),
    );
    let calculation = line.vat_calculation_type;
    let (kind, no) = (line.document_type, &line.document_no);
    let found = tx.rows(&sql, params![kind, no, line.vat_identifier, calculation])?;
    let sums: Vec<i64> = found.into_iter().flatten().map(Value::into_int).collect();
    let &[last, changed, net, amount, base, including] = sums.as_slice() else { return Ok(false) };
    if line.line_no <= last || changed > 0 || !line.vat_difference.is_zero() {
        return Ok(false);
    }
    let [net, amount, base, including_vat] =
        [net, amount, base, including].map(Amount::from_scaled);
    let mut tally = VatTally::new(
        context.header.prices_including_vat,
        context.base_discount_percent,
        context.rounding,
    );
    let vat = including_vat - amount;
    tally.go_on(&line.vat_input(line.net()), net, VatAmounts { amount, base, vat, including_vat });
    set_in_turn(std::iter::once(line), context, &mut tally);
    Ok(true)
}

/// Sets the amounts of all lines of the document, `changed` among them.
fn refresh_around(tx: &mut Tx, context: &Context, changed: &mut ServiceLine) -> Result<()> {
    let stored = super::of_document(tx, context.header.document_type, &context.header.no)?;
    let mut lines = stored.clone();
    let at = match lines.binary_search_by_key(&changed.line_no, |line| line.line_no) {
        Ok(at) => {
            lines[at] = changed.clone();
            at
        }
        Err(at) => {
            lines.insert(at, changed.clone());
            at
        }
    };
    set_amounts(lines.iter_mut(), context);
    *changed = lines.remove(at);
    save_amounts(tx, &stored, &lines)
}

/// The columns that follow from other lines or from the document; they change without a new version of the line, so
/// that nobody who edits it is disturbed.
const FOLLOWING: [&str; 12] = [
    "unit_price",
    "line_discount_amount",
    "line_amount",
    "inv_discount_amount",
    "amount",
    "amount_including_vat",
    "vat_base_amount",
    "vat_difference",
    "outstanding_amount",
    "outstanding_amount_lcy",
    "shipped_not_invoiced",
    "shipped_not_invoiced_lcy",
];

/// Saves the amounts of lines that differ from what is stored.
///
/// # Errors
/// When the database fails.
pub(crate) fn save_amounts(
    tx: &mut Tx,
    stored: &[ServiceLine],
    lines: &[ServiceLine],
) -> Result<()> {
    let known: BTreeMap<i64, &ServiceLine> =
        stored.iter().map(|line| (line.line_no, line)).collect();
    for line in lines {
        if known.get(&line.line_no).is_some_and(|old| *old != line) {
            save_following(tx, line)?;
        }
    }
    Ok(())
}

fn save_following(tx: &mut Tx, line: &ServiceLine) -> Result<()> {
    let table = ServiceLine::table();
    let column = |name: &str| table.column(name).expect("a column of service lines");
    let assignments: Vec<String> = FOLLOWING
        .iter()
        .enumerate()
        .map(|(at, name)| format!("\"{name}\" = ${}", at + 4))
        .collect();
    let sql = format!(
        "UPDATE \"service_line\" SET {} \
         WHERE \"document_type\" = $1 AND \"document_no\" = $2 AND \"line_no\" = $3",
        assignments.join(", ")
    );
    let mut parameters = params![line.document_type, line.document_no, line.line_no].to_vec();
    parameters.extend(FOLLOWING.iter().map(|name| line.value(column(name))));
    tx.run(&sql, &parameters)
}
