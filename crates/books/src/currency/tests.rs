use base::{Amount, Date, decimal};
use store::key;

use super::*;
use crate::general_ledger_setup::GeneralLedgerSetup;
use crate::testing::{create, create_below, delete, on_each, patch, refused};

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn amounts_are_rounded_each_way() {
    for (way, value, precision, expected) in [
        (RoundingType::Nearest, "1.005", "0.01", "1.01"),
        (RoundingType::Nearest, "-1.005", "0.01", "-1.01"),
        (RoundingType::Up, "1.001", "0.01", "1.01"),
        (RoundingType::Up, "-1.001", "0.01", "-1.01"),
        (RoundingType::Down, "1.009", "0.01", "1"),
        (RoundingType::Down, "-1.009", "0.01", "-1"),
        (RoundingType::Nearest, "437.53", "0.05", "437.55"),
        (RoundingType::Nearest, "437.52", "0.05", "437.5"),
    ] {
        let rounded = way.round(decimal(value), decimal(precision)).normalize();
        assert_eq!(rounded.to_string(), expected, "{way:?} {value} {precision}");
    }
}

#[test]
fn totals_of_invoices_are_rounded_to_their_precision() {
    let precision = Precision { invoice: decimal("0.05"), ..Precision::default() };
    let added = invoice_rounding("437.53".parse().expect("an amount"), &precision);
    assert_eq!(added, "0.02".parse::<Amount>().expect("an amount"));
}

#[test]
fn a_rate_holds_from_its_date_on() {
    on_each(|tx| {
        patch::<GeneralLedgerSetup>(tx, &[], r#"{"lcyCode":"EUR"}"#)?;
        create::<Currency>(tx, r#"{"code":"USD","amountRoundingPrecision":0.01}"#)?;
        for (from, amount, local) in [("2026-01-01", "1.25", "1"), ("2026-03-01", "12", "10")] {
            let json = format!(
                r#"{{"startingDate":"{from}","exchangeRateAmount":{amount},"relationalExchRateAmount":{local}}}"#
            );
            create_below::<CurrencyExchangeRate>(tx, key!["USD"], &json)?;
        }
        for (code, day, expected) in [
            ("USD", "2026-01-01", "1.25"),
            ("USD", "2026-02-28", "1.25"),
            ("USD", "2026-03-02", "1.2"),
            ("EUR", "2020-01-01", "1"),
            ("", "2020-01-01", "1"),
        ] {
            assert_eq!(factor(tx, code, date(day))?.to_string(), expected, "{code} {day}");
        }
        assert_eq!(refused(factor(tx, "USD", date("2025-12-31"))), "currency.rate.missing");
        assert_eq!(refused(precision(tx, "GBP")), "currency.unknown");
        assert_eq!(precision(tx, "EUR")?, Precision::default());
        for (json, expected) in [
            (r#"{"startingDate":"2026-05-01","exchangeRateAmount":0}"#, "currency.rate.positive"),
            (r#"{"exchangeRateAmount":1.2}"#, "currency.rate.date"),
        ] {
            let made = create_below::<CurrencyExchangeRate>(tx, key!["USD"], json);
            assert_eq!(refused(made), expected, "{json}");
        }
        let unknown = r#"{"startingDate":"2026-05-01","exchangeRateAmount":1.2}"#;
        let made = create_below::<CurrencyExchangeRate>(tx, key!["GBP"], unknown);
        assert_eq!(refused(made), "record.relation.unknown");
        let made = create::<Currency>(tx, r#"{"code":"X","invoiceRoundingPrecision":-1}"#);
        assert_eq!(refused(made), "value.negative");
        delete::<Currency>(tx, key!["USD"])?;
        assert_eq!(tx.count::<CurrencyExchangeRate>("", &[])?, 0);
        Ok(())
    });
}

#[test]
fn amounts_go_from_one_currency_to_another() {
    let factor = |text: &str| text.parse().expect("a factor");
    for (value, from, to, expected) in
        [("100", "1", "1.25", "125"), ("125", "1.25", "1", "100"), ("10", "1.25", "1.25", "10")]
    {
        let converted = convert(decimal(value), factor(from), factor(to)).normalize();
        assert_eq!(converted.to_string(), expected, "{value} {from} {to}");
    }
}
