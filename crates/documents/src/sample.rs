//! Sample data: the shape that templates rely on, and what a template is tried with.

use serde_json::{Value as Json, json};

use crate::Report;

/// Data of a document as a template gets it: texts are ready to print, in the reader's language.
pub fn sample(report: Report) -> Json {
    json!({
        "report": report.name(),
        "language": "fr",
        "title": "Facture",
        "number": "PSI-26-02871",
        "date": [2026, 11, 24],
        "company": {
            "name": "Atelier Moka",
            "lines": ["8 rue des Arts et Métiers, 38000 Grenoble", "+33 4 76 00 00 10 · atelier@moka.example"],
            "legal": ["Atelier Moka SARL · N° TVA FR00000000010"],
        },
        "addressee": {
            "label": "Adressée à",
            "lines": ["SAS Brasserie Le Grésivaudan", "12 place Victor Hugo", "38000 Grenoble"],
            "note": "N° TVA FR00000000042",
        },
        "places": [
            {"label": "Lieu d’intervention", "lines": ["Brasserie Le Grésivaudan", "12 place Victor Hugo, 38000 Grenoble"]},
        ],
        "facts": [
            {"label": "Date de facture", "value": "24/11/2026", "strong": true},
            {"label": "Échéance", "value": "24/12/2026", "strong": true},
            {"label": "Livraison", "value": "SS-26-01977 (23/11/2026)", "strong": false},
            {"label": "Commande de service", "value": "SO-26-01482", "strong": false},
            {"label": "Votre référence", "value": "4711", "strong": false},
        ],
        "machines": [
            {"item": "Corvara 2 Duo", "serialNo": "CD2-48213", "no": "SI-00317", "fault": "LEAK", "status": "Terminé", "warranty": ""},
        ],
        "introduction": [],
        "heads": {
            "no": "Réf.", "description": "Désignation", "quantity": "Qté", "unit": "Unité",
            "unitPrice": "PU HT", "discount": "Remise", "vat": "TVA", "amount": "Montant HT",
            "machine": "Machine", "serialNo": "N° de série", "fault": "Défaut", "status": "État", "warranty": "Garantie",
            "continued": "Suite", "signature": "Date et signature",
        },
        "lines": [
            {"kind": "machine", "no": "SI-00317", "description": "Corvara 2 Duo", "more": "N° de série : CD2-48213 · Défaut : Fuite · État : Terminé", "quantity": "", "unit": "", "unitPrice": "", "discount": "", "vat": "", "amount": ""},
            {"kind": "item", "no": "70210", "description": "Joint de groupe 8,5 mm", "more": "", "quantity": "2", "unit": "pièce", "unitPrice": "9,80", "discount": "", "vat": "20 %", "amount": "19,60"},
            {"kind": "text", "no": "", "description": "Essai à 9 bars", "more": "", "quantity": "", "unit": "", "unitPrice": "", "discount": "", "vat": "", "amount": ""},
            {"kind": "resource", "no": "", "description": "Main-d’œuvre, machine espresso", "more": "", "quantity": "1,5", "unit": "heure", "unitPrice": "68,00", "discount": "10 %", "vat": "20 %", "amount": "91,80"},
        ],
        "comments": ["Joint et électrovanne remplacés, essai à 9 bars conforme."],
        "sums": [
            {"label": "Total HT", "value": "111,40 €"},
            {"label": "TVA 20 % sur 111,40 €", "value": "22,28 €"},
        ],
        "total": {"label": "Total TTC", "value": "133,68 €"},
        "notes": ["Exonération de TVA, article 262 ter, I du CGI"],
        "payment": {"label": "Règlement", "lines": ["Virement à 30 jours, au plus tard le 24/12/2026", "IBAN FR00 0000 0000 0000 0000 0000 000"]},
        "closing": [],
        "page": {"label": "Page", "of": "sur"},
    })
}
