//! Posting on both engines, to the cent.

mod fixture;
