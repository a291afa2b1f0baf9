//! Figures of the item ledger on both engines, to the cent.

use base::{Amount, Code, Date, Quantity, Result, UnitPrice, decimal};
use store::testing::{TestDatabase, actor, databases};
use store::{Tx, key, params};

use super::{
    CHECKS, Invoicing, ItemLedgerDocumentType, ItemLedgerEntry, ItemLedgerEntryType, ItemOrderType,
    ItemSourceType, ItemStock, Movement, Stock, ValueEntry, Wanted, inventory,
};
use crate::entries::{Applied, Entries, Source};
use crate::general_ledger::GeneralLedgerEntry;
use crate::inventory_setup::{
    AutomaticCostAdjustment, AverageCostCalculationType, AverageCostPeriod, InventorySetup,
};
use crate::item::{CostingMethod, DefaultNoYes, Item, ItemType, StockkeepingUnit};
use crate::posting_setup::{GeneralPostingSetup, InventoryPostingSetup};

fn quantity(text: &str) -> Quantity {
    Quantity::of(decimal(text))
}

fn amount(text: &str) -> Amount {
    Amount::of(decimal(text))
}

fn price(text: &str) -> UnitPrice {
    UnitPrice::of(decimal(text))
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// The accounts of the worked examples, and one item of each costing method.
fn set_up(tx: &mut Tx, setup: InventorySetup) -> Result<()> {
    tx.insert(&mut InventorySetup { version: 0, ..setup })?;
    for business in ["", "DOMESTIC"] {
        tx.insert(&mut GeneralPostingSetup {
            gen_bus_posting_group: Code::new(business),
            gen_prod_posting_group: Code::new("PARTS"),
            cogs_account: Code::new("7290"),
            cogs_account_interim: Code::new("7291"),
            inventory_adjmt_account: Code::new("7170"),
            ..GeneralPostingSetup::default()
        })?;
    }
    for location in ["", "L1", "L2"] {
        tx.insert(&mut InventoryPostingSetup {
            location_code: Code::new(location),
            invt_posting_group_code: Code::new("STOCK"),
            inventory_account: Code::new("2110"),
            inventory_account_interim: Code::new("2111"),
            ..InventoryPostingSetup::default()
        })?;
    }
    for (no, costing_method, r#type) in [
        ("FIFO", CostingMethod::Fifo, ItemType::Inventory),
        ("AVERAGE", CostingMethod::Average, ItemType::Inventory),
        ("STANDARD", CostingMethod::Standard, ItemType::Inventory),
        ("SPECIFIC", CostingMethod::Specific, ItemType::Inventory),
        ("LABEL", CostingMethod::Fifo, ItemType::NonInventory),
    ] {
        tx.insert(&mut Item {
            no: Code::new(no),
            costing_method,
            r#type,
            standard_cost: price("20"),
            unit_cost: price("20"),
            inventory_posting_group: Code::new("STOCK"),
            gen_prod_posting_group: Code::new("PARTS"),
            base_unit_of_measure: Code::new("PCS"),
            ..Item::default()
        })?;
    }
    Ok(())
}

fn always() -> InventorySetup {
    InventorySetup {
        automatic_cost_posting: true,
        automatic_cost_adjustment: AutomaticCostAdjustment::Always,
        ..InventorySetup::default()
    }
}

/// A movement without revenue: an adjustment, settled at once.
fn movement(item: &str, date: &str, pieces: &str, unit_cost: &str) -> Movement {
    let mut movement = Movement {
        entry_type: ItemLedgerEntryType::PositiveAdjmt,
        document_no: Code::new("J1"),
        posting_date: Some(day(date)),
        item_no: Code::new(item),
        location_code: Code::new("L1"),
        quantity: quantity(pieces),
        unit_cost: price(unit_cost),
        gen_prod_posting_group: Code::new("PARTS"),
        ..Movement::default()
    };
    movement.invoicing = Some(Invoicing::at_once(&movement));
    movement
}

/// A sale from a service order, invoiced at once.
fn sale(item: &str, date: &str, pieces: &str, unit_cost: &str) -> Movement {
    let mut sale = Movement {
        entry_type: ItemLedgerEntryType::Sale,
        document_type: ItemLedgerDocumentType::ServiceShipment,
        document_no: Code::new("*SH*"),
        document_line_no: 10_000,
        order_type: ItemOrderType::Service,
        order_no: Code::new("SO1"),
        order_line_no: 10_000,
        source_type: ItemSourceType::Customer,
        source_no: Code::new("C1"),
        gen_bus_posting_group: Code::new("DOMESTIC"),
        ..movement(item, date, pieces, unit_cost)
    };
    sale.invoicing = Some(Invoicing {
        document_type: ItemLedgerDocumentType::ServiceInvoice,
        document_no: Code::new("*IN*"),
        ..Invoicing::at_once(&sale)
    });
    sale
}

fn shipped(movement: Movement) -> Movement {
    Movement { invoicing: None, ..movement }
}

/// Posts movements: those of the types sale and negative adjustment leave.
fn post(tx: &mut Tx, movements: &[Movement]) -> Result<Applied> {
    let leaves = |movement: &Movement| {
        use ItemLedgerEntryType::{NegativeAdjmt, Sale};
        matches!(movement.entry_type, Sale | NegativeAdjmt)
    };
    let wanted: Vec<Wanted> = movements
        .iter()
        .map(|movement| Wanted {
            item_no: movement.item_no.clone(),
            variant_code: movement.variant_code.clone(),
            location_code: movement.location_code.clone(),
            outgoing: if leaves(movement) { movement.quantity } else { Quantity::ZERO },
            incoming: if leaves(movement) { Quantity::ZERO } else { movement.quantity },
        })
        .collect();
    let chosen: Vec<i64> =
        movements.iter().map(|movement| movement.applies_to_entry).filter(|no| *no != 0).collect();
    let first = movements.iter().filter_map(|movement| movement.posting_date).min();
    let mut stock = Stock::load(tx, &wanted, &chosen, first.expect("a movement with a day"))?;
    for movement in movements {
        if leaves(movement) {
            stock.ship(movement)
        } else {
            stock.receive(movement)
        };
    }
    stock.adjust();
    apply(tx, stock)
}

fn apply(tx: &mut Tx, stock: Stock) -> Result<Applied> {
    let mut entries = Entries::default();
    entries.add_stock(stock.into_parts()?);
    entries.number("*SH*", &Code::new("SH1"));
    entries.number("*IN*", &Code::new("IN1"));
    let source =
        Source { user_id: Code::new("TESTER"), source_code: Code::new("SERVICE"), now: tx.now() };
    entries.apply(tx, &source)
}

fn each(setup: &InventorySetup, test: impl Fn(&mut Tx) -> Result<()>) {
    let mut tables = store::tables();
    tables.extend(crate::tables());
    for TestDatabase { db, .. } in &databases(&tables) {
        let engine = db.engine();
        db.write(&actor(), |tx| {
            set_up(tx, setup.clone())?;
            test(tx)?;
            sound(tx)
        })
        .unwrap_or_else(|error| panic!("{engine:?}: {error}"));
    }
}

/// Nothing is found by the audits.
fn sound(tx: &mut Tx) -> Result<()> {
    for (code, sql) in CHECKS {
        assert_eq!(tx.rows(sql, &[])?, Vec::<Vec<store::Value>>::new(), "{code}");
    }
    Ok(())
}

/// The costs of the value entries of an item ledger entry, adjustments after what they adjust.
fn costs(tx: &mut Tx, entry_no: i64) -> Result<Vec<(Amount, Amount, bool)>> {
    let rest = "WHERE \"item_ledger_entry_no\" = $1 ORDER BY \"entry_no\"";
    let value: Vec<ValueEntry> = tx.select(rest, params![entry_no])?;
    Ok(value
        .iter()
        .map(|entry| (entry.cost_amount_actual, entry.cost_amount_expected, entry.adjustment))
        .collect())
}

fn total(tx: &mut Tx, entry_no: i64) -> Result<Amount> {
    Ok(costs(tx, entry_no)?.into_iter().map(|(actual, expected, _)| actual + expected).sum())
}

fn balance(tx: &mut Tx, account: &str) -> Result<Amount> {
    let rest = "WHERE \"gl_account_no\" = $1";
    Ok(Amount::from_scaled(tx.sum::<GeneralLedgerEntry>("amount", rest, params![account])?))
}

fn item(tx: &mut Tx, no: &str) -> Result<Item> {
    tx.find(key![no])
}

#[test]
fn fifo_takes_the_cost_of_the_oldest_receipts() {
    each(&always(), |tx| {
        post(tx, &[movement("FIFO", "2026-03-01", "5", "10")])?;
        post(tx, &[movement("FIFO", "2026-03-02", "5", "14")])?;
        assert_eq!(item(tx, "FIFO")?.unit_cost, price("12"));
        assert_eq!(item(tx, "FIFO")?.last_direct_cost, price("14"));
        let applied = post(tx, &[sale("FIFO", "2026-03-02", "7", "12")])?;
        let expected = vec![(amount("-84"), amount("0"), false), (amount("6"), amount("0"), true)];
        assert_eq!(costs(tx, applied.item[0])?, expected);
        assert_eq!(balance(tx, "7290")?, amount("78"));
        assert_eq!(balance(tx, "2110")?, amount("42"));
        assert_eq!(balance(tx, "7170")?, amount("-120"));
        assert_eq!(item(tx, "FIFO")?.unit_cost, price("14"));
        assert_eq!(inventory(tx, "FIFO", None, Some("L1"))?, quantity("3"));
        Ok(())
    });
}

#[test]
fn without_adjustment_the_cost_of_the_line_stays() {
    let setup =
        InventorySetup { automatic_cost_adjustment: AutomaticCostAdjustment::Never, ..always() };
    each(&setup, |tx| {
        post(tx, &[movement("FIFO", "2026-03-01", "10", "10")])?;
        let applied = post(tx, &[sale("FIFO", "2026-03-02", "7", "12")])?;
        assert_eq!(costs(tx, applied.item[0])?, vec![(amount("-84"), amount("0"), false)]);
        Ok(())
    });
}

#[test]
fn ship_and_invoice_writes_the_entries_of_example_a() {
    each(&always(), |tx| {
        post(tx, &[movement("FIFO", "2026-03-01", "50", "60")])?;
        let mut sale = sale("FIFO", "2026-03-02", "2", "60");
        if let Some(invoicing) = &mut sale.invoicing {
            invoicing.sales_amount = amount("120");
            invoicing.discount_amount = amount("80");
        }
        let applied = post(tx, &[sale])?;
        let entry: ItemLedgerEntry = tx.find(key![applied.item[0]])?;
        assert_eq!(entry.quantity, quantity("-2"));
        assert_eq!(entry.remaining_quantity, quantity("0"));
        assert_eq!(entry.invoiced_quantity, quantity("-2"));
        assert!(entry.completely_invoiced && !entry.open && !entry.positive);
        assert_eq!(entry.document_type, ItemLedgerDocumentType::ServiceShipment);
        assert_eq!(entry.document_no.as_str(), "SH1");
        let rest = "WHERE \"item_ledger_entry_no\" = $1";
        let value: Vec<ValueEntry> = tx.select(rest, params![entry.entry_no])?;
        assert_eq!(value.len(), 1);
        assert_eq!(value[0].document_type, ItemLedgerDocumentType::ServiceInvoice);
        assert_eq!(value[0].document_no.as_str(), "IN1");
        assert_eq!(value[0].invoiced_quantity, quantity("-2"));
        assert_eq!(value[0].sales_amount_actual, amount("120"));
        assert_eq!(value[0].cost_amount_actual, amount("-120"));
        assert_eq!(value[0].discount_amount, amount("-80"));
        assert_eq!(value[0].cost_posted_to_gl, amount("-120"));
        assert_eq!(balance(tx, "7290")?, amount("120"));
        assert_eq!(balance(tx, "2110")?, amount("2880"));
        Ok(())
    });
}

#[test]
fn consumption_goes_to_inventory_adjustment_as_in_example_b() {
    each(&always(), |tx| {
        post(tx, &[movement("FIFO", "2026-03-01", "50", "60")])?;
        let mut used = Movement {
            entry_type: ItemLedgerEntryType::NegativeAdjmt,
            ..sale("FIFO", "2026-03-02", "2", "60")
        };
        used.invoicing = Some(Invoicing::at_once(&used));
        let applied = post(tx, &[used])?;
        assert_eq!(costs(tx, applied.item[0])?, vec![(amount("-120"), amount("0"), false)]);
        let rest = "WHERE \"item_ledger_entry_no\" = $1";
        let value: Vec<ValueEntry> = tx.select(rest, params![applied.item[0]])?;
        assert_eq!(value[0].document_type, ItemLedgerDocumentType::ServiceShipment);
        assert_eq!(value[0].invoiced_quantity, quantity("-2"));
        assert_eq!(value[0].sales_amount_actual, amount("0"));
        assert_eq!(balance(tx, "7170")?, amount("-2880"));
        assert_eq!(balance(tx, "2110")?, amount("2880"));
        assert_eq!(balance(tx, "7290")?, amount("0"));
        Ok(())
    });
}

#[test]
fn expected_cost_is_taken_back_by_the_invoice_as_in_example_c() {
    let setup = InventorySetup { expected_cost_posting_to_gl: true, ..always() };
    each(&setup, |tx| {
        post(tx, &[movement("FIFO", "2026-03-01", "50", "60")])?;
        let mut first = shipped(sale("FIFO", "2026-03-02", "3", "60"));
        first.sales_amount = amount("300");
        let entry_no = post(tx, &[first])?.item[0];
        assert_eq!(costs(tx, entry_no)?, vec![(amount("0"), amount("-180"), false)]);
        assert_eq!(balance(tx, "7291")?, amount("180"));
        assert_eq!(balance(tx, "2111")?, amount("-180"));
        assert_eq!(balance(tx, "7290")?, amount("0"));

        let mut stock = Stock::load(tx, &[], &[entry_no], day("2026-03-03"))?;
        let invoicing = Invoicing {
            quantity: quantity("3"),
            document_type: ItemLedgerDocumentType::ServiceInvoice,
            document_no: Code::new("*IN*"),
            posting_date: Some(day("2026-03-03")),
            sales_amount: amount("300"),
            ..Invoicing::default()
        };
        stock.invoice(entry_no, &invoicing);
        stock.adjust();
        apply(tx, stock)?;
        let rest = "WHERE \"item_ledger_entry_no\" = $1 ORDER BY \"entry_no\"";
        let value: Vec<ValueEntry> = tx.select(rest, params![entry_no])?;
        assert_eq!(value.len(), 2);
        assert_eq!(value[0].sales_amount_expected, amount("300"));
        assert_eq!(value[1].sales_amount_actual, amount("300"));
        assert_eq!(value[1].sales_amount_expected, amount("-300"));
        assert_eq!(value[1].cost_amount_actual, amount("-180"));
        assert_eq!(value[1].cost_amount_expected, amount("180"));
        let entry: ItemLedgerEntry = tx.find(key![entry_no])?;
        assert_eq!(entry.invoiced_quantity, quantity("-3"));
        assert!(entry.completely_invoiced);
        assert_eq!(entry.last_invoice_date, Some(day("2026-03-03")));
        assert_eq!(balance(tx, "7291")?, amount("0"));
        assert_eq!(balance(tx, "2111")?, amount("0"));
        assert_eq!(balance(tx, "7290")?, amount("180"));
        assert_eq!(balance(tx, "2110")?, amount("2820"));
        post(tx, &[sale("FIFO", "2026-03-04", "2", "60")])?;
        assert_eq!(balance(tx, "7290")?, amount("300"));
        Ok(())
    });
}

#[test]
fn a_part_invoiced_at_once_is_actual_and_the_rest_expected() {
    each(&always(), |tx| {
        post(tx, &[movement("FIFO", "2026-03-01", "5", "10")])?;
        post(tx, &[movement("FIFO", "2026-03-01", "5", "14")])?;
        let mut part = sale("FIFO", "2026-03-02", "7", "12");
        part.sales_amount = amount("140");
        if let Some(invoicing) = &mut part.invoicing {
            invoicing.quantity = quantity("2");
            invoicing.sales_amount = amount("40");
        }
        let entry_no = post(tx, &[part])?.item[0];
        // 78 in all, two sevenths of it invoiced: 22.29.
        let expected = vec![
            (amount("0"), amount("-84"), false),
            (amount("-24"), amount("24"), false),
            (amount("1.71"), amount("0"), true),
            (amount("0"), amount("4.29"), true),
        ];
        assert_eq!(costs(tx, entry_no)?, expected);
        let entry: ItemLedgerEntry = tx.find(key![entry_no])?;
        assert_eq!(entry.invoiced_quantity, quantity("-2"));
        assert!(!entry.completely_invoiced);

        let mut stock = Stock::load(tx, &[], &[entry_no], day("2026-03-03"))?;
        let rest = Invoicing {
            quantity: quantity("5"),
            posting_date: Some(day("2026-03-03")),
            sales_amount: amount("100"),
            ..Invoicing::default()
        };
        stock.invoice(entry_no, &Invoicing { quantity: quantity("6"), ..rest.clone() });
        assert_eq!(stock.refusals().0[0].code, "itemLedger.invoice.tooMuch");
        let mut stock = Stock::load(tx, &[], &[entry_no], day("2026-03-03"))?;
        stock.invoice(entry_no, &rest);
        apply(tx, stock)?;
        assert_eq!(total(tx, entry_no)?, amount("-78"));
        assert_eq!(balance(tx, "7290")?, amount("78"));
        Ok(())
    });
}

/// What came in on a day: pieces and unit cost. What left: pieces and line cost, then the cost in
/// the end.
enum Move {
    In(&'static str, &'static str, &'static str),
    Out(&'static str, &'static str, &'static str, &'static str),
}

/// Posts the movements one after the other; then every sale has the cost in the table.
fn play(tx: &mut Tx, item: &str, moves: &[Move]) -> Result<()> {
    let mut sold = Vec::new();
    for step in moves {
        match step {
            Move::In(date, pieces, cost) => {
                post(tx, &[movement(item, date, pieces, cost)])?;
            }
            Move::Out(date, pieces, cost, end) => {
                let applied = post(tx, &[sale(item, date, pieces, cost)])?;
                sold.push((applied.item[0], *date, *end));
            }
        }
    }
    for (entry_no, date, end) in sold {
        assert_eq!(total(tx, entry_no)?, amount(end), "{item} on {date}");
    }
    assert_eq!(super::adjust_cost(tx, &Code::new(item))?.value_entries, 0, "{item}");
    Ok(())
}

#[test]
fn average_holds_for_the_period() {
    use Move::{In, Out};
    let cases: [(AverageCostPeriod, &[Move]); 4] = [
        (
            AverageCostPeriod::Day,
            &[
                In("2026-03-01", "5", "10"),
                In("2026-03-02", "5", "14"),
                Out("2026-03-02", "7", "12", "-84"),
                Out("2026-03-03", "3", "12", "-36"),
            ],
        ),
        // A receipt later on the same day changes the average of what left before.
        (
            AverageCostPeriod::Day,
            &[
                In("2026-03-02", "5", "10"),
                Out("2026-03-02", "2", "10", "-24"),
                In("2026-03-02", "5", "14"),
                Out("2026-03-03", "8", "11", "-96"),
            ],
        ),
        // In another month it does not.
        (
            AverageCostPeriod::Month,
            &[
                In("2026-02-27", "4", "10"),
                Out("2026-02-28", "2", "11", "-20"),
                In("2026-03-02", "2", "20"),
                Out("2026-03-30", "1", "11", "-15"),
            ],
        ),
        // A receipt dated back changes the days that follow it; cents are not lost.
        (
            AverageCostPeriod::Day,
            &[
                In("2026-03-02", "2", "10"),
                Out("2026-03-03", "1", "10", "-10"),
                Out("2026-03-04", "1", "10", "-10.01"),
                In("2026-03-02", "1", "10.01"),
                Out("2026-03-05", "1", "10", "-10"),
            ],
        ),
    ];
    for (average_cost_period, moves) in cases {
        each(&InventorySetup { average_cost_period, ..always() }, |tx| play(tx, "AVERAGE", moves));
    }
}

#[test]
fn average_by_location_leaves_other_locations_alone() {
    let by_location = InventorySetup {
        average_cost_calc_type: AverageCostCalculationType::ItemLocationVariant,
        ..always()
    };
    for (setup, cost) in [(by_location, "-10"), (always(), "-15")] {
        each(&setup, |tx| {
            post(tx, &[movement("AVERAGE", "2026-03-02", "2", "10")])?;
            let other = Movement {
                location_code: Code::new("L2"),
                ..movement("AVERAGE", "2026-03-02", "2", "20")
            };
            post(tx, &[other])?;
            let sold = post(tx, &[sale("AVERAGE", "2026-03-02", "1", "12")])?;
            assert_eq!(total(tx, sold.item[0])?, amount(cost));
            Ok(())
        });
    }
}

#[test]
fn a_chosen_receipt_stays_out_of_the_average() {
    each(&always(), |tx| {
        let first = post(tx, &[movement("AVERAGE", "2026-03-02", "2", "10")])?;
        post(tx, &[movement("AVERAGE", "2026-03-02", "2", "20")])?;
        let chosen = Movement {
            applies_to_entry: first.item[0],
            ..sale("AVERAGE", "2026-03-02", "1", "12")
        };
        let chosen = post(tx, &[chosen])?;
        let averaged = post(tx, &[sale("AVERAGE", "2026-03-02", "1", "12")])?;
        assert_eq!(total(tx, chosen.item[0])?, amount("-10"));
        // (10 + 40) / 3 = 16.67
        assert_eq!(total(tx, averaged.item[0])?, amount("-16.67"));
        let last = post(tx, &[sale("AVERAGE", "2026-03-02", "1", "12")])?;
        assert_eq!(total(tx, last.item[0])?, amount("-16.66"));
        assert_eq!(super::adjust_cost(tx, &Code::default())?.value_entries, 0);
        Ok(())
    });
}

#[test]
fn standard_and_specific_costs() {
    use Move::{In, Out};
    each(&always(), |tx| {
        play(tx, "STANDARD", &[In("2026-03-01", "5", "17"), Out("2026-03-02", "2", "18", "-40")])?;
        assert_eq!(balance(tx, "2110")?, amount("60"));
        let cheap = post(tx, &[movement("SPECIFIC", "2026-03-01", "1", "10")])?;
        let dear = post(tx, &[movement("SPECIFIC", "2026-03-01", "1", "30")])?;
        for (receipt, cost) in [(dear, "-30"), (cheap, "-10")] {
            let sold = Movement {
                applies_to_entry: receipt.item[0],
                ..sale("SPECIFIC", "2026-03-02", "1", "20")
            };
            let sold = post(tx, &[sold])?;
            assert_eq!(total(tx, sold.item[0])?, amount(cost));
        }
        let gone = Movement { applies_to_entry: 2, ..sale("SPECIFIC", "2026-03-02", "1", "20") };
        let refused = post(tx, &[gone]).expect_err("nothing is left of the receipt");
        assert_eq!(refused.code(), "itemLedger.appliesTo.missing");
        Ok(())
    });
}

#[test]
fn a_receipt_covers_what_left_before_it() {
    each(&always(), |tx| {
        post(tx, &[movement("FIFO", "2026-03-01", "2", "10")])?;
        let sold = post(tx, &[sale("FIFO", "2026-03-02", "5", "11")])?.item[0];
        let entry: ItemLedgerEntry = tx.find(key![sold])?;
        assert_eq!(entry.remaining_quantity, quantity("-3"));
        assert_eq!(total(tx, sold)?, amount("-53"));
        assert_eq!(inventory(tx, "FIFO", None, None)?, quantity("-3"));
        post(tx, &[movement("FIFO", "2026-03-03", "1", "15")])?;
        assert_eq!(total(tx, sold)?, amount("-57"));
        post(tx, &[movement("FIFO", "2026-03-04", "10", "16")])?;
        assert_eq!(total(tx, sold)?, amount("-67"));
        let entry: ItemLedgerEntry = tx.find(key![sold])?;
        assert!(!entry.open);
        let stock: ItemStock = tx.find(key!["FIFO", "", "L1"])?;
        assert_eq!((stock.quantity, stock.cost_amount), (quantity("8"), amount("128")));
        Ok(())
    });
}

#[test]
fn parts_of_a_receipt_add_up_to_its_cost() {
    use Move::{In, Out};
    each(&always(), |tx| {
        play(
            tx,
            "FIFO",
            &[
                In("2026-03-01", "3", "3.33333"),
                Out("2026-03-02", "1", "5", "-3.33"),
                Out("2026-03-02", "1", "5", "-3.34"),
                Out("2026-03-02", "1", "5", "-3.33"),
            ],
        )?;
        assert_eq!(balance(tx, "2110")?, amount("0"));
        Ok(())
    });
}

#[test]
fn what_is_not_kept_in_stock_has_a_cost_apart() {
    each(&always(), |tx| {
        let mut sold = sale("LABEL", "2026-03-02", "3", "2");
        sold.gen_prod_posting_group = Code::new("UNKNOWN");
        let sold = post(tx, &[sold])?.item[0];
        let later = post(tx, &[shipped(sale("LABEL", "2026-03-02", "3", "2"))])?.item[0];
        let entry: ItemLedgerEntry = tx.find(key![sold])?;
        assert_eq!(entry.quantity, quantity("-3"));
        assert_eq!((entry.remaining_quantity, entry.open), (quantity("0"), false));
        let rest = "WHERE \"item_ledger_entry_no\" = $1";
        let value: Vec<ValueEntry> = tx.select(rest, params![sold])?;
        assert_eq!(value[0].cost_amount_non_invtbl, amount("-6"));
        assert_eq!(value[0].cost_amount_actual, amount("0"));
        assert!(!value[0].inventoriable);
        let value: Vec<ValueEntry> = tx.select(rest, params![later])?;
        assert_eq!(value[0].cost_amount_non_invtbl, amount("0"));
        assert_eq!(tx.count::<GeneralLedgerEntry>("", &[])?, 0);
        Ok(())
    });
}

#[test]
fn stock_below_zero_is_refused_where_it_is_prevented() {
    each(&always(), |tx| {
        for (set_up, own, refused) in [
            (true, DefaultNoYes::Default, true),
            (true, DefaultNoYes::No, false),
            (false, DefaultNoYes::Default, false),
            (false, DefaultNoYes::Yes, true),
        ] {
            let mut setup: InventorySetup = tx.find(key![""])?;
            setup.prevent_negative_inventory = set_up;
            tx.update(&mut setup)?;
            let mut item = item(tx, "FIFO")?;
            item.prevent_negative_inventory = own;
            tx.update(&mut item)?;
            let one = sale("FIFO", "2026-03-02", "2", "10");
            let two = Movement { document_line_no: 20_000, ..one.clone() };
            post(tx, &[movement("FIFO", "2026-03-01", "2", "10")])?;
            match post(tx, &[one.clone(), two]) {
                Err(error) if refused => {
                    let refusals = error.refusals();
                    assert_eq!(refusals.len(), 1);
                    assert_eq!(refusals[0].code, "itemLedger.stock.missing");
                    assert_eq!(refusals[0].line, Some(20_000));
                    post(tx, &[one])?;
                }
                other => {
                    other?;
                    assert!(!refused, "{set_up} {own:?}");
                    post(tx, &[movement("FIFO", "2026-03-02", "2", "10")])?;
                }
            }
        }
        Ok(())
    });
}

#[test]
fn missing_accounts_are_all_named_at_once() {
    each(&always(), |tx| {
        let mut without = sale("FIFO", "2026-03-02", "1", "10");
        without.gen_bus_posting_group = Code::new("EXPORT");
        let elsewhere = Movement {
            location_code: Code::new("L9"),
            document_line_no: 20_000,
            ..sale("FIFO", "2026-03-02", "1", "10")
        };
        let mut general: GeneralPostingSetup = tx.find(key!["DOMESTIC", "PARTS"])?;
        general.cogs_account = Code::default();
        tx.update(&mut general)?;
        let error = post(tx, &[without, elsewhere]).expect_err("accounts are missing");
        let found: Vec<(&str, Option<i64>)> =
            error.refusals().iter().map(|refusal| (refusal.code, refusal.line)).collect();
        assert_eq!(
            found,
            [
                ("postingSetup.missing", Some(10_000)),
                ("postingSetup.account.missing", Some(20_000)),
                ("postingSetup.missing", Some(20_000)),
            ]
        );
        Ok(())
    });
}

#[test]
fn a_return_has_the_signs_of_example_d() {
    each(&always(), |tx| {
        let mut back = Movement {
            document_type: ItemLedgerDocumentType::ServiceCreditMemo,
            document_no: Code::new("CM1"),
            ..sale("FIFO", "2026-03-02", "1", "60")
        };
        back.invoicing =
            Some(Invoicing { sales_amount: amount("100"), ..Invoicing::at_once(&back) });
        let mut stock = Stock::load(
            tx,
            &[Wanted {
                item_no: Code::new("FIFO"),
                location_code: Code::new("L1"),
                incoming: quantity("1"),
                ..Wanted::default()
            }],
            &[],
            day("2026-03-02"),
        )?;
        stock.receive(&back);
        stock.adjust();
        let applied = apply(tx, stock)?;
        let rest = "WHERE \"item_ledger_entry_no\" = $1";
        let value: Vec<ValueEntry> = tx.select(rest, params![applied.item[0]])?;
        assert_eq!(value[0].valued_quantity, quantity("1"));
        assert_eq!(value[0].sales_amount_actual, amount("-100"));
        assert_eq!(value[0].cost_amount_actual, amount("60"));
        assert_eq!(balance(tx, "2110")?, amount("60"));
        assert_eq!(balance(tx, "7290")?, amount("-60"));
        Ok(())
    });
}

#[test]
fn stockkeeping_units_follow_their_location() {
    each(&always(), |tx| {
        let mut unit = StockkeepingUnit {
            location_code: Code::new("L1"),
            item_no: Code::new("FIFO"),
            unit_cost: price("1"),
            ..StockkeepingUnit::default()
        };
        tx.insert(&mut unit)?;
        post(tx, &[movement("FIFO", "2026-03-01", "5", "10")])?;
        let other = Movement {
            location_code: Code::new("L2"),
            ..movement("FIFO", "2026-03-01", "5", "20")
        };
        post(tx, &[other])?;
        let unit: StockkeepingUnit = tx.find(key!["L1", "FIFO", ""])?;
        assert_eq!(unit.unit_cost, price("10"));
        assert_eq!(item(tx, "FIFO")?.unit_cost, price("15"));
        Ok(())
    });
}

#[test]
fn the_job_adjusts_what_was_not_adjusted_at_once() {
    let never =
        InventorySetup { automatic_cost_adjustment: AutomaticCostAdjustment::Never, ..always() };
    each(&never, |tx| {
        let mut sold = Vec::new();
        for (item, costs) in [("FIFO", "-78"), ("AVERAGE", "-84"), ("STANDARD", "-140")] {
            let sale = sale(item, "2026-03-02", "7", "13");
            post(tx, &[movement(item, "2026-03-01", "5", "10")])?;
            sold.push((post(tx, &[sale])?.item[0], costs));
            post(tx, &[movement(item, "2026-03-02", "5", "14")])?;
        }
        assert_eq!(total(tx, sold[0].0)?, amount("-91"));
        let adjusted = super::adjust_cost(tx, &Code::default())?;
        assert_eq!(adjusted.value_entries, 2);
        for (entry_no, costs) in sold {
            assert_eq!(total(tx, entry_no)?, amount(costs));
        }
        assert_eq!(super::adjust_cost(tx, &Code::new("FIFO"))?.value_entries, 0);
        let unknown = super::adjust_cost(tx, &Code::new("NOTHING")).expect_err("no such item");
        assert_eq!(unknown.code(), "itemLedger.item.unknown");
        Ok(())
    });
}

#[test]
fn the_job_posts_what_was_not_posted_at_once() {
    let by_hand = InventorySetup {
        automatic_cost_posting: false,
        expected_cost_posting_to_gl: true,
        ..always()
    };
    each(&by_hand, |tx| {
        post(tx, &[movement("FIFO", "2026-03-01", "10", "60")])?;
        let shipped = post(tx, &[shipped(sale("FIFO", "2026-03-02", "3", "60"))])?.item[0];
        assert_eq!(tx.count::<GeneralLedgerEntry>("", &[])?, 0);
        assert_eq!(super::post_cost(tx)?.value_entries, 2);
        assert_eq!(balance(tx, "2110")?, amount("600"));
        assert_eq!(balance(tx, "7291")?, amount("180"));
        let mut setup: InventorySetup = tx.find(key![""])?;
        setup.expected_cost_posting_to_gl = false;
        tx.update(&mut setup)?;
        let mut stock = Stock::load(tx, &[], &[shipped], day("2026-03-03"))?;
        let invoicing = Invoicing {
            quantity: quantity("3"),
            posting_date: Some(day("2026-03-03")),
            ..Invoicing::default()
        };
        stock.invoice(shipped, &invoicing);
        apply(tx, stock)?;
        assert_eq!(super::post_cost(tx)?.value_entries, 1);
        assert_eq!(balance(tx, "7291")?, amount("0"));
        assert_eq!(balance(tx, "2111")?, amount("0"));
        assert_eq!(balance(tx, "7290")?, amount("180"));
        assert_eq!(super::post_cost(tx)?, super::CostPosted::default());
        Ok(())
    });
}

#[test]
fn stock_bought_at_an_old_standard_leaves_at_it() {
    each(&always(), |tx| {
        post(tx, &[movement("STANDARD", "2026-03-01", "2", "17")])?;
        let mut standard = item(tx, "STANDARD")?;
        standard.standard_cost = price("25");
        tx.update(&mut standard)?;
        let sold = post(tx, &[sale("STANDARD", "2026-03-02", "2", "18")])?.item[0];
        let expected = vec![(amount("-50"), amount("0"), false), (amount("10"), amount("0"), true)];
        assert_eq!(costs(tx, sold)?, expected);
        assert_eq!(balance(tx, "2110")?, amount("0"));
        assert_eq!(item(tx, "STANDARD")?.unit_cost, price("25"));
        Ok(())
    });
}

#[test]
fn stock_is_listed_by_place() {
    each(&always(), |tx| {
        post(tx, &[movement("FIFO", "2026-03-01", "5", "10")])?;
        let other = Movement {
            location_code: Code::new("L2"),
            ..movement("FIFO", "2026-03-01", "1", "16")
        };
        post(tx, &[other])?;
        let action = super::actions().into_iter().find(|action| action.name == "itemAvailability");
        let run = action.expect("the action").run;
        let answer = run(tx, key!["FIFO"], &serde_json::Map::new())?;
        assert_eq!(answer["inventory"], serde_json::json!(6));
        assert_eq!(answer["rows"][1]["locationCode"], serde_json::json!("L2"));
        assert_eq!(answer["rows"][1]["unitCost"], serde_json::json!(16));
        let item: Item = tx.find(key!["FIFO"])?;
        let figures = super::of_items(tx, &[item], &store::Wanted::All)?;
        assert_eq!(figures[0][0], ("inventory", serde_json::json!(6)));
        Ok(())
    });
}

#[test]
fn postings_at_once_take_every_piece_once() {
    let mut tables = store::tables();
    tables.extend(crate::tables());
    for TestDatabase { db, .. } in &databases(&tables) {
        let engine = db.engine();
        db.write(&actor(), |tx| {
            set_up(tx, always())?;
            post(tx, &[movement("FIFO", "2026-03-01", "5", "10")])?;
            post(tx, &[movement("FIFO", "2026-03-01", "15", "14")])
        })
        .unwrap_or_else(|error| panic!("{engine:?}: {error}"));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        db.write(&actor(), |tx| post(tx, &[sale("FIFO", "2026-03-02", "1", "12")]))
                            .unwrap_or_else(|error| panic!("{engine:?}: {error}"));
                    }
                });
            }
        });
        db.write(&actor(), |tx| {
            sound(tx)?;
            assert_eq!(inventory(tx, "FIFO", None, None)?, quantity("0"));
            assert_eq!(balance(tx, "7290")?, amount("260"));
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{engine:?}: {error}"));
    }
}

#[test]
fn jobs_ask_for_the_permission_of_their_action() {
    let objects: Vec<String> = super::actions().iter().map(store::ActionDef::object).collect();
    let journal = crate::item_journal::actions();
    assert_eq!(objects[1..], [super::ADJUST_COST, super::POST_COST]);
    assert_eq!(journal[0].object(), crate::item_journal::PERMISSION);
    each(&always(), |tx| {
        assert_eq!(super::post_cost(tx)?, super::CostPosted::default());
        Ok(())
    });
    let mut reader = actor();
    reader.permissions = std::sync::Arc::new(base::Permissions::default());
    let mut tables = store::tables();
    tables.extend(crate::tables());
    for TestDatabase { db, .. } in &databases(&tables) {
        for act in [
            |tx: &mut Tx| super::post_cost(tx).map(drop),
            |tx: &mut Tx| super::adjust_cost(tx, &Code::default()).map(drop),
            |tx: &mut Tx| crate::item_journal::post(tx, &Default::default()).map(drop),
            |tx: &mut Tx| crate::item_journal::preview(tx, &Default::default()).map(drop),
        ] {
            let refused = db.write(&reader, act).expect_err("nothing is allowed");
            assert_eq!(refused.code(), "permission.missing");
        }
    }
}
