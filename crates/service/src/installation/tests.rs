//! Several programs on one installation, and databases that are not there.

use base::{Code, FixedClock};
use books::customer::Customer;
use store::testing::places;

use super::*;

fn clock() -> Arc<dyn Clock> {
    Arc::new(FixedClock(base::DateTime::constant(2026, 3, 2, 8, 0, 0, 0)))
}

fn open(url: &DatabaseUrl) -> Installation {
    Installation::open(url, clock()).expect("the installation opens")
}

fn add_customer(db: &Db, actor: &Actor) {
    let mut customer = Customer { no: Code::new("C1"), ..Customer::default() };
    db.write(actor, |tx| tx.insert(&mut customer)).expect("a customer");
}

fn customers(db: &Db, actor: &Actor) -> i64 {
    db.read(actor, |tx| tx.count::<Customer>("", &[])).expect("the database answers")
}

/// After so long another program's companies are seen.
fn wait() {
    std::thread::sleep(std::time::Duration::from_millis(1100));
}

#[test]
fn what_is_missing_is_refused_and_not_made() {
    for (url, _folder) in places() {
        for missing in [
            Installation::open_existing(&url, clock()).map(drop),
            Installation::open_system(&url, clock(), Missing::Refuse).map(drop),
        ] {
            let error = missing.expect_err("nothing is there");
            assert_eq!(error.refusals()[0].code, "installation.missing", "{url}");
        }
        assert_eq!(url.is_there(), Ok(false), "looking made nothing: {url}");
        Db::remove_all(&url).expect("it goes away");
    }
}

#[test]
fn a_listed_company_without_its_database_is_named() {
    for (url, _folder) in places() {
        let installation = open(&url);
        let program = installation.program();
        installation.create_company(&program, "lyon", "Lyon").expect("a company");
        installation.create_company(&program, "paris", "Paris").expect("a company");
        Db::remove_all(&url.company("lyon")).expect("its database is lost");
        wait();
        if url.engine() == store::EngineName::Sqlite {
            let error = installation.company("lyon").map(drop).expect_err("its file is lost");
            assert!(matches!(&error, Error::Unavailable(why) if why.contains("lyon")), "{error}");
            assert!(installation.company("paris").is_ok(), "the other one works");
        }
        drop(installation);
        let error = Installation::open_existing(&url, clock()).map(drop).expect_err("one is lost");
        assert_eq!(error.refusals()[0].code, "company.database.missing");
        assert!(error.to_string().contains("name=lyon"), "{error}");
        assert_eq!(url.company("lyon").is_there(), Ok(false), "it was not made: {url}");
        // The way out: the list can still be changed.
        let system = Installation::open_system(&url, clock(), Missing::Refuse).expect("a list");
        system.remove_company(&program, "lyon").expect("it is taken off the list");
        drop(system);
        drop(Installation::open_existing(&url, clock()).expect("the rest opens"));
        Db::remove_all(&url).expect("it goes away");
    }
}

#[test]
fn a_program_follows_what_another_does_with_companies() {
    for (url, _folder) in places() {
        let (one, two) = (open(&url), open(&url));
        let program = one.program();
        assert!(two.company("lyon").is_err());
        let db = one.create_company(&program, "lyon", "Lyon").expect("a company");
        add_customer(&db, &program);
        let seen = two.company("lyon").expect("a new company is seen at once");
        assert_eq!(customers(&seen, &program), 1);

        one.remove_company(&program, "lyon").expect("it is removed");
        one.create_company(&program, "lyon", "Lyon again").expect("a company of the same name");
        wait();
        let again = two.company("lyon").expect("it is there again");
        assert_eq!(customers(&again, &program), 0, "new books are empty: {url}");
        assert_eq!(customers(&seen, &program), 1, "the old ones are where they were: {url}");

        one.remove_company(&program, "lyon").expect("it is removed");
        wait();
        assert!(matches!(two.company("lyon"), Err(Error::NotFound { .. })), "gone: {url}");
        drop((seen, again, db, one, two));
        Db::remove_all(&url).expect("it goes away");
    }
}

#[test]
fn books_of_an_earlier_company_are_not_taken_over() {
    for (url, _folder) in places() {
        let installation = open(&url);
        let program = installation.program();
        let first = installation.create_company(&program, "lyon", "Lyon").expect("a company");
        add_customer(&first, &program);
        installation.remove_company(&program, "lyon").expect("it is removed");
        // Another company whose usual place is the one that the next Lyon would take.
        installation.create_company(&program, "lyon-2", "Lyon 2").expect("a company");
        let second = installation.create_company(&program, "lyon", "Lyon").expect("a company");
        assert_eq!(customers(&second, &program), 0);
        assert_eq!(second.url(), &url.company("lyon-3"));
        let taken = installation.create_company(&program, "lyon", "Lyon").map(drop);
        let taken = taken.expect_err("it is taken");
        assert_eq!(taken.refusals()[0].code, "record.exists");
        drop((first, second));
        drop(installation);
        let reopened = open(&url).company("lyon").expect("it is there");
        assert_eq!(reopened.url(), &url.company("lyon-3"));
        drop(reopened);
        Db::remove_all(&url).expect("it goes away");
    }
}

/// Everything in the system database that names a company, by the links that the audit follows.
fn named(installation: &Installation, company: &str) -> i64 {
    let links = crate::audit::system_links();
    let count = |link: &crate::audit::Link| {
        let (column, _) = link.ends();
        let sql = format!("SELECT count(*) FROM \"{}\" WHERE \"{column}\" = $1", link.table);
        let program = installation.program();
        installation.system().read(&program, |tx| tx.number(&sql, params![company]))
    };
    let of_companies = links.iter().filter(|link| link.of == "company");
    of_companies.map(|link| count(link).expect("a number")).sum()
}

#[test]
fn a_company_takes_the_roles_in_it_along() {
    for (url, _folder) in places() {
        let installation = open(&url);
        let program = installation.program();
        let system = installation.system();
        let roles = || {
            let sql = "SELECT \"company_name\" FROM \"user_permission_set\" ORDER BY 1";
            let rows = system.read(&program, |tx| tx.rows(sql, &[])).expect("roles");
            rows.into_iter().flatten().map(store::Value::into_text).collect::<Vec<_>>()
        };
        let make = |name: &str| installation.create_company(&program, name, name).map(drop);
        ["lyon", "paris"].into_iter().for_each(|name| make(name).expect("a company"));
        let anna = user::User { user_name: Code::new("ANNA"), ..user::User::default() };
        let given = system.write(&program, |tx| {
            user::create_user(tx, &anna, None)?;
            ["", "lyon", "paris"]
                .iter()
                .try_for_each(|of| user::assign(tx, "anna", "TECHNICIAN", of))
        });
        given.expect("roles in both companies and everywhere");
        assert_eq!(named(&installation, "lyon"), 1);

        installation.remove_company(&program, "lyon").expect("it is removed");
        assert_eq!(roles(), ["", "paris"], "{url}");
        assert_eq!(named(&installation, "lyon"), 0, "nothing names it: {url}");
        let found = system.read(&program, crate::audit::audit_system).expect("the audit runs");
        assert_eq!(found, [], "{url}");

        // What an earlier program left does not open the next company of that name.
        system.write(&program, |tx| user::assign(tx, "anna", "TECHNICIAN", "lyon")).expect("left");
        make("lyon").expect("a company of the same name");
        assert_eq!(roles(), ["", "paris"], "{url}");
        drop(installation);
        Db::remove_all(&url).expect("it goes away");
    }
}

#[test]
fn an_older_embedded_database_is_copied_before_it_is_changed() {
    for (url, _folder) in places() {
        let installation = open(&url);
        let installed = schema::system().version();
        let forget = format!("DELETE FROM \"schema_version\" WHERE \"number\" = {installed}");
        installation.system().batch(&forget).expect("an older database");
        drop(installation);
        drop(open(&url));
        if let DatabaseUrl::Sqlite(path) = &url {
            let copy = PathBuf::from(format!("{}.before-{installed}.db", path.display()));
            let copy = Db::open(&DatabaseUrl::Sqlite(copy)).expect("the copy opens");
            let version = migration::version(&copy, &Actor::program(&*clock()));
            assert_eq!(version, Ok(installed - 1), "as it was before");
        }
        Db::remove_all(&url).expect("removed");
    }
}
