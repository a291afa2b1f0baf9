//! Finding price and cost of a line in price lists and on cards.

use base::{Percent, Result};
use books::price_list::{self, AssetType, Found, PriceType, Request};
use books::vat::VatCalculationType;
use store::Tx;

use crate::line::{Context, LineType, ServiceLine};

/// The price of a line and the discount that price lists give, with the reasons.
///
/// # Errors
/// Refuses an unknown currency.
pub fn find(tx: &mut Tx, context: &Context, line: &ServiceLine) -> Result<Found> {
    let request = request(context, line, tx.today());
    request.map_or_else(|| Ok(Found::default()), |request| price_list::find(tx, &request))
}

/// What a unit of a line costs, in the currency of the document, as lists of costs and cards say.
///
/// # Errors
/// Refuses an unknown currency.
pub fn find_cost(tx: &mut Tx, context: &Context, line: &ServiceLine) -> Result<Found> {
    let request = request(context, line, tx.today());
    let request = request.map(|request| Request { price_type: PriceType::Purchase, ..request });
    request.map_or_else(|| Ok(Found::default()), |request| price_list::find_cost(tx, &request))
}

/// The question that the line asks of price lists; none for a text.
fn request(context: &Context, line: &ServiceLine, today: base::Date) -> Option<Request> {
    let header = &context.header;
    let asset_type = match line.r#type {
        LineType::Text => return None,
        LineType::Item => AssetType::Item,
        LineType::Resource => AssetType::Resource,
        LineType::Cost => AssetType::ServiceCost,
        LineType::GlAccount => AssetType::GlAccount,
    };
    let charged = line.vat_calculation_type == VatCalculationType::NormalVat;
    Some(Request {
        price_type: PriceType::Sale,
        asset_type,
        asset_no: line.no.clone(),
        variant_code: line.variant_code.clone(),
        work_type_code: line.work_type_code.clone(),
        unit_of_measure_code: line.unit_of_measure_code.clone(),
        qty_per_unit_of_measure: line.qty_per_unit_of_measure,
        quantity: line.quantity,
        date: Some(context.price_date(today)),
        customer_no: header.bill_to_customer_no.clone(),
        customer_price_group: header.customer_price_group.clone(),
        customer_disc_group: header.customer_disc_group.clone(),
        allow_line_disc: header.allow_line_disc,
        currency_code: header.currency_code.clone(),
        currency_factor: context.factor(),
        prices_including_vat: header.prices_including_vat,
        vat_bus_posting_group: line.vat_bus_posting_group.clone(),
        vat_prod_posting_group: line.vat_prod_posting_group.clone(),
        vat_percent: if charged { line.vat_percent } else { Percent::ZERO },
    })
}
