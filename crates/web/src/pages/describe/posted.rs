//! Posted service documents and their lines.

use super::{Group, Looks, PLAIN};
use crate::kit::frame::Area;

const POSTED_SHIPMENT_GROUPS: &[Group] = &[
    (
        "ui-tab-general",
        &[
            "customer_no",
            "posting_date",
            "contact_name",
            "order_no",
            "order_date",
            "phone_no",
            "description",
            "service_order_type",
            "user_id",
        ],
    ),
    (
        "ui-tab-shipping",
        &[
            "ship_to_code",
            "ship_to_name",
            "ship_to_address",
            "ship_to_post_code",
            "ship_to_city",
            "ship_to_contact",
            "location_code",
            "service_zone_code",
        ],
    ),
    DETAILS,
];
const POSTED_INVOICE_GROUPS: &[Group] = &[
    (
        "ui-tab-general",
        &[
            "bill_to_customer_no",
            "posting_date",
            "payment_terms_code",
            "order_no",
            "document_date",
            "payment_method_code",
            "description",
            "due_date",
            "user_id",
        ],
    ),
    (
        "ui-tab-invoicing",
        &[
            "bill_to_name",
            "bill_to_address",
            "bill_to_post_code",
            "bill_to_city",
            "bill_to_contact",
            "vat_registration_no",
            "external_document_no",
            "currency_code",
            "prices_including_vat",
            "payment_discount_percent",
            "pmt_discount_date",
            "salesperson_code",
        ],
    ),
    DETAILS,
];
/// What people look for first in the rest.
const DETAILS: Group =
    ("ui-tab-details", &["your_reference", "name", "address", "post_code", "city", "no_printed"]);
const SUMMARIES: &[Group] = &[
    (
        "ui-tab-shipping",
        &["ship_to_name", "ship_to_address", "ship_to_city", "location_code", "service_zone_code"],
    ),
    (
        "ui-tab-invoicing",
        &[
            "bill_to_name",
            "bill_to_address",
            "bill_to_city",
            "vat_registration_no",
            "currency_code",
            "prices_including_vat",
        ],
    ),
    DETAILS,
];

pub(super) const LOOKS: &[Looks] = &[
    Looks {
        of: &["postedServiceShipments"],
        area: Area::Finance,
        icon: "truck",
        columns: &[
            "no",
            "name",
            "order_no",
            "posting_date",
            "description",
            "city",
            "location_code",
        ],
        filters: &["customer_no", "order_no", "posting_date", "user_id"],
        order: &[("no", true)],
        groups: POSTED_SHIPMENT_GROUPS,
        summaries: SUMMARIES,
        ..PLAIN
    },
    Looks {
        of: &["postedServiceInvoices"],
        area: Area::Finance,
        icon: "post",
        columns: &[
            "no",
            "bill_to_name",
            "order_no",
            "posting_date",
            "due_date",
            "currency_code",
            "amount",
            "amount_including_vat",
        ],
        filters: &[
            "bill_to_customer_no",
            "order_no",
            "posting_date",
            "due_date",
            "amount_including_vat",
        ],
        order: &[("no", true)],
        groups: POSTED_INVOICE_GROUPS,
        summaries: SUMMARIES,
        ..PLAIN
    },
    Looks {
        of: &["service_invoice_line"],
        area: Area::Finance,
        columns: &[
            "type",
            "no",
            "description",
            "service_item_no",
            "quantity",
            "unit_of_measure_code",
            "unit_price",
            "line_discount_percent",
            "amount",
            "vat_percent",
            "amount_including_vat",
        ],
        ..PLAIN
    },
    Looks {
        of: &["service_shipment_line"],
        area: Area::Finance,
        columns: &[
            "type",
            "no",
            "description",
            "service_item_no",
            "location_code",
            "quantity",
            "unit_of_measure_code",
            "quantity_invoiced",
            "quantity_consumed",
            "qty_shipped_not_invoiced",
        ],
        ..PLAIN
    },
    Looks {
        of: &["service_comment_line"],
        area: Area::Finance,
        columns: &["type", "comment", "date"],
        ..PLAIN
    },
    Looks {
        of: &["service_shipment_item_line"],
        area: Area::Finance,
        columns: &[
            "service_item_no",
            "description",
            "serial_no",
            "repair_status_code",
            "warranty",
            "fault_code",
            "resolution_code",
            "finishing_date",
        ],
        ..PLAIN
    },
];
