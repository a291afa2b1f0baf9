//! The kit: everything that screens are made of. Functions take plain data and give markup.
//!
//! | module | what it has |
//! | --- | --- |
//! | [`view`] | [`View`]: who looks, in which company, language, theme and density; `view.t("ui-..")` gives a text, `view.tx(id, args)` one with arguments, `view.amount(..)`, `view.date(..)` numbers and dates, `view.url("serviceOrders", "SO-1")` an address |
//! | [`frame`] | [`frame::page`]: a whole page in the frame (top bar, skip link, dialogs, texts for the client); [`frame::bare`]: one without (sign-in, errors) |
//! | [`layout`] | [`layout::document`]: header, action bar, main column, FactBox pane, docked totals; [`layout::header`]: trail, title, pills, saved state, neighbours; [`layout::actions`]: the action bar |
//! | [`icon`] | `icon("search")`, `glyph("g-done")`: names are the symbols of `ui/src/icons.svg` |
//! | [`button`] | [`button::Button`]: primary, plain, danger, with icon, key and data attributes; [`button::menu`]: a button that opens a menu of [`button::Item`]s; [`button::split`] |
//! | [`status`] | [`status::Tone`], [`status::pill`], [`status::word`] (glyph and plain word, for tables), [`status::of_option`] (tone and glyph of a choice) |
//! | [`field`] | [`field::Control`]: a labelled field of any kind, editable, read-only or calculated |
//! | [`tab`] | [`tab::fast_tab`]: a collapsible group with a summary when closed |
//! | [`fact`] | [`fact::fact_box`], [`fact::row`]: the pane at the right |
//! | [`dialog`] | [`dialog::dialog`]: a native dialog |
//! | [`chart`] | line and column charts as SVG, with the table of the same figures |
//! | [`qr`] | [`qr()`]: a text as a picture that a phone reads |
//! | [`empty`] | [`empty::empty`]: what is missing, how to begin, one button |
//!
//! The browser's side lives in `ui/src`: `api.ts` (requests, problems, confirmations), `edit.ts`
//! (leave a field, save, show what followed, keep what was refused), `lookup.ts` (search in a
//! related table), `menu.ts`, `dialog.ts`, `toast.ts`, `keys.ts` (shortcuts), `format.ts` (typed
//! and shown numbers and dates). No inline script or style: behaviour hangs on `data-` attributes.

pub mod button;
pub mod chart;
pub mod dialog;
pub mod empty;
pub mod fact;
pub mod field;
pub mod frame;
pub mod icon;
pub mod layout;
mod qr;
pub mod status;
pub mod tab;
pub mod view;

pub use icon::{glyph, icon};
pub use qr::qr;
pub use view::View;
