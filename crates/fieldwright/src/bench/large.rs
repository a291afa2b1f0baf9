//! A big company: how long lists, the home page, notifications and search take with hundreds of
//! thousands of customers and orders and a million machines.

use base::{Amount, Code, Date, Result, Text, Time};
use books::customer::Customer;
use service::installation::Installation;
use service::line::{LineType, ServiceLine};
use service::order::{DocumentType, Priority, ServiceHeader, ServiceItemLine, ServiceStatus};
use service::service_item::ServiceItem;
use store::Record;

use super::http::get;
use super::{Measured, times, within};

/// The company that is big.
const COMPANY: &str = "large";
/// How many records are written in one transaction.
const CHUNK: usize = 10_000;
/// How often each page is read.
const RUNS: usize = 7;
/// Milliseconds that a page may take.
const PAGE_MILLIS: u64 = 100;
/// How many customers there are; five machines for each two of them go to two orders for each.
const CUSTOMERS: i64 = 200_000;
/// How many machines there are.
const MACHINES: i64 = 1_000_000;
/// How many orders there are.
const ORDERS: i64 = 500_000;

const FAMILIES: [&str; 16] = [
    "Martin", "Bernard", "Dubois", "Thomas", "Robert", "Richard", "Petit", "Durand", "Leroy",
    "Moreau", "Simon", "Laurent", "Lefebvre", "Michel", "Garcia", "Bertrand",
];
const TRADES: [&str; 8] =
    ["Café", "Hôtel", "Bakery", "Garage", "Clinic", "School", "Restaurant", "Offices"];
const TOWNS: [&str; 8] =
    ["Lyon", "Grenoble", "Annecy", "Chambéry", "Valence", "Vienne", "Genève", "Dijon"];

/// Makes the company; `part` is how many hundredths of it.
///
/// # Errors
/// When the database fails.
pub fn fill(installation: &Installation, part: i64) -> Result<()> {
    write(installation, CUSTOMERS * part / 100, customer)?;
    write(installation, MACHINES * part / 100, machine)?;
    write(installation, ORDERS * part / 100, order)?;
    write(installation, ORDERS * part / 100, order_machine)?;
    write(installation, ORDERS * part / 100, line)
}

fn write<T: Record>(
    installation: &Installation,
    count: i64,
    record: fn(i64) -> Result<T>,
) -> Result<()> {
    let actor = installation.program();
    let db = match installation.company(COMPANY) {
        Ok(db) => db,
        Err(_) => installation.create_company(&actor, COMPANY, "A big company")?,
    };
    let numbers: Vec<i64> = (1..=count).collect();
    for some in numbers.chunks(CHUNK) {
        db.write(&actor, |tx| {
            let mut records: Vec<T> = some.iter().map(|no| record(*no)).collect::<Result<_>>()?;
            tx.insert_all(&mut records)
        })?;
    }
    Ok(())
}

/// One of several, in no order.
fn one<'a>(of: &[&'a str], no: i64) -> &'a str {
    let at = usize::try_from(no * 7919 % 104_729).unwrap_or_default() % of.len();
    of[at]
}

fn customer_no(no: i64) -> Result<Code<20>> {
    Code::parse(&format!("C{:06}", no * 7 % CUSTOMERS + 1))
}

fn name(no: i64) -> Text<100> {
    Text::cut(&format!("{} {} {no}", one(&TRADES, no), one(&FAMILIES, no / 3)))
}

fn customer(no: i64) -> Result<Customer> {
    Ok(Customer {
        no: Code::parse(&format!("C{no:06}"))?,
        name: name(no),
        city: Text::cut(one(&TOWNS, no)),
        phone_no: Text::cut(&format!(
            "04 {:02} {:02} {:02} {:02}",
            no % 97,
            no % 89,
            no % 83,
            no % 79
        )),
        ..Customer::default()
    })
}

fn machine(no: i64) -> Result<ServiceItem> {
    Ok(ServiceItem {
        no: Code::parse(&format!("SI{no:07}"))?,
        description: Text::cut(&format!("Coffee machine model {}", no % 400)),
        serial_no: Code::parse(&format!("SN-{:09}", no * 7919 % 999_999_937))?,
        customer_no: customer_no(no)?,
        ..ServiceItem::default()
    })
}

fn order_no(no: i64) -> Result<Code<20>> {
    Code::parse(&format!("SO{no:06}"))
}

/// An order of the last five years; most are finished.
fn order(no: i64) -> Result<ServiceHeader> {
    let day = Date::constant(2021, 3, 2).saturating_add(jiff::Span::new().days(no * 1826 / ORDERS));
    let status = match no % 20 {
        0 | 1 => ServiceStatus::Pending,
        2 | 3 => ServiceStatus::InProcess,
        4 => ServiceStatus::OnHold,
        _ => ServiceStatus::Finished,
    };
    let begun = status != ServiceStatus::Pending;
    Ok(ServiceHeader {
        document_type: DocumentType::Order,
        no: order_no(no)?,
        description: Text::cut("Does not heat"),
        customer_no: customer_no(no)?,
        bill_to_customer_no: customer_no(no)?,
        name: name(no * 7 % CUSTOMERS + 1),
        order_date: Some(day),
        response_date: Some(day.saturating_add(jiff::Span::new().days(1))),
        response_time: Some(Time::constant(12, 0, 0, 0)),
        starting_date: begun.then_some(day),
        starting_time: begun.then_some(Time::constant(10, 0, 0, 0)),
        status,
        priority: if no % 50 == 0 { Priority::High } else { Priority::Low },
        ..ServiceHeader::default()
    })
}

fn order_machine(no: i64) -> Result<ServiceItemLine> {
    Ok(ServiceItemLine {
        document_type: DocumentType::Order,
        document_no: order_no(no)?,
        line_no: 10_000,
        service_item_no: Code::parse(&format!("SI{no:07}"))?,
        ..ServiceItemLine::default()
    })
}

fn line(no: i64) -> Result<ServiceLine> {
    Ok(ServiceLine {
        document_type: DocumentType::Order,
        document_no: order_no(no)?,
        line_no: 10_000,
        service_item_line_no: 10_000,
        bill_to_customer_no: customer_no(no)?,
        r#type: LineType::Resource,
        no: Code::parse(&format!("R{:03}", no % 300))?,
        outstanding_amount_lcy: Amount::from(no % 500),
        ..ServiceLine::default()
    })
}

/// Reads the pages.
///
/// # Errors
/// When a page is not answered.
pub fn measure(address: &str, token: &str) -> Result<Vec<Measured>> {
    let pages = [
        ("Home", ""),
        ("Notifications", "/-/notices"),
        ("Customers", "/customers"),
        ("Machines", "/serviceItems"),
        ("Orders", "/serviceOrders"),
        ("Customers searched by name in the list", "/customers?q=durand"),
        ("Search by a name", "/-/search?q=durand"),
        ("Search by two words", "/-/search?q=hotel%20petit"),
        ("Search by a telephone number", "/-/search?q=04%2012"),
        ("Search by a serial number", "/-/search?q=SN-0000"),
        ("Search by the number of an order", "/-/search?q=4711"),
        ("Search by two letters", "/-/search?q=so"),
        ("Search for nothing", "/-/search?q=xyzzy"),
    ];
    let mut rows = Vec::new();
    for (what, path) in pages {
        let path = format!("/c/{COMPANY}{path}");
        let taken = times(RUNS, |_| get(address, token, &path).map(drop))?;
        rows.push(within(&format!("Big company: {what}"), taken, PAGE_MILLIS));
    }
    Ok(rows)
}
