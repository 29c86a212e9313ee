//! The daily work, form by form: what is taken, what is refused with which article, and that the tables are made again
//! from the ledger to the byte.

use crate::common::{ADVISOR, Desk, MANAGER, Machine, OFFICER, OFFICER_PIN, OPERATOR};
use counter::setup::staff::MarkPresence;
use counter::setup::stock::MoveLot;
use counter::steps::clear::OpenContainer;
use counter::steps::deliver::CleanEquipment;
use counter::work::dispose::{DisposeContainer, DisposeLot, Throwing};
use counter::work::leftover::{ReleaseLeftover, ReleaseLeftovers, SealLeftover, SealLeftovers};
use counter::work::shift::EverybodyLeft;
use counter::work::tag::{TagOf, WhichTag};
use counter::{Counter, Refusal, Run};
use domain::ids::{ContainerId, EquipmentId, LotId, StaffId};
use domain::leftover::{Method, Standing};
use domain::service::Step;
use domain::stock::{Container, Zone};
use serde_json::{Value, json};

/// A refusal's code and article; then nothing has changed.
fn refused<C: Run<Counter<Machine>>>(desk: &mut Desk, who: &str, command: C) -> (&'static str, String)
where
    C::Reply: std::fmt::Debug,
{
    let before = desk.counter.store().head().unwrap();
    let Refusal { code, clause, .. } = desk.call(who, command).unwrap_err();
    assert_eq!(before, desk.counter.store().head().unwrap(), "{code}: a refusal that changed something");
    (code, clause.map(|clause| clause.number).unwrap_or_default())
}

fn opened(desk: &mut Desk) -> ContainerId {
    desk.call(OPERATOR, OpenContainer { lot: LotId::new("P01-B").unwrap() }).unwrap().id
}

fn container(desk: &Desk, id: &ContainerId) -> Container {
    desk.counter.store().container(id).unwrap()
}

fn seal(container: &ContainerId, left_mg: u64, why_less: Option<&str>) -> SealLeftover {
    SealLeftover { container: container.clone(), left_mg, why_less: why_less.map(str::to_owned) }
}

fn release(container: &ContainerId, officer: &str, pin: &str) -> ReleaseLeftover {
    let (officer, pin) = (StaffId::new(officer).unwrap(), pin.to_owned());
    ReleaseLeftover { container: container.clone(), officer, pin }
}

fn throwing(reason: &str, signed: bool) -> Throwing {
    Throwing {
        method: Method::Destroyed,
        reason: reason.to_owned(),
        officer: signed.then(|| StaffId::new(OFFICER).unwrap()),
        pin: signed.then(|| OFFICER_PIN.to_owned()),
    }
}

fn move_to(lot: &str, to: Zone, recalled: bool) -> MoveLot {
    let reason = "演示原因".to_owned();
    MoveLot { lot: LotId::new(lot).unwrap(), to, accepted: false, recalled, reason }
}

fn everybody(desk: &Desk) -> EverybodyLeft {
    let staff = desk.counter.store().staff().unwrap().into_iter();
    EverybodyLeft { staff: staff.map(|row| row.member.id).collect() }
}

fn visitor(but: Value) -> Value {
    let mut visitor = json!({
        "name": "演示来访者（演示）", "purpose": "设备维修", "area": "A1", "escort": OPERATOR,
        "told": true, "cleaned": true, "disinfected": null, "dressed": true,
    });
    visitor.as_object_mut().unwrap().extend(but.as_object().unwrap().clone());
    visitor
}

fn tag(desk: &Desk, of: TagOf, id: &str) -> Result<Vec<u8>, (&'static str, String)> {
    let made = WhichTag { of, id: id.to_owned(), small: None }.pdf(&desk.counter);
    made.map_err(|refusal| (refusal.code, refusal.clause.map(|clause| clause.number).unwrap_or_default()))
}

#[test]
fn a_leftover_is_sealed_released_and_used_again() {
    let mut desk = Desk::found();
    let id = opened(&mut desk);
    let card = desk.look(OPERATOR, "container.look", json!({ "container": id }));
    assert_eq!((&card["standing"], &card["left_mg"]), (&json!("in_use"), &json!(100_000)));
    assert_eq!(container(&desk, &id).opened_by.unwrap().as_str(), OPERATOR);

    desk.call(OPERATOR, seal(&id, 99_500, None)).unwrap();
    let Standing::Sealed(sealing) = container(&desk, &id).standing else { panic!("sealed") };
    let lot = desk.counter.store().lot(&container(&desk, &id).lot).unwrap();
    assert_eq!(sealing.use_by, container(&desk, &id).good_until().min(lot.expires_on), "computed, not typed");

    desk.call(ADVISOR, release(&id, OFFICER, OFFICER_PIN)).unwrap();
    assert!(matches!(container(&desk, &id).standing, Standing::Returned(_)));
    let work = desk.look(OPERATOR, "work.look", json!({}));
    let listed = work["leftovers"].as_array().unwrap();
    let one = listed.iter().find(|one| one["container"] == json!(id)).unwrap();
    assert_eq!((&one["standing"], &one["left_mg"]), (&json!("returned"), &json!(99_500)));
    desk.assert_sound();
}

#[test]
fn what_is_no_leftover_is_not_sealed() {
    let mut desk = Desk::found();
    let id = opened(&mut desk);
    let cases: [(&str, u64, Option<&str>, &str, &str); 4] = [
        ("more than booked", 100_001, None, "leftover_more_than_booked", "第十八条"),
        ("nothing", 0, Some("洒了"), "container_empty", ""),
        ("a gram and more is missing, without a word", 98_999, None, "fields_refused", ""),
        ("the word is blank", 98_999, Some("  "), "fields_refused", ""),
    ];
    for (name, left, why, code, article) in cases {
        assert_eq!(refused(&mut desk, OPERATOR, seal(&id, left, why)), (code, article.to_owned()), "{name}");
    }
    desk.call(OPERATOR, seal(&id, 90_000, Some("转移时残留在器壁"))).unwrap();
    let again = refused(&mut desk, OPERATOR, seal(&id, 90_000, None));
    assert_eq!(again, ("leftover_sealed_already", "第十八条".to_owned()));
    let by_officer = refused(&mut desk, OFFICER, seal(&id, 90_000, None));
    assert_eq!(by_officer.0, "role_forbidden", "the officer is no operator");
    desk.assert_sound();
}

#[test]
fn a_leftover_is_released_by_an_officer_who_knows_the_pin() {
    let mut desk = Desk::found();
    let id = opened(&mut desk);
    assert_eq!(refused(&mut desk, OFFICER, release(&id, OFFICER, OFFICER_PIN)).0, "leftover_not_sealed");
    desk.call(OPERATOR, seal(&id, 100_000, None)).unwrap();
    let operator = refused(&mut desk, OPERATOR, release(&id, OPERATOR, "200002"));
    assert_eq!(operator, ("signer_role", "第三条".to_owned()));
    let wrong = desk.call(OPERATOR, release(&id, OFFICER, "999999")).unwrap_err();
    assert_eq!(wrong.code, "pin_wrong");
    assert!(matches!(container(&desk, &id).standing, Standing::Sealed(_)));

    // What was recalled meanwhile does not go back to the shelf.
    desk.call(OFFICER, move_to("P01-B", Zone::ReturnedOrRecalled, true)).unwrap();
    let recalled = refused(&mut desk, OFFICER, release(&id, OFFICER, OFFICER_PIN));
    assert_eq!(recalled, ("lot_not_usable", "第二十五条".to_owned()));
    desk.assert_sound();
}

#[test]
fn a_days_leftovers_are_sealed_in_one_list_and_released_by_one_pin() {
    let mut desk = Desk::found();
    let ids = [opened(&mut desk), opened(&mut desk), opened(&mut desk)];
    let all = |left: u64, why: Option<&str>| SealLeftovers {
        containers: ids.iter().map(|id| seal(id, left, why)).collect(),
    };
    let release = |ids: &[ContainerId], pin: &str| ReleaseLeftovers {
        containers: ids.to_vec(),
        officer: domain::ids::StaffId::new(OFFICER).unwrap(),
        pin: pin.to_owned(),
    };
    let standing = |desk: &Desk| ids.each_ref().map(|id| container(desk, id).standing);
    // All or none: what is wrong is told by its container, and nothing is sealed.
    let mut torn = all(100_000, None);
    torn.containers[1].left_mg = 90_000;
    let told = desk.call(OPERATOR, torn).unwrap_err();
    assert_eq!(told.code, "fields_refused");
    assert_eq!(told.details[0]["field"], json!(format!("why_less-{}", ids[1])));
    assert!(standing(&desk).iter().all(Standing::is_in_use));
    for containers in [vec![], vec![seal(&ids[0], 1, None), seal(&ids[0], 2, None)]] {
        assert_eq!(refused(&mut desk, OPERATOR, SealLeftovers { containers }).0, "containers_listed");
    }
    let sealed = desk.call(OPERATOR, all(99_900, None)).unwrap();
    assert_eq!(sealed.len(), 3);
    assert_eq!(refused(&mut desk, OPERATOR, release(&[], OFFICER_PIN)).0, "containers_listed");
    assert_eq!(desk.call(OPERATOR, release(&ids, "999999")).unwrap_err().code, "pin_wrong");
    assert!(standing(&desk).iter().all(|one| matches!(one, Standing::Sealed(_))));
    desk.call(OPERATOR, release(&ids, OFFICER_PIN)).unwrap();
    assert!(standing(&desk).iter().all(|one| matches!(one, Standing::Returned(_))));
    desk.assert_sound();
}

/// Seals every container that a service could take, but those of the one that is being blended.
fn seal_all(desk: &mut Desk) {
    for container in desk.counter.store().containers_with_rest().unwrap() {
        let last = container.good_until();
        if last >= desk.counter.today() && container.standing.is_in_use() {
            let (id, left) = (container.id.clone(), container.left.0);
            if let Err(refusal) = desk.call(OPERATOR, seal(&id, left, None)) {
                assert_eq!(refusal.code, "leftover_expired", "{id}");
            }
        }
    }
}

#[test]
fn work_does_not_start_with_a_leftover_that_was_not_released() {
    let mut desk = Desk::at(Step::Agreed);
    seal_all(&mut desk);
    let sheet = desk.call(OPERATOR, desk.check()).unwrap().sheet;
    let stop = sheet.findings.iter().find(|finding| finding.check.name() == "leftovers_released").unwrap();
    assert_eq!((stop.outcome, stop.clause.as_str()), (rules::Outcome::Stop, "第十八条"));
    assert!(!sheet.clear);

    for container in desk.counter.store().containers_with_rest().unwrap() {
        if matches!(container.standing, Standing::Sealed(_)) {
            desk.call(OFFICER, release(&container.id, OFFICER, OFFICER_PIN)).unwrap();
        }
    }
    desk.until(Step::Blended);
    let poured =
        desk.counter.service(&desk.number).unwrap().progress().weighings().first().unwrap().container.clone();
    assert!(container(&desk, &poured).standing.is_in_use(), "pouring breaks the seal");
    desk.assert_sound();
}

#[test]
fn what_a_unit_is_weighed_from_is_neither_sealed_nor_thrown_away() {
    let mut desk = Desk::at(Step::Cleared);
    let id = desk.next().container;
    let left = container(&desk, &id).left.0;
    assert_eq!(refused(&mut desk, OPERATOR, seal(&id, left, None)).0, "container_at_work");
    let dispose = DisposeContainer { container: id, throwing: throwing("受到污染", true) };
    assert_eq!(refused(&mut desk, OPERATOR, dispose).0, "container_at_work");
}

#[test]
fn what_is_disposed_of_leaves_the_stock() {
    let mut desk = Desk::found();
    let id = opened(&mut desk);
    let dispose =
        |reason: &str, signed| DisposeContainer { container: id.clone(), throwing: throwing(reason, signed) };
    assert_eq!(refused(&mut desk, OPERATOR, dispose(" ", false)).0, "fields_refused");
    assert_eq!(refused(&mut desk, ADVISOR, dispose("受到污染", false)).0, "role_forbidden");
    desk.call(OPERATOR, dispose("受到污染", false)).unwrap();
    assert_eq!(container(&desk, &id).left.0, 0);
    assert!(!desk.counter.store().containers_with_rest().unwrap().iter().any(|one| one.id == id));
    assert_eq!(refused(&mut desk, OPERATOR, dispose("受到污染", true)).0, "container_gone");
    assert_eq!(refused(&mut desk, OPERATOR, seal(&id, 1, None)).0, "container_gone");

    // Where quality decides, the officer signs.
    let second = opened(&mut desk);
    desk.call(OFFICER, move_to("P01-B", Zone::Rejected, false)).unwrap();
    let dispose = |signed| DisposeContainer {
        container: second.clone(),
        throwing: throwing("检验不合格", signed),
    };
    assert_eq!(refused(&mut desk, OPERATOR, dispose(false)), ("disposal_unsigned", "第十三条".to_owned()));
    desk.call(OPERATOR, dispose(true)).unwrap();
    desk.assert_sound();
}

#[test]
fn units_of_a_lot_are_disposed_of_with_the_officers_signature() {
    let mut desk = Desk::found();
    let lot = LotId::new("P01-A").unwrap();
    let units = desk.counter.store().lot(&lot).unwrap().units;
    let dispose =
        |units, signed| DisposeLot { lot: lot.clone(), units, throwing: throwing("包装破损", signed) };
    assert_eq!(refused(&mut desk, OPERATOR, dispose(1, false)), ("disposal_unsigned", "第十三条".to_owned()));
    for wrong in [0, units + 1] {
        assert_eq!(refused(&mut desk, OPERATOR, dispose(wrong, true)).0, "fields_refused", "{wrong}");
    }
    desk.call(OPERATOR, dispose(units, true)).unwrap();
    assert_eq!(desk.counter.store().lot(&lot).unwrap().units, 0);
    desk.assert_sound();
}

#[test]
fn an_area_is_cleaned_and_used_again() {
    let mut desk = Desk::found();
    let clean =
        |area: &str, hours: i64| json!({ "area": area, "procedure": "演示规程-A-1", "valid_hours": hours });
    for (name, bad) in
        [("no such area", clean("Z9", 24)), ("no time", clean("A1", 0)), ("too long", clean("A1", 745))]
    {
        assert_eq!(desk.refuses(OPERATOR, "area.clean", bad).0, "fields_refused", "{name}");
    }
    assert_eq!(desk.refuses(OFFICER, "area.clean", clean("A1", 24)).0, "role_forbidden");
    desk.look(OPERATOR, "area.clean", clean("A1", 24));
    tag(&desk, TagOf::Area, "A1").unwrap();
    desk.wait(24 * 3_600 + 1);
    assert_eq!(
        tag(&desk, TagOf::Area, "A1"),
        Err(("tag_untrue", "第二十三条".to_owned())),
        "its time is over"
    );
    desk.assert_sound();

    // Work in it makes it dirty, as it does its equipment.
    let mut desk = Desk::at(Step::Agreed);
    desk.look(OPERATOR, "area.clean", clean("A1", 24));
    desk.until(Step::Cleared);
    let open = |desk: &mut Desk| {
        let work = desk.look(OPERATOR, "work.look", json!({}));
        let lines = work["closing"].as_array().unwrap().clone();
        lines.into_iter().find(|line| line["what"] == "areas_clean").unwrap()["open"].clone()
    };
    assert!(open(&mut desk).as_array().unwrap().contains(&json!("A1")));
    desk.look(OPERATOR, "area.clean", clean("A1", 24));
    assert!(!open(&mut desk).as_array().unwrap().contains(&json!("A1")));
    desk.assert_sound();
}

#[test]
fn a_visitor_enters_as_the_rules_ask_and_nobody_leaves_before() {
    let mut desk = Desk::found();
    let (articles, six) =
        (|code: &'static str| (code, String::new()), |code: &'static str| (code, "第六条".to_owned()));
    let cases = [
        ("not told", json!({ "told": false }), six("visitor_hygiene")),
        ("hands not cleaned", json!({ "cleaned": false }), six("visitor_hygiene")),
        ("not dressed", json!({ "dressed": false }), six("visitor_hygiene")),
        ("to be disinfected and not", json!({ "disinfected": false }), six("visitor_hygiene")),
        ("no name", json!({ "name": " " }), articles("fields_refused")),
        ("no purpose", json!({ "purpose": "" }), articles("fields_refused")),
        ("no such area", json!({ "area": "Z9" }), articles("fields_refused")),
        ("an escort without leave for the area", json!({ "escort": ADVISOR }), articles("fields_refused")),
    ];
    for (name, bad, expected) in cases {
        assert_eq!(desk.refuses(OFFICER, "visitor.enter", visitor(bad)), expected, "{name}");
    }
    let visit = desk.look(ADVISOR, "visitor.enter", visitor(json!({})))["number"].clone();
    assert!(!desk.ledger_holds("演示来访者"), "the name lies in the vault alone");
    assert_eq!(visit, json!("V261120-01"));

    let gone = MarkPresence { staff: StaffId::new(OPERATOR).unwrap(), present: false };
    assert_eq!(refused(&mut desk, OPERATOR, gone.clone()), six("visitors_inside"), "the escort stays");
    assert_eq!(
        {
            let all = everybody(&desk);
            refused(&mut desk, MANAGER, all)
        },
        six("visitors_inside")
    );
    let work = desk.look(MANAGER, "work.look", json!({}));
    assert_eq!(work["visits"][0]["name"], json!("演示来访者（演示）"));

    desk.look(OFFICER, "visitor.leave", json!({ "number": visit }));
    desk.look(OFFICER, "visitor.leave", json!({ "number": visit }));
    assert_eq!(
        {
            let all = everybody(&desk);
            refused(&mut desk, OPERATOR, all).0
        },
        "role_forbidden"
    );
    let present = |desk: &Desk| {
        desk.counter.store().staff().unwrap().iter().filter(|row| row.present_since.is_some()).count()
    };
    let before = present(&desk);
    let all = everybody(&desk);
    assert_eq!((desk.call(MANAGER, all).unwrap(), present(&desk)), (before, 0));
    desk.assert_sound();
}

#[test]
fn tags_say_what_is_true_and_are_found_by_a_scan() {
    let mut desk = Desk::found();
    let id = opened(&mut desk);
    let untrue = |article: &str| Err(("tag_untrue", article.to_owned()));
    assert_eq!(tag(&desk, TagOf::Equipment, "VE03"), untrue("第二十三条"), "used since its cleaning");
    desk.call(OPERATOR, CleanEquipment { equipment: EquipmentId::new("VE03").unwrap(), valid_hours: 24 })
        .unwrap();
    let clean = json!({ "area": "A1", "procedure": "演示规程-A-1", "valid_hours": 24 });
    desk.look(OPERATOR, "area.clean", clean);
    for (of, thing) in [
        (TagOf::Equipment, "VE03"),
        (TagOf::Area, "A1"),
        (TagOf::Lot, "P01-A"),
        (TagOf::Container, id.as_str()),
    ] {
        assert_eq!(
            tag(&desk, of, thing).unwrap(),
            tag(&desk, of, thing).unwrap(),
            "{thing}: the same bytes again"
        );
    }
    for (code, kind) in [
        ("VE03", "equipment"),
        ("AREA-A1", "area"),
        ("AREA-Z9", "none"),
        ("P01-A", "lot"),
        (id.as_str(), "container"),
    ] {
        assert_eq!(desk.look(OPERATOR, "scan", json!({ "text": code }))["kind"], json!(kind), "{code}");
    }
    let look = desk.look(OPERATOR, "tag.look", json!({ "of": "container", "id": id, "small": true }));
    let mm = |side: &str| look[side].as_f64().unwrap().round();
    assert!((mm("width_mm") - 40.0).abs() < 0.5 && (mm("height_mm") - 30.0).abs() < 0.5, "{look}");
}

#[test]
fn the_day_shows_what_clearance_asks_and_what_is_left_to_do() {
    let mut desk = Desk::found();
    let opening = |work: &Value, check: &str| {
        let found = work["opening"].as_array().unwrap().iter().find(|finding| finding["check"] == check);
        found.map(|finding| finding["outcome"].clone()).unwrap_or_default()
    };
    let work = desk.look(OPERATOR, "work.look", json!({}));
    assert_eq!(opening(&work, "both_present"), json!("pass"));
    let all = everybody(&desk);
    desk.call(MANAGER, all).unwrap();
    let work = desk.look(OPERATOR, "work.look", json!({}));
    assert_eq!(opening(&work, "both_present"), json!("stop"));
    let everybody = work["closing"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&everybody["what"], &everybody["open"]), (&json!("everybody_left"), &json!([])));
    let checks: Vec<&Value> =
        work["opening"].as_array().unwrap().iter().map(|finding| &finding["check"]).collect();
    let mut once = checks.clone();
    once.sort_by_key(|check| check.to_string());
    once.dedup();
    assert_eq!(once.len(), checks.len(), "one line a check");
}
