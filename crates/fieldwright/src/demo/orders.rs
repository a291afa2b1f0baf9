//! Orders of the demonstration: taken, worked on and posted as people would have done it.

use base::{Date, DateTime, Decimal, Result, Weekday};
use books::resource::Resource;
use serde_json::{Map, Value as Json, json};
use store::{Tx, Value, key};

use super::desk::Desk;
use super::jobs::{self, JOBS, Job};
use super::random::Random;

/// A machine that work can be done on, with what an order needs to know of its owner.
#[derive(Clone, Debug)]
pub struct Machine {
    pub no: String,
    pub group: String,
    pub customer: String,
    pub ship_to: String,
    pub zone: String,
    pub agency: String,
    pub preferred: String,
}

/// How far an order has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Taken.
    Taken,
    /// Taken and released to be shipped.
    Released,
    /// Somebody is at work.
    AtWork,
    /// A part is on order.
    PartOrdered,
    /// The customer must decide.
    WaitingForCustomer,
    /// Done, nothing posted.
    Done,
    /// The parts are shipped, the rest is not.
    PartsShipped,
    /// Everything is shipped, nothing invoiced.
    Shipped,
    /// Shipped and invoiced.
    Invoiced,
    /// Used without charge.
    Consumed,
}

/// Who works where.
pub struct Staff {
    /// Agency and resource.
    people: Vec<(&'static str, String)>,
}

impl Staff {
    /// The technicians of the company.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(tx: &mut Tx) -> Result<Self> {
        let mut people = Vec::new();
        for (group, agency) in [("TECH-GRE", "GRENOBLE"), ("TECH-LYO", "LYON")] {
            let of_group: Vec<Resource> = tx.select(
                "WHERE \"resource_group_no\" = $1 ORDER BY \"no\"",
                store::params![group],
            )?;
            people.extend(of_group.into_iter().map(|person| (agency, person.no.to_string())));
        }
        Ok(Self { people })
    }

    /// Somebody of the agency.
    fn somebody(&self, random: &mut Random, agency: &str) -> String {
        let near: Vec<&String> =
            self.people.iter().filter(|(place, _)| *place == agency).map(|(_, no)| no).collect();
        if near.is_empty() { self.people[0].1.clone() } else { (*random.pick(&near)).clone() }
    }
}

/// The machines of the company that work is done on.
///
/// # Errors
/// When the database fails.
pub fn machines(tx: &mut Tx) -> Result<Vec<Machine>> {
    let rows = tx.rows(
        "SELECT s.\"no\", s.\"service_item_group_code\", s.\"customer_no\", s.\"ship_to_code\", \
         c.\"service_zone_code\", c.\"responsibility_center\", s.\"preferred_resource\" \
         FROM \"service_item\" s JOIN \"customer\" c ON c.\"no\" = s.\"customer_no\" \
         WHERE s.\"status\" = 'installed' ORDER BY s.\"no\"",
        &[],
    )?;
    let machine = |row: Vec<Value>| {
        let mut texts = row.into_iter().map(Value::into_text);
        let mut next = || texts.next().unwrap_or_default();
        Machine {
            no: next(),
            group: next(),
            customer: next(),
            ship_to: next(),
            zone: next(),
            agency: next(),
            preferred: next(),
        }
    };
    Ok(rows.into_iter().map(machine).collect())
}

/// An order to be taken.
pub struct Planned<'a> {
    machine: &'a Machine,
    /// Another machine of the same customer at the same address, and its work.
    second: Option<(&'a Machine, &'static Job)>,
    job: &'static Job,
    person: String,
    /// Whether to note the fault already.
    found: bool,
    with_lines: bool,
    comment: &'static str,
    /// Whether the invoice is paid as it is posted.
    paid: bool,
}

impl Planned<'_> {
    /// The same order of somebody who has paid long since.
    pub fn paid(self) -> Self {
        Self { paid: true, ..self }
    }
}

/// What people note about an order; often nothing.
const COMMENTS: &[&str] = &[
    "Appeler avant de passer, de préférence le matin.",
    "Accès livraisons par la cour, sonner au rez-de-chaussée.",
    "Le client demande le numéro de bon de commande sur la facture.",
    "Machine indispensable avant le service de midi.",
    "Prévoir un escabeau, machine en hauteur.",
    "",
    "",
    "",
];

/// A piece of work by chance, for a machine by chance.
pub fn plan<'a>(
    random: &mut Random,
    staff: &Staff,
    machines: &'a [Machine],
    stage: Stage,
) -> Planned<'a> {
    let machine = random.pick(machines);
    let beside = machines.iter().find(|other| {
        other.no != machine.no
            && other.customer == machine.customer
            && other.ship_to == machine.ship_to
    });
    let second = beside.filter(|_| random.chance(25)).map(|other| (other, job(random, other)));
    let person = if machine.preferred.is_empty() || random.chance(30) {
        staff.somebody(random, &machine.agency)
    } else {
        machine.preferred.clone()
    };
    let begun = !matches!(stage, Stage::Taken | Stage::WaitingForCustomer);
    Planned {
        machine,
        second,
        job: job(random, machine),
        person,
        found: begun,
        with_lines: begun || random.chance(50),
        comment: random.pick::<&str>(COMMENTS),
        paid: false,
    }
}

fn job(random: &mut Random, machine: &Machine) -> &'static Job {
    let fitting: Vec<&'static Job> = JOBS.iter().filter(|job| job.group == machine.group).collect();
    if fitting.is_empty() { &JOBS[0] } else { random.pick::<&Job>(&fitting) }
}

/// Takes the order and answers its number.
///
/// # Errors
/// What the order refuses.
pub fn take(tx: &mut Tx, desk: &Desk, planned: &Planned) -> Result<String> {
    let order = desk.create(tx, "serviceOrders", &body(planned))?;
    Ok(order["no"].as_str().unwrap_or_default().to_owned())
}

/// Begins the work on every machine of the order.
///
/// # Errors
/// What the order refuses.
pub fn begin(tx: &mut Tx, desk: &Desk, planned: &Planned, no: &str) -> Result<()> {
    set_status(tx, desk, planned, no, "EN-COURS")
}

/// Brings an order so far, and posts what is to be posted.
///
/// # Errors
/// What the order or its posting refuses.
pub fn bring(tx: &mut Tx, desk: &Desk, planned: &Planned, no: &str, stage: Stage) -> Result<()> {
    let order = key!["order", no].to_vec();
    match stage {
        Stage::Taken | Stage::AtWork => return Ok(()),
        Stage::Released => {
            return desk.act(tx, "serviceOrders", "release", &order, &json!({})).map(drop);
        }
        Stage::PartsShipped => return ship_parts(tx, desk, &order, no),
        Stage::PartOrdered => return set_status(tx, desk, planned, no, "PIECE-CDE"),
        Stage::WaitingForCustomer => return set_status(tx, desk, planned, no, "ATTENTE"),
        Stage::Done | Stage::Shipped | Stage::Invoiced | Stage::Consumed => {
            set_status(tx, desk, planned, no, "TERMINE")?;
        }
    }
    let option = match stage {
        Stage::Shipped => "ship",
        Stage::Invoiced => "shipAndInvoice",
        Stage::Consumed => "shipAndConsume",
        _ => return Ok(()),
    };
    if stage == Stage::Consumed {
        for (line, quantity) in lines(tx, no)? {
            let quantity = json!({"qtyToConsume": store::json::number(quantity)});
            desk.change(tx, "serviceOrderLines", key!["order", no, line], &quantity)?;
        }
    }
    desk.act(tx, "serviceOrders", "post", &order, &json!({"option": option})).map(drop)
}

/// Gives every machine of the order a repair status; the status of the order follows.
fn set_status(tx: &mut Tx, desk: &Desk, planned: &Planned, no: &str, status: &str) -> Result<()> {
    for line in 1..=if planned.second.is_some() { 2_i64 } else { 1 } {
        let line = key!["order", no, line * 10_000].to_vec();
        desk.change(tx, "serviceOrderItemLines", &line, &json!({"repairStatusCode": status}))?;
    }
    Ok(())
}

/// Ships the first line only.
fn ship_parts(tx: &mut Tx, desk: &Desk, order: &[Value], no: &str) -> Result<()> {
    for (line, _) in lines(tx, no)?.into_iter().skip(1) {
        let key = key!["order", no, line].to_vec();
        desk.change(tx, "serviceOrderLines", &key, &json!({"qtyToShip": 0}))?;
    }
    desk.act(tx, "serviceOrders", "post", order, &json!({"option": "ship"})).map(drop)
}

/// Numbers and quantities of an order's lines.
fn lines(tx: &mut Tx, no: &str) -> Result<Vec<(i64, Decimal)>> {
    let rows = tx.rows(
        "SELECT \"line_no\", \"quantity\" FROM \"service_line\" WHERE \"document_type\" = 'order' \
         AND \"document_no\" = $1 AND \"type\" <> 'text' ORDER BY \"line_no\"",
        store::params![no],
    )?;
    let line = |row: Vec<Value>| {
        let mut values = row.into_iter().map(Value::into_int);
        let no = values.next().unwrap_or_default();
        (no, Decimal::new(values.next().unwrap_or_default(), 5))
    };
    Ok(rows.into_iter().map(line).collect())
}

fn body(planned: &Planned) -> Json {
    let mut item_lines = vec![item_line(planned.machine, planned.job, planned.found)];
    let mut service_lines = Vec::new();
    if planned.with_lines {
        service_lines.extend(work(planned, planned.job, 10_000));
    }
    if let Some((machine, job)) = planned.second {
        item_lines.push(item_line(machine, job, planned.found));
        if planned.with_lines {
            service_lines.extend(work(planned, job, 20_000));
        }
    }
    if planned.with_lines && planned.job.order_type != "ATELIER" {
        let travel = jobs::travel(&planned.machine.zone);
        service_lines.push(json!({"type": "cost", "no": travel, "quantity": 1}));
    } else if planned.with_lines {
        service_lines.push(json!({"type": "cost", "no": "PRISE", "quantity": 1}));
    }
    let mut order = json!({
        "customerNo": planned.machine.customer,
        "description": planned.job.description,
        "serviceOrderType": planned.job.order_type,
    });
    if !planned.machine.ship_to.is_empty() {
        order["shipToCode"] = json!(planned.machine.ship_to);
    }
    if planned.paid {
        order["paymentMethodCode"] = json!("PRLV");
    }
    if !planned.comment.is_empty() {
        order["comments"] = json!([{"type": "general", "comment": planned.comment}]);
    }
    order["serviceItemLines"] = Json::Array(item_lines);
    order["serviceLines"] = Json::Array(service_lines);
    order
}

fn item_line(machine: &Machine, job: &Job, found: bool) -> Json {
    let mut line = Map::new();
    line.insert("serviceItemNo".to_owned(), json!(machine.no));
    line.insert("repairStatusCode".to_owned(), json!("INITIAL"));
    let names = ["faultAreaCode", "symptomCode", "faultCode", "resolutionCode", "faultReasonCode"];
    let known = if found { 5 } else { 2 };
    for (name, code) in names.iter().zip(job.fault).take(known).filter(|(_, c)| !c.is_empty()) {
        line.insert((*name).to_owned(), json!(code));
    }
    Json::Object(line)
}

/// Parts and hours of a job, on an item line.
fn work(planned: &Planned, job: &Job, item_line: i64) -> Vec<Json> {
    let mut lines: Vec<Json> = job
        .parts
        .iter()
        .map(|(item, quantity)| {
            json!({
                "serviceItemLineNo": item_line, "type": "item", "no": item, "quantity": quantity,
            })
        })
        .collect();
    lines.push(json!({
        "serviceItemLineNo": item_line, "type": "resource", "no": planned.person,
        "quantity": store::json::number(Decimal::new(job.quarters * 25, 2)),
    }));
    lines
}

/// Days without work that come every year: month and day.
const HOLIDAYS: &[(i8, i8)] =
    &[(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

/// The last working moment that lies so many working days before now, at this hour; never in the
/// future.
pub fn moment(now: DateTime, working_days: usize, hour: i8, minute: i8) -> DateTime {
    let working = |day: Date| {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !HOLIDAYS.contains(&(day.month(), day.day()))
    };
    let earlier = |day: Date| day.yesterday().unwrap_or(day);
    let mut day = now.date();
    if now.time() < jiff::civil::time(hour, minute, 0, 0) {
        day = earlier(day);
    }
    let mut left = working_days;
    while left > 0 || !working(day) {
        left -= usize::from(working(day) && left > 0);
        day = earlier(day);
    }
    day.at(hour, minute, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_working_days_and_never_in_the_future() {
        for (now, days, expected) in [
            ("2026-03-02T10:00:00", 0, "2026-03-02T09:15:00"),
            ("2026-03-02T08:00:00", 0, "2026-02-27T09:15:00"),
            ("2026-03-01T12:00:00", 0, "2026-02-27T09:15:00"),
            ("2026-03-03T10:00:00", 2, "2026-02-27T09:15:00"),
            ("2026-03-03T09:10:00", 0, "2026-03-02T09:15:00"),
            ("2026-05-04T10:00:00", 1, "2026-04-30T09:15:00"),
        ] {
            let now: DateTime = now.parse().expect("a moment");
            assert_eq!(moment(now, days, 9, 15).to_string(), expected);
        }
    }
}
