//! 个人信息保护影响评估: written before, ended with its reason, kept for three years, and open to who looks after the data.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER};
use registers::PrivacyAssessments;
use serde_json::{Value, json};

fn assessed(but: Value) -> Value {
    let mut form = json!({
        "subject": "sensitive", "handling": "测肤数据和过敏信息，用于推荐", "necessity": "为服务所必需，单独同意",
        "impact": "泄露会影响个人权益", "risk": "middle", "measures": "加密保存，查看留痕",
        "conclusion": "with_measures", "files": [],
    });
    form.as_object_mut().unwrap().extend(but.as_object().unwrap().clone());
    form
}

#[test]
fn an_assessment_is_made_ended_and_kept_for_three_years() {
    let mut desk = Desk::found();
    let reply = desk.look(MANAGER, "privacy.assess", assessed(json!({})));
    let number = reply["number"].as_str().unwrap().to_owned();
    assert_eq!(number, "PIA-JN01-261120-01");
    let look = json!({ "register": "privacy_assessments", "number": number });
    let view = desk.look(OFFICER, "register.look", look.clone());
    assert_eq!(
        (&view["kept_until"], &view["row"]["state"]["state"]),
        (&json!("2029-11-20"), &json!("holds"))
    );
    desk.look(MANAGER, "privacy.end", json!({ "number": number, "reason": "已重新评估" }));
    assert_eq!(desk.look(OFFICER, "register.look", look)["row"]["state"]["state"], "ended");
    let again = json!({ "number": number, "reason": "再一次" });
    assert_eq!(desk.refuses(MANAGER, "privacy.end", again).0, "entry_state");
    let says = desk.counter.store().entry::<PrivacyAssessments>(&number).unwrap().unwrap().says;
    assert_eq!(says.reason.unwrap().0, "已重新评估");
    desk.assert_sound();
}

#[test]
fn a_high_risk_is_not_taken_without_measures_and_nothing_is_left_unsaid() {
    let mut desk = Desk::found();
    for (name, but, field) in [
        ("a high risk as it is", json!({ "risk": "high", "conclusion": "go_on" }), "conclusion"),
        ("no measures", json!({ "measures": " " }), "measures"),
        ("no reason", json!({ "necessity": "" }), "necessity"),
        ("no conclusion", json!({ "conclusion": null }), "conclusion"),
        ("a telephone", json!({ "impact": "电话１３８００１３８０００" }), "impact"),
        ("no such risk", json!({ "risk": "none" }), "risk"),
    ] {
        let said = crate::common::staff(MANAGER);
        let asked = assessed(but);
        let answer = desk.counter.dispatch(counter::Window::Staff, &said, "privacy.assess", asked);
        let refusal = answer.unwrap_err();
        assert_eq!(refusal.code, "fields_refused", "{name}");
        assert!(format!("{:?}", refusal.details).contains(field), "{name}: {refusal:?}");
    }
    assert_eq!(desk.refuses(ADVISOR, "privacy.assess", assessed(json!({}))).0, "role_forbidden");
    desk.look(MANAGER, "privacy.assess", assessed(json!({ "risk": "high", "conclusion": "never" })));
    desk.assert_sound();
}
