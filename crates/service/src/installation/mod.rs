//! An installation: the system database with its users and companies, and each company's own
//! database beside it.

mod company;
mod registry;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use base::{Action, Actor, Clock, Error, Result, Text, refuse};
use books::user;
use store::{DatabaseUrl, Db, Entity, Record, Table, Tx, entity, key, migration, params};

pub use company::Company;
use registry::Registry;

use crate::{roles, schema};

/// How many databases may be left of companies of one name that are gone.
const PLACES: usize = 99;

/// What is done about a system database that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is made.
    Create,
    /// It is an error that names it.
    Refuse,
}

/// The databases of one installation.
pub struct Installation {
    url: DatabaseUrl,
    clock: Arc<dyn Clock>,
    system: Db,
    registry: Registry,
}

impl Installation {
    /// Opens the system database, made when it is missing, and every company, and brings their
    /// schemas up to date; before a schema changes, an embedded database is copied beside itself.
    ///
    /// # Errors
    /// When a database cannot be reached, or a newer program has changed it, or that of a company
    /// is missing.
    pub fn open(url: &DatabaseUrl, clock: Arc<dyn Clock>) -> Result<Self> {
        let installation = Self::open_system(url, clock, Missing::Create)?;
        installation.open_companies()?;
        Ok(installation)
    }

    /// The same for what must be there already.
    ///
    /// # Errors
    /// As [`Self::open`], and when there is no system database.
    pub fn open_existing(url: &DatabaseUrl, clock: Arc<dyn Clock>) -> Result<Self> {
        let installation = Self::open_system(url, clock, Missing::Refuse)?;
        installation.open_companies()?;
        Ok(installation)
    }

    /// Opens the system database alone; companies are opened as they are asked for.
    ///
    /// # Errors
    /// When it cannot be reached, is missing and should not, or a newer program has changed it.
    pub fn open_system(url: &DatabaseUrl, clock: Arc<dyn Clock>, missing: Missing) -> Result<Self> {
        if missing == Missing::Refuse && !url.is_there()? {
            return Err(refuse!("installation.missing", database = url.to_string()).into());
        }
        entity::register(&company_tables());
        entity::register(&system_tables());
        crate::hooks::register();
        let actor = Actor::program(&*clock);
        let system = Db::open(url)?;
        bring_up_to_date(&system, &actor, &schema::system())?;
        system.write(&actor, roles::keep)?;
        Ok(Self { url: url.clone(), clock, system, registry: Registry::default() })
    }

    fn open_companies(&self) -> Result<()> {
        for company in self.companies()? {
            self.registry.database(&company, &self.url, &self.program())?;
        }
        Ok(())
    }

    /// The clock of the installation.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Where the system database is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// The program itself as the one who acts, now.
    pub fn program(&self) -> Actor {
        Actor::program(self.clock())
    }

    /// The database of users, sessions and companies.
    pub fn system(&self) -> &Db {
        &self.system
    }

    /// Every company, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn companies(&self) -> Result<Vec<Company>> {
        self.system.read(&self.program(), |tx| tx.select("ORDER BY \"name\"", &[]))
    }

    /// The database of a company. What another program has done to the list of companies is seen
    /// after a moment; so this may read the system database and must not be asked within a
    /// transaction.
    ///
    /// # Errors
    /// `NotFound` when there is no such company; `Unavailable` when its database is missing or
    /// cannot be opened.
    pub fn company(&self, name: &str) -> Result<Db> {
        if let Some(db) = self.registry.fresh(name) {
            return Ok(db);
        }
        let listed = self.companies()?;
        self.registry.follow(&listed, &self.url);
        let Some(company) = listed.iter().find(|company| company.name == *name) else {
            let (collection, key) = (Company::COLLECTION.to_owned(), name.to_owned());
            return Err(Error::NotFound { collection, key });
        };
        self.registry.database(company, &self.url, &self.program()).map_err(|error| match error {
            Error::Unavailable(why) => Error::Unavailable(why),
            other => Error::Unavailable(other.to_string()),
        })
    }

    /// For moments in which nobody works: open databases give back room that they do not need.
    ///
    /// # Errors
    /// When the caller holds a connection.
    pub fn rest(&self) -> Result<()> {
        self.system.rest()?;
        self.registry.opened().iter().try_for_each(Db::rest)
    }

    /// Creates a company with empty books, whatever is left of an earlier one of that name: a
    /// database that is there already stays what it is, and the new one has a number behind its
    /// name.
    ///
    /// # Errors
    /// Refuses a name that is taken or cannot stand in an address.
    pub fn create_company(&self, actor: &Actor, name: &str, display_name: &str) -> Result<Db> {
        actor.require(Company::table().name, Action::Insert)?;
        company::check_name(name)?;
        let mut company = Company {
            name: Text::parse(name)?,
            display_name: Text::parse(display_name)?,
            ..Company::default()
        };
        // Listed first: whoever else wants the name or the place then finds them taken.
        let free = self.free_places(name)?;
        self.system.write(actor, |tx| {
            take_place(tx, &mut company, &free)?;
            tx.insert(&mut company)?;
            // An earlier program may have left those of a company of this name.
            user::unassign_company(tx, name)
        })?;
        let made = self.registry.open(&company, &company.url(&self.url), actor);
        if made.is_err()
            && let Err(error) = self.remove_company(&self.program(), name)
        {
            tracing::error!(%error, name, "a company without a database is still listed");
        }
        made
    }

    /// Makes the database of a company that is listed, as a backup lists it, without touching one
    /// that is there.
    ///
    /// # Errors
    /// When the database cannot be made.
    pub fn create_listed(&self, company: &Company) -> Result<Db> {
        let actor = self.program();
        let free = self.free_places(&company.name)?;
        let company = self.system.write(&actor, |tx| {
            let mut listed: Company = tx.find(key![company.name.as_str()])?;
            take_place(tx, &mut listed, &free)?;
            tx.update(&mut listed)?;
            Ok(listed)
        })?;
        self.registry.open(&company, &company.url(&self.url), &actor)
    }

    /// The first places for the books of a company of this name where nothing is yet.
    fn free_places(&self, name: &str) -> Result<Vec<String>> {
        let numbered = (2..=PLACES).map(|number| format!("{name}-{number}"));
        let mut free = Vec::new();
        for place in std::iter::once(name.to_owned()).chain(numbered) {
            let url = self.url.company(&place);
            if url.file_identity().is_none() && !url.is_there()? {
                free.push(place);
            }
            if free.len() == 3 {
                break;
            }
        }
        Ok(free)
    }

    /// Takes a company out of the installation, with the roles that people have in it. Its database
    /// stays where it is.
    ///
    /// # Errors
    /// `NotFound` when there is no such company.
    pub fn remove_company(&self, actor: &Actor, name: &str) -> Result<()> {
        self.system.write(actor, |tx: &mut Tx| {
            let company: Company = tx.find(key![name])?;
            tx.delete(&company)?;
            user::unassign_company(tx, name)
        })?;
        self.registry.close(name);
        Ok(())
    }
}

/// Gives a company the first of the places that no other one has.
fn take_place(tx: &mut Tx, company: &mut Company, free: &[String]) -> Result<()> {
    for place in free {
        let others =
            "WHERE \"name\" <> $1 AND (\"database\" = $2 OR (\"database\" = '' AND \"name\" = $2))";
        let name = company.name.as_str();
        if tx.select::<Company>(others, params![name, place.as_str()])?.is_empty() {
            let usual = place.as_str() == name;
            company.database = if usual { Text::default() } else { Text::parse(place)? };
            return Ok(());
        }
    }
    let name = company.name.as_str();
    Err(refuse!("company.places.taken", name = name).field("name").into())
}

/// Applies what the schema lacks; an embedded database that already holds something is copied
/// first.
fn bring_up_to_date(db: &Db, actor: &Actor, schema: &migration::Schema) -> Result<()> {
    let current = migration::version(db, actor)?;
    let newest = schema.version();
    if let DatabaseUrl::Sqlite(path) = db.url()
        && current > 0
        && current < newest
    {
        let copy = PathBuf::from(format!("{}.before-{newest}.db", path.display()));
        db.copy_to(&copy)?;
    }
    migration::apply(db, actor, schema).map(drop)
}

/// Every table of a company.
pub fn company_tables() -> Vec<&'static Table> {
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    tables
}

/// Every table of the system database.
pub fn system_tables() -> Vec<&'static Table> {
    let mut tables = store::tables();
    tables.extend(books::system_tables());
    tables.push(Company::table());
    tables
}
