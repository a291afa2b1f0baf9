//! What somebody at a desk does: enters records field by field, and carries out actions.

use base::{Error, Result};
use serde_json::{Map, Value as Json};
use store::{ActionDef, EntityDef, Tx, Value};

/// The collections and actions of a company, at hand.
pub struct Desk {
    entities: Vec<EntityDef>,
    actions: Vec<ActionDef>,
}

impl Desk {
    /// Everything that a company has.
    pub fn new() -> Self {
        Self { entities: service::entities(), actions: service::actions() }
    }

    /// The collection of this name.
    ///
    /// # Errors
    /// When there is none; the data is then out of date.
    pub fn collection(&self, name: &str) -> Result<&EntityDef> {
        let found = self.entities.iter().find(|entity| entity.collection == name);
        found.ok_or_else(|| Error::Unavailable(format!("no collection {name}")))
    }

    /// Creates a record with its parts; the only record of a singleton is created with its blank
    /// key when it is missing, and changed when it is there.
    ///
    /// # Errors
    /// What the record refuses.
    pub fn create(&self, tx: &mut Tx, name: &str, body: &Json) -> Result<Json> {
        let entity = self.collection(name)?;
        let body = object(body)?;
        if entity.singleton {
            let key = [Value::from("")];
            return match (entity.get)(tx, &key) {
                Err(Error::NotFound { .. }) => entity.create(tx, &[], body),
                Err(error) => Err(error),
                Ok(_) => (entity.patch)(tx, &key, body, None),
            };
        }
        let fixed: Vec<(usize, Value)> = entity
            .fixed
            .iter()
            .filter_map(|(name, value)| Some((entity.table.column(name)?, Value::from(*value))))
            .collect();
        store::create_with_parts(tx, &self.entities, entity, &fixed, body)
    }

    /// Changes a record.
    ///
    /// # Errors
    /// What the record refuses.
    pub fn change(&self, tx: &mut Tx, name: &str, key: &[Value], body: &Json) -> Result<Json> {
        (self.collection(name)?.patch)(tx, key, object(body)?, None)
    }

    /// Carries out an action.
    ///
    /// # Errors
    /// What the action refuses.
    pub fn act(
        &self,
        tx: &mut Tx,
        name: &str,
        action: &str,
        key: &[Value],
        body: &Json,
    ) -> Result<Json> {
        let found = self.actions.iter().find(|known| {
            known.collection == name && known.name == action && known.segment.is_none()
        });
        let known =
            found.ok_or_else(|| Error::Unavailable(format!("no action {name}/{action}")))?;
        (known.run)(tx, key, object(body)?)
    }
}

fn object(body: &Json) -> Result<&Map<String, Json>> {
    body.as_object().ok_or_else(|| Error::Unavailable("a record is a JSON object".to_owned()))
}
