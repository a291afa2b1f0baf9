//! The work that is usual in the trade: what customers report, what is found, what it takes.

/// A usual piece of work on a machine of a group.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// The service item group.
    pub group: &'static str,
    /// What the customer reports.
    pub description: &'static str,
    /// The service order type.
    pub order_type: &'static str,
    /// Fault area, symptom, fault code, resolution, reason.
    pub fault: [&'static str; 5],
    /// Items and quantities.
    pub parts: &'static [(&'static str, i64)],
    /// Quarters of an hour.
    pub quarters: i64,
}

const NONE: [&str; 5] = ["", "", "", "", ""];

/// Every usual piece of work.
pub const JOBS: &[Job] = &[
    Job {
        group: "MACHINE",
        description: "Fuite au groupe gauche",
        order_type: "REPARATION",
        fault: ["GROUPE", "FUITE", "JOINT-GR", "REMPLACE", "USURE"],
        parts: &[("70210", 2), ("70310", 1)],
        quarters: 3,
    },
    Job {
        group: "MACHINE",
        description: "Le groupe droit ne se ferme plus, goutte en continu",
        order_type: "REPARATION",
        fault: ["GROUPE", "FUITE", "EV-GR", "REMPLACE", "USURE"],
        parts: &[("70418", 1), ("70225", 2)],
        quarters: 5,
    },
    Job {
        group: "MACHINE",
        description: "La machine ne chauffe plus",
        order_type: "REPARATION",
        fault: ["ELEC", "CHAUFFE", "RESIST", "REMPLACE", "CALCAIRE"],
        parts: &[("70558", 1), ("70215", 1)],
        quarters: 8,
    },
    Job {
        group: "MACHINE",
        description: "Disjoncte à l’allumage",
        order_type: "REPARATION",
        fault: ["ELEC", "DISJONCTE", "ISOLEMENT", "REMPLACE", "USURE"],
        parts: &[("70560", 1), ("70577", 1)],
        quarters: 6,
    },
    Job {
        group: "MACHINE",
        description: "Pression instable, café trop rapide",
        order_type: "REPARATION",
        fault: ["EAU", "PRESSION", "MANO", "REGLE", "USURE"],
        parts: &[("70427", 1)],
        quarters: 4,
    },
    Job {
        group: "MACHINE",
        description: "La pompe fait un bruit anormal",
        order_type: "REPARATION",
        fault: ["EAU", "DEBIT", "POMPE", "REMPLACE", "USURE"],
        parts: &[("70510", 1), ("70630", 1)],
        quarters: 6,
    },
    Job {
        group: "MACHINE",
        description: "Robinet vapeur dur et qui fuit",
        order_type: "REPARATION",
        fault: ["VAPEUR", "FUITE", "ROBINET", "REMPLACE", "USURE"],
        parts: &[("70616", 1), ("70220", 2)],
        quarters: 4,
    },
    Job {
        group: "MACHINE",
        description: "Entretien annuel de la machine",
        order_type: "ENTRETIEN",
        fault: NONE,
        parts: &[("70230", 1), ("73110", 1), ("70310", 2)],
        quarters: 10,
    },
    Job {
        group: "MACHINE",
        description: "Clavier sans réaction",
        order_type: "REPARATION",
        fault: ["ELEC", "ARRET", "CARTE", "REMPLACE", "MAUVAIS"],
        parts: &[("70573", 1)],
        quarters: 4,
    },
    Job {
        group: "AUTO",
        description: "Dosage irrégulier",
        order_type: "REPARATION",
        fault: ["ELEC", "ARRET", "CARTE", "REMPLACE", "USURE"],
        parts: &[("70572", 1)],
        quarters: 5,
    },
    Job {
        group: "AUTO",
        description: "Circuit lait bouché",
        order_type: "ATELIER",
        fault: ["EAU", "DEBIT", "FILTRE", "NETTOYE", "MAUVAIS"],
        parts: &[("73112", 2), ("70235", 1)],
        quarters: 6,
    },
    Job {
        group: "AUTO",
        description: "Entretien semestriel",
        order_type: "ENTRETIEN",
        fault: NONE,
        parts: &[("70235", 1), ("73111", 1), ("73114", 2)],
        quarters: 8,
    },
    Job {
        group: "AUTO",
        description: "Débit d’eau trop faible",
        order_type: "REPARATION",
        fault: ["EAU", "DEBIT", "POMPE", "REMPLACE", "CALCAIRE"],
        parts: &[("70515", 1), ("73114", 1)],
        quarters: 5,
    },
    Job {
        group: "MOULIN",
        description: "Mouture irrégulière, moulin bruyant",
        order_type: "REPARATION",
        fault: ["MOUTURE", "BRUIT", "MEULES", "REMPLACE", "USURE"],
        parts: &[("71120", 1), ("73113", 1)],
        quarters: 3,
    },
    Job {
        group: "MOULIN",
        description: "Le moulin ne démarre pas",
        order_type: "ATELIER",
        fault: ["MOUTURE", "ARRET", "MOTEUR", "REMPLACE", "MAUVAIS"],
        parts: &[("71146", 1)],
        quarters: 4,
    },
    Job {
        group: "MOULIN",
        description: "Trémie fendue",
        order_type: "REPARATION",
        fault: ["ASPECT", "ARRET", "", "REMPLACE", "CHOC"],
        parts: &[("71140", 1), ("71141", 1)],
        quarters: 2,
    },
    Job {
        group: "ADOUC",
        description: "Remplacement de la cartouche",
        order_type: "ENTRETIEN",
        fault: NONE,
        parts: &[("72120", 1), ("72150", 1)],
        quarters: 2,
    },
    Job {
        group: "ADOUC",
        description: "Goût de chlore dans l’eau",
        order_type: "REPARATION",
        fault: ["EAU", "GOUT", "", "REMPLACE", "USURE"],
        parts: &[("72130", 1), ("72120", 1)],
        quarters: 3,
    },
];

/// The cost of the way to a zone.
pub fn travel(zone: &str) -> &'static str {
    match zone {
        "GRE-N" => "DEPL-1N",
        "GRE-S" => "DEPL-1S",
        "GRE-E" => "DEPL-2",
        "VOIRON" => "DEPL-2V",
        "LYO-1" => "DEPL-L1",
        "LYO-3" => "DEPL-L3",
        "LYO-5" => "DEPL-L5",
        "LYO-E" => "DEPL-LE",
        "ALPES" => "DEPL-3",
        _ => "DEPL-1",
    }
}

/// The items that the usual work takes.
pub fn parts() -> std::collections::BTreeSet<&'static str> {
    JOBS.iter().flat_map(|job| job.parts.iter().map(|(item, _)| *item)).collect()
}
