//! What every request can reach: the installation, its collections and its actions.

use std::sync::{Arc, LazyLock, OnceLock};

use base::{Actor, Answers, Error, Result};
use documents::typesetter::Typesetter;
use ipnet::IpNet;
use service::installation::Installation;
use store::{ActionDef, Db, EntityDef, Tx};
use tokio::sync::Semaphore;

use crate::api::jobs::Jobs;
use crate::api::odata::Figures;
use crate::exports::Exports;
use crate::import::Imports;
use crate::metrics::Metrics;
use crate::refusals::Refusals;
use crate::room::Room;
use crate::session::Caller;
use crate::sign_in::CHECKS;

/// The running program. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<State>);

struct State {
    installation: Installation,
    company: Catalogue,
    system: Catalogue,
    figures: OnceLock<Figures>,
    jobs: Jobs,
    exports: Exports,
    imports: Imports,
    room: Room,
    typesetter: Typesetter,
    refusals: Refusals,
    password_checks: Semaphore,
    metrics: Metrics,
    trusted: Vec<IpNet>,
}

/// What is served: collections and actions.
pub struct Catalogue {
    /// The collections.
    pub entities: Vec<EntityDef>,
    /// The actions on them.
    pub actions: Vec<ActionDef>,
}

impl App {
    /// The program on this installation, which typesets papers in its own process.
    pub fn new(installation: Installation) -> Self {
        Self::behind(installation, Vec::new())
    }

    /// The same behind proxies of these addresses, which are believed when they say for whom they
    /// ask.
    pub fn behind(installation: Installation, trusted: Vec<IpNet>) -> Self {
        Self::with(installation, Typesetter::default(), trusted)
    }

    /// The same, with where papers are typeset.
    pub fn with(installation: Installation, typesetter: Typesetter, trusted: Vec<IpNet>) -> Self {
        let app = Self(Arc::new(State {
            installation,
            company: Catalogue { entities: service::entities(), actions: service::actions() },
            system: Catalogue {
                entities: service::system_entities(),
                actions: service::system_actions(),
            },
            figures: OnceLock::new(),
            jobs: Jobs::default(),
            exports: Exports::default(),
            imports: Imports::default(),
            room: Room::default(),
            typesetter,
            refusals: Refusals::default(),
            password_checks: Semaphore::new(CHECKS),
            metrics: Metrics::default(),
            trusted,
        }));
        app.learn_figures();
        app
    }

    /// The installation.
    pub fn installation(&self) -> &Installation {
        &self.0.installation
    }

    /// The collections and actions of a company.
    pub fn company_catalogue(&self) -> &Catalogue {
        &self.0.company
    }

    /// The collections and actions of the installation: users, roles, companies.
    pub fn system_catalogue(&self) -> &Catalogue {
        &self.0.system
    }

    /// The calculated properties of each collection. They are asked of blank records, once, before
    /// the first transaction in a company: inside one nobody may ask for another connection.
    pub fn figures(&self) -> &Figures {
        static NONE: LazyLock<Figures> = LazyLock::new(Figures::new);
        self.0.figures.get().unwrap_or(&NONE)
    }

    /// Asks for the calculated properties, if nobody has done so.
    pub(crate) fn learn_figures(&self) {
        if self.0.figures.get().is_some() {
            return;
        }
        match self.ask_figures() {
            Ok(Some(figures)) => drop(self.0.figures.set(figures)),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "calculated properties are not known"),
        }
    }

    fn ask_figures(&self) -> Result<Option<Figures>> {
        let companies = self.installation().companies()?;
        let Some(company) = companies.first() else { return Ok(None) };
        let db = self.installation().company(&company.name)?;
        let mut all = Figures::new();
        for def in &self.company_catalogue().entities {
            match db.read(&self.program(), |tx| (def.figures)(tx)) {
                Ok(figures) => drop(all.insert(def.collection, figures)),
                Err(error) => tracing::warn!(%error, def.collection, "no calculated properties"),
            }
        }
        Ok(Some(all))
    }

    /// Says of the jobs that ran when the program ended that they were interrupted.
    pub(crate) fn interrupt_jobs(&self) {
        let interrupt = || -> Result<()> {
            for company in self.installation().companies()? {
                let db = self.installation().company(&company.name)?;
                db.write(&self.program(), service::job::interrupt)?;
            }
            Ok(())
        };
        if let Err(error) = interrupt() {
            tracing::warn!(%error, "interrupted jobs could not be noted");
        }
    }

    pub(crate) fn jobs(&self) -> &Jobs {
        &self.0.jobs
    }

    /// The addresses of proxies that are believed.
    pub(crate) fn trusted(&self) -> &[IpNet] {
        &self.0.trusted
    }

    pub(crate) fn refusals(&self) -> &Refusals {
        &self.0.refusals
    }

    /// Turns to check a password.
    pub(crate) fn password_checks(&self) -> &Semaphore {
        &self.0.password_checks
    }

    pub(crate) fn room(&self) -> &Room {
        &self.0.room
    }

    pub(crate) fn imports(&self) -> &Imports {
        &self.0.imports
    }

    /// Where papers are typeset.
    pub fn typesetter(&self) -> &Typesetter {
        &self.0.typesetter
    }

    pub(crate) fn exports(&self) -> &Exports {
        &self.0.exports
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The database of a company; the system database for a blank name.
    ///
    /// # Errors
    /// `NotFound` when there is no such company.
    pub fn database(&self, company: &str) -> Result<Db> {
        if company.is_empty() {
            return Ok(self.installation().system().clone());
        }
        self.learn_figures();
        self.installation().company(company)
    }

    /// Runs something that may take time on a thread beside the server.
    ///
    /// # Errors
    /// What it returns; `Unavailable` when it panics.
    pub async fn blocking<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let app = self.clone();
        let span = tracing::Span::current();
        let done = tokio::task::spawn_blocking(move || span.in_scope(|| act(&app))).await;
        done.unwrap_or_else(|error| Err(Error::Unavailable(error.to_string())))
    }

    /// Reads in one transaction for somebody, in a company or, with a blank name, in the system
    /// database.
    ///
    /// # Errors
    /// What `act` returns.
    pub async fn read<T: Send + 'static>(
        &self,
        caller: &Caller,
        company: &str,
        act: impl FnOnce(&mut Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (caller, company) = (caller.clone(), company.to_owned());
        self.blocking(move |app| {
            let db = app.database(&company)?;
            let actor = caller.actor(app, &company, Answers::default())?;
            db.read(&actor, act)
        })
        .await
    }

    /// Writes in one transaction for somebody, with the answers given to questions. `act` may run
    /// more than once; only the last run counts.
    ///
    /// # Errors
    /// What `act` returns; then nothing has been changed.
    pub async fn write<T: Send + 'static>(
        &self,
        caller: &Caller,
        company: &str,
        answers: Answers,
        act: impl FnMut(&mut Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (caller, company) = (caller.clone(), company.to_owned());
        self.blocking(move |app| {
            let db = app.database(&company)?;
            let actor = caller.actor(app, &company, answers)?;
            db.write(&actor, act)
        })
        .await
    }

    /// The program itself as the one who acts, now.
    pub fn program(&self) -> Actor {
        self.installation().program()
    }
}
