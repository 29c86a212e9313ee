//! What stood at the clearance must stand at each gate behind it: a table of what changed in between, at which step, and
//! which check stops it; and the way on.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OPERATOR};
use counter::setup::evidence::SuspendAuthorisation;
use counter::setup::staff::MarkPresence;
use counter::steps::blend::WriteOff;
use counter::{Host as _, Refusal};
use domain::event::{ContainerOpeningCorrected, HealthChecked, LotMoved, StaffEnrolled};
use domain::ids::{AuthorisationId, StaffId};
use domain::service::Step;
use domain::staff::{HealthCheck, StaffMember};
use domain::stock::Zone;

/// What changes between a step and the next.
type Change = fn(Desk) -> Desk;

fn id(staff: &str) -> StaffId {
    StaffId::new(staff).unwrap()
}

fn gone(mut desk: Desk, staff: &str) -> Desk {
    desk.call(staff, MarkPresence { staff: id(staff), present: false }).unwrap();
    desk
}

fn file(desk: Desk, change: impl FnOnce(&mut StaffMember)) -> Desk {
    let mut member = desk.counter.store().person(&id(OFFICER)).unwrap().member;
    change(&mut member);
    desk.upkeep(|tx| tx.record(StaffEnrolled { member })).0
}

fn suspended(mut desk: Desk) -> Desk {
    let authorisation = AuthorisationId::new("YS-SD-01").unwrap();
    let suspend = SuspendAuthorisation { authorisation, suspended: true, reason: "演示整改".to_owned() };
    desk.call(MANAGER, suspend).unwrap();
    desk
}

/// Everybody comes anew on the next day.
fn tomorrow(mut desk: Desk) -> Desk {
    desk.wait(86_400);
    for staff in [OPERATOR, OFFICER] {
        desk.call(staff, MarkPresence { staff: id(staff), present: true }).unwrap();
    }
    desk
}

fn lot_to(desk: Desk, to: Zone, recalled: bool) -> Desk {
    let service = desk.counter.service(&desk.number).unwrap();
    let lot = service.progress().clearance().unwrap().parts().components[0].lot.clone();
    let event = LotMoved { lot, to, accepted: to == Zone::Accepted, recalled, reason: "演示".to_owned() };
    desk.upkeep(|tx| tx.record(event)).0
}

/// The opening turns out to be so early that the container is over.
fn opened_long_ago(desk: Desk) -> Desk {
    let container = desk.next().container;
    let opened_at =
        desk.counter.store().container(&container).unwrap().opened_at - chrono::TimeDelta::days(800);
    let reason = "演示更正".to_owned();
    let event = ContainerOpeningCorrected { container, opened_at, reason };
    desk.upkeep(|tx| tx.record(event)).0
}

fn unfit(desk: Desk) -> Desk {
    let on = desk.counter.today();
    let event = HealthChecked { staff: id(OFFICER), check: HealthCheck { on, fit: false } };
    desk.upkeep(|tx| tx.record(event)).0
}

/// The health check ended yesterday: it was made a year and a day ago.
fn health_ended_yesterday(desk: Desk) -> Desk {
    let on = desk.counter.today() - chrono::Months::new(12) - chrono::Days::new(1);
    file(desk, |member| member.health = Some(HealthCheck { on, fit: true }))
}

const CASES: &[(&str, Step, Change, &str)] = &[
    ("a clearance of yesterday", Step::Cleared, tomorrow, "clearance_fresh"),
    ("a container whose period ran out", Step::Cleared, opened_long_ago, "clearance_fresh"),
    ("the operator left, weighing", Step::Cleared, |desk| gone(desk, OPERATOR), "both_present"),
    ("the officer left, weighing", Step::Cleared, |desk| gone(desk, OFFICER), "both_present"),
    ("the operator left, releasing", Step::Scanned, |desk| gone(desk, OPERATOR), "both_present"),
    ("the officer left, releasing", Step::Scanned, |desk| gone(desk, OFFICER), "both_present"),
    ("the officer's health check ended", Step::Scanned, health_ended_yesterday, "release_officer_fit"),
    ("the officer was found unfit", Step::Scanned, unfit, "release_officer_fit"),
    (
        "the officer's leave for the area ended",
        Step::Scanned,
        |desk| {
            let today = desk.counter.today();
            file(desk, |member| {
                member.areas.iter_mut().for_each(|area| area.1 = today - chrono::Days::new(1))
            })
        },
        "release_officer_fit",
    ),
    (
        "the officer's experience was a slip",
        Step::Scanned,
        |desk| file(desk, |member| member.experience_since = None),
        "release_officer_fit",
    ),
    (
        "the officer's training was a slip",
        Step::Scanned,
        |desk| file(desk, |member| member.training = None),
        "release_officer_fit",
    ),
    ("suspended, weighing", Step::Cleared, suspended, "pilot_authorised"),
    ("suspended, labelling", Step::Blended, suspended, "pilot_authorised"),
    ("suspended, releasing", Step::Scanned, suspended, "pilot_authorised"),
    ("suspended, handing over", Step::Released, suspended, "pilot_authorised"),
    (
        "a lot that was rejected since",
        Step::Blended,
        |desk| lot_to(desk, Zone::Rejected, false),
        "unit_deliverable",
    ),
    (
        "a lot that went back to waiting",
        Step::Scanned,
        |desk| lot_to(desk, Zone::Waiting, false),
        "unit_deliverable",
    ),
    (
        "a lot in the recall zone",
        Step::Released,
        |desk| lot_to(desk, Zone::ReturnedOrRecalled, true),
        "unit_deliverable",
    ),
    (
        "a use-by day that passed",
        Step::Released,
        |mut desk| {
            desk.wait(86_400 * 150);
            desk
        },
        "unit_deliverable",
    ),
];

fn on(desk: &mut Desk) -> Result<(), Refusal> {
    match desk.step() {
        Step::Cleared => desk.call(OPERATOR, desk.weigh(&desk.next())).map(drop),
        Step::Blended => desk.call(OPERATOR, desk.label()).map(drop),
        Step::Scanned => desk.call(OFFICER, desk.release()).map(drop),
        Step::Released => desk.call(ADVISOR, desk.hand_over()).map(drop),
        step @ (Step::Opened
        | Step::Noticed
        | Step::Needed
        | Step::Tested
        | Step::Planned
        | Step::Agreed
        | Step::Labelled
        | Step::Done
        | Step::Ended) => panic!("{step:?} has no gate"),
    }
}

#[test]
fn what_changed_since_the_clearance_stops_the_unit_and_the_panel_says_so() {
    for (name, step, change, check) in CASES {
        let mut desk = change(Desk::at(*step));
        let before = desk.counter.store().head().unwrap();
        let gates = desk.gates();
        let stop = |finding: &&serde_json::Value| finding["check"] == *check && finding["outcome"] == "stop";
        let found = gates["findings"].as_array().unwrap().iter().find(stop);
        let found = found.unwrap_or_else(|| panic!("{name}: {gates:#}"));
        assert!(!found["mend"].is_null() && !found["clause"].is_null(), "{name}");
        let refusal = on(&mut desk).expect_err(name);
        assert_eq!(refusal.code, "gate_stopped", "{name}: {refusal:?}");
        let details = serde_json::to_string(&refusal.details).unwrap();
        assert!(details.contains(&format!("\"{check}\"")), "{name}: {details}");
        assert!(refusal.clause.is_some() && refusal.mend.is_some(), "{name}: {refusal:?}");
        assert_eq!(desk.counter.store().head().unwrap(), before, "{name}: nothing was written");
        desk.assert_sound();
    }
}

#[test]
fn a_lapsed_clearance_is_signed_anew_and_the_unit_is_made() {
    let mut desk = tomorrow(Desk::at(Step::Cleared));
    assert_eq!(desk.refused_weighing(), "gate_stopped");
    let write_off = WriteOff { service: desk.number.clone(), reason: "核对已失效".to_owned() };
    desk.call(OPERATOR, write_off).unwrap();
    assert_eq!(desk.step(), Step::Agreed);
    desk.assert_sound();
}

#[test]
fn another_officer_whose_file_is_in_order_releases() {
    let mut desk = unfit(Desk::at(Step::Scanned));
    // The panel judges whoever is chosen to decide, as the release will.
    let told = |desk: &mut Desk, officer: Option<&str>| {
        let asked = serde_json::json!({ "service": desk.number, "officer": officer });
        let gates = desk.look(OPERATOR, "service.gates", asked);
        let stop =
            |one: &&serde_json::Value| one["check"] == "release_officer_fit" && one["outcome"] == "stop";
        gates["findings"].as_array().unwrap().iter().find(stop).map(|one| one["because"].to_string())
    };
    assert!(told(&mut desk, None).unwrap().contains("S04"), "the officer of the clearance");
    let young = told(&mut desk, Some("S05")).unwrap();
    assert!(young.contains("S05") && !young.contains("S04"), "{young}");
    let mut release = desk.release();
    release.officer = id("S05");
    release.pin = "500005".to_owned();
    assert_eq!(
        desk.refused(ADVISOR, release.clone()),
        "gate_stopped",
        "one year of experience is too little"
    );
    let mut member = desk.counter.store().person(&id("S05")).unwrap().member;
    member.experience_since = desk.counter.today().checked_sub_months(chrono::Months::new(24));
    desk = desk.upkeep(|tx| tx.record(StaffEnrolled { member })).0;
    assert_eq!(told(&mut desk, Some("S05")), None, "and the panel says so before the PIN");
    desk.call(ADVISOR, release).unwrap();
    assert_eq!(desk.step(), Step::Released);
}

#[test]
fn who_was_marked_yesterday_is_not_proposed_today() {
    let mut desk = Desk::at(Step::Agreed);
    desk.wait(86_400);
    let service = desk.number.clone();
    let bench = desk.look(OPERATOR, "service.bench", serde_json::json!({ "service": service }));
    assert_eq!((&bench["proposal"]["operator"], &bench["proposal"]["officer"]), (&().into(), &().into()));
}

#[test]
fn the_call_back_is_due_by_the_rulebooks_working_days() {
    for (days, due) in [(7, "2026-12-01"), (3, "2026-11-25")] {
        let given = format!("call_back_working_days = {{ value = {days}");
        let change = |text: &str| text.replace("call_back_working_days = { value = 7", &given);
        let mut desk = Desk::at(Step::Released).ruled(change);
        let answer = desk.call(ADVISOR, desk.hand_over()).unwrap();
        assert_eq!(answer.date.to_string(), due, "{days} working days from a Friday");
    }
    let none =
        |text: &str| text.replace("limits.call_back_working_days = { value = 7, confirmed = true }", "");
    let mut desk = Desk::at(Step::Released).ruled(none);
    let hand_over = desk.hand_over();
    assert_eq!(
        desk.refused(ADVISOR, hand_over),
        "figure_missing",
        "a figure that nobody gives is not made up"
    );
}

#[test]
fn an_area_that_was_worked_in_is_cleaned_before_the_next_clearance() {
    let mut desk = Desk::at(Step::Released);
    for piece in ["SC01", "VE01", "MX01"] {
        let clean = serde_json::json!({ "equipment": piece, "valid_hours": 24 });
        desk.look(OPERATOR, "equipment.clean", clean);
    }
    let open = counter::steps::open::Open { mode: domain::service::Mode::Product, customer: None };
    desk.number = desk.call(ADVISOR, open).unwrap();
    desk.until(Step::Agreed);
    let stops = |desk: &mut Desk| {
        let sheet = desk.call(OPERATOR, desk.check()).unwrap().sheet;
        let stops = sheet.findings.into_iter().filter(|found| found.outcome == rules::Outcome::Stop);
        stops.map(|found| found.check.name()).collect::<std::collections::BTreeSet<_>>()
    };
    let area = std::collections::BTreeSet::from(["area_clean"]);
    assert_eq!(stops(&mut desk), area, "a service was cleared in it since");
    desk.clean_area();
    assert!(stops(&mut desk).is_empty());
    // A validity that was said too long before the rulebook gave a bound is cut to it.
    let (longest, day) = (desk.counter.host().now() + chrono::TimeDelta::days(31), 86_400);
    let cleaning =
        domain::premises::Cleaning { at: desk.counter.host().now(), valid_until: longest, used_since: false };
    let (area_id, procedure) = (
        domain::ids::AreaId::new("A1").unwrap(),
        domain::ids::DocumentNumber::new("演示规程-清场-1").unwrap(),
    );
    let event = domain::event::AreaCleaned {
        area: area_id,
        procedure,
        cleaning,
        by: StaffId::new(OPERATOR).unwrap(),
    };
    let (mut desk, _) = desk.upkeep(|tx| tx.record(event));
    desk.wait(7 * day);
    assert!(!stops(&mut desk).contains("area_clean"), "the last moment of the week");
    desk.wait(1);
    assert!(stops(&mut desk).contains("area_clean"), "and a second more");
    desk.assert_sound();
}

#[test]
fn a_minute_between_the_look_and_the_signatures_is_no_other_sheet() {
    let mut desk = Desk::at(Step::Agreed);
    let checked = desk.checked();
    let clear = desk.clear(&checked);
    desk.wait(125);
    desk.call(OPERATOR, clear).unwrap();
    assert_eq!(desk.step(), Step::Cleared);
}

#[test]
fn a_call_back_past_the_last_published_year_is_said_to_be_provisional() {
    let mut desk = Desk::at(Step::Released);
    desk.call(ADVISOR, desk.hand_over()).unwrap();
    let view = |desk: &mut Desk| {
        let service = desk.number.clone();
        desk.look(ADVISOR, "service.view", serde_json::json!({ "service": service }))["delivery"].clone()
    };
    assert_eq!(view(&mut desk)["call_back_provisional"], false);
    let mut desk = Desk::at(Step::Opened);
    while desk.counter.assets().workdays.knows(desk.counter.today()) {
        desk.wait(86_400 * 30);
    }
    // Somebody asks for something in a year whose working days nobody has published.
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
    let take = serde_json::json!({ "customer": customer, "what": "read", "note": "演示：想看都存了什么" });
    desk.look(ADVISOR, "request.take", take);
    let page = desk.look(ADVISOR, "person.look", serde_json::json!({ "customer": customer }));
    assert_eq!(page["requests"][0]["provisional"], true, "{}", page["requests"]);
}
