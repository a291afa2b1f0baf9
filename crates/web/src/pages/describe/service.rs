//! Service documents, service items and the set-up of service.

use jiff::ToSpan;
use store::filter::Comparison;
use store::{Filter, Table, Value};

use super::{Group, Looks, PLAIN, ViewTab};
use crate::kit::View;
use crate::kit::frame::Area;

/// Orders that nobody has begun and whose response is late, or due within two hours.
pub(super) fn due(view: &View, table: &Table, late: bool) -> Option<Filter> {
    let (date, time, status) =
        (table.column("response_date")?, table.column("response_time")?, table.column("status")?);
    let before = |moment: base::DateTime, strictly: bool| {
        let (day, hour) =
            (Value::Text(moment.date().to_string()), Value::Text(moment.time().to_string()));
        let until = if strictly { Comparison::Less } else { Comparison::LessOrEqual };
        // The bound of the day alone is one that an index serves.
        Filter::Compare(date, Comparison::LessOrEqual, day.clone()).and(Filter::Or(vec![
            Filter::Compare(date, Comparison::Less, day.clone()),
            Filter::equal(date, day).and(Filter::Compare(time, until, hour)),
        ]))
    };
    let pending = Filter::equal(status, Value::from("pending"));
    let known = Filter::Compare(date, Comparison::NotEqual, Value::from(""));
    let is_late = before(view.now, true);
    let filter = pending.and(known);
    if late {
        return Some(filter.and(is_late));
    }
    let soon = view.now.checked_add(2.hours()).ok()?;
    let today = Value::Text(view.now.date().to_string());
    let from_today = Filter::Compare(date, Comparison::GreaterOrEqual, today);
    Some(filter.and(from_today).and(Filter::Not(Box::new(is_late))).and(before(soon, false)))
}

/// Orders with a machine for which a part is ordered and not there yet.
pub(super) const WAITING_FOR_PARTS: &str = "\"document_type\" = 'order' AND \"no\" IN \
    (SELECT l.\"document_no\" FROM \"service_item_line\" l WHERE l.\"document_type\" = 'order' \
    AND l.\"repair_status_code\" IN \
    (SELECT r.\"code\" FROM \"repair_status\" r WHERE r.\"spare_part_ordered\" = 1))";

const INVOICING: Group = (
    "ui-tab-invoicing",
    &[
        "bill_to_customer_no",
        "bill_to_name",
        "bill_to_address",
        "bill_to_post_code",
        "bill_to_city",
        "bill_to_contact",
        "posting_date",
        "document_date",
        "due_date",
        "payment_terms_code",
        "payment_method_code",
        "currency_code",
        "prices_including_vat",
        "payment_discount_percent",
        "external_document_no",
        "vat_bus_posting_group",
    ],
);
const SHIPPING: Group = (
    "ui-tab-shipping",
    &[
        "ship_to_code",
        "ship_to_name",
        "ship_to_address",
        "ship_to_post_code",
        "ship_to_city",
        "ship_to_contact",
        "ship_to_phone",
        "location_code",
        "shipping_advice",
        "service_zone_code",
    ],
);
const ORDER_GROUPS: &[Group] = &[
    (
        "ui-tab-general",
        &[
            "customer_no",
            "service_order_type",
            "order_date",
            "contact_name",
            "status",
            "order_time",
            "phone_no",
            "priority",
            "response_date",
            "description",
            "assigned_user_id",
            "response_time",
        ],
    ),
    INVOICING,
    SHIPPING,
    (
        "ui-tab-details",
        &[
            "name",
            "address",
            "address_2",
            "post_code",
            "city",
            "country_region_code",
            "email",
            "phone_no_2",
            "notify_customer",
            "responsibility_center",
            "salesperson_code",
            "your_reference",
            "starting_date",
            "starting_time",
            "service_time_hours",
            "finishing_date",
            "finishing_time",
            "actual_response_time_hours",
            "release_status",
        ],
    ),
];
/// What matters of the groups of a document while they are closed.
const SUMMARIES: &[Group] = &[
    (
        "ui-tab-invoicing",
        &[
            "bill_to_name",
            "due_date",
            "payment_terms_code",
            "payment_method_code",
            "currency_code",
            "prices_including_vat",
        ],
    ),
    (
        "ui-tab-shipping",
        &["ship_to_name", "ship_to_address", "ship_to_city", "location_code", "service_zone_code"],
    ),
    (
        "ui-tab-details",
        &[
            "release_status",
            "responsibility_center",
            "your_reference",
            "starting_date",
            "finishing_date",
        ],
    ),
];
const INVOICE_GROUPS: &[Group] = &[
    (
        "ui-tab-general",
        &[
            "customer_no",
            "posting_date",
            "your_reference",
            "contact_name",
            "document_date",
            "salesperson_code",
            "phone_no",
            "due_date",
            "assigned_user_id",
            "description",
        ],
    ),
    INVOICING,
    SHIPPING,
];
pub(super) const LOOKS: &[Looks] = &[
    Looks {
        of: &["serviceOrders"],
        area: Area::Orders,
        icon: "wrench",
        columns: &[
            "no",
            "status",
            "name",
            "description",
            "@response",
            "@remaining",
            "service_zone_code",
            "assigned_user_id",
            "amountIncludingVat",
        ],
        filters: &[
            "status",
            "response_date",
            "customer_no",
            "service_zone_code",
            "priority",
            "assigned_user_id",
        ],
        order: &[("response_date", false), ("response_time", false)],
        related: &[],
        views: &[
            ViewTab::of(
                "ui-view-due-today",
                &[("responseDate", "t"), ("status", "pending|inProcess")],
            ),
            ViewTab::named("ui-view-late", "late"),
            ViewTab::named("ui-view-parts", "parts"),
            ViewTab::of("ui-view-on-hold", &[("status", "onHold")]),
            ViewTab::of("ui-view-finished", &[("status", "finished")]),
        ],
        groups: ORDER_GROUPS,
        summaries: SUMMARIES,
        required: &["customer_no"],
    },
    Looks {
        of: &["serviceTasks"],
        area: Area::Orders,
        icon: "wrench",
        columns: &[
            "response_date",
            "response_time",
            "priority",
            "document_no",
            "repair_status_code",
            "service_item_no",
            "description",
            "customer_no",
            "service_shelf_no",
            "item_no",
            "serial_no",
            "warranty",
        ],
        filters: &["response_date", "repair_status_code", "customer_no", "document_no", "priority"],
        order: &[("response_date", false), ("response_time", false)],
        ..PLAIN
    },
    Looks {
        of: &["serviceInvoices"],
        area: Area::Orders,
        icon: "document",
        columns: &[
            "no",
            "name",
            "description",
            "posting_date",
            "document_date",
            "due_date",
            "currency_code",
            "assigned_user_id",
            "amountIncludingVat",
        ],
        filters: &["customer_no", "posting_date", "document_date"],
        groups: INVOICE_GROUPS,
        summaries: SUMMARIES,
        required: &["customer_no"],
        ..PLAIN
    },
    Looks {
        of: &["serviceItems"],
        area: Area::ServiceItems,
        icon: "wrench",
        columns: &[
            "no",
            "description",
            "customer_no",
            "item_no",
            "serial_no",
            "service_item_group_code",
            "status",
            "warranty_ending_date_parts",
            "last_service_date",
            "location_of_service_item",
        ],
        filters: &[
            "customer_no",
            "service_item_group_code",
            "item_no",
            "serial_no",
            "status",
            "warranty_ending_date_parts",
        ],
        views: &[
            ViewTab::of("ui-view-in-warranty", &[("warrantyEndingDateParts", "t..")]),
            ViewTab::of("ui-view-warranty-ends", &[("warrantyEndingDateParts", "t..t+60")]),
        ],
        groups: &[
            (
                "ui-tab-general",
                &[
                    "no",
                    "description",
                    "description_2",
                    "item_no",
                    "variant_code",
                    "serial_no",
                    "service_item_group_code",
                    "status",
                    "priority",
                    "blocked",
                ],
            ),
            (
                "ui-tab-customer",
                &[
                    "customer_no",
                    "ship_to_code",
                    "location_of_service_item",
                    "preferred_resource",
                    "response_time_hours",
                ],
            ),
            (
                "ui-tab-warranty",
                &[
                    "warranty_starting_date_parts",
                    "warranty_ending_date_parts",
                    "warranty_percent_parts",
                    "warranty_starting_date_labor",
                    "warranty_ending_date_labor",
                    "warranty_percent_labor",
                ],
            ),
            ("ui-tab-vendor", &["vendor_no", "vendor_name", "vendor_item_no"]),
            (
                "ui-tab-history",
                &[
                    "sales_date",
                    "installation_date",
                    "last_service_date",
                    "unit_of_measure_code",
                    "sales_unit_price",
                    "sales_unit_cost",
                    "created_on",
                ],
            ),
        ],
        required: &["description"],
        ..PLAIN
    },
    Looks {
        of: &["serviceItemGroups"],
        area: Area::SetUp,
        icon: "wrench",
        columns: &["code", "description", "default_response_time_hours"],
        ..PLAIN
    },
    Looks {
        of: &["serviceItemLogEntries"],
        area: Area::ServiceItems,
        icon: "history",
        columns: &[
            "entry_no",
            "service_item_no",
            "change_date",
            "change_time",
            "event",
            "document_no",
            "before",
            "after",
            "user_id",
        ],
        filters: &["service_item_no", "change_date", "event", "user_id"],
        order: &[("entry_no", true)],
        ..PLAIN
    },
    Looks {
        of: &["serviceDocumentLogEntries"],
        area: Area::Orders,
        icon: "history",
        columns: &[
            "entry_no",
            "document_type",
            "document_no",
            "change_date",
            "change_time",
            "event",
            "before",
            "after",
            "user_id",
        ],
        filters: &["document_no", "change_date", "event", "user_id"],
        order: &[("entry_no", true)],
        ..PLAIN
    },
    Looks {
        of: &["serviceManagementSetup"],
        icon: "settings",
        groups: &[
            (
                "ui-tab-general",
                &[
                    "service_order_starting_fee",
                    "shipment_on_invoice",
                    "one_service_item_line_order",
                    "link_service_to_service_item",
                    "fault_reporting_level",
                    "base_calendar_code",
                    "copy_comments_order_to_invoice",
                    "copy_comments_order_to_shpt",
                    "copy_line_descr_to_gl_entry",
                ],
            ),
            (
                "ui-tab-mandatory",
                &[
                    "service_order_type_mandatory",
                    "service_order_start_mandatory",
                    "service_order_finish_mandatory",
                    "unit_of_measure_mandatory",
                    "fault_reason_code_mandatory",
                    "work_type_code_mandatory",
                    "salesperson_mandatory",
                    "ext_doc_no_mandatory",
                ],
            ),
            ("ui-tab-defaults", &["default_response_time_hours"]),
            (
                "ui-tab-warranty",
                &[
                    "warranty_disc_percent_parts",
                    "warranty_disc_percent_labor",
                    "default_warranty_duration",
                ],
            ),
            (
                "ui-tab-numbering",
                &[
                    "service_item_nos",
                    "service_order_nos",
                    "service_invoice_nos",
                    "posted_service_invoice_nos",
                    "posted_service_shipment_nos",
                ],
            ),
        ],
        ..PLAIN
    },
    Looks {
        of: &["repairStatuses"],
        icon: "settings",
        columns: &[
            "code",
            "description",
            "service_order_status",
            "priority",
            "initial",
            "in_process",
            "finished",
            "posting_allowed",
        ],
        groups: &[
            ("ui-tab-general", &["code", "description", "service_order_status", "priority"]),
            (
                "ui-tab-meaning",
                &[
                    "initial",
                    "partly_serviced",
                    "in_process",
                    "finished",
                    "referred",
                    "spare_part_ordered",
                    "spare_part_received",
                    "waiting_for_customer",
                    "quote_finished",
                ],
            ),
            (
                "ui-tab-allowed",
                &[
                    "posting_allowed",
                    "pending_status_allowed",
                    "in_process_status_allowed",
                    "finished_status_allowed",
                    "on_hold_status_allowed",
                ],
            ),
        ],
        ..PLAIN
    },
];
