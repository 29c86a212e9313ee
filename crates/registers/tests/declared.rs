//! Each register's struct and descriptor agree: what the list shows is a field, every field has words, every act writes a kind
//! of record that there is, and goes between states that there are.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use domain::event::Event;
use registers::{Each, Field, Fields as _, Kind, Register, SPECS, Spec, with};

fn keys(fields: &'static [Field]) -> BTreeSet<&'static str> {
    let lines = fields
        .iter()
        .filter_map(|field| if let Kind::Lines(lines) = field.kind { Some(lines) } else { None });
    fields.iter().chain(lines.flatten()).map(|field| field.key).collect()
}

struct Same(&'static Spec);

impl Each for Same {
    type Out = ();
    fn of<R: Register>(self) {
        assert_eq!(R::SPEC.code, self.0.code);
        assert_eq!(R::Says::FIELDS, R::SPEC.fields, "{}: the columns are the struct's fields", self.0.code);
    }
}

#[test]
fn the_descriptor_names_what_the_struct_has() {
    for spec in SPECS {
        with(spec.code, Same(spec)).unwrap();
        let fields = keys(spec.fields);
        let named = spec.listed.iter().chain(spec.narrowed).chain(spec.latest).chain([&spec.sorted]);
        let named = named.copied().chain(spec.kept_after);
        for key in named {
            assert!(fields.contains(key), "{}: there is no field {key}", spec.code);
        }
        let sorted = spec.field(spec.sorted).unwrap();
        assert!(sorted.required, "{}: an entry without {} would be in no list", spec.code, spec.sorted);
    }
}

#[test]
fn every_field_of_entry_and_forms_has_words_and_no_other() {
    for spec in SPECS {
        let mut fields = keys(spec.fields);
        fields.extend(spec.acts.iter().flat_map(|act| keys(act.fields)));
        let called: BTreeSet<&str> = spec.called.iter().map(|called| called.key).collect();
        assert_eq!(called, fields, "{}", spec.code);
        assert_eq!(called.len(), spec.called.len(), "{}: a field is called twice", spec.code);
    }
}

#[test]
fn every_act_writes_a_kind_and_goes_between_states() {
    let mut names = BTreeSet::new();
    for spec in SPECS {
        let state = |code: &str| assert!(spec.state(code).is_some(), "{}: no state {code}", spec.code);
        assert!(spec.acts.first().unwrap().enters(), "{}: the entering comes first", spec.code);
        for act in spec.acts {
            assert!(names.insert(act.name), "{} stands twice", act.name);
            assert!(
                Event::KINDS.iter().any(|(kind, _)| *kind == act.kind),
                "{}: no kind {}",
                act.name,
                act.kind
            );
            let mut kinds = records::Record::KINDS.iter().filter(|kind| kind.name == act.kind);
            let written = kinds.next_back().unwrap();
            assert!(written.writers.contains(&act.name), "{}: {} is not written by it", act.name, act.kind);
            assert!(!act.roles.is_empty(), "{}: who may is said", act.name);
            act.from.iter().for_each(|code| state(code));
            state(act.to);
        }
        let brought = spec.brought.map(|name| spec.act(name).unwrap());
        assert!(brought.is_none_or(|act| act.enters() && act.signed.is_none()), "{}", spec.code);
    }
}

#[test]
fn no_code_and_no_letters_are_two_registers() {
    for of in [|spec: &Spec| spec.code, |spec: &Spec| spec.letters] {
        let all: BTreeSet<&str> = SPECS.iter().map(|spec| of(spec)).collect();
        assert_eq!(all.len(), SPECS.len());
    }
}

#[test]
fn what_lies_in_the_vault_is_neither_key_nor_word() {
    for spec in SPECS {
        for field in spec.fields.iter().filter(|field| matches!(field.kind, Kind::Sealed { .. })) {
            assert!(!spec.narrowed.contains(&field.key) && spec.sorted != field.key, "{}", spec.code);
            assert!(!spec.names.is_empty(), "{}: who may read names is said", spec.code);
        }
    }
}

/// Every code that a choice of a register may be: what stands in records for ever.
fn codes() -> BTreeSet<String> {
    fn of(fields: &'static [Field], place: &str, found: &mut BTreeSet<String>) {
        for field in fields {
            if let Kind::Choice(picks) = field.kind {
                found.extend(picks.iter().map(|pick| format!("{place}.{} {}", field.key, pick.code)));
            }
            if let Kind::Lines(lines) = field.kind {
                of(lines, place, found);
            }
        }
    }
    let mut found = BTreeSet::new();
    for spec in SPECS {
        of(spec.fields, spec.code, &mut found);
        spec.acts.iter().for_each(|act| of(act.fields, spec.code, &mut found));
    }
    found
}

#[test]
fn every_code_of_a_choice_is_listed_and_none_that_was_written_is_gone() {
    // A line that goes makes records unreadable; one that comes is read by older programs as something else: it takes a new
    // version of the kind, and then its line here.
    let listed: BTreeSet<String> = include_str!("codes.txt").lines().map(str::to_owned).collect();
    assert_eq!(codes(), listed);
}
