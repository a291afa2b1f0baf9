//! Typing the value added tax of a document, within the limit that the set-up allows.

use base::{Action, Amount, Code, Result, refuse};
use books::currency::Currency;
use books::general_ledger_setup;
use books::vat::VatCalculationType;
use serde_json::{Map, Value as Json};
use store::{ActionDef, Bound, Field as _, Kind, Parameter, Record as _, Tx, Value, json, key};

use super::of_document;
use crate::amounts::{VatGroup, VatTally, spread};
use crate::invoice_discount;
use crate::line::{self, Context, ServiceLine, on_documents, save_amounts, set_amounts};
use crate::order::ServiceHeader;

const TYPED: [Parameter; 3] = [
    Parameter::new(
        "vatIdentifier",
        Kind::Code(20),
        "The VAT identifier whose tax is changed; not needed while the document has one rate.",
    ),
    Parameter::new(
        "vatAmount",
        Kind::Amount,
        "The value added tax of these lines, in the currency of the document.",
    ),
    Parameter::new(
        "amountIncludingVat",
        Kind::Amount,
        "What these lines shall come to with the tax; in place of the tax.",
    ),
];

/// The action on orders and invoices.
pub fn actions() -> Vec<ActionDef> {
    on_documents(&[ActionDef {
        collection: "serviceOrders",
        segment: None,
        name: "setVatAmount",
        class: store::Class::Money,
        bound: Bound::Record,
        help: "Changes the value added tax within the difference that the set-up allows.",
        parameters: &TYPED,
        writes: true,
        screen: store::Screen::PLAIN,
        run,
    }])
}

/// What a person typed about the tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    /// The tax itself.
    Vat(Amount),
    /// The amount with the tax.
    Including(Amount),
}

fn run(tx: &mut Tx, key: &[Value], body: &Map<String, Json>) -> Result<Json> {
    store::sight::require_key(tx, ServiceLine::table(), key, Action::Modify)?;
    let value = |name: &'static str, kind: Kind| -> Result<Option<Value>> {
        let given = body.get(name).filter(|given| !given.is_null());
        let read = |given| {
            json::from_json(kind, given).map_err(|error| error.at(|refusal| refusal.field(name)))
        };
        given.map(read).transpose()
    };
    let amount = |name| value(name, Kind::Amount)?.map(Amount::from_value).transpose();
    let typed = match (amount("vatAmount")?, amount("amountIncludingVat")?) {
        (Some(vat), None) => Typed::Vat(vat),
        (None, Some(including)) => Typed::Including(including),
        _ => return Err(refuse!("vatAmount.oneOfTwo").into()),
    };
    let identifier = value("vatIdentifier", Kind::Code(20))?.map(Code::from_value).transpose()?;
    let header: ServiceHeader = tx.find(key)?;
    let context = Context::around(tx, header)?;
    enter(tx, &context, identifier.as_ref(), typed)?;
    of_document(tx, &context)
}

/// Changes the tax of the lines of one VAT identifier. An invoice discount that is calculated by
/// itself is calculated first, for the tax is that of the net amount.
fn enter(
    tx: &mut Tx,
    context: &Context,
    identifier: Option<&Code<20>>,
    typed: Typed,
) -> Result<()> {
    let header = &context.header;
    let before = line::of_document(tx, header.document_type, &header.no)?;
    if invoice_discount::plan_automatic(tx, context, before.clone())? != before {
        invoice_discount::apply(tx, context)?;
    }
    let stored = line::of_document(tx, header.document_type, &header.no)?;
    let group = group(context, &stored, identifier)?;
    let calculated = group.total;
    let difference = match typed {
        Typed::Vat(vat) => vat - calculated.vat,
        Typed::Including(_) if header.prices_including_vat => {
            let refusal = refuse!("vatAmount.pricesIncludeVat");
            return Err(refusal.field("amountIncludingVat").into());
        }
        Typed::Including(including) => including - calculated.including_vat,
    };
    let difference = context.rounding.amount(difference.dec());
    let most = most(tx, context)?;
    if difference.abs() > most {
        let field = if matches!(typed, Typed::Vat(_)) { "vatAmount" } else { "amountIncludingVat" };
        let refusal = refuse!("vatAmount.tooFar", difference = difference, most = most);
        return Err(refusal.field(field).into());
    }
    let mut lines = stored.clone();
    change(&mut lines, &group.identifier, difference, context);
    set_amounts(lines.iter_mut(), context);
    save_amounts(tx, &stored, &lines)
}

/// The lines of the identifier as they are calculated, without an earlier change of the tax.
fn group(
    context: &Context,
    lines: &[ServiceLine],
    identifier: Option<&Code<20>>,
) -> Result<VatGroup> {
    let mut tally = VatTally::new(
        context.header.prices_including_vat,
        context.base_discount_percent,
        context.rounding,
    );
    for line in lines.iter().filter(|line| line.counts()) {
        tally.add(&line.vat_input(line.net()));
    }
    let charged = |group: &VatGroup| group.calculation == VatCalculationType::NormalVat;
    let mut fitting = tally
        .groups()
        .filter(charged)
        .filter(|group| identifier.is_none_or(|wanted| group.identifier == *wanted));
    match (fitting.next(), fitting.next(), identifier) {
        (Some(group), None, _) => Ok(group),
        (None, _, Some(identifier)) => {
            let refusal = refuse!("vatAmount.unknown", identifier = identifier);
            Err(refusal.field("vatIdentifier").into())
        }
        (None, _, None) => Err(refuse!("vatAmount.noVat").into()),
        (Some(_), Some(_), _) => Err(refuse!("vatAmount.whichOne").field("vatIdentifier").into()),
    }
}

/// By how much the tax may be changed, in the currency of the document.
fn most(tx: &mut Tx, context: &Context) -> Result<Amount> {
    let code = &context.header.currency_code;
    let foreign: Option<Currency> = if code.is_empty() { None } else { tx.get(key![code])? };
    Ok(match foreign {
        Some(currency) => currency.max_vat_difference_allowed,
        None => general_ledger_setup::of(tx)?.max_vat_difference_allowed,
    })
}

/// Spreads a difference over the lines of the identifier, by net amount.
fn change(lines: &mut [ServiceLine], identifier: &Code<20>, difference: Amount, context: &Context) {
    let taxed = |line: &ServiceLine| {
        line.counts()
            && line.vat_identifier == *identifier
            && line.vat_calculation_type == VatCalculationType::NormalVat
    };
    let weight = |line: &ServiceLine| if taxed(line) { line.net() } else { Amount::ZERO };
    let weights: Vec<Amount> = lines.iter().map(weight).collect();
    let shares = spread(difference, &weights, &context.rounding);
    for (line, share) in lines.iter_mut().zip(shares) {
        if taxed(line) {
            line.vat_difference = share;
        }
    }
}
