//! Single records: what they do, and what contradicts. That is refused whole, and says why.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use chrono::{DateTime, NaiveDate, TimeDelta};
use common::Memory;
use domain::Moment;
use domain::event::{
    ClockSetBack, ContainerDisposed, ContainerOpened, ContainerOpeningCorrected, ContainerSealed, Event,
    LotDisposed, LotMoved, LotReceived, PinFailed, RecordCorrected, StaffEnrolled, VaultRef, VisitorEntered,
    VisitorLeft,
};
use domain::ids::{AreaId, ContainerId, LotId, ProductId, StaffId, VaultId, VisitId};
use domain::leftover::{Disposal, Method, Sealing, Standing};
use domain::period::Period;
use domain::quantity::Milligrams;
use domain::signature::Digest;
use domain::staff::{Role, StaffMember, WRONG_PINS};
use domain::stock::{Container, Lot, Zone};
use domain::visitor::{Hygiene, Visit};
use effects::{DayRow, Place, Tally, Value};

fn at(seq: u64) -> Moment {
    let start = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+08:00").unwrap();
    start + TimeDelta::minutes(i64::try_from(seq).unwrap())
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn lot(units: u32) -> LotReceived {
    let lot = Lot {
        id: LotId::new("L1").unwrap(),
        product: ProductId::new("P1").unwrap(),
        number: "24111".into(),
        expires_on: day(30),
        received_on: day(1),
        supplier: "演示供货者".into(),
        documents: vec![],
        unit_net: Milligrams::grams(200),
        units,
        zone: Zone::Accepted,
        accepted: true,
        recalled: false,
    };
    LotReceived { lot }
}

fn container(id: &str) -> ContainerOpened {
    let container = Container {
        id: ContainerId::new(id).unwrap(),
        lot: LotId::new("L1").unwrap(),
        opened_at: at(0),
        after_opening: Period::Months(6),
        left: Milligrams::grams(200),
        opened_by: None,
        standing: Standing::InUse,
    };
    ContainerOpened { container }
}

fn opened_at(opened_at: Moment) -> ContainerOpeningCorrected {
    ContainerOpeningCorrected {
        container: ContainerId::new("C1").unwrap(), opened_at, reason: "写错".into()
    }
}

fn sealed(booked: u64, left: u64, use_by: NaiveDate) -> ContainerSealed {
    ContainerSealed {
        container: ContainerId::new("C1").unwrap(),
        booked: Milligrams::grams(booked),
        left: Milligrams::grams(left),
        why_less: None,
        sealing: Sealing { at: at(2), by: StaffId::new("A03").unwrap(), use_by },
    }
}

fn disposal() -> Disposal {
    let by = StaffId::new("A03").unwrap();
    Disposal { method: Method::Destroyed, reason: "过期".into(), by, at: at(2), signature: None }
}

fn thrown_away(grams: u64) -> ContainerDisposed {
    let container = ContainerId::new("C1").unwrap();
    ContainerDisposed { container, left: Milligrams::grams(grams), disposal: disposal() }
}

fn units_gone(units: u32) -> LotDisposed {
    LotDisposed { lot: LotId::new("L1").unwrap(), units, disposal: disposal() }
}

fn item() -> VaultRef {
    VaultRef { id: VaultId::new("00").unwrap(), commitment: Digest::of_bytes(&[1; 32]) }
}

fn entered() -> VisitorEntered {
    let hygiene = Hygiene { told: true, cleaned: true, disinfected: None, dressed: true };
    let visit = Visit {
        id: VisitId::new("V1").unwrap(),
        name: item(),
        purpose: "检修".into(),
        area: AreaId::new("A1").unwrap(),
        escort: StaffId::new("A03").unwrap(),
        hygiene,
        entered_at: at(1),
    };
    VisitorEntered { visit }
}

fn left() -> VisitorLeft {
    VisitorLeft { visit: VisitId::new("V1").unwrap(), at: at(2) }
}

fn moved() -> LotMoved {
    let (lot, reason) = (LotId::new("L1").unwrap(), String::new());
    LotMoved { lot, to: Zone::Rejected, accepted: false, recalled: false, reason }
}

fn enrolled() -> StaffEnrolled {
    let member = StaffMember {
        id: StaffId::new("A03").unwrap(),
        name: item(),
        roles: vec![Role::Operator],
        appointed_on: day(1),
        left_on: None,
        experience_since: None,
        training: None,
        health: None,
        areas: vec![],
    };
    StaffEnrolled { member }
}

fn wrong_pin() -> PinFailed {
    PinFailed { staff: StaffId::new("A03").unwrap() }
}

fn set_back() -> ClockSetBack {
    ClockSetBack { last: at(9), now: at(1) }
}

fn written(events: Vec<Event>) -> Memory {
    let mut memory = Memory::default();
    for (seq, event) in (1..).zip(events) {
        memory.write(Place { seq, at: at(seq) }, &event).unwrap();
    }
    memory
}

/// A case: what happened, the record that cannot have, and what is said of it.
type Case = (Vec<Event>, Event, &'static str);

#[test]
fn what_contradicts_is_refused_and_says_why() {
    let opened = || vec![lot(1).into(), container("C1").into()];
    let cases: Vec<Case> = vec![
        (vec![lot(1).into()], lot(1).into(), "批 L1 已存在"),
        (vec![], moved().into(), "没有批「L1」"),
        (opened(), container("C2").into(), "批 L1 已没有未开封的产品"),
        (vec![lot(2).into(), container("C1").into()], container("C1").into(), "开封容器 C1 已存在"),
        (
            opened(),
            opened_at(at(1)).into(),
            "开封时间只能更正为更早：不得延长使用期限（山东指南 第二十二条）",
        ),
        (opened(), sealed(150, 100, day(30)).into(), "容器 C1 账面余 200 g，记录写的是 150 g"),
        (opened(), sealed(200, 201, day(30)).into(), "容器 C1 账面余 200 g，结存不能多于账面；没有改动"),
        (opened(), thrown_away(150).into(), "容器 C1 余 200 g，记录处置 150 g"),
        (vec![lot(1).into()], units_gone(2).into(), "批 L1 没有 2 件未开封的产品"),
        (vec![], left().into(), "没有外来人员「V1」"),
        (vec![entered().into(), left().into()], left().into(), "V1 的状态是“已离开”，不能再做这一步"),
        (vec![], wrong_pin().into(), "没有人员「A03」"),
        (
            vec![],
            RecordCorrected { seq: 9, note: String::new(), reason: String::new() }.into(),
            "没有记录「9」",
        ),
    ];
    for (before, event, said) in cases {
        let memory = written(before);
        let seq = 10;
        let stopped = memory.changes(Place { seq, at: at(seq) }, &event).unwrap_err();
        assert_eq!(stopped.to_string(), said, "{event:?}");
    }
}

#[test]
fn an_earlier_opening_is_taken() {
    let mut memory = written(vec![lot(1).into(), container("C1").into()]);
    let earlier = at(0) - TimeDelta::days(3);
    memory.write(Place { seq: 3, at: at(3) }, &opened_at(earlier).into()).unwrap();
    assert_eq!(memory.row::<Container>("C1").opened_at, earlier);
}

#[test]
fn a_row_that_a_record_changes_twice_is_written_once() {
    let memory = written(vec![lot(2).into()]);
    let changes = memory.changes(Place { seq: 2, at: at(2) }, &container("C1").into()).unwrap();
    let put = |wanted: &str| {
        let of = |change: &&effects::Change| matches!(change, effects::Change::Put { table, .. } if *table == wanted);
        changes.iter().filter(of).count()
    };
    assert_eq!((put("lot"), put("container"), put("day"), changes.len()), (1, 1, 1, 3));
}

#[test]
fn a_log_speaks_of_wrong_pins_from_the_one_that_locks() {
    let mut events: Vec<Event> = vec![enrolled().into()];
    events.extend((0..WRONG_PINS).map(|_| wrong_pin().into()));
    let last = u64::from(WRONG_PINS) + 1;
    let memory = written(events);
    let speaks = |seq: u64| effects::day_speaks_of(&memory, day(20), seq, &wrong_pin().into()).unwrap();
    assert_eq!((speaks(last - 1), speaks(last)), (false, true));
    let row: DayRow = memory.row("2026-11-20");
    assert_eq!((row.spans, row.last), (vec![(1, last)], Some(last)));
}

#[test]
fn what_went_back_is_not_lost_and_figures_add_up() {
    let mut memory = written(vec![lot(3).into(), units_gone(1).into(), units_gone(1).into()]);
    let back = Disposal { method: Method::Returned, ..disposal() };
    let event = LotDisposed { disposal: back, ..units_gone(1) };
    memory.write(Place { seq: 4, at: at(4) }, &event.into()).unwrap();
    let key = "2026-11-20/waste/disposed_lot".to_owned();
    assert_eq!(memory.figures[&key], Tally { key, n: 2, amount: 400_000, most: 200_000 });
    let units = memory.tables["lot"]["L1"].1.iter().find(|(name, _)| *name == "units");
    assert_eq!(units, Some(&("units", Value::Integer(0))));
}

#[test]
fn a_record_of_an_unknown_kind_has_its_place_in_its_day_alone() {
    let mut memory = written(vec![set_back().into()]);
    memory.pass(Place { seq: 2, at: at(2) });
    let row: DayRow = memory.row("2026-11-20");
    assert_eq!((row.spans, row.last), (vec![(1, 2)], Some(1)));
    assert_eq!(memory.tables.keys().copied().collect::<Vec<_>>(), ["clock", "day", "mark"]);
}
