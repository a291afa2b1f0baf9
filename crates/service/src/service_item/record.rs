//! The record of service items.

use base::{Code, Date, Percent, Quantity, Text, UnitPrice};
use store::{Options, Record};

use crate::order::Priority;

/// Where a service item is in its life.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceItemStatus {
    /// Nothing is known.
    #[default]
    Blank,
    /// It belongs to the company itself.
    OwnServiceItem,
    /// It is installed at the customer.
    Installed,
    /// It is installed at the customer for a time.
    TemporarilyInstalled,
    /// It is broken and was replaced.
    Defective,
}

/// What may no longer be done with a service item.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceItemBlocked {
    /// Nothing is blocked.
    #[default]
    Blank,
    /// It may not be added to service contracts.
    ServiceContract,
    /// Nothing may be done with it.
    All,
}

/// A machine that is served.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_item",
    key(no),
    index(customer_no, ship_to_code),
    index(item_no, serial_no),
    index(serial_no),
    index(service_item_group_code),
    index(description),
    index(warranty_ending_date_parts),
    search(no, description, serial_no, item_no, customer_no),
    audited
)]
pub struct ServiceItem {
    /// Identifies the service item.
    pub no: Code<20>,
    /// What the machine is.
    pub description: Text<100>,
    /// The second line of the description.
    pub description_2: Text<50>,
    /// The customer who owns the machine.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// The address of the customer where the machine stands; blank for the customer's own.
    pub ship_to_code: Code<10>,
    /// The item that the machine is one of.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The variant of the item.
    pub variant_code: Code<10>,
    /// The serial number of the machine.
    pub serial_no: Code<50>,
    /// The group whose defaults the machine has.
    #[column(relation = "service_item_group")]
    pub service_item_group_code: Code<10>,
    /// Where the machine is in its life, such as installed or defective.
    pub status: ServiceItemStatus,
    /// How urgent work on the machine is.
    pub priority: Priority,
    /// What may no longer be done with the machine.
    pub blocked: ServiceItemBlocked,
    /// Hours within which a response is due; 0 for those of the group or the set-up.
    pub response_time_hours: Quantity,
    /// Where at the customer the machine stands, such as a floor.
    pub location_of_service_item: Text<30>,
    /// The day on which the machine was sold; a warranty without a start begins on it.
    pub sales_date: Option<Date>,
    /// The day on which the machine was installed.
    pub installation_date: Option<Date>,
    /// The day of the last service.
    pub last_service_date: Option<Date>,
    /// The first day of the warranty on parts; the last day follows from it.
    #[column(class = "billing")]
    pub warranty_starting_date_parts: Option<Date>,
    /// The last day of the warranty on parts.
    #[column(class = "billing")]
    pub warranty_ending_date_parts: Option<Date>,
    /// The discount on parts under warranty, in percent.
    #[column(class = "billing")]
    pub warranty_percent_parts: Percent,
    /// The first day of the warranty on labor; the last day follows from it.
    #[column(class = "billing")]
    pub warranty_starting_date_labor: Option<Date>,
    /// The last day of the warranty on labor.
    #[column(class = "billing")]
    pub warranty_ending_date_labor: Option<Date>,
    /// The discount on labor under warranty, in percent.
    #[column(class = "billing")]
    pub warranty_percent_labor: Percent,
    /// The unit that the item is counted in.
    #[column(relation = "unit_of_measure")]
    pub unit_of_measure_code: Code<10>,
    /// What the machine was sold for, in local currency.
    #[column(class = "price")]
    pub sales_unit_price: UnitPrice,
    /// What the machine had cost when it was sold, in local currency.
    #[column(class = "cost")]
    pub sales_unit_cost: UnitPrice,
    /// The vendor or maker of the machine.
    pub vendor_no: Code<20>,
    /// The name of the vendor or maker of the machine.
    pub vendor_name: Text<100>,
    /// The number that the vendor has for the machine.
    pub vendor_item_no: Text<50>,
    /// The resource that usually works on the machine.
    #[column(relation = "resource")]
    pub preferred_resource: Code<20>,
    /// The series that the number is from.
    #[column(read_only)]
    pub no_series: Code<20>,
    /// When the service item was created.
    #[column(read_only)]
    pub created_on: Option<Date>,
    /// Counts the changes of the record.
    pub version: i64,
}
