//! What entering a field of a header does.

use base::{Error, Result, refuse};
use books::posting_setup::GenBusinessPostingGroup;
use store::{Entity, Field, Figures, Tx, Value, Wanted, key};

use super::{
    DocumentType, ReleaseStatus, ServiceHeader, ServiceStatus, begin, center, currency, customer,
    dates, delete, dimensions, figures, follow, parts, salesperson, ship_to, status, terms,
};
use crate::check;

impl Entity for ServiceHeader {
    const COLLECTION: &'static str = "serviceOrders";

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        begin::begin(tx, self)?;
        dimensions::renew(tx, self)
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "customer_no" => customer::enter(tx, self, before)?,
            "bill_to_customer_no" => customer::enter_bill_to(tx, self, before)?,
            "ship_to_code" => ship_to::enter(tx, self, before)?,
            "salesperson_code" => salesperson::enter(tx, self)?,
            "status" => status::enter(tx, self, before)?,
            "order_date" | "order_time" | "starting_date" | "starting_time" | "finishing_date"
            | "finishing_time" => dates::enter(tx, self, before, column)?,
            "posting_date" => currency::enter_posting_date(tx, self, before)?,
            "currency_code" => currency::enter(tx, self, before)?,
            "document_date" | "payment_terms_code" => terms::apply_payment_terms(tx, self)?,
            "payment_discount_percent" => check::percent(self.payment_discount_percent)?,
            "responsibility_center" => enter_center(tx, self, before)?,
            "prices_including_vat" if self.prices_including_vat != before.prices_including_vat => {
                currency::ask_to_recreate(tx, before, "pricesIncludingVat")?;
            }
            "gen_bus_posting_group" | "vat_bus_posting_group" => {
                enter_group(tx, self, before, column)?;
            }
            "shortcut_dimension_1_code" | "shortcut_dimension_2_code" => {
                dimensions::enter(tx, self, column)?;
            }
            _ => enter_plain(tx, self, before, column)?,
        }
        if dimensions::depends(before, self) {
            dimensions::renew(tx, self)?;
        }
        Ok(())
    }

    fn rank(column: &str, value: &Value) -> u8 {
        match column {
            "status" if *value == Field::to_value(&ServiceStatus::Finished) => 3,
            "status" => 1,
            "starting_date" | "starting_time" | "finishing_date" | "finishing_time" => 2,
            _ => 0,
        }
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        if self.customer_no.is_empty() {
            return Err(refuse!("order.customer.missing").field("customerNo").into());
        }
        Ok(())
    }

    fn after_insert(&mut self, tx: &mut Tx) -> Result<()> {
        follow::created(tx, self)
    }

    fn after_update(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        follow::changed(tx, self, before)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        delete::delete_parts(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        follow::deleted(tx, self)
    }

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "amount" => Some(&["service_line.amount"]),
            "vatAmount" | "amountIncludingVat" => Some(&["service_line.amount_including_vat"]),
            "outstandingAmount" => Some(&["service_line.outstanding_amount"]),
            "shippedNotInvoiced" => Some(&["service_line.shipped_not_invoiced"]),
            "completelyShipped" | "noOfServiceLines" => Some(&["service_line"]),
            "noOfServiceItemLines" => Some(&["service_item_line"]),
            "dimensions" => Some(&["dimension_set_entry"]),
            _ => None,
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], wanted: &Wanted) -> Result<Vec<Figures>> {
        figures::of(tx, records, wanted)
    }

    fn editable(&self, column: &str) -> bool {
        let of_orders = matches!(
            column,
            "status"
                | "starting_date"
                | "starting_time"
                | "finishing_date"
                | "finishing_time"
                | "service_order_type"
                | "notify_customer"
        );
        let open = self.release_status == ReleaseStatus::Open;
        (open || !matches!(column, "shipping_advice" | "invoice_disc_code"))
            && (!of_orders || self.document_type == DocumentType::Order)
    }

    /// Once something was shipped, what the posted documents share with the order stays; while it is
    /// released, what would make its lines anew.
    fn locked(tx: &mut Tx, records: &[Self]) -> Result<Vec<Vec<&'static str>>> {
        let shipped = parts::any_shipped(tx, records)?;
        let locked = |(header, shipped): (&Self, bool)| {
            let mut columns = store::entity::not_editable(header);
            if shipped || header.release_status != ReleaseStatus::Open {
                columns.extend(LINES_HANG_ON);
            }
            columns
        };
        Ok(records.iter().zip(shipped).map(locked).collect())
    }
}

/// The columns by which lines are made anew: nobody can change them once something of the document was
/// shipped, or while it is released.
const LINES_HANG_ON: [&str; 7] = [
    "customer_no",
    "bill_to_customer_no",
    "currency_code",
    "prices_including_vat",
    "responsibility_center",
    "gen_bus_posting_group",
    "vat_bus_posting_group",
];

/// Fields of which existing lines take no notice: the user is told.
fn enter_plain(
    tx: &mut Tx,
    header: &ServiceHeader,
    before: &ServiceHeader,
    column: &'static str,
) -> Result<()> {
    if column == "max_labor_unit_price" {
        check::price(header.max_labor_unit_price)?;
    }
    let changed = match column {
        "max_labor_unit_price" => header.max_labor_unit_price != before.max_labor_unit_price,
        "customer_price_group" => header.customer_price_group != before.customer_price_group,
        "customer_disc_group" => header.customer_disc_group != before.customer_disc_group,
        "allow_line_disc" => header.allow_line_disc != before.allow_line_disc,
        "location_code" => header.location_code != before.location_code,
        "link_service_to_service_item" => {
            header.link_service_to_service_item != before.link_service_to_service_item
        }
        _ => false,
    };
    if changed && parts::any_lines(tx, before)? {
        tx.inform("order.linesUnchanged", vec![("field", column.into())]);
    }
    Ok(())
}

/// Another responsibility center: its location holds, nobody is assigned any more, lines are made
/// anew.
fn enter_center(tx: &mut Tx, header: &mut ServiceHeader, before: &ServiceHeader) -> Result<()> {
    if header.responsibility_center == before.responsibility_center {
        return Ok(());
    }
    center::check(tx, &header.responsibility_center)?;
    currency::ask_to_recreate(tx, before, "responsibilityCenter")?;
    let location = customer::location_of_center(tx, &header.responsibility_center)?;
    if !location.is_empty() {
        header.location_code = location;
    }
    header.assigned_user_id = base::Code::default();
    Ok(())
}

/// Another posting group: the one for revenue proposes that for VAT; lines are made anew.
fn enter_group(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    before: &ServiceHeader,
    column: &'static str,
) -> Result<()> {
    if header.gen_bus_posting_group == before.gen_bus_posting_group
        && header.vat_bus_posting_group == before.vat_bus_posting_group
    {
        return Ok(());
    }
    if header.gen_bus_posting_group.is_empty() {
        return Err(Error::from(refuse!("order.genBusPostingGroup.missing")));
    }
    let field =
        if column == "gen_bus_posting_group" { "genBusPostingGroup" } else { "vatBusPostingGroup" };
    currency::ask_to_recreate(tx, before, field)?;
    if column == "gen_bus_posting_group" {
        let group: Option<GenBusinessPostingGroup> = tx.get(key![header.gen_bus_posting_group])?;
        if let Some(vat) = group.map(|group| group.def_vat_bus_posting_group)
            && !vat.is_empty()
        {
            header.vat_bus_posting_group = vat;
        }
    }
    Ok(())
}
