//! The `books` room.
