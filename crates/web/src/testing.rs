//! A program for tests, in-process: an installation with one company on each engine at hand, and
//! requests without a network.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use base::{DateTime, FixedClock};
use books::user::{self, User};
use serde_json::Value as Json;
use service::installation::Installation;
use store::{DatabaseUrl, Db, EngineName, testing::places};
use tower::ServiceExt;

use crate::{App, router};

/// The name of the company.
pub const COMPANY: &str = "test";
/// The token of the user who may do everything.
pub const TOKEN: &str = "the token of the tests";

/// A program in this process.
pub struct Program {
    /// The program.
    pub app: App,
    company: String,
    router: Router,
    runtime: tokio::runtime::Runtime,
    /// Whether the schemas of this program go away with it.
    own: bool,
    _folder: Option<tempfile::TempDir>,
}

/// An answer as it came.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or(Json::Null)
    }

    /// A header as text; blank when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// A program with an empty company on each engine at hand; the clock stands at 2026-03-02 08:00.
///
/// # Panics
/// When a database cannot be made.
pub fn programs() -> Vec<Program> {
    programs_behind(&[])
}

/// The same behind proxies of these networks.
///
/// # Panics
/// When a database cannot be made.
pub fn programs_behind(trusted: &[ipnet::IpNet]) -> Vec<Program> {
    places()
        .into_iter()
        .map(|(url, folder)| {
            let clock = Arc::new(FixedClock(DateTime::constant(2026, 3, 2, 8, 0, 0, 0)));
            let installation = Installation::open(&url, clock).expect("the installation opens");
            let program = installation.program();
            installation.create_company(&program, COMPANY, "Test").expect("the company is made");
            installation
                .system()
                .write(&program, |tx| {
                    let boss = User { user_name: "BOSS".into(), ..User::default() };
                    user::create_user(tx, &boss, None)?;
                    user::assign(tx, "BOSS", user::SUPER, "")?;
                    user::create_token(tx, "BOSS", "Tests", Some(TOKEN)).map(drop)
                })
                .expect("the user is made");
            let mut program = Program::new(App::behind(installation, trusted.to_vec()), COMPANY);
            (program.own, program._folder) = (true, folder);
            program
        })
        .collect()
}

impl Program {
    /// A program on an installation that somebody else made and removes; `send` and `company` mean
    /// this company.
    ///
    /// # Panics
    /// When no runtime can be made.
    pub fn new(app: App, company: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime on this thread");
        Self {
            router: router(app.clone()),
            app,
            company: company.to_owned(),
            runtime,
            own: false,
            _folder: None,
        }
    }

    /// The same program reached in another way.
    #[must_use]
    pub fn with_options(mut self, options: &crate::Options) -> Self {
        self.router = crate::serve::router_for(self.app.clone(), options);
        self
    }

    /// Another router with the same program behind it.
    #[cfg(test)]
    #[must_use]
    pub(crate) fn with_router(mut self, router: Router) -> Self {
        self.router = router;
        self
    }

    /// Another client of the same program, for requests at the same time.
    ///
    /// # Panics
    /// When no runtime can be made.
    #[must_use]
    pub fn client(&self) -> Self {
        Self::new(self.app.clone(), &self.company)
    }

    /// Which engine it runs on.
    pub fn engine(&self) -> EngineName {
        self.app.installation().url().engine()
    }

    /// The database of the company.
    ///
    /// # Panics
    /// When there is none.
    pub fn company(&self) -> Db {
        self.app.installation().company(&self.company).expect("the company exists")
    }

    /// Waits for something of the server.
    pub fn block<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Sends any request.
    ///
    /// # Panics
    /// When the answer does not come whole.
    pub fn call(&self, request: Request<Body>) -> Answer {
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let response = router.oneshot(request).await.expect("the router always answers");
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.expect("the body comes whole");
            Answer {
                status: parts.status.as_u16(),
                headers: parts.headers,
                text: String::from_utf8_lossy(&bytes).into_owned(),
            }
        })
    }

    /// Sends a request with headers, as the user of this token; without a token as nobody.
    ///
    /// # Panics
    /// When the address cannot be one.
    pub fn request(
        &self,
        token: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Answer {
        let mut request =
            Request::builder().method(method).uri(path).header("host", "fieldwright.test");
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if body.is_some() && !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |text| Body::from(text.to_owned()));
        self.call(request.body(body).expect("the request is one"))
    }

    /// The address of the company.
    pub fn base(&self) -> String {
        format!("/api/v1/companies/{}", self.company)
    }

    /// Sends a request below the company, as the user who may do everything. Spaces and quotes in
    /// the address may stand as they are.
    pub fn send(&self, method: &str, address: &str, body: Option<&str>) -> (u16, Json) {
        let path = format!("{}{}", self.base(), tidy(address));
        let answer = self.request(TOKEN, method, &path, &[], body);
        (answer.status, answer.json())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if !self.own {
            return;
        }
        if let DatabaseUrl::Postgres { schema, .. } = self.app.installation().url() {
            let company = self.app.installation().url().company(&self.company);
            let mut schemas = vec![schema.clone()];
            if let DatabaseUrl::Postgres { schema, .. } = company {
                schemas.push(schema);
            }
            for schema in schemas {
                let sql = format!("DROP SCHEMA IF EXISTS \"{schema}\" CASCADE");
                if let Err(error) = self.app.installation().system().batch(&sql) {
                    eprintln!("{error}");
                }
            }
        }
    }
}

/// An address whose spaces, quotes and other characters are written with percent signs.
pub fn tidy(address: &str) -> String {
    address
        .chars()
        .map(|letter| {
            if letter.is_ascii_graphic()
                && !matches!(letter, '"' | '<' | '>' | '`' | '{' | '}' | '|')
            {
                letter.to_string()
            } else {
                crate::session::encode(&letter.to_string())
            }
        })
        .collect()
}
