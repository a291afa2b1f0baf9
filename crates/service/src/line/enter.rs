//! What entering a field of a line does.

use base::{Amount, Code, Result, refuse};
use books::posting_setup::{GenBusinessPostingGroup, GenProductPostingGroup};
use store::{Entity, Figures, Record, Tx, Wanted, key};

use super::{
    Context, LineType, ServiceLine, amount, begin, choose, delete, dimensions, fault, guard, link,
    locked, price, quantity, stock, unit,
};
use crate::order;

impl Entity for ServiceLine {
    const COLLECTION: &'static str = "serviceLines";

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        begin::begin(tx, self)
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        let at = Self::table().column(column).expect("the store names a column of the table");
        if self.value(at) == before.value(at) {
            return Ok(());
        }
        let context = Context::of(tx, self)?;
        if guard::fixed_by_release(column) {
            guard::unreleased(&context.header, before, column)?;
            guard::unreleased(&context.header, self, column)?;
        }
        field(tx, &context, self, before, column)
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        let context = Context::of(tx, self)?;
        link::check_replacement(tx, &context, self)?;
        if tx.gathers() {
            amount::alone(&context, self)?;
            tx.afterwards(amount::REFRESH, key![self.document_type, self.document_no])?;
        } else {
            amount::refresh(tx, &context, Some(self))?;
        }
        warn_of_limit(tx, self.open_amount_lcy(), self)
    }

    fn before_update(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        if self.unit_cost != before.unit_cost {
            amount::check_size(self, &Context::of(tx, self)?)?;
        }
        if self.same_amounts(before) {
            return Ok(());
        }
        let context = Context::of(tx, self)?;
        if self.no != before.no || self.service_item_line_no != before.service_item_line_no {
            link::check_replacement(tx, &context, self)?;
        }
        amount::refresh(tx, &context, Some(self))?;
        warn_of_limit(tx, self.open_amount_lcy() - before.open_amount_lcy(), self)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        delete::check(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        delete::follow(tx, self)
    }

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "dimensions" => Some(&["dimension_set_entry"]),
            _ => None,
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], wanted: &Wanted) -> Result<Vec<Figures>> {
        let mut figures = vec![Figures::new(); records.len()];
        let sets = records.iter().map(|line| line.dimension_set_id);
        order::add_dimensions(tx, sets, wanted, &mut figures)?;
        Ok(figures)
    }

    fn locked(tx: &mut Tx, records: &[Self]) -> Result<Vec<Vec<&'static str>>> {
        locked::columns(tx, records)
    }
}

/// Warns when what is more on the line brings the customer over the credit limit.
fn warn_of_limit(tx: &mut Tx, more: Amount, line: &ServiceLine) -> Result<()> {
    if more.is_positive() {
        crate::order::warn_of_limit(tx, &line.bill_to_customer_no, more)?;
    }
    Ok(())
}

/// The consequences of one field.
fn field(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
    column: &'static str,
) -> Result<()> {
    match column {
        "service_item_line_no" => link::enter(tx, context, line, before),
        "type" => choose::enter_type(tx, context, line, before),
        "no" => choose::enter_no(tx, context, line, before),
        "item_reference_no" => unit::enter_reference(tx, context, line, before),
        "variant_code" => unit::enter_variant(tx, context, line, before),
        "location_code" => unit::enter_location(tx, context, line, before),
        "work_type_code" => unit::enter_work_type(tx, context, line, before),
        "unit_of_measure_code" => unit::enter_unit(tx, context, line, before),
        "quantity" | "qty_to_ship" | "qty_to_invoice" | "qty_to_consume" => {
            quantity::enter(tx, context, line, before, column)
        }
        "unit_price" | "line_discount_percent" | "line_discount_amount" | "line_amount" => {
            price::enter(context, line, before, column)
        }
        "unit_cost" | "unit_cost_lcy" => enter_cost(context, line, column),
        "allow_invoice_disc" => enter_allow_invoice_discount(line),
        "fault_code" | "fault_area_code" | "symptom_code" => {
            fault::enter_code(tx, line, before, column)
        }
        "fault_reason_code" => fault::enter_reason(tx, context, line),
        "exclude_warranty" => fault::enter_exclude_warranty(tx, context, line),
        "exclude_contract_discount" => fault::enter_exclude_contract(tx, line),
        "needed_by_date" => {
            line.needed_by_date =
                line.needed_by_date.or(context.header.order_date).or(Some(tx.today()));
            stock::warn(tx, line)
        }
        "posting_date" => {
            line.posting_date = line.posting_date.or(context.header.posting_date);
            Ok(())
        }
        "gen_bus_posting_group"
        | "gen_prod_posting_group"
        | "vat_bus_posting_group"
        | "vat_prod_posting_group" => enter_group(tx, context, line, before, column),
        "shortcut_dimension_1_code" | "shortcut_dimension_2_code" => {
            dimensions::enter(tx, line, column)
        }
        _ => Ok(()),
    }
}

fn enter_cost(context: &Context, line: &mut ServiceLine, column: &str) -> Result<()> {
    guard::counted(line, "unitCost")?;
    let typed = if column == "unit_cost" { line.unit_cost } else { line.unit_cost_lcy };
    if typed.is_negative() {
        return Err(refuse!("line.unitCost.negative", cost = typed).into());
    }
    if column == "unit_cost" {
        amount::cost_to_local(line, context);
    } else {
        amount::cost_from_local(line, context);
    }
    Ok(())
}

/// The line takes part in the invoice discount from now on, or no longer: its share is gone.
fn enter_allow_invoice_discount(line: &mut ServiceLine) -> Result<()> {
    guard::counted(line, "allowInvoiceDisc")?;
    if line.allow_invoice_disc && line.r#type == LineType::GlAccount {
        return Err(refuse!("line.allowInvoiceDisc.account").into());
    }
    line.inv_discount_amount = Amount::ZERO;
    line.vat_difference = Amount::ZERO;
    Ok(())
}

/// A posting group was entered: the one for revenue proposes that for value added tax, and that
/// decides the rate.
fn enter_group(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
    column: &str,
) -> Result<()> {
    guard::counted(line, "type")?;
    guard::unposted(before, "genProdPostingGroup")?;
    match column {
        "gen_bus_posting_group" => {
            let group: Option<GenBusinessPostingGroup> =
                tx.get(key![line.gen_bus_posting_group])?;
            propose(
                &mut line.vat_bus_posting_group,
                group.map(|group| group.def_vat_bus_posting_group),
            );
        }
        "gen_prod_posting_group" => {
            let group: Option<GenProductPostingGroup> =
                tx.get(key![line.gen_prod_posting_group])?;
            propose(
                &mut line.vat_prod_posting_group,
                group.map(|group| group.def_vat_prod_posting_group),
            );
        }
        _ => {}
    }
    choose::find_vat(tx, line)?;
    if context.header.prices_including_vat && line.vat_percent != before.vat_percent {
        let one = base::hundred();
        let price = line.unit_price.dec() * (one + line.vat_percent.dec())
            / (one + before.vat_percent.dec());
        line.unit_price = context.rounding.unit_price(price);
    }
    amount::recalculate(line, context);
    Ok(())
}

fn propose(group: &mut Code<20>, proposed: Option<Code<20>>) {
    if let Some(proposed) = proposed.filter(|proposed| !proposed.is_empty()) {
        *group = proposed;
    }
}

impl ServiceLine {
    /// What the customer does not owe yet, with VAT, in local currency.
    fn open_amount_lcy(&self) -> Amount {
        self.outstanding_amount_lcy + self.shipped_not_invoiced_lcy
    }

    /// Whether everything that amounts of the document follow from is the same in both.
    fn same_amounts(&self, other: &Self) -> bool {
        let parts = |line: &Self| {
            (
                (line.r#type, line.no.clone(), line.service_item_line_no),
                (line.line_amount, line.inv_discount_amount),
                (line.vat_identifier.clone(), line.vat_percent, line.vat_calculation_type),
                (line.outstanding_quantity, line.qty_to_consume, line.qty_shipped_not_invoiced),
                (line.quantity, line.quantity_consumed),
            )
        };
        parts(self) == parts(other)
    }
}
