//! What stops a posting, apart from the lines: the request, the head, dates and customers.

use base::{Code, Date, Quantity, Refusal, Refusals, refuse};
use books::customer::{Customer, CustomerBlocked, ShippingAdvice};
use books::user::InvoicePostingPolicy;

use super::request::{PostingOption, Request};
use super::situation::Situation;
use super::takings::Taking;
use super::{check_line, check_setup};

/// Everything that stops the posting, all at once.
pub fn check(situation: &Situation, request: &Request, takings: &[Taking<'_>]) -> Refusals {
    let mut refusals = Refusals::default();
    check_option(situation, request, &mut refusals);
    check_selection(situation, request, &mut refusals);
    if !takings.iter().any(|taking| taking.ships() || taking.invoices()) {
        refusals.push(refuse!("posting.nothing"));
    }
    check_header(situation, request, &mut refusals);
    check_mandatory(situation, &mut refusals);
    check_dates(situation, takings, &mut refusals);
    check_customers(situation, request, &mut refusals);
    check_shipping_advice(situation, request, &mut refusals);
    check_numbers(situation, request, &mut refusals);
    check_setup::check_invoice(situation, request, &mut refusals);
    if request.option.invoices() {
        check_setup::check_accounts(situation, &mut refusals);
        refusals.0.extend(situation.seller.0.missing_on_invoices());
    }
    check_line::check_item_lines(situation, takings, &mut refusals);
    for taking in takings {
        check_line::check_line(situation, taking, &mut refusals);
    }
    refusals.0.extend(situation.dimensions.iter().cloned());
    refusals
}

/// The user's policy, and what kind of document can be posted how.
fn check_option(situation: &Situation, request: &Request, refusals: &mut Refusals) {
    let option = request.option;
    if !situation.is_order() && option != PostingOption::ShipAndInvoice {
        refusals
            .push(refuse!("posting.option.invoiceOnly", option = option.name()).field("option"));
    }
    if !allowed(situation.setups.user.service_invoice_posting_policy).contains(&option) {
        let code = match situation.setups.user.service_invoice_posting_policy {
            InvoicePostingPolicy::Mandatory => "posting.policy.mandatory",
            _ => "posting.policy.prohibited",
        };
        refusals.push(
            Refusal::new(code, vec![("user", situation.user.as_str().into())]).field("option"),
        );
    }
}

/// The option of a user who names none.
pub fn usual(policy: InvoicePostingPolicy) -> PostingOption {
    match policy {
        InvoicePostingPolicy::Prohibited => PostingOption::Ship,
        InvoicePostingPolicy::Allowed | InvoicePostingPolicy::Mandatory => {
            PostingOption::ShipAndInvoice
        }
    }
}

/// The options that a policy leaves.
pub fn allowed(policy: InvoicePostingPolicy) -> &'static [PostingOption] {
    match policy {
        InvoicePostingPolicy::Allowed => &PostingOption::ALL,
        InvoicePostingPolicy::Prohibited => &[PostingOption::Ship, PostingOption::ShipAndConsume],
        InvoicePostingPolicy::Mandatory => &[PostingOption::ShipAndInvoice],
    }
}

fn check_selection(situation: &Situation, request: &Request, refusals: &mut Refusals) {
    for line_no in request.lines.iter().flatten() {
        if !situation.lines.iter().any(|line| line.line_no == *line_no) {
            refusals.push(refuse!("posting.line.unknown", line = *line_no).line(*line_no));
        }
    }
}

/// What every posting needs on the head of the document.
fn check_header(situation: &Situation, request: &Request, refusals: &mut Refusals) {
    let header = &situation.header;
    let mut need = |present: bool, code: &'static str, field: &'static str| {
        if !present {
            refusals.push(Refusal::new(code, Vec::new()).field(field));
        }
    };
    need(!header.customer_no.is_empty(), "posting.missing.customerNo", "customerNo");
    need(
        !header.bill_to_customer_no.is_empty(),
        "posting.missing.billToCustomerNo",
        "billToCustomerNo",
    );
    need(header.posting_date.is_some(), "posting.missing.postingDate", "postingDate");
    need(header.document_date.is_some(), "posting.missing.documentDate", "documentDate");
    if request.option.invoices() {
        need(header.due_date.is_some(), "posting.missing.dueDate", "dueDate");
        let group = &header.customer_posting_group;
        need(!group.is_empty(), "posting.missing.customerPostingGroup", "customerPostingGroup");
    }
}

/// What the service management setup makes mandatory.
fn check_mandatory(situation: &Situation, refusals: &mut Refusals) {
    let (header, setup) = (&situation.header, &situation.setups.service);
    let order = situation.is_order();
    let salesperson = !header.salesperson_code.is_empty();
    let external = !header.external_document_no.is_empty();
    for (mandatory, present, code, field) in [
        (
            setup.salesperson_mandatory,
            salesperson,
            "posting.missing.salespersonCode",
            "salespersonCode",
        ),
        (
            setup.ext_doc_no_mandatory,
            external,
            "posting.missing.externalDocumentNo",
            "externalDocumentNo",
        ),
        (
            order && setup.service_order_type_mandatory,
            !header.service_order_type.is_empty(),
            "posting.missing.serviceOrderType",
            "serviceOrderType",
        ),
        (
            order && setup.service_order_start_mandatory,
            header.starting_date.is_some(),
            "posting.missing.startingDate",
            "startingDate",
        ),
        (
            order && setup.service_order_start_mandatory,
            header.starting_time.is_some(),
            "posting.missing.startingTime",
            "startingTime",
        ),
        (
            order && setup.service_order_finish_mandatory,
            header.finishing_date.is_some(),
            "posting.missing.finishingDate",
            "finishingDate",
        ),
        (
            order && setup.service_order_finish_mandatory,
            header.finishing_time.is_some(),
            "posting.missing.finishingTime",
            "finishingTime",
        ),
    ] {
        if mandatory && !present {
            refusals.push(Refusal::new(code, Vec::new()).field(field));
        }
    }
}

/// The days of the posting lie in the period that is open for the user.
fn check_dates(situation: &Situation, takings: &[Taking<'_>], refusals: &mut Refusals) {
    if let Some(date) = situation.header.posting_date {
        check_date(situation, date, None, refusals);
    }
    if situation.by_line {
        for taking in takings.iter().filter(|taking| taking.ships()) {
            if let Some(date) = taking.line.posting_date {
                check_date(situation, date, Some(taking.line.line_no), refusals);
            }
        }
    }
}

fn check_date(situation: &Situation, date: Date, line: Option<i64>, refusals: &mut Refusals) {
    let (user, general) = (&situation.setups.user, &situation.setups.general_ledger);
    let own = user.allow_posting_from.is_some() || user.allow_posting_to.is_some();
    let (from, to) = if own {
        (user.allow_posting_from, user.allow_posting_to)
    } else {
        (general.allow_posting_from, general.allow_posting_to)
    };
    if from.is_some_and(|from| date < from) || to.is_some_and(|to| date > to) {
        let refusal = refuse!("posting.date.notAllowed", date = date, from = from, to = to)
            .field("postingDate");
        refusals.push(line.map_or(refusal.clone(), |line| refusal.line(line)));
    }
}

/// Neither the customer nor who is invoiced is blocked, nor is the salesperson.
fn check_customers(situation: &Situation, request: &Request, refusals: &mut Refusals) {
    let header = &situation.header;
    let places =
        [(&header.customer_no, "customerNo"), (&header.bill_to_customer_no, "billToCustomerNo")];
    let same = header.customer_no == header.bill_to_customer_no;
    for (no, field) in places.into_iter().take(if same { 1 } else { 2 }) {
        match situation.customers.get(no) {
            Some(customer) if blocked(customer, situation.is_order(), request.option) => refusals
                .push(
                    refuse!("posting.customer.blocked", customer = no, name = &customer.name)
                        .field(field),
                ),
            Some(_) => {}
            None if no.is_empty() => {}
            None => refusals.push(refuse!("posting.customer.unknown", customer = no).field(field)),
        }
    }
    if let Some(salesperson) = situation.salesperson.as_ref().filter(|person| !person.usable()) {
        refusals.push(
            refuse!("posting.salesperson.blocked", salesperson = &salesperson.code)
                .field("salespersonCode"),
        );
    }
}

/// A customer blocked for shipping may still be invoiced for what was shipped before; one blocked
/// for invoicing gets nothing of an order, because what is shipped would have to be invoiced.
fn blocked(customer: &Customer, is_order: bool, option: PostingOption) -> bool {
    let blocked = match customer.blocked {
        CustomerBlocked::Blank => false,
        CustomerBlocked::Ship => option.ships(),
        CustomerBlocked::Invoice => is_order || option.invoices(),
        CustomerBlocked::All => true,
    };
    blocked || customer.privacy_blocked
}

/// A customer who takes no part deliveries gets every line whole.
fn check_shipping_advice(situation: &Situation, request: &Request, refusals: &mut Refusals) {
    let complete = situation.header.shipping_advice == ShippingAdvice::Complete;
    if !complete || !situation.is_order() || !request.option.ships() {
        return;
    }
    for line in situation.lines.iter().filter(|line| line.counts()) {
        let part = line.qty_to_ship != line.outstanding_quantity || !request.selects(line.line_no);
        if part && !line.outstanding_quantity.is_zero() {
            let outstanding = line.outstanding_quantity;
            let selected = request.selects(line.line_no);
            let entered = if selected { line.qty_to_ship } else { Quantity::ZERO };
            let refusal = refuse!(
                "posting.shippingAdvice.complete",
                entered = entered,
                outstanding = outstanding
            );
            refusals.push(refusal.field("qtyToShip").line(line.line_no));
        }
    }
}

/// The number series that the posting takes numbers from.
fn check_numbers(situation: &Situation, request: &Request, refusals: &mut Refusals) {
    let header = &situation.header;
    let mut need = |kept: &Code<20>, series: &Code<20>, code: &'static str, field: &'static str| {
        if kept.is_empty() && series.is_empty() {
            refusals.push(Refusal::new(code, Vec::new()).field(field));
        }
    };
    if situation.makes_shipment(request.option) {
        let series = &header.shipping_no_series;
        need(&Code::default(), series, "posting.missing.shippingNoSeries", "shippingNoSeries");
    }
    if request.option.invoices() {
        let series = &header.posting_no_series;
        need(&header.posting_no, series, "posting.missing.postingNoSeries", "postingNoSeries");
    }
}
