//! The open databases of companies. The list in the system database decides which there are:
//! another program may add a company or take one away at any time.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use base::{Actor, Error, Result, refuse};
use books::company::ZONE;
use parking_lot::{Mutex, RwLock};
use store::{DatabaseUrl, Db, FileIdentity};

use super::{Company, bring_up_to_date};
use crate::schema;

/// How long the list of companies is taken for what it was.
const FRESH: Duration = Duration::from_secs(1);

/// The companies whose databases are open.
#[derive(Default)]
pub struct Registry {
    open: RwLock<BTreeMap<String, Open>>,
    looked: Mutex<Option<Instant>>,
    /// Held by whoever opens one, so that two do not open the same.
    opening: Mutex<()>,
}

#[derive(Clone)]
struct Open {
    db: Db,
    file: FileIdentity,
}

impl Registry {
    /// An open database, when the list was looked at a moment ago.
    pub fn fresh(&self, name: &str) -> Option<Db> {
        let fresh = self.looked.lock().is_some_and(|looked| looked.elapsed() < FRESH);
        if fresh { self.open.read().get(name).map(|open| open.db.clone()) } else { None }
    }

    /// Takes over which companies there are now: those that are gone, or whose books are kept
    /// elsewhere or in another file, are closed when their last request is done.
    pub fn follow(&self, listed: &[Company], system: &DatabaseUrl) {
        let current = |name: &str, open: &Open| {
            listed.iter().any(|company| {
                let url = company.url(system);
                company.name == *name && open.db.url() == &url && open.file == url.file_identity()
            })
        };
        let open = &mut *self.open.write();
        open.retain(|name, open| current(name, open));
        *self.looked.lock() = Some(Instant::now());
    }

    /// The database of a listed company, opened and brought up to date when it is not yet.
    ///
    /// # Errors
    /// Refuses, and names the company, when its database is not there.
    pub fn database(&self, company: &Company, system: &DatabaseUrl, actor: &Actor) -> Result<Db> {
        let known = || self.open.read().get(&*company.name).map(|open| open.db.clone());
        if let Some(db) = known() {
            return Ok(db);
        }
        let _opening = self.opening.lock();
        if let Some(db) = known() {
            return Ok(db);
        }
        let url = company.url(system);
        let (name, database) = (company.name.as_str(), url.to_string());
        if !url.is_there().map_err(|error| named(name, error))? {
            return Err(
                refuse!("company.database.missing", name = name, database = database).into()
            );
        }
        self.open(company, &url, actor).map_err(|error| named(name, error))
    }

    /// Opens a database, made when it is missing, and brings it up to date.
    ///
    /// # Errors
    /// When it cannot be reached or made, or a newer program has changed it.
    pub fn open(&self, company: &Company, url: &DatabaseUrl, actor: &Actor) -> Result<Db> {
        let db = Db::open(url)?;
        bring_up_to_date(&db, actor, &schema::company())?;
        db.keeps_zone(ZONE);
        let open = Open { db: db.clone(), file: url.file_identity() };
        self.open.write().insert(company.name.to_string(), open);
        Ok(db)
    }

    /// The databases that are open.
    pub fn opened(&self) -> Vec<Db> {
        self.open.read().values().map(|open| open.db.clone()).collect()
    }

    /// Forgets a company.
    pub fn close(&self, name: &str) {
        self.open.write().remove(name);
    }
}

/// The same error with the company that it is about.
fn named(name: &str, error: Error) -> Error {
    match error {
        Error::Unavailable(why) => Error::Unavailable(format!("{name}: {why}")),
        other => other,
    }
}
