use base::{Code, Date, Factor, Result};
use store::{Tx, key};

use super::*;
use crate::item::UnitOfMeasure;
use crate::location::Location;
use crate::resource_ledger::ResourceLedgerEntry;
use crate::testing::{create, create_below, delete, on_each, patch, refused};

fn stage(tx: &mut Tx) -> Result<()> {
    for code in ["HOUR", "DAY"] {
        create::<UnitOfMeasure>(tx, &format!("{{\"code\":\"{code}\"}}"))?;
    }
    create::<ResourceGroup>(tx, r#"{"no":"TECH"}"#)?;
    let json = r#"{"no":"R1","baseUnitOfMeasure":"HOUR","resourceGroupNo":"TECH",
        "directUnitCost":40,"indirectCostPercent":12.5,"unitPrice":80}"#;
    create::<Resource>(tx, json).map(drop)
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn cost_price_and_profit_stay_in_step() {
    use PriceProfitCalculation::{NoRelationship, PriceCostProfit, ProfitPriceCost};
    let number = |text: &str| text.parse().expect("a number");
    // Direct cost, indirect %, unit cost, price, profit %, calculation; what was entered; result.
    for (relation, column, before, after) in [
        (
            ProfitPriceCost,
            "direct_unit_cost",
            ["40", "12.5", "0", "80", "0"],
            ["45", "80", "43.75"],
        ),
        (ProfitPriceCost, "unit_price", ["40", "12.5", "45", "90", "0"], ["45", "90", "50"]),
        (ProfitPriceCost, "profit_percent", ["40", "12.5", "45", "80", "50"], ["45", "90", "50"]),
        (
            PriceCostProfit,
            "direct_unit_cost",
            ["80", "12.5", "45", "90", "50"],
            ["90", "180", "50"],
        ),
        (PriceCostProfit, "unit_price", ["40", "12.5", "45", "60", "50"], ["45", "60", "25"]),
        (NoRelationship, "unit_price", ["40", "12.5", "45", "60", "50"], ["45", "60", "50"]),
        (ProfitPriceCost, "unit_price", ["40", "12.5", "45", "0", "50"], ["45", "0", "0"]),
    ] {
        let mut resource = Resource {
            direct_unit_cost: before[0].parse().expect("a number"),
            indirect_cost_percent: number(before[1]),
            unit_cost: before[2].parse().expect("a number"),
            unit_price: before[3].parse().expect("a number"),
            profit_percent: number(before[4]),
            price_profit_calculation: relation,
            ..Resource::default()
        };
        resource.work_out(column).expect("accepted");
        let found = [
            resource.unit_cost.to_string(),
            resource.unit_price.to_string(),
            resource.profit_percent.to_string(),
        ];
        assert_eq!(found, after, "{relation:?} {column} {before:?}");
    }
    let mut resource = Resource {
        direct_unit_cost: "40".parse().expect("a number"),
        unit_cost: "45".parse().expect("a number"),
        ..Resource::default()
    };
    resource.work_out("unit_cost").expect("accepted");
    assert_eq!(resource.indirect_cost_percent.to_string(), "12.5");
    resource.profit_percent = number("100");
    let refusal = resource.work_out("profit_percent").expect_err("no price has all profit");
    assert_eq!(refusal.code, "resource.profit.tooHigh");
}

#[test]
fn units_of_resources() {
    on_each(|tx| {
        stage(tx)?;
        assert_eq!(qty_per_unit(tx, "R1", "HOUR")?, Factor::ONE);
        assert_eq!(refused(qty_per_unit(tx, "R1", "DAY")), "resource.unit.unknown");
        create_below::<ResourceUnitOfMeasure>(
            tx,
            key!["R1"],
            r#"{"code":"DAY","qtyPerUnitOfMeasure":8}"#,
        )?;
        assert_eq!(qty_per_unit(tx, "R1", "DAY")?.to_string(), "8");
        let change = patch::<Resource>(tx, key!["R1"], r#"{"baseUnitOfMeasure":"DAY"}"#);
        assert_eq!(refused(change), "resource.baseUnit.notOne");
        let blank = patch::<Resource>(tx, key!["R1"], r#"{"baseUnitOfMeasure":null}"#);
        assert_eq!(refused(blank), "resource.baseUnit.blank");
        let base = delete::<ResourceUnitOfMeasure>(tx, key!["R1", "HOUR"]);
        assert_eq!(refused(base), "record.used");
        let mut entries = [ResourceLedgerEntry {
            entry_no: 1,
            resource_no: Code::new("R1"),
            ..ResourceLedgerEntry::default()
        }];
        tx.insert_all(&mut entries)?;
        let change = patch::<Resource>(tx, key!["R1"], r#"{"baseUnitOfMeasure":"DAY"}"#);
        assert_eq!(refused(change), "resource.hasEntries");
        assert_eq!(refused(delete::<Resource>(tx, key!["R1"])), "record.used");
        Ok(())
    });
}

#[test]
fn where_a_resource_works() {
    on_each(|tx| {
        stage(tx)?;
        for code in ["NORTH", "SOUTH"] {
            create::<Location>(tx, &format!("{{\"code\":\"{code}\"}}"))?;
        }
        let json = r#"{"locationCode":"NORTH","resourceNo":"R1","startingDate":"2026-01-01"}"#;
        create::<ResourceLocation>(tx, json)?;
        let json = r#"{"locationCode":"SOUTH","resourceNo":"R1","startingDate":"2026-03-01"}"#;
        create::<ResourceLocation>(tx, json)?;
        for (day, expected) in [
            ("2025-12-31", None),
            ("2026-01-01", Some("NORTH")),
            ("2026-02-28", Some("NORTH")),
            ("2026-03-01", Some("SOUTH")),
        ] {
            let found = location_on(tx, "R1", date(day))?;
            assert_eq!(found.as_deref(), expected, "{day}");
        }
        let json = r#"{"locationCode":"NORTH","resourceNo":"R9"}"#;
        assert_eq!(refused(create::<ResourceLocation>(tx, json)), "record.relation.unknown");
        delete::<Resource>(tx, key!["R1"])?;
        assert_eq!(tx.count::<ResourceLocation>("", &[])?, 0);
        Ok(())
    });
}

#[test]
fn capacity_is_the_sum_of_its_entries() {
    on_each(|tx| {
        stage(tx)?;
        for capacity in ["8", "-2.5"] {
            let json =
                format!(r#"{{"resourceNo":"R1","date":"2026-03-02","capacity":{capacity}}}"#);
            let made = create::<ResourceCapacityEntry>(tx, &json)?;
            assert_eq!(made["resourceGroupNo"], "TECH");
        }
        assert_eq!(capacity(tx, "R1", date("2026-03-02"))?.to_string(), "5.5");
        assert!(capacity(tx, "R1", date("2026-03-03"))?.is_zero());
        let undated = create::<ResourceCapacityEntry>(tx, r#"{"resourceNo":"R1","capacity":8}"#);
        assert_eq!(refused(undated), "resource.capacity.date");
        let nobody = r#"{"resourceNo":"R9","date":"2026-03-02","capacity":8}"#;
        let made = create::<ResourceCapacityEntry>(tx, nobody);
        assert_eq!(refused(made), "record.relation.unknown");
        Ok(())
    });
}

#[test]
fn blocked_resources_cannot_be_used() {
    assert!(check_usable(&Resource::default()).is_ok());
    let refusal = check_usable(&Resource { blocked: true, ..Resource::default() });
    assert_eq!(refusal.expect_err("blocked").code, "resource.blocked");
}
