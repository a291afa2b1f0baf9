//! Actions on records: what can be done with a record or a collection beside creating, changing
//! and deleting. The list of them serves the API, its description and the screens.

use base::{Action, Permissions, Result};
use serde_json::{Map, Value as Json};

use crate::field::{Kind, Value};
use crate::record::Table;
use crate::tx::Tx;

/// A parameter of an action.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Name in JSON.
    pub name: &'static str,
    /// What it holds. A list or an object is described as a memo.
    pub kind: Kind,
    /// Whether the action needs it.
    pub required: bool,
    /// What it means.
    pub help: &'static str,
}

/// What an action is carried out on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// One record: `POST /serviceOrders/{no}/post`.
    Record,
    /// The whole collection: `POST /itemJournalLines/post`.
    Collection,
}

/// What sort of act an action is. A role of people's own may open a whole class, as `class:post`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Carries the work on: status, parts, fees, printing, looking up.
    Work,
    /// Writes the books, or shows what would be written.
    Post,
    /// Takes back or changes what was posted or promised.
    Correct,
    /// Sets prices, discounts and taxes, or shows what is earned.
    Money,
    /// Changes how the company is set up.
    SetUp,
    /// Keeps users, logs and the installation.
    Administer,
}

impl Class {
    /// Every class, in order.
    pub const ALL: [Self; 6] =
        [Self::Work, Self::Post, Self::Correct, Self::Money, Self::SetUp, Self::Administer];

    /// The permission object that opens the class.
    pub fn object(self) -> &'static str {
        match self {
            Self::Work => "class:work",
            Self::Post => "class:post",
            Self::Correct => "class:correct",
            Self::Money => "class:money",
            Self::SetUp => "class:setUp",
            Self::Administer => "class:administer",
        }
    }

    /// The name of the class.
    pub fn name(self) -> &'static str {
        self.object().trim_start_matches("class:")
    }
}

/// An action, in the standard name of the field.
#[derive(Clone, Copy)]
pub struct ActionDef {
    /// The collection, such as `serviceOrders`.
    pub collection: &'static str,
    /// The segment of a part below it, such as `serviceItemLines`; the key is then the parent's
    /// followed by the part's.
    pub segment: Option<&'static str>,
    /// The name in the address, in camelCase: `post`.
    pub name: &'static str,
    /// What sort of act it is.
    pub class: Class,
    /// What it is carried out on.
    pub bound: Bound,
    /// What it does, for the description of the API.
    pub help: &'static str,
    /// The JSON body.
    pub parameters: &'static [Parameter],
    /// Whether it changes something: then it runs in a writing transaction.
    pub writes: bool,
    /// Carries it out. The key holds the fixed columns too, as the table's key has them; it is
    /// empty for a collection.
    pub run: fn(&mut Tx, &[Value], &Map<String, Json>) -> Result<Json>,
}

impl ActionDef {
    /// The name under which a permission allows it: `serviceOrders.post`,
    /// `serviceOrders.serviceItemLines.lendLoaner`.
    pub fn object(&self) -> String {
        match self.segment {
            Some(segment) => format!("{}.{segment}.{}", self.collection, self.name),
            None => format!("{}.{}", self.collection, self.name),
        }
    }

    /// Whether somebody may carry it out. What changes nothing needs that somebody reads the table
    /// of the collection beside it.
    pub fn allows(&self, permissions: &Permissions, table: &Table) -> bool {
        let reads = (!self.writes).then_some(table.name);
        (self.writes || table.allows_some(permissions, Action::Read))
            && permissions.allow_action(&self.object(), self.class.object(), reads)
    }

    /// Carries it out for somebody who may.
    ///
    /// # Errors
    /// `Forbidden`, and what the action refuses.
    pub fn call(
        &self,
        tx: &mut Tx,
        table: &Table,
        key: &[Value],
        body: &Map<String, Json>,
    ) -> Result<Json> {
        self.require(tx, table)?;
        (self.run)(tx, key, body)
    }

    /// Refuses whoever may not carry it out, wherever its records are.
    ///
    /// # Errors
    /// `Forbidden`, naming the action.
    pub fn require_itself(&self, tx: &Tx) -> Result<()> {
        require_action(tx, &self.object(), self.class)
    }

    /// Refuses whoever may not carry it out.
    ///
    /// # Errors
    /// `Forbidden`, naming the action.
    pub fn require(&self, tx: &Tx, table: &Table) -> Result<()> {
        let actor = tx.actor();
        if self.allows(&actor.permissions, table) {
            return Ok(());
        }
        Err(actor.refused(&self.object(), Action::Execute))
    }
}

/// Refuses whoever may carry out neither the action of this name nor its class.
///
/// # Errors
/// `Forbidden`, naming the action.
pub fn require_action(tx: &Tx, object: &str, class: Class) -> Result<()> {
    let actor = tx.actor();
    let allowed = actor.permissions.allow_action(object, class.object(), None);
    if allowed { Ok(()) } else { Err(actor.refused(object, Action::Execute)) }
}
