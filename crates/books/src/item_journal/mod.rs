//! The item journal: stock that is found, lost or bought, prepared line by line and posted
//! together.
//!
//! [`Situation::load`] reads a batch and what it meets, [`plan`] works out what is written, and
//! [`post`] writes it, all or nothing.

mod actions;
mod enter;
mod plan;
mod post;
mod record;
mod situation;

#[cfg(test)]
mod tests;

pub use actions::actions;
pub use plan::{Posting, plan};
pub use post::{Posted, Report, post, preview, test_report};
pub use record::{ItemJournalEntryType, ItemJournalLine};
pub use situation::{Request, Situation};

/// The batch of lines that name none.
pub const DEFAULT_BATCH: &str = "DEFAULT";

/// The source code of entries that the journal makes.
pub const SOURCE_CODE: &str = "ITEMJNL";

/// The name of the permission to post.
pub const PERMISSION: &str = "itemJournalLines.post";
