//! Customer and bill-to customer of a document.

use base::{Code, Error, Result, refuse};
use books::customer::{Customer, Purpose, check_blocked};
use books::general_ledger_setup::{self, VatCustomer};
use books::responsibility_center::ResponsibilityCenter;
use store::{Tx, key};

use super::{ServiceHeader, credit, currency, parts, salesperson, ship_to, terms};

/// Another customer was entered: everything about the place of work and who pays comes from the
/// customer; lines for the old one go.
///
/// # Errors
/// Refuses a customer that cannot get documents, and a change after something was shipped.
pub(super) fn enter(tx: &mut Tx, header: &mut ServiceHeader, before: &ServiceHeader) -> Result<()> {
    if header.customer_no == before.customer_no {
        return Ok(());
    }
    if header.customer_no.is_empty() {
        return Err(refuse!("order.customer.missing").into());
    }
    parts::refuse_shipped(tx, before, "customerNo")?;
    parts::refuse_released(tx, before, "customerNo")?;
    if parts::any(tx, before)? {
        let args = vec![("no", (&before.no).into()), ("customer", (&before.customer_no).into())];
        if !tx.confirm("order.changeCustomer", true, args)? {
            *header = before.clone();
            return Ok(());
        }
    }
    let customer = usable(tx, &header.customer_no)?;
    if customer.gen_bus_posting_group.is_empty() {
        let refusal = refuse!("order.customer.noPostingGroup", customer = &customer.no);
        return Err(refusal.into());
    }
    salesperson::forget_inherited(tx, header, before)?;
    copy_customer(tx, header, &customer)?;
    choose_bill_to(tx, header, before, &customer)?;
    header.ship_to_code = customer.ship_to_code.clone();
    ship_to::take(tx, header, &customer)
}

fn usable(tx: &mut Tx, no: &Code<20>) -> Result<Customer> {
    let customer: Customer = tx.find(key![no])?;
    check_blocked(&customer, Purpose::Document).map_err(Error::state)?;
    Ok(customer)
}

fn copy_customer(tx: &mut Tx, header: &mut ServiceHeader, customer: &Customer) -> Result<()> {
    let of = customer.clone();
    header.name = of.name;
    header.name_2 = of.name_2;
    header.address = of.address;
    header.address_2 = of.address_2;
    header.post_code = of.post_code;
    header.city = of.city;
    header.county = of.county;
    header.country_region_code = of.country_region_code;
    header.contact_name = of.contact;
    header.phone_no = of.phone_no;
    header.phone_no_2 = of.mobile_phone_no;
    header.email = of.email;
    header.shipping_advice = of.shipping_advice;
    if header.responsibility_center.is_empty() {
        header.responsibility_center = of.responsibility_center;
    }
    header.location_code = of.location_code;
    if header.location_code.is_empty() {
        header.location_code = location_of_center(tx, &header.responsibility_center)?;
    }
    header.gen_bus_posting_group = of.gen_bus_posting_group;
    if vat_customer(tx)? == VatCustomer::SellToBuyFromNo {
        header.vat_bus_posting_group = of.vat_bus_posting_group;
        header.vat_registration_no = of.vat_registration_no;
    }
    Ok(())
}

/// The location of a responsibility center; blank when it has none.
pub(super) fn location_of_center(tx: &mut Tx, center: &Code<10>) -> Result<Code<10>> {
    let found: Option<ResponsibilityCenter> = tx.get(key![center])?;
    Ok(found.map(|center| center.location_code).unwrap_or_default())
}

fn vat_customer(tx: &mut Tx) -> Result<VatCustomer> {
    Ok(general_ledger_setup::of(tx)?.bill_to_sell_to_vat_calc)
}

/// Proposes who pays for a customer. On a document that has a payer already that is a question of
/// its own: on no the payer stays.
fn choose_bill_to(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    before: &ServiceHeader,
    customer: &Customer,
) -> Result<()> {
    let payer = if customer.bill_to_customer_no.is_empty() {
        customer.no.clone()
    } else {
        customer.bill_to_customer_no.clone()
    };
    if payer == before.bill_to_customer_no {
        return Ok(());
    }
    if !before.bill_to_customer_no.is_empty() && !ask_bill_to(tx, before, &payer)? {
        return Ok(());
    }
    header.bill_to_customer_no = payer;
    take_bill_to(tx, header)
}

fn ask_bill_to(tx: &mut Tx, before: &ServiceHeader, payer: &Code<20>) -> Result<bool> {
    let args = vec![("before", (&before.bill_to_customer_no).into()), ("after", payer.into())];
    tx.confirm("order.changeBillToCustomer", true, args)
}

/// Another payer was entered; lines are made anew with the payer's prices.
///
/// # Errors
/// Refuses a payer that cannot get documents, and a change after something was shipped.
pub(super) fn enter_bill_to(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    before: &ServiceHeader,
) -> Result<()> {
    if header.bill_to_customer_no == before.bill_to_customer_no {
        return Ok(());
    }
    if header.bill_to_customer_no.is_empty() {
        header.bill_to_customer_no = header.customer_no.clone();
    }
    parts::refuse_shipped(tx, before, "billToCustomerNo")?;
    parts::refuse_released(tx, before, "billToCustomerNo")?;
    if parts::any_lines(tx, before)?
        && !ask_bill_to(tx, before, &header.bill_to_customer_no.clone())?
    {
        *header = before.clone();
        return Ok(());
    }
    salesperson::forget_inherited(tx, header, before)?;
    take_bill_to(tx, header)
}

/// Copies everything that follows from who pays.
fn take_bill_to(tx: &mut Tx, header: &mut ServiceHeader) -> Result<()> {
    let of = usable(tx, &header.bill_to_customer_no)
        .map_err(|error| error.at(|refusal| refusal.field("billToCustomerNo")))?;
    if of.customer_posting_group.is_empty() {
        let refusal = refuse!("order.billTo.noPostingGroup", customer = &of.no);
        return Err(refusal.field("billToCustomerNo").into());
    }
    header.bill_to_name = of.name;
    header.bill_to_name_2 = of.name_2;
    header.bill_to_address = of.address;
    header.bill_to_address_2 = of.address_2;
    header.bill_to_post_code = of.post_code;
    header.bill_to_city = of.city;
    header.bill_to_county = of.county;
    header.bill_to_country_region_code = of.country_region_code;
    header.bill_to_contact = of.contact;
    header.customer_posting_group = of.customer_posting_group;
    header.payment_terms_code = of.payment_terms_code;
    header.payment_method_code = of.payment_method_code;
    header.prices_including_vat = of.prices_including_vat;
    header.customer_price_group = of.customer_price_group;
    header.customer_disc_group = of.customer_disc_group;
    header.allow_line_disc = of.allow_line_disc;
    header.invoice_disc_code =
        if of.invoice_disc_code.is_empty() { of.no } else { of.invoice_disc_code };
    if vat_customer(tx)? == VatCustomer::BillToPayToNo {
        header.vat_bus_posting_group = of.vat_bus_posting_group;
        header.vat_registration_no = of.vat_registration_no;
        if !of.gen_bus_posting_group.is_empty() {
            header.gen_bus_posting_group = of.gen_bus_posting_group;
        }
    }
    salesperson::propose(tx, header, of.salesperson_code)?;
    if header.currency_code != of.currency_code {
        header.currency_code = of.currency_code;
        currency::find_factor(tx, header)?;
    }
    terms::apply_payment_terms(tx, header)?;
    credit::warn_of_header(tx, header)
}
