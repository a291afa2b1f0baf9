//! Which posting wrote which service and warranty ledger entries.

use base::{Code, Date, Time};
use store::{Entity, Record};

/// One posting and the entries it wrote.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_register", key(no), ledger, index(creation_date))]
pub struct ServiceRegister {
    /// Number of the register, counted by the program.
    pub no: i64,
    /// First service ledger entry of the posting, 0 if there is none.
    pub from_entry_no: i64,
    /// Last service ledger entry of the posting, 0 if there is none.
    pub to_entry_no: i64,
    /// First warranty ledger entry of the posting, 0 if there is none.
    pub from_warranty_entry_no: i64,
    /// Last warranty ledger entry of the posting, 0 if there is none.
    pub to_warranty_entry_no: i64,
    /// Day on which it was posted.
    pub creation_date: Option<Date>,
    /// Time of day at which it was posted.
    pub creation_time: Option<Time>,
    /// User who posted.
    pub user_id: Code<50>,
    /// Where the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
}

impl Entity for ServiceRegister {
    const COLLECTION: &'static str = "serviceRegisters";
}
