//! Actions on records: what can be done with a record or a collection beside creating, changing
//! and deleting. The list of them serves the API, its description and the screens.

use base::{Action, Permissions, Refusal, Result};
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
    /// The collection of the records that it names, where screens look it up.
    pub lookup: Option<&'static str>,
    /// Another parameter that the records to look up have in common with the action, as the values of
    /// a dimension have their dimension.
    pub within: Option<&'static str>,
    /// Whether screens ask for it. The rest follows from where somebody is: the lines that are
    /// chosen, the machine in work.
    pub asked: bool,
}

impl Parameter {
    /// A parameter that may be left out. Lists and objects are not asked for.
    pub const fn new(name: &'static str, kind: Kind, help: &'static str) -> Self {
        let asked = !matches!(kind, Kind::Memo);
        Self { name, kind, required: false, help, lookup: None, within: None, asked }
    }

    /// The same, needed.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, naming a record of a collection.
    #[must_use]
    pub const fn of(mut self, collection: &'static str) -> Self {
        self.lookup = Some(collection);
        self
    }

    /// The same, among the records that have another parameter in common.
    #[must_use]
    pub const fn within(mut self, other: &'static str) -> Self {
        self.within = Some(other);
        self
    }

    /// The same, never asked for by screens.
    #[must_use]
    pub const fn unasked(mut self) -> Self {
        self.asked = false;
        self
    }
}

/// A value in the answer of an action that is there to be read.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Name in JSON.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Of a list: what each of its rows holds.
    pub rows: &'static [Told],
}

impl Told {
    /// A value.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, rows: &[] }
    }

    /// A list of rows.
    pub const fn list(name: &'static str, rows: &'static [Told]) -> Self {
        Self { name, kind: Kind::Memo, rows }
    }
}

/// What screens show when an action was carried out.
#[derive(Clone, Copy, Debug)]
pub enum Shows {
    /// The record as it is then, and that it is done.
    Record,
    /// The record that was made: a property of the answer has its number.
    Made {
        /// Its collection.
        collection: &'static str,
        /// The property.
        property: &'static str,
    },
    /// What the answer says.
    Answer(&'static [Told]),
    /// The entries of the documents that were posted.
    Entries,
    /// What would be posted, or what would stop it.
    Report,
}

/// What screens know of an action beside its words, which are in the catalogues: `action-<name>`, the
/// captions of its parameters, and `help-action-<name>`.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Whether screens offer it. Some are for programs alone, or have a page of their own.
    pub offered: bool,
    /// Why it is of no use on a record as it is now, from the record as the API has it; nothing while
    /// it is. The action itself asks the same function.
    pub closed: Option<fn(&Json) -> Option<Refusal>>,
    /// The action that takes it back.
    pub undo: Option<&'static str>,
    /// The action of the collection that shows before what it would do to many.
    pub preview: Option<&'static str>,
    /// What is shown afterwards.
    pub shows: Shows,
}

impl Screen {
    /// Offered on every record; afterwards the record is shown.
    pub const PLAIN: Self =
        Self { offered: true, closed: None, undo: None, preview: None, shows: Shows::Record };
    /// Offered nowhere.
    pub const NONE: Self = Self { offered: false, ..Self::PLAIN };
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
    /// What screens know of it.
    pub screen: Screen,
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

    /// What screens ask for before it is carried out.
    pub fn asked(&self) -> impl Iterator<Item = &'static Parameter> + use<> {
        self.parameters.iter().filter(|parameter| parameter.asked)
    }

    /// Whether screens ask once more before it is carried out: it writes the books, takes back or
    /// keeps the installation, and nothing takes it back.
    pub fn asks(&self) -> bool {
        let grave = matches!(self.class, Class::Post | Class::Correct | Class::Administer);
        self.writes && grave && self.screen.undo.is_none()
    }

    /// Why it is of no use on a record as it is now; nothing while it is.
    pub fn closed(&self, record: &Json) -> Option<Refusal> {
        self.screen.closed.and_then(|closed| closed(record))
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
