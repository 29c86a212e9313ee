//! The signed code of labels on the command line: the key goes out, codes are checked without a store, and the page that is
//! written checks the same way.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::common::{Demo, Ran, Shop};

const KNOWN: &str = include_str!("../../token/tests/known-token.txt");
const KEY: &str = "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c # JN01 演示</script>";

/// A shop with a file of keys in it; the code that is known was signed with another store's key.
fn shop() -> (Shop, String) {
    let shop = Demo::found().shop();
    let keys = shop.path("keys.txt");
    std::fs::write(&keys, format!("# 演示\n{KEY}\n")).unwrap();
    (shop, keys.display().to_string())
}

fn verify(shop: &Shop, keys: &str, text: &str) -> Ran {
    shop.elsewhere(&["label", "verify", "--key", keys, text])
}

#[test]
fn a_code_is_checked_with_a_key_and_nothing_else() {
    let (shop, keys) = shop();
    let value = verify(&shop, &keys, KNOWN.trim()).done();
    assert_eq!((&value["service"], &value["use_by"]), (&"JN01-261120-0031".into(), &"2026-12-20".into()));
    assert_eq!(value["parts"][1]["filing"], "国妆网备进字（沪）2026003339");

    let mut child = Command::new(env!("CARGO_BIN_EXE_tiaohectl"))
        .args(["label", "verify", "--key", &keys])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(KNOWN.as_bytes()).unwrap();
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success() && String::from_utf8(said.stdout).unwrap().starts_with("签名有效\n"));

    let changed = KNOWN.trim().replacen('7', "8", 1);
    let own = shop.path("own.txt").display().to_string();
    shop.run(&["label", "key", "--out", &own]).done();
    std::fs::write(shop.path("bad.txt"), "no key\n").unwrap();
    let bad = shop.path("bad.txt").display().to_string();
    for (name, keys, text, code) in [
        ("a changed digit", &keys, changed.as_str(), "label_token_forged"),
        ("another store's key", &own, KNOWN, "label_token_other_key"),
        ("half a code", &keys, &KNOWN[..100], "label_token_malformed"),
        ("a file without keys", &bad, KNOWN, "key_file"),
        ("no file", &"/nowhere/keys".to_owned(), KNOWN, "file"),
    ] {
        let refused = verify(&shop, keys, text).refused();
        assert_eq!(refused["refusal"]["code"], code, "{name}: {refused}");
    }
}

/// What `label key` prints goes into the checker that was written from the document alone.
#[test]
fn the_key_as_it_is_printed_goes_into_the_independent_checker() {
    let (shop, _) = shop();
    let printed = Command::new(env!("CARGO_BIN_EXE_tiaohectl"))
        .arg("--store")
        .arg(shop.path("data"))
        .args(["label", "key"])
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert!(printed.contains(" # "), "{printed}");
    let keys = shop.path("printed.txt");
    std::fs::write(&keys, format!("# 演示\n\n{printed}{KEY}\n")).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/independent/verify_label.py");
    let mut child = Command::new("python3")
        .arg(script)
        .arg(&keys)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 must be installed");
    child.stdin.take().unwrap().write_all(KNOWN.as_bytes()).unwrap();
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success());
    let said: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    assert_eq!((&said["service"], &said["refused"]), (&"JN01-261120-0031".into(), &serde_json::Value::Null));
}

/// The page's own reader, run by Node with and without Ed25519 of the platform, on the known code and on one with a digit changed.
#[test]
fn the_page_checks_as_the_program_does_and_asks_no_server() {
    let (shop, keys) = shop();
    let page = shop.path("verify.html").display().to_string();
    shop.elsewhere(&["label", "page", "--key", &keys, "--out", &page]).done();
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains(&KEY[..64]) && html.contains("演示\\u003c/script>"), "the keys are in it");
    for outside in ["src=", "href=", "http-equiv=\"refresh\"", "fetch(", "XMLHttpRequest"] {
        let ours = html
            .split("data:text/javascript;base64,")
            .map(|part| part.split_once('\'').map_or(part, |x| x.1));
        assert!(!ours.collect::<String>().contains(outside), "{outside}: the page fetches nothing");
    }
    let scripts = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/verify");
    for name in ["token", "noble-ed25519"] {
        std::fs::copy(format!("{scripts}/{name}.js"), shop.path(&format!("{name}.mjs"))).unwrap();
    }
    std::fs::write(shop.path("run.mjs"), RUN).unwrap();
    let said = Command::new("node").arg(shop.path("run.mjs")).arg(KNOWN.trim()).arg(&KEY[..64]).output();
    let said = said.expect("node must be installed");
    let text = String::from_utf8(said.stdout).unwrap();
    assert_eq!(
        text,
        "JN01-261120-0031 forged other_key malformed\n".repeat(2),
        "{:?}",
        String::from_utf8(said.stderr)
    );
}

const RUN: &str = "
import { checked } from './token.mjs';
const [text, key] = process.argv.slice(2);
const answer = (text, keys) => checked(text, keys, () => import('./noble-ed25519.mjs'))
  .then((token) => token.service, (error) => error.code ?? String(error));
const all = async () => console.log(await answer(text, [key]), await answer(text.replace('7', '8'), [key]),
  await answer(text, ['00'.repeat(32)]), await answer(text.slice(0, 100), [key]));
await all();
crypto.subtle.importKey = () => Promise.reject(new Error('no Ed25519'));
await all();
";
