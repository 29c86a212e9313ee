//! Days: where their records lie, what adds up in them, and what is marked.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use crate::common::visit::Visit;
use crate::common::{day, enrol, found};
use chrono::NaiveDate;
use domain::Moment;
use domain::event::{
    BackupCause, BackupMade, CalledBack, PinAccepted, PinFailed, PresenceMarked, RecordCorrected,
};
use domain::ids::StaffId;
use domain::service::CallBackOutcome;
use domain::signature::Digest;
use store::tables::{Tally, What};
use store::{Stamp, Store, StoreError};
use tempfile::tempdir;

fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

fn write<E: Into<domain::event::Event>>(store: &mut Store, when: &str, event: E) -> u64 {
    let stamp = Stamp { at: at(when), monotonic: 1 };
    store.transact::<_, StoreError>("A03", "test", stamp, |tx| tx.record(event)).unwrap().value
}

fn visit(store: &mut Store, serial: u32, day: NaiveDate, handed_over: bool) {
    Visit { customer: "K1", serial, day, contact: None, handed_over }.write(store);
}

fn tally(store: &Store, from: NaiveDate, to: NaiveDate, key: &str) -> Option<Tally> {
    store.tallies(from, to).unwrap().into_iter().find(|tally| tally.key == key)
}

fn staff() -> StaffId {
    StaffId::new("A03").unwrap()
}

#[test]
fn figures_add_up_over_the_days_of_a_period_and_no_other() {
    let folder = tempdir().unwrap();
    let (mut store, _) = found(&folder);
    let days = [day(2026, 11, 20), day(2026, 11, 21), day(2026, 12, 1)];
    for (serial, handed_over) in [(1, true), (2, true), (3, false)] {
        days.iter().for_each(|day| visit(&mut store, serial, *day, handed_over));
    }
    let [first, second, later] = days;
    for (from, to, opened, done) in [(first, first, 3, 2), (first, second, 6, 4), (first, later, 9, 6)] {
        let n = |key| tally(&store, from, to, key).map(|tally| tally.n);
        assert_eq!((n("opened/10/plan"), n("done/10/plan")), (Some(opened), Some(done)), "{from} {to}");
        let done = store.done_by_day(from, to).unwrap().iter().map(|tally| tally.n).sum::<u64>();
        assert_eq!(Some(done), n("done/10/plan"));
    }
    assert!(store.tallies(day(2026, 11, 22), day(2026, 11, 30)).unwrap().is_empty());
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

#[test]
fn a_call_back_is_open_from_the_hand_over_until_the_customer_was_reached() {
    let folder = tempdir().unwrap();
    let (mut store, _) = found(&folder);
    let (first, last) = (day(2026, 11, 20), day(2026, 11, 22));
    let mut numbers = Vec::new();
    for (serial, contact) in [(1, Some(("演示王芳", "13900001234"))), (2, None)] {
        for day in [first, day(2026, 11, 21), last] {
            let customer = if serial == 1 { "K1" } else { "K2" };
            let visit = Visit { customer, serial, day, contact, handed_over: true };
            visit.write(&mut store);
            numbers.push(visit.number());
        }
    }
    let open = |store: &Store, by, limit| -> Vec<String> {
        let rows = store.open_call_backs(by, limit).unwrap();
        rows.iter().map(|row| row.service.to_string()).collect()
    };
    let [one, two, three, ..] = numbers.as_slice() else { panic!("{numbers:?}") };
    let named = |numbers: &[&domain::ids::ServiceNumber]| -> Vec<String> {
        numbers.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        open(&store, last, 9),
        named(&[three, two, one]),
        "the latest first, and nobody without contact"
    );
    assert_eq!(
        (open(&store, last, 2), store.count_open_call_backs(last).unwrap()),
        (named(&[three, two]), 3)
    );
    assert_eq!(open(&store, first, 9), named(&[one]), "by that day");
    let call = |outcome| CalledBack {
        service: two.clone(),
        outcome,
        note: None,
        by: staff(),
        at: at("2026-11-23T09:00:00+08:00"),
    };
    write(&mut store, "2026-11-23T09:00:00+08:00", call(CallBackOutcome::NotReached));
    assert_eq!(store.count_open_call_backs(last).unwrap(), 3, "who was not reached is called again");
    write(&mut store, "2026-11-24T09:00:00+08:00", call(CallBackOutcome::Fine));
    assert_eq!(open(&store, last, 9), named(&[three, one]));
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

#[test]
fn a_days_records_lie_in_one_run_until_the_clock_is_set_back() {
    let folder = tempdir().unwrap();
    let (mut store, _) = found(&folder);
    enrol(&mut store, "演示张三");
    let failed = || PinFailed { staff: staff() };
    let first = write(&mut store, "2026-11-21T09:00:00+08:00", failed());
    // The clock jumps to a day that is not yet, and is set right again.
    let wrong = write(&mut store, "2026-11-25T09:00:00+08:00", failed());
    let right = write(&mut store, "2026-11-21T09:05:00+08:00", failed());
    let row = store.day(day(2026, 11, 21)).unwrap().unwrap();
    assert_eq!(row.spans, [(first, first), (wrong + 1, right)]);
    assert_eq!(store.day(day(2026, 11, 25)).unwrap().unwrap().spans, [(wrong, wrong)]);
    let marks = store.marks(day(2026, 11, 21), day(2026, 11, 21)).unwrap();
    let found: Vec<(What, u64)> = marks.iter().map(|mark| (mark.what, mark.figure)).collect();
    let back = 4 * 86_400 - 300;
    assert_eq!(found, [(What::PinFailed, 1), (What::ClockSetBack, back), (What::PinFailed, 3)]);
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

#[test]
fn the_day_is_chinas_whatever_offset_a_record_has() {
    let folder = tempdir().unwrap();
    let (mut store, _) = found(&folder);
    enrol(&mut store, "演示张三");
    let late = write(&mut store, "2026-11-22T17:00:00+00:00", PinFailed { staff: staff() });
    assert_eq!(store.day(day(2026, 11, 23)).unwrap().unwrap().spans, [(late, late)]);
    assert_eq!(store.marks(day(2026, 11, 23), day(2026, 11, 23)).unwrap().len(), 1);
}

#[test]
fn what_comes_after_a_sequence_is_what_the_log_speaks_of() {
    let folder = tempdir().unwrap();
    let (mut store, _) = found(&folder);
    enrol(&mut store, "演示张三");
    let evening = "2026-11-21T21:00:00+08:00";
    // Wrong PINs are slips of a finger until one of them locks.
    for _ in 0..4 {
        write(&mut store, evening, PinFailed { staff: staff() });
    }
    assert_eq!(store.day(day(2026, 11, 21)).unwrap().unwrap().last, None);
    let failed = write(&mut store, evening, PinFailed { staff: staff() });
    write(&mut store, evening, PinAccepted { staff: staff() });
    write(&mut store, evening, PresenceMarked { staff: staff(), at: at(evening), present: false });
    let made = BackupMade {
        target: "1".to_owned(),
        file: "JN01.tiaohe".to_owned(),
        up_to: failed,
        hash: Digest::of_bytes(&[7; 32]),
        bytes: 4_096,
        cause: BackupCause::Close,
        removed: Vec::new(),
    };
    write(&mut store, evening, made);
    let of = |store: &Store, after| -> Vec<u64> {
        let later = store.day_since(day(2026, 11, 21), after, 9).unwrap();
        later.iter().map(|record| record.seq).collect()
    };
    assert_eq!(of(&store, failed - 3), [failed]);
    assert!(of(&store, failed).is_empty());
    assert_eq!(store.day(day(2026, 11, 21)).unwrap().unwrap().last, Some(failed));
    // A correction belongs to the day of what it corrects, and to its own.
    let (note, reason) = ("演示".to_owned(), "演示".to_owned());
    let next = "2026-11-22T09:00:00+08:00";
    let corrected = write(&mut store, next, RecordCorrected { seq: failed, note, reason });
    assert_eq!(of(&store, failed), [corrected]);
    assert_eq!(store.day(day(2026, 11, 22)).unwrap().unwrap().last, Some(corrected));
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

#[test]
fn many_records_of_no_account_hide_none_that_counts() {
    let folder = tempdir().unwrap();
    let (mut store, _) = found(&folder);
    enrol(&mut store, "演示张三");
    let evening = "2026-11-21T21:00:00+08:00";
    let first = write(&mut store, evening, PresenceMarked { staff: staff(), at: at(evening), present: true });
    for _ in 0..12 {
        write(&mut store, evening, PinAccepted { staff: staff() });
    }
    let (note, reason) = ("演示".to_owned(), "演示".to_owned());
    let corrected = write(&mut store, evening, RecordCorrected { seq: first, note, reason });
    let later = store.day_since(day(2026, 11, 21), first, 3).unwrap();
    assert_eq!(later.iter().map(|record| record.seq).collect::<Vec<_>>(), [corrected]);
}

#[test]
fn a_services_records_are_found_by_its_number() {
    let folder = tempdir().unwrap();
    let (mut store, _) = found(&folder);
    let friday = day(2026, 11, 20);
    visit(&mut store, 1, friday, true);
    let of =
        |serial| Visit { customer: "K1", serial, day: friday, contact: None, handed_over: true }.number();
    let trail = store.trail(&of(1)).unwrap();
    let kinds = trail.records.iter().map(|seq| {
        let record = store.record_at(*seq).unwrap().unwrap();
        record.header().unwrap().kind.into_owned()
    });
    let kinds: Vec<String> = kinds.collect();
    assert_eq!(kinds.first().map(String::as_str), Some("service.opened"));
    assert_eq!(kinds.last().map(String::as_str), Some("service.handed_over"));
    assert_eq!(kinds.len(), 7);
    assert_eq!(store.trail(&of(2)).unwrap_err().code(), "not_found");
    assert!(store.record_at(9_999).unwrap().is_none());
}
