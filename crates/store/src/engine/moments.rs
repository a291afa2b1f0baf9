//! Dates and times as texts, moved by seconds.

use crate::db::EngineName;

/// The moment in UTC of a column that has a date and time so many seconds ahead of UTC.
pub(crate) fn in_utc(engine: EngineName, column: &str, ahead: i32) -> String {
    let plain = format!("substr(\"{column}\", 1, 19)");
    let back = -i64::from(ahead);
    match engine {
        EngineName::Sqlite => {
            format!("strftime('%Y-%m-%dT%H:%M:%S', {plain}, '{back:+} seconds') || 'Z'")
        }
        EngineName::Postgres => format!(
            "to_char({plain}::timestamp + interval '{back} seconds', \
             'YYYY-MM-DD\"T\"HH24:MI:SS') || 'Z'"
        ),
    }
}
