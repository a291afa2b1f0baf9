//! What may be entered about posting groups.

use base::Result;
use store::{Entity, Tx};

use super::{
    CustomerPostingGroup, GenBusinessPostingGroup, GenProductPostingGroup, GeneralPostingSetup,
    InventoryPostingGroup, InventoryPostingSetup,
};
use crate::{check, gl_account, hooks, used};

check::plain_entities!(
    GenBusinessPostingGroup => "genBusinessPostingGroups",
    GenProductPostingGroup => "genProductPostingGroups",
    InventoryPostingGroup => "inventoryPostingGroups",
);

impl Entity for GeneralPostingSetup {
    const COLLECTION: &'static str = "generalPostingSetup";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        gl_account::check_set_up(tx, self, column)
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_relations(tx, self)
    }
}

impl Entity for CustomerPostingGroup {
    const COLLECTION: &'static str = "customerPostingGroups";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        gl_account::check_set_up(tx, self, column)
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }
}

impl Entity for InventoryPostingSetup {
    const COLLECTION: &'static str = "inventoryPostingSetup";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        gl_account::check_set_up(tx, self, column)
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_relations(tx, self)
    }
}
