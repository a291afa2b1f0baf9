//! What the law of the seller's country wants an invoice to tell besides figures and parties.

use base::{Language, Result};
use books::company::{CompanyInformation, iso_of, law};
use store::Tx;
use texts::plain;

use super::sums::discount;
use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine};
use crate::line::LineType;

/// The sentences below the payment.
pub fn sentences(
    tx: &mut Tx,
    company: &CompanyInformation,
    language: Language,
    header: &ServiceInvoiceHeader,
    lines: &[ServiceInvoiceLine],
) -> Result<Vec<String>> {
    let mut told = Vec::new();
    if let Some(law) = law::of_country(&iso_of(tx, &company.country_region_code)?) {
        if law.nature
            && let Some(nature) = nature(lines)
        {
            told.push(plain(language, nature));
        }
        if law.no_discount && header.payment_discount_percent.is_zero() {
            told.push(plain(language, "print-law-no-discount"));
        }
        if law.late_payment {
            told.push(match law::own_interest(company) {
                Some(percent) => {
                    let percent = discount(language, percent);
                    texts::text(language, "print-law-late-own", &[("percent", percent.into())])
                }
                None => plain(language, "print-law-late"),
            });
        }
    }
    if company.vat_on_debits {
        told.push(plain(language, "print-law-vat-on-debits"));
    }
    Ok(told)
}

/// What was supplied; nothing when the lines do not say.
fn nature(lines: &[ServiceInvoiceLine]) -> Option<&'static str> {
    let some = |kinds: &[LineType]| {
        lines.iter().any(|line| kinds.contains(&line.r#type) && !line.quantity.is_zero())
    };
    match (some(&[LineType::Item]), some(&[LineType::Resource, LineType::Cost])) {
        (true, true) => Some("print-law-nature-both"),
        (true, false) => Some("print-law-nature-goods"),
        (false, true) => Some("print-law-nature-services"),
        (false, false) => None,
    }
}
