//! What a new document begins with.

use base::{Code, Result, Text};
use books::user::UserSetup;
use store::{Tx, key};

use super::{DocumentType, NotifyCustomer, Priority, ReleaseStatus, ServiceHeader, ServiceStatus};
use super::{numbering, salesperson};
use crate::setup;

/// Gives a new document its number and its defaults.
///
/// # Errors
/// What numbering refuses.
pub(super) fn begin(tx: &mut Tx, header: &mut ServiceHeader) -> Result<()> {
    let setup = setup::of(tx)?;
    numbering::assign(tx, header, &setup)?;
    let (today, now) = (tx.today(), tx.now());
    header.order_date = Some(today);
    header.order_time = Some(now.time());
    header.posting_date = Some(today);
    header.document_date = Some(today);
    header.due_date = Some(today);
    header.status = ServiceStatus::Pending;
    header.release_status = ReleaseStatus::Open;
    header.priority = Priority::Low;
    header.notify_customer = NotifyCustomer::No;
    header.default_response_time_hours = setup.default_response_time_hours;
    header.link_service_to_service_item = setup.link_service_to_service_item;
    header.posting_description = posting_description(tx, header)?;
    header.created_at = Some(tx.moment());
    header.allow_line_disc = true;
    let user: Option<UserSetup> = tx.get(key![Code::<50>::parse(tx.user()).unwrap_or_default()])?;
    if let Some(user) = user {
        header.responsibility_center = user.service_resp_ctr_filter;
    }
    salesperson::propose_own(tx, header)
}

/// The text of the ledger entries: kind and number of the document.
fn posting_description(tx: &mut Tx, header: &ServiceHeader) -> Result<Text<100>> {
    let id = match header.document_type {
        DocumentType::Order => "message-order-postingDescription",
        DocumentType::Invoice => "message-invoice-postingDescription",
    };
    let args = [("no", (&header.no).into())];
    Ok(Text::cut(&texts::text(books::language_of_books(tx)?, id, &args)))
}
