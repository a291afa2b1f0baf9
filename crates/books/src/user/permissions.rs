//! What a user may do in a company: everything that the user's roles allow there.

use std::collections::BTreeMap;

use base::{Action, Code, Grant, Permissions, Result, Text};
use store::{Tx, key, params};

use super::record::{Permission, PermissionSet, PermissionSetType, User, UserPermissionSet};

/// The role of those who may do everything.
pub const SUPER: &str = "SUPER";

/// What the user may do in this company. A blank company asks what the user may do with users and
/// companies themselves: only roles for all companies count there.
///
/// # Errors
/// When the database fails.
pub fn permissions_of(tx: &mut Tx, user_name: &str, company: &str) -> Result<Permissions> {
    let rows: Vec<Permission> = tx.select(
        "WHERE \"role_id\" IN (SELECT \"role_id\" FROM \"user_permission_set\" \
         WHERE \"user_name\" = $1 AND \"company_name\" IN ('', $2))",
        params![Code::<50>::parse(user_name)?, company],
    )?;
    let mut all = false;
    let mut grants: BTreeMap<Code<20>, Grant> = BTreeMap::new();
    for row in rows {
        let acts = acts(&row);
        all |= row.object_name == "*" && acts.len() == 5;
        let grant = grants.entry(row.role_id).or_default();
        grant.allowed.entry(row.object_name.into()).or_default().extend(acts);
    }
    for (role_id, grant) in &mut grants {
        let set: Option<PermissionSet> = tx.get(key![role_id])?;
        grant.earlier = set.is_some_and(|set| !set.by_field);
    }
    Ok(Permissions { all, grants: grants.into_values().collect() })
}

/// The companies among these in which the user has a role.
///
/// # Errors
/// When the database fails.
pub fn companies_of(tx: &mut Tx, user_name: &str, companies: &[String]) -> Result<Vec<String>> {
    let user = Code::<50>::parse(user_name)?;
    let roles: Vec<UserPermissionSet> = tx.select("WHERE \"user_name\" = $1", params![user])?;
    let everywhere = roles.iter().any(|role| role.company_name.is_empty());
    let has = |name: &String| roles.iter().any(|role| role.company_name == **name);
    Ok(companies.iter().filter(|name| everywhere || has(name)).cloned().collect())
}

/// The acts that a row allows.
fn acts(row: &Permission) -> Vec<Action> {
    [
        (row.read_permission, Action::Read),
        (row.insert_permission, Action::Insert),
        (row.modify_permission, Action::Modify),
        (row.delete_permission, Action::Delete),
        (row.execute_permission, Action::Execute),
    ]
    .into_iter()
    .filter_map(|(allowed, act)| allowed.then_some(act))
    .collect()
}

/// Brings a role of the program up to date: exactly these acts on these objects.
///
/// # Errors
/// When the database fails.
pub fn keep_role(
    tx: &mut Tx,
    role_id: &str,
    name: &str,
    wanted: &BTreeMap<String, Vec<Action>>,
) -> Result<()> {
    let role_id = Code::<20>::parse(role_id)?;
    keep_set(tx, &role_id, name)?;
    let known: Vec<Permission> = tx.select("WHERE \"role_id\" = $1", params![role_id])?;
    for row in &known {
        if wanted.get(row.object_name.as_str()).is_none_or(|acts| *acts != self::acts(row)) {
            tx.delete_unlogged(row)?;
        }
    }
    for (object, acts) in wanted {
        let same = |row: &Permission| row.object_name == **object && self::acts(row) == *acts;
        if !known.iter().any(same) {
            tx.insert_unlogged(&mut row(&role_id, object, acts)?)?;
        }
    }
    Ok(())
}

fn keep_set(tx: &mut Tx, role_id: &Code<20>, name: &str) -> Result<()> {
    let set = PermissionSet {
        role_id: role_id.clone(),
        name: Text::parse(name)?,
        r#type: PermissionSetType::System,
        by_field: true,
        version: 0,
    };
    match tx.get::<PermissionSet>(key![role_id])? {
        None => tx.insert(&mut set.clone()),
        Some(known) if PermissionSet { version: set.version, ..known.clone() } != set => {
            tx.update(&mut PermissionSet { version: known.version, ..set })
        }
        Some(_) => Ok(()),
    }
}

fn row(role_id: &Code<20>, object: &str, acts: &[Action]) -> Result<Permission> {
    Ok(Permission {
        role_id: role_id.clone(),
        object_name: Text::parse(object)?,
        read_permission: acts.contains(&Action::Read),
        insert_permission: acts.contains(&Action::Insert),
        modify_permission: acts.contains(&Action::Modify),
        delete_permission: acts.contains(&Action::Delete),
        execute_permission: acts.contains(&Action::Execute),
        version: 0,
    })
}

/// The user of this name, whatever its capitals.
pub(super) fn user_named(tx: &mut Tx, user_name: &str) -> Result<Option<User>> {
    match Code::<50>::parse(user_name) {
        Ok(name) => tx.get(key![name]),
        Err(_) => Ok(None),
    }
}
