//! The `web` room.
