//! The responsibility center that a user works for: documents of others are not theirs to delete
//! or to take over.

use base::{Code, Error, Result, refuse};
use books::user::UserSetup;
use store::{Tx, key};

/// Refuses a document of this responsibility center to a user who works for another one.
///
/// # Errors
/// `order.responsibilityCenter.notYours`.
pub(super) fn check(tx: &mut Tx, center: &Code<10>) -> Result<()> {
    let user: Option<UserSetup> = tx.get(key![Code::<50>::parse(tx.user()).unwrap_or_default()])?;
    let own = user.map(|user| user.service_resp_ctr_filter).unwrap_or_default();
    if own.is_empty() || own == *center {
        return Ok(());
    }
    let refusal = refuse!("order.responsibilityCenter.notYours", center = &own);
    Err(Error::state(refusal.field("responsibilityCenter")))
}
