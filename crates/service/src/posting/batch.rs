//! Posting of many orders, each by itself: what stops one does not stop the others.

use base::{Code, Error, Result};
use store::{Tx, params};

use crate::order::{DocumentType, ServiceHeader};

use super::request::Request;
use super::{Posted, post_allowed};

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

/// Posts these documents one after the other; without numbers, all of the type. Whoever calls this
/// has asked for the permission.
///
/// # Errors
/// When the database fails.
pub fn post_batch(
    tx: &mut Tx,
    document_type: DocumentType,
    nos: Option<Vec<Code<20>>>,
    request: &Request,
) -> Result<Batch> {
    let nos = match nos {
        Some(nos) => nos,
        None => all(tx, document_type)?,
    };
    let mut batch = Batch::default();
    for no in nos {
        tx.batch("SAVEPOINT posting")?;
        match post_allowed(tx, document_type, &no, request) {
            Ok(posted) => {
                tx.batch("RELEASE SAVEPOINT posting")?;
                batch.posted.push((no, posted));
            }
            Err(error @ (Error::Unavailable(_) | Error::Forbidden(_))) => return Err(error),
            Err(error) => {
                tx.batch("ROLLBACK TO SAVEPOINT posting; RELEASE SAVEPOINT posting")?;
                batch.failed.push(Failed { no, error });
            }
        }
    }
    Ok(batch)
}

fn all(tx: &mut Tx, document_type: DocumentType) -> Result<Vec<Code<20>>> {
    let headers: Vec<ServiceHeader> =
        tx.select("WHERE \"document_type\" = $1 ORDER BY \"no\"", params![document_type])?;
    Ok(headers.into_iter().map(|header| header.no).collect())
}
