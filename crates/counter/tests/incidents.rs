//! 信息安全事件 from being found to being closed: its clock, who must be told, what is refused on the way, and what a ledger holds.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OPERATOR};
use registers::Incidents;
use serde_json::{Value, json};

fn found(but: Value) -> Value {
    let mut form = json!({
        "sort": "device", "level": "considerable", "found_on": "2026-11-20", "found_time": "08:40",
        "happened": "平板电脑遗失在店外", "harm": "可能被人打开，数据加密", "people": "12", "files": [],
    });
    form.as_object_mut().unwrap().extend(but.as_object().unwrap().clone());
    form
}

fn row(desk: &mut Desk) -> Value {
    let page = desk.look(MANAGER, "register.list", json!({ "register": "incidents", "page": 0 }));
    page["rows"][0].clone()
}

fn due_now(desk: &mut Desk) -> Option<(Value, Value)> {
    let day = desk.counter.today();
    let log = desk.look(MANAGER, "day.look", json!({ "from": day, "to": day }));
    let due = log["sheet"]["due"].as_array().unwrap().iter().find(|item| item["kind"] == "register").cloned();
    due.map(|item| (item["subject"].clone(), item["overdue"].clone()))
}

#[test]
fn an_incident_is_found_told_measured_and_closed() {
    let mut desk = Desk::found();
    let number = desk.look(ADVISOR, "incident.find", found(json!({})))["number"].as_str().unwrap().to_owned();
    assert_eq!(number, "XA-JN01-261120-01");
    let says = |desk: &Desk| desk.counter.store().entry::<Incidents>(&number).unwrap().unwrap().says;
    assert_eq!(says(&desk).report_by.unwrap().to_rfc3339(), "2026-11-20T12:40:00+08:00", "four hours");
    assert_eq!(row(&mut desk)["state"]["state"], "to_report");
    assert_eq!(due_now(&mut desk), Some((json!(number), json!(false))), "the log says it on the day itself");
    let close = json!({ "number": number, "outcome": "设备找回" });
    assert_eq!(desk.refuses(MANAGER, "incident.close", close.clone()).0, "incident_unfinished");
    desk.wait(86_400);
    assert_eq!(due_now(&mut desk), Some((json!(number), json!(true))));

    let told = |audience: &str| json!({ "number": number, "audience": audience, "told_on": "2026-11-20", "told_time": "10:05", "told_how": "电话" });
    desk.look(OFFICER, "incident.tell", told("customers"));
    assert_eq!(row(&mut desk)["state"]["state"], "to_report", "the office is still to be told");
    desk.look(OFFICER, "incident.tell", told("authority"));
    assert_eq!((row(&mut desk)["state"]["state"].clone(), due_now(&mut desk)), (json!("open"), None));
    assert_eq!(
        desk.refuses(MANAGER, "incident.close", close.clone()).0,
        "incident_unfinished",
        "no cause yet"
    );
    let done = json!({ "number": number, "cause": "外出后没有清点", "measures": "远程停用", "files": [] });
    desk.look(MANAGER, "incident.measure", done);
    desk.look(MANAGER, "incident.close", close.clone());
    assert_eq!(row(&mut desk)["state"]["state"], "closed");
    assert_eq!(says(&desk).told.0.len(), 2);
    assert_eq!(desk.refuses(MANAGER, "incident.tell", told("police")).0, "entry_state");
    let view = desk.look(MANAGER, "register.look", json!({ "register": "incidents", "number": number }));
    assert_eq!(view["kept_until"], "2029-11-20", "three years");
    desk.assert_sound();
}

#[test]
fn four_hours_are_said_while_they_run_and_over_at_their_last_minute() {
    // Found at 08:40: until 12:40. Found at 22:10: until 02:10 of the next day.
    for (name, found_time, waits, due) in [
        ("in its hours", "08:40", 3 * 3_600, Some(false)),
        ("at its last minute", "08:40", 3 * 3_600 + 39 * 60, Some(false)),
        ("a minute after it", "08:40", 3 * 3_600 + 41 * 60, Some(true)),
        ("past midnight", "22:10", 14 * 3_600, Some(false)),
        ("past midnight and over", "22:10", 17 * 3_600 + 15 * 60, Some(true)),
    ] {
        let mut desk = Desk::found();
        let midnight = found_time == "22:10";
        if midnight {
            desk.wait(13 * 3_600 + 20 * 60);
        }
        desk.look(ADVISOR, "incident.find", found(json!({ "found_time": found_time })));
        desk.wait(if midnight { waits - 13 * 3_600 - 20 * 60 } else { waits });
        assert_eq!(due_now(&mut desk).map(|(_, overdue)| overdue), due.map(Value::from), "{name}");
        assert_eq!(row(&mut desk)["overdue"], json!(due == Some(true)), "{name}");
    }
}

#[test]
fn an_ordinary_one_has_no_clock_and_what_is_not_said_right_is_refused() {
    let mut desk = Desk::found();
    for (name, but, field) in [
        ("a time to come", json!({ "found_time": "09:01" }), "found_time"),
        ("a day to come", json!({ "found_on": "2026-11-21" }), "found_on"),
        ("no time of day", json!({ "found_time": "早上" }), "found_time"),
        ("no such level", json!({ "level": "bad" }), "level"),
        ("nothing happened", json!({ "happened": " " }), "happened"),
        ("a telephone", json!({ "happened": "顾客 138-0013 8000 的资料" }), "happened"),
        ("people are counted", json!({ "people": "-1" }), "people"),
    ] {
        let refusal = desk
            .counter
            .dispatch(counter::Window::Staff, &crate::common::staff(OPERATOR), "incident.find", found(but))
            .unwrap_err();
        assert_eq!(refusal.code, "fields_refused", "{name}");
        assert!(format!("{:?}", refusal.details).contains(field), "{name}: {refusal:?}");
    }
    let ordinary = found(json!({ "level": "ordinary", "found_time": "９：００" }));
    let number = desk.look(OPERATOR, "incident.find", ordinary)["number"].as_str().unwrap().to_owned();
    assert_eq!((row(&mut desk)["state"]["state"].clone(), due_now(&mut desk)), (json!("open"), None));
    let early = json!({ "number": number, "audience": "customers", "told_on": "2026-11-20", "told_time": "08:59",
                        "told_how": "电话" });
    assert_eq!(desk.refuses(MANAGER, "incident.tell", early).0, "fields_refused", "not before it was found");
    let done = json!({ "number": number, "cause": "误触", "measures": "已更正", "files": [] });
    desk.look(MANAGER, "incident.measure", done);
    desk.look(MANAGER, "incident.close", json!({ "number": number, "outcome": "没有影响" }));
    desk.assert_sound();
}
