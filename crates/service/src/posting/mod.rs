//! Posting of service orders and invoices: what is delivered, charged or given away becomes posted
//! documents and ledger entries, all at once or not at all.
//!
//! [`Situation::load`] reads everything a rule may look at, [`plan`] works out what is written,
//! [`apply`] writes it. A preview is a plan that is not applied; a test report is what the plan
//! refuses.

/// Builds a posted record: fields of the same name are copied, the others are given.
macro_rules! copied {
    ($record:ident from $source:expr; $($field:ident),* $(,)?; $($own:ident: $value:expr),* $(,)?) => {
        $record {
            $($field: $source.$field.clone(),)*
            $($own: $value,)*
            ..$record::default()
        }
    };
}

mod actions;
mod amounts;
mod apply;
mod batch;
mod check;
mod check_line;
mod check_setup;
mod delete;
mod dimensions;
mod entries;
mod invoice;
mod letters;
mod outcome;
mod plan;
mod preview;
mod report;
mod request;
mod rounding;
mod settle;
mod setups;
mod shipment;
mod situation;
mod summary;
mod takings;
mod variants;

#[cfg(test)]
pub(crate) mod tests;

pub use actions::actions;
pub use batch::{Batch, Failed, post_batch};
pub use check::allowed;
pub use delete::fill_gap;
pub use plan::{Posting, plan};
pub use preview::Preview;
pub use report::Report;
pub use request::{Numbers, PostingOption, Request};
pub use setups::Setups;
pub use situation::Situation;
pub use summary::Ledger;

use base::{Action, Code, Error, Result};
use store::{Record, Tx, params, sight};

use crate::order::{DocumentType, ServiceHeader};

/// The name of the permission to post a document of this type.
fn permission(document_type: DocumentType) -> &'static str {
    match document_type {
        DocumentType::Order => "serviceOrders.post",
        DocumentType::Invoice => "serviceInvoices.post",
    }
}

/// What a posting did.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The numbers of the posted documents; blank where there is none.
    pub numbers: Numbers,
    /// Whether the document is settled and gone.
    pub document_deleted: bool,
    /// The ledgers that got entries.
    pub ledgers: Vec<Ledger>,
}

/// Posts a document, whole or in part.
///
/// # Errors
/// Everything that stops it, all at once; then nothing has been written.
pub fn post(
    tx: &mut Tx,
    document_type: DocumentType,
    no: &Code<20>,
    request: &Request,
) -> Result<Posted> {
    store::require_action(tx, permission(document_type), store::Class::Post)?;
    post_allowed(tx, document_type, no, request)
}

/// The same for somebody who was asked for the permission already.
fn post_allowed(
    tx: &mut Tx,
    document_type: DocumentType,
    no: &Code<20>,
    request: &Request,
) -> Result<Posted> {
    let situation = Situation::load(tx, document_type, no, request)?;
    let posting = plan(&situation, request)?;
    let ledgers = summary::counts(&posting);
    let posting = apply::apply(tx, &situation, posting)?;
    Ok(Posted {
        numbers: posting.numbers,
        document_deleted: posting.outcome == outcome::Outcome::Deleted,
        ledgers,
    })
}

/// What [`post`] would write.
///
/// # Errors
/// As [`post`].
pub fn preview(
    tx: &mut Tx,
    document_type: DocumentType,
    no: &Code<20>,
    request: &Request,
) -> Result<Preview> {
    sight::require_key(tx, ServiceHeader::table(), params![document_type, no], Action::Read)?;
    let situation = Situation::load(tx, document_type, no, request)?;
    let posting = plan(&situation, request)?;
    for warning in report::seller_warnings(&situation, request) {
        tx.inform("posting.seller", warning.args);
    }
    letters::warn(tx, &situation);
    preview::preview(tx, &situation, posting)
}

/// What would stop [`post`], and what may not be meant. It does not fail because of either.
///
/// # Errors
/// `NotFound` when there is no such document; when the database fails.
pub fn test_report(
    tx: &mut Tx,
    document_type: DocumentType,
    no: &Code<20>,
    request: &Request,
) -> Result<Report> {
    sight::require_key(tx, ServiceHeader::table(), params![document_type, no], Action::Read)?;
    match Situation::load(tx, document_type, no, request) {
        Ok(situation) => Ok(report::report(&situation, request)),
        Err(Error::Refused(refusals) | Error::State(refusals)) => {
            Ok(Report { errors: refusals.0, warnings: Vec::new() })
        }
        Err(error) => Err(error),
    }
}
