//! Many customers, items and machines, made up by chance that can be repeated.

use base::{Decimal, Result};
use serde_json::json;
use store::Tx;

use super::desk::Desk;
use super::random::Random;

/// How many there are more than in the small company.
const CUSTOMERS: usize = 360;
const ITEMS: usize = 490;
const MACHINES: usize = 1420;

const KINDS: &[&str] = &[
    "Café",
    "Brasserie",
    "Restaurant",
    "Hôtel",
    "Bistrot",
    "Boulangerie",
    "Salon de thé",
    "Bar",
    "Auberge",
    "Crêperie",
    "Cantine",
    "Pâtisserie",
    "Traiteur",
    "Coworking",
    "Glacier",
    "Épicerie",
];
const NAMES: &[&str] = &[
    "des Halles",
    "du Marché",
    "de la Gare",
    "du Théâtre",
    "des Alpes",
    "de l’Étoile",
    "du Parc",
    "des Tanneurs",
    "du Vieux Pont",
    "de la Mairie",
    "des Cordeliers",
    "du Funiculaire",
    "de la Bastille",
    "des Peupliers",
    "du Musée",
    "de la Fontaine",
    "des Quais",
    "du Stade",
    "de l’Université",
    "des Marronniers",
    "du Château",
    "de la Poste",
    "des Remparts",
    "du Lac",
];
const STREETS: &[&str] = &[
    "rue des Lilas",
    "avenue de la République",
    "rue Pasteur",
    "place de l’Église",
    "boulevard Gambetta",
    "rue Jean Moulin",
    "cours Berriat",
    "rue Victor Hugo",
    "quai Jongkind",
    "avenue Foch",
    "rue de la Paix",
    "chemin du Moulin",
];
/// Postal code, town, zone, agency.
const TOWNS: &[(&str, &str, &str, &str)] = &[
    ("38000", "Grenoble", "GRE-C", "GRENOBLE"),
    ("38100", "Grenoble", "GRE-S", "GRENOBLE"),
    ("38700", "La Tronche", "GRE-N", "GRENOBLE"),
    ("38120", "Saint-Égrève", "GRE-N", "GRENOBLE"),
    ("38240", "Meylan", "GRE-E", "GRENOBLE"),
    ("38130", "Échirolles", "GRE-S", "GRENOBLE"),
    ("38500", "Voiron", "VOIRON", "GRENOBLE"),
    ("38340", "Voreppe", "VOIRON", "GRENOBLE"),
    ("69001", "Lyon", "LYO-1", "LYON"),
    ("69003", "Lyon", "LYO-3", "LYON"),
    ("69005", "Lyon", "LYO-5", "LYON"),
    ("69100", "Villeurbanne", "LYO-E", "LYON"),
    ("69500", "Bron", "LYO-E", "LYON"),
    ("73000", "Chambéry", "ALPES", "LYON"),
];
/// Families of parts: words, the first size, the step, how the size is written, cost in cents.
const FAMILIES: &[(&str, usize, usize, &str, i64)] = &[
    ("Joint torique", 5, 1, "mm", 60),
    ("Joint plat PTFE", 8, 2, "mm", 85),
    ("Flexible inox 3/8\"", 40, 10, "cm", 560),
    ("Tuyau silicone alimentaire", 4, 1, "mm", 210),
    ("Vis inox M5", 8, 2, "mm", 18),
    ("Résistance blindée", 600, 100, "W", 3400),
    ("Fusible céramique", 1, 1, "A", 45),
    ("Ressort inox", 10, 2, "mm", 130),
    ("Filtre à café", 6, 1, "g", 240),
    ("Raccord laiton", 6, 2, "mm", 320),
];
/// Item, name, letters of its serial numbers.
const MODELS: &[(&str, &str, &str)] = &[
    ("80110", "Corvara 1 Solo", "C1S"),
    ("80120", "Corvara 2 Duo", "CD2"),
    ("80130", "Corvara 3 Trio", "CT3"),
    ("80210", "Pianta S1", "PS1"),
    ("80220", "Pianta S2", "PS2"),
    ("80310", "Mazzolo 64D", "MZ64"),
    ("80320", "Mazzolo 75E", "MZ75"),
    ("80330", "Mazzolo 98K", "MZ98"),
    ("80410", "Dolza Aqua 4", "DA4"),
    ("80420", "Dolza Aqua 8", "DA8"),
];
/// More technicians: number, name, group.
const PEOPLE: &[(&str, &str, &str)] = &[
    ("JFONTAINE", "Julie Fontaine", "TECH-LYO"),
    ("TBESSAT", "Thomas Bessat", "TECH-LYO"),
    ("SROUX", "Samuel Roux", "TECH-LYO"),
    ("AVIAL", "Amandine Vial", "TECH-GRE"),
    ("LGIRAUD", "Luc Giraud", "TECH-GRE"),
    ("OBENALI", "Omar Benali", "TECH-GRE"),
    ("MPERRET", "Manon Perret", "TECH-GRE"),
];

/// Adds them all to the small company.
///
/// # Errors
/// When a record is refused.
pub fn fill(tx: &mut Tx, desk: &Desk, random: &mut Random) -> Result<()> {
    for (no, name, group) in PEOPLE {
        let person = json!({
            "no": no, "type": "person", "name": name, "resourceGroupNo": group,
            "baseUnitOfMeasure": "H", "genProdPostingGroup": "MO", "vatProdPostingGroup": "TVA20",
            "directUnitCost": 32, "unitCost": 32, "unitPrice": 66,
        });
        desk.create(tx, "resources", &person)?;
    }
    let customers = (0..CUSTOMERS)
        .map(|number| customer(tx, desk, random, number))
        .collect::<Result<Vec<String>>>()?;
    for number in 0..ITEMS {
        item(tx, desk, number)?;
    }
    for number in 0..MACHINES {
        machine(tx, desk, random, number, &customers)?;
    }
    Ok(())
}

fn customer(tx: &mut Tx, desk: &Desk, random: &mut Random, number: usize) -> Result<String> {
    let no = format!("C{:05}", 1000 + number);
    let kind = KINDS[number % KINDS.len()];
    let (post_code, city, zone, agency) = *random.pick(TOWNS);
    let gastronomy = random.chance(70);
    let record = json!({
        "no": no,
        "name": format!("{kind} {}", NAMES[number / KINDS.len() % NAMES.len()]),
        "address": format!("{} {}", 1 + random.below(120), random.pick(STREETS)),
        "postCode": post_code, "city": city, "countryRegionCode": "FR", "languageCode": "FR",
        "phoneNo": format!("+33 4 76 01 {:02} {:02}", number / 100, number % 100),
        "genBusPostingGroup": "FRANCE", "vatBusPostingGroup": "FRANCE",
        "customerPostingGroup": "FRANCE", "allowLineDisc": true,
        "customerPriceGroup": if gastronomy { "CHR" } else { "" },
        "customerDiscGroup": if gastronomy { "CHR" } else { "" },
        "paymentTermsCode": random.pick(&["30J", "30FM", "45FM"]),
        "paymentMethodCode": random.pick(&["VIR", "PRLV"]),
        "locationCode": agency, "responsibilityCenter": agency, "serviceZoneCode": zone,
        "salespersonCode": if agency == "LYON" { "BD" } else { "CM" },
    });
    desk.create(tx, "customers", &record)?;
    Ok(no)
}

fn item(tx: &mut Tx, desk: &Desk, number: usize) -> Result<()> {
    let (words, first, step, unit, cents) = FAMILIES[number % FAMILIES.len()];
    let place = number / FAMILIES.len();
    let size = first + place * step;
    let cost = Decimal::new(cents + cents * i64::try_from(place).unwrap_or(0) / 12, 2);
    let price = base::round(cost * Decimal::new(29, 1), Decimal::new(10, 2));
    let record = json!({
        "no": (75_000 + number * 10).to_string(),
        "description": format!("{words} {size} {unit}"),
        "type": "inventory", "baseUnitOfMeasure": "PCE", "genProdPostingGroup": "PIECES",
        "vatProdPostingGroup": "TVA20", "inventoryPostingGroup": "PIECES", "costingMethod": "fifo",
        "unitCost": store::json::number(cost), "unitPrice": store::json::number(price),
        "itemDiscGroup": if number % 10 < 2 { "JOINTS" } else { "" },
        "allowInvoiceDisc": true,
        "shelfNo": format!("{}{:02}", ["G", "H", "K", "L"][number % 4], 1 + number / 40),
    });
    desk.create(tx, "items", &record).map(drop)
}

fn machine(
    tx: &mut Tx,
    desk: &Desk,
    random: &mut Random,
    number: usize,
    customers: &[String],
) -> Result<()> {
    let (item, name, letters) = *random.pick(MODELS);
    let sold = i64::try_from(10 + random.below(1500)).unwrap_or(10);
    let date = tx.today().saturating_sub(jiff::Span::new().days(sold));
    let record = json!({
        "no": format!("SI-{:05}", 10_000 + number),
        "description": name,
        "customerNo": customers[number % customers.len()],
        "itemNo": item,
        "serialNo": format!("{letters}-{}", 100_000 + number * 7),
        "status": "installed",
        "priority": *random.pick(&["low", "low", "low", "medium", "high"]),
        "salesDate": date.to_string(),
    });
    desk.create(tx, "serviceItems", &record).map(drop)
}
