//! Posted service documents and their lines.

use super::{Group, Looks, PLAIN};
use crate::kit::frame::Area;

const POSTED_SHIPMENT_GROUPS: &[Group] = &[
    (
        "ui-tab-general",
        &[
            "no",
            "customer_no",
            "name",
            "order_no",
            "posting_date",
            "order_date",
            "description",
            "contact_name",
            "phone_no",
            "your_reference",
            "user_id",
            "no_printed",
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
            "location_code",
            "service_zone_code",
        ],
    ),
];
const POSTED_INVOICE_GROUPS: &[Group] = &[
    (
        "ui-tab-general",
        &[
            "no",
            "bill_to_customer_no",
            "bill_to_name",
            "order_no",
            "posting_date",
            "document_date",
            "due_date",
            "description",
            "your_reference",
            "external_document_no",
            "currency_code",
            "user_id",
            "no_printed",
        ],
    ),
    (
        "ui-tab-invoicing",
        &[
            "bill_to_address",
            "bill_to_post_code",
            "bill_to_city",
            "bill_to_contact",
            "vat_registration_no",
            "payment_terms_code",
            "payment_method_code",
            "payment_discount_percent",
            "pmt_discount_date",
            "prices_including_vat",
            "salesperson_code",
        ],
    ),
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
            "user_id",
        ],
        filters: &["customer_no", "order_no", "posting_date", "user_id"],
        order: &[("no", true)],
        groups: POSTED_SHIPMENT_GROUPS,
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
            "user_id",
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
