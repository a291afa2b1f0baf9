//! Ways out of a refusal: the record where it is mended, or the action that opens what is closed. Pages
//! offer them as buttons, programs read them in the problem.

use base::{Arg, Language, Refusal};
use serde_json::{Map, Value as Json, json};

/// What mends something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// An action of the document that is worked on.
    Act(&'static str),
    /// A record, or a whole list where the key is empty.
    Open {
        /// The collection of the record.
        collection: &'static str,
        /// The parts of its key.
        key: Vec<String>,
        /// The property to be mended; blank when it is not one alone.
        field: String,
    },
}

/// Where refusals of a kind are mended.
enum Cure {
    Act(&'static str),
    /// The record whose key stands in these arguments, and the property, which may stand in one, too.
    Record(&'static str, &'static [&'static str], &'static str),
    /// The only record, or the list, of a collection.
    Page(&'static str, &'static str),
}

use Cure::{Act, Page, Record};

/// Where what is refused is mended, by code.
const CURES: &[(&str, Cure)] = &[
    ("line.released", Act("reopen")),
    ("order.released", Act("reopen")),
    ("customer.blocked", Record("customers", &["customer"], "blocked")),
    ("customer.privacyBlocked", Record("customers", &["customer"], "privacyBlocked")),
    ("posting.customer.blocked", Record("customers", &["customer"], "blocked")),
    ("order.customer.noPostingGroup", Record("customers", &["customer"], "genBusPostingGroup")),
    ("order.billTo.noPostingGroup", Record("customers", &["customer"], "customerPostingGroup")),
    ("salesperson.blocked", Record("salespersons", &["salesperson"], "blocked")),
    ("posting.salesperson.blocked", Record("salespersons", &["salesperson"], "blocked")),
    ("order.salesperson.blocked", Record("salespersons", &["code"], "blocked")),
    ("item.blocked", Record("items", &["item"], "blocked")),
    ("item.serviceBlocked", Record("items", &["item"], "serviceBlocked")),
    ("line.item.blocked", Record("items", &["no"], "blocked")),
    ("line.item.noPostingGroup", Record("items", &["no"], "inventoryPostingGroup")),
    ("posting.item.blocked", Record("items", &["item"], "blocked")),
    ("posting.item.serviceBlocked", Record("items", &["item"], "serviceBlocked")),
    ("order.release.itemBlocked", Record("items", &["item"], "blocked")),
    ("itemLine.item.blocked", Record("items", &["item"], "serviceBlocked")),
    ("serviceItem.item.blocked", Record("items", &["item"], "serviceBlocked")),
    ("itemLine.serviceItem.itemBlocked", Record("items", &["item"], "serviceBlocked")),
    ("itemJournal.item.blocked", Record("items", &["item"], "blocked")),
    ("itemJournal.item.noPostingGroup", Record("items", &["item"], "inventoryPostingGroup")),
    ("item.variant.blocked", Record("items", &["item"], "")),
    ("item.variant.serviceBlocked", Record("items", &["item"], "")),
    ("line.variant.blocked", Record("items", &["item"], "")),
    ("order.release.variantBlocked", Record("items", &["item"], "")),
    ("itemLine.variant.blocked", Record("items", &["item"], "")),
    ("itemLine.serviceItem.variantBlocked", Record("items", &["item"], "")),
    ("serviceItem.variant.blocked", Record("items", &["item"], "")),
    ("itemJournal.variant.blocked", Record("items", &["item"], "")),
    ("resource.blocked", Record("resources", &["resource"], "blocked")),
    ("line.resource.blocked", Record("resources", &["no"], "blocked")),
    ("posting.resource.blocked", Record("resources", &["resource"], "blocked")),
    ("itemLine.serviceItem.blocked", Record("serviceItems", &["serviceItem"], "blocked")),
    ("posting.serviceItem.blocked", Record("serviceItems", &["serviceItem"], "blocked")),
    ("itemLine.fromServiceItem", Record("serviceItems", &["serviceItem"], "")),
    ("itemLine.group.ofServiceItem", Record("serviceItems", &["serviceItem"], "")),
    ("itemLine.create.exists", Record("serviceItems", &["serviceItem"], "")),
    ("glAccount.blocked", Record("glAccounts", &["account"], "blocked")),
    ("posting.account.blocked", Record("glAccounts", &["account"], "blocked")),
    ("line.account.noProductGroup", Record("glAccounts", &["no"], "genProdPostingGroup")),
    ("line.cost.noAccount", Record("serviceCosts", &["no"], "accountNo")),
    ("posting.cost.accountMissing", Record("serviceCosts", &["cost"], "accountNo")),
    ("line.travelFee.noCost", Page("serviceCosts", "")),
    ("dimension.blocked", Record("dimensions", &["dimension"], "blocked")),
    ("dimension.value.blocked", Record("dimensions", &["dimension"], "")),
    ("currency.rate.missing", Record("currencies", &["currency"], "")),
    ("numberSeries.noLine", Record("numberSeries", &["series"], "")),
    ("numberSeries.exhausted", Record("numberSeries", &["series"], "")),
    ("numberSeries.notTyped", Record("numberSeries", &["series"], "manualNos")),
    ("numberSeries.unknown", Page("numberSeries", "")),
    ("order.series.missing", Page("serviceManagementSetup", "serviceOrderNos")),
    ("order.series.missingForInvoices", Page("serviceManagementSetup", "serviceInvoiceNos")),
    ("serviceItem.series.missing", Page("serviceManagementSetup", "serviceItemNos")),
    (
        "posting.missing.shippingNoSeries",
        Page("serviceManagementSetup", "postedServiceShipmentNos"),
    ),
    ("posting.missing.postingNoSeries", Page("serviceManagementSetup", "postedServiceInvoiceNos")),
    ("line.startingFee.notSetUp", Page("serviceManagementSetup", "serviceOrderStartingFee")),
    ("itemJournal.missing.series", Page("inventorySetup", "")),
    ("posting.generalSetup.missing", Page("generalPostingSetup", "")),
    (
        "posting.generalSetup.blocked",
        Record("generalPostingSetup", &["business", "product"], "blocked"),
    ),
    (
        "posting.generalSetup.accountMissing",
        Record("generalPostingSetup", &["business", "product"], "field"),
    ),
    ("posting.vatSetup.missing", Page("vatPostingSetup", "")),
    ("posting.vatSetup.blocked", Record("vatPostingSetup", &["business", "product"], "blocked")),
    (
        "posting.vatSetup.accountMissing",
        Record("vatPostingSetup", &["business", "product"], "field"),
    ),
    ("posting.customerGroup.accountMissing", Record("customerPostingGroups", &["group"], "field")),
    ("posting.date.notAllowed", Page("generalLedgerSetup", "allowPostingFrom")),
    ("posting.seller.missing", Page("companyInformation", "field")),
    ("posting.warning.seller", Page("companyInformation", "field")),
    ("calendar.unknown", Page("baseCalendars", "")),
];

/// The ways out of a refusal as data, with the words of their buttons.
#[must_use]
pub fn json(refusal: &Refusal, language: Language) -> Vec<Json> {
    of(refusal).iter().map(|way| way.json(language)).collect()
}

/// The ways out of a refusal.
#[must_use]
pub fn of(refusal: &Refusal) -> Vec<Way> {
    let known = CURES.iter().find(|(code, _)| *code == refusal.code);
    if let Some((_, cure)) = known {
        return way(cure, refusal).into_iter().collect();
    }
    // Set-up by combinations says itself which of its pages it is.
    let page = refusal.code.strip_prefix("postingSetup.").and(argument(refusal, "page"));
    let of_page = |page| crate::entities().into_iter().find(|def| def.table.name == page);
    let open = |def: store::EntityDef| Way::Open {
        collection: def.collection,
        key: Vec::new(),
        field: String::new(),
    };
    page.and_then(of_page).map(open).into_iter().collect()
}

fn way(cure: &Cure, refusal: &Refusal) -> Option<Way> {
    Some(match cure {
        Act(name) => Way::Act(name),
        Page(collection, field) => {
            let field = argument(refusal, field).unwrap_or_else(|| (*field).to_owned());
            Way::Open { collection, key: Vec::new(), field }
        }
        Record(collection, key, field) => {
            let key: Option<Vec<String>> = key.iter().map(|name| argument(refusal, name)).collect();
            let field = argument(refusal, field).unwrap_or_else(|| (*field).to_owned());
            Way::Open { collection, key: key?, field }
        }
    })
}

fn argument(refusal: &Refusal, name: &str) -> Option<String> {
    let (_, value) = refusal.args.iter().find(|(given, _)| *given == name)?;
    Some(Arg::to_string(value))
}

impl Way {
    /// The words of its button.
    fn text(&self, language: Language) -> String {
        match self {
            Self::Act(name) => texts::plain(language, &format!("action-{name}")),
            Self::Open { collection, key, .. } => {
                let table = crate::table_of(collection).map_or("", |table| table.name);
                let mut what = texts::table(language, table, key.is_empty());
                for part in key {
                    what.push(' ');
                    what.push_str(part);
                }
                texts::text(language, "ui-way-open", &[("what", what.into())])
            }
        }
    }

    fn json(&self, language: Language) -> Json {
        let mut map = Map::new();
        map.insert("text".into(), self.text(language).into());
        match self {
            Self::Act(name) => {
                map.insert("action".into(), json!(name));
            }
            Self::Open { collection, key, field } => {
                map.insert("collection".into(), json!(collection));
                if !key.is_empty() {
                    map.insert("key".into(), json!(key));
                }
                if !field.is_empty() {
                    map.insert("field".into(), json!(field));
                }
            }
        }
        Json::Object(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way leads somewhere: its code has words that mention what the way needs, its collection
    /// has such a key and such a property.
    #[test]
    fn every_way_leads_somewhere() {
        for (code, cure) in CURES {
            let id = format!("refusal-{}", code.replace('.', "-"));
            assert!(texts::find(Language::En, &id, &[]).is_some(), "{code}: no such refusal");
            let (collection, key, field) = match cure {
                Act(name) => {
                    assert!(texts::find(Language::En, &format!("action-{name}"), &[]).is_some());
                    continue;
                }
                Record(collection, key, field) => (collection, *key, *field),
                Page(collection, field) => (collection, &[][..], *field),
            };
            let table = crate::table_of(collection).unwrap_or_else(|| panic!("{collection}"));
            if !key.is_empty() {
                let own = table.key.len();
                assert_eq!(own, key.len(), "{code}: the key of {collection}");
            }
            let known = field.is_empty() || field == "field" || table.json_column(field).is_some();
            assert!(known, "{code}: {collection} has no {field}");
        }
    }

    #[test]
    fn what_a_refusal_names_is_where_its_way_leads() {
        let refusal = base::refuse!(
            "posting.vatSetup.accountMissing",
            field = "salesVatAccount",
            business = "NAT",
            product = "STD"
        );
        let expected = Way::Open {
            collection: "vatPostingSetup",
            key: vec!["NAT".into(), "STD".into()],
            field: "salesVatAccount".into(),
        };
        assert_eq!(of(&refusal), [expected]);
        let missing = base::refuse!(
            "postingSetup.missing",
            page = "general_posting_setup",
            combination = "A / B"
        );
        assert_eq!(of(&missing).len(), 1);
        assert_eq!(of(&base::refuse!("posting.nothing")), []);
        assert_eq!(of(&base::refuse!("line.released", no = "1")), [Way::Act("reopen")]);
    }
}
