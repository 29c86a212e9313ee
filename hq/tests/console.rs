//! The console over HTTP: signing in, what it shows, what it refuses.

use serde_json::Value;

use crate::rig::{Answered, ENTERPRISE, Rig, http};
use crate::way_up::enrolled;

pub const PASSWORD: &str = "一个足够长的试验用密码字";

pub async fn command(rig: &Rig, name: &str, body: &str, more: &[(&str, String)]) -> Answered {
    let mut headers = vec![("Content-Type", "application/json".to_owned())];
    headers.extend_from_slice(more);
    http(rig.address, "POST", &format!("/console/{name}"), &headers, body.as_bytes()).await.unwrap()
}

pub async fn sign_in(rig: &Rig, name: &str, password: &str) -> Answered {
    command(rig, "sign-in", &format!("{{\"name\":\"{name}\",\"password\":\"{password}\"}}"), &[]).await
}

pub fn cookie(answered: &Answered) -> String {
    let line = answered.headers.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    for flag in ["httponly", "samesite=strict", "secure", "path=/"] {
        assert!(line.contains(flag), "{line}");
    }
    line.split(';').next().unwrap().replace("__host-", "__Host-")
}

async fn stores(rig: &Rig, cookie: &str) -> Answered {
    http(rig.address, "GET", "/console/stores", &[("Cookie", cookie.to_owned())], &[]).await.unwrap()
}

#[tokio::test]
async fn who_signs_in_sees_the_stores_of_one_enterprise_and_their_state() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 60).await;
    store.work(4);
    store.all(rig.address).await;
    let mut fork = store.cloned();
    fork.records.truncate(5);
    fork.write("trial.forged", "{}");
    fork.work(2);
    fork.push(rig.address, 6, 8).await;
    rig.store("QD02").await;
    hq::ctl::enterprise(&mut rig.office, "OTHER", "别家（试验）").await.unwrap();
    hq::ctl::store(&mut rig.office, "OTHER", "BJ09", "别店", "北京").await.unwrap();
    hq::ctl::person(&mut rig.office, ENTERPRISE, "试验安全官", PASSWORD).await.unwrap();
    let answered = sign_in(&rig, "试验安全官", PASSWORD).await;
    assert_eq!(answered.status, 204, "{answered:?}");
    let cookie = cookie(&answered);
    let answered = stores(&rig, &cookie).await;
    let page: Value = serde_json::from_slice(&answered.body).unwrap();
    let lines = page["stores"].as_array().unwrap();
    assert_eq!(
        lines.iter().map(|line| line["store"].as_str().unwrap()).collect::<Vec<_>>(),
        ["JN01", "QD02"]
    );
    assert_eq!(lines[0]["matters"][0]["code"], "fork", "the worst first: {page}");
    assert_eq!((&lines[0]["here"], &lines[0]["matters"][0]["bad"]), (&Value::from(7), &Value::from(true)));
    assert_eq!(lines[1]["matters"][0]["code"], "not_enrolled");
    assert!(!page.to_string().contains("BJ09"), "another enterprise's");
    let sessions = "SELECT count(*) FROM session WHERE octet_length(hash) = 32";
    assert_eq!(rig.count(sessions).await, 1);
    let answered = command(&rig, "sign-out", "{}", &[("Cookie", cookie.clone())]).await;
    assert_eq!(answered.status, 204);
    assert_eq!(stores(&rig, &cookie).await.status, 401, "a session that ended");
}

#[tokio::test]
async fn a_wrong_password_says_nothing_and_closes_the_name() {
    let mut rig = Rig::new().await;
    hq::ctl::person(&mut rig.office, ENTERPRISE, "试验安全官", PASSWORD).await.unwrap();
    let short = hq::ctl::person(&mut rig.office, ENTERPRISE, "试验安全官", "短").await.unwrap_err();
    assert!(short.to_string().contains("12"), "{short}");
    let (wrong, nobody) = (sign_in(&rig, "试验安全官", "错").await, sign_in(&rig, "没有此人", "错").await);
    assert_eq!((wrong.status, &wrong.body), (nobody.status, &nobody.body), "the same for both");
    for _ in 0..4 {
        sign_in(&rig, "试验安全官", "错").await;
    }
    let closed = sign_in(&rig, "试验安全官", PASSWORD).await;
    assert!(String::from_utf8(closed.body).unwrap().contains("closed"));
    rig.behind.execute("UPDATE person SET failed_at = now() - interval '16 minutes'", &[]).await.unwrap();
    assert_eq!(sign_in(&rig, "试验安全官", PASSWORD).await.status, 204, "and opens again");
}

#[tokio::test]
async fn another_site_and_a_session_that_is_over_are_refused() {
    let mut rig = Rig::new().await;
    hq::ctl::person(&mut rig.office, ENTERPRISE, "试验安全官", PASSWORD).await.unwrap();
    let body = format!("{{\"name\":\"试验安全官\",\"password\":\"{PASSWORD}\"}}");
    let from = |origin: &str| vec![("Origin", origin.to_owned())];
    let refused = command(&rig, "sign-in", &body, &from("https://evil.example")).await;
    assert_eq!(refused.status, 403);
    let own = format!("http://{}", rig.address);
    assert_eq!(command(&rig, "sign-in", &body, &from(&own)).await.status, 204);
    let form = [("Content-Type", "text/plain".to_owned())];
    let refused = http(rig.address, "POST", "/console/sign-in", &form, body.as_bytes()).await.unwrap();
    assert_eq!(refused.status, 403, "a form of another site");
    let cookie = cookie(&sign_in(&rig, "试验安全官", PASSWORD).await);
    assert_eq!(stores(&rig, &cookie).await.status, 200);
    for over in
        ["used_at = now() - interval '31 minutes'", "begun_at = now() - interval '13 hours', used_at = now()"]
    {
        rig.behind.execute(&format!("UPDATE session SET {over}"), &[]).await.unwrap();
        assert_eq!(stores(&rig, &cookie).await.status, 401, "{over}");
    }
    let page = http(rig.address, "GET", "/", &[], &[]).await.unwrap();
    assert_eq!(page.status, 200);
    assert!(page.headers.contains("content-security-policy: default-src 'none'"), "{}", page.headers);
    for file in ["/hq.js", "/words.js", "/hq.css", "/vendor/lit-html/lit-html.js", "/ui/tokens.css"] {
        assert_eq!(http(rig.address, "GET", file, &[], &[]).await.unwrap().status, 200, "{file}");
    }
}

/// Each text that the page asks for, and each code that the server can send, has its words in both languages.
#[test]
fn every_code_has_its_words_in_both_languages() {
    let page = concat!(
        include_str!("../ui/hq.js"),
        include_str!("../ui/recalls.js"),
        include_str!("../ui/shared.js")
    );
    let words = include_str!("../ui/words.js");
    let (zh, en) = words.split_once("  en: {").unwrap();
    let mut names: Vec<String> = [
        "wrong",
        "closed",
        "too_often",
        "failed",
        "unreadable",
        "other_site",
        "not_filing",
        "wrong_passphrase",
        "wrong_reason",
        "key_file",
        "may_not",
        "not_begun",
        "unreachable",
        "stores",
        "recalls",
        "way.applied",
        "way.held",
        "way.waiting",
    ]
    .map(String::from)
    .to_vec();
    for code in [
        "fork",
        "records_lost",
        "broken",
        "stopped",
        "possible_clone",
        "quiet",
        "behind",
        "findings",
        "not_enrolled",
    ] {
        names.extend([format!("matter.{code}"), format!("mend.{code}")]);
    }
    let asked =
        page.match_indices("t('").map(|(at, _)| page[at + 3..].split('\'').next().unwrap().to_owned());
    names.extend(asked);
    for name in names {
        for (language, text) in [("zh", zh), ("en", en)] {
            let there = text.contains(&format!(" {name}:")) || text.contains(&format!("'{name}':"));
            assert!(there, "{name} in {language}");
        }
    }
}
