//! The roles that the program brings: who usually does what in a service company.

use std::collections::BTreeMap;

use base::{Action, Result};
use books::user;
use store::{ActionDef, Table, Tx};

use crate::installation::company_tables;

/// Everything one can do with the records of a table.
const ALL: &[Action] = &[Action::Read, Action::Insert, Action::Modify, Action::Delete];

/// Orders and invoices with their lines.
const DOCUMENTS: &[&str] =
    &["service_header", "service_item_line", "service_line", "service_comment_line"];
/// Whom and what service is done for.
const CUSTOMERS: &[&str] =
    &["customer", "ship_to_address", "service_item", "service_item_component"];
/// The set-up that decides what is posted where. Those who plan and work only read it.
const ACCOUNTING: &[&str] = &[
    "general_ledger_setup",
    "gl_account",
    "source_code",
    "vat_business_posting_group",
    "vat_product_posting_group",
    "vat_posting_setup",
    "gen_business_posting_group",
    "gen_product_posting_group",
    "general_posting_setup",
    "customer_posting_group",
    "inventory_posting_group",
    "inventory_posting_setup",
    "payment_terms",
    "payment_method",
    "currency",
    "currency_exchange_rate",
    "dimension",
    "dimension_value",
    "default_dimension",
    "dimension_combination",
    "dimension_value_combination",
    "default_dimension_priority",
    "number_series",
    "number_series_line",
    "sales_setup",
    "inventory_setup",
];

/// What the company earns and is owed. Those who only do the work have no part in it.
const MONEY: &[&str] = &[
    "general_ledger_entry",
    "general_ledger_register",
    "customer_ledger_entry",
    "detailed_cust_ledger_entry",
    "vat_entry",
    "user_setup",
    "change_log_entry",
];

/// A role: which tables its people do not read, which they change, how, and what they carry out.
struct Role {
    id: &'static str,
    name: &'static str,
    hidden: &'static [&'static str],
    changes: fn(&str) -> &'static [Action],
    carries_out: fn(&ActionDef) -> bool,
}

const ROLES: &[Role] = &[
    Role {
        id: "SERVICE-MANAGER",
        name: "Service manager: runs service, with its set-up, prices and documents",
        hidden: &[],
        changes: |table| {
            if ACCOUNTING.contains(&table) || table == "user_setup" { &[] } else { ALL }
        },
        carries_out: |_| true,
    },
    Role {
        id: "DISPATCHER",
        name: "Dispatcher: takes calls, plans work, follows orders",
        hidden: &[],
        changes: |table| {
            if DOCUMENTS.contains(&table) {
                ALL
            } else if CUSTOMERS.contains(&table) {
                &[Action::Read, Action::Insert, Action::Modify]
            } else if table == "resource_capacity_entry" {
                &[Action::Read, Action::Insert]
            } else {
                &[]
            }
        },
        carries_out: |action| !is_invoice(action) && !posts(action),
    },
    Role {
        id: "TECHNICIAN",
        name: "Technician: does the work and notes hours and parts",
        hidden: MONEY,
        changes: |table| match table {
            "service_header" | "service_item_line" => &[Action::Read, Action::Modify],
            "service_line" | "service_comment_line" => ALL,
            "service_item" => &[Action::Read, Action::Insert, Action::Modify],
            _ => &[],
        },
        carries_out: |action| action.collection == "serviceOrders" && !posts(action),
    },
    Role {
        id: "COUNTER",
        name: "Counter: receives and returns machines, invoices and takes money",
        hidden: &[],
        changes: |table| {
            if DOCUMENTS.contains(&table) || CUSTOMERS.contains(&table) { ALL } else { &[] }
        },
        carries_out: |action| action.collection.starts_with("service") || is_invoice(action),
    },
    Role {
        id: "BOOKKEEPER",
        name: "Bookkeeper: posts, keeps accounts, tax and posting set-up",
        hidden: &[],
        changes: |table| {
            let own = ["customer", "ship_to_address", "user_setup", "company_information"];
            if ACCOUNTING.contains(&table) || own.contains(&table) || table.contains("journal") {
                ALL
            } else if DOCUMENTS.contains(&table) {
                &[Action::Read, Action::Modify]
            } else {
                &[]
            }
        },
        carries_out: |_| true,
    },
    Role {
        id: "INTEGRATOR",
        name: "Integrator: other programs that read and write everything in a company",
        hidden: &[],
        changes: |_| ALL,
        carries_out: |_| true,
    },
];

/// What writes the books: posting, and the jobs on the value of stock.
fn posts(action: &ActionDef) -> bool {
    let names = ["post", "batchPost"];
    names.iter().any(|name| action.name.starts_with(name)) || action.collection == "valueEntries"
}

fn is_invoice(action: &ActionDef) -> bool {
    action.collection == "serviceInvoices"
}

/// Brings the program's roles up to date, as tables and actions have come and gone.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &mut Tx) -> Result<()> {
    let everything = [ALL, &[Action::Execute]].concat();
    let one = |object: &str, acts: &[Action]| BTreeMap::from([(object.to_owned(), acts.to_vec())]);
    user::keep_role(tx, user::SUPER, "Everything, in every company", &one("*", &everything))?;
    user::keep_role(tx, "AUDITOR", "Auditor: reads everything", &one("*", &[Action::Read]))?;
    let (tables, actions) = (company_tables(), crate::actions());
    for role in ROLES {
        user::keep_role(tx, role.id, role.name, &permissions(role, &tables, &actions))?;
    }
    Ok(())
}

/// What a role allows, by object. Nobody writes ledgers or the change log by hand.
fn permissions(
    role: &Role,
    tables: &[&'static Table],
    actions: &[ActionDef],
) -> BTreeMap<String, Vec<Action>> {
    let mut allowed = BTreeMap::new();
    for table in tables.iter().filter(|table| !role.hidden.contains(&table.name)) {
        let changes: &[Action] =
            if table.ledger.is_some() { &[] } else { (role.changes)(table.name) };
        let acts = if changes.is_empty() { vec![Action::Read] } else { changes.to_vec() };
        allowed.insert(table.name.to_owned(), acts);
    }
    for action in actions.iter().filter(|action| action.writes && (role.carries_out)(action)) {
        // The act itself asks by its name alone, wherever it is called from.
        allowed.insert(action.object(), vec![Action::Execute]);
        allowed.insert(action.name.to_owned(), vec![Action::Execute]);
    }
    allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(id: &str) -> BTreeMap<String, Vec<Action>> {
        let role = ROLES.iter().find(|role| role.id == id).expect("the role exists");
        permissions(role, &company_tables(), &crate::actions())
    }

    #[test]
    fn roles_name_what_their_people_do() {
        assert!(allowed("DISPATCHER")["service_header"].contains(&Action::Insert));
        assert!(!allowed("DISPATCHER").contains_key("serviceOrders.post"));
        assert_eq!(allowed("DISPATCHER")["general_posting_setup"], [Action::Read]);
        assert_eq!(allowed("TECHNICIAN")["service_header"], [Action::Read, Action::Modify]);
        assert!(!allowed("TECHNICIAN").contains_key("customer_ledger_entry"));
        let tables: Vec<&str> = company_tables().iter().map(|table| table.name).collect();
        assert!(MONEY.iter().all(|name| tables.contains(name)), "{MONEY:?}");
        assert!(allowed("BOOKKEEPER")["general_posting_setup"].contains(&Action::Modify));
        assert_eq!(allowed("INTEGRATOR")["service_ledger_entry"], [Action::Read]);
        assert!(!allowed("INTEGRATOR").contains_key("user"), "users are not part of a company");
    }
}
