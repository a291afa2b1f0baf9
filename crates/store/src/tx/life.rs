//! Whether the program that began something is still there to end it.

use base::Result;

use super::Tx;

impl Tx<'_> {
    /// The number by which other programs know whether the one that runs this transaction still lives.
    /// Nothing but a transaction that writes has one; 0 is nobody's.
    pub fn life(&self) -> i64 {
        self.session.life.0
    }

    /// Whether a program of this number, other than this one, lives and is at work on the database.
    ///
    /// # Errors
    /// When the database fails.
    pub fn lives_elsewhere(&mut self, life: i64) -> Result<bool> {
        Ok(life != 0 && life != self.life() && self.session.connection.lives(life)?)
    }
}
