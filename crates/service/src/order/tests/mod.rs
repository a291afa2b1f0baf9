//! Stories of service orders, on both engines.

mod company;
mod header;
mod item_lines;
mod numbers;
mod scale;
mod status;
mod warranty;
