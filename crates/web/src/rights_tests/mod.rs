//! Doors that stay closed: what people may import, and what each role sees.

mod import;
mod own_roles;

use books::user::{self, User};

use crate::testing::Program;

/// A user with one role of the program, by the token.
fn person(program: &Program, name: &str, role: &str) -> String {
    let secret = format!("the token of {name}");
    let installation = program.app.installation();
    installation
        .system()
        .write(&installation.program(), |tx| {
            let user = User { user_name: base::Code::parse(name)?, ..User::default() };
            user::create_user(tx, &user, None)?;
            user::assign(tx, name, role, "")?;
            user::create_token(tx, name, "Tests", Some(&secret)).map(drop)
        })
        .expect("the user is made");
    secret
}
