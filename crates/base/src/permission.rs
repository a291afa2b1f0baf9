//! What a user may do and see. Everything is closed until a role opens it: a table, a kind of
//! document, a field that shows money, an action.

use std::collections::{BTreeMap, BTreeSet};

/// What a permission allows on a table, a field or an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// See records, or the values of a field.
    Read,
    /// Create records.
    Insert,
    /// Change records, or the values of a field.
    Modify,
    /// Delete records.
    Delete,
    /// Carry out an action such as posting.
    Execute,
}

/// What one role allows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grant {
    /// Allowed acts by object: a table, a collection of documents, `field:` and what a field shows,
    /// an action; `*` for every table.
    pub allowed: BTreeMap<String, BTreeSet<Action>>,
    /// Whether the role was made before fields and kinds of documents were granted by themselves. It
    /// then opens what it opened at that time: every field of its tables, the actions that change
    /// nothing on them, orders and invoices with the table that holds both.
    pub earlier: bool,
}

/// The permission object of a class of fields: `field:cost`.
pub fn field_object(class: &str) -> String {
    format!("field:{class}")
}

impl Grant {
    fn lists(&self, object: &str, action: Action) -> bool {
        self.allowed.get(object).is_some_and(|acts| acts.contains(&action))
    }

    /// Whether the act on the object is allowed. The star stands for tables, never for actions.
    pub fn allows(&self, object: &str, action: Action) -> bool {
        self.lists(object, action) || (action != Action::Execute && self.lists("*", action))
    }

    /// Whether the act on documents of a kind is allowed.
    fn allows_kind(&self, kind: &Kind<'_>, action: Action) -> bool {
        if self.earlier && kind.earlier {
            return self.allows(kind.table, action);
        }
        self.allows(kind.object, action)
    }
}

/// A kind of document among others in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind<'k> {
    /// The object under which it is granted, which is its collection: `serviceInvoices`.
    pub object: &'k str,
    /// The table that holds it and others.
    pub table: &'k str,
    /// Whether it was granted with the table before kinds were granted by themselves.
    pub earlier: bool,
}

/// What a user may do: everything, or what one of the roles allows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// Everything is allowed.
    pub all: bool,
    /// What each role allows.
    pub grants: Vec<Grant>,
}

impl Permissions {
    /// Everything is allowed.
    pub fn everything() -> Self {
        Self { all: true, grants: Vec::new() }
    }

    fn any(&self, allows: impl Fn(&Grant) -> bool) -> bool {
        self.all || self.grants.iter().any(allows)
    }

    /// Whether this act on this object is allowed.
    pub fn allow(&self, object: &str, action: Action) -> bool {
        self.any(|grant| grant.allows(object, action))
    }

    /// Whether this act on documents of a kind is allowed.
    pub fn allow_kind(&self, kind: &Kind<'_>, action: Action) -> bool {
        self.any(|grant| grant.allows_kind(kind, action))
    }

    /// Whether this act on a part of a document is allowed: a line of an order is changed by who may
    /// change lines and orders.
    pub fn allow_part(&self, table: &str, kind: &Kind<'_>, action: Action) -> bool {
        self.any(|grant| {
            let whole =
                if action == Action::Read || grant.earlier { Action::Read } else { Action::Modify };
            grant.allows(table, action) && grant.allows_kind(kind, whole)
        })
    }

    /// Whether fields of a class may be seen (`Read`) or changed (`Modify`) in records that go by
    /// these objects: the table, or the kinds of documents that it holds.
    pub fn allow_field(&self, objects: &[&str], class: &str, action: Action) -> bool {
        let field = field_object(class);
        self.any(|grant| {
            objects.iter().any(|object| grant.allows(object, Action::Read))
                && (grant.earlier || grant.lists(&field, action))
        })
    }

    /// Whether an action may be carried out on the records of a table. What changes nothing was
    /// allowed with reading them before actions were granted by themselves.
    pub fn allow_action(&self, object: &str, class: &str, reads: Option<&str>) -> bool {
        self.any(|grant| {
            grant.lists(object, Action::Execute)
                || grant.lists(class, Action::Execute)
                || (grant.earlier && reads.is_some_and(|table| grant.allows(table, Action::Read)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(earlier: bool, allowed: &[(&str, &[Action])]) -> Grant {
        let allowed = allowed
            .iter()
            .map(|(object, acts)| ((*object).to_owned(), acts.iter().copied().collect()));
        Grant { allowed: allowed.collect(), earlier }
    }

    fn of(grants: &[Grant]) -> Permissions {
        Permissions { all: false, grants: grants.to_vec() }
    }

    const ORDERS: Kind<'_> =
        Kind { object: "serviceOrders", table: "service_header", earlier: true };
    const QUOTES: Kind<'_> =
        Kind { object: "serviceQuotes", table: "service_header", earlier: false };

    #[test]
    fn nothing_is_open_by_itself() {
        let nobody = Permissions::default();
        assert!(!nobody.allow("customer", Action::Read));
        assert!(!nobody.allow_field(&["item"], "cost", Action::Read));
        assert!(!nobody.allow_action("serviceOrders.statistics", "work", Some("service_header")));
        assert!(!nobody.allow_kind(&ORDERS, Action::Read));
        assert!(Permissions::everything().allow_field(&["item"], "cost", Action::Modify));
    }

    #[test]
    fn a_star_stands_for_tables_and_not_for_fields_or_actions() {
        let reader = of(&[grant(false, &[("*", &[Action::Read, Action::Execute])])]);
        assert!(reader.allow("customer", Action::Read));
        assert!(reader.allow_kind(&QUOTES, Action::Read));
        assert!(!reader.allow("serviceOrders.post", Action::Execute));
        assert!(!reader.allow_action("serviceOrders.post", "post", None));
        assert!(!reader.allow_field(&["item"], "cost", Action::Read));
    }

    #[test]
    fn a_field_opens_in_the_tables_of_the_same_role_only() {
        let items = grant(false, &[("item", &[Action::Read]), ("field:cost", &[Action::Read])]);
        let lines = grant(false, &[("service_line", &[Action::Read, Action::Modify])]);
        let both = of(&[items, lines]);
        assert!(both.allow_field(&["item"], "cost", Action::Read));
        assert!(!both.allow_field(&["item"], "cost", Action::Modify));
        assert!(!both.allow_field(&["service_line"], "cost", Action::Read));
    }

    #[test]
    fn an_earlier_role_opens_what_it_opened_and_nothing_new() {
        let earlier = of(&[grant(true, &[("service_header", &[Action::Read])])]);
        assert!(earlier.allow_kind(&ORDERS, Action::Read));
        assert!(!earlier.allow_kind(&ORDERS, Action::Modify));
        assert!(!earlier.allow_kind(&QUOTES, Action::Read));
        assert!(earlier.allow_field(&["service_header"], "billing", Action::Modify));
        assert!(earlier.allow_action("serviceOrders.statistics", "work", Some("service_header")));
        assert!(!earlier.allow_action("serviceOrders.post", "post", None));
        assert!(!earlier.allow_part("service_line", &ORDERS, Action::Insert));
        let lines: &[_] =
            &[("service_header", &[Action::Read][..]), ("service_line", &[Action::Insert])];
        assert!(of(&[grant(true, lines)]).allow_part("service_line", &ORDERS, Action::Insert));
        assert!(!of(&[grant(false, lines)]).allow_part("service_line", &ORDERS, Action::Insert));
    }
}
