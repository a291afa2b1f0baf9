//! What may be entered in and posted to accounts.

use base::{Refusal, Result, refuse};
use store::{Entity, Figures, Record, Tx, Wanted, json, key};

use super::{GlAccount, GlAccountType, balance};
use crate::dimension::{self, DimensionTable};
use crate::posting_setup::GenProductPostingGroup;
use crate::price_list::{self, AssetType};
use crate::{check, hooks, used};

/// Refuses an account that nothing can be posted to.
///
/// # Errors
/// `glAccount.notPosting` and `glAccount.blocked`.
pub fn check_postable(account: &GlAccount) -> Result<(), Refusal> {
    if account.account_type != GlAccountType::Posting {
        return Err(refuse!("glAccount.notPosting", account = &account.no));
    }
    if account.blocked {
        return Err(refuse!("glAccount.blocked", account = &account.no));
    }
    Ok(())
}

/// Refuses an account that people may not put on a line of their own.
///
/// # Errors
/// As [`check_postable`], and `glAccount.notDirect`.
pub fn check_direct(account: &GlAccount) -> Result<(), Refusal> {
    check_postable(account)?;
    if account.direct_posting {
        return Ok(());
    }
    Err(refuse!("glAccount.notDirect", account = &account.no))
}

/// Refuses that a set-up record names an account that nothing can be posted to; for columns that
/// name no account there is nothing to refuse.
pub(crate) fn check_set_up<T: Record>(tx: &mut Tx, record: &T, column: &str) -> Result<()> {
    let table = T::table();
    let at = table.column(column).filter(|at| table.columns[*at].relation == Some("gl_account"));
    let Some(number) = at.map(|at| record.value(at)).filter(|number| !number.is_blank()) else {
        return Ok(());
    };
    let account: GlAccount = check::named(tx, &[number])?;
    Ok(check_postable(&account)?)
}

impl Entity for GlAccount {
    const COLLECTION: &'static str = "glAccounts";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        if self.no.is_empty() {
            return Err(refuse!("record.key.blank").field("no").into());
        }
        self.direct_posting = true;
        Ok(())
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "account_type" if self.account_type != GlAccountType::Posting => {
                self.direct_posting = false;
                if before.account_type == GlAccountType::Posting {
                    hooks::guard(tx, self)?;
                    used::refuse_while_related(tx, self)?;
                }
                Ok(())
            }
            "direct_posting" if self.direct_posting => Ok(check_type(self)?),
            "gen_prod_posting_group" if !self.gen_prod_posting_group.is_empty() => {
                let group: GenProductPostingGroup = tx.find(key![self.gen_prod_posting_group])?;
                if !group.def_vat_prod_posting_group.is_empty() {
                    self.vat_prod_posting_group = group.def_vat_prod_posting_group;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        price_list::forget_asset(tx, AssetType::GlAccount, &self.no)?;
        dimension::forget(tx, DimensionTable::GlAccount, &self.no)
    }

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "balance" => Some(&["general_ledger_entry.amount"]),
            _ => hooks::made_of::<Self>(figure),
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], wanted: &Wanted) -> Result<Vec<Figures>> {
        let mut figures = vec![Figures::new(); records.len()];
        if wanted.has("balance") {
            let numbers: Vec<&str> = records.iter().map(|account| account.no.as_str()).collect();
            let balances = balance::balances(tx, &numbers, None)?;
            for (figures, balance) in figures.iter_mut().zip(balances) {
                figures.push(("balance", json::number(balance.dec())));
            }
        }
        hooks::add_figures(tx, records, wanted, &mut figures)?;
        Ok(figures)
    }
}

fn check_type(account: &GlAccount) -> Result<(), Refusal> {
    if account.account_type == GlAccountType::Posting {
        return Ok(());
    }
    Err(refuse!("glAccount.notPosting", account = &account.no))
}
