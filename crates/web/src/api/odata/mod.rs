//! OData: what a list shows, from the options in its address.

mod expand;
mod filter;
mod lexer;
mod literal;
mod options;
mod skip_token;

#[cfg(test)]
mod tests;

pub use expand::{Expand, part_of};
pub use filter::parse as parse_filter;
pub use options::{
    DEFAULT_TOP, Figures, MOST_TOP, Names, Options, decode, parse_pairs, parse_query,
};
pub use skip_token::{read_token, write_token};
