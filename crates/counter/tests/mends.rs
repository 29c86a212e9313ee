//! What checks offer as mends: each action is offered by something, and what headquarters does says so.

use std::collections::BTreeSet;

use counter::mends::{By, ways};
use rules::{DutyKind, Mend, MendAction, builtin};

/// Every mend of every example of every check, under the limits of the clauses that name the check.
fn offered() -> Vec<Mend> {
    let mut mends = Vec::new();
    for book in builtin() {
        for clause in book.clauses {
            for check in &clause.checks {
                let runs = check.examples().iter();
                mends.extend(runs.filter_map(|one| check.run(&one.facts(), &clause.limits, one.gate).mend));
            }
        }
    }
    mends
}

#[test]
fn every_action_is_one_that_something_offers() {
    let duties = [
        DutyKind::AreaCleaning,
        DutyKind::CallBack,
        DutyKind::Backup,
        DutyKind::Drill,
        DutyKind::Request,
        DutyKind::Reaction,
    ];
    let mut offered: BTreeSet<MendAction> = offered().iter().map(|mend| mend.action).collect();
    offered.extend(duties.map(DutyKind::mend));
    // A register that says when something of an entry is due.
    let due = registers::SPECS.iter().filter(|spec| spec.due.is_some());
    offered.extend(due.map(|_| MendAction::WorkOnEntry));
    let never: Vec<MendAction> =
        MendAction::ALL.into_iter().filter(|action| !offered.contains(action)).collect();
    // The first is offered where no rulebook permits the work, the second where no lot serves a recipe.
    assert_eq!(never, [MendAction::AskHeadquartersForRulebook, MendAction::ReceiveLot]);
}

#[test]
fn what_headquarters_does_is_said_to_be_theirs() {
    for (action, way) in ways().filter(|(_, way)| way.by == By::Headquarters) {
        for mend in offered().iter().filter(|mend| mend.action == action) {
            assert!(mend.text.contains("总部"), "{way:?}: {}", mend.text);
            assert!(mend.text_en.contains("headquarters"), "{way:?}: {}", mend.text_en);
        }
    }
}
