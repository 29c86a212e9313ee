//! A container from its opening to its end: what may become of it, in which order, and what is refused by name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use domain::Moment;
use domain::ids::{ContainerId, LotId, StaffId};
use domain::leftover::{Disposal, LeftoverError, Method, Sealing, Standing};
use domain::period::Period;
use domain::quantity::Milligrams;
use domain::signature::{Digest, Meaning, Signature};
use domain::staff::Role;
use domain::stock::Container;

fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

fn opened() -> Container {
    Container {
        id: ContainerId::new("P01-A.1").unwrap(),
        lot: LotId::new("P01-A").unwrap(),
        opened_at: at("2026-11-01T10:00:00+08:00"),
        after_opening: Period::Months(6),
        left: Milligrams::grams(50),
        opened_by: None,
        standing: Standing::InUse,
    }
}

fn sealing(by: &str, use_by: &str) -> Sealing {
    let at = at("2026-11-20T18:00:00+08:00");
    Sealing { at, by: StaffId::new(by).unwrap(), use_by: use_by.parse().unwrap() }
}

fn signed(by: &str, role: Role, meaning: Meaning) -> Signature {
    let (signer, at) = (StaffId::new(by).unwrap(), at("2026-11-20T18:05:00+08:00"));
    Signature { signer, role, at, meaning, shown: Digest::of_bytes(&[7; 32]), window: None }
}

fn sealed() -> Container {
    let mut container = opened();
    container.seal(Milligrams::grams(40), sealing("S02", "2027-05-01")).unwrap();
    container
}

fn returned() -> Container {
    let mut container = sealed();
    container.release(&signed("S04", Role::Officer, Meaning::LeftoverRelease)).unwrap();
    container
}

fn thrown_away() -> Disposal {
    let (by, at) = (StaffId::new("S02").unwrap(), at("2026-11-20T18:00:00+08:00"));
    Disposal { method: Method::Destroyed, reason: "开封后到期".to_owned(), by, at, signature: None }
}

fn disposed() -> Container {
    let mut container = opened();
    assert_eq!(container.dispose(thrown_away()).unwrap(), Milligrams::grams(50));
    container
}

#[test]
fn only_what_is_open_or_released_is_poured_from() {
    let cases: [(&str, Container, Result<(), &str>); 4] = [
        ("in use", opened(), Ok(())),
        ("sealed", sealed(), Err("leftover_not_released")),
        ("released", returned(), Ok(())),
        ("disposed of", disposed(), Err("container_gone")),
    ];
    for (name, mut container, expected) in cases {
        let before = container.left;
        let poured = container.pour(Milligrams::grams(10));
        assert_eq!(
            poured.as_ref().map_err(LeftoverError::code),
            expected.as_ref().map_err(|code| *code),
            "{name}"
        );
        let taken = if poured.is_ok() { Milligrams::grams(10) } else { Milligrams(0) };
        assert_eq!(container.left, before.minus(taken).unwrap(), "{name}");
        assert_eq!(container.standing.is_in_use(), poured.is_ok(), "{name}: pouring breaks the seal");
    }
}

#[test]
fn a_leftover_never_grows_in_grams_or_in_days() {
    let (grams, mut empty) = (Milligrams::grams, opened());
    empty.left = Milligrams(0);
    let cases: [(&str, Container, Milligrams, &str, Option<&str>); 9] = [
        ("all of it, to its last day", opened(), grams(50), "2027-05-01", None),
        ("less, and earlier", opened(), grams(49), "2027-04-30", None),
        (
            "a milligram too much",
            opened(),
            Milligrams(50_001),
            "2027-05-01",
            Some("leftover_more_than_booked"),
        ),
        ("a day too long", opened(), grams(50), "2027-05-02", Some("leftover_extended")),
        ("nothing left", opened(), grams(0), "2027-05-01", Some("container_empty")),
        ("empty already", empty, grams(0), "2027-05-01", Some("container_empty")),
        ("sealed already", sealed(), grams(40), "2027-05-01", Some("leftover_sealed_already")),
        ("sealed and released", returned(), grams(40), "2027-05-01", Some("leftover_sealed_already")),
        ("disposed of", disposed(), grams(1), "2027-05-01", Some("container_gone")),
    ];
    for (name, mut container, left, use_by, expected) in cases {
        let before = container.clone();
        let done = container.seal(left, sealing("S02", use_by));
        assert_eq!(done.as_ref().err().map(LeftoverError::code), expected, "{name}");
        if done.is_err() {
            assert_eq!(container, before, "{name}: refused, and yet changed");
        } else {
            assert_eq!((container.left, container.standing.sealing().is_some()), (left, true), "{name}");
        }
    }
}

#[test]
fn a_leftover_is_released_by_an_officer_who_did_not_seal_it() {
    let release = |meaning, role| signed("S04", role, meaning);
    let cases = [
        ("the officer", sealed(), release(Meaning::LeftoverRelease, Role::Officer), None),
        (
            "another role",
            sealed(),
            release(Meaning::LeftoverRelease, Role::StoreManager),
            Some("leftover_not_by_officer"),
        ),
        (
            "another meaning",
            sealed(),
            release(Meaning::Release, Role::Officer),
            Some("leftover_not_by_officer"),
        ),
        (
            "who sealed it",
            sealed(),
            signed("S02", Role::Officer, Meaning::LeftoverRelease),
            Some("leftover_not_by_officer"),
        ),
        (
            "not sealed",
            opened(),
            release(Meaning::LeftoverRelease, Role::Officer),
            Some("leftover_not_sealed"),
        ),
        (
            "released before",
            returned(),
            release(Meaning::LeftoverRelease, Role::Officer),
            Some("leftover_not_sealed"),
        ),
    ];
    for (name, mut container, signature, expected) in cases {
        let done = container.release(&signature);
        assert_eq!(done.as_ref().err().map(LeftoverError::code), expected, "{name}");
    }
}

#[test]
fn what_is_disposed_of_is_gone_once() {
    for (name, mut container) in [("in use", opened()), ("sealed", sealed()), ("released", returned())] {
        let left = container.left;
        assert_eq!(container.dispose(thrown_away()), Ok(left), "{name}");
        assert_eq!(container.left, Milligrams(0), "{name}");
        assert!(matches!(container.dispose(thrown_away()), Err(LeftoverError::Gone(_))), "{name}");
    }
}
