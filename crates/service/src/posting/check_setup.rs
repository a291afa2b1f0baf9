//! Set-up that the whole document needs: the accounts of the customer and of the payment, and that
//! none of the accounts is blocked.

use base::{Refusal, Refusals, refuse};

use super::request::Request;
use super::rounding;
use super::situation::Situation;

/// What is missing for the receivable and the payment of an invoice.
pub fn check_invoice(situation: &Situation, request: &Request, refusals: &mut Refusals) {
    let header = &situation.header;
    if !request.option.invoices() || header.customer_posting_group.is_empty() {
        return;
    }
    let Some(group) = situation.customer_posting_group.as_ref() else {
        let refusal: Refusal =
            refuse!("posting.customerGroup.missing", group = &header.customer_posting_group);
        refusals.push(refusal.field("customerPostingGroup"));
        return;
    };
    let method = situation.payment_method.as_ref();
    let pays = method.is_some_and(|method| !method.bal_account_no.is_empty());
    let discount = pays && !header.payment_discount_percent.is_zero();
    for (needed, account, field) in [
        (true, &group.receivables_account, "receivablesAccount"),
        (discount, &group.payment_disc_debit_acc, "paymentDiscDebitAcc"),
    ] {
        if needed && account.is_empty() {
            refusals.push(
                refuse!("posting.customerGroup.accountMissing", field = field, group = &group.code)
                    .field("customerPostingGroup"),
            );
        }
    }
    rounding::check(situation, refusals);
}

/// Accounts that take no entries any more.
pub fn check_accounts(situation: &Situation, refusals: &mut Refusals) {
    for no in &situation.blocked_accounts {
        refusals.push(refuse!("posting.account.blocked", account = no));
    }
}
