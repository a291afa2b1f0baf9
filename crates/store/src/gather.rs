//! What follows from all parts of a record together is done once when they are all there, not again
//! with each part: an order of two hundred lines rounds its tax once.

use base::Result;

use crate::field::Value;
use crate::tx::Tx;

/// Something that follows from several records together.
#[derive(Clone, Copy, Debug)]
pub struct Consequence {
    /// Tells it from others.
    pub name: &'static str,
    /// Brings it about for the record of this key.
    pub run: fn(&mut Tx, &[Value]) -> Result<()>,
}

/// What waits until all parts are there, in the order in which it was asked for.
pub(crate) type Waiting = Option<Vec<(Consequence, Vec<Value>)>>;

impl Tx<'_> {
    /// Whether parts of a record are just being created, one after the other.
    pub fn gathers(&self) -> bool {
        self.waiting.is_some()
    }

    /// Brings a consequence about: now, or once for all parts that are just being created.
    ///
    /// # Errors
    /// What the consequence refuses.
    pub fn afterwards(&mut self, consequence: Consequence, key: &[Value]) -> Result<()> {
        let Some(waiting) = &mut self.waiting else { return (consequence.run)(self, key) };
        let known =
            |(other, of): &(Consequence, Vec<Value>)| other.name == consequence.name && of == key;
        if !waiting.iter().any(known) {
            waiting.push((consequence, key.to_vec()));
        }
        Ok(())
    }

    /// Creates parts, and then brings about once what follows from them all.
    ///
    /// # Errors
    /// What a part or a consequence refuses.
    pub(crate) fn gathering(&mut self, create: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if self.waiting.is_some() {
            return create(self);
        }
        self.waiting = Some(Vec::new());
        let created = create(self);
        let waiting = self.waiting.take().unwrap_or_default();
        created?;
        waiting.into_iter().try_for_each(|(consequence, key)| (consequence.run)(self, &key))
    }
}
