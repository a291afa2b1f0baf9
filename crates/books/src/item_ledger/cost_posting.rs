//! The cost of stock in the general ledger.

use base::{Amount, Code, Date, Refusal, Text};
use store::key;

use super::entry::{ItemLedgerDocumentType, ItemLedgerEntryType};
use super::stock::Stock;
use super::value_entry::ValueEntry;
use crate::general_ledger::{DocumentType, GeneralLedgerEntry, SourceType};
use crate::posting_setup::{self, GeneralPostingSetup, InventoryPostingSetup};

/// An amount to post on an account for a movement of stock: debit positive, credit negative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CostPosting {
    /// The account.
    pub account: Code<20>,
    /// The amount.
    pub amount: Amount,
    /// The day.
    pub posting_date: Option<Date>,
    /// Kind of the document.
    pub document_type: DocumentType,
    /// Number or placeholder of the document.
    pub document_no: Code<20>,
    /// Number that the other party gave the document.
    pub external_document_no: Code<35>,
    /// What it is about.
    pub description: Text<100>,
    /// The item.
    pub item_no: Code<20>,
    /// General business posting group.
    pub gen_bus_posting_group: Code<20>,
    /// General product posting group.
    pub gen_prod_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// Set of dimension values.
    pub dimension_set_id: i64,
}

impl CostPosting {
    fn of(entry: &ValueEntry, account: Code<20>, amount: Amount) -> Self {
        Self {
            account,
            amount,
            posting_date: entry.posting_date,
            document_type: match entry.document_type {
                ItemLedgerDocumentType::ServiceInvoice => DocumentType::Invoice,
                ItemLedgerDocumentType::ServiceCreditMemo => DocumentType::CreditMemo,
                ItemLedgerDocumentType::ServiceShipment | ItemLedgerDocumentType::Blank => {
                    DocumentType::Blank
                }
            },
            document_no: entry.document_no.clone(),
            external_document_no: entry.external_document_no.clone(),
            description: entry.description.clone(),
            item_no: entry.item_no.clone(),
            gen_bus_posting_group: entry.gen_bus_posting_group.clone(),
            gen_prod_posting_group: entry.gen_prod_posting_group.clone(),
            global_dimension_1_code: entry.global_dimension_1_code.clone(),
            global_dimension_2_code: entry.global_dimension_2_code.clone(),
            dimension_set_id: entry.dimension_set_id,
        }
    }

    /// Whether it is the same in everything but the amount and the text.
    fn joins(&self, other: &Self) -> bool {
        let own = |posting: &Self| {
            (posting.posting_date, posting.document_type, posting.dimension_set_id)
        };
        self.item_no == other.item_no
            && self.account == other.account
            && self.document_no == other.document_no
            && own(self) == own(other)
            && self.external_document_no == other.external_document_no
            && self.gen_bus_posting_group == other.gen_bus_posting_group
            && self.gen_prod_posting_group == other.gen_prod_posting_group
            && self.global_dimension_1_code == other.global_dimension_1_code
            && self.global_dimension_2_code == other.global_dimension_2_code
    }
}

impl From<CostPosting> for GeneralLedgerEntry {
    fn from(posting: CostPosting) -> Self {
        Self {
            posting_date: posting.posting_date,
            document_type: posting.document_type,
            document_no: posting.document_no,
            external_document_no: posting.external_document_no,
            gl_account_no: posting.account,
            description: posting.description,
            amount: posting.amount,
            gen_bus_posting_group: posting.gen_bus_posting_group,
            gen_prod_posting_group: posting.gen_prod_posting_group,
            source_type: SourceType::Item,
            source_no: posting.item_no,
            global_dimension_1_code: posting.global_dimension_1_code,
            global_dimension_2_code: posting.global_dimension_2_code,
            dimension_set_id: posting.dimension_set_id,
            ..Self::default()
        }
    }
}

impl Stock {
    /// Says on a new value entry what of its cost reaches the general ledger now. What an invoice
    /// takes back of the expected cost is already on the entry: as much as was posted.
    pub(super) fn post_cost(&mut self, at: usize, entry: &mut ValueEntry) {
        let (automatic, expected) =
            (self.setup.automatic_cost_posting, self.setup.expected_cost_posting_to_gl);
        if !automatic || !entry.inventoriable {
            entry.expected_cost_posted_to_gl = Amount::ZERO;
            return;
        }
        entry.cost_posted_to_gl = entry.cost_amount_actual;
        if entry.expected_cost && expected {
            entry.expected_cost_posted_to_gl = entry.cost_amount_expected;
        }
        let line = self.kept[at].entry.document_line_no;
        for refusal in self.missing_accounts(entry) {
            let refusal = refusal.line(line);
            if !self.refusals.0.contains(&refusal) {
                self.refusals.push(refusal);
            }
        }
    }

    fn missing_accounts(&self, entry: &ValueEntry) -> Vec<Refusal> {
        let mut missing = Vec::new();
        for (interim, amount) in amounts(entry) {
            if !amount.is_zero() {
                missing.extend(self.balancing_account(entry, interim).err());
                missing.extend(self.inventory_account(entry, interim).err());
            }
        }
        missing
    }

    /// The sums to post for the value entries of the posting.
    pub(super) fn cost_postings(&self) -> Vec<CostPosting> {
        let mut postings: Vec<CostPosting> = Vec::new();
        for (_, entry) in &self.value {
            self.add_cost_postings(entry, amounts(entry), &mut postings);
        }
        postings.retain(|posting| !posting.amount.is_zero());
        postings
    }

    /// Adds what an entry posts: stock against cost of sales or adjustment.
    pub(super) fn add_cost_postings(
        &self,
        entry: &ValueEntry,
        amounts: [(bool, Amount); 2],
        postings: &mut Vec<CostPosting>,
    ) {
        for (interim, amount) in amounts {
            if amount.is_zero() {
                continue;
            }
            let accounts =
                (self.balancing_account(entry, interim), self.inventory_account(entry, interim));
            let (Ok(balancing), Ok(inventory)) = accounts else { continue };
            for (account, amount) in [(balancing, -amount), (inventory, amount)] {
                let posting = CostPosting::of(entry, account, amount);
                match postings.iter_mut().find(|other| posting.joins(other)) {
                    Some(other) => other.amount += posting.amount,
                    None => postings.push(posting),
                }
            }
        }
    }

    /// The account for the value of stock.
    pub(super) fn inventory_account(
        &self,
        entry: &ValueEntry,
        interim: bool,
    ) -> Result<Code<20>, Refusal> {
        let (location, group) = (&entry.location_code, &entry.inventory_posting_group);
        let Some(setup) = self.inventory.get(&(location.clone(), group.clone())) else {
            return Err(posting_setup::missing::<InventoryPostingSetup>(key![location, group]));
        };
        let column = if interim { "inventory_account_interim" } else { "inventory_account" };
        posting_setup::account(setup, column)
    }

    /// The account that a movement is posted against: cost of goods sold for sales, adjustment
    /// for everything else.
    pub(super) fn balancing_account(
        &self,
        entry: &ValueEntry,
        interim: bool,
    ) -> Result<Code<20>, Refusal> {
        let (business, product) = (&entry.gen_bus_posting_group, &entry.gen_prod_posting_group);
        let Some(setup) = self.general.get(&(business.clone(), product.clone())) else {
            return Err(posting_setup::missing::<GeneralPostingSetup>(key![business, product]));
        };
        let sale = entry.item_ledger_entry_type == ItemLedgerEntryType::Sale;
        let column = match (sale, interim) {
            (true, true) => "cogs_account_interim",
            (true, false) => "cogs_account",
            (false, _) => "inventory_adjmt_account",
        };
        posting_setup::account(setup, column)
    }
}

/// What an entry posts now: the invoiced cost, and the expected cost on interim accounts.
fn amounts(entry: &ValueEntry) -> [(bool, Amount); 2] {
    [(false, entry.cost_posted_to_gl), (true, entry.expected_cost_posted_to_gl)]
}
