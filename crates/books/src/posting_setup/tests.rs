use store::{EntityDef, Tx, key};

use super::*;
use crate::dimension::{DimensionValue, sets};
use crate::general_ledger_setup::GeneralLedgerSetup;
use crate::gl_account::GlAccount;
use crate::sales_setup::SalesSetup;
use crate::service_cost::ServiceCost;
use crate::testing::{create, delete, on_each, patch, refused};
use crate::vat::{VatBusinessPostingGroup, VatPostingSetup, VatProductPostingGroup};

fn stage(tx: &mut Tx) -> base::Result<()> {
    create::<VatBusinessPostingGroup>(tx, r#"{"code":"DOM"}"#)?;
    create::<VatProductPostingGroup>(tx, r#"{"code":"VAT20"}"#)?;
    create::<GenBusinessPostingGroup>(tx, r#"{"code":"DOM"}"#)?;
    create::<GenProductPostingGroup>(tx, r#"{"code":"PARTS","defVatProdPostingGroup":"VAT20"}"#)?;
    create::<GlAccount>(tx, r#"{"no":"6110","genProdPostingGroup":"PARTS"}"#)?;
    create::<GlAccount>(tx, r#"{"no":"6","accountType":"heading"}"#)?;
    create::<GlAccount>(tx, r#"{"no":"6120","blocked":true}"#).map(drop)
}

#[test]
fn combinations_name_accounts_that_can_be_posted_to() {
    on_each(|tx| {
        stage(tx)?;
        let account: GlAccount = tx.find(key!["6110"])?;
        assert_eq!(account.vat_prod_posting_group, "VAT20");
        for (json, expected) in [
            (r#"{"salesAccount":"6"}"#, "glAccount.notPosting"),
            (r#"{"salesAccount":"6120"}"#, "glAccount.blocked"),
            (r#"{"salesAccount":"9999"}"#, "record.relation.unknown"),
        ] {
            let json =
                json.replace('{', r#"{"genBusPostingGroup":"DOM","genProdPostingGroup":"PARTS","#);
            assert_eq!(refused(create::<GeneralPostingSetup>(tx, &json)), expected, "{json}");
        }
        let unknown = r#"{"genBusPostingGroup":"MOON","genProdPostingGroup":"PARTS"}"#;
        assert_eq!(refused(create::<GeneralPostingSetup>(tx, unknown)), "record.relation.unknown");
        let json =
            r#"{"genBusPostingGroup":"DOM","genProdPostingGroup":"PARTS","salesAccount":"6110"}"#;
        create::<GeneralPostingSetup>(tx, json)?;
        let found = general(tx, "DOM", "PARTS")?;
        assert_eq!(account_of(&found, "sales_account"), Ok("6110".to_owned()));
        assert_eq!(account_of(&found, "cogs_account"), Err("postingSetup.account.missing"));
        assert_eq!(refused(general(tx, "DOM", "OTHER")), "postingSetup.missing");
        patch::<GeneralPostingSetup>(tx, key!["DOM", "PARTS"], r#"{"blocked":true}"#)?;
        assert_eq!(refused(general(tx, "DOM", "PARTS")), "postingSetup.blocked");
        assert_eq!(refused(delete::<GenProductPostingGroup>(tx, key!["PARTS"])), "record.used");
        assert_eq!(refused(delete::<GlAccount>(tx, key!["6110"])), "record.used");
        let heading = patch::<GlAccount>(tx, key!["6110"], r#"{"accountType":"heading"}"#);
        assert_eq!(refused(heading), "record.used");
        Ok(())
    });
}

fn account_of(set_up: &GeneralPostingSetup, column: &str) -> Result<String, &'static str> {
    account(set_up, column).map(|no| no.to_string()).map_err(|refusal| refusal.code)
}

#[test]
fn value_added_tax_of_a_combination() {
    on_each(|tx| {
        stage(tx)?;
        let json = r#"{"vatBusPostingGroup":"DOM","vatProdPostingGroup":"VAT20","vatPercent":20}"#;
        let made = create::<VatPostingSetup>(tx, json)?;
        assert_eq!(made["vatIdentifier"], "VAT20");
        assert_eq!(vat(tx, "DOM", "VAT20")?.charged_percent().to_string(), "20");
        let key = key!["DOM", "VAT20"];
        for (kind, expected) in [
            ("normalVat", "20"),
            ("fullVat", "20"),
            ("reverseChargeVat", "0"),
            ("noTaxableVat", "0"),
        ] {
            let json = format!(r#"{{"vatCalculationType":"{kind}"}}"#);
            patch::<VatPostingSetup>(tx, key, &json)?;
            assert_eq!(vat(tx, "DOM", "VAT20")?.charged_percent().to_string(), expected, "{kind}");
        }
        let wrong = patch::<VatPostingSetup>(tx, key, r#"{"vatPercent":-1}"#);
        assert_eq!(refused(wrong), "value.percent.range");
        Ok(())
    });
}

#[test]
fn service_costs() {
    on_each(|tx| {
        stage(tx)?;
        create::<crate::zone::ServiceZone>(tx, r#"{"code":"N"}"#)?;
        for (json, expected) in [
            (r#"{"code":"FEE","serviceZoneCode":"N"}"#, "serviceCost.zone"),
            (r#"{"code":"FEE","accountNo":"6"}"#, "glAccount.notPosting"),
            (r#"{"code":"FEE","defaultQuantity":-1}"#, "value.negative"),
            (r#"{"code":"FEE","defaultUnitPrice":-1}"#, "value.negative"),
        ] {
            assert_eq!(refused(create::<ServiceCost>(tx, json)), expected, "{json}");
        }
        let json = r#"{"code":"KM","costType":"travel","serviceZoneCode":"N","accountNo":"6110"}"#;
        create::<ServiceCost>(tx, json)?;
        let other = patch::<ServiceCost>(tx, key!["KM"], r#"{"costType":"support"}"#)?;
        assert!(other["serviceZoneCode"].is_null());
        Ok(())
    });
}

#[test]
fn set_up_that_exists_once_is_there_before_anybody_saves_it() {
    on_each(|tx| {
        let set_up = EntityDef::of::<SalesSetup>();
        let shown = (set_up.get)(tx, key![""])?;
        assert_eq!(shown["discountPosting"], "noDiscounts");
        assert_eq!(shown["@odata.etag"], "W/\"0\"");
        let listed = (set_up.list)(tx, &store::Query::default())?;
        assert_eq!(listed.rows.len(), 1);
        let saved = patch::<SalesSetup>(tx, key![""], r#"{"stockoutWarning":true}"#)?;
        assert_eq!(saved["@odata.etag"], "W/\"1\"");
        let saved = patch::<SalesSetup>(tx, key![""], r#"{"stockoutWarning":false}"#)?;
        assert_eq!(saved["@odata.etag"], "W/\"2\"");
        assert_eq!((set_up.get)(tx, key![""])?, saved);
        Ok(())
    });
}

#[test]
fn set_up_of_the_general_ledger() {
    on_each(|tx| {
        create::<crate::dimension::Dimension>(tx, r#"{"code":"DEPT"}"#)?;
        for (json, expected) in [
            (
                r#"{"allowPostingFrom":"2026-03-01","allowPostingTo":"2026-02-01"}"#,
                "postingDate.range",
            ),
            (r#"{"amountRoundingPrecision":-1}"#, "value.negative"),
            (r#"{"vatTolerancePercent":101}"#, "value.percent.range"),
            (
                r#"{"globalDimension1Code":"DEPT","globalDimension2Code":"DEPT"}"#,
                "generalLedgerSetup.globalDimension.twice",
            ),
        ] {
            let result = patch::<GeneralLedgerSetup>(tx, &[], json);
            assert_eq!(refused(result), expected, "{json}");
        }
        patch::<GeneralLedgerSetup>(tx, &[], r#"{"globalDimension1Code":"DEPT"}"#)?;
        patch::<GeneralLedgerSetup>(tx, &[], r#"{"globalDimension1Code":null}"#)?;
        patch::<GeneralLedgerSetup>(tx, &[], r#"{"globalDimension1Code":"DEPT"}"#)?;
        create::<DimensionValue>(tx, r#"{"dimensionCode":"DEPT","code":"SALES"}"#)?;
        sets::with_global(tx, 0, 1, "SALES")?;
        let late = patch::<GeneralLedgerSetup>(tx, &[], r#"{"globalDimension1Code":null}"#);
        assert_eq!(refused(late), "generalLedgerSetup.globalDimension.used");
        Ok(())
    });
}
