//! Ledgers and registers: newest first, only to be read.

use super::{Looks, PLAIN, ViewTab};
use crate::kit::frame::Area;

const LEDGER: Looks =
    Looks { area: Area::Finance, icon: "list", order: &[("entry_no", true)], ..PLAIN };

pub(super) const LOOKS: &[Looks] = &[
    Looks {
        of: &["generalLedgerEntries"],
        columns: &[
            "entry_no",
            "posting_date",
            "document_type",
            "document_no",
            "gl_account_no",
            "description",
            "debit_amount",
            "credit_amount",
            "amount",
        ],
        filters: &["posting_date", "document_no", "gl_account_no", "amount", "user_id"],
        ..LEDGER
    },
    Looks {
        of: &["customerLedgerEntries"],
        icon: "bank",
        columns: &[
            "entry_no",
            "posting_date",
            "document_type",
            "document_no",
            "customer_no",
            "customer_name",
            "due_date",
            "currency_code",
            "amount",
            "remaining_amount",
        ],
        filters: &["customer_no", "posting_date", "due_date", "document_no", "open"],
        views: &[
            ViewTab::of("ui-view-open-entries", &[("open", "true")]),
            ViewTab::of("ui-view-overdue", &[("open", "true"), ("dueDate", "..t-1")]),
        ],
        ..LEDGER
    },
    Looks {
        of: &["detailedCustomerLedgerEntries"],
        columns: &[
            "entry_no",
            "cust_ledger_entry_no",
            "entry_type",
            "posting_date",
            "document_type",
            "document_no",
            "customer_no",
            "amount",
            "amount_lcy",
        ],
        filters: &["customer_no", "posting_date", "document_no", "entry_type"],
        ..LEDGER
    },
    Looks {
        of: &["vatEntries"],
        columns: &[
            "entry_no",
            "posting_date",
            "document_type",
            "document_no",
            "bill_to_customer_no",
            "vat_bus_posting_group",
            "vat_prod_posting_group",
            "vat_percent",
            "base",
            "amount",
        ],
        filters: &["posting_date", "document_no", "bill_to_customer_no", "vat_prod_posting_group"],
        ..LEDGER
    },
    Looks {
        of: &["itemLedgerEntries"],
        icon: "box",
        columns: &[
            "entry_no",
            "posting_date",
            "entry_type",
            "document_type",
            "document_no",
            "item_no",
            "location_code",
            "quantity",
            "invoiced_quantity",
            "remaining_quantity",
        ],
        filters: &["item_no", "location_code", "posting_date", "entry_type", "document_no", "open"],
        ..LEDGER
    },
    Looks {
        of: &["valueEntries"],
        icon: "box",
        columns: &[
            "entry_no",
            "posting_date",
            "entry_type",
            "document_type",
            "document_no",
            "item_no",
            "invoiced_quantity",
            "cost_per_unit",
            "cost_amount_actual",
            "sales_amount_actual",
        ],
        filters: &[
            "item_no",
            "location_code",
            "posting_date",
            "document_no",
            "item_ledger_entry_no",
        ],
        ..LEDGER
    },
    Looks {
        of: &["itemApplicationEntries"],
        icon: "box",
        columns: &[
            "entry_no",
            "posting_date",
            "item_ledger_entry_no",
            "inbound_item_entry_no",
            "outbound_item_entry_no",
            "quantity",
            "user_id",
        ],
        filters: &["item_ledger_entry_no", "posting_date"],
        ..LEDGER
    },
    Looks {
        of: &["resourceLedgerEntries"],
        icon: "user",
        columns: &[
            "entry_no",
            "posting_date",
            "entry_type",
            "document_no",
            "resource_no",
            "order_no",
            "work_type_code",
            "quantity",
            "unit_of_measure_code",
            "total_cost",
            "total_price",
        ],
        filters: &["resource_no", "posting_date", "document_no", "order_no", "entry_type"],
        ..LEDGER
    },
    Looks {
        of: &["serviceLedgerEntries"],
        icon: "wrench",
        columns: &[
            "entry_no",
            "posting_date",
            "entry_type",
            "document_no",
            "service_order_no",
            "service_item_no_serviced",
            "no",
            "description",
            "quantity",
            "amount_lcy",
        ],
        filters: &[
            "service_order_no",
            "service_item_no_serviced",
            "customer_no",
            "posting_date",
            "document_no",
            "entry_type",
        ],
        ..LEDGER
    },
    Looks {
        of: &["warrantyLedgerEntries"],
        icon: "shield",
        columns: &[
            "entry_no",
            "posting_date",
            "document_no",
            "service_order_no",
            "service_item_no_serviced",
            "no",
            "description",
            "quantity",
            "amount",
            "open",
        ],
        filters: &[
            "service_order_no",
            "service_item_no_serviced",
            "customer_no",
            "posting_date",
            "open",
        ],
        ..LEDGER
    },
    Looks {
        of: &["generalLedgerRegisters"],
        columns: &[
            "no",
            "from_entry_no",
            "to_entry_no",
            "creation_date",
            "creation_time",
            "source_code",
            "user_id",
        ],
        order: &[("no", true)],
        ..LEDGER
    },
    Looks {
        of: &["serviceRegisters"],
        columns: &[
            "no",
            "from_entry_no",
            "to_entry_no",
            "from_warranty_entry_no",
            "to_warranty_entry_no",
            "creation_date",
            "creation_time",
            "user_id",
        ],
        order: &[("no", true)],
        ..LEDGER
    },
    Looks {
        of: &["changeLogEntries"],
        area: Area::SetUp,
        icon: "history",
        columns: &[
            "entry_no",
            "date_and_time",
            "user_id",
            "table_name",
            "primary_key",
            "type_of_change",
            "field_name",
            "old_value",
            "new_value",
        ],
        filters: &["date_and_time", "user_id", "table_name", "primary_key", "type_of_change"],
        ..LEDGER
    },
    Looks {
        of: &["glAccounts"],
        area: Area::Finance,
        icon: "bank",
        columns: &[
            "no",
            "name",
            "income_balance",
            "account_type",
            "direct_posting",
            "blocked",
            "balance",
        ],
        filters: &["income_balance", "account_type"],
        ..PLAIN
    },
];
