//! The `store-derive` room.
