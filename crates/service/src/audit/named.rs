//! Links that take more than one column, or that hold for some records of a table only, and what
//! may name a record that is gone.

use super::links::Link;

/// One link, as it is listed.
pub(super) struct Named {
    table: &'static str,
    columns: &'static [&'static str],
    of: &'static str,
    keys: &'static [&'static str],
    when: &'static [(&'static str, &'static str)],
    part: bool,
}

impl Named {
    pub fn link(&self) -> Link {
        Link {
            table: self.table,
            columns: self.columns.to_vec(),
            of: self.of,
            keys: self.keys.to_vec(),
            when: self.when.to_vec(),
            part: self.part,
        }
    }

    const fn when(mut self, when: &'static [(&'static str, &'static str)]) -> Self {
        self.when = when;
        self
    }

    /// Cannot be without what it names.
    const fn part(mut self) -> Self {
        self.part = true;
        self
    }
}

const fn named(
    table: &'static str,
    columns: &'static [&'static str],
    of: &'static str,
    keys: &'static [&'static str],
) -> Named {
    Named { table, columns, of, keys, when: &[], part: false }
}

/// Posted documents and ledgers of service tell what was true when they were written. They hold names and addresses
/// themselves, so that what they named may be deleted once no open document and no ledger of the
/// books names it. What they name of the ledgers and of each other stays for good.
pub const HISTORY: &[(&str, &str)] = &[
    ("service_shipment_header", "printed with what it copied from customer, address and terms"),
    ("service_shipment_item_line", "tells the machine, its faults and its warranty as they were"),
    ("service_shipment_line", "tells what was delivered with its own description"),
    ("service_invoice_header", "printed with what it copied from customer, address and terms"),
    ("service_invoice_line", "tells what was charged with its own description"),
    ("service_ledger_entry", "tells what was used and charged, also for machines that are gone"),
    ("warranty_ledger_entry", "tells what was done under warranty, also for machines gone since"),
    ("service_register", "tells which posting wrote which entries"),
];

/// Logs outlive what they are about, until they are purged.
pub const LOGS: &[(&str, &str)] = &[(
    "service_document_log",
    "an order goes when it is invoiced, and its log is still asked for",
)];

const ORDER: &[(&str, &str)] = &[("document_type", "order")];
const DOCUMENT: &[&str] = &["document_type", "document_no"];
const MACHINE: &[&str] = &["document_type", "document_no", "service_item_line_no"];
const LINE: &[&str] = &["document_type", "document_no", "line_no"];
const VARIANT: &[&str] = &["item_no", "code"];
const ADDRESS: &[&str] = &["customer_no", "code"];
const ITEM_VARIANT: &[&str] = &["item_no", "variant_code"];
const UNIT: &[&str] = &["item_no", "code"];
const FAULT: &[&str] = &["fault_area_code", "symptom_code", "fault_code"];
const FAULTS: &[&str] = &["fault_area_code", "symptom_code", "code"];
const VALUE: &[&str] = &["dimension_code", "code"];
const OF_ITEM: &[(&str, &str)] = &[("type", "item")];
const OF_RESOURCE: &[(&str, &str)] = &[("type", "resource")];

/// Every link that does not follow from the columns alone.
pub(super) const NAMED: &[Named] = &[
    // Customers and addresses.
    named("customer", &["no", "ship_to_code"], "ship_to_address", ADDRESS),
    named("service_header", &["customer_no", "ship_to_code"], "ship_to_address", ADDRESS),
    named("service_item", &["customer_no", "ship_to_code"], "ship_to_address", ADDRESS),
    named("service_item_line", &["customer_no", "ship_to_code"], "ship_to_address", ADDRESS),
    named("service_item_line", &["customer_no"], "customer", &["no"]),
    named("service_line", &["customer_no"], "customer", &["no"]),
    named("service_line", &["customer_no", "ship_to_code"], "ship_to_address", ADDRESS),
    named("service_line", &["bill_to_customer_no"], "customer", &["no"]),
    named("item_ledger_entry", &["source_no"], "customer", &["no"])
        .when(&[("source_type", "customer")]),
    named("value_entry", &["source_no"], "customer", &["no"]).when(&[("source_type", "customer")]),
    named("general_ledger_entry", &["source_no"], "customer", &["no"])
        .when(&[("source_type", "customer")]),
    // Items with their variants and units.
    named("general_ledger_entry", &["source_no"], "item", &["no"]).when(&[("source_type", "item")]),
    named("item_translation", ITEM_VARIANT, "item_variant", VARIANT),
    named("item_reference", ITEM_VARIANT, "item_variant", VARIANT),
    named("item_reference", &["reference_type_no"], "customer", &["no"])
        .when(&[("reference_type", "customer")]),
    named("stockkeeping_unit", ITEM_VARIANT, "item_variant", VARIANT),
    named("item_stock", ITEM_VARIANT, "item_variant", VARIANT),
    named("item_journal_line", ITEM_VARIANT, "item_variant", VARIANT),
    named("item_ledger_entry", ITEM_VARIANT, "item_variant", VARIANT),
    named("value_entry", ITEM_VARIANT, "item_variant", VARIANT),
    named("service_item", ITEM_VARIANT, "item_variant", VARIANT),
    named("service_item_line", ITEM_VARIANT, "item_variant", VARIANT),
    named("service_line", &["no", "variant_code"], "item_variant", VARIANT).when(OF_ITEM),
    named("item_ledger_entry", &["item_no", "unit_of_measure_code"], "item_unit_of_measure", UNIT),
    named("service_line", &["no", "unit_of_measure_code"], "item_unit_of_measure", UNIT)
        .when(OF_ITEM),
    named("service_line", &["unit_of_measure_code"], "unit_of_measure", &["code"]),
    named("resource_ledger_entry", &["unit_of_measure_code"], "unit_of_measure", &["code"]),
    // What a line is about.
    named("service_line", &["no"], "item", &["no"]).when(OF_ITEM),
    named("service_line", &["no"], "resource", &["no"]).when(OF_RESOURCE),
    named("service_line", &["no"], "service_cost", &["code"]).when(&[("type", "cost")]),
    named("service_line", &["no"], "gl_account", &["no"]).when(&[("type", "glAccount")]),
    named("service_line", &["service_item_no"], "service_item", &["no"]),
    named("service_line", &["currency_code"], "currency", &["code"]),
    named("service_line", FAULT, "fault_code", FAULTS),
    named("service_item_line", FAULT, "fault_code", FAULTS),
    // Parts of documents among themselves.
    named("service_line", MACHINE, "service_item_line", LINE),
    named(
        "service_line",
        &["document_type", "document_no", "attached_to_line_no"],
        "service_line",
        LINE,
    ),
    named("service_comment_line", MACHINE, "service_item_line", LINE).when(ORDER),
    named("service_item_line", DOCUMENT, "service_header", &["document_type", "no"]).part(),
    named("service_header", &["last_shipping_no"], "service_shipment_header", &["no"]),
    named("service_header", &["last_posting_no"], "service_invoice_header", &["no"]),
    named("service_header", &["posting_no_series"], "number_series", &["code"]),
    named("service_header", &["shipping_no_series"], "number_series", &["code"]),
    named(
        "service_shipment_line",
        &["document_no", "service_item_line_no"],
        "service_shipment_item_line",
        &["document_no", "line_no"],
    ),
    named(
        "service_invoice_line",
        &["document_no", "attached_to_line_no"],
        "service_invoice_line",
        &["document_no", "line_no"],
    ),
    // Prices.
    named("price_list_header", &["source_no"], "customer", &["no"])
        .when(&[("source_type", "customer")]),
    named("price_list_header", &["source_no"], "customer_price_group", &["code"])
        .when(&[("source_type", "customerPriceGroup")]),
    named("price_list_header", &["source_no"], "customer_discount_group", &["code"])
        .when(&[("source_type", "customerDiscGroup")]),
    named("price_list_line", &["source_no"], "customer", &["no"])
        .when(&[("source_type", "customer")]),
    named("price_list_line", &["source_no"], "customer_price_group", &["code"])
        .when(&[("source_type", "customerPriceGroup")]),
    named("price_list_line", &["source_no"], "customer_discount_group", &["code"])
        .when(&[("source_type", "customerDiscGroup")]),
    named("price_list_line", &["asset_no"], "item", &["no"]).when(&[("asset_type", "item")]),
    named("price_list_line", &["asset_no", "variant_code"], "item_variant", VARIANT)
        .when(&[("asset_type", "item")]),
    named("price_list_line", &["asset_no"], "item_discount_group", &["code"])
        .when(&[("asset_type", "itemDiscountGroup")]),
    named("price_list_line", &["asset_no"], "resource", &["no"])
        .when(&[("asset_type", "resource")]),
    named("price_list_line", &["asset_no"], "resource_group", &["no"])
        .when(&[("asset_type", "resourceGroup")]),
    named("price_list_line", &["asset_no"], "service_cost", &["code"])
        .when(&[("asset_type", "serviceCost")]),
    named("price_list_line", &["asset_no"], "gl_account", &["no"])
        .when(&[("asset_type", "glAccount")]),
    // Dimensions.
    named(
        "default_dimension",
        &["dimension_code", "dimension_value_code"],
        "dimension_value",
        VALUE,
    ),
    named(
        "dimension_value_combination",
        &["dimension_1_code", "dimension_1_value_code"],
        "dimension_value",
        VALUE,
    ),
    named(
        "dimension_value_combination",
        &["dimension_2_code", "dimension_2_value_code"],
        "dimension_value",
        VALUE,
    ),
    named(
        "dimension_set_entry",
        &["dimension_code", "dimension_value_code"],
        "dimension_value",
        VALUE,
    ),
    named("default_dimension", &["no"], "customer", &["no"]).when(&[("table_name", "customer")]),
    named("default_dimension", &["no"], "salesperson", &["code"])
        .when(&[("table_name", "salesperson")]),
    named("default_dimension", &["no"], "responsibility_center", &["code"])
        .when(&[("table_name", "responsibilityCenter")]),
    named("default_dimension", &["no"], "service_order_type", &["code"])
        .when(&[("table_name", "serviceOrderType")]),
    named("default_dimension", &["no"], "location", &["code"]).when(&[("table_name", "location")]),
    named("default_dimension", &["no"], "service_item", &["no"])
        .when(&[("table_name", "serviceItem")]),
    named("default_dimension", &["no"], "service_item_group", &["code"])
        .when(&[("table_name", "serviceItemGroup")]),
    named("default_dimension", &["no"], "item", &["no"]).when(&[("table_name", "item")]),
    named("default_dimension", &["no"], "resource", &["no"]).when(&[("table_name", "resource")]),
    named("default_dimension", &["no"], "service_cost", &["code"])
        .when(&[("table_name", "serviceCost")]),
    named("default_dimension", &["no"], "gl_account", &["no"]).when(&[("table_name", "glAccount")]),
    // Ledgers among themselves and their documents.
    named("customer_ledger_entry", &["document_no"], "service_invoice_header", &["no"])
        .when(&[("document_type", "invoice")]),
    named("customer_ledger_entry", &["closed_by_entry_no"], "customer_ledger_entry", &["entry_no"]),
    named(
        "detailed_cust_ledger_entry",
        &["applied_cust_ledger_entry_no"],
        "customer_ledger_entry",
        &["entry_no"],
    ),
    named("vat_entry", &["document_no"], "service_invoice_header", &["no"])
        .when(&[("document_type", "invoice")]),
    named("service_ledger_entry", &["document_no"], "service_shipment_header", &["no"])
        .when(&[("document_type", "shipment")]),
    named("service_ledger_entry", &["document_no"], "service_invoice_header", &["no"])
        .when(&[("document_type", "invoice")]),
    named(
        "service_ledger_entry",
        &["document_no", "document_line_no"],
        "service_shipment_line",
        &["document_no", "line_no"],
    )
    .when(&[("document_type", "shipment")]),
    named(
        "service_ledger_entry",
        &["document_no", "document_line_no"],
        "service_invoice_line",
        &["document_no", "line_no"],
    )
    .when(&[("document_type", "invoice")]),
    named("warranty_ledger_entry", &["document_no"], "service_shipment_header", &["no"]),
    named("item_ledger_entry", &["document_no"], "service_shipment_header", &["no"])
        .when(&[("document_type", "serviceShipment")]),
    named(
        "item_ledger_entry",
        &["document_no", "document_line_no"],
        "service_shipment_line",
        &["document_no", "line_no"],
    )
    .when(&[("document_type", "serviceShipment")]),
    named("value_entry", &["document_no"], "service_shipment_header", &["no"])
        .when(&[("document_type", "serviceShipment")]),
    named("value_entry", &["document_no"], "service_invoice_header", &["no"])
        .when(&[("document_type", "serviceInvoice")]),
    named("item_ledger_entry", &["applies_to_entry"], "item_ledger_entry", &["entry_no"]),
    named("item_journal_line", &["applies_to_entry"], "item_ledger_entry", &["entry_no"]),
    named("general_ledger_register", &["from_entry_no"], "general_ledger_entry", &["entry_no"]),
    named("general_ledger_register", &["to_entry_no"], "general_ledger_entry", &["entry_no"]),
    named("general_ledger_register", &["from_vat_entry_no"], "vat_entry", &["entry_no"]),
    named("general_ledger_register", &["to_vat_entry_no"], "vat_entry", &["entry_no"]),
    named("service_register", &["from_entry_no"], "service_ledger_entry", &["entry_no"]),
    named("service_register", &["to_entry_no"], "service_ledger_entry", &["entry_no"]),
    named("service_register", &["from_warranty_entry_no"], "warranty_ledger_entry", &["entry_no"]),
    named("service_register", &["to_warranty_entry_no"], "warranty_ledger_entry", &["entry_no"]),
    // Kept totals.
    named("gl_account_total", &["gl_account_no"], "gl_account", &["no"]).part(),
    // Set-up.
    named("country_region", &["eu_country_region_code"], "country_region", &["code"]),
    named("number_series_line", &["series_code"], "number_series", &["code"]).part(),
    // Users.
    named("user_password", &["user_name"], "user", &["user_name"]).part(),
    named("session", &["user_name"], "user", &["user_name"]).part(),
    named("api_token", &["user_name"], "user", &["user_name"]).part(),
    named("known_device", &["user_name"], "user", &["user_name"]).part(),
    named("second_factor", &["user_name"], "user", &["user_name"]).part(),
    named("recovery_code", &["user_name"], "user", &["user_name"]).part(),
    named("permission", &["role_id"], "permission_set", &["role_id"]).part(),
    named("user_permission_set", &["user_name"], "user", &["user_name"]).part(),
    named("user_permission_set", &["company_name"], "company", &["name"]),
];
