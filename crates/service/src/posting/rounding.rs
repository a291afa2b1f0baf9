//! The line that rounds the total of an invoice to what can be paid in coins.

use base::{Amount, Code, Factor, Quantity, Refusal, Refusals, UnitPrice, refuse};
use books::gl_account::GlAccount;
use books::vat::VatPostingSetup;

use crate::line::{LineType, ServiceLine, numbering};

use super::situation::Situation;

/// The account that rounding differences are posted to, with its tax.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoundingAccount {
    /// The account.
    pub account: GlAccount,
    /// The tax on it; none when the account has no VAT group.
    pub vat: Option<VatPostingSetup>,
}

/// What is missing for the rounding of invoices.
pub fn check(situation: &Situation, refusals: &mut Refusals) {
    let Some(group) = situation.customer_posting_group.as_ref() else { return };
    if !situation.setups.sales.invoice_rounding || situation.rounding_account.is_some() {
        return;
    }
    let refusal: Refusal = refuse!(
        "posting.customerGroup.accountMissing",
        field = "invoiceRoundingAccount",
        group = &group.code
    );
    refusals.push(refusal.field("customerPostingGroup"));
}

/// The line that rounds this total, and the difference with tax; nothing when the total is round.
pub fn line(situation: &Situation, total: Amount) -> Option<(ServiceLine, Amount)> {
    if !situation.setups.sales.invoice_rounding {
        return None;
    }
    let difference = books::currency::invoice_rounding(total, &situation.invoice_precision);
    let to = situation.rounding_account.as_ref().filter(|_| !difference.is_zero())?;
    let (header, vat) = (&situation.header, to.vat.clone().unwrap_or_default());
    let numbers: Vec<i64> = situation.lines.iter().map(|line| line.line_no).collect();
    let line = ServiceLine {
        document_type: header.document_type,
        document_no: header.no.clone(),
        line_no: numbering::at_end(&numbers),
        r#type: LineType::GlAccount,
        no: to.account.no.clone(),
        description: to.account.name.clone(),
        quantity: Quantity::from(1),
        quantity_base: Quantity::from(1),
        qty_per_unit_of_measure: Factor::ONE,
        unit_price: UnitPrice::of(difference.dec()),
        gen_bus_posting_group: header.gen_bus_posting_group.clone(),
        gen_prod_posting_group: to.account.gen_prod_posting_group.clone(),
        vat_bus_posting_group: header.vat_bus_posting_group.clone(),
        vat_prod_posting_group: to.account.vat_prod_posting_group.clone(),
        vat_percent: vat.vat_percent,
        vat_calculation_type: vat.vat_calculation_type,
        vat_identifier: Code::new(&vat.vat_identifier),
        customer_no: header.customer_no.clone(),
        bill_to_customer_no: header.bill_to_customer_no.clone(),
        shortcut_dimension_1_code: header.shortcut_dimension_1_code.clone(),
        shortcut_dimension_2_code: header.shortcut_dimension_2_code.clone(),
        dimension_set_id: header.dimension_set_id,
        system_created_entry: true,
        ..ServiceLine::default()
    };
    Some((line, difference))
}
