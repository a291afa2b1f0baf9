//! Dialogs: the title says the act, the body the consequence, the buttons name the act.

use maud::{Markup, html};

use super::icon::icon;
use super::view::View;

/// A native dialog, closed until a button with `data-dialog="<id>"` or the client opens it.
/// `size` is blank, `wide` or `full`.
pub fn dialog(
    view: &View,
    id: &str,
    size: &str,
    title: &str,
    body: &Markup,
    foot: &Markup,
) -> Markup {
    html! {
        dialog.dialog.(size) id=(id) data-part=(id) aria-labelledby={ (id) "-title" } {
            div.dialog-head {
                h2 id={ (id) "-title" } { (title) }
                button type="button" class="btn btn-plain btn-icon" data-act="dialog-close" title=(view.t("ui-close")) {
                    (icon("close")) span.vh { (view.t("ui-close")) }
                }
            }
            div.dialog-body { (body) }
            div.dialog-foot { (foot) }
        }
    }
}
