//! The columns of the two grids of a document.

/// A column of a grid.
#[derive(Clone, Copy, Debug)]
pub struct GridColumn {
    /// Name in the database.
    pub name: &'static str,
    /// The class of its width.
    pub width: &'static str,
    /// Whether it is only shown when all columns are asked for.
    pub more: bool,
}

const fn shown(name: &'static str, width: &'static str) -> GridColumn {
    GridColumn { name, width, more: false }
}

const fn more(name: &'static str, width: &'static str) -> GridColumn {
    GridColumn { name, width, more: true }
}

/// The machines on an order.
pub const ITEM_LINES: &[GridColumn] = &[
    shown("service_item_no", "w-m"),
    shown("description", "w-text"),
    more("item_no", "w-m"),
    shown("serial_no", "w-m"),
    shown("repair_status_code", "w-l"),
    shown("warranty", "w-c"),
    shown("fault_code", "w-m"),
    more("fault_area_code", "w-m"),
    more("symptom_code", "w-m"),
    more("resolution_code", "w-m"),
    more("fault_reason_code", "w-m"),
    more("service_item_group_code", "w-m"),
    more("vendor_no", "w-m"),
    more("priority", "w-m"),
    more("service_shelf_no", "w-m"),
    shown("response_date", "w-d"),
    shown("response_time", "w-q"),
    more("starting_date", "w-d"),
    more("starting_time", "w-q"),
    more("finishing_date", "w-d"),
    more("finishing_time", "w-q"),
];

/// The lines of an order.
pub const ORDER_LINES: &[GridColumn] = &[
    shown("type", "w-t"),
    shown("no", "w-m"),
    shown("description", "w-text"),
    more("variant_code", "w-m"),
    shown("location_code", "w-m"),
    more("work_type_code", "w-m"),
    shown("quantity", "w-q"),
    shown("unit_of_measure_code", "w-s"),
    shown("unit_price", "w-n"),
    shown("line_discount_percent", "w-q"),
    more("line_discount_amount", "w-n"),
    shown("line_amount", "w-n"),
    shown("qty_to_ship", "w-p"),
    shown("qty_to_invoice", "w-w"),
    more("qty_to_consume", "w-w"),
    more("quantity_shipped", "w-w"),
    more("quantity_invoiced", "w-w"),
    more("quantity_consumed", "w-w"),
    more("unit_cost", "w-n"),
    more("vat_percent", "w-q"),
    more("exclude_warranty", "w-c"),
    more("fault_reason_code", "w-m"),
    more("needed_by_date", "w-d"),
    more("posting_date", "w-d"),
    more("shortcut_dimension_1_code", "w-m"),
    more("shortcut_dimension_2_code", "w-m"),
];

/// The lines of an invoice, which always ships and invoices everything.
pub const INVOICE_LINES: &[GridColumn] = &[
    shown("type", "w-t"),
    shown("no", "w-m"),
    shown("description", "w-text"),
    more("variant_code", "w-m"),
    shown("location_code", "w-m"),
    more("work_type_code", "w-m"),
    shown("quantity", "w-q"),
    shown("unit_of_measure_code", "w-s"),
    shown("unit_price", "w-n"),
    shown("line_discount_percent", "w-q"),
    more("line_discount_amount", "w-n"),
    shown("line_amount", "w-n"),
    shown("vat_percent", "w-q"),
    more("unit_cost", "w-n"),
    more("shortcut_dimension_1_code", "w-m"),
    more("shortcut_dimension_2_code", "w-m"),
];

/// The comments on a document.
pub const COMMENTS: &[GridColumn] =
    &[shown("type", "w-l"), shown("comment", "w-text"), shown("date", "w-d")];
