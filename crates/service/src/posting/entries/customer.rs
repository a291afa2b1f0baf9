//! Customer ledger entries of an invoice: what the customer owes, and the payment at once when the
//! payment method has an account for it.

use base::{Amount, hundred};
use books::customer_ledger::{CustomerLedgerEntry, DetailedCustomerLedgerEntry, DetailedEntryType};
use books::entries::Entries;
use books::general_ledger::{DocumentType, GeneralLedgerEntry};
use books::posting_setup::CustomerPostingGroup;

use crate::amounts::LocalTally;

use super::super::situation::Situation;
use super::general::Books;

/// What an invoice comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Without value added tax, in the currency of the document.
    pub amount: Amount,
    /// With value added tax, in the currency of the document.
    pub including_vat: Amount,
    /// With value added tax, in local currency.
    pub including_vat_lcy: Amount,
    /// Without value added tax, in local currency.
    pub sales_lcy: Amount,
    /// Quantity times unit cost, in local currency.
    pub cost_lcy: Amount,
    /// The discount on the whole invoice, in local currency.
    pub inv_discount_lcy: Amount,
}

/// The amount of one document in both currencies.
#[derive(Clone, Copy)]
struct Both {
    document: Amount,
    local: Amount,
}

impl Both {
    fn negated(self) -> Self {
        Self { document: -self.document, local: -self.local }
    }
}

/// Writes the receivable, and the payment when the payment method has a balancing account.
pub fn receivable(
    situation: &Situation,
    group: &CustomerPostingGroup,
    totals: &Totals,
    books: &Books<'_>,
    entries: &mut Entries,
) {
    let account = &group.receivables_account;
    entries.post(books.amount(account, totals.including_vat_lcy));
    let owed = Both { document: totals.including_vat, local: totals.including_vat_lcy };
    let mut invoice = entry(situation, books, owed, DocumentType::Invoice);
    let discount = discount_possible(situation, totals);
    invoice.sales_lcy = totals.sales_lcy;
    invoice.profit_lcy = totals.sales_lcy - totals.cost_lcy;
    invoice.inv_discount_lcy = totals.inv_discount_lcy;
    invoice.due_date = situation.header.due_date;
    invoice.pmt_discount_date = situation.header.pmt_discount_date;
    invoice.original_pmt_disc_possible = discount;
    invoice.remaining_pmt_disc_possible = discount;
    let initial = detailed(&invoice, 1, DetailedEntryType::InitialEntry, owed);
    entries.detailed_customer.push(initial);
    let balancing = situation.payment_method.as_ref().map(|method| &method.bal_account_no);
    let Some(balancing) = balancing.filter(|no| !no.is_empty() && !owed.document.is_zero()) else {
        entries.customer.push(invoice);
        return;
    };
    let discount = Both {
        document: discount,
        local: LocalTally::new(situation.header.currency_factor, situation.terms().local_rounding)
            .add(discount),
    };
    let paid =
        Both { document: owed.document - discount.document, local: owed.local - discount.local };
    let payment = payment(situation, books, paid);
    let posted = |account, amount| GeneralLedgerEntry {
        document_type: DocumentType::Payment,
        ..books.amount(account, amount)
    };
    entries.post(posted(balancing, paid.local));
    entries.post(posted(&group.payment_disc_debit_acc, discount.local));
    entries.post(posted(account, -paid.local));
    entries.post(posted(account, -discount.local));
    settle(&mut invoice, &payment, paid, discount, entries);
    entries.customer.extend([invoice, payment]);
}

/// Sets the payment off against the invoice: neither of them stays open.
fn settle(
    invoice: &mut CustomerLedgerEntry,
    payment: &CustomerLedgerEntry,
    paid: Both,
    discount: Both,
    entries: &mut Entries,
) {
    let steps = &mut entries.detailed_customer;
    steps.push(detailed(payment, 2, DetailedEntryType::InitialEntry, paid.negated()));
    let mut applied = detailed(payment, 1, DetailedEntryType::Application, paid.negated());
    applied.applied_cust_ledger_entry_no = 2;
    steps.push(applied);
    if !discount.document.is_zero() {
        let kind = DetailedEntryType::PaymentDiscount;
        let mut taken = detailed(payment, 1, kind, discount.negated());
        taken.applied_cust_ledger_entry_no = 2;
        steps.push(taken);
    }
    let mut applied = detailed(payment, 2, DetailedEntryType::Application, paid);
    applied.applied_cust_ledger_entry_no = 1;
    steps.push(applied);
    close(invoice);
    invoice.closed_by_entry_no = 2;
}

fn close(entry: &mut CustomerLedgerEntry) {
    entry.open = false;
    entry.remaining_amount = Amount::ZERO;
    entry.remaining_amt_lcy = Amount::ZERO;
    entry.remaining_pmt_disc_possible = Amount::ZERO;
    entry.closed_at_date = entry.posting_date;
}

fn payment(situation: &Situation, books: &Books<'_>, paid: Both) -> CustomerLedgerEntry {
    let mut payment = entry(situation, books, paid.negated(), DocumentType::Payment);
    payment.due_date = situation.header.posting_date;
    payment.applies_to_doc_type = DocumentType::Invoice;
    payment.applies_to_doc_no = books.document_no.clone();
    close(&mut payment);
    payment
}

/// The discount for paying early: of the amount with or without tax, as the set-up says; none when
/// its last day has passed already.
fn discount_possible(situation: &Situation, totals: &Totals) -> Amount {
    let (header, setup) = (&situation.header, &situation.setups.general_ledger);
    let in_time = match (header.pmt_discount_date, header.posting_date) {
        (Some(last), Some(posting)) => {
            let last = setup.payment_discount_grace_period.apply(last).unwrap_or(last);
            posting <= last
        }
        _ => false,
    };
    if !in_time {
        return Amount::ZERO;
    }
    let base = if setup.pmt_disc_excl_vat { totals.amount } else { totals.including_vat };
    let percent = header.payment_discount_percent.dec() / hundred();
    situation.rounding.amount(base.dec() * percent)
}

fn entry(
    situation: &Situation,
    books: &Books<'_>,
    amount: Both,
    document_type: DocumentType,
) -> CustomerLedgerEntry {
    let header = &situation.header;
    CustomerLedgerEntry {
        posting_date: header.posting_date,
        document_type,
        document_no: books.document_no.clone(),
        external_document_no: header.external_document_no.clone(),
        your_reference: header.your_reference.clone(),
        customer_no: header.bill_to_customer_no.clone(),
        customer_name: header.bill_to_name.clone(),
        sell_to_customer_no: header.customer_no.clone(),
        description: header.posting_description.clone(),
        currency_code: header.currency_code.clone(),
        original_currency_factor: header.currency_factor,
        amount: amount.document,
        amount_lcy: amount.local,
        remaining_amount: amount.document,
        remaining_amt_lcy: amount.local,
        open: !amount.document.is_zero(),
        payment_terms_code: header.payment_terms_code.clone(),
        payment_method_code: header.payment_method_code.clone(),
        salesperson_code: header.salesperson_code.clone(),
        customer_posting_group: header.customer_posting_group.clone(),
        document_date: header.document_date,
        global_dimension_1_code: header.shortcut_dimension_1_code.clone(),
        global_dimension_2_code: header.shortcut_dimension_2_code.clone(),
        dimension_set_id: header.dimension_set_id,
        ..CustomerLedgerEntry::default()
    }
}

/// A step of the entry at `place`, counted from 1, in the name of the document of `of`.
fn detailed(
    of: &CustomerLedgerEntry,
    place: i64,
    entry_type: DetailedEntryType,
    amount: Both,
) -> DetailedCustomerLedgerEntry {
    DetailedCustomerLedgerEntry {
        cust_ledger_entry_no: place,
        entry_type,
        posting_date: of.posting_date,
        document_type: of.document_type,
        document_no: of.document_no.clone(),
        amount: amount.document,
        amount_lcy: amount.local,
        customer_no: of.customer_no.clone(),
        currency_code: of.currency_code.clone(),
        ..DetailedCustomerLedgerEntry::default()
    }
}
