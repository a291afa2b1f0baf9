//! Every page renders in both languages, on an empty company.

use std::sync::Arc;

use base::{Language, Permissions};
use store::{Db, Tx};

use super::site::Site;
use super::{card, home, hub, list, notices, search};
use crate::kit::View;
use crate::kit::view::{CompanyName, Density, Theme};

fn view(language: Language) -> View {
    let now = base::DateTime::constant(2026, 11, 24, 10, 42, 0, 0);
    View {
        language,
        theme: Theme::System,
        density: Density::Normal,
        user: "CLARA".into(),
        full_name: "Clara Martin".into(),
        role: "SERVICE-MANAGER".into(),
        home: "SERVICE-MANAGER".into(),
        homes: vec!["SERVICE-MANAGER".into()],
        tour: true,
        company: CompanyName { name: "atelier-moka".into(), display_name: "Atelier Moka".into() },
        companies: Vec::new(),
        work_date: now.date(),
        now,
        moment: base::Zone::UTC.moment(now),
        zone: base::Zone::UTC,
        csrf: "csrf".into(),
        permissions: Arc::new(Permissions::everything()),
        currency: "EUR".into(),
    }
}

/// What is wrong with a page that anybody could see: texts that are missing, icons that are not
/// in the sheet.
fn wrong(page: &str) -> Vec<String> {
    let sheet =
        String::from_utf8_lossy(crate::assets::find("icons.svg").expect("the sheet of icons").1)
            .into_owned();
    let mut found: Vec<String> = page
        .split("icons.svg?v=")
        .skip(1)
        .filter_map(|rest| rest.split_once('#')?.1.split('"').next())
        .filter(|name| !sheet.contains(&format!("id=\"{name}\"")))
        .map(|name| format!("no icon {name}"))
        .collect();
    for prefix in ["ui-", "field-", "table-", "option-", "refusal-"] {
        let marks = [
            format!(">{prefix}"),
            format!("title=\"{prefix}"),
            format!("placeholder=\"{prefix}"),
            format!("label=\"{prefix}"),
            format!(":\"{prefix}"),
        ];
        for mark in marks {
            for rest in page.split(mark.as_str()).skip(1) {
                found.push(format!(
                    "no text {prefix}{}",
                    rest.split(['<', '"']).next().unwrap_or_default()
                ));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// A job that met the end of a period.
fn job(status: service::job::JobStatus) -> service::job::BatchJob {
    service::job::BatchJob {
        entry_no: 1,
        name: base::Text::new("serviceOrders.postBatch"),
        status,
        started_at: "2026-11-24T10:00:00Z".parse().ok(),
        result: base::Memo::new(r#"{"total": 3, "errors": [{"no": "SO-1", "detail": "No."}]}"#),
        error: base::Memo::new(r#"{"detail": "The period is closed."}"#),
        ..service::job::BatchJob::default()
    }
}

fn every_page(tx: &mut Tx, language: Language) -> Vec<String> {
    let view = view(language);
    let (entities, actions) = (service::entities(), service::actions());
    let (of_system, system_actions) = (service::system_entities(), service::system_actions());
    let site = Site { view: &view, entities: &entities, actions: &actions, system: false };
    let system = Site { view: &view, entities: &of_system, actions: &system_actions, system: true };
    let mut problems = Vec::new();
    let mut look = |name: &str, page: base::Result<maud::Markup>| match page {
        Ok(markup) => problems.extend(
            wrong(&markup.into_string()).into_iter().map(|problem| format!("{name}: {problem}")),
        ),
        Err(error) => problems.push(format!("{name}: {error}")),
    };
    look("home", home::page(tx, site, Some(false)));
    look("home of the team", home::page(tx, site, Some(true)));
    look("set-up", Ok(hub::set_up(site, system)));
    look("finance", Ok(hub::finance(site)));
    look("search", search::results(tx, site, system, "cli"));
    let jobs = [job(service::job::JobStatus::Failed), job(service::job::JobStatus::Running)];
    let journal = site.def("itemJournalLines").expect("the journal");
    look("sheet", card::sheet_page(tx, site, journal, ("journal_batch_name", "DEFAULT")));
    look("notices", notices::panel(tx, site, &[]));
    look("notices of jobs", notices::panel(tx, site, &jobs));
    look("jobs", Ok(notices::jobs_page(site, &jobs)));
    look("no jobs", Ok(notices::jobs_page(site, &[])));
    for def in &entities {
        let pairs = [("q".to_owned(), "x".to_owned())];
        look(def.collection, list::page(tx, &list::List::new(site, def, &[])));
        look(def.collection, list::page(tx, &list::List::new(site, def, &pairs)));
        if def.table.column("status").is_some() {
            let grouped = [("group".to_owned(), "status".to_owned())];
            look(def.collection, list::page(tx, &list::List::new(site, def, &grouped)));
        }
        if def.insertable {
            let parent: Vec<store::Value> = def
                .below
                .map_or(&[][..], |below| below.columns)
                .iter()
                .map(|_| store::Value::from("X"))
                .collect();
            look(def.collection, card::new_page(tx, site, def, &parent));
        }
    }
    problems
}

#[test]
fn every_page_renders_in_both_languages() {
    let actor = base::Actor::program(&base::FixedClock(base::DateTime::constant(
        2026, 11, 24, 10, 42, 0, 0,
    )));
    for database in store::testing::databases(&service::installation::company_tables()) {
        let db: &Db = &database.db;
        for language in [Language::En, Language::Fr] {
            let problems = db
                .read(&actor, |tx| Ok(every_page(tx, language)))
                .expect("an empty company can be read");
            assert!(problems.is_empty(), "{language:?}\n{}", problems.join("\n"));
        }
    }
}

#[test]
fn heads_and_fields_say_what_they_mean() {
    let (entities, actions) = (service::entities(), service::actions());
    let customers = entities.iter().find(|def| def.collection == "customers").expect("customers");
    let lines = entities.iter().find(|def| def.table.name == "service_line").expect("lines");
    for (language, head, label) in [
        (Language::En, "Customer no.\nIdentifies the customer.", "The line discount, in percent."),
        (Language::Fr, "N° client\nIdentifie le client.", "La remise ligne, en pourcentage."),
    ] {
        let view = view(language);
        let site = Site { view: &view, entities: &entities, actions: &actions, system: false };
        let list = list::List::new(site, customers, &[]);
        assert_eq!(list.request.columns[0].tooltip(&view, customers), head);
        let said = super::tooltip::named(&view, lines.table, "line_discount_percent");
        assert_eq!(said, label);
    }
}

#[test]
fn the_role_centre_opens_for_somebody_who_may_see_nothing() {
    let actor = base::Actor::program(&base::FixedClock(base::DateTime::constant(
        2026, 11, 24, 10, 42, 0, 0,
    )));
    let nobody = base::Actor { permissions: Arc::new(Permissions::default()), ..actor };
    let (entities, actions) = (service::entities(), service::actions());
    for database in store::testing::databases(&service::installation::company_tables()) {
        for role in ["SERVICE-MANAGER", "TECHNICIAN", "BOOKKEEPER", "COUNTER", "DISPATCHER"] {
            let permissions = Arc::new(Permissions::default());
            let view =
                View { permissions, role: role.into(), home: role.into(), ..view(Language::En) };
            let site = Site { view: &view, entities: &entities, actions: &actions, system: false };
            let page = database
                .db
                .read(&nobody, |tx| home::page(tx, site, None))
                .expect("the home opens without rights")
                .into_string();
            for closed in ["class=\"figure", "My day", "Longest overdue"] {
                assert!(!page.contains(closed), "{role} shows {closed}");
            }
        }
    }
}

#[test]
fn each_role_has_a_home_of_its_own() {
    let (entities, actions) = (service::entities(), service::actions());
    let cases: [(&str, &[&str], &[&str]); 6] = [
        ("TECHNICIAN", &["My day"], &["Money", "Receivables", "Sales", "/api/docs"]),
        (
            "COUNTER",
            &["To collect", "For parts", "New service order"],
            &["Receivables", "My day", "/api/docs"],
        ),
        ("DISPATCHER", &["Late", "Not assigned"], &["Money", "Receivables", "/api/docs"]),
        (
            "BOOKKEEPER",
            &["Over 90 days", "Longest overdue"],
            &["My day", "Not assigned", "/api/docs"],
        ),
        ("SERVICE-MANAGER", &["Money", "Late"], &["My day", "/api/docs"]),
        ("SUPER", &["Money", "/api/docs"], &["My day"]),
    ];
    for database in store::testing::databases(&service::installation::company_tables()) {
        for (role, shown, absent) in cases {
            for language in [Language::En, Language::Fr] {
                let view = View { role: role.into(), home: role.into(), ..view(language) };
                let site =
                    Site { view: &view, entities: &entities, actions: &actions, system: false };
                let page = database
                    .db
                    .read(&base::Actor::program(&clock()), |tx| home::page(tx, site, None))
                    .expect("the home of a role opens")
                    .into_string();
                assert_eq!(wrong(&page), Vec::<String>::new(), "{role}");
                if language == Language::En {
                    let body = page.split("client-texts").next().unwrap_or_default();
                    for words in shown {
                        assert!(body.contains(words), "{role} lacks {words}");
                    }
                    for words in absent {
                        assert!(!body.contains(words), "{role} shows {words}");
                    }
                }
            }
        }
    }
}

fn clock() -> base::FixedClock {
    base::FixedClock(base::DateTime::constant(2026, 11, 24, 10, 42, 0, 0))
}

#[test]
fn both_dark_blocks_hold_the_same_values() {
    let tokens = include_str!("../../../../ui/src/css/tokens.css");
    let block = |start: &str| -> Vec<String> {
        let body =
            tokens.split(start).nth(1).and_then(|rest| rest.split('}').next()).unwrap_or_default();
        body.split(';').map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let chosen = block("[data-theme=\"dark\"] {");
    assert!(chosen.len() > 40);
    assert_eq!(chosen, block(":root:not([data-theme=\"light\"]) {"));
}

#[test]
fn style_sheets_name_colours_by_their_tokens_only() {
    let sheets = [
        include_str!("../../../../ui/src/css/controls.css"),
        include_str!("../../../../ui/src/css/page.css"),
        include_str!("../../../../ui/src/css/list.css"),
        include_str!("../../../../ui/src/css/home.css"),
    ];
    for sheet in sheets {
        assert!(
            !sheet.contains(": #") && !sheet.contains(" #0") && !sheet.contains(" #f"),
            "a colour without a name"
        );
    }
}

#[test]
fn a_failed_job_is_counted_by_the_bell_and_says_why() {
    let actor = base::Actor::program(&base::FixedClock(base::DateTime::constant(
        2026, 11, 24, 10, 42, 0, 0,
    )));
    let view = view(Language::En);
    let (entities, actions) = (service::entities(), service::actions());
    let site = Site { view: &view, entities: &entities, actions: &actions, system: false };
    let job = job(service::job::JobStatus::Failed);
    for database in store::testing::databases(&service::installation::company_tables()) {
        let panel = database
            .db
            .read(&actor, |tx| notices::panel(tx, site, std::slice::from_ref(&job)))
            .expect("drawn")
            .into_string();
        assert!(panel.contains("data-count=\"1\"") && panel.contains("The period is closed."));
    }
}

#[test]
fn the_address_of_a_record_spells_an_amount_of_its_key_as_a_decimal() {
    let view = view(Language::Fr);
    let (entities, actions) = (service::entities(), service::actions());
    let site = Site { view: &view, entities: &entities, actions: &actions, system: false };
    let def = site.def("customerInvoiceDiscounts").expect("the collection");
    let minimum = store::Value::Int(base::Amount::from(500).scaled());
    let key = [store::Value::from("C1"), store::Value::from(""), minimum];
    let url = site.record_url(def, &key);
    assert!(url.ends_with("/C1,,500"), "{url}");
    assert_eq!(super::site::read_key(def, &[], "C1,,500").expect("read"), key);
    let api = site.api_url(def, &key);
    assert!(
        api.ends_with("('C1','','500')") || api.ends_with("(%27C1%27,%27%27,%27500%27)"),
        "{api}"
    );
}

#[test]
fn lists_show_what_their_records_have() {
    let figures = super::tooltip_tests::figures();
    let mut unknown: Vec<String> = Vec::new();
    for def in service::entities() {
        let table = def.table;
        let columns = super::describe::looks(&def).columns;
        let calculated = columns
            .iter()
            .filter(|name| !name.starts_with('@') && table.column(name).is_none())
            .filter(|name| !figures.contains(&(table.name, **name)));
        unknown.extend(calculated.map(|name| format!("{}.{name}", table.name)));
    }
    assert_eq!(unknown, [""; 0], "neither column nor figure");
}

#[test]
fn a_response_is_met_when_work_began_in_time() {
    use serde_json::json;
    let view = view(Language::En);
    // It is 24 November 2026, 10:42.
    for (due, begun, status, expected) in [
        (["2026-11-24", "12:00:00"], None, "pending", "1 h 18"),
        (["2026-11-24", "10:00:00"], None, "pending", "42 min late"),
        (["2026-11-24", "10:00:00"], None, "onHold", "42 min late"),
        (["2026-11-24", "10:00:00"], Some(["2026-11-24", "09:59:00"]), "inProcess", "Met"),
        (["2026-11-24", "10:00:00"], Some(["2026-11-24", "10:00:00"]), "finished", "Met"),
        (["2026-11-24", "10:00:00"], Some(["2026-11-24", "10:01:00"]), "inProcess", "Missed"),
        (["2026-11-20", "10:00:00"], Some(["2026-11-23", "08:00:00"]), "finished", "Missed"),
    ] {
        let [day, time] = due;
        let mut order = json!({"responseDate": day, "responseTime": time, "status": status});
        if let Some([day, time]) = begun {
            order["startingDate"] = json!(day);
            order["startingTime"] = json!(time);
        }
        assert_eq!(list::remaining_text(&view, &order), expected, "{order}");
    }
}
