//! Actions on records: what can be done with a record or a collection beside creating, changing
//! and deleting. The list of them serves the API, its description and the screens.

use base::{Action, Result};
use serde_json::{Map, Value as Json};

use crate::field::{Kind, Value};
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

    /// Carries it out for somebody who may: what changes nothing needs to read `table`, the table
    /// of the collection.
    ///
    /// # Errors
    /// `Forbidden`, and what the action refuses.
    pub fn call(
        &self,
        tx: &mut Tx,
        table: &str,
        key: &[Value],
        body: &Map<String, Json>,
    ) -> Result<Json> {
        if self.writes {
            tx.require(&self.object(), Action::Execute)?;
        } else {
            tx.require(table, Action::Read)?;
        }
        (self.run)(tx, key, body)
    }
}
