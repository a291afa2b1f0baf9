//! What is sold without an order: at the counter, paid by card or in cash, and on account.

use base::{Actor, Result};
use serde_json::{Value as Json, json};
use store::{Db, key};

use super::at;
use super::desk::Desk;
use super::orders;

/// An invoice: working days ago, hour, customer, payment method, lines of type, number, quantity.
type Sale = (usize, i8, &'static str, &'static str, &'static [(&'static str, &'static str, i64)]);

/// Invoices that are posted: every rate of tax, card, cash and account.
const POSTED: &[Sale] = &[
    (41, 9, "C00080", "CB", &[("item", "74110", 2), ("item", "73110", 1)]),
    (33, 14, "C00080", "ESP", &[("item", "74111", 1)]),
    (27, 10, "C00015", "VIR", &[("item", "74110", 24), ("item", "73111", 6), ("cost", "PORT", 1)]),
    (22, 15, "C00080", "CB", &[("item", "73130", 1), ("item", "73131", 2), ("item", "73132", 1)]),
    (18, 9, "C00025", "VIR", &[("resource", "MTISSOT", 7), ("item", "74120", 12)]),
    (12, 11, "C00080", "CB", &[("item", "70210", 2), ("item", "73120", 1)]),
    (9, 16, "C00012", "PRLV", &[("item", "80320", 1), ("item", "71120", 1)]),
    (4, 10, "C00080", "ESP", &[("item", "74112", 2), ("item", "74120", 1)]),
    (2, 9, "C00074", "VIR", &[("item", "70558", 2), ("item", "70418", 4), ("cost", "PORT", 1)]),
];

/// Invoices that are being written.
const OPEN: &[Sale] = &[
    (1, 15, "C00070", "VIR", &[("item", "70418", 2), ("item", "70210", 10), ("cost", "PORT", 1)]),
    (0, 8, "C00080", "CB", &[("item", "74111", 2), ("item", "73110", 1)]),
    (0, 8, "C00053", "VIR", &[("item", "73111", 12), ("item", "74110", 12)]),
];

/// Writes the invoices and posts most of them.
///
/// # Errors
/// When an invoice is refused.
pub fn sell(db: &Db, actor: &Actor, desk: &Desk) -> Result<()> {
    let sales = POSTED.iter().map(|sale| (sale, true));
    for ((days, hour, customer, method, lines), posted) in
        sales.chain(OPEN.iter().map(|sale| (sale, false)))
    {
        let then = at(actor, orders::moment(actor.now(), *days, *hour, 5));
        let lines: Vec<Json> = lines
            .iter()
            .map(|(kind, no, quantity)| json!({"type": kind, "no": no, "quantity": quantity}))
            .collect();
        let invoice =
            json!({"customerNo": customer, "paymentMethodCode": method, "serviceLines": lines});
        db.write(&then, |tx| {
            let created = desk.create(tx, "serviceInvoices", &invoice)?;
            if posted {
                let no = created["no"].as_str().unwrap_or_default();
                let option = json!({"option": "shipAndInvoice"});
                desk.act(tx, "serviceInvoices", "post", key!["invoice", no], &option)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}
