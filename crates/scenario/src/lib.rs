//! Runs Markdown scenarios against the HTTP API, on each engine at hand.
//!
//! A scenario file tells a story; its fenced `api` blocks are what happens. One block holds steps:
//!
//! ```text
//! POST /serviceOrders {"customerNo": "C1"}
//! => 201 as O
//! GET /serviceOrders/${O.no}
//! => 200
//! status = "pending"
//! GET /serviceLedgerEntries?$filter=orderNo eq '${O.no}'&$orderby=entryNo
//! => 200
//! | entryType | quantity |
//! | usage     | 3        |
//! ```
//!
//! A request line names method, address below the company and, if any, the JSON body, which may go
//! on over several lines; `@name` before it tells which user acts, lines such as `If-Match: W/"1"`
//! after it are headers, and an address that begins with `/api/` is taken whole. `=>` gives the expected status, `as` names the answer for later steps.
//! `path = value` compares a property of the answer; a table compares the rows of a list, in
//! order. `path ~ "text"` asks that the text occurs. A heading `## Given` repeats before every
//! other `##` section, so that alternatives each start from the same state.

mod check;
mod parse;
mod play;

pub use parse::{Expectation, Scenario, Section, Step, parse};
pub use play::{Api, Failure, Request, play};
