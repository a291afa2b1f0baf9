//! What stops the posting of a line: numbers, groups, accounts, blocked things, repair status.

use base::{Code, Refusal, Refusals, refuse};
use books::item::ItemType;
use books::vat::VatCalculationType;

use crate::line::{LineType, ServiceLine};
use crate::service_item::ServiceItemBlocked;

use super::situation::Situation;
use super::takings::Taking;

/// Collects what is wrong with one line.
struct Line<'c> {
    situation: &'c Situation,
    line: &'c ServiceLine,
    refusals: &'c mut Refusals,
}

/// Everything that stops the posting of this line.
pub fn check_line(situation: &Situation, taking: &Taking<'_>, refusals: &mut Refusals) {
    let line = taking.line;
    let mut check = Line { situation, line, refusals };
    if line.r#type == LineType::Text {
        return;
    }
    check.filled_in();
    check.not_too_much(taking);
    check.mandatory();
    check.not_blocked();
    check.general_setup(taking);
    if taking.invoices() {
        check.vat_setup();
    }
    if !situation.is_order() {
        crate::line::quantities::check_direct_invoice(
            &situation.quantities(line),
            line.line_no,
            check.refusals,
        );
    }
}

impl Line<'_> {
    fn refuse(&mut self, refusal: Refusal) {
        self.refusals.push(refusal.line(self.line.line_no));
    }

    fn need(&mut self, present: bool, code: &'static str, field: &'static str) {
        if !present {
            self.refuse(Refusal::new(code, Vec::new()).field(field));
        }
    }

    fn filled_in(&mut self) {
        let line = self.line;
        self.need(!line.no.is_empty(), "posting.missing.no", "no");
        self.need(
            !line.gen_bus_posting_group.is_empty(),
            "posting.missing.genBusPostingGroup",
            "genBusPostingGroup",
        );
        self.need(
            !line.gen_prod_posting_group.is_empty(),
            "posting.missing.genProdPostingGroup",
            "genProdPostingGroup",
        );
        let unit = !line.unit_of_measure_code.is_empty();
        if line.r#type == LineType::Item {
            self.need(unit, "posting.missing.unitOfMeasureCode", "unitOfMeasureCode");
        }
        if line.quantity.is_zero() && !line.line_amount.is_zero() {
            self.refuse(
                refuse!("posting.line.amountWithoutQuantity", amount = line.line_amount)
                    .field("lineAmount"),
            );
        }
    }

    /// Not more is taken than there is; entering the line saw to that, unless the document was
    /// changed behind its back.
    fn not_too_much(&mut self, taking: &Taking<'_>) {
        let quantities = self.situation.quantities(self.line);
        let taken = &taking.taken;
        let (most_to_ship, most_to_consume) = (quantities.outstanding(), quantities.outstanding());
        let most_to_invoice = quantities.shipped_not_invoiced() + taken.shipped - taken.consumed;
        for (taken, most, code, field) in [
            (taken.shipped, most_to_ship, "posting.line.tooMuchToShip", "qtyToShip"),
            (taken.invoiced, most_to_invoice, "posting.line.tooMuchToInvoice", "qtyToInvoice"),
            (taken.consumed, most_to_consume, "posting.line.tooMuchToConsume", "qtyToConsume"),
        ] {
            if taken.of_line > most.of_line || taken.of_line.is_negative() {
                let args = vec![("entered", taken.of_line.into()), ("most", most.of_line.into())];
                self.refuse(Refusal::new(code, args).field(field));
            }
        }
        if taken.consumed.of_line > taken.shipped.of_line {
            let args = vec![
                ("entered", taken.consumed.of_line.into()),
                ("most", taken.shipped.of_line.into()),
            ];
            let refusal = Refusal::new("posting.line.tooMuchToConsume", args);
            self.refuse(refusal.field("qtyToConsume"));
        }
    }

    /// What the service management setup makes mandatory on lines.
    fn mandatory(&mut self) {
        let (line, setup) = (self.line, &self.situation.setups.service);
        let unit_counts = matches!(line.r#type, LineType::Resource | LineType::Cost);
        if setup.unit_of_measure_mandatory && unit_counts {
            let unit = !line.unit_of_measure_code.is_empty();
            self.need(unit, "posting.missing.unitOfMeasureCode", "unitOfMeasureCode");
        }
        if setup.work_type_code_mandatory && line.r#type == LineType::Resource {
            let work_type = !line.work_type_code.is_empty();
            self.need(work_type, "posting.missing.workTypeCode", "workTypeCode");
        }
        let linked = matches!(line.r#type, LineType::Item | LineType::Resource);
        let header = &self.situation.header;
        if self.situation.is_order() && header.link_service_to_service_item && linked {
            let link = line.service_item_line_no != 0;
            self.need(link, "posting.missing.serviceItemLineNo", "serviceItemLineNo");
        }
        let locations = self.situation.setups.inventory.location_mandatory;
        if locations && self.is_stock() {
            let location = !line.location_code.is_empty();
            self.need(location, "posting.missing.locationCode", "locationCode");
        }
    }

    fn is_stock(&self) -> bool {
        let item = self.situation.items.get(&self.line.no);
        self.line.r#type == LineType::Item
            && item.is_some_and(|item| item.r#type == ItemType::Inventory)
    }

    fn is_blocked_variant(&self) -> bool {
        let mine = |(item, variant): &(Code<20>, Code<10>)| {
            *item == self.line.no && *variant == self.line.variant_code
        };
        self.situation.blocked_variants.iter().any(mine)
    }

    fn not_blocked(&mut self) {
        let (line, situation) = (self.line, self.situation);
        let no = &line.no;
        let refusal = match line.r#type {
            LineType::Item => match situation.items.get(no) {
                None => Some(refuse!("posting.line.noUnknown", no = no)),
                Some(item) if item.blocked => Some(refuse!("posting.item.blocked", item = no)),
                Some(item) if item.service_blocked => {
                    Some(refuse!("posting.item.serviceBlocked", item = no))
                }
                Some(item) if item.variant_mandatory && line.variant_code.is_empty() => {
                    self.need(false, "posting.missing.variantCode", "variantCode");
                    None
                }
                Some(_) if self.is_blocked_variant() => {
                    let variant = &line.variant_code;
                    Some(refuse!("line.variant.blocked", variant = variant, item = no))
                }
                Some(_) => None,
            },
            LineType::Resource => match situation.resources.get(no) {
                None => Some(refuse!("posting.line.noUnknown", no = no)),
                Some(resource) if resource.blocked => {
                    Some(refuse!("posting.resource.blocked", resource = no))
                }
                Some(_) => None,
            },
            LineType::Cost if !situation.costs.contains_key(no) => {
                Some(refuse!("posting.line.noUnknown", no = no))
            }
            LineType::GlAccount => match situation.accounts.get(no) {
                None => Some(refuse!("posting.line.noUnknown", no = no)),
                Some(account) if account.blocked => {
                    Some(refuse!("posting.account.blocked", account = no))
                }
                Some(_) => None,
            },
            LineType::Cost | LineType::Text => None,
        };
        if let Some(refusal) = refusal.filter(|_| !no.is_empty()) {
            self.refuse(refusal.field("no"));
        }
    }

    /// The general posting setup exists, is not blocked, and has the accounts that are used.
    fn general_setup(&mut self, taking: &Taking<'_>) {
        let line = self.line;
        let groups = (line.gen_bus_posting_group.clone(), line.gen_prod_posting_group.clone());
        if groups.0.is_empty() || groups.1.is_empty() {
            return;
        }
        let Some(setup) = self.situation.general_setups.get(&groups) else {
            self.setup_missing("posting.generalSetup.missing", &groups);
            return;
        };
        if setup.blocked {
            self.setup_missing("posting.generalSetup.blocked", &groups);
        }
        if !taking.invoices() {
            return;
        }
        let discounts = self.situation.setups.sales.discount_posting;
        let product = matches!(line.r#type, LineType::Item | LineType::Resource);
        for (needed, account, field) in [
            (product, &setup.sales_account, "salesAccount"),
            (
                discounts.line() && !line.line_discount_amount.is_zero(),
                &setup.sales_line_disc_account,
                "salesLineDiscAccount",
            ),
            (
                discounts.invoice() && !line.inv_discount_amount.is_zero(),
                &setup.sales_inv_disc_account,
                "salesInvDiscAccount",
            ),
        ] {
            if needed && account.is_empty() {
                self.account_missing("posting.generalSetup.accountMissing", field, &groups);
            }
        }
        let cost = self.situation.costs.get(&line.no).filter(|_| line.r#type == LineType::Cost);
        if cost.is_some_and(|cost| cost.account_no.is_empty()) {
            self.refuse(refuse!("posting.cost.accountMissing", cost = &line.no).field("no"));
        }
    }

    fn vat_setup(&mut self) {
        let line = self.line;
        let groups = (line.vat_bus_posting_group.clone(), line.vat_prod_posting_group.clone());
        match self.situation.vat_setups.get(&groups) {
            None => self.setup_missing("posting.vatSetup.missing", &groups),
            Some(setup) if setup.blocked => {
                self.setup_missing("posting.vatSetup.blocked", &groups);
            }
            Some(setup) if setup.sales_vat_account.is_empty() && charges_vat(line) => {
                self.account_missing("posting.vatSetup.accountMissing", "salesVatAccount", &groups);
            }
            Some(_) => {}
        }
    }

    fn setup_missing(&mut self, code: &'static str, groups: &(Code<20>, Code<20>)) {
        let args = vec![("business", (&groups.0).into()), ("product", (&groups.1).into())];
        self.refuse(Refusal::new(code, args).field("genProdPostingGroup"));
    }

    fn account_missing(
        &mut self,
        code: &'static str,
        account: &'static str,
        groups: &(Code<20>, Code<20>),
    ) {
        let args = vec![
            ("field", account.into()),
            ("business", (&groups.0).into()),
            ("product", (&groups.1).into()),
        ];
        self.refuse(Refusal::new(code, args).field(account));
    }
}

/// Whether a line has value added tax that is posted to an account.
fn charges_vat(line: &ServiceLine) -> bool {
    matches!(line.vat_calculation_type, VatCalculationType::NormalVat | VatCalculationType::FullVat)
        && !(line.vat_percent.is_zero()
            && line.vat_calculation_type == VatCalculationType::NormalVat)
}

/// The service item lines of the lines that take part: their repair status allows posting, and
/// their machine is not blocked. Where fault reasons are mandatory, every service item line needs
/// one.
pub fn check_item_lines(situation: &Situation, takings: &[Taking<'_>], refusals: &mut Refusals) {
    let setup = &situation.setups.service;
    for item_line in &situation.item_lines {
        let no = item_line.line_no;
        if setup.fault_reason_code_mandatory && item_line.fault_reason_code.is_empty() {
            let refusal = refuse!("posting.missing.faultReasonCode", line = no);
            refusals.push(refusal.field("faultReasonCode").line(no));
        }
        let takes_part = |taking: &Taking<'_>| {
            taking.line.service_item_line_no == no && (taking.ships() || taking.invoices())
        };
        if !takings.iter().any(takes_part) {
            continue;
        }
        let status = situation.repair_statuses.get(&item_line.repair_status_code);
        if status.is_some_and(|status| !status.posting_allowed) {
            refusals.push(
                refuse!(
                    "posting.repairStatus.postingNotAllowed",
                    line = no,
                    status = &item_line.repair_status_code
                )
                .field("repairStatusCode")
                .line(no),
            );
        }
        let machine = situation.service_items.get(&item_line.service_item_no);
        if machine.is_some_and(|machine| machine.blocked == ServiceItemBlocked::All) {
            refusals.push(
                refuse!("posting.serviceItem.blocked", serviceItem = &item_line.service_item_no)
                    .field("serviceItemNo")
                    .line(no),
            );
        }
    }
}
