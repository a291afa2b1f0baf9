//! Pages of links: all set-up, and everything posted.

use base::Action;
use maud::{Markup, html};

use super::describe::looks;
use super::site::Site;
use crate::kit::button::Button;
use crate::kit::frame::{self, Area};
use crate::kit::{empty, icon};

/// A group of links: the id of its title, the icon, the collections.
type Group = (&'static str, &'static str, &'static [&'static str]);

const SET_UP: [Group; 8] = [
    (
        "ui-hub-company",
        "bank",
        &[
            "companyInformation",
            "generalLedgerSetup",
            "salesSetup",
            "inventorySetup",
            "resourceSetup",
            "countriesRegions",
            "currencies",
            "responsibilityCenters",
            "locations",
            "salespersons",
        ],
    ),
    (
        "ui-hub-service",
        "wrench",
        &[
            "serviceManagementSetup",
            "serviceGoals",
            "repairStatuses",
            "serviceStatusPriorities",
            "serviceOrderTypes",
            "serviceItemGroups",
            "serviceShelves",
            "serviceHours",
            "serviceZones",
            "serviceCosts",
        ],
    ),
    (
        "ui-hub-faults",
        "alert",
        &["faultAreas", "symptomCodes", "faultCodes", "resolutionCodes", "faultReasonCodes"],
    ),
    (
        "ui-hub-numbers",
        "list",
        &["numberSeries", "sourceCodes", "baseCalendars", "paymentTerms", "paymentMethods"],
    ),
    (
        "ui-hub-posting",
        "post",
        &[
            "glAccounts",
            "genBusinessPostingGroups",
            "genProductPostingGroups",
            "generalPostingSetup",
            "vatBusinessPostingGroups",
            "vatProductPostingGroups",
            "vatPostingSetup",
            "customerPostingGroups",
            "inventoryPostingGroups",
            "inventoryPostingSetup",
        ],
    ),
    (
        "ui-hub-prices",
        "tag",
        &[
            "priceLists",
            "customerPriceGroups",
            "customerDiscountGroups",
            "customerInvoiceDiscounts",
            "itemDiscountGroups",
        ],
    ),
    (
        "ui-hub-items",
        "box",
        &[
            "itemJournalLines",
            "unitsOfMeasure",
            "stockkeepingUnits",
            "itemStock",
            "resourceGroups",
            "resourceLocations",
            "resourceCapacityEntries",
            "workTypes",
        ],
    ),
    (
        "ui-hub-dimensions",
        "columns",
        &[
            "dimensions",
            "dimensionValues",
            "defaultDimensions",
            "defaultDimensionPriorities",
            "dimensionCombinations",
            "dimensionValueCombinations",
        ],
    ),
];

const FINANCE: [Group; 3] = [
    ("ui-hub-posted", "post", &["postedServiceShipments", "postedServiceInvoices"]),
    (
        "ui-hub-ledgers",
        "list",
        &[
            "generalLedgerEntries",
            "customerLedgerEntries",
            "detailedCustomerLedgerEntries",
            "vatEntries",
            "itemLedgerEntries",
            "valueEntries",
            "resourceLedgerEntries",
            "serviceLedgerEntries",
            "warrantyLedgerEntries",
            "itemApplicationEntries",
        ],
    ),
    (
        "ui-hub-registers",
        "history",
        &[
            "generalLedgerRegisters",
            "serviceRegisters",
            "serviceDocumentLogEntries",
            "serviceItemLogEntries",
        ],
    ),
];

/// All set-up pages. `system` are the collections of the installation.
pub fn set_up(site: Site, system: Site) -> Markup {
    let view = site.view;
    let administration = html! {
        (links(system, "ui-hub-administration", "key", &["users", "permissionSets", "userPermissionSets", "apiTokens", "systemLogEntries", "companies"]))
        (links(site, "ui-hub-company-users", "users", &["userSetups", "changeLogEntries", "reportLayouts", "reportTexts"]))
    };
    let groups = html! { @for (title, name, collections) in SET_UP { (links(site, title, name, collections)) } (administration) (rest(site)) };
    let import = Button::link(view.t("ui-import"), view.list_url("-/import")).icon("upload");
    page(site, &view.t("ui-menu-set-up"), Area::SetUp, &groups, &html! { (import) })
}

/// Everything posted.
pub fn finance(site: Site) -> Markup {
    let groups = html! { @for (title, name, collections) in FINANCE { (links(site, title, name, collections)) } };
    let find = Button::link(site.view.t("ui-find-entries"), site.view.list_url("-/find-entries"));
    let find = find.icon("search");
    page(site, &site.view.t("ui-menu-finance"), Area::Finance, &groups, &html! { (find) })
}

/// What somebody sees who may see no company.
pub fn no_company(site: Site) -> Markup {
    let view = site.view;
    let account = Button::link(view.t("ui-account"), view.list_url("-/account")).icon("user");
    let title = view.t("ui-no-company");
    let empty = empty::empty("bank", &title, &view.t("ui-no-company-how"), Some(&account));
    page(site, &title, Area::Home, &empty, &html! {})
}

fn page(site: Site, title: &str, area: Area, groups: &Markup, aside: &Markup) -> Markup {
    let main = html! {
        div.hub {
            header.home-head { h1 { (title) } (aside) }
            div.hub-groups { (groups) }
        }
    };
    frame::page(
        site.view,
        &frame::Page {
            title: title.to_owned(),
            area,
            kind: "hub",
            main,
            shortcuts: Vec::new(),
            about: crate::manual::About::SCREENS,
        },
    )
}

fn links(site: Site, title: &str, name: &str, collections: &[&str]) -> Markup {
    let shown: Vec<_> = collections
        .iter()
        .filter_map(|collection| site.def(collection).ok())
        .filter(|def| site.view.may_def(def, Action::Read))
        .collect();
    html! {
        @if !shown.is_empty() {
            section.panel.hub-group {
                header.panel-head { (icon(name)) h2 { (site.view.t(title)) } }
                ul { @for def in shown { li { a href=(site.list_url(def)) { (site.title(def)) } } } }
            }
        }
    }
}

/// Collections that no group names, so that nothing is out of reach.
fn rest(site: Site) -> Markup {
    let named = |collection: &&str| {
        SET_UP.iter().chain(FINANCE.iter()).any(|(_, _, all)| all.contains(collection))
            || ["userSetups", "changeLogEntries", "reportLayouts", "reportTexts", "dimensionSets"]
                .contains(collection)
    };
    let left: Vec<&str> = site
        .entities
        .iter()
        .filter(|def| def.below.is_none() && looks(def).area == Area::SetUp)
        .map(|def| def.collection)
        .filter(|collection| !named(collection))
        .collect();
    links(site, "ui-hub-more", "more", &left)
}
