//! What may be entered in number series.

use base::{Code, Result, refuse};
use serde_json::Value as Json;
use store::{Entity, Figures, Tx, Wanted, params};

use super::record::{NumberSeries, NumberSeriesLine};
use super::take::{self, check_fits, digits};
use crate::{check, hooks, used};

impl Entity for NumberSeries {
    const COLLECTION: &'static str = "numberSeries";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        self.default_nos = true;
        Ok(())
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        let sql = "DELETE FROM \"number_series_line\" WHERE \"series_code\" = $1";
        tx.execute(sql, params![self.code]).map(drop)
    }

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "nextNo" => Some(&["number_series_line"]),
            _ => None,
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], _wanted: &Wanted) -> Result<Vec<Figures>> {
        let today = tx.today();
        let next = take::next_of_each(tx, records, today)?;
        // A series that is at its end, or not yet begun, has no next number.
        let json = |no: Option<Code<20>>| no.map_or(Json::Null, |no| no.as_str().into());
        Ok(next.into_iter().map(|no| vec![("nextNo", json(no))]).collect())
    }
}

impl Entity for NumberSeriesLine {
    const COLLECTION: &'static str = "numberSeriesLines";

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        if self.line_no == 0 {
            self.line_no = check::next_line_no::<Self>(tx, &self.series_code)?;
        }
        self.increment_by_no = 1;
        self.open = true;
        Ok(())
    }

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        match column {
            "starting_no" => self.check_starting_no(),
            "ending_no" | "last_no_used" => {
                let number =
                    if column == "ending_no" { &self.ending_no } else { &self.last_no_used };
                let field = if column == "ending_no" { "endingNo" } else { "lastNoUsed" };
                check_fits(self, number, field)?;
                self.open = self.ending_no.is_empty() || self.last_no_used != self.ending_no;
                Ok(())
            }
            "warning_no" => check_fits(self, &self.warning_no, "warningNo"),
            "increment_by_no" if self.increment_by_no < 1 => {
                Err(refuse!("numberSeries.increment").into())
            }
            _ => Ok(()),
        }
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        check::key_relations(tx, self)?;
        self.check_starting_no()
    }
}

impl NumberSeriesLine {
    fn check_starting_no(&self) -> Result<()> {
        if digits(&self.starting_no).is_some() {
            return Ok(());
        }
        let number = self.starting_no.as_str();
        Err(refuse!("numberSeries.noDigits", number = number).field("startingNo").into())
    }
}
