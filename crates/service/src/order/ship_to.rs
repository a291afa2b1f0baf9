//! The place of work: one of the customer's addresses, or the customer's own.

use base::{Result, refuse};
use books::customer::{Customer, ShipToAddress};
use store::{Tx, key};

use super::{ServiceHeader, parts, salesperson};

/// Another address was entered; machines and lines of the old one go.
///
/// # Errors
/// Refuses an address that the customer does not have.
pub(super) fn enter(tx: &mut Tx, header: &mut ServiceHeader, before: &ServiceHeader) -> Result<()> {
    if header.ship_to_code == before.ship_to_code {
        return Ok(());
    }
    if header.customer_no == before.customer_no && parts::any_item_lines(tx, before)? {
        parts::refuse_shipped(tx, before, "shipToCode")?;
        if !tx.confirm("order.changeShipTo", true, vec![("no", (&before.no).into())])? {
            *header = before.clone();
            return Ok(());
        }
    }
    let customer: Customer = tx
        .get(key![header.customer_no])?
        .ok_or_else(|| refuse!("order.shipTo.noCustomer").field("shipToCode"))?;
    salesperson::forget_inherited(tx, header, before)?;
    take(tx, header, &customer)
}

/// Copies the address of the place of work, and what depends on it: location, zone, salesperson.
///
/// # Errors
/// Refuses an address that the customer does not have.
pub(super) fn take(tx: &mut Tx, header: &mut ServiceHeader, customer: &Customer) -> Result<()> {
    if header.ship_to_code.is_empty() {
        take_own(header, customer);
        let payer: Option<Customer> = tx.get(key![header.bill_to_customer_no])?;
        let code = payer.map(|payer| payer.salesperson_code).unwrap_or_default();
        return salesperson::propose(tx, header, code);
    }
    let key = key![customer.no, header.ship_to_code];
    let Some(address): Option<ShipToAddress> = tx.get(key)? else {
        let (code, customer) = (&header.ship_to_code, &customer.no);
        let refusal = refuse!("shipTo.unknown", code = code, customer = customer);
        return Err(refusal.field("shipToCode").into());
    };
    take_address(header, &address, customer);
    let payer: Option<Customer> = tx.get(key![header.bill_to_customer_no])?;
    let code = match payer {
        Some(payer) if address.salesperson_code.is_empty() => payer.salesperson_code,
        _ => address.salesperson_code,
    };
    salesperson::propose(tx, header, code)
}

fn take_own(header: &mut ServiceHeader, customer: &Customer) {
    let of = customer.clone();
    header.ship_to_name = of.name;
    header.ship_to_name_2 = of.name_2;
    header.ship_to_address = of.address;
    header.ship_to_address_2 = of.address_2;
    header.ship_to_post_code = of.post_code;
    header.ship_to_city = of.city;
    header.ship_to_county = of.county;
    header.ship_to_country_region_code = of.country_region_code;
    header.ship_to_contact = of.contact;
    header.ship_to_phone = of.phone_no;
    header.ship_to_email = of.email;
    header.service_zone_code = of.service_zone_code;
    if !of.location_code.is_empty() {
        header.location_code = of.location_code;
    }
}

fn take_address(header: &mut ServiceHeader, address: &ShipToAddress, customer: &Customer) {
    let of = address.clone();
    header.ship_to_name = of.name;
    header.ship_to_name_2 = of.name_2;
    header.ship_to_address = of.address;
    header.ship_to_address_2 = of.address_2;
    header.ship_to_post_code = of.post_code;
    header.ship_to_city = of.city;
    header.ship_to_county = of.county;
    header.ship_to_country_region_code = of.country_region_code;
    header.ship_to_contact = of.contact;
    header.ship_to_phone = of.phone_no;
    header.ship_to_email = of.email;
    header.service_zone_code = of.service_zone_code;
    let location =
        if of.location_code.is_empty() { &customer.location_code } else { &of.location_code };
    if !location.is_empty() {
        header.location_code = location.clone();
    }
}
