//! An installation: the system database with its users and companies, and each company's own
//! database beside it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use base::{Action, Actor, Clock, Error, Refusal, Result, Text, refuse};
use parking_lot::RwLock;
use store::{DatabaseUrl, Db, Entity, Record, Table, Tx, entity, key, migration};

use crate::{roles, schema};

/// A company that the installation keeps books for.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "company", key(name), audited)]
pub struct Company {
    /// Identifies the company in the addresses of the program: small letters, digits and hyphens.
    pub name: Text<30>,
    /// The name that people see on screens.
    pub display_name: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

impl Entity for Company {
    const COLLECTION: &'static str = "companies";
}

/// The open databases of one installation.
pub struct Installation {
    url: DatabaseUrl,
    clock: Arc<dyn Clock>,
    system: Db,
    companies: RwLock<BTreeMap<String, Db>>,
}

impl Installation {
    /// Opens the system database and every company, and brings their schemas up to date; before a
    /// schema changes, an embedded database is copied beside itself.
    ///
    /// # Errors
    /// When a database cannot be reached, or a newer program has changed it.
    pub fn open(url: &DatabaseUrl, clock: Arc<dyn Clock>) -> Result<Self> {
        entity::register(&company_tables());
        entity::register(&system_tables());
        crate::hooks::register();
        let actor = Actor::program(clock.now());
        let system = Db::open(url)?;
        bring_up_to_date(&system, &actor, &schema::system())?;
        system.write(&actor, roles::keep)?;
        let installation =
            Self { url: url.clone(), clock, system, companies: RwLock::new(BTreeMap::new()) };
        for company in installation.companies()? {
            let db = Db::open(&url.company(&company.name))?;
            bring_up_to_date(&db, &actor, &schema::company())?;
            installation.companies.write().insert(company.name.to_string(), db);
        }
        Ok(installation)
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
        Actor::program(self.clock.now())
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

    /// The database of a company.
    ///
    /// # Errors
    /// `NotFound` when there is no such company.
    pub fn company(&self, name: &str) -> Result<Db> {
        let found = self.companies.read().get(name).cloned();
        found.ok_or_else(|| Error::NotFound {
            collection: Company::COLLECTION.to_owned(),
            key: name.to_owned(),
        })
    }

    /// Creates a company with empty books.
    ///
    /// # Errors
    /// Refuses a name that is taken or cannot stand in an address.
    pub fn create_company(&self, actor: &Actor, name: &str, display_name: &str) -> Result<Db> {
        actor.require(Company::table().name, Action::Insert)?;
        check_name(name)?;
        let mut company = Company {
            name: Text::parse(name)?,
            display_name: Text::parse(display_name)?,
            ..Company::default()
        };
        self.system.write(actor, |tx| tx.insert(&mut company))?;
        let db = Db::open(&self.url.company(name))?;
        bring_up_to_date(&db, actor, &schema::company())?;
        self.companies.write().insert(name.to_owned(), db.clone());
        Ok(db)
    }

    /// Takes a company out of the installation. Its database stays where it is.
    ///
    /// # Errors
    /// `NotFound` when there is no such company.
    pub fn remove_company(&self, actor: &Actor, name: &str) -> Result<()> {
        self.system.write(actor, |tx: &mut Tx| {
            let company: Company = tx.find(key![name])?;
            tx.delete(&company)
        })?;
        self.companies.write().remove(name);
        Ok(())
    }
}

fn check_name(name: &str) -> Result<(), Refusal> {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    if begins && name.len() <= 30 && name.chars().all(letters) {
        return Ok(());
    }
    Err(refuse!("company.name.unfit", name = name).field("name"))
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
