//! Lists over a million entries, and an order with twenty lines, through HTTP.

use std::time::Duration;

use base::{Amount, Code, Date, Quantity, Result};
use service::installation::Installation;
use service::ledger::{ServiceEntryType, ServiceLedgerEntry};
use store::Record;

use super::http::get;
use super::{LIST_MILLIS, Measured, ORDER_MILLIS, millis, times, within};
use crate::demo::Data;

/// The company that has the many entries.
const COMPANY: &str = "million";
/// Entries written in one transaction.
const CHUNK: usize = 20_000;
/// How often each list is read.
const RUNS: usize = 21;
/// The rows of a page.
const PAGE: usize = 50;
/// The page that is read after so many others.
const PAGES: usize = 10_000;

/// Makes a company with so many service ledger entries over two years.
///
/// # Errors
/// When the database fails.
pub fn fill(installation: &Installation, count: usize) -> Result<()> {
    let actor = installation.program();
    let db = installation.create_company(&actor, COMPANY, "A million entries")?;
    let first: Date = Date::constant(2024, 1, 1);
    let mut done = 0;
    while done < count {
        let more = CHUNK.min(count - done);
        db.write(&actor, |tx| {
            let numbers = tx.entry_nos::<ServiceLedgerEntry>(more)?;
            let mut entries: Vec<ServiceLedgerEntry> =
                numbers.into_iter().map(|no| entry(no, first)).collect::<Result<_>>()?;
            tx.insert_all(&mut entries)
        })?;
        done += more;
    }
    Ok(())
}

fn entry(no: i64, first: Date) -> Result<ServiceLedgerEntry> {
    let day = first.saturating_add(jiff::Span::new().days(no * 730 / 1_000_000 % 730));
    // Spread as unevenly as customers are: a product with a prime, not in order.
    let spread = no * 7919 % 5003;
    Ok(ServiceLedgerEntry {
        entry_no: no,
        entry_type: if no % 2 == 0 { ServiceEntryType::Sale } else { ServiceEntryType::Usage },
        posting_date: Some(day),
        document_no: Code::parse(&format!("PSI-{:07}", no / 10))?,
        service_order_no: Code::parse(&format!("SO-{:07}", no / 10))?,
        customer_no: Code::parse(&format!("C{:05}", spread % 800))?,
        no: Code::parse(&format!("{}", 70_000 + spread))?,
        quantity: Quantity::from(1 + no % 4),
        amount_lcy: Amount::from(spread % 997),
        ..ServiceLedgerEntry::default()
    })
}

/// Reads the lists.
///
/// # Errors
/// When a list is not answered.
pub fn measure(address: &str, token: &str, count: usize) -> Result<Vec<Measured>> {
    let list = format!("/api/v1/companies/{COMPANY}/serviceLedgerEntries?$top={PAGE}");
    let read = |what: &str, rest: &str| {
        let path = format!("{list}{rest}");
        let taken = times(RUNS, |_| get(address, token, &path).map(drop))?;
        Ok::<Measured, base::Error>(within(what, taken, LIST_MILLIS))
    };
    let after = (PAGES * PAGE).min(count.saturating_sub(PAGE + 1));
    let next = next_link(address, token, after)?;
    let taken = times(RUNS, |_| get(address, token, &next).map(drop))?;
    Ok(vec![
        read(&format!("First {PAGE} of {count} service ledger entries"), "")?,
        within(&format!("The page after row {after}"), taken, LIST_MILLIS),
        read(
            "One customer's entries, newest posting date first",
            "&$filter=customerNo%20eq%20%27C00007%27&$orderby=postingDate%20desc",
        )?,
        read("All entries, newest posting date first", "&$orderby=postingDate%20desc")?,
        read("All entries, by an amount that no index holds", "&$orderby=amountLcy%20desc")?,
        read("Entries of an amount that none has", "&$filter=amountLcy%20eq%2012345.67")?,
        every_column(address, token)?,
        read("Entries searched for a document", "&$search=PSI-0004711")?,
        read("Entries searched for what none has", "&$search=xyzzy")?,
    ])
}

/// The column that it takes longest to sort by, and how many take too long.
fn every_column(address: &str, token: &str) -> Result<Measured> {
    let path = format!("/api/v1/companies/{COMPANY}/serviceLedgerEntries?$top={PAGE}&$orderby=");
    let (mut worst, mut slow, mut seen) = ((Duration::ZERO, ""), 0, 0);
    for column in ServiceLedgerEntry::table().columns {
        let path = format!("{path}{}%20desc", column.json);
        let (middle, _) = times(3, |_| get(address, token, &path).map(drop))?;
        worst = worst.max((middle, column.json));
        slow += usize::from(middle > Duration::from_millis(LIST_MILLIS));
        seen += 1;
    }
    Ok(Measured {
        what: format!("All entries by each of {seen} columns: {slow} above the limit"),
        value: format!("at most {} ms, by {}", millis(worst.0), worst.1),
        target: format!("< {LIST_MILLIS} ms, or the list says so"),
        met: None,
    })
}

/// The link to the page after this row, as the list itself gives it.
fn next_link(address: &str, token: &str, after: usize) -> Result<String> {
    let from = after.saturating_sub(PAGE);
    let path = format!(
        "/api/v1/companies/{COMPANY}/serviceLedgerEntries?$top={PAGE}&$filter=entryNo%20gt%20{from}"
    );
    let page: serde_json::Value =
        serde_json::from_slice(&get(address, token, &path)?).map_err(super::failed)?;
    let link = page["@odata.nextLink"].as_str().unwrap_or_default();
    let path = link.find("/api/").map_or(path.as_str(), |at| &link[at..]);
    Ok(path.to_owned())
}

/// Opens an order with all its lines.
///
/// # Errors
/// When the order is not answered.
pub fn open_order(address: &str, token: &str, no: &str) -> Result<Measured> {
    let path = format!(
        "/api/v1/companies/{}/serviceOrders/{no}?$expand=serviceItemLines,serviceLines",
        Data::Reference.company()
    );
    let taken = times(RUNS, |_| get(address, token, &path).map(drop))?;
    Ok(within("An order with 20 lines", taken, ORDER_MILLIS))
}
