use base::{Code, Factor, Quantity, Result};
use store::{Tx, key};

use super::*;
use crate::item_ledger::{ItemLedgerEntry, ItemStock};
use crate::posting_setup::{GenProductPostingGroup, InventoryPostingGroup};
use crate::testing::{create, create_below, delete, on_each, patch, refused};
use crate::vat::VatProductPostingGroup;

/// Item I1 in pieces, with what its groups need.
fn stage(tx: &mut Tx) -> Result<()> {
    for code in ["PCS", "BOX"] {
        create::<UnitOfMeasure>(tx, &format!("{{\"code\":\"{code}\"}}"))?;
    }
    create::<VatProductPostingGroup>(tx, r#"{"code":"VAT20"}"#)?;
    create::<GenProductPostingGroup>(tx, r#"{"code":"PARTS","defVatProdPostingGroup":"VAT20"}"#)?;
    create::<InventoryPostingGroup>(tx, r#"{"code":"PARTS"}"#)?;
    let json = r#"{"no":"I1","description":"Seal","baseUnitOfMeasure":"PCS",
        "genProdPostingGroup":"PARTS","inventoryPostingGroup":"PARTS","unitPrice":100,"unitCost":60}"#;
    create::<Item>(tx, json).map(drop)
}

/// Two pieces come into stock.
fn receive(tx: &mut Tx) -> Result<()> {
    let mut entries = [ItemLedgerEntry {
        entry_no: 1,
        item_no: Code::new("I1"),
        unit_of_measure_code: Code::new("BOX"),
        quantity: Quantity::from(2),
        ..ItemLedgerEntry::default()
    }];
    tx.insert_all(&mut entries)?;
    tx.insert(&mut ItemStock {
        item_no: Code::new("I1"),
        quantity: Quantity::from(2),
        ..ItemStock::default()
    })
}

#[test]
fn a_new_item_has_its_base_unit_and_groups() {
    on_each(|tx| {
        stage(tx)?;
        let item: Item = tx.find(key!["I1"])?;
        assert_eq!(item.vat_prod_posting_group, "VAT20");
        assert!(item.allow_invoice_disc);
        assert_eq!(qty_per_unit(tx, "I1", "PCS")?, Factor::ONE);
        assert_eq!(refused(qty_per_unit(tx, "I1", "BOX")), "item.unit.unknown");
        create_below::<ItemUnitOfMeasure>(
            tx,
            key!["I1"],
            r#"{"code":"BOX","qtyPerUnitOfMeasure":12}"#,
        )?;
        assert_eq!(qty_per_unit(tx, "I1", "BOX")?.to_string(), "12");
        patch::<Item>(tx, key!["I1"], r#"{"salesUnitOfMeasure":"BOX"}"#)?;
        let sales_unit = delete::<ItemUnitOfMeasure>(tx, key!["I1", "BOX"]);
        assert_eq!(refused(sales_unit), "record.used");
        Ok(())
    });
}

#[test]
fn what_may_be_entered_about_items() {
    on_each(|tx| {
        stage(tx)?;
        for (json, expected) in [
            (r#"{"unitPrice":-1}"#, "value.negative"),
            (r#"{"unitCost":-1}"#, "value.negative"),
            (r#"{"netWeight":-1}"#, "value.negative"),
            (r#"{"salesUnitOfMeasure":"BOX"}"#, "item.unit.unknown"),
            (r#"{"baseUnitOfMeasure":null}"#, "item.baseUnit.blank"),
            (r#"{"baseUnitOfMeasure":"KG"}"#, "record.relation.unknown"),
            (r#"{"type":"service","costingMethod":"average"}"#, "item.costingMethod.notStocked"),
            (
                r#"{"type":"service","inventoryPostingGroup":"PARTS"}"#,
                "item.inventoryPostingGroup.notStocked",
            ),
        ] {
            assert_eq!(refused(patch::<Item>(tx, key!["I1"], json)), expected, "{json}");
        }
        for (json, expected) in [
            (r#"{"code":"BOX","qtyPerUnitOfMeasure":0}"#, "item.unit.quantity"),
            (r#"{"code":"BOX","qtyPerUnitOfMeasure":-2}"#, "item.unit.quantity"),
            (r#"{"code":"KG","qtyPerUnitOfMeasure":2}"#, "record.relation.unknown"),
            (r#"{"qtyPerUnitOfMeasure":2}"#, "record.key.blank"),
        ] {
            let made = create_below::<ItemUnitOfMeasure>(tx, key!["I1"], json);
            assert_eq!(refused(made), expected, "{json}");
        }
        let base =
            patch::<ItemUnitOfMeasure>(tx, key!["I1", "PCS"], r#"{"qtyPerUnitOfMeasure":2}"#);
        assert_eq!(refused(base), "item.baseUnit.notOne");
        patch::<Item>(tx, key!["I1"], r#"{"type":"nonInventory"}"#)?;
        let item: Item = tx.find(key!["I1"])?;
        assert!(item.inventory_posting_group.is_empty());
        Ok(())
    });
}

#[test]
fn what_stock_and_entries_hold_fast() {
    on_each(|tx| {
        stage(tx)?;
        create_below::<ItemUnitOfMeasure>(
            tx,
            key!["I1"],
            r#"{"code":"BOX","qtyPerUnitOfMeasure":12}"#,
        )?;
        patch::<Item>(tx, key!["I1"], r#"{"unitCost":61,"costingMethod":"average"}"#)?;
        receive(tx)?;
        for (json, expected) in [
            (r#"{"baseUnitOfMeasure":"BOX"}"#, "item.hasEntries"),
            (r#"{"costingMethod":"fifo"}"#, "item.hasEntries"),
            (r#"{"type":"service"}"#, "item.type.inStock"),
            (r#"{"unitCost":70}"#, "item.unitCost.inStock"),
        ] {
            assert_eq!(refused(patch::<Item>(tx, key!["I1"], json)), expected, "{json}");
        }
        let unit =
            patch::<ItemUnitOfMeasure>(tx, key!["I1", "BOX"], r#"{"qtyPerUnitOfMeasure":6}"#);
        assert_eq!(refused(unit), "record.used");
        assert_eq!(refused(delete::<Item>(tx, key!["I1"])), "record.used");
        let shown = patch::<Item>(tx, key!["I1"], r#"{"unitPrice":110}"#)?;
        assert_eq!(shown["inventory"].to_string(), "2");
        Ok(())
    });
}

#[test]
fn standard_costs() {
    on_each(|tx| {
        stage(tx)?;
        let item = patch::<Item>(tx, key!["I1"], r#"{"costingMethod":"standard"}"#)?;
        assert_eq!(item["standardCost"].to_string(), "60");
        let item = patch::<Item>(tx, key!["I1"], r#"{"standardCost":62.5}"#)?;
        assert_eq!(item["unitCost"].to_string(), "62.5");
        let item = patch::<Item>(tx, key!["I1"], r#"{"unitCost":63}"#)?;
        assert_eq!(item["standardCost"].to_string(), "63");
        Ok(())
    });
}

#[test]
fn parts_go_with_their_item() {
    on_each(|tx| {
        stage(tx)?;
        create_below::<ItemVariant>(tx, key!["I1"], r#"{"code":"RED"}"#)?;
        let json = r#"{"variantCode":"RED","languageCode":"FR","description":"Joint rouge"}"#;
        create_below::<ItemTranslation>(tx, key!["I1"], json)?;
        let unknown = r#"{"variantCode":"BLUE","languageCode":"FR"}"#;
        let made = create_below::<ItemTranslation>(tx, key!["I1"], unknown);
        assert_eq!(refused(made), "record.relation.unknown");
        let json = r#"{"referenceType":"customer","referenceTypeNo":"C9","referenceNo":"77"}"#;
        let made = create_below::<ItemReference>(tx, key!["I1"], json);
        assert_eq!(refused(made), "record.relation.unknown");
        create::<crate::location::Location>(tx, r#"{"code":"MAIN"}"#)?;
        let unit = create::<StockkeepingUnit>(
            tx,
            r#"{"locationCode":"MAIN","itemNo":"I1","unitCost":58}"#,
        )?;
        assert_eq!(unit["unitCost"].to_string(), "58");
        let item: Item = tx.find(key!["I1"])?;
        assert_eq!(unit_cost(tx, &item, "", "MAIN")?.to_string(), "58");
        assert_eq!(unit_cost(tx, &item, "", "VAN")?.to_string(), "60");
        delete::<Item>(tx, key!["I1"])?;
        assert_eq!(tx.count::<ItemTranslation>("", &[])?, 0);
        assert_eq!(tx.count::<StockkeepingUnit>("", &[])?, 0);
        Ok(())
    });
}

#[test]
fn blocked_items_cannot_be_used() {
    for (blocked, service_blocked, expected) in [
        (false, false, None),
        (true, false, Some("item.blocked")),
        (false, true, Some("item.serviceBlocked")),
        (true, true, Some("item.blocked")),
    ] {
        let item = Item { blocked, service_blocked, ..Item::default() };
        assert_eq!(check_usable(&item).err().map(|refusal| refusal.code), expected);
        let variant = ItemVariant { blocked, service_blocked, ..ItemVariant::default() };
        assert_eq!(check_variant_usable(&variant).is_err(), expected.is_some());
    }
}
