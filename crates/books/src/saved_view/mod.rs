//! Views of lists that people saved under a name: filters, order and columns, for themselves or for
//! everybody in the company.

mod keep;

use base::{Code, Memo, Text};
use store::Record;

pub use keep::{keep, remove, views_of};

/// A view of a list.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "saved_view", key(collection_name, user_name, name))]
pub struct SavedView {
    /// The list that the view is of, by the name of its collection.
    pub collection_name: Text<60>,
    /// The user whose view it is; blank for everybody's.
    pub user_name: Code<50>,
    /// The name under which it was saved.
    pub name: Text<40>,
    /// Filters, order and columns, as the address of the list has them.
    pub query: Memo,
    /// Who saved it.
    pub created_by: Code<50>,
}
