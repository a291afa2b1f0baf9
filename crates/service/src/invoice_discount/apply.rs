//! Calculating the invoice discount of a document, and typing it.

use base::{Amount, Code, Error, Result, refuse};
use books::customer::CustomerInvoiceDiscount;
use store::{Tx, params};

use super::{Discountable, Outcome, Term, calculate, distribute};
use crate::line::{Context, LineType, ServiceLine, of_document, save_amounts, system_line};

/// The lines of a document with its invoice discount, not saved, and the service charge.
#[derive(Clone, Debug)]
struct Planned {
    /// The lines in their order, the charge among them.
    lines: Vec<ServiceLine>,
    /// Whether the last line is a charge that the document does not have yet.
    new_charge: bool,
}

/// Whether a line is the service charge of its document, which takes no part in the discount.
fn is_charge(line: &ServiceLine) -> bool {
    line.system_created_entry && line.r#type == LineType::GlAccount
}

/// How the invoice discount sees a line.
fn discountable(line: &ServiceLine) -> Discountable {
    if is_charge(line) || !line.counts() {
        return Discountable::default();
    }
    Discountable { line_amount: line.line_amount, allowed: line.allow_invoice_disc }
}

/// The terms agreed with the customer, in the currency of the document: those in that currency, or
/// else those in local currency, converted.
fn terms(tx: &mut Tx, context: &Context) -> Result<Vec<Term>> {
    let header = &context.header;
    let of_currency = |tx: &mut Tx, currency: &Code<10>| -> Result<Vec<CustomerInvoiceDiscount>> {
        tx.select(
            "WHERE \"code\" = $1 AND \"currency_code\" = $2 ORDER BY \"minimum_amount\"",
            params![header.invoice_disc_code, currency],
        )
    };
    let own = of_currency(tx, &header.currency_code)?;
    if !own.is_empty() || header.currency_code.is_empty() {
        return Ok(own.iter().map(term).collect());
    }
    let convert = |amount: Amount| context.rounding.amount(amount.dec() * context.factor().dec());
    Ok(of_currency(tx, &Code::default())?
        .iter()
        .map(term)
        .map(|term| Term {
            minimum: convert(term.minimum),
            charge: convert(term.charge),
            percent: term.percent,
        })
        .collect())
}

fn term(record: &CustomerInvoiceDiscount) -> Term {
    Term {
        minimum: record.minimum_amount,
        percent: record.discount_percent,
        charge: record.service_charge,
    }
}

/// What the invoice discount of a document comes to.
///
/// # Errors
/// Refuses a customer posting group without an account for the service charge.
fn plan(tx: &mut Tx, context: &Context, mut lines: Vec<ServiceLine>) -> Result<Planned> {
    let parts: Vec<Discountable> = lines.iter().map(discountable).collect();
    let terms = terms(tx, context)?;
    let Outcome { charge, discounts, .. } = calculate(&terms, &parts, &context.rounding);
    give(&mut lines, &discounts);
    let there = lines.iter().position(is_charge);
    let mut new_charge = false;
    match there {
        Some(at) if !lines[at].posted() && !charge.is_zero() => {
            set_charge(&mut lines[at], charge, context);
        }
        Some(at) if !lines[at].posted() => {
            lines.remove(at);
        }
        Some(_) => {}
        None if charge.is_zero() => {}
        None => {
            let numbers: Vec<i64> = lines.iter().map(|line| line.line_no).collect();
            let group = &context.header.customer_posting_group;
            let group = books::posting_setup::customer_group(tx, group)?;
            let account = books::posting_setup::account(&group, "service_charge_acc")?;
            let mut line = system_line(tx, context, &numbers, &account)?;
            set_charge(&mut line, charge, context);
            lines.push(line);
            new_charge = true;
        }
    }
    crate::line::set_amounts(lines.iter_mut(), context);
    Ok(Planned { lines, new_charge })
}

/// The lines with the invoice discount where it is calculated by itself. A customer without terms
/// keeps the discount that was typed.
///
/// # Errors
/// As [`plan`].
pub fn plan_automatic(
    tx: &mut Tx,
    context: &Context,
    lines: Vec<ServiceLine>,
) -> Result<Vec<ServiceLine>> {
    let automatic = books::sales_setup::of(tx)?.calc_inv_discount;
    if !automatic || terms(tx, context)?.is_empty() {
        return Ok(lines);
    }
    plan(tx, context, lines).map(|planned| planned.lines)
}

fn set_charge(line: &mut ServiceLine, charge: Amount, context: &Context) {
    line.unit_price = base::UnitPrice::of(charge.dec());
    line.allow_invoice_disc = false;
    line.recalculate(context);
}

fn give(lines: &mut [ServiceLine], discounts: &[Amount]) {
    for (line, discount) in lines.iter_mut().zip(discounts) {
        if line.inv_discount_amount != *discount {
            line.inv_discount_amount = *discount;
            line.vat_difference = Amount::ZERO;
        }
    }
}

/// Calculates the invoice discount of a document and saves it. Doing it again changes nothing.
///
/// # Errors
/// As [`plan`].
pub fn apply(tx: &mut Tx, context: &Context) -> Result<()> {
    let stored = of_document(tx, context.header.document_type, &context.header.no)?;
    let mut planned = plan(tx, context, stored.clone())?;
    for gone in stored.iter().filter(|old| is_charge(old)) {
        if !planned.lines.iter().any(|line| line.line_no == gone.line_no) {
            tx.delete(gone)?;
        }
    }
    if planned.new_charge
        && let Some(charge) = planned.lines.last_mut()
    {
        tx.insert(charge)?;
    }
    save_amounts(tx, &stored, &planned.lines)
}

/// What a person typed about the invoice discount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The discount itself.
    Discount(Amount),
    /// What the lines come to with the discount taken off.
    Total(Amount),
}

/// Spreads a typed invoice discount over the lines that take part.
///
/// # Errors
/// Refuses it while the discount is calculated by itself from the customer's terms, and what is
/// less than nothing or more than the lines that take part.
pub fn enter(tx: &mut Tx, context: &Context, typed: Typed) -> Result<()> {
    let automatic = books::sales_setup::of(tx)?.calc_inv_discount;
    if automatic && !terms(tx, context)?.is_empty() {
        let code = &context.header.invoice_disc_code;
        return Err(Error::state(refuse!("invoiceDiscount.automatic", code = code)));
    }
    let stored = of_document(tx, context.header.document_type, &context.header.no)?;
    let mut lines = stored.clone();
    let parts: Vec<Discountable> = lines.iter().map(discountable).collect();
    let most: Amount = parts.iter().filter(|part| part.allowed).map(|part| part.line_amount).sum();
    let (discount, field) = match typed {
        Typed::Discount(amount) => (amount, "invoiceDiscountAmount"),
        Typed::Total(amount) => {
            let all: Amount = lines.iter().filter(|l| l.counts()).map(|l| l.line_amount).sum();
            (all - amount, "totalAmount")
        }
    };
    let discount = context.rounding.amount(discount.dec());
    if discount.is_negative() || discount > most {
        return Err(refuse!("invoiceDiscount.range", discount = discount, most = most)
            .field(field)
            .into());
    }
    give(&mut lines, &distribute(discount, &parts, &context.rounding));
    crate::line::set_amounts(lines.iter_mut(), context);
    save_amounts(tx, &stored, &lines)
}
