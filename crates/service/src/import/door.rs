//! What people may import, by whatever door: command line, API and page ask here, before they read a
//! file.

use base::{Error, Refusal, Result, refuse};
use store::{EntityDef, Tx};

use super::Existing;

/// Whether people may bring records of a collection in: where the API lets them create one. Parts of
/// documents go with their document.
pub fn may_import(def: &EntityDef) -> bool {
    def.insertable && (def.below.is_none() || def.fixed.is_empty())
}

/// The collection of this name, if people may import into it.
///
/// # Errors
/// Refuses what the program keeps itself, such as ledgers and posted documents, naming its table;
/// `NotFound` for a name that there is none of.
pub fn collection<'d>(entities: &'d [EntityDef], name: &str) -> Result<&'d EntityDef> {
    let of_name = || entities.iter().filter(|def| def.collection == name);
    match (of_name().find(|def| may_import(def)), of_name().next()) {
        (Some(def), _) => Ok(def),
        (None, Some(def)) => Err(closed(def).into()),
        (None, None) => Err(Error::NotFound { collection: name.to_owned(), key: String::new() }),
    }
}

/// Refuses an import that the user may not make, before anything of it is read.
///
/// # Errors
/// A refusal for what is not imported; `Forbidden` when the user may not create or change such
/// records.
pub fn admit(tx: &Tx, def: &EntityDef, existing: Existing) -> Result<()> {
    let updates = existing == Existing::Update;
    if !may_import(def) || (updates && !def.updatable) {
        return Err(closed(def).into());
    }
    def.require(tx, base::Action::Insert)?;
    if updates { def.require(tx, base::Action::Modify) } else { Ok(()) }
}

fn closed(def: &EntityDef) -> Refusal {
    refuse!("import.collection.closed", table = def.table.name)
}
