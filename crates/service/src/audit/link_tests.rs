//! Every table hangs where it should, and every link is seen to be followed.

use std::collections::BTreeSet;

use base::{Error, Result, refuse};
use store::testing::{TestDatabase, actor, databases};
use store::{Kind, Table, Tx, Value, entity};

use super::{HISTORY, LOGS, Link, MOST, audit, audit_system, company_links, system_links};
use crate::installation::{company_tables, system_tables};

/// Tables that are part of nothing: set-up, master data, documents, ledgers that name what they
/// are about in columns of their own.
const ROOTS: &[&str] = &[
    // Figures that are kept, and what the program notes about itself.
    "service_sales_total",
    "sign_in_attempt",
    "system_log_entry",
    // Set-up with one record.
    "company_information",
    "general_ledger_setup",
    "sales_setup",
    "inventory_setup",
    "resource_setup",
    "service_mgt_setup",
    "service_goal",
    // Set-up with a code.
    "country_region",
    "number_series",
    "gl_account",
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
    "base_calendar",
    "source_code",
    "user_setup",
    "service_status_priority_setup",
    "repair_status",
    "fault_area",
    "symptom_code",
    "fault_code",
    "resolution_code",
    "fault_reason_code",
    "service_item_group",
    "service_order_type",
    "service_shelf",
    "service_hour",
    "report_layout",
    "report_text",
    "saved_view",
    // Dimensions: values and rules name their dimension in a column with a relation.
    "dimension",
    "dimension_value",
    "default_dimension",
    "dimension_combination",
    "dimension_value_combination",
    "default_dimension_priority",
    "dimension_set",
    // Master data.
    "customer",
    "customer_price_group",
    "customer_discount_group",
    "customer_invoice_discount",
    "salesperson",
    "responsibility_center",
    "location",
    "service_zone",
    "unit_of_measure",
    "item",
    "item_discount_group",
    "stockkeeping_unit",
    "resource",
    "resource_group",
    "resource_location",
    "resource_capacity_entry",
    "work_type",
    "service_cost",
    "price_list_header",
    "service_item",
    // Journals and documents.
    "item_journal_line",
    "service_header",
    "service_shipment_header",
    "service_invoice_header",
    // Ledgers.
    "general_ledger_entry",
    "general_ledger_register",
    "vat_entry",
    "customer_ledger_entry",
    "detailed_cust_ledger_entry",
    "item_ledger_entry",
    "value_entry",
    "item_application_entry",
    "item_stock",
    "resource_ledger_entry",
    "service_ledger_entry",
    "warranty_ledger_entry",
    "service_register",
    // Logs and jobs, which outlive what they are about.
    "service_item_log",
    "service_document_log",
    "batch_job",
    "change_log_entry",
    "idempotency_key",
    // The installation.
    "user",
    "permission_set",
    "company",
];

/// Columns that look as if they named a record and do not.
const FREE: &[(&str, &str)] = &[
    ("post_code", "an address"),
    ("bill_to_post_code", "an address"),
    ("ship_to_post_code", "an address"),
    ("country_region_code", "an address as it was printed"),
    ("bill_to_country_region_code", "an address as it was printed"),
    ("ship_to_country_region_code", "an address as it was printed"),
    ("phone_no", "a telephone"),
    ("phone_no_2", "a telephone"),
    ("mobile_phone_no", "a telephone"),
    ("vat_registration_no", "given by the tax office"),
    ("registration_no", "given by the register"),
    ("swift_code", "given by the bank"),
    ("iso_code", "given by ISO"),
    ("lcy_code", "the currency of the books, which has no exchange rates"),
    ("language_code", "a language of the program"),
    ("international_standard_code", "given by UN/CEFACT"),
    ("external_document_no", "given by the customer"),
    ("item_reference_no", "as the customer says it"),
    ("reference_no", "as the customer says it"),
    ("serial_no", "given by the maker"),
    ("serial_no_serviced", "given by the maker"),
    ("service_item_serial_no", "given by the maker"),
    ("vendor_no", "vendors are not kept here"),
    ("vendor_item_no", "vendors are not kept here"),
    ("shelf_no", "a place in the store"),
    ("service_shelf_no", "a place in the store when it was posted"),
    ("invoice_disc_code", "the discounts of this code, of which there may be none"),
    ("user_id", "a user of the installation, which has a database of its own"),
    ("assigned_user_id", "a user of the installation, which has a database of its own"),
    ("transaction_no", "common to what was posted together"),
    ("starting_no", "a number to give"),
    ("ending_no", "a number to give"),
    ("warning_no", "a number to give"),
    ("last_no_used", "a number that was given"),
    ("increment_by_no", "a step between numbers"),
    ("posting_no", "reserved for an invoice to come; see the audits of kept figures"),
    ("order_no", "an order, which goes when it is invoiced"),
    ("order_line_no", "an order, which goes when it is invoiced"),
    ("service_order_no", "an order, which goes when it is invoiced"),
    ("service_order_line_no", "an order, which goes when it is invoiced"),
    ("pre_assigned_no", "an invoice, which goes when it is posted"),
    ("applies_to_doc_no", "a document of whatever type that an entry is to be applied to"),
    ("global_dimension_1_code", "repeats a value of the set of dimensions"),
    ("global_dimension_2_code", "repeats a value of the set of dimensions"),
    ("shortcut_dimension_1_code", "repeats a value of the set of dimensions"),
    ("shortcut_dimension_2_code", "repeats a value of the set of dimensions"),
];

/// Columns of one table that look as if they named a record and do not.
const FREE_HERE: &[(&str, &str, &str)] = &[
    ("detailed_cust_ledger_entry", "document_no", "repeats that of its customer ledger entry"),
    ("general_ledger_entry", "document_no", "movements of stock have numbers of a journal"),
    ("item_journal_line", "document_no", "typed in the journal"),
    ("resource_ledger_entry", "document_no", "a shipment or an invoice, whose lines are compared"),
    ("value_entry", "document_line_no", "a line of the document or of a journal"),
    ("service_comment_line", "service_item_line_no", "kept with posted comments as it was"),
    ("customer_invoice_discount", "code", "names discounts that customers share"),
];

fn looks_like_a_name(table: &Table, at: usize) -> bool {
    let column = &table.columns[at];
    let ends = ["_no", "_code", "_id"].iter().any(|end| column.name.ends_with(end));
    let own = table.key.last() == Some(&at) || matches!(table.key, [only] if *only == at);
    let kind = matches!(column.kind, Kind::Code(_) | Kind::Text(_) | Kind::Int);
    kind && !own && (ends || column.name == "no" || column.name == "code")
}

#[test]
fn every_table_says_what_it_is_part_of() {
    let all = company_links().into_iter().chain(system_links());
    let mut parts: BTreeSet<&str> = all.filter(|link| link.part).map(|link| link.table).collect();
    parts.insert("dimension_set_entry");
    for table in company_tables().into_iter().chain(system_tables()) {
        let root = ROOTS.contains(&table.name);
        let part = parts.contains(table.name);
        assert!(root != part, "{}: list it among ROOTS or say what it is part of", table.name);
    }
    for root in ROOTS {
        let known = company_tables().into_iter().chain(system_tables()).any(|t| t.name == *root);
        assert!(known, "{root} is no table");
    }
}

#[test]
fn every_table_has_a_name_for_people() {
    let mut missing = Vec::new();
    for table in company_tables().into_iter().chain(system_tables()) {
        for language in [base::Language::En, base::Language::Fr] {
            let id = format!("table-{}", table.name.replace('_', "-"));
            let name = texts::plain(language, &id);
            if name == id || name.contains('_') {
                missing.push(id);
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_column_that_names_something_is_followed() {
    let links: Vec<Link> = company_links().into_iter().chain(system_links()).collect();
    let mut missing = Vec::new();
    for table in company_tables().into_iter().chain(system_tables()) {
        let history = HISTORY.iter().chain(LOGS).any(|(name, _)| *name == table.name);
        let log = table.purgeable;
        for (at, column) in table.columns.iter().enumerate() {
            let free = FREE.iter().any(|(name, _)| *name == column.name)
                || FREE_HERE.iter().any(|(t, c, _)| (*t, *c) == (table.name, column.name));
            let followed =
                links.iter().any(|l| l.table == table.name && l.columns.contains(&column.name));
            let names = column.relation.is_some() || looks_like_a_name(table, at);
            if names && !free && !followed && !history && !log {
                missing.push(format!("{}.{}", table.name, column.name));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new(), "name a link or say why there is none");
}

#[test]
fn every_link_is_about_columns_that_exist() {
    let tables: Vec<&Table> = company_tables().into_iter().chain(system_tables()).collect();
    let of = |name: &str| tables.iter().copied().find(|table| table.name == name);
    for link in company_links().into_iter().chain(system_links()) {
        let (from, to) = (of(link.table).expect("a table"), of(link.of).expect("a table"));
        assert_eq!(link.columns.len(), link.keys.len(), "{link:?}");
        for column in &link.columns {
            assert!(from.column(column).is_some(), "{link:?}");
        }
        for key in &link.keys {
            assert!(to.column(key).is_some(), "{link:?}");
        }
        for (column, value) in &link.when {
            let at = from.column(column).unwrap_or_else(|| panic!("{link:?}"));
            let Kind::Option(choices) = from.columns[at].kind else { panic!("{link:?}") };
            assert!(choices.contains(value), "{link:?}");
        }
    }
    for (name, reason) in HISTORY.iter().chain(LOGS) {
        assert!(of(name).is_some_and(|table| table.ledger.is_some()), "{name}: {reason}");
    }
}

/// Writes a record that names what does not exist, whatever else it holds.
fn plant(tx: &mut Tx, link: &Link) -> Result<()> {
    let tables: Vec<&Table> = company_tables().into_iter().chain(system_tables()).collect();
    let table = tables.iter().find(|table| table.name == link.table).expect("a table");
    let mut values: Vec<Value> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let when = link.when.iter().find(|(name, _)| *name == column.name);
        let value = match when {
            Some((_, value)) => Value::from(*value),
            None if link.columns.contains(&column.name) && !is_choice(column.kind) => {
                if column.kind.is_integer() { Value::Int(999_999) } else { Value::from("NOWHERE") }
            }
            None if table.key.contains(&at) && column.kind.is_integer() => Value::Int(999_998),
            None => column.kind.blank(),
        };
        values.push(value);
    }
    insert(tx, table, &values)
}

fn insert(tx: &mut Tx, table: &Table, values: &[Value]) -> Result<()> {
    let names = table.columns.iter().map(|column| column.name);
    let quoted: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    let places: Vec<String> = (1..=values.len()).map(|at| format!("${at}")).collect();
    let (quoted, places) = (quoted.join(", "), places.join(", "));
    let sql = format!("INSERT INTO \"{}\" ({quoted}) VALUES ({places})", table.name);
    tx.execute(&sql, values).map(drop)
}

fn is_choice(kind: Kind) -> bool {
    matches!(kind, Kind::Option(_))
}

fn each_link(tables: &[&'static Table], links: &[Link]) {
    for TestDatabase { db, .. } in &databases(tables) {
        for link in links {
            let mut findings = Vec::new();
            let undone: Result<()> = db.write(&actor(), |tx| {
                plant(tx, link)?;
                super::follow(tx, tables, std::slice::from_ref(link), &mut findings)?;
                Err(Error::from(refuse!("test.undone")))
            });
            assert_eq!(undone.expect_err("undone").code(), "test.undone", "{link:?}");
            assert_eq!(findings.len(), 1, "{link:?} on {:?}", db.engine());
            for language in [base::Language::En, base::Language::Fr] {
                let text = texts::message(language, &findings[0].message());
                assert!(!text.starts_with("message-") && !text.contains('_'), "{text}");
            }
        }
    }
}

#[test]
fn every_link_of_a_company_is_followed() {
    each_link(&company_tables(), &company_links());
}

#[test]
fn every_link_of_the_installation_is_followed() {
    each_link(&system_tables(), &system_links());
    for TestDatabase { db, .. } in &databases(&system_tables()) {
        let orphan = db.write(&actor(), |tx| {
            tx.execute("INSERT INTO \"session\" (\"user_name\") VALUES ('GONE')", &[])?;
            audit_system(tx)
        });
        assert_eq!(orphan.map(|found| found.len()), Ok(1));
    }
}

/// The record that [`plant`] names.
fn plant_named(tx: &mut Tx, link: &Link) -> Result<Vec<Value>> {
    let tables: Vec<&Table> = company_tables().into_iter().chain(system_tables()).collect();
    let table = tables.iter().find(|table| table.name == link.of).expect("a table");
    let from = tables.iter().find(|table| table.name == link.table).expect("a table");
    let mut values: Vec<Value> = table.columns.iter().map(|column| column.kind.blank()).collect();
    for (column, key) in link.columns.iter().zip(&link.keys) {
        let at = table.column(key).expect("a column");
        let when = link.when.iter().find(|(name, _)| name == column);
        let kind = from.columns[from.column(column).expect("a column")].kind;
        values[at] = match when {
            Some((_, value)) => Value::from(*value),
            None if is_choice(kind) => kind.blank(),
            None if kind.is_integer() => Value::Int(999_999),
            None => Value::from("NOWHERE"),
        };
    }
    insert(tx, table, &values)?;
    Ok(table.key.iter().map(|at| values[*at].clone()).collect())
}

#[test]
fn no_record_goes_while_something_names_it() {
    entity::register(&company_tables());
    crate::hooks::register();
    let mut dangling = Vec::new();
    for TestDatabase { db, .. } in &databases(&company_tables()) {
        for link in company_links() {
            let deleted_by = crate::entities();
            let def = deleted_by.iter().find(|def| def.table.name == link.of && def.deletable);
            let Some(def) = def else { continue };
            let mut findings = Vec::new();
            let undone: Result<()> = db.write(&actor(), |tx| {
                plant(tx, &link)?;
                let key = plant_named(tx, &link)?;
                super::follow(tx, &company_tables(), std::slice::from_ref(&link), &mut findings)?;
                assert_eq!(findings, [], "named");
                (def.delete)(tx, &key, None)?;
                super::follow(tx, &company_tables(), std::slice::from_ref(&link), &mut findings)?;
                Err(Error::from(refuse!("test.undone")))
            });
            let code = undone.expect_err("undone").code().to_owned();
            if !findings.is_empty() {
                dangling.push(format!("{}.{} -> {}", link.table, link.ends().0, link.of));
            } else if code != "test.undone" && code != "record.used" {
                println!("{}.{} -> {}: {code}", link.table, link.ends().0, link.of);
            }
        }
    }
    assert_eq!(dangling, Vec::<String>::new());
}

#[test]
fn of_one_kind_only_the_first_are_told() {
    for TestDatabase { db, .. } in &databases(&company_tables()) {
        let findings = db.write(&actor(), |tx| {
            for line in 1..=3 * MOST {
                let sql = "INSERT INTO \"service_line\" (\"document_type\", \"document_no\", \
                           \"line_no\") VALUES ('order', 'SO1', $1)";
                tx.execute(sql, &[Value::Int(i64::try_from(line).unwrap_or(0))])?;
            }
            audit(tx)
        });
        let findings = findings.expect("an audit");
        assert_eq!(findings.len(), MOST + 1, "{:?}", findings.last());
        let orphan = texts::message(base::Language::En, &findings[0].message());
        assert_eq!(
            orphan,
            "Service line order SO1 1 is part of SO1 in Service documents, which does not exist."
        );
        let more = texts::message(base::Language::En, &findings[MOST].message());
        assert!(more.contains("100"), "{more}");
    }
}
