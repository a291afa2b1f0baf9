//! What somebody chooses for themselves, by the page and by the API, with and without a company.

use books::user::{self, User};

use crate::testing::{Answer, COMPANY, Program, programs};

/// A user with these roles in the company; answers a token.
fn user(program: &Program, name: &str, roles: &[&str]) -> String {
    let installation = program.app.installation();
    let made = User { user_name: name.into(), ..User::default() };
    let token = installation.system().write(&installation.program(), |tx| {
        user::create_user(tx, &made, None)?;
        for role in roles {
            user::assign(tx, name, role, COMPANY)?;
        }
        user::create_token(tx, name, "Test", None)
    });
    token.expect("a user")
}

fn get(program: &Program, token: &str, path: &str) -> Answer {
    program.request(token, "GET", path, &[], None)
}

fn choose(program: &Program, token: &str, at: &str, form: &str) -> Answer {
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    program.request(token, "POST", &format!("{at}/-/account/preferences"), &kind, Some(form))
}

#[test]
fn preferences_are_kept_for_the_person_and_for_the_browser() {
    for program in programs() {
        let at = format!("/c/{COMPANY}");
        let token = user(&program, "ANNA", &["COUNTER", "TECHNICIAN"]);
        let home = get(&program, &token, &at);
        assert!(home.text.contains("<h1>Counter</h1>"), "the first role: {}", home.text);
        let form = "language=fr&homeRole=TECHNICIAN&theme=dark&density=compact";
        let chosen = choose(&program, &token, &at, form);
        assert_eq!(chosen.status, 303, "{}", chosen.text);
        assert_eq!(
            chosen.header("location"),
            format!("{at}/-/account?done=preferences#preferences")
        );
        let cookies: Vec<&str> =
            chosen.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok()).collect();
        assert!(cookies.iter().any(|line| line.starts_with("fw_theme=dark;")), "{cookies:?}");
        assert!(cookies.iter().any(|line| line.starts_with("fw_density=compact;")), "{cookies:?}");
        let home = get(&program, &token, &at).text;
        assert!(home.contains("lang=\"fr\"") && home.contains("<h1>Technicien</h1>"), "{home}");
        let page = get(&program, &token, &format!("{at}/-/account")).text;
        assert!(page.contains("<option value=\"TECHNICIAN\" selected>"), "{page}");
        assert!(!page.contains("BOOKKEEPER"), "only homes of one's own roles are offered");
        for wrong in ["homeRole=SUPER", "language=xx"] {
            let refused = choose(&program, &token, &at, wrong);
            assert_eq!(refused.status, 422, "{wrong}");
            assert!(refused.text.contains("role=\"alert\""), "{wrong}: {}", refused.text);
        }
        let told = get(&program, &token, "/api/v1/session").json();
        assert_eq!(
            (told["homeRole"].as_str(), told["language"].as_str()),
            (Some("TECHNICIAN"), Some("fr"))
        );
        // Another theme may be taken back: the browser then follows the system.
        let back = choose(&program, &token, &at, "theme=system&density=normal");
        let cookies =
            format!("{:?}", back.headers.get_all("set-cookie").iter().collect::<Vec<_>>());
        assert!(cookies.contains("fw_theme=; Path=/; Max-Age=0"), "{cookies}");
    }
}

#[test]
fn account_and_manual_are_there_without_a_company() {
    for program in programs() {
        let token = user(&program, "NEW", &[]);
        let start = get(&program, &token, "/");
        assert_eq!(start.status, 200, "{}", start.text);
        for link in ["\"/-/account\"", "\"/-/manual", "data-act=\"sign-out\""] {
            assert!(start.text.contains(link), "{link}: {}", start.text);
        }
        for path in ["/-/account", "/-/manual", "/-/manual/first-steps", "/-/manual?q=password"] {
            let page = get(&program, &token, path);
            assert_eq!(page.status, 200, "{path}: {}", page.text);
            for closed in ["/c/", "Ctrl K", "data-bell"] {
                assert!(!page.text.contains(closed), "{path} leads to a company: {closed}");
            }
        }
        let chosen = choose(&program, &token, "", "language=fr");
        assert_eq!(chosen.header("location"), "/-/account?done=preferences#preferences");
        assert!(get(&program, &token, "/-/account").text.contains("Préférences"));
        assert_eq!(get(&program, &token, &format!("/c/{COMPANY}/-/account")).status, 404);
    }
}
