//! What may still be done for a customer.

use base::{Refusal, refuse};

use super::{Customer, CustomerBlocked};

/// What is to be done for a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Write an order or another new document.
    Document,
    /// Post a shipment, or a consumption.
    Ship,
    /// Post an invoice.
    Invoice,
    /// Post a credit memo.
    Credit,
}

/// Refuses what is blocked: everything for reasons of privacy or under *All*; orders and invoices under *Invoice*; orders
/// and shipments under *Ship*. What was shipped before can be invoiced under *Ship*, and credited
/// under *Invoice*.
///
/// # Errors
/// `customer.blocked` with the customer and the kind of block.
pub fn check_blocked(customer: &Customer, purpose: Purpose) -> Result<(), Refusal> {
    let blocked = match customer.blocked {
        CustomerBlocked::Blank => false,
        CustomerBlocked::All => true,
        CustomerBlocked::Invoice => matches!(purpose, Purpose::Document | Purpose::Invoice),
        CustomerBlocked::Ship => matches!(purpose, Purpose::Document | Purpose::Ship),
    };
    if customer.privacy_blocked {
        return Err(refuse!("customer.privacyBlocked", customer = &customer.no));
    }
    if !blocked {
        return Ok(());
    }
    let kind = customer.blocked.name();
    Err(refuse!("customer.blocked", customer = &customer.no, blocked = kind))
}
