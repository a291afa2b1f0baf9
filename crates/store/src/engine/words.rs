//! The index of words: what people search records by, kept by the database itself with every row,
//! whatever door it came through. The embedded database has a full-text table beside the table,
//! filled by triggers; a server has a column with the words of each row and an index over it.

use super::{Connection, Failure};
use crate::db::EngineName;
use crate::field::{Kind, Value};
use crate::record::Table;
use crate::schema::Named;

/// What a table needs for its words.
#[derive(Clone, Default)]
pub(crate) struct Words {
    /// The table beside the table: its name, what makes it, and what fills it from the rows.
    pub beside: Option<(String, String, String)>,
    /// The column that holds them.
    pub column: Option<Named>,
    pub indexes: Vec<Named>,
    pub triggers: Vec<Named>,
}

/// So many rows a search finds at most: who finds more has not said what they look for.
pub const MOST: usize = 5_000;

/// At so many digits of a telephone number a search may begin: the last four of `+33476123456` too.
const PHONE_STARTS: usize = 9;

/// Before the key of a row among its words: a letter that nobody types.
const KEY_MARK: &str = "char(57344)";

/// What a server calls to tell the words of a text: small letters without accents, without signs.
/// Whoever changes what it does gives it another name, so that rows that are there are told anew.
/// They are functions of their own kind, so that a statement does not take a long expression apart
/// each time it is run.
pub(crate) const POSTGRES_WORDS: &str = "\
CREATE OR REPLACE FUNCTION words_from(value text) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS 'BEGIN RETURN array_to_tsvector(array_remove(
  regexp_split_to_array(replace(replace(replace(translate(lower(value COLLATE \"und-x-icu\"),
  ''àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ'', ''aaaaaaceeeeiiiinoooooouuuuyy''),
  ''œ'', ''oe''), ''æ'', ''ae''), ''ß'', ''ss'') COLLATE \"und-x-icu\",
  ''[^[:alnum:]]+''), '''')); END';
CREATE OR REPLACE FUNCTION words_bare(value text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS 'BEGIN RETURN translate(value, '' -./_'', ''''); END';
CREATE OR REPLACE FUNCTION words_phone(value text, starts int) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS 'DECLARE bare text := translate(value, '' -./_'', '''');
  found text := bare; BEGIN FOR start IN 2..starts LOOP
  found := found || '' '' || substr(bare, start); END LOOP; RETURN found; END';
";

/// What the words of a table need.
pub(crate) fn of(engine: EngineName, table: &Table) -> Words {
    if table.search.is_empty() {
        return Words::default();
    }
    let name = format!("{}_words", table.name);
    match engine {
        EngineName::Sqlite => beside(table, name),
        EngineName::Postgres => {
            let sql =
                format!("CREATE INDEX \"{name}\" ON \"{}\" USING gin (\"words\")", table.name);
            let column = format!(
                "\"words\" tsvector GENERATED ALWAYS AS (words_from({})) STORED",
                text(engine, table, "")
            );
            Words {
                column: Some(Named { name: "words".to_owned(), sql: column }),
                indexes: vec![Named { name, sql }],
                ..Words::default()
            }
        }
    }
}

fn beside(table: &Table, name: String) -> Words {
    let keys: Vec<String> =
        table.key.iter().map(|&at| format!("\"{}\"", table.columns[at].name)).collect();
    let create = format!(
        "CREATE VIRTUAL TABLE \"{name}\" USING fts5(\"words\", {}, \
         tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3', detail = none, columnsize = 0)",
        keys.iter().map(|key| format!("{key} UNINDEXED")).collect::<Vec<_>>().join(", ")
    );
    let all = |row: &str| {
        let mark = format!("{KEY_MARK} || hex({})", key_text(table, row));
        let keys: Vec<String> = keys.iter().map(|key| format!("{row}{key}")).collect();
        format!("{mark} || ' ' || {}, {}", text(EngineName::Sqlite, table, row), keys.join(", "))
    };
    let into = format!("INSERT INTO \"{name}\" (\"words\", {})", keys.join(", "));
    let fill = format!("{into} SELECT {} FROM \"{}\"", all(""), table.name);
    let insert = format!("{into} VALUES ({})", all("new."));
    let delete = format!(
        "DELETE FROM \"{name}\" WHERE rowid IN (SELECT rowid FROM \"{name}\" \
         WHERE \"{name}\" MATCH '\"' || {KEY_MARK} || hex({}) || '\"')",
        key_text(table, "old.")
    );
    let columns: Vec<String> = table
        .key
        .iter()
        .chain(table.search.iter().filter(|at| !table.key.contains(at)))
        .map(|&at| format!("\"{}\"", table.columns[at].name))
        .collect();
    let made = |end: &str, on: &str, when: &str, body: String| {
        let trigger = format!("{name}_{end}");
        let sql = format!(
            "CREATE TRIGGER \"{trigger}\" AFTER {on} ON \"{}\"{when} BEGIN {body}; END",
            table.name
        );
        Named { name: trigger, sql }
    };
    let when = format!(
        " WHEN {} <> {}",
        text(EngineName::Sqlite, table, "old."),
        text(EngineName::Sqlite, table, "new.")
    );
    let triggers = vec![
        made("insert", "INSERT", "", insert.clone()),
        made("delete", "DELETE", "", delete.clone()),
        made(
            "update",
            &format!("UPDATE OF {}", columns.join(", ")),
            &when,
            format!("{delete}; {insert}"),
        ),
    ];
    Words { beside: Some((name, create, fill)), triggers, ..Words::default() }
}

fn key_text(table: &Table, row: &str) -> String {
    let parts: Vec<String> =
        table.key.iter().map(|&at| format!("{row}\"{}\"", table.columns[at].name)).collect();
    parts.join(" || ',' || ")
}

/// The words of a row as one text: each column as it is; codes and numbers of telephones also
/// without signs, and the number of the record also without its letters, so that `123` finds `SO-0123`.
fn text(engine: EngineName, table: &Table, row: &str) -> String {
    let mut parts = Vec::new();
    for &at in table.search {
        let column = &table.columns[at];
        let value = format!("{row}\"{}\"", column.name);
        parts.push(value.clone());
        if column.name.ends_with("phone_no") {
            parts.push(phone(engine, &value));
        } else if matches!(column.kind, Kind::Code(_)) {
            parts.push(bare(engine, &value));
        }
        if table.key.last() == Some(&at) {
            let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ -./_";
            parts.push(format!("ltrim({value}, '{letters}')"));
            parts.push(format!("ltrim({value}, '{letters}0')"));
        }
    }
    let text = parts.join(" || ' ' || ");
    match engine {
        // What the tokenizer does not know: two letters in one.
        EngineName::Sqlite => LIGATURES
            .iter()
            .fold(text, |text, (one, two)| format!("replace({text}, '{one}', '{two}')")),
        EngineName::Postgres => text,
    }
}

/// A value without signs.
fn bare(engine: EngineName, value: &str) -> String {
    match engine {
        EngineName::Sqlite => [" ", "-", ".", "/", "_"]
            .iter()
            .fold(value.to_owned(), |text, sign| format!("replace({text}, '{sign}', '')")),
        EngineName::Postgres => format!("words_bare({value})"),
    }
}

/// A number of a telephone, found by what stands in its middle: as if a word began at each digit.
fn phone(engine: EngineName, value: &str) -> String {
    if engine == EngineName::Postgres {
        return format!("words_phone({value}, {PHONE_STARTS})");
    }
    let digits = bare(engine, value);
    let later = (2..=PHONE_STARTS).map(|start| format!("substr({digits}, {start})"));
    let all: Vec<String> = std::iter::once(digits.clone()).chain(later).collect();
    all.join(" || ' ' || ")
}

/// The condition that a row has words that begin with those typed, each of them.
pub(crate) fn condition(
    engine: EngineName,
    table: &Table,
    typed: &str,
    parameters: &mut Vec<Value>,
) -> String {
    if typed_words(typed).is_empty() {
        return "1 = 0".to_owned();
    }
    parameters.push(Value::Text(query_text(engine, typed)));
    let place = parameters.len();
    match engine {
        EngineName::Sqlite => {
            let keys: Vec<String> =
                table.key.iter().map(|&at| format!("\"{}\"", table.columns[at].name)).collect();
            let keys = keys.join(", ");
            let name = format!("\"{}_words\"", table.name);
            format!(
                "({keys}) IN (SELECT {keys} FROM {name} WHERE {name} MATCH ${place} LIMIT {MOST})"
            )
        }
        // What was found comes first, whatever the order of the list: an array is not planned with it.
        EngineName::Postgres => {
            let last = table.key.last().map_or("", |&at| table.columns[at].name);
            let query = format!("\"words\" @@ CAST(CAST(${place} AS text) AS tsquery)");
            format!(
                "(\"{last}\" = ANY (ARRAY (SELECT \"{last}\" FROM \"{}\" WHERE {query} \
                 LIMIT {MOST})) AND {query})",
                table.name
            )
        }
    }
}

/// What was typed, in the engine's own words.
fn query_text(engine: EngineName, typed: &str) -> String {
    let (mark, end, and) = match engine {
        EngineName::Sqlite => ("\"", "*", " "),
        EngineName::Postgres => ("'", ":*", " & "),
    };
    let words = typed_words(typed);
    let query: Vec<String> = words.iter().map(|word| format!("{mark}{word}{mark}{end}")).collect();
    query.join(and)
}

/// What was typed as words: small letters without accents, cut at every sign.
fn typed_words(typed: &str) -> Vec<String> {
    fold(&base::as_seen(typed))
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A text as it is compared with what people type: small letters without accents, ligatures as
/// two letters. `fold` of a server says the same.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.to_lowercase().chars() {
        match LIGATURES.iter().find(|(one, _)| *one == letter) {
            Some((_, two)) => folded.push_str(two),
            None => folded.push(bare_letter(letter)),
        }
    }
    folded
}

/// Two letters in one, as they are written with two.
const LIGATURES: [(char, &str); 5] =
    [('œ', "oe"), ('Œ', "oe"), ('æ', "ae"), ('Æ', "ae"), ('ß', "ss")];

fn bare_letter(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// The question for the keys of rows whose words are not those of the row, `most` of them at most;
/// none for a table without words.
pub(crate) fn astray(engine: EngineName, table: &Table, most: usize) -> Option<String> {
    if table.search.is_empty() {
        return None;
    }
    let (name, key) = (table.name, key_text(table, ""));
    let keys: Vec<String> =
        table.key.iter().map(|&at| format!("\"{}\"", table.columns[at].name)).collect();
    let keys = keys.join(", ");
    Some(match engine {
        EngineName::Sqlite => {
            let kept = format!("SELECT \"words\", {keys} FROM \"{name}_words\"");
            let mark = format!("{KEY_MARK} || hex({key})");
            let wanted = format!(
                "SELECT {mark} || ' ' || {}, {keys} FROM \"{name}\"",
                text(EngineName::Sqlite, table, "")
            );
            format!(
                "SELECT DISTINCT {key} FROM (SELECT * FROM ({wanted} EXCEPT {kept}) \
                 UNION ALL SELECT * FROM ({kept} EXCEPT {wanted})) LIMIT {most}"
            )
        }
        EngineName::Postgres => format!(
            "SELECT {key} FROM \"{name}\" WHERE \"words\" IS DISTINCT FROM words_from({}) LIMIT {most}",
            text(engine, table, "")
        ),
    })
}

/// The question how many rows have words that begin with those typed, counted to one more than a
/// search finds at most; none when the table has no words, or nothing was typed that is one.
pub(crate) fn counted(
    engine: EngineName,
    table: &Table,
    typed: &str,
) -> Option<(String, Vec<Value>)> {
    if table.search.is_empty() || typed_words(typed).is_empty() {
        return None;
    }
    let query = Value::Text(query_text(engine, typed));
    let most = MOST + 1;
    let found = match engine {
        EngineName::Sqlite => {
            let name = format!("\"{}_words\"", table.name);
            format!("SELECT 1 FROM {name} WHERE {name} MATCH $1 LIMIT {most}")
        }
        EngineName::Postgres => format!(
            "SELECT 1 FROM \"{}\" WHERE \"words\" @@ CAST(CAST($1 AS text) AS tsquery) LIMIT {most}",
            table.name
        ),
    };
    Some((format!("SELECT count(*) FROM ({found}) AS \"found\""), vec![query]))
}

/// Makes the index of the words of a table anew, from its rows.
pub(crate) fn rebuild(connection: &mut Connection, table: &Table) -> Result<(), Failure> {
    let engine = match connection {
        Connection::Sqlite(_) => EngineName::Sqlite,
        Connection::Postgres(_) => EngineName::Postgres,
    };
    let words = of(engine, table);
    if let Some(column) = &words.column {
        let indexes: Vec<&str> = words.indexes.iter().map(|index| index.sql.as_str()).collect();
        connection.batch(&format!(
            "{}; {}",
            column_anew(table.name, column),
            indexes.join("; ")
        ))?;
    }
    reconcile(connection, &words, true)
}

/// The statements that tell the words of every row anew; the index of the column goes with it.
pub(crate) fn column_anew(table: &str, column: &Named) -> String {
    format!(
        "ALTER TABLE \"{table}\" DROP COLUMN \"{}\"; ALTER TABLE \"{table}\" ADD COLUMN {}",
        column.name, column.sql
    )
}

/// Makes the table beside a table and fills it, when it is not there as it should be.
pub(crate) fn reconcile(
    connection: &mut Connection,
    words: &Words,
    anew: bool,
) -> Result<(), Failure> {
    let Some((name, create, fill)) = &words.beside else { return Ok(()) };
    let sql = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = $1";
    let made = connection.query(sql, &[Value::from(name.as_str())])?.into_iter().flatten().next();
    if !anew && made.map(Value::into_text).as_deref() == Some(create.as_str()) {
        return Ok(());
    }
    connection.batch(&format!("DROP TABLE IF EXISTS \"{name}\"; {create}; {fill}"))
}
