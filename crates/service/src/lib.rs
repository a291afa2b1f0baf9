//! The `service` room.
