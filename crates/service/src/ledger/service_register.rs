//! Which posting wrote which service and warranty ledger entries.

use base::{Code, Date, Time};
use store::{Entity, Record};

/// One posting and the entries it wrote.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_register", key(no), ledger, index(creation_date))]
pub struct ServiceRegister {
    /// The number of the posting, counted by the program.
    pub no: i64,
    /// The first service ledger entry of the posting; 0 if there is none.
    pub from_entry_no: i64,
    /// The last service ledger entry of the posting; 0 if there is none.
    pub to_entry_no: i64,
    /// The first warranty ledger entry of the posting; 0 if there is none.
    pub from_warranty_entry_no: i64,
    /// The last warranty ledger entry of the posting; 0 if there is none.
    pub to_warranty_entry_no: i64,
    /// The day on which it was posted.
    pub creation_date: Option<Date>,
    /// The time of day at which it was posted.
    pub creation_time: Option<Time>,
    /// The user who posted.
    pub user_id: Code<50>,
    /// The part of the program that the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
}

impl Entity for ServiceRegister {
    const COLLECTION: &'static str = "serviceRegisters";
}
