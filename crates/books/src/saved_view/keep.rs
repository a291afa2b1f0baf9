//! Saving and removing views.

use base::{Code, Error, Memo, Result, Text, refuse};
use store::{Tx, key, params};

use super::SavedView;

/// The views of a list that a user has, everybody's first.
///
/// # Errors
/// When the database fails.
pub fn views_of(tx: &mut Tx, collection: &str) -> Result<Vec<SavedView>> {
    let user = tx.user().to_owned();
    let rest = "WHERE \"collection_name\" = $1 AND (\"user_name\" = '' OR \"user_name\" = $2) ORDER BY \"user_name\", \"name\"";
    tx.select(rest, params![collection, user.as_str()])
}

/// Saves a view under a name, in place of one of the same name; `shared` for everybody.
///
/// # Errors
/// Refuses a blank name, and to replace what somebody else shares.
pub fn keep(tx: &mut Tx, collection: &str, name: &str, query: &str, shared: bool) -> Result<()> {
    let name = Text::<40>::parse(name.trim()).map_err(|error| error.at(|one| one.field("name")))?;
    if name.is_empty() {
        return Err(refuse!("savedView.name.missing").field("name").into());
    }
    let user: Code<50> = Code::parse(tx.user())?;
    let mut view = SavedView {
        collection_name: Text::parse(collection)?,
        user_name: if shared { Code::default() } else { user.clone() },
        name,
        query: Memo::parse(query)?,
        created_by: user,
    };
    match tx.get::<SavedView>(key![view.collection_name, view.user_name, view.name])? {
        None => tx.insert_unlogged(&mut view),
        Some(known) => {
            check_own(tx, &known)?;
            tx.update_unlogged(&mut view)
        }
    }
}

/// Removes a view.
///
/// # Errors
/// `NotFound` when there is none; refuses to remove what somebody else shares.
pub fn remove(tx: &mut Tx, collection: &str, name: &str, shared: bool) -> Result<()> {
    let user = if shared { String::new() } else { tx.user().to_owned() };
    let view: SavedView = tx.find(key![collection, user.as_str(), name])?;
    check_own(tx, &view)?;
    tx.delete_unlogged(&view)
}

fn check_own(tx: &Tx, view: &SavedView) -> Result<()> {
    if *view.created_by == *tx.user() || tx.actor().permissions.all {
        return Ok(());
    }
    let (name, user) = (view.name.as_str(), view.created_by.as_str());
    Err(Error::state(refuse!("savedView.others", name = name, user = user)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base::{Actor, DateTime, FixedClock, Permissions};
    use store::Record;

    use super::*;

    #[test]
    fn views_are_kept_for_oneself_or_for_everybody() {
        let somebody = |name: &str| {
            let program = Actor::program(&FixedClock(DateTime::constant(2026, 11, 24, 9, 0, 0, 0)));
            Actor {
                user: name.to_owned(),
                permissions: Arc::new(Permissions::default()),
                ..program
            }
        };
        let (ada, ben) = (somebody("ADA"), somebody("BEN"));
        for database in store::testing::databases(&[SavedView::table()]) {
            let names = |actor: &Actor| {
                let found = database.db.read(actor, |tx| views_of(tx, "customers"));
                found
                    .expect("views can be read")
                    .into_iter()
                    .map(|v| v.name.to_string())
                    .collect::<Vec<_>>()
            };
            let keep = |actor: &Actor, name: &str, shared: bool| {
                database.db.write(actor, |tx| keep(tx, "customers", name, "q=x", shared))
            };
            keep(&ada, "Mine", false).expect("anybody may keep a view");
            keep(&ada, "Ours", true).expect("anybody may share a view");
            keep(&ada, "Mine", false).expect("a view is replaced by one of its name");
            assert_eq!(names(&ada), ["Ours", "Mine"]);
            assert_eq!(names(&ben), ["Ours"]);
            assert_eq!(
                keep(&ben, "Ours", true).expect_err("it is Ada's").code(),
                "savedView.others"
            );
            assert_eq!(
                keep(&ben, " ", true).expect_err("it has no name").code(),
                "savedView.name.missing"
            );
            let gone = database.db.write(&ben, |tx| remove(tx, "customers", "Ours", true));
            assert_eq!(gone.expect_err("it is Ada's").code(), "savedView.others");
            database.db.write(&ada, |tx| remove(tx, "customers", "Ours", true)).expect("her own");
            assert_eq!(names(&ben), Vec::<String>::new());
        }
    }
}
