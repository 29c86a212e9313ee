//! What records do to the entries of a register, over rows in memory: each state once, in order, and nothing else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use domain::Moment;
use domain::event::{AreaCleaned, Content, Event, RecordCorrected, VaultRef, VisitorEntered, VisitorLeft};
use domain::ids::{AreaId, DocumentNumber, StaffId, VaultId, VisitId};
use domain::premises::Cleaning;
use domain::signature::Digest;
use domain::visitor::{Hygiene, Visit};
use registers::project::{Change, Place, Rows, of_record};
use registers::{Contradiction, Entry, INSIDE, Register, Visitor, Visitors};

#[derive(Default)]
struct Tables {
    entries: RefCell<BTreeMap<String, String>>,
    words: RefCell<BTreeMap<String, Vec<String>>>,
    found: RefCell<BTreeSet<String>>,
    points: RefCell<BTreeMap<String, String>>,
}

impl Rows for Tables {
    type Error = Contradiction;
    fn entry(&self, key: &str) -> Result<Option<String>, Contradiction> {
        Ok(self.entries.borrow().get(key).cloned())
    }
    fn pointer(&self, id: &str) -> Result<Option<String>, Contradiction> {
        Ok(self.points.borrow().get(id).cloned())
    }
}

impl Tables {
    fn take(&self, seq: u64, event: impl Into<Event>) -> Result<(), Contradiction> {
        for change in of_record(self, Place { seq, at: at(seq) }, &event.into())? {
            match change {
                Change::Entry { key, doc, words } => {
                    let before = self.entries.borrow().get(&key).cloned();
                    assert_ne!(before.as_ref(), Some(&doc), "an entry that stays as it is is not written");
                    assert!(words.is_some() || before.is_some(), "a new entry has its words");
                    if let Some(words) = words {
                        let known = self.words.borrow_mut().insert(key.clone(), words.clone());
                        assert_ne!(known, Some(words), "words that stay as they are are not written");
                    }
                    self.entries.borrow_mut().insert(key, doc);
                }
                Change::Found { id, .. } => assert!(self.found.borrow_mut().insert(id)),
                Change::Lost { id } => assert!(self.found.borrow_mut().remove(&id)),
                Change::Points { id, entry } => {
                    self.points.borrow_mut().insert(id, entry);
                }
            }
        }
        Ok(())
    }

    fn one(&self) -> Entry<Visitor> {
        serde_json::from_str(self.entries.borrow().get("visitors/V261120-01").unwrap()).unwrap()
    }
}

fn at(minute: u64) -> Moment {
    Moment::parse_from_rfc3339(&format!("2026-11-20T09:{minute:02}:00+08:00")).unwrap()
}

fn entered() -> VisitorEntered {
    let name = VaultRef { id: VaultId::new("0123").unwrap(), commitment: Digest::of_bytes(&[7; 32]) };
    let hygiene = Hygiene { told: true, cleaned: true, disinfected: None, dressed: true };
    VisitorEntered {
        visit: Visit {
            id: VisitId::new("V261120-01").unwrap(),
            name,
            purpose: "设备维修".to_owned(),
            area: AreaId::new("A1").unwrap(),
            escort: StaffId::new("S02").unwrap(),
            hygiene,
            entered_at: at(1),
        },
    }
}

fn left(minute: u64) -> VisitorLeft {
    VisitorLeft { visit: VisitId::new("V261120-01").unwrap(), at: at(minute) }
}

#[test]
fn a_visit_begins_ends_once_and_is_found_by_what_it_is_now() {
    let tables = Tables::default();
    tables.take(1, entered()).unwrap();
    assert_eq!((tables.one().records, Visitors::state(&tables.one().says)), (vec![1], INSIDE));
    let inside = "visitors/@state/inside/V261120-01".to_owned();
    assert!(tables.found.borrow().contains(&inside));
    assert!(tables.found.borrow().contains("visitors/escort/S02/V261120-01"));

    tables.take(2, left(2)).unwrap();
    assert_eq!(tables.one().records, vec![1, 2]);
    assert!(!tables.found.borrow().contains(&inside));
    let before = (tables.entries.borrow().clone(), tables.found.borrow().clone());
    assert!(matches!(tables.take(3, left(3)), Err(Contradiction::NotNow { .. })));
    assert!(matches!(tables.take(3, entered()), Err(Contradiction::Twice { .. })));
    assert_eq!(before, (tables.entries.borrow().clone(), tables.found.borrow().clone()));
}

#[test]
fn what_was_never_entered_does_not_move() {
    let tables = Tables::default();
    assert!(matches!(tables.take(1, left(1)), Err(Contradiction::Missing { .. })));
    let correction = RecordCorrected { seq: 9, note: "x".to_owned(), reason: "y".to_owned() };
    tables.take(2, correction).unwrap();
    assert!(tables.entries.borrow().is_empty());
}

#[test]
fn a_correction_is_kept_with_the_entry_whose_record_it_corrects() {
    let tables = Tables::default();
    tables.take(4, entered()).unwrap();
    let correction =
        RecordCorrected { seq: 4, note: "事由：送货".to_owned(), reason: "写错".to_owned() };
    tables.take(5, correction).unwrap();
    let entry = tables.one();
    assert_eq!((entry.corrections, entry.says.purpose.0.as_str()), (vec![5], "设备维修"));
}

#[test]
fn nothing_of_a_person_is_a_word_or_a_key() {
    let tables = Tables::default();
    tables.take(1, entered()).unwrap();
    let words = tables.words.borrow().values().flatten().cloned().collect::<Vec<_>>();
    assert_eq!(words, ["V261120-01", "设备维修", "A1", "S02"]);
    assert!(!tables.found.borrow().iter().any(|id| id.contains("/name/")));
}

#[test]
fn an_area_that_is_worked_in_again_is_not_written_again() {
    let tables = Tables::default();
    let (area, by) = (AreaId::new("A1").unwrap(), StaffId::new("S02").unwrap());
    let cleaning = Cleaning { at: at(1), valid_until: at(9), used_since: false };
    let procedure = DocumentNumber::new("QC-1").unwrap();
    tables.take(1, AreaCleaned { area, procedure, cleaning, by }).unwrap();
    let text = include_str!("../../records/goldens/service.cleared.v2.json");
    let read = Event::read("service.cleared", 2, &mut serde_json::Deserializer::from_str(text)).unwrap();
    let Content::Known(cleared) = read else { panic!("a clearance in A1") };
    for (seq, writes) in [(2, true), (3, false)] {
        let changes = of_record(&tables, Place { seq, at: at(seq) }, &cleared).unwrap();
        assert_eq!(!changes.is_empty(), writes, "record {seq}");
        tables.take(seq, cleared.clone()).unwrap();
    }
}
