//! Export: the rows of a collection as a file, for the screens and the command line. Files are made row
//! by row in one reading transaction, which sees the books as they are at one moment, and lie on the
//! disk before they are sent: what goes wrong is told instead of a file that is cut off, and no
//! connection to the database waits for a slow reader. A bounded number is made at once and a
//! bounded number kept for its readers; a file that nobody waits for any more is given up.

mod place;
mod rows;

pub(crate) use place::{Exports, send};
pub use rows::{Column, Export, guess, stored_columns, text_of};
