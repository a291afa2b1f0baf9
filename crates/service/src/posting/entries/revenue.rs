//! What is posted to revenue and discount accounts: the lines of an invoice, merged by account,
//! posting groups and dimensions.

use base::{Code, Percent, Text};
use books::vat::VatCalculationType;

use crate::line::{LineType, ServiceLine};

use super::super::amounts::{Charge, Taxed};

/// Which kind of line a sum comes from; sums of different kinds are not merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Items and resources.
    Product,
    /// Service costs.
    Cost,
    /// G/L accounts.
    GlAccount,
    /// The line discounts, where they are posted by themselves.
    LineDiscount,
    /// The invoice discounts, where they are posted by themselves.
    InvoiceDiscount,
}

/// What is posted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Which kind of line.
    pub class: Class,
    /// The revenue or discount account.
    pub account_no: Code<20>,
    /// General business posting group.
    pub gen_bus_posting_group: Code<20>,
    /// General product posting group.
    pub gen_prod_posting_group: Code<20>,
    /// VAT business posting group.
    pub vat_bus_posting_group: Code<20>,
    /// VAT product posting group.
    pub vat_prod_posting_group: Code<20>,
    /// Rate of value added tax.
    pub vat_percent: Percent,
    /// How value added tax is calculated.
    pub vat_calculation_type: VatCalculationType,
    /// Set of dimension values.
    pub dimension_set_id: i64,
    /// The line, when it is posted by itself with its own text.
    pub own_line: Option<i64>,
}

/// A sum to post: positive is a debit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// What is posted together.
    pub kind: Kind,
    /// Account of the value added tax.
    pub vat_account_no: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// Text of the entries.
    pub description: Text<100>,
    /// In local currency.
    pub local: Taxed,
}

/// The accounts a line is posted to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Revenue.
    pub revenue: Code<20>,
    /// Line discount; blank when it is not posted by itself.
    pub line_discount: Code<20>,
    /// Invoice discount; blank when it is not posted by itself.
    pub invoice_discount: Code<20>,
    /// Value added tax.
    pub vat: Code<20>,
}

/// Merges what lines come to.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    sums: Vec<Sum>,
}

impl Sums {
    /// Adds a line: its revenue, and its discounts where they have accounts of their own.
    /// `own_text` keeps a line by itself, under its own description.
    pub fn add(
        &mut self,
        line: &ServiceLine,
        charge: &Charge,
        accounts: &Accounts,
        description: &Text<100>,
        own_text: bool,
    ) {
        let worth = &charge.local;
        let mut revenue = worth.net;
        let discounts = [
            (Class::LineDiscount, &accounts.line_discount, worth.line_discount),
            (Class::InvoiceDiscount, &accounts.invoice_discount, worth.invoice_discount),
        ];
        let apart =
            |account: &Code<20>, taxed: &Taxed| !account.is_empty() && *taxed != Taxed::default();
        for (_, account, discount) in &discounts {
            if apart(account, discount) {
                revenue = revenue.plus(discount);
            }
        }
        let class = match line.r#type {
            LineType::Cost => Class::Cost,
            LineType::GlAccount => Class::GlAccount,
            _ => Class::Product,
        };
        let text = if own_text { &line.description } else { description };
        let own_line = own_text.then_some(line.line_no);
        let place = |class, account: &Code<20>| kind(line, class, account, own_line);
        self.merge(line, place(class, &accounts.revenue), accounts, text, revenue.negated());
        for (class, account, discount) in &discounts {
            if apart(account, discount) {
                self.merge(line, place(*class, account), accounts, text, *discount);
            }
        }
    }

    /// The sums, in the order in which their first lines came.
    pub fn into_sums(self) -> Vec<Sum> {
        self.sums
    }

    fn merge(
        &mut self,
        line: &ServiceLine,
        kind: Kind,
        accounts: &Accounts,
        text: &Text<100>,
        local: Taxed,
    ) {
        if let Some(sum) = self.sums.iter_mut().find(|sum| sum.kind == kind) {
            sum.local = sum.local.plus(&local);
            return;
        }
        self.sums.push(Sum {
            kind,
            vat_account_no: accounts.vat.clone(),
            global_dimension_1_code: line.shortcut_dimension_1_code.clone(),
            global_dimension_2_code: line.shortcut_dimension_2_code.clone(),
            description: text.clone(),
            local,
        });
    }
}

fn kind(line: &ServiceLine, class: Class, account_no: &Code<20>, own_line: Option<i64>) -> Kind {
    Kind {
        class,
        account_no: account_no.clone(),
        gen_bus_posting_group: line.gen_bus_posting_group.clone(),
        gen_prod_posting_group: line.gen_prod_posting_group.clone(),
        vat_bus_posting_group: line.vat_bus_posting_group.clone(),
        vat_prod_posting_group: line.vat_prod_posting_group.clone(),
        vat_percent: line.vat_percent,
        vat_calculation_type: line.vat_calculation_type,
        dimension_set_id: line.dimension_set_id,
        own_line,
    }
}
