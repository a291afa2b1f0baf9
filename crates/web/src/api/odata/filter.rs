//! Reads `$filter`.

use base::{Error, Result, refuse};
use store::filter::{Comparison, Place};
use store::{EntityDef, Filter};

use super::lexer::{Placed, Token, syntax, words};
use super::literal::{Literal, compare, value};
use super::options::Names;

/// The most conditions of a filter; databases limit them too.
const MOST: usize = 200;
/// How deep parentheses may go.
const DEEPEST: usize = 40;

/// Reads a filter on the stored properties of a collection.
///
/// # Errors
/// The first thing that cannot be read, with its place.
pub fn parse(names: Names<'_>, def: &EntityDef, filter: &str) -> Result<Filter> {
    let mut reader = Reader {
        names,
        def,
        words: words(filter)?,
        at: 0,
        depth: 0,
        conditions: 0,
        end: filter.chars().count() + 1,
    };
    let result = reader.or()?;
    match reader.words.get(reader.at) {
        None => Ok(result),
        Some(_) => Err(reader.expected("and, or")),
    }
}

/// What stands on a side of a comparison.
enum Operand {
    Column(usize),
    Literal(Literal),
}

struct Reader<'d> {
    names: Names<'d>,
    def: &'d EntityDef,
    words: Vec<Placed>,
    at: usize,
    depth: usize,
    conditions: usize,
    end: usize,
}

impl Reader<'_> {
    fn or(&mut self) -> Result<Filter> {
        let mut any = vec![self.and()?];
        while self.keyword("or") {
            any.push(self.and()?);
        }
        Ok(if any.len() == 1 { any.remove(0) } else { Filter::Or(any) })
    }

    fn and(&mut self) -> Result<Filter> {
        let mut all = vec![self.unary()?];
        while self.keyword("and") {
            all.push(self.unary()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Filter::And(all) })
    }

    fn unary(&mut self) -> Result<Filter> {
        self.deeper()?;
        let filter = if self.keyword("not") {
            Filter::Not(Box::new(self.unary()?))
        } else if self.sign('(') {
            let inner = self.or()?;
            self.close()?;
            inner
        } else {
            self.condition()?
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn deeper(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let refusal = refuse!("api.filter.tooDeep", most = DEEPEST);
            return Err(Error::malformed(refusal.field("$filter")));
        }
        Ok(())
    }

    fn count(&mut self, more: usize) -> Result<()> {
        self.conditions += more;
        if self.conditions > MOST {
            let refusal = refuse!("api.filter.tooLong", most = MOST);
            return Err(Error::malformed(refusal.field("$filter")));
        }
        Ok(())
    }

    fn condition(&mut self) -> Result<Filter> {
        self.count(1)?;
        if let Some(place) = self.function() {
            return self.holds(place);
        }
        if self.folds() {
            return self.folded_equal();
        }
        let left = self.operand()?;
        if let (Operand::Column(at), true) = (&left, self.keyword("in")) {
            return self.among(*at);
        }
        let Some(comparison) = self.comparison() else {
            return match left {
                // A yes-or-no property is a condition by itself.
                Operand::Column(at) if self.def.table.columns[at].kind == store::Kind::Bool => {
                    Ok(Filter::equal(at, store::Value::Int(1)))
                }
                _ => Err(self.expected("eq, ne, gt, ge, lt, le, in")),
            };
        };
        let place = self.at;
        match (left, self.operand()?) {
            (Operand::Column(at), Operand::Literal(literal)) => {
                compare(at, &self.def.table.columns[at], comparison, &literal)
            }
            (Operand::Literal(literal), Operand::Column(at)) => {
                compare(at, &self.def.table.columns[at], turned(comparison), &literal)
            }
            _ => {
                self.at = place;
                Err(self.expected("a value beside a property"))
            }
        }
    }

    /// `contains(`, `startswith(` or `endswith(`.
    fn function(&mut self) -> Option<Place> {
        let Some((Token::Name(name), _)) = self.words.get(self.at) else { return None };
        let place = match name.to_ascii_lowercase().as_str() {
            "contains" => Place::Anywhere,
            "startswith" => Place::Start,
            "endswith" => Place::End,
            _ => return None,
        };
        let opens = self.opens();
        if opens {
            self.at += 2;
        }
        opens.then_some(place)
    }

    /// The rest of a text function. It pays no regard to capitals, so that lowering them first
    /// changes nothing.
    fn holds(&mut self, place: Place) -> Result<Filter> {
        let at = self.folded_column()?;
        if !self.sign(',') {
            return Err(self.expected(","));
        }
        let Operand::Literal(Literal::Text(text)) = self.operand()? else {
            self.at -= 1;
            return Err(self.expected("'…'"));
        };
        self.close()?;
        let column = &self.def.table.columns[at];
        if column.kind.is_integer() {
            let refusal = refuse!(
                "api.filter.literal",
                value = format!("'{text}'"),
                name = column.json,
                expected = store::json::type_name(column.kind)
            );
            return Err(Error::malformed(refusal.field("$filter")));
        }
        let holds = Filter::Holds(at, place, text);
        let Some(comparison) = self.comparison() else { return Ok(holds) };
        match (comparison, self.operand()?) {
            (Comparison::Equal, Operand::Literal(Literal::Bool(true)))
            | (Comparison::NotEqual, Operand::Literal(Literal::Bool(false))) => Ok(holds),
            (Comparison::Equal, Operand::Literal(Literal::Bool(false)))
            | (Comparison::NotEqual, Operand::Literal(Literal::Bool(true))) => {
                Ok(Filter::Not(Box::new(holds)))
            }
            _ => {
                self.at -= 1;
                Err(self.expected("true, false"))
            }
        }
    }

    /// Whether `tolower(` or `toupper(` comes next.
    fn folds(&self) -> bool {
        let name = match self.words.get(self.at) {
            Some((Token::Name(name), _)) => name.to_ascii_lowercase(),
            _ => return false,
        };
        matches!(name.as_str(), "tolower" | "toupper") && self.opens()
    }

    /// Whether what comes next is followed by a parenthesis, as functions are.
    fn opens(&self) -> bool {
        matches!(self.words.get(self.at + 1), Some((Token::Sign('('), _)))
    }

    /// `tolower(name) eq 'x'`: equal without regard to capitals.
    fn folded_equal(&mut self) -> Result<Filter> {
        let at = self.folded_column()?;
        let equal = match self.comparison() {
            Some(Comparison::Equal) => true,
            Some(Comparison::NotEqual) => false,
            found => {
                self.at -= usize::from(found.is_some());
                return Err(self.expected("eq, ne"));
            }
        };
        let Operand::Literal(Literal::Text(text)) = self.operand()? else {
            self.at -= 1;
            return Err(self.expected("'…'"));
        };
        let same = Filter::Holds(at, Place::Whole, text);
        Ok(if equal { same } else { Filter::Not(Box::new(same)) })
    }

    fn folded_column(&mut self) -> Result<usize> {
        if self.folds() {
            self.at += 2;
            let at = self.column()?;
            self.close()?;
            return Ok(at);
        }
        self.column()
    }

    fn column(&mut self) -> Result<usize> {
        match self.operand()? {
            Operand::Column(at) => Ok(at),
            Operand::Literal(_) => {
                self.at -= 1;
                Err(self.expected("a property"))
            }
        }
    }

    fn among(&mut self, at: usize) -> Result<Filter> {
        if !self.sign('(') {
            return Err(self.expected("("));
        }
        let column = &self.def.table.columns[at];
        let mut values = Vec::new();
        loop {
            match self.operand()? {
                Operand::Literal(literal) => values.push(value(column, &literal)?),
                Operand::Column(_) => {
                    self.at -= 1;
                    return Err(self.expected("a value"));
                }
            }
            if !self.sign(',') {
                break;
            }
        }
        self.close()?;
        self.count(values.len() - 1)?;
        Ok(Filter::In(at, values))
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let Some((Token::Name(name), _)) = self.words.get(self.at) else { return None };
        let comparison = match name.as_str() {
            "eq" => Comparison::Equal,
            "ne" => Comparison::NotEqual,
            "gt" => Comparison::Greater,
            "ge" => Comparison::GreaterOrEqual,
            "lt" => Comparison::Less,
            "le" => Comparison::LessOrEqual,
            _ => return None,
        };
        self.at += 1;
        Some(comparison)
    }

    fn operand(&mut self) -> Result<Operand> {
        let operand = match self.words.get(self.at) {
            Some((Token::Text(text), _)) => Operand::Literal(Literal::Text(text.clone())),
            Some((Token::Bare(text), _)) => Operand::Literal(Literal::Bare(text.clone())),
            Some((Token::Name(name), _)) => match name.as_str() {
                "null" => Operand::Literal(Literal::Null),
                "true" => Operand::Literal(Literal::Bool(true)),
                "false" => Operand::Literal(Literal::Bool(false)),
                name if self.opens() => return Err(unknown_function(name)),
                name => Operand::Column(self.named(name)?),
            },
            _ => return Err(self.expected("a property or value")),
        };
        self.at += 1;
        Ok(operand)
    }

    fn named(&self, name: &str) -> Result<usize> {
        super::options::column(self.names, self.def, name, "$filter")
    }

    fn keyword(&mut self, word: &str) -> bool {
        let found = matches!(self.words.get(self.at), Some((Token::Name(name), _)) if name == word);
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, sign: char) -> bool {
        let found = matches!(self.words.get(self.at), Some((Token::Sign(s), _)) if *s == sign);
        self.at += usize::from(found);
        found
    }

    fn close(&mut self) -> Result<()> {
        if self.sign(')') { Ok(()) } else { Err(self.expected(")")) }
    }

    fn expected(&self, expected: &str) -> Error {
        let (found, at) = match self.words.get(self.at) {
            None => ("…".to_owned(), self.end),
            Some((Token::Name(word) | Token::Bare(word), at)) => (word.clone(), *at),
            Some((Token::Text(text), at)) => (format!("'{text}'"), *at),
            Some((Token::Sign(sign), at)) => (sign.to_string(), *at),
        };
        syntax(at, &found, expected)
    }
}

/// The refusal of a function that filters do not have.
fn unknown_function(name: &str) -> Error {
    let known = "contains, startswith, endswith, tolower, toupper";
    let refusal = refuse!("api.filter.function", name = name, known = known);
    Error::malformed(refusal.field("$filter"))
}

/// The comparison seen from the other side.
fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}
