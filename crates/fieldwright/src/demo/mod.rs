//! The companies to look at: *Atelier Moka*, which repairs espresso machines, and the reference
//! company of the acceptance scenarios. Everything is entered and posted through the same code
//! that people use; the same clock gives the same books.

mod capacity;
mod counter;
mod crowd;
mod desk;
mod history;
mod jobs;
mod moka;
mod orders;
mod random;
mod reference;
mod seed;
mod stock;
mod users;

use base::{Actor, DateTime, Result, Zone, ZonedClock};
use service::installation::Installation;

pub(crate) use desk::Desk;
pub use users::{User, create as create_users, token, users};

/// A company to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// Atelier Moka, a walk-through.
    Small,
    /// Atelier Moka with fifteen technicians and a year of history.
    Medium,
    /// The company of the acceptance scenarios.
    Reference,
}

impl Data {
    /// The name of the company in addresses.
    pub fn company(self) -> &'static str {
        match self {
            Self::Small | Self::Medium => "atelier-moka",
            Self::Reference => "reference",
        }
    }

    /// The name that people see.
    pub fn display_name(self) -> &'static str {
        match self {
            Self::Small | Self::Medium => "Atelier Moka",
            Self::Reference => "Reference company",
        }
    }
}

/// Hears how far a long fill has come: done, of so many.
pub type Progress<'p> = &'p dyn Fn(usize, usize);

/// Creates the company with its data, unless the installation has it already; tells whether it
/// did.
///
/// # Errors
/// When the data is refused, which a test would have found, or the database fails.
pub fn create(installation: &Installation, data: Data, progress: Progress) -> Result<bool> {
    let known = installation.companies()?;
    if known.iter().any(|company| company.name.as_str() == data.company()) {
        return Ok(false);
    }
    let actor = Actor { zone: zone(), ..installation.program() };
    let db = installation.create_company(&actor, data.company(), data.display_name())?;
    let filled = match data {
        Data::Reference => reference::fill(&db, &actor),
        Data::Small => moka::fill(&db, &actor),
        Data::Medium => history::fill(&db, &actor, progress),
    };
    if filled.is_err() {
        installation.remove_company(&actor, data.company())?;
    }
    filled.map(|()| true)
}

/// Where the companies are.
pub fn zone() -> Zone {
    Zone::named("Europe/Paris").expect("the tz database has it")
}

/// A clock that stands still and shows this in the companies.
pub fn clock(shows: DateTime) -> ZonedClock {
    let zone = zone();
    ZonedClock { moment: zone.moment(shows), zone }
}

/// The program itself, at another moment: history is entered as it happened.
fn at(actor: &Actor, now: DateTime) -> Actor {
    Actor { moment: actor.zone.moment(now), ..actor.clone() }
}

#[cfg(test)]
mod tests;
