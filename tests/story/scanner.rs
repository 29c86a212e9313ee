//! The scanner as shops have it: of any pace, with any end to a line, with a sign before the code, through an input method.
//! What is wanted is taken, seen and heard; what is not wanted does nothing and says so.

use std::time::Duration;

use serde_json::json;

use super::service::{SPARING, Service};
use super::{ADVISOR, demo_store_of};
use crate::stage::{Stage, at};

const ENTER: char = '\u{e007}';
const TAB: char = '\u{e004}';
/// How far apart the keys of a quick scanner and of one over the air are.
const PACES: [Duration; 2] = [Stage::QUICK, Duration::from_millis(70)];
/// Counts the sounds from here.
const LISTEN: &str = "
    window.tones = 0;
    if (typeof OscillatorNode === 'undefined') return false;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
    return true;";

/// The last verdict is taken away, so that the next one is seen.
async fn quiet(stage: &Stage) {
    let forget = "document.querySelector('ti-heard').heard = null; window.tones = 0;";
    stage.window.execute(forget, vec![]).await.expect("a page that runs a script");
    stage.gone("[data-test^=heard-]").await;
    // The ends of a line that follow a scan belong to it for a moment.
    tokio::time::sleep(Duration::from_millis(300)).await;
}

/// Scans what is wrong and then what is right, and hears both.
async fn heard_right(stage: &Stage, keys: &str, pace: Duration) {
    quiet(stage).await;
    stage.typed_evenly(&format!("P07-A{ENTER}"), Stage::QUICK).await;
    stage.see(&at("heard-wrong")).await;
    stage.see(&at("scan-wrong")).await;
    quiet(stage).await;
    stage.typed_evenly(keys, pace).await;
    stage.see(&at("heard-right")).await;
}

/// Full width and small letters, as an input method that is on makes them.
fn through_an_input_method(code: &str) -> String {
    let wide = |letter: char| match letter.to_ascii_lowercase() {
        small @ '!'..='~' => char::from_u32(u32::from(small) + 0xfee0).expect("a letter of full width"),
        other => other,
    };
    code.chars().map(wide).collect()
}

#[tokio::test]
async fn the_right_scan_is_taken_seen_and_heard_however_the_scanner_is_set() {
    let stage = demo_store_of("scanner", ADVISOR).await;
    let hears = stage.window.execute(LISTEN, vec![]).await.expect("a page that runs a script") == json!(true);
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    stage.see(&at("scan-wanted")).await;
    // The page is another one since the screen was handed over.
    stage.window.execute(LISTEN, vec![]).await.expect("a page that runs a script");
    let container = service.next().await["container"].as_str().expect("a container").to_owned();
    let ways = [
        format!("{container}{ENTER}"),
        format!("{container}{ENTER}{ENTER}"),
        format!("{container}{TAB}"),
        format!("]C1{container}{ENTER}"),
        format!("*{container}*{ENTER}"),
        format!("{}{ENTER}", through_an_input_method(&container)),
    ];
    for (keys, pace) in ways.iter().flat_map(|keys| PACES.map(|pace| (keys, pace))) {
        heard_right(&stage, keys, pace).await;
        stage.see(&at("scan-right")).await;
        let tones = stage.window.execute("return window.tones", vec![]).await.expect("a count");
        assert_eq!(tones == json!(2), hears, "what is right is heard: {tones}");
    }
    stage.picture("right").await;
    let view = service.view().await;
    assert_eq!(
        (&view["step"], &view["vessel"]["weighings"]),
        (&json!("cleared"), &json!([])),
        "nothing was weighed"
    );
    stage.close().await;
}

/// At the needs figures are keys of choices: a scan chooses none, a finger does.
#[tokio::test]
async fn a_scan_at_the_needs_chooses_nothing_and_a_finger_does() {
    let stage = demo_store_of("scanner-needs", ADVISOR).await;
    let service = Service::new(&stage).await;
    service.notice(&SPARING).await;
    for pace in PACES {
        for end in [format!("{ENTER}{ENTER}"), TAB.to_string(), String::new()] {
            quiet(&stage).await;
            stage.typed_evenly(&format!("SC01{end}"), pace).await;
            stage.see(&at("heard-wrong")).await;
            stage.typed_evenly(&format!("12345-1{end}"), pace).await;
            tokio::time::sleep(Duration::from_millis(400)).await;
            assert!(
                !stage.sees(".toggle[aria-pressed=true][data-test^=concern-]").await,
                "a scan chose a need"
            );
            service.at("needs").await;
        }
    }
    quiet(&stage).await;
    stage.typed_evenly(&format!("SC01{ENTER}"), PACES[1]).await;
    stage.see(&at("heard-open")).await;
    stage.picture("not-here").await;
    stage.write("1").await;
    stage.see(".toggle[data-test^=concern-][aria-pressed=true]").await;
    stage.press("heard-open").await;
    stage.gone(".service-panel").await;
    assert_eq!(service.view().await["step"], "noticed", "nothing of the service was saved");
    stage.close().await;
}
