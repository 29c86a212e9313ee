//! A restore, state by state; and what leads nowhere.

use ledger::{Hash, Head};
use sync::plan::{Step, Stop};
use sync::restore::{Act, Branching, Happened, ReadOnly, Restoring};

fn head(seq: u64) -> Head {
    Head { store: "JN01".to_owned(), seq, hash: Hash([u8::try_from(seq).unwrap(); 32]) }
}

fn after(states: &[Happened]) -> Restoring {
    let from = Restoring::Copied { from: head(5) };
    states.iter().fold(from, |state, happened| state.after(happened.clone()).unwrap())
}

const BEHIND: Happened = Happened::Planned(Step::Behind { hq: 9, hash: Hash([9; 32]) });

#[test]
fn a_copy_that_is_behind_fetches_the_tail_before_it_writes() {
    let asking = [Happened::Enrolled];
    assert_eq!(after(&asking).act(), Act::AskHead);
    let fetching = [Happened::Enrolled, BEHIND];
    assert_eq!(after(&fetching).act(), Act::Fetch { from: 6 });
    let more = [Happened::Enrolled, BEHIND, Happened::Fetched(head(7))];
    assert_eq!(after(&more).act(), Act::Fetch { from: 8 });
    let mut all = more.to_vec();
    all.push(Happened::Fetched(head(9)));
    assert_eq!(after(&all), Restoring::Replayed { from: head(5), at: head(9), branch: None });
    assert_eq!(after(&all).act(), Act::Record);
    all.push(Happened::Recorded);
    assert_eq!(after(&all).act(), Act::Open);
    all.push(Happened::Opened);
    assert_eq!((after(&all), after(&all).act()), (Restoring::Open, Act::Done));
}

#[test]
fn what_is_fetched_must_end_as_the_receipt_says() {
    let other = Head { hash: Hash([8; 32]), ..head(9) };
    let ended = after(&[Happened::Enrolled, BEHIND, Happened::Fetched(other)]);
    assert!(matches!(ended, Restoring::ReadOnly { why: ReadOnly::Forked { at: 9 }, .. }));
    let fetching = after(&[Happened::Enrolled, BEHIND]);
    for (name, head) in [("nothing", head(5)), ("past the receipt", head(10))] {
        assert!(fetching.after(Happened::Fetched(head)).is_err(), "{name}");
    }
}

#[test]
fn a_copy_that_has_everything_goes_on_at_once() {
    for step in [Step::Level, Step::Send { first: 4, until: None }, Step::Resend { first: 4, lost: 4..=5 }] {
        let state = after(&[Happened::Enrolled, Happened::Planned(step)]);
        assert_eq!(state, Restoring::Replayed { from: head(5), at: head(5), branch: None });
    }
}

#[test]
fn without_headquarters_it_is_read_only_until_the_manager_begins_a_branch() {
    let silent = [Happened::Enrolled, Happened::Planned(Step::Waiting { after: None })];
    assert!(matches!(after(&silent), Restoring::ReadOnly { why: ReadOnly::OutOfReach, .. }));
    assert_eq!(after(&silent).act(), Act::Wait);
    let branching = Branching { branch: 77, reason: "总部断网".to_owned() };
    let begun = after(&[silent[0].clone(), silent[1].clone(), Happened::Branch(branching.clone())]);
    assert_eq!(begun, Restoring::Replayed { from: head(5), at: head(5), branch: Some(branching) });
    let back = after(&[silent[0].clone(), silent[1].clone(), Happened::Planned(Step::Level)]);
    assert_eq!(back.act(), Act::Record, "headquarters answers later");
}

#[test]
fn what_headquarters_will_not_have_is_read_only_with_its_reason() {
    let stop =
        Stop { code: "revoked".into(), zh: "停".into(), en: "stop".into(), mend: sync::answer::Mend::Enrol };
    let (ours, theirs) = (Hash([1; 32]), Hash([2; 32]));
    for (step, why) in [
        (Step::Stopped(stop.clone()), ReadOnly::Stopped(stop)),
        (Step::Forked { at: 3, ours, theirs }, ReadOnly::Forked { at: 3 }),
        (Step::Tell { at: 3, ours, theirs }, ReadOnly::Forked { at: 3 }),
        (Step::Verify { seq: 4 }, ReadOnly::Damaged { seq: 4 }),
    ] {
        let state = after(&[Happened::Enrolled, Happened::Planned(step)]);
        assert_eq!(state, Restoring::ReadOnly { from: head(5), at: head(5), why });
    }
}

#[test]
fn a_pc_that_may_not_recover_enrols_and_two_copies_never_follow_each_other() {
    let forbidden = after(&[Happened::Enrolled, BEHIND, Happened::Forbidden]);
    assert_eq!((forbidden.act(), forbidden), (Act::Enrol, Restoring::Copied { from: head(5) }));
}

#[test]
fn what_comes_out_of_turn_changes_nothing() {
    for (state, happened) in [
        (after(&[]), Happened::Recorded),
        (after(&[Happened::Enrolled]), Happened::Fetched(head(9))),
        (after(&[Happened::Enrolled, BEHIND]), Happened::Opened),
        (Restoring::Open, Happened::Recorded),
        (Restoring::Marked, Happened::Enrolled),
    ] {
        assert!(state.after(happened.clone()).is_err(), "{state:?} {happened:?}");
    }
}
