//! The set-up that holds for every document.

use base::{Code, Result};
use books::general_ledger_setup::{self, GeneralLedgerSetup};
use books::inventory_setup::{self, InventorySetup};
use books::sales_setup::{self, SalesSetup};
use books::user::UserSetup;
use store::{Tx, key};

use crate::setup::{self, ServiceMgtSetup};

/// The set-up records that exist once.
#[derive(Clone, Debug, Default)]
pub struct Setups {
    /// Service management.
    pub service: ServiceMgtSetup,
    /// Sales and receivables.
    pub sales: SalesSetup,
    /// Stock.
    pub inventory: InventorySetup,
    /// General ledger.
    pub general_ledger: GeneralLedgerSetup,
    /// What holds for the user.
    pub user: UserSetup,
}

impl Setups {
    /// Reads them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(tx: &mut Tx) -> Result<Self> {
        Ok(Self {
            service: setup::of(tx)?,
            sales: sales_setup::of(tx)?,
            inventory: inventory_setup::of(tx)?,
            general_ledger: general_ledger_setup::of(tx)?,
            user: user_setup(tx)?,
        })
    }
}

/// What holds for the user; nothing in particular when nothing was set up.
pub(super) fn user_setup(tx: &mut Tx) -> Result<UserSetup> {
    let Ok(user) = Code::<50>::parse(tx.user()) else { return Ok(UserSetup::default()) };
    Ok(tx.get(key![user])?.unwrap_or_default())
}
