//! What the company wants to reach: the lines across the charts of the role centre. 0 draws none.

use base::{Amount, Code, Percent, Result, hundred, refuse};
use store::{Entity, Record, Tx};

/// The goals of a company.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_goal", key(primary_key), audited)]
pub struct ServiceGoal {
    /// Always blank: a company has one such record.
    #[column(read_only)]
    pub primary_key: Code<10>,
    /// How many of a hundred orders shall be begun within their response time.
    pub response_goal_percent: Percent,
    /// The revenue of service that a month shall bring, in the local currency.
    #[column(class = "revenue")]
    pub monthly_revenue_goal: Amount,
    /// Counts the changes of the record.
    pub version: i64,
}

impl Entity for ServiceGoal {
    const COLLECTION: &'static str = "serviceGoals";
    const SINGLETON: bool = true;

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        match column {
            "response_goal_percent" => {
                let value = self.response_goal_percent;
                if value.is_negative() || value.dec() > hundred() {
                    return Err(refuse!("value.percent.range", value = value).into());
                }
                Ok(())
            }
            "monthly_revenue_goal" if self.monthly_revenue_goal.is_negative() => {
                Err(refuse!("value.negative").into())
            }
            _ => Ok(()),
        }
    }
}
