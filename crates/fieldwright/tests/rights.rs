//! What a role does not see is shown to it by no door: distinctive amounts are planted in every field
//! with money, and the answers of API and pages are searched for them.

use std::sync::Arc;

use base::{Action, Actor, DateTime, Permissions};
use books::user::{self, User};
use fieldwright::demo::{self, Data};
use serde_json::Value as Json;
use service::installation::{Installation, company_tables};
use service::roles::{ROLES, rights};
use store::{Db, EntityDef, Kind, Table, sight, testing};
use web::App;
use web::testing::Program;

const COMPANY: &str = "atelier-moka";
const AT: DateTime = DateTime::constant(2026, 3, 2, 8, 0, 0, 0);

/// An amount that stands in one field of one row only, so that sums of the field are the same.
struct Planted {
    table: &'static Table,
    column: usize,
    /// Its digits, without marks.
    digits: String,
}

fn entries_amount(table: &str, column: &str) -> (&'static Table, usize) {
    let tables = company_tables();
    let table = tables.into_iter().find(|known| known.name == table).expect("a ledger");
    (table, table.column(column).expect("its amount"))
}

impl Planted {
    fn seen_by(&self, who: &Permissions) -> bool {
        // A kept total says no more than the entries that it sums.
        let (table, column) = match self.table.name {
            "gl_account_total" => entries_amount("general_ledger_entry", "amount"),
            "service_sales_total" => entries_amount("service_ledger_entry", "amount_lcy"),
            _ => (self.table, self.column),
        };
        table.allows_some(who, Action::Read) && sight::sees_column(table, column, who)
    }

    fn name(&self) -> String {
        format!("{}.{}", self.table.name, self.table.columns[self.column].name)
    }
}

/// Plants an amount in each field with money: one row has it, the others nothing.
fn plant(db: &Db) -> Vec<Planted> {
    let program = base::Actor::program(&demo::clock(AT));
    let triggers = "SELECT \"name\" FROM sqlite_master WHERE type = 'trigger'";
    let triggers = db.read(&program, |tx| tx.rows(triggers, &[])).expect("the triggers");
    for trigger in triggers.into_iter().flatten() {
        db.batch(&format!("DROP TRIGGER \"{}\"", trigger.into_text())).expect("a trigger goes");
    }
    let mut planted = Vec::new();
    for table in company_tables() {
        for (column, field) in table.columns.iter().enumerate() {
            let money = matches!(field.kind, Kind::Amount | Kind::UnitPrice);
            if !money || field.guard().is_none() || table.key.contains(&column) {
                continue;
            }
            let amount = 4_000_031 + 100 * i64::try_from(planted.len()).expect("few");
            let (name, of) = (field.name, table.name);
            let sql = format!(
                "UPDATE \"{of}\" SET \"{name}\" = CASE WHEN rowid = (SELECT max(rowid) FROM \
                 \"{of}\") THEN {amount}37000 ELSE 0 END"
            );
            db.batch(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
            planted.push(Planted { table, column, digits: format!("{amount}37") });
        }
    }
    planted
}

/// A text without the marks that stand in numbers.
fn bare(text: &str) -> String {
    text.replace("&nbsp;", "")
        .chars()
        .filter(|c| !c.is_whitespace() && !".,".contains(*c))
        .collect()
}

struct Walk<'w> {
    program: &'w Program,
    token: String,
    role: &'static str,
    hidden: Vec<&'w Planted>,
    leaks: Vec<String>,
}

impl Walk<'_> {
    /// Asks, and searches the answer for what the role does not see.
    fn ask(&mut self, method: &str, path: &str, body: Option<&str>) -> (u16, Json) {
        let answer = self.program.request(&self.token, method, path, &[], body);
        assert!(answer.status < 500, "{}: {method} {path}: {}", self.role, answer.text);
        let text = bare(&answer.text);
        for planted in self.hidden.iter().filter(|planted| text.contains(&planted.digits)) {
            self.leaks.push(format!("{}: {method} {path} shows {}", self.role, planted.name()));
        }
        (answer.status, answer.json())
    }

    fn collection(&mut self, def: &EntityDef) {
        if def.below.is_some() {
            return;
        }
        let (api, page) = (
            format!("/api/v1/companies/{COMPANY}/{}", def.collection),
            format!("/c/{COMPANY}/{}", def.collection),
        );
        let order =
            def.table.key.iter().map(|at| format!("{}%20desc", def.table.columns[*at].json));
        let order: Vec<String> = order.collect();
        let (status, list) =
            self.ask("GET", &format!("{api}?$top=1000&$orderby={}", order.join(",")), None);
        for path in [page.clone(), format!("{page}?export=csv")] {
            self.ask("GET", &path, None);
        }
        self.queries(def, &api, &page);
        if status != 200 {
            return;
        }
        let rows = list["value"].as_array().cloned().unwrap_or_default();
        for row in rows.iter().take(2) {
            let key: Vec<String> = def
                .table
                .key
                .iter()
                .filter(|at| {
                    !def.fixed.iter().any(|(name, _)| *name == def.table.columns[**at].name)
                })
                .map(|at| row[def.table.columns[*at].json].to_string().trim_matches('"').to_owned())
                .collect();
            if key.iter().any(|part| {
                part.is_empty() || part == "null" || part.contains(['/', ' ', '?', '%'])
            }) {
                continue;
            }
            let key = key.join(",");
            self.ask("GET", &format!("{api}/{key}"), None);
            self.ask("GET", &format!("{page}/{key}"), None);
            for action in service::actions().iter().filter(|action| {
                action.collection == def.collection
                    && action.segment.is_none()
                    && !action.writes
                    && action.bound == store::Bound::Record
            }) {
                self.ask("POST", &format!("{api}/{key}/{}", action.name), Some("{}"));
            }
            for side in ["preview", "statistics", "test-report"] {
                self.ask("GET", &format!("{page}/{key}/{side}"), None);
            }
            for part in service::entities()
                .iter()
                .filter_map(|part| part.below.filter(|below| below.parent == def.collection))
            {
                self.ask("GET", &format!("{api}/{key}?$expand={}", part.segment), None);
            }
        }
    }

    /// What is printed: the data of a paper, which a company's own template may show.
    fn papers(&mut self, db: &Db, who: &Actor) {
        use service::print::{ReportName, printout};
        let reports = [
            (ReportName::ServiceOrder, "service_header", "\"document_type\" = 'order'"),
            (ReportName::ServiceShipment, "service_shipment_header", "1 = 1"),
            (ReportName::ServiceInvoice, "service_invoice_header", "1 = 1"),
        ];
        for (report, table, of) in reports {
            let sql = format!("SELECT max(\"no\"), min(\"no\") FROM \"{table}\" WHERE {of}");
            let numbers = db.read(who, |tx| tx.rows(&sql, &[])).expect("documents");
            for no in numbers.into_iter().flatten() {
                let no = base::Code::parse(&no.into_text()).expect("a number");
                let printed = db.read(who, |tx| printout(tx, report, &no, None));
                let text = bare(
                    &printed
                        .map_or_else(|refused| refused.to_string(), |paper| paper.data.to_string()),
                );
                for planted in self.hidden.iter().filter(|planted| text.contains(&planted.digits)) {
                    let leak =
                        format!("{}: paper {report:?} {no} shows {}", self.role, planted.name());
                    self.leaks.push(leak);
                }
            }
        }
    }

    /// What lookups, searches for entries and results of postings tell.
    fn beside(&mut self, db: &Db, program: &Actor) {
        for def in service::entities() {
            let page = format!("/c/{COMPANY}/-/lookup/{}", def.collection);
            self.ask("GET", &page, None);
            for query in ["q=a", "q=1", "code=a", "code=1"] {
                self.ask("GET", &format!("{page}?{query}"), None);
            }
        }
        let sql = "SELECT max(\"no\") FROM \"service_invoice_header\" \
                   UNION SELECT max(\"no\") FROM \"service_shipment_header\"";
        let numbers = db.read(program, |tx| tx.rows(sql, &[])).expect("documents");
        for no in numbers.into_iter().flatten().map(store::Value::into_text) {
            for page in ["find-entries", "posting-result"] {
                for name in ["documentNo", "invoiceNo", "shipmentNo"] {
                    self.ask("GET", &format!("/c/{COMPANY}/-/{page}?{name}={no}"), None);
                }
            }
        }
    }

    /// A hidden field can be neither chosen nor asked about: the rows that answer would tell it.
    fn queries(&mut self, def: &EntityDef, api: &str, page: &str) {
        let hidden: Vec<&Planted> = self
            .hidden
            .iter()
            .copied()
            .filter(|planted| planted.table.name == def.table.name)
            .collect();
        for planted in hidden {
            let name = def.table.columns[planted.column].json;
            for query in [
                format!("$filter={name}%20gt%200"),
                format!("$orderby={name}"),
                format!("$select={name}"),
            ] {
                let (status, answer) = self.ask("GET", &format!("{api}?{query}"), None);
                let rows = answer["value"].as_array().cloned().unwrap_or_else(|| vec![answer]);
                let none =
                    query.starts_with("$select") && rows.iter().all(|row| row.get(name).is_none());
                assert!(
                    (400..=404).contains(&status) || none,
                    "{}: {api}?{query} answers {status}",
                    self.role
                );
            }
            for query in [format!("f.{name}=%3E0"), format!("sort={name}"), format!("cols={name}")]
            {
                self.ask("GET", &format!("{page}?{query}"), None);
            }
        }
    }
}

fn token(installation: &Installation, role: &str) -> String {
    let secret = format!("the token of {role}");
    let made = installation.system().write(&installation.program(), |tx| {
        let user = User { user_name: base::Code::parse(role)?, ..User::default() };
        user::create_user(tx, &user, None)?;
        user::assign(tx, role, role, "")?;
        user::create_token(tx, role, "Tests", Some(&secret)).map(drop)
    });
    made.expect("the user is made");
    secret
}

#[test]
fn no_door_shows_what_a_role_does_not_see() {
    let (url, _folder) = testing::places().swap_remove(0);
    let clock = Arc::new(demo::clock(AT));
    let installation = Installation::open(&url, clock).expect("an installation");
    demo::create(&installation, Data::Small, &|_, _| {}).expect("the demonstration");
    let company = installation.company(COMPANY).expect("the company");
    let acting = installation.program();
    let planted = plant(&company);
    assert!(planted.len() > 80, "money stands in many fields: {}", planted.len());
    let tokens: Vec<String> = ROLES.iter().map(|(role, _)| token(&installation, role)).collect();
    let program = Program::new(App::new(installation), COMPANY);
    let mut leaks = Vec::new();
    for ((role, _), token) in ROLES.into_iter().zip(tokens) {
        let who = rights().permissions(role);
        let hidden: Vec<&Planted> =
            planted.iter().filter(|planted| !planted.seen_by(&who)).collect();
        let mut walk = Walk { program: &program, token, role, hidden, leaks: Vec::new() };
        if walk.hidden.is_empty() {
            continue;
        }
        for path in ["", "/-/finance", "/-/notices", "/-/search?q=SO", "/-/search?q=mok", "/-/jobs"]
        {
            walk.ask("GET", &format!("/c/{COMPANY}{path}"), None);
        }
        for def in service::entities() {
            walk.collection(&def);
        }
        walk.beside(&company, &acting);
        let actor = Actor { permissions: Arc::new(who.clone()), ..acting.clone() };
        walk.papers(&company, &actor);
        leaks.extend(walk.leaks);
    }
    leaks.sort();
    leaks.dedup();
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}
