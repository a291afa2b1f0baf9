//! Reading the lines that may hold, and finding the price of a line.

use base::{Code, Percent, Result};
use store::{Tx, Value, key, params};

use super::best::{Card, Situation, best};
use super::{AssetType, Found, PriceListLine, PriceStatus, PriceType, Request};
use crate::currency;
use crate::item::Item;
use crate::resource::Resource;
use crate::service_cost::ServiceCost;
use crate::vat::VatPostingSetup;

/// The price and the list discount of a line.
///
/// # Errors
/// Refuses an unknown currency.
pub fn find(tx: &mut Tx, request: &Request) -> Result<Found> {
    if request.asset_no.is_empty() {
        return Ok(Found::default());
    }
    let situation = load(tx, request.clone())?;
    Ok(best(&situation))
}

/// What one unit of a line costs the company, in the currency of the request: from lists of costs,
/// else from the card.
///
/// # Errors
/// Refuses an unknown currency.
pub fn find_cost(tx: &mut Tx, request: &Request) -> Result<Found> {
    find(tx, &Request { price_type: PriceType::Purchase, ..request.clone() })
}

/// Reads everything that the choice looks at.
///
/// # Errors
/// Refuses an unknown currency.
pub fn load(tx: &mut Tx, request: Request) -> Result<Situation> {
    let precision = currency::precision(tx, &request.currency_code)?;
    let card = card(tx, &request)?;
    let lines = lines(tx, &request, &card.group)?;
    let mut included = Vec::new();
    let of_lines = lines.iter().filter(|line| line.price_includes_vat);
    let groups = of_lines.map(|line| &line.vat_bus_posting_gr_price);
    for group in groups.chain(std::iter::once(&card.vat_bus_posting_gr_price)) {
        let known = included.iter().any(|(code, _): &(Code<20>, Percent)| code == group);
        if !group.is_empty() && !known {
            let setup: Option<VatPostingSetup> =
                tx.get(key![group, request.vat_prod_posting_group])?;
            let percent = setup.map_or(request.vat_percent, |setup| setup.charged_percent());
            included.push((group.clone(), percent));
        }
    }
    Ok(Situation { request, card, lines, included, precision })
}

fn card(tx: &mut Tx, request: &Request) -> Result<Card> {
    let no = &request.asset_no;
    let sale = request.price_type == PriceType::Sale;
    let taxed = Card { allow_invoice_disc: true, ..Card::default() };
    Ok(match request.asset_type {
        AssetType::Item => {
            let item: Item = tx.find(key![no])?;
            Card {
                unit_price: if sale { item.unit_price } else { item.unit_cost },
                price_includes_vat: sale && item.price_includes_vat,
                vat_bus_posting_gr_price: item.vat_bus_posting_gr_price,
                allow_invoice_disc: item.allow_invoice_disc,
                group: item.item_disc_group,
            }
        }
        AssetType::Resource => {
            let resource: Resource = tx.find(key![no])?;
            Card {
                unit_price: if sale { resource.unit_price } else { resource.unit_cost },
                group: resource.resource_group_no,
                ..taxed
            }
        }
        AssetType::ServiceCost => {
            let cost: ServiceCost = tx.find(key![no])?;
            let price = if sale { cost.default_unit_price } else { cost.default_unit_cost };
            Card { unit_price: price, ..taxed }
        }
        _ => Card::default(),
    })
}

/// The active lines for the thing, its group and all, for anybody whom the request names.
fn lines(tx: &mut Tx, request: &Request, group: &Code<20>) -> Result<Vec<PriceListLine>> {
    let group_type = match request.asset_type {
        AssetType::Item => AssetType::ItemDiscountGroup,
        _ => AssetType::ResourceGroup,
    };
    let date = request.date.map_or_else(|| Value::from(""), |date| Value::from(&*date.to_string()));
    tx.select(
        "WHERE \"status\" = $1 AND \"price_type\" = $2 \
         AND ((\"asset_type\" = $3 AND \"asset_no\" IN ('', $4)) \
           OR (\"asset_type\" = $5 AND \"asset_no\" = $6) OR \"asset_type\" = '') \
         AND (\"source_type\" = 'allCustomers' \
           OR (\"source_type\" = 'customer' AND \"source_no\" = $7) \
           OR (\"source_type\" = 'customerPriceGroup' AND \"source_no\" = $8) \
           OR (\"source_type\" = 'customerDiscGroup' AND \"source_no\" = $9)) \
         AND \"currency_code\" IN ('', $10) AND \"unit_of_measure_code\" IN ('', $11) \
         AND \"starting_date\" <= $12 AND (\"ending_date\" = '' OR \"ending_date\" >= $12) \
         ORDER BY \"price_list_code\", \"line_no\"",
        params![
            PriceStatus::Active,
            request.price_type,
            request.asset_type,
            request.asset_no,
            group_type,
            group,
            request.customer_no,
            request.customer_price_group,
            request.customer_disc_group,
            request.currency_code,
            request.unit_of_measure_code,
            date,
        ],
    )
}
