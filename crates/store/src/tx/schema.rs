//! The tables themselves.

use base::Result;

use super::Tx;
use crate::engine::reconcile::reconcile;
use crate::schema::Shape;

impl Tx<'_> {
    /// Whether the database has this table.
    ///
    /// # Errors
    /// When the database fails.
    pub fn has_table(&mut self, name: &str) -> Result<bool> {
        Ok(self.session.connection.has_table(name)?)
    }

    /// Brings a table to the shape that its record has.
    pub(crate) fn reconcile(&mut self, shape: &Shape) -> Result<()> {
        self.session.cache.changed_all();
        Ok(reconcile(&mut self.session.connection, shape)?)
    }

    /// Runs several statements without parameters: changes of the schema.
    ///
    /// # Errors
    /// When the database refuses one.
    pub fn batch(&mut self, sql: &str) -> Result<()> {
        self.session.cache.changed_all();
        Ok(self.session.connection.batch(sql)?)
    }
}
