//! Label templates and the decisions on them: what was looked at is what may be used, and nothing that differs by one character.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OFFICER_PIN, OPERATOR};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counter::setup::template::{ApproveTemplate, WithdrawTemplate};
use domain::event::TemplateSet;
use domain::ids::TemplateId;
use domain::premises::{TemplateApproval, TemplateDecision};
use domain::service::Step;
use serde_json::{Value, json};

const USUAL: &str = "label-60x40";

fn approval(desk: &mut Desk) -> ApproveTemplate {
    let (sha256, pin) = (desk.sha256(USUAL), OFFICER_PIN.to_owned());
    ApproveTemplate { template: TemplateId::new(USUAL).unwrap(), version: 1, sha256, pin }
}

fn withdrawal(reason: &str) -> WithdrawTemplate {
    let (reason, pin) = (reason.to_owned(), OFFICER_PIN.to_owned());
    WithdrawTemplate { template: TemplateId::new(USUAL).unwrap(), reason, pin }
}

fn card(desk: &mut Desk) -> Value {
    let cards = desk.look(OPERATOR, "template.list", json!({}));
    cards.as_array().unwrap().iter().find(|card| card["template"] == USUAL).unwrap().clone()
}

/// The same template with one more blank in a guide word, under the same version.
fn one_character(text: &str) -> String {
    text.replace("guide = \"净含量：\"", "guide = \"净含量： \"")
}

/// Whether clearance would let the unit be labelled by the usual template, and what stops it.
fn stopped(desk: &mut Desk) -> Vec<String> {
    let check = desk.check();
    let checked = desk.call(OPERATOR, check).unwrap();
    let stops = checked.sheet.findings.into_iter().filter(|found| found.outcome == rules::Outcome::Stop);
    let mut said: Vec<String> = stops.map(|found| found.because).collect();
    said.dedup();
    said
}

#[test]
fn an_approval_is_of_the_content_that_was_looked_at() {
    let mut desk = Desk::at(Step::Agreed);
    let approve = approval(&mut desk);
    desk.call(OFFICER, approve).unwrap();
    assert_eq!((stopped(&mut desk), card(&mut desk)["state"].as_str()), (vec![], Some("approved")));

    // The next version of the program ships one blank more under the same number.
    let mut desk = desk.shipping(one_character);
    let card_now = card(&mut desk);
    assert_eq!((&card_now["state"], &card_now["approved_on"]), (&json!("other_content"), &Value::Null));
    assert_eq!(stopped(&mut desk), ["标签模板 label-60x40 第 1 版在批准之后内容有变"]);
    // Nobody approves by the old digest what is another content now; who looked at it anew may.
    let mut stale = approval(&mut desk);
    stale.sha256 = domain::signature::Digest::of_bytes(&[7; 32]);
    assert_eq!(desk.refused(OFFICER, stale), "fields_refused");
    let approve = approval(&mut desk);
    desk.call(OFFICER, approve).unwrap();
    assert_eq!(stopped(&mut desk), Vec::<String>::new());
    desk.assert_sound();
}

#[test]
fn a_label_is_not_made_by_a_template_that_changed_after_clearance() {
    let mut desk = Desk::at(Step::Agreed);
    let approve = approval(&mut desk);
    desk.call(OFFICER, approve).unwrap();
    desk.until(Step::Blended);
    let mut desk = desk.shipping(one_character);
    let label = desk.label();
    let refusal = desk.call(OPERATOR, label).unwrap_err();
    assert_eq!(refusal.code, "template_not_approved");
    assert!(refusal.message.contains("在批准之后内容有变") && refusal.mend.is_some(), "{refusal:?}");
    let approve = approval(&mut desk);
    desk.call(OFFICER, approve).unwrap();
    desk.until(Step::Labelled);
}

#[test]
fn a_decision_is_signed_by_its_own_pin_and_keeps_those_before_it() {
    let mut desk = Desk::found();
    // The demo store's approvals are of an earlier kind: they name the version alone, and count.
    let first = card(&mut desk);
    assert_eq!((&first["state"], &first["decisions"][0]["sha256"]), (&json!("approved"), &Value::Null));
    let wrong = ApproveTemplate { pin: "999999".to_owned(), ..approval(&mut desk) };
    assert_eq!(desk.call(OFFICER, wrong).unwrap_err().code, "pin_wrong");
    for who in [ADVISOR, OPERATOR] {
        assert_eq!(desk.refused(who, withdrawal("演示")), "role_forbidden");
    }
    assert_eq!(desk.refused(OFFICER, withdrawal(" ")), "fields_refused");
    // The manager's own PIN, not the officer's.
    assert_eq!(desk.call(MANAGER, withdrawal("演示")).unwrap_err().code, "pin_wrong");
    desk.call(OFFICER, withdrawal("引导语有误（演示）")).unwrap();
    assert_eq!(card(&mut desk)["state"], "withdrawn");
    assert_eq!(desk.refused(OFFICER, withdrawal("再撤回")), "fields_refused");
    let approve = approval(&mut desk);
    let sha256 = approve.sha256.to_string();
    desk.call(OFFICER, approve).unwrap();

    let card = card(&mut desk);
    let decisions: Vec<_> = card["decisions"].as_array().unwrap().iter().collect();
    assert_eq!((card["state"].as_str(), decisions.len()), (Some("approved"), 3));
    assert_eq!(decisions[0]["sha256"], json!(sha256));
    assert_eq!(decisions[1]["reason"], "引导语有误（演示）");
    assert_eq!(decisions[1]["approved_on"], Value::Null);
    assert!(decisions[1]["by"].is_string() && decisions[2]["by"].is_null());
    desk.assert_sound();
}

#[test]
fn an_older_record_says_what_it_said_and_another_version_is_not_approved() {
    let old = r#"{"template":"label-60x40","version":1,"approved_on":"2026-07-13"}"#;
    let read: TemplateApproval = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), old, "written again byte for byte");
    let other = TemplateDecision { version: 7, ..read.decision.clone() };
    let approval = TemplateApproval { decision: other, ..read };
    let (mut desk, _) = Desk::at(Step::Agreed).upkeep(|tx| tx.record(TemplateSet { approval }));
    assert_eq!(card(&mut desk)["state"], "other_version");
    assert_eq!(stopped(&mut desk), ["标签模板 label-60x40 第 1 版未批准或已撤回"]);
}

#[test]
fn every_sample_is_the_paper_of_its_template_and_says_that_it_is_one() {
    let mut desk = Desk::found();
    for (template, width, height) in
        [("label-60x40", 60.0, 40.0), ("label-40x30", 40.0, 30.0), ("label-100x80", 100.0, 80.0)]
    {
        let view = desk.look(OPERATOR, "template.look", json!({ "template": template }));
        let size = (view["width_mm"].as_f64().unwrap(), view["height_mm"].as_f64().unwrap());
        assert!((size.0 - width).abs() < 0.1 && (size.1 - height).abs() < 0.1, "{template}: {size:?}");
        let png = STANDARD.decode(view["png"].as_str().unwrap()).unwrap();
        assert!(png.starts_with(b"\x89PNG") && png.len() > 2_000, "{template}");
    }
    let unknown = desk.counter.dispatch(
        counter::Window::Staff,
        &crate::common::staff(OPERATOR),
        "template.look",
        json!({ "template": "label-1x1" }),
    );
    assert_eq!(unknown.unwrap_err().code, "template_unknown");
}
