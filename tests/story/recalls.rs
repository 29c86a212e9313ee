//! A recall of headquarters in the window: published while a unit stands there labelled, it is on the screen by itself and stops the
//! release; lifted by two people, the same unit is released.

use std::path::Path;
use std::process::{Command, Stdio};

use super::headquarters::{Headquarters, enrol, page, programs, stands};
use super::service::{SPARING, Service};
use super::{ADVISOR, MANAGER, OFFICER, demo_store_of, unlock};
use crate::stage::at;

const WORD: &str = "演示用的口令不少于十二字";

/// A person's key, made as they make it; answers with its public half.
pub(super) fn key(folder: &Path, person: &str) -> String {
    let mut hqctl = Command::new(programs().join("hqctl"));
    hqctl.args(["key", person]).arg(folder.join(person)).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut hqctl = hqctl.spawn().expect("hqctl runs");
    let mut typing = hqctl.stdin.take().expect("its input");
    std::io::Write::write_all(&mut typing, WORD.as_bytes()).expect("a passphrase");
    drop(typing);
    let output = hqctl.wait_with_output().expect("hqctl ends");
    assert!(output.status.success());
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Has people sign the draft that was made last, each from the file that travels, and publishes it.
pub(super) fn publish(hq: &Headquarters, folder: &Path, draft: &str, people: &[&str]) {
    let file = folder.join(format!("draft-{draft}.json"));
    let file = file.to_str().expect("a path");
    let words = hq.told(&["export", "DEMO", draft, file]);
    assert!(words.contains("signed: nobody yet"), "{words}");
    for person in people {
        let key = folder.join(person);
        let key = key.to_str().expect("a path");
        hq.typed(&["sign", file, "--key", key], WORD);
    }
    hq.told(&["take", file]);
    hq.told(&["publish", "DEMO", draft]);
}

#[tokio::test]
async fn a_recall_of_headquarters_stops_a_labelled_unit_and_two_people_lift_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut signers = String::new();
    for person in ["QA01", "QA02"] {
        let public = key(folder, person);
        signers.push_str(&format!(
            "[[signer]]\nperson = '{person}'\nkey = '{public}'\nmay = ['recalls', 'suspensions']\nkeeps_root = true\n"
        ));
    }
    let named = folder.join("signers.toml");
    std::fs::write(&named, signers).expect("written");
    let mut hq = Headquarters::with(&["--signers", named.to_str().expect("a path")]);
    hq.comes();
    let stage = demo_store_of("hq-recall", MANAGER).await;
    page(&stage).await;
    enrol(&stage, &hq, false).await;
    stands(&stage, "level").await;
    stage.press("lock").await;
    unlock(&stage, ADVISOR).await;
    stage.press("nav-today").await;
    let mut service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    service.blend().await;
    let component = service.view().await["plan"]["components"][0].clone();
    let (filing, lot) = (component["filing"].as_str(), component["lot_number"].as_str());
    let (filing, lot) = (filing.expect("a filing number"), lot.expect("a lot"));
    stage.scan(&service.number).await;
    stage.see(".signing ti-pin-pad").await;

    let because = ["--reason", "菌落总数超标", "Too many germs were found"];
    let recall = ["recall", "DEMO", "ZH-2026-01", "--filing", filing, "--lot", lot];
    let words = hq.told(&[&recall[..], &because[..]].concat());
    assert!(words.contains(lot) && words.contains("draft 1"), "{words}");
    publish(&hq, folder, "1", &["QA01"]);
    // Nobody pressed anything: the window hears of it.
    stage.see(&at("finding-unit_deliverable")).await;
    stage.picture("recalled-by-headquarters").await;
    stage.pin(OFFICER.pin).await;
    stage.see("[data-test=refusal][data-code=gate_stopped]").await;
    stage.picture("release-refused").await;
    service.hand_to(MANAGER).await;
    page(&stage).await;
    stage.see(&format!("{}[data-here=true]", at("hq-restriction"))).await;
    stage.picture("page").await;
    stage.press("language").await;
    stage.picture("page-english").await;
    stage.press("language").await;

    let because = ["--reason", "复检合格", "Passed when it was tested again"];
    hq.told(&[&["lift", "DEMO", "recall", "ZH-2026-01"][..], &because[..]].concat());
    publish(&hq, folder, "2", &["QA01", "QA02"]);
    stage.gone(&at("hq-restriction")).await;
    stage.picture("lifted").await;
    assert!(hq.told(&["verify"]).contains("sound"));
    stage.close().await;
}
