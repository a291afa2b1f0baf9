//! Price and discount of a line: found, or typed by a person.

use base::{Amount, Percent, Result, UnitPrice, refuse};
use store::Tx;

use super::{Context, LineType, ServiceLine, amount, guard};
use crate::amounts::{discount_of_line_amount, line_amounts, percent_of_discount};
use crate::pricing::{self, discount};

/// What made a line look its price up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// What the line is about was chosen.
    Chosen,
    /// Another quantity was entered.
    Quantity,
    /// Another variant was entered.
    Variant,
    /// Another unit was entered.
    Unit,
    /// Another kind of work was entered.
    WorkType,
}

impl Occasion {
    /// Whether the price of the card holds too. A price that a person typed on a line without a
    /// price list survives another quantity or variant.
    fn takes_card(self) -> bool {
        !matches!(self, Self::Quantity | Self::Variant)
    }
}

/// Looks price, cost and discount up. What is posted keeps its price.
pub(super) fn set(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    occasion: Occasion,
) -> Result<()> {
    if !line.counts() || line.no.is_empty() {
        return Ok(());
    }
    if line.posted() {
        set_discount(line, context);
        return Ok(());
    }
    let found = pricing::find(tx, context, line)?;
    if line.r#type == LineType::Resource && occasion.takes_card() {
        line.unit_cost = pricing::find_cost(tx, context, line)?.unit_price;
        amount::cost_to_local(line, context);
    }
    let typed_account = line.r#type == LineType::GlAccount && occasion != Occasion::Chosen;
    if found.from_list || occasion.takes_card() && !typed_account {
        line.unit_price = found.unit_price;
        cap(tx, context, line);
    }
    if found.from_list && !found.allow_invoice_disc {
        line.allow_invoice_disc = false;
    }
    line.allow_line_disc = found.allow_line_disc;
    line.list_discount_percent = found.line_discount_percent;
    set_discount(line, context);
    Ok(())
}

/// The most that an hour may cost on the document; nothing without a limit.
fn most(context: &Context, line: &ServiceLine) -> Option<UnitPrice> {
    let most = context.header.max_labor_unit_price;
    (line.r#type == LineType::Resource && most.is_positive()).then_some(most)
}

/// A price that was found is lowered to the limit of the document.
fn cap(tx: &mut Tx, context: &Context, line: &mut ServiceLine) {
    let Some(most) = most(context, line).filter(|most| line.unit_price > *most) else { return };
    let args =
        vec![("no", (&line.no).into()), ("price", line.unit_price.into()), ("most", most.into())];
    tx.inform("line.unitPrice.capped", args);
    line.unit_price = most;
}

/// Gives the line the greatest of its discounts, and works its amounts out.
pub(super) fn set_discount(line: &mut ServiceLine, context: &Context) {
    discount::set_warranty(line, context.item_line.as_ref());
    discount::set_greatest(line);
    amount::recalculate(line, context);
}

/// Price, discount or amount was typed.
pub(super) fn enter(
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
    column: &'static str,
) -> Result<()> {
    let field = match column {
        "unit_price" => "unitPrice",
        "line_discount_percent" => "lineDiscountPercent",
        "line_discount_amount" => "lineDiscountAmount",
        _ => "lineAmount",
    };
    guard::counted(line, field)?;
    match column {
        "unit_price" => enter_price(context, line, before),
        "line_discount_percent" => {
            discount::enter_manual(line, line.line_discount_percent)?;
            amount::recalculate(line, context);
            Ok(())
        }
        "line_discount_amount" => enter_discount(context, line, line.line_discount_amount),
        _ => enter_line_amount(context, line, before),
    }
}

fn enter_price(context: &Context, line: &mut ServiceLine, before: &ServiceLine) -> Result<()> {
    guard::unposted(before, "unitPrice")?;
    let typed = line.unit_price;
    if let Some(most) = most(context, line).filter(|most| typed > *most) {
        return Err(refuse!("line.unitPrice.aboveMaximum", price = typed, most = most)
            .field("unitPrice")
            .into());
    }
    line.unit_price = context.rounding.unit_price(typed.dec());
    amount::recalculate(line, context);
    Ok(())
}

/// A discount was typed as an amount. It is kept to the cent.
fn enter_discount(context: &Context, line: &mut ServiceLine, typed: Amount) -> Result<()> {
    let gross = gross(context, line);
    let typed = context.rounding.amount(typed.dec());
    discount::enter_manual(line, percent_of_discount(gross, typed)?)?;
    amount::recalculate(line, context);
    line.line_discount_amount = typed;
    line.line_amount = gross - typed;
    Ok(())
}

fn enter_line_amount(
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
) -> Result<()> {
    let gross = gross(context, line);
    let current = before.line_discount_amount;
    match discount_of_line_amount(gross, current, line.line_amount, &context.rounding)? {
        Some(typed) => enter_discount(context, line, typed),
        None => {
            line.line_amount = gross - current;
            Ok(())
        }
    }
}

fn gross(context: &Context, line: &ServiceLine) -> Amount {
    let quantity = line.chargeable_quantity();
    line_amounts(quantity, line.unit_price, Percent::ZERO, &context.rounding).gross
}
