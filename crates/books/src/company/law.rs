//! What the law of the seller's country wants to read on an invoice.

use base::{Percent, Refusal, refuse};

use super::CompanyInformation;

/// The demands of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvoiceLaw {
    /// Whether the number in the trade register stands on every invoice.
    pub registration: bool,
    /// Whether the number for value added tax stands on every invoice that charges it.
    pub vat_number: bool,
    /// Whether the interest and the fixed charge for late payment are told.
    pub late_payment: bool,
    /// Whether it is told that there is no discount for early payment.
    pub no_discount: bool,
    /// Whether it is told what was supplied: goods, services or both.
    pub nature: bool,
}

/// Of the Union: who sells, with the number for value added tax.
const UNION: InvoiceLaw = InvoiceLaw {
    registration: false,
    vat_number: true,
    late_payment: false,
    no_discount: false,
    nature: false,
};
/// France (articles L441-9, L441-10 and D441-5 of the commercial code, 242 nonies A of annex II to the
/// tax code).
const FRANCE: InvoiceLaw = InvoiceLaw {
    registration: true,
    vat_number: true,
    late_payment: true,
    no_discount: true,
    nature: true,
};

/// The law of a country by its two-letter code; nothing for one whose demands are not known.
#[must_use]
pub fn of_country(iso: &str) -> Option<InvoiceLaw> {
    match iso {
        "FR" | "MC" | "GP" | "MQ" | "GF" | "RE" | "YT" => Some(FRANCE),
        "AT" | "BE" | "BG" | "CY" | "CZ" | "DE" | "DK" | "EE" | "ES" | "FI" | "GR" | "HR"
        | "HU" | "IE" | "IT" | "LT" | "LU" | "LV" | "MT" | "NL" | "PL" | "PT" | "RO" | "SE"
        | "SI" | "SK" | "GB" => Some(UNION),
        _ => None,
    }
}

/// The percentage of interest for late payment that a company sets; nothing where the rate of the law
/// holds.
#[must_use]
pub fn own_interest(company: &CompanyInformation) -> Option<Percent> {
    (!company.late_interest_percent.is_zero()).then_some(company.late_interest_percent)
}

impl CompanyInformation {
    /// What an invoice cannot do without: who sells, and where.
    #[must_use]
    pub fn missing_on_invoices(&self) -> Vec<Refusal> {
        let needed = [
            ("name", self.name.is_empty()),
            ("address", self.address.is_empty()),
            ("city", self.city.is_empty()),
        ];
        let missing = needed.iter().filter(|(_, blank)| *blank);
        missing.map(|(field, _)| refuse!("posting.seller.missing", field = *field)).collect()
    }

    /// What the law of the country wants to read besides, which does not stop an invoice: some sellers
    /// have no such number. `taxed` says whether the invoice charges value added tax.
    #[must_use]
    pub fn lacking_on_invoices(&self, iso: &str, taxed: bool) -> Vec<Refusal> {
        let Some(law) = of_country(iso) else { return Vec::new() };
        let wanted = [
            ("vatRegistrationNo", law.vat_number && taxed && self.vat_registration_no.is_empty()),
            ("registrationNo", law.registration && self.registration_no.is_empty()),
        ];
        let lacking = wanted.iter().filter(|(_, blank)| *blank);
        let country = self.country_region_code.as_str();
        lacking
            .map(|(field, _)| refuse!("posting.warning.seller", field = *field, country = country))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use base::{Code, Text};

    use super::*;

    fn fields(refusals: &[Refusal]) -> Vec<String> {
        refusals.iter().map(|refusal| refusal.args[0].1.to_string()).collect()
    }

    #[test]
    fn what_an_invoice_says_about_its_seller() {
        let blank = CompanyInformation::default();
        assert_eq!(fields(&blank.missing_on_invoices()), ["name", "address", "city"]);
        let company = CompanyInformation {
            name: Text::cut("Atelier"),
            address: Text::cut("1 rue"),
            city: Text::cut("Lyon"),
            country_region_code: Code::new("FR"),
            ..CompanyInformation::default()
        };
        assert_eq!(company.missing_on_invoices(), []);
        for (iso, taxed, expected) in [
            ("FR", true, &["vatRegistrationNo", "registrationNo"][..]),
            ("FR", false, &["registrationNo"]),
            ("DE", true, &["vatRegistrationNo"]),
            ("DE", false, &[]),
            ("US", true, &[]),
            ("", true, &[]),
        ] {
            assert_eq!(fields(&company.lacking_on_invoices(iso, taxed)), expected, "{iso} {taxed}");
        }
    }
}
