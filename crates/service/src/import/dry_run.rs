//! Trying an import without keeping anything.

use base::{Actor, Error, Result};
use documents::sheet::Cell;
use serde_json::Value as Json;
use store::{Db, EntityDef, Tx, Value, key_of};

use super::row::{Earlier, Row};
use super::{CellError, Existing, Headings, Outcome, Rows, UNDO, admit};

/// So many rows are tried in one transaction, so that others get their turn.
const PIECE: usize = 20;

/// Does what an import would do, a few rows at a time, and undoes it at once.
///
/// # Errors
/// `Forbidden` when the user may not create or change such records; when the database fails.
pub fn dry_run(
    db: &Db,
    actor: &Actor,
    def: &EntityDef,
    rows: &Rows<'_>,
    existing: Existing,
) -> Result<Outcome> {
    let mut trial = Trial::begin(db, actor, def, rows.heads, existing)?;
    trial.outcome.rows = rows.rows.len();
    for piece in rows.rows.chunks(PIECE) {
        trial.piece(db, actor, piece)?;
    }
    Ok(trial.outcome)
}

/// A dry run under way.
pub(super) struct Trial<'d> {
    def: &'d EntityDef,
    headings: Headings,
    existing: Existing,
    earlier: Earlier,
    /// What would be done so far.
    pub outcome: Outcome,
}

impl<'d> Trial<'d> {
    /// Reads the headings.
    pub fn begin(
        db: &Db,
        actor: &Actor,
        def: &'d EntityDef,
        heads: &[String],
        existing: Existing,
    ) -> Result<Self> {
        db.read(actor, |tx| admit(tx, def, existing))?;
        let mut outcome = Outcome::default();
        let headings = Headings::of(def, heads, &mut outcome.errors);
        let earlier = Earlier::default();
        Ok(Self { def, headings, existing, earlier, outcome })
    }

    /// Tries some rows; none when the headings cannot be read.
    pub fn piece(&mut self, db: &Db, actor: &Actor, rows: &[(usize, Vec<Cell>)]) -> Result<()> {
        if self.outcome.errors.iter().any(CellError::is_of_heading) {
            return Ok(());
        }
        let (mut tried, mut keys) = (Outcome::default(), Vec::new());
        let done = db.write(actor, |tx| {
            (tried, keys) = self.tried(tx, rows)?;
            Err::<(), Error>(Error::Unavailable(UNDO.to_owned()))
        });
        match done {
            Err(Error::Unavailable(why)) if why == UNDO => {}
            other => other?,
        }
        keys.iter().for_each(|key| self.earlier.add(key));
        self.outcome.add(tried);
        Ok(())
    }

    /// What some rows would do, and the keys of their records.
    fn tried(
        &self,
        tx: &mut Tx,
        rows: &[(usize, Vec<Cell>)],
    ) -> Result<(Outcome, Vec<Vec<Value>>)> {
        let (mut outcome, mut keys) = (Outcome::default(), Vec::new());
        let zone = &tx.zone().clone();
        for (number, cells) in rows {
            let (headings, earlier) = (&self.headings, Some(&self.earlier));
            let row = Row { def: self.def, headings, number: *number, cells, earlier };
            let body = row.body(zone, &mut outcome.errors);
            let key = key_of(self.def, &row.fixed(), &Json::Object(body.clone()));
            row.enter(tx, self.existing, body, &mut outcome)?;
            keys.extend(key.ok().filter(|key| row.is_named(key)));
        }
        Ok((outcome, keys))
    }
}
