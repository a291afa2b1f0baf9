//! Users, roles and who has them, as collections of the installation.

use base::{Error, Result, refuse};
use store::{Entity, EntityDef, Tx, key, params};

use super::assign::note_role;
use super::create::{check_name, note_user};
use super::enable::{event_of, require_super_user};
use super::record::{
    ApiToken, Permission, PermissionSet, PermissionSetType, Session, User, UserPermissionSet,
    UserState,
};
use super::{SUPER, sign_out_everywhere};
use crate::second_factor;
use crate::system_log::{Noted, SystemEvent, SystemLogEntry, note};

impl Entity for User {
    const COLLECTION: &'static str = "users";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check_name(self)?)
    }

    fn after_insert(&mut self, tx: &mut Tx) -> Result<()> {
        note_user(tx, self, SystemEvent::UserCreated)
    }

    fn after_update(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        if self.state != before.state {
            note_user(tx, self, event_of(self.state))?;
        }
        if self.state == UserState::Disabled && before.state == UserState::Enabled {
            sign_out_everywhere(tx, &self.user_name)?;
            require_super_user(tx)?;
        }
        if self.second_factor_required != before.second_factor_required {
            self.requirement_changed(tx)?;
        }
        Ok(())
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        for table in OF_USER {
            let sql = format!("DELETE FROM \"{table}\" WHERE \"user_name\" = $1");
            tx.execute(&sql, params![self.user_name])?;
        }
        note_user(tx, self, SystemEvent::UserDeleted)?;
        require_super_user(tx)
    }
}

/// What goes with a user.
const OF_USER: [&str; 7] = [
    "user_password",
    "session",
    "api_token",
    "user_permission_set",
    "second_factor",
    "recovery_code",
    "known_device",
];

impl User {
    /// A user from whom a second factor is wanted now sets it up at the next sign-in: what is open
    /// without one ends.
    fn requirement_changed(&self, tx: &mut Tx) -> Result<()> {
        let details = self.second_factor_required.to_string();
        let event = SystemEvent::SecondFactorRequired;
        note(tx, Noted { event, subject: &self.user_name, details: &details })?;
        let lacks = second_factor::active(tx, &self.user_name)?.is_none();
        if self.second_factor_required && lacks {
            sign_out_everywhere(tx, &self.user_name)?;
        }
        Ok(())
    }
}

/// Notes that what a role allows was changed, and by which object.
fn note_permission(tx: &mut Tx, permission: &Permission) -> Result<()> {
    let event = SystemEvent::RoleChanged;
    note(tx, Noted { event, subject: &permission.role_id, details: &permission.object_name })
}

fn note_set(tx: &mut Tx, set: &PermissionSet) -> Result<()> {
    let event = SystemEvent::RoleChanged;
    note(tx, Noted { event, subject: &set.role_id, ..Noted::default() })
}

/// Refuses that a role of the program is changed by hand.
fn refuse_system(tx: &mut Tx, role_id: &str) -> Result<()> {
    let set: PermissionSet = tx.find(key![role_id])?;
    if set.r#type == PermissionSetType::System {
        return Err(Error::state(refuse!("permissionSet.system", role = &set.role_id)));
    }
    Ok(())
}

impl Entity for PermissionSet {
    const COLLECTION: &'static str = "permissionSets";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        self.by_field = true;
        Ok(())
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        if self.role_id.is_empty() {
            return Err(refuse!("record.key.blank").field("roleId").into());
        }
        Ok(())
    }

    fn before_update(&mut self, tx: &mut Tx, _before: &Self) -> Result<()> {
        refuse_system(tx, &self.role_id)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        refuse_system(tx, &self.role_id)
    }

    fn after_insert(&mut self, tx: &mut Tx) -> Result<()> {
        note_set(tx, self)
    }

    fn after_update(&mut self, tx: &mut Tx, _before: &Self) -> Result<()> {
        note_set(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        note_set(tx, self)?;
        for table in ["permission", "user_permission_set"] {
            let sql = format!("DELETE FROM \"{table}\" WHERE \"role_id\" = $1");
            tx.execute(&sql, params![self.role_id])?;
        }
        Ok(())
    }
}

impl Entity for Permission {
    const COLLECTION: &'static str = "permissions";

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        if self.object_name.is_empty() {
            return Err(refuse!("record.key.blank").field("objectName").into());
        }
        refuse_system(tx, &self.role_id)
    }

    fn before_update(&mut self, tx: &mut Tx, _before: &Self) -> Result<()> {
        refuse_system(tx, &self.role_id)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        refuse_system(tx, &self.role_id)
    }

    fn after_insert(&mut self, tx: &mut Tx) -> Result<()> {
        note_permission(tx, self)
    }

    fn after_update(&mut self, tx: &mut Tx, _before: &Self) -> Result<()> {
        note_permission(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        note_permission(tx, self)
    }
}

impl Entity for UserPermissionSet {
    const COLLECTION: &'static str = "userPermissionSets";

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        let user: Option<User> = tx.get(key![self.user_name])?;
        let role: Option<PermissionSet> = tx.get(key![self.role_id])?;
        let missing = |field: &str, table: &str, value: &str| {
            refuse!("record.relation.unknown", table = table, value = value).field(field)
        };
        if user.is_none() {
            return Err(missing("userName", "user", &self.user_name).into());
        }
        if role.is_none() {
            return Err(missing("roleId", "permission_set", &self.role_id).into());
        }
        let company = params![self.company_name];
        let known = "SELECT 1 FROM \"company\" WHERE \"name\" = $1";
        if !self.company_name.is_empty() && tx.rows(known, company)?.is_empty() {
            return Err(missing("companyName", "company", &self.company_name).into());
        }
        Ok(())
    }

    fn after_insert(&mut self, tx: &mut Tx) -> Result<()> {
        note_role(tx, self, SystemEvent::RoleGiven)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        note_role(tx, self, SystemEvent::RoleTaken)?;
        if self.role_id == SUPER { require_super_user(tx) } else { Ok(()) }
    }
}

impl Entity for ApiToken {
    const COLLECTION: &'static str = "apiTokens";
}

impl Entity for Session {
    const COLLECTION: &'static str = "sessions";
}

/// The collections of users and roles.
pub fn system_entities() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<User>(),
        EntityDef::of::<ApiToken>().read_only(),
        EntityDef::of::<PermissionSet>(),
        EntityDef::of::<Permission>(),
        EntityDef::of::<UserPermissionSet>(),
        EntityDef::of::<SystemLogEntry>().read_only(),
    ]
}
