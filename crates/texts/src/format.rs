//! Numbers and dates as people write them: `1,284.50` and `24 Nov 2026` in English, `1 284,50`
//! (with the narrow no-break space) and `24/11/2026` in French.

use base::{
    Amount, Date, DateTime, Decimal, Language, Moment, Percent, Quantity, Time, UnitPrice, Zone,
};

const NARROW: &str = "\u{202f}";

/// Groups and decimal sign of a language.
fn marks(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => (",", "."),
        Language::Fr => (NARROW, ","),
    }
}

/// A number with at least `least` decimals and all that it has.
fn decimals(language: Language, value: Decimal, least: usize) -> String {
    let plain = value.normalize().abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (group, point) = marks(language);
    let mut text = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        text.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(digit);
    }
    if least > 0 || !fraction.is_empty() {
        text.push_str(point);
        text.push_str(fraction);
        text.push_str(&"0".repeat(least.saturating_sub(fraction.len())));
    }
    text
}

/// A number with the decimals it has.
pub fn number(language: Language, value: Decimal) -> String {
    decimals(language, value, 0)
}

/// A sum of money with two decimals.
pub fn amount(language: Language, value: Amount) -> String {
    decimals(language, value.dec(), 2)
}

/// A sum of money with as many decimals at least as its currency has: none for yen, three for dinars.
pub fn amount_of(language: Language, value: Amount, least: usize) -> String {
    decimals(language, value.dec(), least)
}

/// A price with as many decimals at least as its currency has.
pub fn unit_price_of(language: Language, value: UnitPrice, least: usize) -> String {
    decimals(language, value.dec(), least)
}

/// A sum of money with its currency: `€1,284.50`, `1 284,50 €`.
pub fn amount_with_symbol(language: Language, value: Amount, symbol: &str) -> String {
    with_symbol(language, &amount(language, value), symbol)
}

/// A sum that is written already, with its currency.
pub fn with_symbol(language: Language, text: &str, symbol: &str) -> String {
    match language {
        Language::En if symbol.chars().count() == 1 => match text.strip_prefix('-') {
            Some(rest) => format!("-{symbol}{rest}"),
            None => format!("{symbol}{text}"),
        },
        Language::En => format!("{symbol} {text}"),
        Language::Fr => format!("{text}\u{a0}{symbol}"),
    }
}

/// A price with at least two decimals.
pub fn unit_price(language: Language, value: UnitPrice) -> String {
    decimals(language, value.dec(), 2)
}

/// A quantity with the decimals it has.
pub fn quantity(language: Language, value: Quantity) -> String {
    decimals(language, value.dec(), 0)
}

/// A percentage with the decimals it has, without the sign.
pub fn percent(language: Language, value: Percent) -> String {
    decimals(language, value.dec(), 0)
}

const ENGLISH: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date: `24 Nov 2026`, `24/11/2026`.
pub fn date(language: Language, day: Date) -> String {
    match language {
        Language::En => {
            let month = usize::try_from(day.month()).unwrap_or(1).saturating_sub(1);
            format!("{} {} {}", day.day(), ENGLISH.get(month).unwrap_or(&""), day.year())
        }
        Language::Fr => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
    }
}

/// A time of day: `08:05`.
pub fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A date and time.
pub fn date_time(language: Language, moment: DateTime) -> String {
    format!("{} {}", date(language, moment.date()), time(moment.time()))
}

/// A moment as calendar and clock show it in a time zone; where they show it twice, with the distance
/// from UTC.
pub fn moment(language: Language, zone: &Zone, moment: Moment) -> String {
    let shown = date_time(language, zone.civil(moment));
    zone.told_apart(moment).map_or(shown.clone(), |distance| format!("{shown} ({distance})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_shown_in_a_zone_and_told_apart_in_autumn() {
        let paris = Zone::named("Europe/Paris").expect("a zone");
        let tokyo = Zone::named("Asia/Tokyo").expect("a zone");
        for (at, in_english, in_french, there) in [
            ("2026-01-31T23:30:00Z", "1 Feb 2026 00:30", "01/02/2026 00:30", "1 Feb 2026 08:30"),
            ("2026-07-15T10:00:00Z", "15 Jul 2026 12:00", "15/07/2026 12:00", "15 Jul 2026 19:00"),
            (
                "2026-10-25T00:30:00Z",
                "25 Oct 2026 02:30 (UTC+2)",
                "25/10/2026 02:30 (UTC+2)",
                "25 Oct 2026 09:30",
            ),
            (
                "2026-10-25T01:30:00Z",
                "25 Oct 2026 02:30 (UTC+1)",
                "25/10/2026 02:30 (UTC+1)",
                "25 Oct 2026 10:30",
            ),
        ] {
            let at: Moment = at.parse().expect("a moment");
            assert_eq!(moment(Language::En, &paris, at), in_english);
            assert_eq!(moment(Language::Fr, &paris, at), in_french);
            assert_eq!(moment(Language::En, &tokyo, at), there);
        }
    }

    #[test]
    fn numbers_are_written_as_people_do() {
        for (value, english, french) in [
            ("1284.5", "1,284.50", "1\u{202f}284,50"),
            ("-0.05", "-0.05", "-0,05"),
            ("1234567", "1,234,567.00", "1\u{202f}234\u{202f}567,00"),
            ("0", "0.00", "0,00"),
        ] {
            let value: Amount = value.parse().expect("an amount");
            assert_eq!(amount(Language::En, value), english);
            assert_eq!(amount(Language::Fr, value), french);
        }
        let price: UnitPrice = "55.55556".parse().expect("a price");
        assert_eq!(unit_price(Language::En, price), "55.55556");
        let sum: Amount = "-3.5".parse().expect("an amount");
        assert_eq!(amount_with_symbol(Language::En, sum, "€"), "-€3.50");
        assert_eq!(amount_with_symbol(Language::Fr, sum, "€"), "-3,50\u{a0}€");
    }

    #[test]
    fn dates_are_written_as_people_do() {
        let day = Date::constant(2026, 11, 24);
        assert_eq!(date(Language::En, day), "24 Nov 2026");
        assert_eq!(date(Language::Fr, day), "24/11/2026");
    }
}
