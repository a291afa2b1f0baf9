//! Customers, items, resources and what stands around them.

use super::{Looks, PLAIN, ViewTab};
use crate::kit::frame::Area;

pub(super) const LOOKS: &[Looks] = &[
    Looks {
        of: &["customers"],
        area: Area::Customers,
        icon: "users",
        columns: &[
            "no",
            "name",
            "post_code",
            "city",
            "contact",
            "phone_no",
            "service_zone_code",
            "balanceLcy",
            "blocked",
        ],
        filters: &["city", "service_zone_code", "customer_posting_group", "blocked"],
        views: &[ViewTab::of("ui-view-blocked", &[("blocked", "<>''")])],
        groups: &[
            (
                "ui-tab-general",
                &[
                    "no",
                    "name",
                    "name_2",
                    "contact",
                    "phone_no",
                    "mobile_phone_no",
                    "email",
                    "language_code",
                    "blocked",
                    "privacy_blocked",
                ],
            ),
            (
                "ui-tab-address",
                &[
                    "address",
                    "address_2",
                    "post_code",
                    "city",
                    "county",
                    "country_region_code",
                    "home_page",
                    "ship_to_code",
                    "service_zone_code",
                ],
            ),
            (
                "ui-tab-invoicing",
                &[
                    "bill_to_customer_no",
                    "vat_registration_no",
                    "registration_no",
                    "gen_bus_posting_group",
                    "vat_bus_posting_group",
                    "customer_posting_group",
                    "currency_code",
                    "prices_including_vat",
                    "customer_price_group",
                    "customer_disc_group",
                    "allow_line_disc",
                    "invoice_disc_code",
                ],
            ),
            ("ui-tab-payments", &["payment_terms_code", "payment_method_code", "credit_limit_lcy"]),
            (
                "ui-tab-shipping",
                &["location_code", "shipping_advice", "salesperson_code", "responsibility_center"],
            ),
        ],
        required: &["name"],
        ..PLAIN
    },
    Looks {
        of: &["shipToAddresses"],
        area: Area::Customers,
        icon: "pin",
        columns: &[
            "code",
            "name",
            "address",
            "post_code",
            "city",
            "contact",
            "phone_no",
            "service_zone_code",
        ],
        groups: &[
            (
                "ui-tab-general",
                &[
                    "code",
                    "name",
                    "name_2",
                    "address",
                    "address_2",
                    "post_code",
                    "city",
                    "county",
                    "country_region_code",
                ],
            ),
            ("ui-tab-contact", &["contact", "phone_no", "email"]),
            ("ui-tab-shipping", &["location_code", "salesperson_code", "service_zone_code"]),
        ],
        ..PLAIN
    },
    Looks {
        of: &["items"],
        area: Area::Items,
        icon: "box",
        columns: &[
            "no",
            "description",
            "inventory",
            "base_unit_of_measure",
            "unit_price",
            "unit_cost",
            "service_item_group",
            "inventory_posting_group",
            "blocked",
        ],
        filters: &[
            "inventory_posting_group",
            "service_item_group",
            "item_disc_group",
            "blocked",
            "unit_price",
        ],
        views: &[ViewTab::of("ui-view-blocked", &[("blocked", "true")])],
        groups: &[
            (
                "ui-tab-general",
                &[
                    "no",
                    "description",
                    "description_2",
                    "no_2",
                    "base_unit_of_measure",
                    "sales_unit_of_measure",
                    "blocked",
                    "service_blocked",
                    "shelf_no",
                ],
            ),
            (
                "ui-tab-costs",
                &[
                    "costing_method",
                    "unit_cost",
                    "standard_cost",
                    "last_direct_cost",
                    "gen_prod_posting_group",
                    "vat_prod_posting_group",
                    "inventory_posting_group",
                ],
            ),
            (
                "ui-tab-prices",
                &[
                    "unit_price",
                    "price_includes_vat",
                    "vat_bus_posting_gr_price",
                    "item_disc_group",
                    "allow_invoice_disc",
                ],
            ),
            (
                "ui-tab-inventory",
                &[
                    "stockout_warning",
                    "prevent_negative_inventory",
                    "variant_mandatory",
                    "rounding_precision",
                    "net_weight",
                    "gross_weight",
                    "unit_volume",
                    "units_per_parcel",
                ],
            ),
            ("ui-tab-service", &["service_item_group", "vendor_no", "vendor_item_no"]),
        ],
        required: &["description", "base_unit_of_measure"],
        ..PLAIN
    },
    Looks {
        of: &["itemUnitsOfMeasure"],
        area: Area::Items,
        icon: "box",
        columns: &["code", "qty_per_unit_of_measure", "weight", "cubage"],
        ..PLAIN
    },
    Looks {
        of: &["resourceUnitsOfMeasure"],
        area: Area::Resources,
        icon: "users",
        columns: &["code", "qty_per_unit_of_measure"],
        ..PLAIN
    },
    Looks {
        of: &["itemVariants"],
        area: Area::Items,
        icon: "box",
        columns: &["code", "description", "description_2", "blocked", "service_blocked"],
        ..PLAIN
    },
    Looks {
        of: &["itemTranslations"],
        area: Area::Items,
        columns: &["language_code", "variant_code", "description", "description_2"],
        ..PLAIN
    },
    Looks {
        of: &["itemReferences"],
        area: Area::Items,
        columns: &[
            "reference_type",
            "reference_type_no",
            "reference_no",
            "unit_of_measure",
            "variant_code",
            "description",
        ],
        ..PLAIN
    },
    Looks {
        of: &["stockkeepingUnits"],
        area: Area::Items,
        icon: "box",
        columns: &[
            "location_code",
            "item_no",
            "variant_code",
            "shelf_no",
            "unit_cost",
            "standard_cost",
        ],
        ..PLAIN
    },
    Looks {
        of: &["itemStock"],
        area: Area::Items,
        icon: "box",
        columns: &["item_no", "variant_code", "location_code", "quantity", "cost_amount"],
        filters: &["item_no", "location_code"],
        ..PLAIN
    },
    Looks {
        of: &["resources"],
        area: Area::Resources,
        icon: "user",
        columns: &[
            "no",
            "name",
            "job_title",
            "resource_group_no",
            "phone_no",
            "base_unit_of_measure",
            "unit_cost",
            "unit_price",
            "blocked",
        ],
        filters: &["resource_group_no", "base_unit_of_measure", "blocked"],
        groups: &[
            (
                "ui-tab-general",
                &[
                    "no",
                    "name",
                    "name_2",
                    "job_title",
                    "resource_group_no",
                    "base_unit_of_measure",
                    "user_id",
                    "blocked",
                ],
            ),
            ("ui-tab-contact", &["phone_no", "email"]),
            (
                "ui-tab-invoicing",
                &[
                    "direct_unit_cost",
                    "indirect_cost_percent",
                    "unit_cost",
                    "price_profit_calculation",
                    "profit_percent",
                    "unit_price",
                    "gen_prod_posting_group",
                    "vat_prod_posting_group",
                ],
            ),
        ],
        required: &["name", "base_unit_of_measure"],
        ..PLAIN
    },
    Looks {
        of: &["resourceGroups"],
        related: &[("resources", "resource_group_no")],
        area: Area::Resources,
        icon: "users",
        columns: &["no", "name"],
        ..PLAIN
    },
    Looks {
        of: &["resourceCapacityEntries"],
        area: Area::Resources,
        icon: "calendar",
        columns: &["entry_no", "resource_no", "resource_group_no", "date", "capacity"],
        ..PLAIN
    },
    Looks {
        of: &["priceLists"],
        area: Area::Customers,
        icon: "tag",
        columns: &[
            "code",
            "description",
            "status",
            "price_type",
            "source_type",
            "source_no",
            "currency_code",
            "starting_date",
            "ending_date",
        ],
        filters: &["status", "source_type", "source_no"],
        groups: &[
            (
                "ui-tab-general",
                &[
                    "code",
                    "description",
                    "status",
                    "price_type",
                    "source_type",
                    "source_no",
                    "amount_type",
                    "starting_date",
                    "ending_date",
                ],
            ),
            (
                "ui-tab-invoicing",
                &[
                    "currency_code",
                    "price_includes_vat",
                    "vat_bus_posting_gr_price",
                    "allow_line_disc",
                    "allow_invoice_disc",
                ],
            ),
        ],
        ..PLAIN
    },
    Looks {
        of: &["price_list_line"],
        area: Area::Customers,
        icon: "tag",
        columns: &[
            "line_no",
            "asset_type",
            "asset_no",
            "variant_code",
            "work_type_code",
            "unit_of_measure_code",
            "minimum_quantity",
            "unit_price",
            "line_discount_percent",
            "starting_date",
            "ending_date",
        ],
        ..PLAIN
    },
    Looks {
        of: &["serviceCosts"],
        icon: "tag",
        columns: &[
            "code",
            "description",
            "cost_type",
            "account_no",
            "service_zone_code",
            "default_quantity",
            "unit_of_measure_code",
            "default_unit_price",
            "default_unit_cost",
        ],
        ..PLAIN
    },
    Looks {
        of: &["customerInvoiceDiscounts"],
        area: Area::Customers,
        icon: "tag",
        columns: &["code", "currency_code", "minimum_amount", "discount_percent", "service_charge"],
        ..PLAIN
    },
    Looks {
        of: &["itemJournalLines"],
        area: Area::Items,
        icon: "box",
        columns: &[
            "posting_date",
            "entry_type",
            "document_no",
            "item_no",
            "description",
            "location_code",
            "quantity",
            "unit_of_measure_code",
            "unit_amount",
            "amount",
        ],
        ..PLAIN
    },
];
