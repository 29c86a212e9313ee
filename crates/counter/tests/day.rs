//! The day's log over a demo day: its figures, its sample, its signature, and what voids it.

use crate::common::{ADVISOR, Customer, Desk, MANAGER, OFFICER, OPERATOR, staff};
use crate::days::{cells_of, clean, friday, hand_over, look, sign, signed, text_of, worked};
use chrono::{Datelike as _, NaiveDate};
use counter::day::look::{DayView, LookDay};
use counter::day::paper::papers;
use counter::day::record::{ListRecords, LookRecord};
use counter::day::sign::SignDay;
use counter::day::{DueKind, LogState, Rule};
use counter::setup::staff::MarkPresence;
use counter::steps::open::Open;
use domain::event::RecordCorrected;
use domain::ids::StaffId;
use domain::service::{Mode, Step};
use serde_json::json;
use store::tables::What;

#[test]
fn the_figures_are_those_of_the_records() {
    let mut desk = worked();
    let view = look(&mut desk, MANAGER);
    let figures = &view.sheet.figures;
    let totals = &figures.totals;
    assert_eq!((totals.opened, totals.done, totals.ended, totals.sold), (3, 1, 0, 1));
    let store = desk.counter.store();
    let done: Vec<_> = store.services_on(friday()).unwrap();
    let sale = store.sales(friday()).unwrap();
    assert_eq!(totals.fen, sale[0].sale.price.0);
    let weighed: u64 = figures.lots.iter().map(|lot| lot.milligrams).sum();
    assert_eq!((weighed, totals.weighed_mg), (totals.weighed_mg, weighed));
    // What was written off is in no vessel any more, and is what the lots lost beyond the unit.
    let unit = done[0].progress().weight().0;
    let waste: Vec<_> = figures.waste.iter().map(|waste| (waste.why.as_str(), waste.milligrams)).collect();
    assert_eq!(waste, [("written_off", weighed - unit)]);
    assert!(figures.lots.iter().all(|lot| !lot.product.is_empty() && !lot.number.is_empty()));
    let hours: Vec<u32> = figures.hours.iter().map(|hour| hour.hour).collect();
    assert_eq!(hours, [9, 10]);
    let steps: Vec<&str> = figures.steps.iter().map(|step| step.step.as_str()).collect();
    assert_eq!(
        steps,
        [
            "opened", "noticed", "needed", "tested", "planned", "agreed", "cleared", "blended", "labelled",
            "scanned", "released"
        ]
    );
    desk.assert_sound();
}

#[test]
fn what_is_odd_leads_to_its_record() {
    let mut desk = worked();
    let view = look(&mut desk, MANAGER);
    let asked = |rule| view.sheet.odd.iter().find(|odd| odd.rule == rule);
    let hand = asked(Rule::ByHand).unwrap();
    assert_eq!(hand.reason.as_deref(), Some("秤故障"));
    let record = desk.call(MANAGER, LookRecord { record: hand.record.unwrap() }).unwrap();
    assert_eq!(record.line.kind, "service.weighed");
    assert_eq!(record.line.title, "称量");
    assert!(record.fields.iter().any(|field| field.name == "by_hand" && field.value == "秤故障"));
    assert!(record.history.iter().any(|line| line.kind == "service.written_off"));
    assert!(asked(Rule::WrittenOff).is_some());
    // The clock of this test stands still while people work.
    assert!(asked(Rule::ClearedQuickly).is_some() && asked(Rule::ReleasedQuickly).is_some());
    assert!(view.rules.iter().all(|rule| !rule.why.is_empty()));
}

#[test]
fn people_stand_in_it_by_their_names_where_the_reader_may_see_them() {
    let mut desk = worked();
    let cleared =
        |view: &DayView| view.sheet.odd.iter().find(|odd| odd.rule == Rule::ClearedQuickly).unwrap().clone();
    let view = look(&mut desk, MANAGER);
    let odd = cleared(&view);
    let everybody = desk.look(MANAGER, "staff.list", json!({}));
    let named = |code: &String| {
        let mut all = everybody.as_array().unwrap().iter();
        let card = all.find(|card| card["staff"] == **code).unwrap();
        card["name"].as_str().unwrap().to_owned()
    };
    let names: Vec<String> = odd.who.iter().map(named).collect();
    assert!(!names.is_empty());
    for (code, name) in odd.who.iter().zip(&names) {
        assert!(odd.because.contains(name) && odd.because_en.contains(name), "{odd:?}");
        assert!(!odd.because.contains(code.as_str()) && !odd.because_en.contains(code.as_str()), "{odd:?}");
    }
    // What is signed holds the codes, and who signs says so by the digest alone.
    desk.call(MANAGER, sign(&view)).unwrap();
    let record = desk.counter.store().day(friday()).unwrap().unwrap().signed[0];
    let record = desk.counter.store().record_at(record).unwrap().unwrap();
    let payload = record.header().unwrap().payload.get().to_owned();
    assert!(odd.who.iter().all(|code| payload.contains(code.as_str())), "{payload}");
    assert!(names.iter().all(|name| !payload.contains(name)), "{payload}");
    // The paper names people, too.
    let made = papers(&desk.counter, &staff(MANAGER), friday()).unwrap();
    assert!(names.iter().all(|name| text_of(&made.pdf).contains(name)));
}

#[test]
fn a_refused_clearance_is_counted_by_clause_and_once_an_attempt() {
    let mut desk = Desk::at(Step::Released);
    hand_over(&mut desk);
    // The equipment is used and not cleaned: the next clearance is refused for it.
    desk.number = desk.counter.call(&staff(ADVISOR), Open { mode: Mode::Product, customer: None }).unwrap();
    desk.until(Step::Agreed);
    for _ in 0..3 {
        assert!(!desk.call(OPERATOR, desk.check()).unwrap().sheet.clear);
    }
    let stops = look(&mut desk, MANAGER).sheet.figures.stops;
    let cleaning = stops.iter().find(|stop| stop.clause == "第二十三条").unwrap();
    assert_eq!((cleaning.times, cleaning.rulebook.as_str()), (1, "shandong-guide"));
    assert!(!cleaning.check_title.is_empty() && !cleaning.duty.is_empty());
    for piece in ["SC01", "VE01", "MX01"] {
        clean(&mut desk, piece);
    }
    desk.until(Step::Cleared);
    desk.assert_sound();
}

#[test]
fn a_log_is_signed_over_what_was_shown_and_stands() {
    let mut desk = worked();
    let view = look(&mut desk, MANAGER);
    let order = SignDay { notes: " 演示：顾客演示甲来电 ".to_owned(), ..sign(&view) };
    let log = desk.call(MANAGER, order).unwrap();
    assert_eq!((log.by.as_str(), log.voided_by.len(), log.replaced), (MANAGER, 0, false));
    assert_eq!(log.notes.unwrap().text, "演示：顾客演示甲来电");
    // What names people lies in the vault, and an inspector reads none of it.
    assert!(!desk.ledger_holds("演示甲"));
    let view = look(&mut desk, MANAGER);
    assert_eq!(view.signed.len(), 1);
    assert_eq!(view.signed[0].shown, log.shown);
    let record = desk.call(MANAGER, LookRecord { record: log.record }).unwrap();
    assert_eq!(record.line.kind, "day.signed");
    desk.assert_sound();
}

#[test]
fn what_comes_later_voids_a_signed_log_and_it_is_signed_anew() {
    let mut desk = worked();
    let calendar = |view: &DayView| -> Vec<(u32, LogState)> {
        view.logs.iter().map(|log| (log.day.day(), log.state)).filter(|(day, _)| *day == 20).collect()
    };
    assert_eq!(calendar(&look(&mut desk, MANAGER)), [(20, LogState::Unsigned)]);
    signed(&mut desk);
    assert_eq!(calendar(&look(&mut desk, MANAGER)), [(20, LogState::Stands)]);
    // Who leaves in the evening changes nothing that was signed.
    let leave = |desk: &mut Desk, id: &str| {
        let staff = StaffId::new(id).unwrap();
        desk.call(MANAGER, MarkPresence { staff, present: false }).unwrap();
    };
    leave(&mut desk, OFFICER);
    assert!(look(&mut desk, MANAGER).signed[0].voided_by.is_empty());
    desk.wait(60);
    let late = desk.counter.call(&staff(ADVISOR), Open { mode: Mode::Plan, customer: None }).unwrap();
    let view = look(&mut desk, MANAGER);
    let by: Vec<(&str, Option<&str>)> =
        view.signed[0].voided_by.iter().map(|line| (line.title.as_str(), line.service.as_deref())).collect();
    assert_eq!(by, [("开始服务", Some(late.as_str()))]);
    assert_eq!(calendar(&view), [(20, LogState::Void)]);
    let again = signed(&mut desk);
    let view = look(&mut desk, MANAGER);
    assert_eq!(calendar(&view), [(20, LogState::Stands)]);
    let stand: Vec<(u64, bool, bool)> =
        view.signed.iter().map(|log| (log.record, log.replaced, log.voided_by.is_empty())).collect();
    assert_eq!(stand[0], (again.record, false, true));
    assert_eq!((stand[1].1, stand[1].2), (true, false));
    desk.assert_sound();
}

#[test]
fn a_correction_on_a_later_day_voids_the_day_of_what_it_corrects() {
    let mut desk = worked();
    let log = signed(&mut desk);
    let marks = desk.counter.store().marks(friday(), friday()).unwrap();
    let wrong = marks.iter().find(|mark| mark.what == What::ByHand).unwrap().seq;
    desk.wait(86_400);
    let (mut desk, correction) = desk.upkeep(|tx| {
        let (note, reason) = ("演示：2.00 g".to_owned(), "演示：看错".to_owned());
        tx.record(RecordCorrected { seq: wrong, note, reason })
    });
    let view = look(&mut desk, MANAGER);
    assert_eq!(view.signed[0].record, log.record);
    assert_eq!(view.signed[0].voided_by[0].record, correction);
    let record = desk.call(MANAGER, LookRecord { record: wrong }).unwrap();
    assert_eq!(record.corrections[0].line.record, correction);
    desk.assert_sound();
}

#[test]
fn the_sample_is_drawn_again_the_same_until_the_day_goes_on() {
    let mut desk = worked();
    let first = look(&mut desk, MANAGER).sheet.sample.unwrap();
    assert_eq!((first.of, first.services.len()), (3, 1));
    assert_eq!(look(&mut desk, OFFICER).sheet.sample.unwrap(), first);
    signed(&mut desk);
    assert_eq!(look(&mut desk, MANAGER).sheet.sample.unwrap(), first);
    desk.counter.call(&staff(ADVISOR), Open { mode: Mode::Plan, customer: None }).unwrap();
    assert_ne!(look(&mut desk, MANAGER).sheet.sample.unwrap().seed, first.seed);
}

#[test]
fn what_may_not_be_signed_is_refused_and_nothing_changes() {
    let mut desk = worked();
    let view = look(&mut desk, MANAGER);
    let order = sign(&view);
    let unseen = SignDay { looked: Vec::new(), ..order.clone() };
    let long = SignDay { notes: "长".repeat(2_001), ..order.clone() };
    let ahead = SignDay { day: friday().succ_opt().unwrap(), ..order.clone() };
    let empty = SignDay { day: NaiveDate::from_ymd_opt(2026, 11, 3).unwrap(), ..order.clone() };
    for (case, order, code) in [
        ("a sample that nobody looked at", unseen, "day_sample_unseen"),
        ("a note that nobody reads", long, "day_notes_long"),
        ("a day that is not yet", ahead, "day_period"),
        ("a day without a record", empty, "day_empty"),
    ] {
        assert_eq!(desk.refused(MANAGER, order), code, "{case}");
    }
    assert_eq!(desk.refused(OFFICER, order.clone()), "role_forbidden");
    desk.counter.call(&staff(ADVISOR), Open { mode: Mode::Plan, customer: None }).unwrap();
    assert_eq!(desk.refused(MANAGER, order.clone()), "day_changed");
    let order = SignDay { pin: "000000".to_owned(), ..sign(&look(&mut desk, MANAGER)) };
    assert_eq!(desk.call(MANAGER, order).unwrap_err().code, "pin_wrong");
    assert!(look(&mut desk, MANAGER).signed.is_empty());
}

#[test]
fn what_is_due_is_named_and_what_is_fine_is_not() {
    let mut desk = Desk::serving(Customer::default(), Step::Released);
    hand_over(&mut desk);
    let due = look(&mut desk, MANAGER).sheet.due;
    let of = |kind| -> Vec<(&str, bool)> {
        let items = due.iter().filter(|item| item.kind == kind);
        items.map(|item| (item.subject.as_str(), item.overdue)).collect()
    };
    // Used and not cleaned since; S03's health check has run out.
    for piece in ["SC01", "VE01", "MX01"] {
        assert!(of(DueKind::Cleaning).contains(&(piece, true)), "{piece}: {due:?}");
        let item = due.iter().find(|item| item.subject == piece).unwrap();
        assert!(item.used && item.on.is_none(), "it was cleaned before it was used: {item:?}");
    }
    assert!(of(DueKind::Health).contains(&("S03", true)), "{due:?}");
    assert!(!of(DueKind::Health).contains(&("S02", true)));
    assert!(due.windows(2).all(|pair| pair[0].overdue || !pair[1].overdue));
}

#[test]
fn a_week_is_compared_with_the_week_before() {
    let mut desk = worked();
    desk.wait(7 * 86_400);
    desk.counter.call(&staff(ADVISOR), Open { mode: Mode::Plan, customer: None }).unwrap();
    let to = friday() + chrono::TimeDelta::days(7);
    let view = desk.call(MANAGER, LookDay { from: friday().succ_opt().unwrap(), to }).unwrap();
    assert_eq!((view.sheet.figures.totals.opened, view.sheet.before.opened), (1, 3));
    assert_eq!((view.before.from, view.before.to), (friday() - chrono::TimeDelta::days(6), friday()));
    assert!(view.sheet.sample.is_none() && view.signed.is_empty());
    for (from, to) in [(to, friday()), (friday() - chrono::TimeDelta::days(366), friday())] {
        assert_eq!(desk.refused(MANAGER, LookDay { from, to }), "day_period");
    }
}

#[test]
fn the_records_of_a_day_come_in_pages_and_lead_to_their_service() {
    let mut desk = worked();
    let day = Some(friday());
    let page = desk.call(MANAGER, ListRecords { day, service: None, page: 0 }).unwrap();
    assert_eq!(page.records.len(), 50);
    let all = desk.counter.store().head().unwrap().seq;
    assert_eq!(page.total, all);
    let service = Some(desk.number.clone());
    let page = desk.call(MANAGER, ListRecords { day: None, service, page: 0 }).unwrap();
    assert_eq!(page.records[0].kind, "service.opened");
    assert!(page.records.iter().all(|line| line.service.as_deref() == Some(desk.number.as_str())));
    assert_eq!(desk.refused(MANAGER, LookRecord { record: all + 1 }), "not_found");
}

/// Every number of a reply that the papers must show, as they show it.
fn shown(view: &DayView) -> Vec<String> {
    let grams = |milligrams: u64| format!("{}.{:03}", milligrams / 1_000, milligrams % 1_000);
    let figures = &view.sheet.figures;
    let totals = &figures.totals;
    let mut shown = vec![
        totals.opened.to_string(),
        totals.done.to_string(),
        totals.stops.to_string(),
        grams(totals.weighed_mg),
        grams(totals.waste_mg),
        format!("{}.{:02}", totals.fen / 100, totals.fen % 100),
    ];
    shown.extend(
        figures.lots.iter().flat_map(|lot| [lot.lot.clone(), lot.number.clone(), grams(lot.milligrams)]),
    );
    shown.extend(figures.waste.iter().map(|waste| grams(waste.milligrams)));
    shown.extend(view.sheet.odd.iter().filter_map(|odd| odd.record).map(|record| record.to_string()));
    shown.extend(view.sheet.sample.iter().flat_map(|sample| &sample.services).map(ToString::to_string));
    shown
}

#[test]
fn the_paper_and_the_workbook_show_what_was_signed() {
    let mut desk = worked();
    assert_eq!(papers(&desk.counter, &staff(MANAGER), friday()).unwrap_err().code, "day_unsigned");
    let view = look(&mut desk, MANAGER);
    let order = SignDay { notes: "演示：一切正常".to_owned(), ..sign(&view) };
    desk.call(MANAGER, order).unwrap();
    let made = papers(&desk.counter, &staff(MANAGER), friday()).unwrap();
    let (paper, book) = (text_of(&made.pdf), cells_of(&made.xlsx));
    for figure in shown(&view) {
        assert!(paper.contains(&figure), "{figure} is not on the paper:\n{paper}");
        assert!(book.contains(&figure), "{figure} is not in the workbook: {book:?}");
    }
    assert!(paper.contains("演示：一切正常") && book.contains(&"演示：一切正常".to_owned()));
    assert!(!paper.contains("作废，须重签"));
    // The same record gives the same bytes.
    assert_eq!(papers(&desk.counter, &staff(MANAGER), friday()).unwrap(), made);
    // What comes later is named at the head, and changes no figure below it.
    desk.counter.call(&staff(ADVISOR), Open { mode: Mode::Plan, customer: None }).unwrap();
    let later = papers(&desk.counter, &staff(MANAGER), friday()).unwrap();
    assert!(text_of(&later.pdf).contains("作废，须重签"));
    let fewer = cells_of(&later.xlsx);
    assert!(shown(&view).iter().all(|figure| fewer.contains(figure)));
}

#[test]
fn an_inspector_reads_the_log_and_none_of_its_notes() {
    let mut desk = worked();
    let order = json!({
        "id": null, "name": "演示检查员", "roles": ["inspector"], "appointed_on": "2026-01-01",
        "experience_since": null, "training": null, "health": null, "areas": [], "pin": "700007",
    });
    let inspector = desk.look(MANAGER, "staff.enrol", order)["staff"].as_str().unwrap().to_owned();
    let view = look(&mut desk, MANAGER);
    let order = SignDay { notes: "演示：顾客演示甲来电".to_owned(), ..sign(&view) };
    desk.call(MANAGER, order).unwrap();
    let view = look(&mut desk, &inspector);
    assert!(view.signed[0].notes.is_none());
    let odd = view.sheet.odd.iter().find(|odd| odd.rule == Rule::ClearedQuickly).unwrap();
    assert!(odd.who.iter().all(|code| odd.because.contains(code.as_str())), "{odd:?}");
    assert!(view.sampled.iter().all(|card| card.customer_name.is_none()));
    let made = papers(&desk.counter, &staff(&inspector), friday()).unwrap();
    assert!(!text_of(&made.pdf).contains("演示甲"));
    assert_eq!(desk.refused(&inspector, sign(&view)), "role_forbidden");
}
