//! Which place of the manual speaks of a page of the program.

use super::Topic;

/// A place in the manual: a page and the anchor of a heading on it, or the contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    topic: Option<Topic>,
    anchor: &'static str,
}

impl About {
    /// The contents.
    pub const CONTENTS: Self = Self { topic: None, anchor: "" };
    /// The home of each role.
    pub const HOME: Self = Self::at(Topic::Screens, "role-centre");
    /// The own settings.
    pub const ACCOUNT: Self = Self::at(Topic::SigningIn, "your-account");
    /// Batch jobs.
    pub const JOBS: Self = Self::at(Topic::Screens, "batch-jobs");
    /// The lists of set-up and of everything posted, and pages that no other place speaks of.
    pub const SCREENS: Self = Self::at(Topic::Screens, "");
    /// Importing.
    pub const IMPORT: Self = Self::at(Topic::Import, "");
    /// What was posted.
    pub const ENTRIES: Self = Self::at(Topic::Posting, "entries");

    const fn at(topic: Topic, anchor: &'static str) -> Self {
        Self { topic: Some(topic), anchor }
    }

    /// The address, below that of the company.
    pub fn path(self) -> String {
        match self.topic {
            None => "-/manual".to_owned(),
            Some(topic) if self.anchor.is_empty() => format!("-/manual/{}", topic.name()),
            Some(topic) => format!("-/manual/{}#{}", topic.name(), self.anchor),
        }
    }
}

/// Collections, and the place that speaks of them.
type Row = (Topic, &'static str, &'static [&'static str]);

const ABOUT: [Row; 21] = [
    (
        Topic::ServiceOrders,
        "",
        &["serviceOrders", "serviceOrderTypes", "serviceTasks", "serviceManagementSetup"],
    ),
    (
        Topic::ServiceOrders,
        "the-header",
        &["customers", "salespersons", "countriesRegions", "paymentTerms", "serviceZones"],
    ),
    (
        Topic::ServiceOrders,
        "service-item-lines",
        &[
            "serviceItems",
            "serviceItemGroups",
            "serviceShelves",
            "serviceHours",
            "baseCalendars",
            "faultAreas",
            "symptomCodes",
            "faultCodes",
            "resolutionCodes",
            "faultReasonCodes",
        ],
    ),
    (Topic::ServiceOrders, "statuses", &["repairStatuses", "serviceStatusPriorities"]),
    (
        Topic::ServiceOrders,
        "dimensions",
        &[
            "dimensions",
            "dimensionValues",
            "defaultDimensions",
            "defaultDimensionPriorities",
            "dimensionCombinations",
            "dimensionValueCombinations",
            "dimensionSets",
        ],
    ),
    (Topic::ServiceOrders, "deleting", &["responsibilityCenters"]),
    (Topic::ServiceOrders, "the-log", &["serviceDocumentLogEntries", "serviceItemLogEntries"]),
    (
        Topic::Lines,
        "where-the-price-comes-from",
        &["priceLists", "customerPriceGroups", "customerDiscountGroups", "itemDiscountGroups"],
    ),
    (Topic::Lines, "invoice-discount-and-service-charge", &["customerInvoiceDiscounts"]),
    (
        Topic::Lines,
        "the-five-types",
        &[
            "serviceCosts",
            "resources",
            "resourceGroups",
            "resourceLocations",
            "resourceCapacityEntries",
            "resourceSetup",
            "workTypes",
        ],
    ),
    (
        Topic::Posting,
        "",
        &["serviceInvoices", "postedServiceShipments", "postedServiceInvoices", "paymentMethods"],
    ),
    (Topic::Posting, "numbers", &["numberSeries"]),
    (Topic::Posting, "another-amount-of-vat", &["currencies"]),
    (
        Topic::Posting,
        "entries",
        &[
            "glAccounts",
            "generalLedgerSetup",
            "salesSetup",
            "sourceCodes",
            "genBusinessPostingGroups",
            "genProductPostingGroups",
            "generalPostingSetup",
            "vatBusinessPostingGroups",
            "vatProductPostingGroups",
            "vatPostingSetup",
            "customerPostingGroups",
            "generalLedgerEntries",
            "customerLedgerEntries",
            "detailedCustomerLedgerEntries",
            "vatEntries",
            "resourceLedgerEntries",
            "serviceLedgerEntries",
            "warrantyLedgerEntries",
            "generalLedgerRegisters",
            "serviceRegisters",
        ],
    ),
    (
        Topic::Stock,
        "",
        &[
            "items",
            "itemStock",
            "locations",
            "stockkeepingUnits",
            "unitsOfMeasure",
            "inventorySetup",
            "itemLedgerEntries",
            "valueEntries",
            "itemApplicationEntries",
        ],
    ),
    (Topic::Stock, "bring-stock-in-take-stock-out", &["itemJournalLines"]),
    (Topic::Stock, "accounts", &["inventoryPostingGroups", "inventoryPostingSetup"]),
    (Topic::Printing, "", &["companyInformation", "reportLayouts", "reportTexts"]),
    (Topic::Screens, "role-centre", &["serviceGoals"]),
    (
        Topic::Users,
        "",
        &[
            "users",
            "permissionSets",
            "permissions",
            "userPermissionSets",
            "apiTokens",
            "systemLogEntries",
            "userSetups",
            "changeLogEntries",
        ],
    ),
    (Topic::Administration, "companies", &["companies"]),
];

/// The place that speaks of the lists and cards of a collection.
pub fn of_collection(collection: &str) -> About {
    let row = ABOUT.iter().find(|(_, _, collections)| collections.contains(&collection));
    row.map_or(About::SCREENS, |(topic, anchor, _)| About::at(*topic, anchor))
}

#[cfg(test)]
mod tests {
    use base::Language;

    use super::super::read;
    use super::*;

    #[test]
    fn every_collection_has_a_place_and_every_place_exists() {
        let mut collections: Vec<&str> = service::entities()
            .iter()
            .chain(&service::system_entities())
            .filter(|def| def.below.is_none())
            .map(|def| def.collection)
            .collect();
        let mut named: Vec<&str> = ABOUT.iter().flat_map(|(_, _, names)| *names).copied().collect();
        collections.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, collections);
    }

    #[test]
    fn every_place_exists() {
        let own = [About::HOME, About::ACCOUNT, About::JOBS, About::SCREENS, About::IMPORT];
        let places = ABOUT.iter().map(|(topic, anchor, _)| About::at(*topic, anchor));
        for about in places.chain(own).chain([About::ENTRIES]) {
            let topic = about.topic.expect("a page");
            for language in [Language::En, Language::Fr] {
                let sections = &read(topic, language).sections;
                let known = about.anchor.is_empty()
                    || sections.iter().any(|section| section.anchor == about.anchor);
                assert!(known, "{about:?}");
            }
        }
    }
}
