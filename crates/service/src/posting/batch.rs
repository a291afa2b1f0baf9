//! Posting of many orders, each by itself: what stops one does not stop the others.

use base::{Amount, Code, Error, Result};
use store::{Tx, key, params};

use crate::invoice_discount;
use crate::line::Context;
use crate::order::{DocumentType, ServiceHeader};

use super::request::Request;
use super::situation::Situation;
use super::{Posted, plan, post_allowed};

/// So many documents are looked at before they are posted.
const LOOKED_AT: usize = 500;

/// An order that was not posted.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Its number.
    pub no: Code<20>,
    /// Why.
    pub error: Error,
}

/// What a batch did.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The orders that were posted.
    pub posted: Vec<(Code<20>, Posted)>,
    /// Those that were not.
    pub failed: Vec<Failed>,
}

/// Posts these documents one after the other; without numbers, all of the type. On demand the
/// invoice discount of each is calculated first. Whoever calls this has asked for the permission.
///
/// # Errors
/// When the database fails.
pub fn post_batch(
    tx: &mut Tx,
    document_type: DocumentType,
    nos: Option<Vec<Code<20>>>,
    request: &Request,
    recalculate: bool,
) -> Result<Batch> {
    let nos = match nos {
        Some(nos) => nos,
        None => all(tx, document_type)?,
    };
    let mut batch = Batch::default();
    for no in nos {
        let post = |tx: &mut Tx| {
            if recalculate {
                let header: ServiceHeader = tx.find(key![document_type, no])?;
                let context = Context::around(tx, header)?;
                invoice_discount::apply(tx, &context)?;
            }
            post_allowed(tx, document_type, &no, request)
        };
        match by_itself(tx, post)? {
            Ok(posted) => batch.posted.push((no, posted)),
            Err(error) => batch.failed.push(Failed { no, error }),
        }
    }
    Ok(batch)
}

/// Does something with one document of many: what is refused leaves no trace, and does not stop
/// the others.
///
/// # Errors
/// When the database fails, or the user may not do it at all.
pub(super) fn by_itself<T>(
    tx: &mut Tx,
    act: impl FnOnce(&mut Tx) -> Result<T>,
) -> Result<Result<T>> {
    match tx.savepoint(act) {
        Ok(done) => Ok(Ok(done)),
        Err(error @ Error::Forbidden(_)) => Err(error),
        Err(error) if error.is_of_machine() => Err(error),
        Err(error) => Ok(Err(error)),
    }
}

/// What a batch would do.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// How many documents there are; those after the first 500 are not looked at.
    pub total: usize,
    /// How many would be posted.
    pub ready: usize,
    /// Those that would not.
    pub failed: Vec<Failed>,
    /// Without value added tax, in local currency.
    pub amount: Amount,
    /// With value added tax, in local currency.
    pub amount_including_vat: Amount,
}

/// What [`post_batch`] would do, without the discount that it may calculate before. Whoever calls this
/// has asked for the permission.
///
/// # Errors
/// When the database fails.
pub fn preview_batch(
    tx: &mut Tx,
    document_type: DocumentType,
    nos: Option<Vec<Code<20>>>,
    request: &Request,
) -> Result<Outlook> {
    let nos = match nos {
        Some(nos) => nos,
        None => all(tx, document_type)?,
    };
    let mut outlook = Outlook { total: nos.len(), ..Outlook::default() };
    for no in nos.into_iter().take(LOOKED_AT) {
        let look = |tx: &mut Tx| -> Result<_> {
            let situation = Situation::load(tx, document_type, &no, request)?;
            Ok(plan(&situation, request)?)
        };
        match look(tx) {
            Ok(posting) => {
                outlook.ready += 1;
                outlook.amount += posting.totals.sales_lcy;
                outlook.amount_including_vat += posting.totals.including_vat_lcy;
            }
            Err(error @ Error::Forbidden(_)) => return Err(error),
            Err(error) if error.is_of_machine() => return Err(error),
            Err(error) => outlook.failed.push(Failed { no, error }),
        }
    }
    Ok(outlook)
}

fn all(tx: &mut Tx, document_type: DocumentType) -> Result<Vec<Code<20>>> {
    let headers: Vec<ServiceHeader> =
        tx.select("WHERE \"document_type\" = $1 ORDER BY \"no\"", params![document_type])?;
    Ok(headers.into_iter().map(|header| header.no).collect())
}
