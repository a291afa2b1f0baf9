//! The item journal on both engines: entering lines, posting, previewing, testing.

use base::{Amount, Code, Quantity, Result, UnitPrice, decimal};
use serde_json::{Value as Json, json};
use store::{Tx, key, params};

use super::{ItemJournalLine, actions};
use crate::general_ledger::GeneralLedgerEntry;
use crate::general_ledger_setup::GeneralLedgerSetup;
use crate::inventory_setup::{AutomaticCostAdjustment, InventorySetup};
use crate::item::{
    CostingMethod, Item, ItemType, ItemUnitOfMeasure, ItemVariant, StockkeepingUnit, UnitOfMeasure,
};
use crate::item_ledger::{CHECKS, ItemLedgerEntry, ValueEntry, inventory};
use crate::location::Location;
use crate::number_series::{NumberSeries, NumberSeriesLine};
use crate::posting_setup::{
    GenProductPostingGroup, GeneralPostingSetup, InventoryPostingGroup, InventoryPostingSetup,
};
use crate::testing::{create, on_each, patch, refused};

fn set_up(tx: &mut Tx) -> Result<()> {
    tx.insert(&mut NumberSeries {
        code: Code::new("ITEMJNL"),
        default_nos: true,
        ..NumberSeries::default()
    })?;
    tx.insert(&mut NumberSeriesLine {
        series_code: Code::new("ITEMJNL"),
        line_no: 10_000,
        starting_no: Code::new("IJ001"),
        increment_by_no: 1,
        open: true,
        ..NumberSeriesLine::default()
    })?;
    tx.insert(&mut InventorySetup {
        automatic_cost_posting: true,
        automatic_cost_adjustment: AutomaticCostAdjustment::Always,
        item_journal_nos: Code::new("ITEMJNL"),
        ..InventorySetup::default()
    })?;
    tx.insert(&mut GenProductPostingGroup {
        code: Code::new("PARTS"),
        ..GenProductPostingGroup::default()
    })?;
    tx.insert(&mut InventoryPostingGroup {
        code: Code::new("STOCK"),
        ..InventoryPostingGroup::default()
    })?;
    tx.insert(&mut GeneralPostingSetup {
        gen_prod_posting_group: Code::new("PARTS"),
        inventory_adjmt_account: Code::new("7170"),
        ..GeneralPostingSetup::default()
    })?;
    tx.insert(&mut InventoryPostingSetup {
        location_code: Code::new("L1"),
        invt_posting_group_code: Code::new("STOCK"),
        inventory_account: Code::new("2110"),
        ..InventoryPostingSetup::default()
    })?;
    tx.insert(&mut Location { code: Code::new("L1"), ..Location::default() })?;
    for unit in ["PCS", "BOX"] {
        tx.insert(&mut UnitOfMeasure { code: Code::new(unit), ..UnitOfMeasure::default() })?;
    }
    items(tx)
}

fn items(tx: &mut Tx) -> Result<()> {
    for (no, costing_method, r#type) in [
        ("PUMP", CostingMethod::Fifo, ItemType::Inventory),
        ("VALVE", CostingMethod::Standard, ItemType::Inventory),
        ("TRAVEL", CostingMethod::Fifo, ItemType::Service),
    ] {
        tx.insert(&mut Item {
            no: Code::new(no),
            description: base::Text::new("A part"),
            costing_method,
            r#type,
            unit_cost: UnitPrice::from(12),
            standard_cost: UnitPrice::from(20),
            base_unit_of_measure: Code::new("PCS"),
            gen_prod_posting_group: Code::new("PARTS"),
            inventory_posting_group: Code::new("STOCK"),
            ..Item::default()
        })?;
    }
    tx.insert(&mut ItemUnitOfMeasure {
        item_no: Code::new("PUMP"),
        code: Code::new("BOX"),
        qty_per_unit_of_measure: base::Factor::of(decimal("6")),
        ..ItemUnitOfMeasure::default()
    })?;
    tx.insert(&mut ItemVariant {
        item_no: Code::new("PUMP"),
        code: Code::new("RED"),
        description: base::Text::new("A red part"),
        ..ItemVariant::default()
    })
}

fn run(tx: &mut Tx, name: &str, body: &Json) -> Result<Json> {
    let action = actions().into_iter().find(|action| action.name == name).expect("the action");
    (action.run)(tx, &[], body.as_object().expect("an object"))
}

fn line(tx: &mut Tx, json: &str) -> Result<Json> {
    create::<ItemJournalLine>(tx, json)
}

fn balance(tx: &mut Tx, account: &str) -> Result<Amount> {
    let rest = "WHERE \"gl_account_no\" = $1";
    Ok(Amount::from_scaled(tx.sum::<GeneralLedgerEntry>("amount", rest, params![account])?))
}

#[test]
fn entering_a_line_fills_in_the_rest() {
    on_each(|tx| {
        set_up(tx)?;
        tx.insert(&mut StockkeepingUnit {
            location_code: Code::new("L1"),
            item_no: Code::new("PUMP"),
            variant_code: Code::new("RED"),
            unit_cost: UnitPrice::from(15),
            ..StockkeepingUnit::default()
        })?;
        let made = line(tx, r#"{"itemNo": "pump", "locationCode": "L1", "quantity": 3}"#)?;
        for (name, expected) in [
            ("journalBatchName", json!("DEFAULT")),
            ("lineNo", json!(10_000)),
            ("postingDate", json!("2026-03-02")),
            ("entryType", json!("positiveAdjmt")),
            ("description", json!("A part")),
            ("unitOfMeasureCode", json!("PCS")),
            ("quantityBase", json!(3)),
            ("unitAmount", json!(12)),
            ("amount", json!(36)),
            ("genProdPostingGroup", json!("PARTS")),
        ] {
            assert_eq!(made[name], expected, "{name}");
        }
        let key = key!["DEFAULT", 10_000];
        for (body, name, expected) in [
            (r#"{"unitOfMeasureCode": "BOX"}"#, "quantityBase", json!(18)),
            (r#"{"unitOfMeasureCode": "BOX"}"#, "unitAmount", json!(72)),
            (r#"{"unitAmount": 66}"#, "amount", json!(198)),
            (r#"{"unitAmount": 66}"#, "unitCost", json!(11)),
            (r#"{"amount": 100}"#, "unitAmount", serde_json::from_str("33.33333").expect("json")),
            (r#"{"amount": 100}"#, "amount", json!(100)),
            (r#"{"variantCode": "RED"}"#, "description", json!("A red part")),
            (r#"{"variantCode": "RED"}"#, "unitCost", json!(15)),
        ] {
            assert_eq!(patch::<ItemJournalLine>(tx, key, body)?[name], expected, "{body} {name}");
        }
        let second = line(tx, r#"{"itemNo": "VALVE"}"#)?;
        assert_eq!(second["lineNo"], json!(20_000));
        assert_eq!(second["locationCode"], json!("L1"));
        assert_eq!(second["unitCost"], json!(20));
        Ok(())
    });
}

#[test]
fn wrong_values_are_refused() {
    on_each(|tx| {
        set_up(tx)?;
        line(tx, r#"{"itemNo": "PUMP"}"#)?;
        line(tx, r#"{"itemNo": "VALVE", "quantity": 1}"#)?;
        let mut blocked: Item = tx.find(key!["VALVE"])?;
        blocked.blocked = true;
        tx.update(&mut blocked)?;
        let (pump, valve) = (key!["DEFAULT", 10_000], key!["DEFAULT", 20_000]);
        for (key, body, code) in [
            (pump, r#"{"itemNo": "TRAVEL"}"#, "itemJournal.item.notInventory"),
            (pump, r#"{"itemNo": "VALVE"}"#, "itemJournal.item.blocked"),
            (pump, r#"{"variantCode": "BLUE"}"#, "itemJournal.variant.unknown"),
            (pump, r#"{"unitOfMeasureCode": "BAG"}"#, "record.relation.unknown"),
            (pump, r#"{"quantity": -1}"#, "value.negative"),
            (pump, r#"{"amount": 5}"#, "itemJournal.amount.quantity"),
            (pump, r#"{"quantityBase": 5}"#, "record.property.readOnly"),
            (valve, r#"{"unitAmount": 19}"#, "itemJournal.cost.standard"),
            (valve, r#"{"unitOfMeasureCode": "BOX"}"#, "item.unit.unknown"),
        ] {
            assert_eq!(refused(patch::<ItemJournalLine>(tx, key, body)), code, "{body}");
        }
        Ok(())
    });
}

#[test]
fn a_batch_is_posted_whole_with_one_number_a_day() {
    on_each(|tx| {
        set_up(tx)?;
        line(tx, r#"{"itemNo": "PUMP", "locationCode": "L1", "quantity": 3, "amount": 100}"#)?;
        line(tx, r#"{"itemNo": "VALVE", "quantity": 2}"#)?;
        line(tx, r#"{"itemNo": "PUMP", "quantity": 1, "entryType": "negativeAdjmt"}"#)?;
        let later = r#"{"itemNo": "PUMP", "quantity": 1, "unitAmount": 5,
            "entryType": "purchase", "postingDate": "2026-03-03"}"#;
        line(tx, later)?;
        let preview = run(tx, "previewPosting", &json!({}))?;
        assert_eq!(preview["balanced"], json!(true));
        let entry = &preview["ledgers"][1]["entries"][0];
        assert_eq!(entry["documentNo"], json!("***"));
        assert_eq!(tx.count::<ItemLedgerEntry>("", &[])?, 0);

        let posted = run(tx, "post", &json!({"journalBatchName": "default"}))?;
        assert_eq!(posted["documentNos"], json!(["IJ001", "IJ002"]));
        assert_eq!(posted["ledgers"][1]["collection"], json!("itemLedgerEntries"));
        assert_eq!(posted["ledgers"][1]["count"], json!(4));
        assert_eq!(posted["ledgers"][1]["filter"], json!("documentNo in ('IJ001', 'IJ002')"));
        assert_eq!(tx.count::<ItemJournalLine>("", &[])?, 0);
        assert_eq!(inventory(tx, "PUMP", None, Some("L1"))?, Quantity::from(3));
        // 100 + 40 - 33.33 + 5
        assert_eq!(balance(tx, "2110")?, Amount::of(decimal("111.67")));
        assert_eq!(balance(tx, "7170")?, Amount::of(decimal("-111.67")));
        let value: Vec<ValueEntry> = tx.select("ORDER BY \"entry_no\"", &[])?;
        assert_eq!(value[0].document_no.as_str(), "IJ001");
        assert_eq!(value[0].source_code.as_str(), "ITEMJNL");
        for (code, sql) in CHECKS {
            assert!(tx.rows(sql, &[])?.is_empty(), "{code}");
        }
        assert_eq!(refused(run(tx, "post", &json!({}))), "itemJournal.nothing");
        Ok(())
    });
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_nothing_is_written() {
    on_each(|tx| {
        set_up(tx)?;
        tx.insert(&mut GeneralLedgerSetup {
            allow_posting_from: Some("2026-03-01".parse().expect("a date")),
            allow_posting_to: Some("2026-03-31".parse().expect("a date")),
            ..GeneralLedgerSetup::default()
        })?;
        let mut setup: InventorySetup = tx.find(key![""])?;
        setup.location_mandatory = true;
        setup.prevent_negative_inventory = true;
        setup.item_journal_nos = Code::default();
        tx.update(&mut setup)?;
        let mut pump: Item = tx.find(key!["PUMP"])?;
        pump.variant_mandatory = true;
        tx.update(&mut pump)?;
        line(tx, r#"{"itemNo": "PUMP", "quantity": 1, "postingDate": "2026-04-01"}"#)?;
        line(tx, r#"{"itemNo": "VALVE", "postingDate": "2026-03-02", "locationCode": "L1"}"#)?;
        let short = r#"{"itemNo": "VALVE", "quantity": 2, "entryType": "negativeAdjmt"}"#;
        line(tx, short)?;
        line(tx, r#"{"quantity": 2}"#)?;
        let report = run(tx, "testReport", &json!({"lines": [10_000, 20_000, 30_000, 40_000, 7]}))?;
        let found: Vec<(String, Option<i64>)> = report["errors"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|e| (e["code"].as_str().unwrap_or_default().to_owned(), e["line"].as_i64()))
            .collect();
        let expected = [
            ("itemJournal.line.unknown", Some(7)),
            ("itemJournal.missing.series", None),
            ("itemJournal.postingDate.notAllowed", Some(10_000)),
            ("itemJournal.missing.location", Some(10_000)),
            ("itemJournal.missing.variant", Some(10_000)),
            ("itemJournal.missing.quantity", Some(20_000)),
            ("itemJournal.missing.unit", Some(40_000)),
            ("itemJournal.missing.genProd", Some(40_000)),
            ("itemJournal.missing.item", Some(40_000)),
            ("postingSetup.missing", Some(10_000)),
            ("itemLedger.stock.missing", Some(30_000)),
        ];
        let expected: Vec<(String, Option<i64>)> =
            expected.iter().map(|(code, line)| ((*code).to_owned(), *line)).collect();
        assert_eq!(found, expected);
        for error in report["errors"].as_array().expect("a list") {
            let text = error["text"].as_str().unwrap_or_default();
            assert!(!text.starts_with("itemJournal") && !text.is_empty(), "{error}");
        }
        let all = run(tx, "post", &json!({})).expect_err("much is wrong");
        assert_eq!(all.refusals().len(), expected.len() - 1);
        assert_eq!(tx.count::<ItemLedgerEntry>("", &[])?, 0);
        assert_eq!(tx.count::<ItemJournalLine>("", &[])?, 4);
        Ok(())
    });
}
