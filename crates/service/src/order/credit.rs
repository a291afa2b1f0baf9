//! What a customer owes and has ordered, and the warnings about it. They stop nothing.

use base::{Amount, Code, Result};
use books::customer::Customer;
use books::customer_ledger::CustomerLedgerEntry;
use books::sales_setup;
use store::figures::{number_at, one_of};
use store::{Consequence, ToValue, Tx, Value, key, params, sight};

use super::{DocumentType, ServiceHeader};

/// What a customer has ordered and received without having got the bill, with VAT, in local
/// currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outstanding {
    /// Orders: what is not shipped yet.
    pub orders: Amount,
    /// Orders: what is shipped and not invoiced.
    pub shipped_not_invoiced: Amount,
    /// Invoices that are not posted yet.
    pub invoices: Amount,
}

/// What is outstanding for who pays.
fn outstanding(tx: &mut Tx, bill_to: &str) -> Result<Outstanding> {
    let all = outstanding_of(tx, &[vec![Value::from(bill_to)]])?;
    Ok(all.into_iter().next().unwrap_or_default())
}

/// What is outstanding for each of those who pay, by their keys.
///
/// # Errors
/// When the database fails.
pub fn outstanding_of(tx: &mut Tx, customers: &[Vec<Value>]) -> Result<Vec<Outstanding>> {
    let mut parameters = Vec::new();
    let numbers = customers.iter().flatten().cloned();
    let these = one_of("bill_to_customer_no", numbers, &mut parameters);
    let sql = format!(
        "SELECT \"bill_to_customer_no\", \"document_type\", \
         CAST(sum(\"outstanding_amount_lcy\") AS BIGINT), \
         CAST(sum(\"shipped_not_invoiced_lcy\") AS BIGINT) FROM \"service_line\" \
         WHERE {these} GROUP BY \"bill_to_customer_no\", \"document_type\""
    );
    let sums = tx.rows_by(2, &sql, &parameters)?;
    let open = |customer: &Vec<Value>| {
        let sum = |kind: DocumentType, place: usize| {
            let key: Vec<Value> = customer.iter().cloned().chain([kind.to_value()]).collect();
            Amount::from_scaled(number_at(sums.get(&key), place))
        };
        Outstanding {
            orders: sum(DocumentType::Order, 0),
            shipped_not_invoiced: sum(DocumentType::Order, 1),
            invoices: sum(DocumentType::Invoice, 0),
        }
    };
    Ok(customers.iter().map(open).collect())
}

/// Warns when a customer owes more than the limit with everything ordered and `more`, an amount in
/// local currency that is not saved yet.
///
/// # Errors
/// When the database fails.
pub fn warn_of_limit(tx: &mut Tx, bill_to: &Code<20>, more: Amount) -> Result<()> {
    if tx.gathers() {
        return tx.afterwards(LIMIT, key![bill_to]);
    }
    if !sales_setup::of(tx)?.credit_warnings.credit_limit() {
        return Ok(());
    }
    let Some(customer): Option<Customer> = tx.get(key![bill_to])? else { return Ok(()) };
    if !customer.credit_limit_lcy.is_positive() {
        return Ok(());
    }
    let open = outstanding(tx, bill_to)?;
    let balance = balance(tx, bill_to, "")?;
    let exposure = balance + open.orders + open.shipped_not_invoiced + open.invoices + more;
    if exposure > customer.credit_limit_lcy {
        let mut args = vec![("customer", bill_to.into())];
        let code = if sees_balance(tx) {
            args.extend([
                ("exposure", exposure.into()),
                ("limit", customer.credit_limit_lcy.into()),
            ]);
            "order.creditLimit.exceeded"
        } else {
            "order.creditLimit.passed"
        };
        tx.inform(code, args);
    }
    Ok(())
}

/// The warning for all lines of a document that are created together.
const LIMIT: Consequence = Consequence {
    name: "credit limit",
    run: |tx, customer| {
        let customer: Customer = tx.find(customer)?;
        warn_of_limit(tx, &customer.no, Amount::ZERO)
    },
};

/// Warns about the limit and about what is overdue, when a document gets its payer.
///
/// # Errors
/// When the database fails.
pub(super) fn warn_of_header(tx: &mut Tx, header: &ServiceHeader) -> Result<()> {
    warn_of_limit(tx, &header.bill_to_customer_no, Amount::ZERO)?;
    if !sales_setup::of(tx)?.credit_warnings.overdue() {
        return Ok(());
    }
    let today = tx.today();
    let due = format!(" AND \"due_date\" < '{today}' AND \"due_date\" <> ''");
    let overdue = balance(tx, &header.bill_to_customer_no, &due)?;
    if overdue.is_positive() {
        let mut args = vec![("customer", (&header.bill_to_customer_no).into())];
        let code = if sees_balance(tx) {
            args.push(("overdue", overdue.into()));
            "order.overdue"
        } else {
            "order.someOverdue"
        };
        tx.inform(code, args);
    }
    Ok(())
}

/// Whether the user may be told what a customer owes and may owe.
fn sees_balance(tx: &Tx) -> bool {
    let made_of = ["customer_ledger_entry.remaining_amt_lcy", "customer.credit_limit_lcy"];
    sight::sees_figure(&tx.actor().permissions, Some(&made_of))
}

/// What a customer has not paid, in local currency.
fn balance(tx: &mut Tx, customer: &Code<20>, more: &str) -> Result<Amount> {
    let rest = format!("WHERE \"customer_no\" = $1 AND \"open\" = 1{more}");
    let sum = tx.sum::<CustomerLedgerEntry>("remaining_amt_lcy", &rest, params![customer])?;
    Ok(Amount::from_scaled(sum))
}
