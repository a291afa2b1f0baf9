use base::{Code, Date, Percent, Quantity, UnitPrice};
use store::key;

use super::*;
use crate::customer::{Customer, CustomerPriceGroup};
use crate::item::{Item, ItemUnitOfMeasure};
use crate::testing::{create, create_below, delete, on_each, patch, refused};

fn price(text: &str) -> UnitPrice {
    text.parse().expect("a price")
}

fn date(text: &str) -> Option<Date> {
    Some(text.parse().expect("a date"))
}

/// A line from words: `all 95`, `customer:C 92 min=10`, `group:G 90 nodisc`, `disc=10`, ...
fn line(words: &str) -> PriceListLine {
    let mut line = PriceListLine {
        price_list_code: Code::new("P"),
        asset_type: AssetType::Item,
        asset_no: Code::new("I1"),
        status: PriceStatus::Active,
        amount_type: AmountType::Price,
        allow_line_disc: true,
        allow_invoice_disc: true,
        ..PriceListLine::default()
    };
    for word in words.split_whitespace() {
        match word.split_once(['=', ':']).unwrap_or((word, "")) {
            ("all", _) => line.source_type = PriceSourceType::AllCustomers,
            ("customer", no) => {
                (line.source_type, line.source_no) = (PriceSourceType::Customer, Code::new(no));
            }
            ("group", no) => {
                line.source_type = PriceSourceType::CustomerPriceGroup;
                line.source_no = Code::new(no);
            }
            ("discgroup", no) => {
                line.source_type = PriceSourceType::CustomerDiscGroup;
                line.source_no = Code::new(no);
                line.amount_type = AmountType::Discount;
            }
            ("min", quantity) => line.minimum_quantity = quantity.parse().expect("a quantity"),
            ("disc", percent) => {
                line.line_discount_percent = percent.parse().expect("a percentage");
                line.amount_type = match line.unit_price.is_zero() {
                    true => AmountType::Discount,
                    false => AmountType::Any,
                };
            }
            ("nodisc", _) => line.allow_line_disc = false,
            ("noinv", _) => line.allow_invoice_disc = false,
            ("unit", unit) => line.unit_of_measure_code = Code::new(unit),
            ("currency", code) => line.currency_code = Code::new(code),
            ("variant", code) => line.variant_code = Code::new(code),
            ("work", code) => line.work_type_code = Code::new(code),
            ("from", day) => line.starting_date = date(day),
            ("to", day) => line.ending_date = date(day),
            ("vat", group) => {
                line.price_includes_vat = true;
                line.vat_bus_posting_gr_price = Code::new(group);
            }
            ("asset", "") => line.asset_no = Code::default(),
            ("asset", no) => line.asset_no = Code::new(no),
            ("type", kind) => {
                let known = AssetType::ALL.iter().copied();
                line.asset_type = known.into_iter().find(|t| t.name() == kind).expect("a type");
            }
            ("draft", _) => line.status = PriceStatus::Draft,
            (amount, _) => line.unit_price = price(amount),
        }
    }
    line
}

/// Item I1, card price 100, in pieces and boxes of 12, for customer C, quantity 5, on 2 March.
fn situation(lines: &[&str]) -> Situation {
    Situation {
        request: Request {
            asset_no: Code::new("I1"),
            unit_of_measure_code: Code::new("PCS"),
            quantity: Quantity::from(5),
            date: date("2026-03-02"),
            customer_no: Code::new("C"),
            vat_percent: Percent::from(25),
            ..Request::default()
        },
        card: Card {
            unit_price: price("100"),
            allow_invoice_disc: true,
            group: Code::new("SPARE"),
            ..Card::default()
        },
        lines: lines.iter().map(|words| line(words)).collect(),
        ..Situation::default()
    }
}

#[test]
fn the_best_price_of_the_rules() {
    let lists = &["all 95", "customer:C 92 min=10", "group:G 90 nodisc", "all disc=5"];
    let mut example = situation(lists);
    example.request.customer_price_group = Code::new("G");
    let found = best(&example);
    assert_eq!(found.unit_price, price("90"));
    assert_eq!(found.line_discount_percent, Percent::ZERO);
    assert!(!found.allow_line_disc);
    example.request.customer_price_group = Code::default();
    let found = best(&example);
    assert_eq!(found.unit_price, price("95"));
    assert_eq!(found.line_discount_percent, Percent::from(5));
    example.request.quantity = Quantity::from(10);
    assert_eq!(best(&example).unit_price, price("92"));
    assert_eq!(best(&situation(&[])).unit_price, price("100"));
}

#[test]
fn which_line_holds() {
    for (lines, expected) in [
        // Dates, status, customer.
        (&["all 95 from=2026-03-02"][..], "95"),
        (&["all 95 from=2026-03-03"], "100"),
        (&["all 95 to=2026-03-02"], "95"),
        (&["all 95 to=2026-03-01"], "100"),
        (&["all 95 draft"], "100"),
        (&["customer:D 95"], "100"),
        (&["group:G 95"], "100"),
        // A list price can be higher than the card's.
        (&["all 120"], "120"),
        // The lowest price wins, whoever it is for.
        (&["all 95", "customer:C 97"], "95"),
        (&["all 95", "customer:C 93"], "93"),
        // A discount of the price line itself counts.
        (&["all 95", "all 98 disc=10"], "98"),
        // Exact beats all, within one source.
        (&["all 90 asset=", "all 95"], "95"),
        (&["all 90 asset="], "90"),
        (&["customer:C 90 asset=", "all 95"], "90"),
        (&["all 80 asset=I2"], "100"),
        (&["all 80 type=resource"], "100"),
        // Quantity in the unit of the price line.
        (&["all 95", "all 90 min=6"], "95"),
        (&["all 95", "all 90 min=5"], "90"),
        // Other units and currencies do not hold.
        (&["all 95 unit=BOX"], "100"),
        (&["all 95 currency=USD"], "100"),
        (&["all 95 unit=PCS"], "95"),
        // Variants.
        (&["all 95 variant=RED"], "100"),
        // An entry for discounts only has no price.
        (&["all disc=10"], "100"),
    ] {
        assert_eq!(best(&situation(lines)).unit_price, price(expected), "{lines:?}");
    }
}

#[test]
fn what_says_more_exactly_what_it_is_for_wins() {
    let mut red = situation(&["all 95", "all 97 variant=RED"]);
    red.request.variant_code = Code::new("RED");
    assert_eq!(best(&red).unit_price, price("97"));
    let mut dollars = situation(&["all 95", "all 130 currency=USD"]);
    dollars.request.currency_code = Code::new("USD");
    dollars.request.currency_factor = "1.25".parse().expect("a factor");
    assert_eq!(best(&dollars).unit_price, price("130"));
    dollars.lines.pop();
    assert_eq!(best(&dollars).unit_price, price("118.75"));
    dollars.lines.pop();
    assert_eq!(best(&dollars).unit_price, price("125"));
}

#[test]
fn discounts() {
    for (lines, group, allowed, expected) in [
        (&["all disc=5", "customer:C disc=8"][..], "", true, "8"),
        (&["all disc=5", "customer:C disc=8"], "", false, "0"),
        (&["discgroup:W disc=12"], "W", true, "12"),
        (&["discgroup:W disc=12"], "", true, "0"),
        (&["all disc=7 type=itemDiscountGroup asset=SPARE", "all disc=5"], "", true, "7"),
        (&["all disc=7 type=itemDiscountGroup asset=OTHER", "all disc=5"], "", true, "5"),
        (&["all disc=7 type=itemDiscountGroup asset=SPARE", "all disc=9 asset="], "", true, "7"),
        (&["all disc=9 min=6", "all disc=5"], "", true, "5"),
        (&["all 98 disc=10"], "", true, "10"),
        // The price line decides whether discounts are allowed, where there is one.
        (&["all 98", "all disc=10"], "", false, "10"),
        (&["all 98 nodisc", "all disc=10"], "", true, "0"),
    ] {
        let mut wanted = situation(lines);
        wanted.request.customer_disc_group = Code::new(group);
        wanted.request.allow_line_disc = allowed;
        let found = best(&wanted).line_discount_percent;
        assert_eq!(found, expected.parse().expect("a percentage"), "{lines:?} {group} {allowed}");
    }
}

#[test]
fn units() {
    let mut boxes = situation(&["all 95", "all 1000 unit=BOX"]);
    boxes.request.unit_of_measure_code = Code::new("BOX");
    boxes.request.qty_per_unit_of_measure = "12".parse().expect("a factor");
    boxes.request.quantity = Quantity::from(1);
    assert_eq!(best(&boxes).unit_price, price("1000"), "1000 a box is less than 12 x 95");
    boxes.lines.pop();
    assert_eq!(best(&boxes).unit_price, price("1140"));
    boxes.lines[0].minimum_quantity = Quantity::from(12);
    assert_eq!(best(&boxes).unit_price, price("1140"), "one box is twelve pieces");
    boxes.lines[0].minimum_quantity = Quantity::from(13);
    assert_eq!(best(&boxes).unit_price, price("1200"));
    boxes.lines = vec![line("all 1000 unit=BOX min=2")];
    assert_eq!(best(&boxes).unit_price, price("1200"), "one box is not two boxes");
    assert!(best(&boxes).from_list, "but there is a price for more");
}

#[test]
fn value_added_tax_in_and_out_of_prices() {
    for (lines, including, expected) in [
        (&["all 100"][..], false, "100"),
        (&["all 100"], true, "125"),
        (&["all 125 vat:HOME"], false, "100"),
        (&["all 125 vat:HOME"], true, "125"),
        (&["all 125 vat:"], false, "100"),
        // The price holds 20 % of another group, the document charges 25 %.
        (&["all 120 vat:OTHER"], false, "100"),
        (&["all 120 vat:OTHER"], true, "125"),
        (&["all 100 vat:OTHER"], false, "83.33333"),
        (&[], true, "125"),
        // Without tax in it a price of 101 is dearer than one of 125 with it.
        (&["all 101", "all 125 vat:HOME"], false, "100"),
    ] {
        let mut wanted = situation(lines);
        wanted.request.prices_including_vat = including;
        wanted.included =
            vec![(Code::new("HOME"), Percent::from(25)), (Code::new("OTHER"), Percent::from(20))];
        assert_eq!(best(&wanted).unit_price, price(expected), "{lines:?} {including}");
    }
}

#[test]
fn resources_and_their_groups() {
    for (lines, work, expected) in [
        (&["all 80 type=resource asset=R1", "all 70 type=resourceGroup asset=TECH"][..], "", "80"),
        (&["all 70 type=resourceGroup asset=TECH", "all 60 type=resource asset="], "", "70"),
        (&["all 60 type=resource asset="], "", "60"),
        (&["all 70 type=resourceGroup asset=OFFICE"], "", "100"),
        (
            &["customer:C 75 type=resourceGroup asset=TECH", "all 80 type=resource asset=R1"],
            "",
            "75",
        ),
        (&["all 80 type=resource asset=R1", "all 120 type=resource asset=R1 work=NIGHT"], "", "80"),
        (
            &["all 80 type=resource asset=R1", "all 120 type=resource asset=R1 work=NIGHT"],
            "NIGHT",
            "120",
        ),
        (&["all 80 type=resource asset=R1"], "NIGHT", "80"),
    ] {
        let mut wanted = situation(lines);
        wanted.request.asset_type = AssetType::Resource;
        wanted.request.asset_no = Code::new("R1");
        wanted.request.work_type_code = Code::new(work);
        wanted.card.group = Code::new("TECH");
        assert_eq!(best(&wanted).unit_price, price(expected), "{lines:?} {work}");
    }
}

#[test]
fn a_price_says_whether_the_line_counts_for_the_invoice_discount() {
    assert!(best(&situation(&["all 95"])).allow_invoice_disc);
    assert!(!best(&situation(&["all 95 noinv"])).allow_invoice_disc);
    let mut account = situation(&["all 95 type=glAccount asset=6110"]);
    account.request.asset_type = AssetType::GlAccount;
    account.request.asset_no = Code::new("6110");
    account.card = Card::default();
    let found = best(&account);
    assert_eq!((found.unit_price, found.allow_invoice_disc), (price("95"), false));
}

#[test]
fn the_trace_says_why() {
    let found = best(&situation(&["all 95", "customer:C 97", "all 80 min=9", "all disc=5"]));
    let codes: Vec<&str> = found.trace.iter().map(|step| step.code).collect();
    assert_eq!(
        codes,
        ["price.fromList", "price.quantityTooSmall", "price.notBest", "price.discountFromList"]
    );
}

#[test]
fn prices_are_found_in_the_database() {
    on_each(|tx| {
        create::<crate::item::UnitOfMeasure>(tx, r#"{"code":"PCS"}"#)?;
        create::<crate::item::UnitOfMeasure>(tx, r#"{"code":"BOX"}"#)?;
        create::<Item>(
            tx,
            r#"{"no":"I1","baseUnitOfMeasure":"PCS","unitPrice":100,"unitCost":60}"#,
        )?;
        create_below::<ItemUnitOfMeasure>(
            tx,
            key!["I1"],
            r#"{"code":"BOX","qtyPerUnitOfMeasure":12}"#,
        )?;
        create::<Customer>(tx, r#"{"no":"C"}"#)?;
        create::<CustomerPriceGroup>(tx, r#"{"code":"G","allowLineDisc":false}"#)?;
        for (list, source, line) in [
            ("ALL", r#""sourceType":"allCustomers""#, r#""unitPrice":95"#),
            (
                "CUST",
                r#""sourceType":"customer","sourceNo":"C""#,
                r#""unitPrice":92,"minimumQuantity":10"#,
            ),
            ("GROUP", r#""sourceType":"customerPriceGroup","sourceNo":"G""#, r#""unitPrice":90"#),
        ] {
            create::<PriceListHeader>(tx, &format!(r#"{{"code":"{list}",{source}}}"#))?;
            let json = format!(r#"{{"assetType":"item","assetNo":"I1",{line}}}"#);
            create_below::<PriceListLine>(tx, key![list], &json)?;
        }
        let mut request = Request {
            asset_no: Code::new("I1"),
            unit_of_measure_code: Code::new("PCS"),
            quantity: Quantity::from(5),
            date: date("2026-03-02"),
            customer_no: Code::new("C"),
            customer_price_group: Code::new("G"),
            ..Request::default()
        };
        assert_eq!(find(tx, &request)?.unit_price, price("100"), "drafts do not hold");
        for list in ["ALL", "CUST", "GROUP"] {
            patch::<PriceListHeader>(tx, key![list], r#"{"status":"active"}"#)?;
        }
        let found = find(tx, &request)?;
        assert_eq!((found.unit_price, found.allow_line_disc), (price("90"), false));
        request.customer_price_group = Code::default();
        assert_eq!(find(tx, &request)?.unit_price, price("95"));
        request.quantity = Quantity::from(10);
        assert_eq!(find(tx, &request)?.unit_price, price("92"));
        assert_eq!(find_cost(tx, &request)?.unit_price, price("60"));
        let changed = patch::<PriceListLine>(tx, key!["ALL", 10_000], r#"{"unitPrice":1}"#);
        assert_eq!(refused(changed), "priceList.active");
        assert_eq!(refused(delete::<PriceListHeader>(tx, key!["ALL"])), "priceList.active");
        let changed = patch::<PriceListHeader>(
            tx,
            key!["ALL"],
            r#"{"currencyCode":null,"startingDate":"2026-04-01"}"#,
        );
        assert_eq!(refused(changed), "record.property.notNow");
        patch::<PriceListHeader>(tx, key!["ALL"], r#"{"status":"draft"}"#)?;
        patch::<PriceListHeader>(
            tx,
            key!["ALL"],
            r#"{"startingDate":"2026-04-01","status":"active"}"#,
        )?;
        let line: PriceListLine = tx.find(key!["ALL", 10_000])?;
        assert_eq!((line.starting_date, line.status), (date("2026-04-01"), PriceStatus::Active));
        request.quantity = Quantity::from(5);
        assert_eq!(find(tx, &request)?.unit_price, price("100"));
        Ok(())
    });
}

#[test]
fn what_may_be_entered_in_price_lists() {
    on_each(|tx| {
        create::<CustomerPriceGroup>(tx, r#"{"code":"G"}"#)?;
        create::<PriceListHeader>(
            tx,
            r#"{"code":"G","sourceType":"customerPriceGroup","sourceNo":"G"}"#,
        )?;
        let list: PriceListHeader = tx.find(key!["G"])?;
        assert_eq!(list.amount_type, AmountType::Price);
        for (json, expected) in [
            (
                r#"{"code":"X","sourceType":"customerPriceGroup","amountType":"discount"}"#,
                "priceList.amountType.source",
            ),
            (
                r#"{"code":"X","sourceType":"customer","sourceNo":"NOBODY"}"#,
                "record.relation.unknown",
            ),
            (r#"{"code":"X","sourceNo":"C"}"#, "priceList.source.all"),
            (
                r#"{"code":"X","startingDate":"2026-03-02","endingDate":"2026-03-01"}"#,
                "priceList.dates",
            ),
            (
                r#"{"code":"X","sourceType":"customer","status":"active"}"#,
                "priceList.source.missing",
            ),
        ] {
            assert_eq!(refused(create::<PriceListHeader>(tx, json)), expected, "{json}");
        }
        for (json, expected) in [
            (r#"{"assetType":"item","assetNo":"NONE"}"#, "record.relation.unknown"),
            (r#"{"assetType":"","assetNo":"I1"}"#, "priceList.asset.all"),
            (r#"{"lineDiscountPercent":10}"#, "priceList.line.noDiscount"),
            (r#"{"unitPrice":-1}"#, "value.negative"),
            (r#"{"minimumQuantity":-1}"#, "value.negative"),
            (r#"{"amountType":"any"}"#, "priceList.amountType.source"),
        ] {
            let made = create_below::<PriceListLine>(tx, key!["G"], json);
            assert_eq!(refused(made), expected, "{json}");
        }
        create_below::<PriceListLine>(tx, key!["G"], r#"{"unitPrice":10}"#)?;
        patch::<PriceListHeader>(tx, key!["G"], r#"{"status":"active"}"#).map(drop)
    });
}
