use std::collections::BTreeSet;

use base::Action;
use store::{Table, UNNAMED};

use super::rights::{ROLES, read, rights};
use crate::installation::company_tables;

const WHERE: &str = "crates/service/src/roles/rights.txt";

fn named() -> BTreeSet<String> {
    let rights = rights();
    let open = rights.open.iter().map(|right| right.object.clone());
    open.chain(rights.closed.iter().map(|(object, _)| object.clone())).collect()
}

/// The kinds of documents of all tables, by object.
fn kinds(tables: &[&'static Table]) -> BTreeSet<&'static str> {
    let kinds = tables.iter().filter_map(|table| table.kinds);
    kinds.flat_map(|kinds| kinds.of.iter().map(|of| of.object)).collect()
}

#[test]
fn every_table_kind_and_action_is_opened_by_a_role_or_closed_on_purpose() {
    let (named, tables) = (named(), company_tables());
    let mut missing: Vec<String> = Vec::new();
    let objects = tables.iter().map(|table| table.name).chain(kinds(&tables));
    for object in objects.filter(|object| !named.contains(*object)) {
        missing.push(format!("[tables]  {object}    R or RIMD for each of {ROLES:?}"));
    }
    for action in crate::actions().iter().filter(|action| !named.contains(&action.object())) {
        missing.push(format!("[actions] {}    X for each role that may", action.object()));
    }
    assert!(
        missing.is_empty(),
        "nobody but SUPER can use what is new. Add a row to {WHERE}, in its section, with a cell for \
         each role, or a row with the reason under [closed]:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_row_of_rights_is_about_something_that_exists_and_stands_once() {
    let tables = company_tables();
    let mut known: BTreeSet<String> = tables.iter().map(|table| table.name.to_owned()).collect();
    known.extend(kinds(&tables).into_iter().map(str::to_owned));
    known.extend(crate::actions().iter().map(|action| action.object()));
    let guards = tables.iter().flat_map(|table| table.columns).filter_map(|column| column.guard());
    known.extend(guards.map(base::permission::field_object));
    let rights = rights();
    let mut seen = BTreeSet::new();
    let closed = rights.closed.iter().map(|(object, _)| object);
    for object in rights.open.iter().map(|right| &right.object).chain(closed) {
        assert!(known.contains(object), "{WHERE}: {object} does not exist; take the row out");
        assert!(seen.insert(object), "{WHERE}: {object} stands there twice");
    }
    assert!(rights.closed.iter().all(|(_, why)| !why.is_empty()), "{WHERE}: a reason is missing");
}

#[test]
fn every_field_with_money_says_what_it_shows() {
    let named = named();
    for table in company_tables() {
        for column in table.columns {
            let place = format!("{}.{}", table.name, column.name);
            let Some(class) = column.guard() else { continue };
            assert_ne!(
                class, UNNAMED,
                "{place} shows money and is hidden from everybody: give the field \
                 #[column(class = \"price\")] or another class of [fields] in {WHERE}; \"open\" for \
                 an amount that is no secret"
            );
            let field = base::permission::field_object(class);
            assert!(named.contains(&field), "{place}: [fields] in {WHERE} has no row {class}");
            let key = table.column(column.name).is_some_and(|at| table.key.contains(&at));
            assert!(!key, "{place} is a key and cannot be hidden");
        }
    }
}

#[test]
fn nobody_changes_ledgers_or_reads_what_is_closed() {
    for table in company_tables().into_iter().filter(|table| table.ledger.is_some()) {
        let Some(right) = rights().named(table.name) else { continue };
        // Capacity is entered by hand: its entries are added, never changed.
        let inserts = table.name == "resource_capacity_entry";
        for acts in &right.acts {
            let fits = |act: &Action| *act == Action::Read || (inserts && *act == Action::Insert);
            assert!(acts.iter().all(fits), "{} is a ledger: {acts:?}", table.name);
        }
    }
}

#[test]
fn roles_name_what_their_people_do() {
    let role = |id: &str| rights().permissions(id);
    assert!(role("DISPATCHER").allow("serviceOrders", Action::Insert));
    assert!(!role("DISPATCHER").allow("serviceOrders.post", Action::Execute));
    assert!(role("BOOKKEEPER").allow("general_posting_setup", Action::Modify));
    let technician = role("TECHNICIAN");
    for table in ["customer_ledger_entry", "general_ledger_entry", "vat_entry", "value_entry"] {
        assert!(!technician.allow(table, Action::Read), "{table}");
    }
    assert!(technician.allow("service_line", Action::Insert));
    for class in ["price", "billing"] {
        assert!(technician.allow_field(&["service_line"], class, Action::Read));
        assert!(!technician.allow_field(&["service_line"], class, Action::Modify));
    }
    for class in ["cost", "credit", "revenue", "books", "changes"] {
        assert!(!technician.allow_field(&["service_line"], class, Action::Read));
    }
    // What the technician carries out is work, never posting, money or set-up.
    for action in crate::actions() {
        let allowed = technician.allow(&action.object(), Action::Execute);
        assert!(!allowed || action.class == store::Class::Work, "{}", action.object());
    }
    // A log of what happened is emptied by nobody but SUPER.
    for (role, _) in ROLES {
        let may = |action: &store::ActionDef| {
            rights().permissions(role).allow(&action.object(), Action::Execute)
        };
        let empties = crate::actions()
            .into_iter()
            .find(|action| action.class == store::Class::Administer && may(action));
        assert!(empties.is_none(), "{role}");
    }
}

#[test]
fn a_wrong_table_of_rights_is_told_by_line() {
    let head = "role SERVICE-MANAGER DISPATCHER TECHNICIAN COUNTER BOOKKEEPER INTEGRATOR AUDITOR\n";
    let row = "customer R R R R R R -\n";
    assert!(read(&format!("{head}[tables]\n{row}")).is_ok());
    for (text, says) in [
        ("role A B\n".to_owned(), "line 1"),
        (format!("{head}{row}"), "line 2: it stands in no section"),
        (format!("{head}[tables]\ncustomer R R\n"), "line 3: one cell"),
        (format!("{head}[tables]\ncustomer R R R R R R Q\n"), "line 3: a cell is"),
    ] {
        let wrong = read(&text).expect_err("it is wrong");
        assert!(wrong.contains(says), "{wrong}");
    }
}

/// The matrix of everything, with the figures that records are calculated with.
fn drawn() -> String {
    use store::testing::{actor, databases};
    let tables = company_tables();
    store::entity::register(&tables);
    crate::hooks::register();
    let database = databases(&tables).swap_remove(0);
    let entities = crate::entities();
    let figures = |def: &store::EntityDef| {
        let of_blank = database.db.read(&actor(), |tx| (def.figures)(tx)).expect("figures");
        of_blank.into_iter().map(|(name, _)| name).collect()
    };
    super::matrix(&entities, &crate::actions(), figures).markdown()
}

#[test]
fn the_matrix_of_the_manual_is_what_the_roles_may_do() {
    let drawn = drawn();
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/roles.md");
    if std::env::var_os("FIELDWRIGHT_RENEW").is_some() {
        std::fs::write(&page, &drawn).expect("written");
    }
    let kept = std::fs::read_to_string(&page).expect("the page of the manual");
    assert!(
        kept == drawn,
        "what roles may do has changed. Look at it: FIELDWRIGHT_RENEW=1 cargo test -p service \
         matrix, then git diff docs/roles.md, and commit it when it is meant"
    );
}

#[test]
fn every_figure_says_what_it_is_made_of() {
    use store::testing::{actor, databases};
    let tables = company_tables();
    store::entity::register(&tables);
    crate::hooks::register();
    let database = databases(&tables).swap_remove(0);
    for def in crate::entities() {
        let figures = database.db.read(&actor(), |tx| (def.figures)(tx)).expect("figures");
        for (name, _) in figures {
            let Some(sources) = (def.made_of)(name) else {
                panic!(
                    "{}.{name} is shown to nobody but SUPER: say in `made_of` beside the record what \
                     it is made of (tables, kinds of documents, table.column)",
                    def.collection
                );
            };
            for source in sources {
                let (object, column) = source.split_once('.').unwrap_or((source, ""));
                let table = tables.iter().find(|table| table.name == object);
                assert!(
                    table.is_some() || store::sight::kind_named(object).is_some(),
                    "{}.{name} is made of {source}, which does not exist",
                    def.collection
                );
                let known = |table: &&&Table| column.is_empty() || table.column(column).is_some();
                assert!(table.is_none_or(|table| known(&table)), "{source} is no column");
            }
        }
    }
}
