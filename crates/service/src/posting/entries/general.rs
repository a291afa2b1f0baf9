//! General ledger and VAT entries of an invoice: revenue, discounts, their tax, the receivable.

use base::{Amount, Code};
use books::entries::Entries;
use books::general_ledger::{DocumentType, GenPostingType, GeneralLedgerEntry, SourceType};
use books::vat_ledger::{VatEntry, VatEntryType};

use super::super::situation::Situation;
use super::revenue::Sum;

/// Writes what an invoice brings into the general and the VAT ledger.
pub struct Books<'b> {
    /// Where everything is looked up.
    pub situation: &'b Situation,
    /// The number of the posted invoice.
    pub document_no: &'b Code<20>,
}

impl Books<'_> {
    /// Revenue or a discount, its tax, and the VAT entry that tells of both.
    pub fn sum(&self, entries: &mut Entries, sum: &Sum) {
        let local = &sum.local;
        if local.amount.is_zero() && local.vat.is_zero() {
            return;
        }
        let mut base = self.of_kind(sum);
        base.gl_account_no = sum.kind.account_no.clone();
        base.amount = local.amount;
        base.vat_amount = local.vat;
        base.gen_posting_type = GenPostingType::Sale;
        entries.post(base);
        let mut tax = self.of_kind(sum);
        tax.gl_account_no = sum.vat_account_no.clone();
        tax.amount = local.vat;
        entries.post(tax);
        entries.vat.push(self.vat(sum));
    }

    /// An amount on an account, with the dimensions of the document.
    pub fn amount(&self, account_no: &Code<20>, amount: Amount) -> GeneralLedgerEntry {
        let header = &self.situation.header;
        GeneralLedgerEntry {
            gl_account_no: account_no.clone(),
            amount,
            global_dimension_1_code: header.shortcut_dimension_1_code.clone(),
            global_dimension_2_code: header.shortcut_dimension_2_code.clone(),
            dimension_set_id: header.dimension_set_id,
            ..self.blank()
        }
    }

    fn of_kind(&self, sum: &Sum) -> GeneralLedgerEntry {
        let kind = &sum.kind;
        GeneralLedgerEntry {
            description: sum.description.clone(),
            gen_bus_posting_group: kind.gen_bus_posting_group.clone(),
            gen_prod_posting_group: kind.gen_prod_posting_group.clone(),
            vat_bus_posting_group: kind.vat_bus_posting_group.clone(),
            vat_prod_posting_group: kind.vat_prod_posting_group.clone(),
            global_dimension_1_code: sum.global_dimension_1_code.clone(),
            global_dimension_2_code: sum.global_dimension_2_code.clone(),
            dimension_set_id: kind.dimension_set_id,
            ..self.blank()
        }
    }

    fn blank(&self) -> GeneralLedgerEntry {
        let header = &self.situation.header;
        GeneralLedgerEntry {
            posting_date: header.posting_date,
            document_type: DocumentType::Invoice,
            document_no: self.document_no.clone(),
            external_document_no: header.external_document_no.clone(),
            description: header.posting_description.clone(),
            document_date: header.document_date,
            source_type: SourceType::Customer,
            source_no: header.bill_to_customer_no.clone(),
            ..GeneralLedgerEntry::default()
        }
    }

    fn vat(&self, sum: &Sum) -> VatEntry {
        let (header, kind) = (&self.situation.header, &sum.kind);
        VatEntry {
            posting_date: header.posting_date,
            vat_reporting_date: header.posting_date,
            document_date: header.document_date,
            r#type: VatEntryType::Sale,
            document_type: DocumentType::Invoice,
            document_no: self.document_no.clone(),
            external_document_no: header.external_document_no.clone(),
            base: sum.local.base,
            amount: sum.local.vat,
            vat_calculation_type: kind.vat_calculation_type,
            vat_percent: kind.vat_percent,
            vat_bus_posting_group: kind.vat_bus_posting_group.clone(),
            vat_prod_posting_group: kind.vat_prod_posting_group.clone(),
            gen_bus_posting_group: kind.gen_bus_posting_group.clone(),
            gen_prod_posting_group: kind.gen_prod_posting_group.clone(),
            bill_to_customer_no: header.bill_to_customer_no.clone(),
            country_region_code: header.bill_to_country_region_code.clone(),
            vat_registration_no: header.vat_registration_no.clone(),
            ..VatEntry::default()
        }
    }
}
