use base::{Date, DateFormula, Percent};
use store::key;

use super::*;
use crate::customer::Customer;
use crate::gl_account::GlAccount;
use crate::testing::{create, delete, on_each, refused};

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn when_documents_are_due() {
    for (due, discount, percent, on_credit, credit_memo, expected) in [
        ("1M", "", "0", false, false, ("2026-04-02", None, "0")),
        ("30D", "8D", "2", false, false, ("2026-04-01", Some("2026-03-10"), "2")),
        ("CM+10D", "", "0", false, false, ("2026-04-10", None, "0")),
        ("", "", "0", false, false, ("2026-03-02", None, "0")),
        // Credit memos are due at once and without discount, unless the terms allow it.
        ("30D", "8D", "2", false, true, ("2026-03-02", None, "0")),
        ("30D", "8D", "2", true, true, ("2026-04-01", Some("2026-03-10"), "2")),
    ] {
        let terms = PaymentTerms {
            due_date_calculation: DateFormula::parse(due).expect("a formula"),
            discount_date_calculation: DateFormula::parse(discount).expect("a formula"),
            discount_percent: percent.parse().expect("a percentage"),
            calc_pmt_disc_on_cr_memos: on_credit,
            ..PaymentTerms::default()
        };
        let found = dates(&terms, date("2026-03-02"), credit_memo).expect("dates");
        assert_eq!(found.due_date, Some(date(expected.0)), "{due} {credit_memo}");
        assert_eq!(found.discount_date, expected.1.map(date));
        assert_eq!(found.discount_percent, expected.2.parse::<Percent>().expect("a percentage"));
    }
}

#[test]
fn what_may_be_entered_about_payment() {
    on_each(|tx| {
        create::<PaymentTerms>(tx, r#"{"code":"30D","dueDateCalculation":"30D"}"#)?;
        for (json, expected) in [
            (r#"{"code":"X","dueDateCalculation":"soon"}"#, "value.dateFormula.unreadable"),
            (r#"{"code":"X","discountPercent":101}"#, "value.percent.range"),
            (r"{}", "record.key.blank"),
        ] {
            assert_eq!(refused(create::<PaymentTerms>(tx, json)), expected, "{json}");
        }
        let code = base::Code::new("30D");
        let found = due_date(tx, &code, date("2026-03-02"), false)?;
        assert_eq!(found.due_date, Some(date("2026-04-01")));
        create::<Customer>(tx, r#"{"no":"C1","paymentTermsCode":"30D"}"#)?;
        assert_eq!(refused(delete::<PaymentTerms>(tx, key!["30D"])), "record.used");
        create::<GlAccount>(tx, r#"{"no":"1","accountType":"heading"}"#)?;
        let heading = create::<PaymentMethod>(tx, r#"{"code":"CASH","balAccountNo":"1"}"#);
        assert_eq!(refused(heading), "glAccount.notPosting");
        Ok(())
    });
}
