//! Carrying a change of a header's dimensions over to what hangs below it.

use base::{Code, Result};
use store::Tx;

use super::sets::{self, Values};

/// What changed between two sets: each dimension with its new value, none when it is gone.
pub type Difference = Vec<(Code<20>, Option<Code<20>>)>;

/// What leads from the old values to the new ones.
pub fn difference(old: &[(Code<20>, Code<20>)], new: &[(Code<20>, Code<20>)]) -> Difference {
    let gone = old
        .iter()
        .filter(|(dimension, _)| !new.iter().any(|(other, _)| other == dimension))
        .map(|(dimension, _)| (dimension.clone(), None));
    let changed = new
        .iter()
        .filter(|pair| !old.contains(pair))
        .map(|(dimension, value)| (dimension.clone(), Some(value.clone())));
    gone.chain(changed).collect()
}

/// The values after a change.
pub fn apply_difference(values: &[(Code<20>, Code<20>)], difference: &Difference) -> Values {
    let kept = values
        .iter()
        .filter(|(dimension, _)| !difference.iter().any(|(changed, _)| changed == dimension))
        .cloned();
    let new = difference
        .iter()
        .filter_map(|(dimension, value)| Some((dimension.clone(), value.clone()?)));
    sets::sorted(&kept.chain(new).collect::<Values>())
}

/// The set of a line after that of its header went from one to another.
///
/// # Errors
/// When the database fails.
pub fn carry_over(tx: &mut Tx, set: i64, old_header: i64, new_header: i64) -> Result<i64> {
    if old_header == new_header {
        return Ok(set);
    }
    if set == old_header {
        return Ok(new_header);
    }
    let (old, new) = (sets::entries(tx, old_header)?, sets::entries(tx, new_header)?);
    let values = sets::entries(tx, set)?;
    sets::id_of(tx, &apply_difference(&values, &difference(&old, &new)))
}
