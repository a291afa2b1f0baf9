//! Set-up records, users and roles.

use super::{Looks, PLAIN};

pub(super) const LOOKS: &[Looks] = &[
    Looks {
        of: &["companyInformation"],
        icon: "bank",
        groups: &[
            (
                "ui-tab-general",
                &[
                    "name",
                    "name_2",
                    "address",
                    "address_2",
                    "post_code",
                    "city",
                    "county",
                    "country_region_code",
                    "time_zone",
                    "language_code",
                ],
            ),
            ("ui-tab-contact", &["contact_person", "phone_no", "email", "home_page"]),
            (
                "ui-tab-identifiers",
                &[
                    "vat_registration_no",
                    "registration_no",
                    "legal_lines",
                    "late_interest_percent",
                    "vat_on_debits",
                ],
            ),
            ("ui-tab-payments", &["bank_name", "iban", "swift_code"]),
            ("ui-tab-defaults", &["location_code", "responsibility_center", "base_calendar_code"]),
        ],
        ..PLAIN
    },
    Looks {
        of: &["generalLedgerSetup"],
        icon: "settings",
        groups: &[
            (
                "ui-tab-general",
                &["allow_posting_from", "allow_posting_to", "mark_cr_memos_as_corrections"],
            ),
            (
                "ui-tab-currency",
                &[
                    "lcy_code",
                    "local_currency_symbol",
                    "local_currency_description",
                    "amount_rounding_precision",
                    "unit_amount_rounding_precision",
                    "inv_rounding_precision_lcy",
                    "inv_rounding_type_lcy",
                ],
            ),
            (
                "ui-tab-vat",
                &[
                    "vat_tolerance_percent",
                    "max_vat_difference_allowed",
                    "bill_to_sell_to_vat_calc",
                    "pmt_disc_excl_vat",
                    "payment_discount_grace_period",
                ],
            ),
            ("ui-tab-dimensions", &["global_dimension_1_code", "global_dimension_2_code"]),
        ],
        ..PLAIN
    },
    Looks {
        of: &["numberSeries"],
        icon: "list",
        columns: &["code", "description", "default_nos", "manual_nos", "date_order", "nextNo"],
        ..PLAIN
    },
    Looks {
        of: &["number_series_line"],
        columns: &[
            "line_no",
            "starting_date",
            "starting_no",
            "ending_no",
            "warning_no",
            "increment_by_no",
            "last_no_used",
            "last_date_used",
            "open",
        ],
        ..PLAIN
    },
    Looks {
        of: &["generalPostingSetup"],
        icon: "settings",
        columns: &[
            "gen_bus_posting_group",
            "gen_prod_posting_group",
            "description",
            "sales_account",
            "sales_credit_memo_account",
            "sales_line_disc_account",
            "sales_inv_disc_account",
            "cogs_account",
            "inventory_adjmt_account",
        ],
        ..PLAIN
    },
    Looks {
        of: &["vatPostingSetup"],
        icon: "settings",
        columns: &[
            "vat_bus_posting_group",
            "vat_prod_posting_group",
            "description",
            "vat_identifier",
            "vat_percent",
            "vat_calculation_type",
            "sales_vat_account",
            "blocked",
        ],
        ..PLAIN
    },
    Looks {
        of: &["users"],
        related: &[("userPermissionSets", "user_name"), ("apiTokens", "user_name")],
        icon: "users",
        columns: &[
            "user_name",
            "full_name",
            "email",
            "language",
            "state",
            "second_factor_required",
        ],
        required: &["full_name"],
        ..PLAIN
    },
    Looks {
        of: &["permissionSets"],
        related: &[("permissions", "role_id"), ("userPermissionSets", "role_id")],
        icon: "key",
        columns: &["role_id", "name", "type"],
        ..PLAIN
    },
    Looks {
        of: &["permissions"],
        icon: "key",
        columns: &[
            "object_name",
            "read_permission",
            "insert_permission",
            "modify_permission",
            "delete_permission",
            "execute_permission",
        ],
        ..PLAIN
    },
    Looks {
        of: &["userPermissionSets"],
        icon: "key",
        columns: &["user_name", "role_id", "company_name"],
        ..PLAIN
    },
    Looks {
        of: &["apiTokens"],
        icon: "key",
        columns: &["user_name", "name", "created_at", "last_used_at", "revoked_at"],
        ..PLAIN
    },
    Looks {
        of: &["serviceHours"],
        icon: "clock",
        columns: &["day", "starting_date", "starting_time", "ending_time", "valid_on_holidays"],
        ..PLAIN
    },
    Looks {
        of: &["locations"],
        icon: "pin",
        columns: &["code", "name", "address", "post_code", "city", "contact", "phone_no"],
        ..PLAIN
    },
    Looks {
        of: &["responsibilityCenters"],
        icon: "bank",
        columns: &["code", "name", "address", "post_code", "city", "location_code", "phone_no"],
        ..PLAIN
    },
    Looks {
        of: &["currencies"],
        icon: "bank",
        columns: &[
            "code",
            "description",
            "iso_code",
            "symbol",
            "amount_rounding_precision",
            "unit_amount_rounding_precision",
            "invoice_rounding_precision",
        ],
        ..PLAIN
    },
    Looks {
        of: &["dimensions"],
        icon: "columns",
        columns: &["code", "name", "code_caption", "description", "blocked"],
        related: &[("dimensionValues", "dimension_code"), ("defaultDimensions", "dimension_code")],
        ..PLAIN
    },
    Looks {
        of: &["dimensionValues"],
        icon: "columns",
        columns: &["dimension_code", "code", "name", "dimension_value_type", "totaling", "blocked"],
        filters: &["dimension_code", "blocked"],
        ..PLAIN
    },
    Looks {
        of: &["defaultDimensions"],
        icon: "columns",
        columns: &[
            "table_name",
            "no",
            "dimension_code",
            "dimension_value_code",
            "value_posting",
            "allowed_values",
        ],
        filters: &["dimension_code", "table_name"],
        ..PLAIN
    },
    Looks { of: &["companies"], icon: "bank", columns: &["name", "display_name"], ..PLAIN },
    Looks {
        of: &["systemLogEntries"],
        icon: "history",
        columns: &["date_and_time", "event", "user_id", "subject", "address", "details"],
        filters: &["date_and_time", "event", "user_id", "subject", "address"],
        order: &[("entry_no", true)],
        ..PLAIN
    },
];
