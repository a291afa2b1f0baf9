//! Files: printed documents out, spreadsheets in.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base::{Code, Error, Language, Result, refuse};
use service::print::ReportName;

use crate::App;
use crate::api;
use crate::api::odata::{decode, parse_query};
use crate::import;
use crate::paper::put_on_paper;
use crate::problem::{self, Failure};
use crate::session::{Caller, asked_language, unauthorized};

pub(crate) type Pairs = Vec<(String, String)>;

/// The routes of files.
pub fn routes() -> Router<App> {
    // With other methods these are addresses of records like any other.
    Router::new()
        .route("/api/v1/companies/{company}/{collection}/{key}/pdf", get(pdf).fallback(api::handle))
        .route(
            "/api/v1/companies/{company}/{collection}/import",
            post(import::import).fallback(api::handle),
        )
}

/// The segments of an address behind `/api/v1/companies/`, decoded.
pub(crate) fn segments<const N: usize>(uri: &Uri) -> [String; N] {
    let mut found = uri.path().split('/').skip(4).map(|segment| decode(segment, false));
    std::array::from_fn(|_| found.next().unwrap_or_default())
}

pub(crate) fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
}

fn report_of(collection: &str) -> Option<ReportName> {
    match collection {
        "serviceOrders" => Some(ReportName::ServiceOrder),
        "postedServiceShipments" => Some(ReportName::ServiceShipment),
        "postedServiceInvoices" => Some(ReportName::ServiceInvoice),
        _ => None,
    }
}

pub(crate) fn language_of(caller: Option<&Caller>, headers: &HeaderMap) -> Language {
    let asked = asked_language(headers).unwrap_or_default();
    caller.map_or(asked, |caller| caller.language)
}

/// A document as a PDF, in the language asked for or else that of the customer.
async fn pdf(
    State(app): State<App>,
    caller: Option<axum::Extension<Caller>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let [company, collection, key] = segments(&uri);
    let pairs = parse_query(uri.query().unwrap_or_default());
    let caller = caller.map(|axum::Extension(caller)| caller);
    let language = language_of(caller.as_ref(), &headers);
    let path = uri.path();
    match printed(&app, caller, &company, &collection, &key, value(&pairs, "language")).await {
        Ok((name, file)) => {
            let disposition = format!("inline; filename=\"{name}\"");
            let mut response = ([(header::CONTENT_TYPE, "application/pdf")], file).into_response();
            if let Ok(value) = HeaderValue::from_str(&disposition) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
        Err(failure) => problem::response(&failure, language, path),
    }
}

async fn printed(
    app: &App,
    caller: Option<Caller>,
    company: &str,
    collection: &str,
    key: &str,
    wanted: &str,
) -> Result<(String, Vec<u8>), Failure> {
    let caller = caller.ok_or_else(|| unauthorized(refuse!("user.signIn.first")))?;
    let report = report_of(collection).ok_or_else(|| Error::NotFound {
        collection: collection.to_owned(),
        key: "pdf".to_owned(),
    })?;
    let no: Code<20> = Code::parse(key)
        .map_err(|_| Error::NotFound { collection: collection.to_owned(), key: key.to_owned() })?;
    let language = (!wanted.is_empty()).then(|| Language::from_tag(wanted));
    let found = app
        .read(&caller, company, move |tx| service::print::printout(tx, report, &no, language))
        .await?;
    // Typesetting takes its time; no transaction is open meanwhile.
    Ok(app.blocking(move |app| put_on_paper(app.typesetter(), &found)).await?)
}
