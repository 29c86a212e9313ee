//! The table of `plan`: what is observed, and the step.

use ledger::Hash;
use sync::answer::{Answer, Mend, Refused, UnknownOutcome};
use sync::calls::{Compared, HeadOutcome, RecordsOutcome};
use sync::opening::{Opening, opening};
use sync::plan::{Heard, Keep, Local, Pace, Planned, Sent, Step, plan};
use sync::receipt::{Receipt, SignedReceipt};
use sync::shown::{State, shown};
use sync::wait::{Trigger, pause, starts};

use crate::stage::{self, diverging, records, signed};

fn head(receipt: SignedReceipt, at: Option<(u64, Hash)>) -> Answer<HeadOutcome> {
    let at = at.map(|(seq, hash)| Compared { seq, hash });
    Answer::Outcome(HeadOutcome::Receipt { receipt, at, identity: false })
}

fn asked(last: u64, kept: Option<&Receipt>, answer: &Answer<HeadOutcome>) -> Planned {
    stage::local(&records(last, "调配"), |local| plan(local, kept, Pace::default(), Heard::Head(answer)))
}

fn sent(first: u64, until: u64, outcome: RecordsOutcome) -> Planned {
    let (answer, sent) = (Answer::Outcome(outcome), Sent { first, last: until });
    stage::local(&records(9, "调配"), |local| {
        plan(local, None, Pace { most: 8, failures: 0 }, Heard::Records(sent, &answer))
    })
}

#[test]
fn each_row_of_the_table_has_its_step() {
    let (ours, theirs) = (records(9, "调配"), diverging(9, 4));
    let hash = |all: &[ledger::Stored], seq| stage::hash_at(all, seq).unwrap();
    let kept = stage::receipt(&ours, 7, 0);
    for (name, last, kept, answer, step) in [
        ("level", 9, None, head(signed(&ours, 9, 0), None), Step::Level),
        ("nothing there", 9, None, head(signed(&ours, 0, 0), None), Step::Send { first: 1, until: None }),
        ("less there", 9, Some(&kept), head(signed(&ours, 8, 0), None), Step::Send { first: 9, until: None }),
        (
            "less there than was promised",
            9,
            Some(&kept),
            head(signed(&ours, 5, 1), None),
            Step::Resend { first: 6, lost: 6..=7 },
        ),
        (
            "another history up to there",
            9,
            None,
            head(signed(&theirs, 6, 0), None),
            Step::Tell { at: 6, ours: hash(&ours, 6), theirs: hash(&theirs, 6) },
        ),
        (
            "more there, of this history",
            5,
            None,
            head(signed(&ours, 9, 0), Some((5, hash(&ours, 5)))),
            Step::Behind { hq: 9, hash: hash(&ours, 9) },
        ),
        (
            "more there, of another history",
            5,
            None,
            head(signed(&theirs, 9, 0), Some((5, hash(&theirs, 5)))),
            Step::Tell { at: 5, ours: hash(&ours, 5), theirs: hash(&theirs, 5) },
        ),
        (
            "more there, compared before something was written",
            5,
            None,
            head(signed(&ours, 9, 0), Some((4, hash(&ours, 4)))),
            Step::Ask,
        ),
        (
            "more there, compared nowhere",
            5,
            None,
            head(signed(&ours, 9, 0), None),
            Step::Waiting { after: None },
        ),
        ("busy", 5, None, Answer::Refused(Refused::Busy { after: 9 }), Step::Waiting { after: Some(9) }),
        ("failed", 5, None, Answer::Refused(Refused::Failed), Step::Waiting { after: None }),
    ] {
        assert_eq!(asked(last, kept, &answer).step, step, "{name}");
    }
}

#[test]
fn what_is_refused_stops_with_its_code_and_mend() {
    for (refused, code, mend) in [
        (Refused::Revoked, "revoked", Mend::CallHeadquarters),
        (Refused::Frozen, "frozen", Mend::CallHeadquarters),
        (Refused::Outdated { least: "2.0".to_owned() }, "outdated", Mend::UpdateProgram),
        (Refused::DeviceUnknown, "device_unknown", Mend::Enrol),
        (Refused::BadSignature, "bad_signature", Mend::CheckNetwork),
        (Refused::Unreadable { what: "head".to_owned() }, "unreadable", Mend::UpdateProgram),
        (Refused::NoSuchCall, "no_such_call", Mend::UpdateProgram),
    ] {
        let Step::Stopped(stop) = asked(3, None, &Answer::Refused(refused)).step else { panic!("{code}") };
        assert_eq!((stop.code.as_str(), stop.mend), (code, mend));
        assert!(!stop.zh.is_empty() && !stop.en.is_empty(), "{code}");
    }
    let said = ("新".to_owned(), "new".to_owned());
    let unknown = UnknownOutcome { code: "later".to_owned(), said, mend: Mend::UpdateProgram };
    let Step::Stopped(stop) = asked(3, None, &Answer::Unknown(unknown)).step else { panic!("unknown") };
    assert_eq!((stop.code.as_str(), stop.zh.as_str()), ("later", "新"));
}

#[test]
fn each_outcome_of_records_has_its_step() {
    let (ours, theirs) = (records(9, "调配"), diverging(9, 4));
    let hash = |all: &[ledger::Stored], seq| stage::hash_at(all, seq).unwrap();
    let receipt = |seq| signed(&ours, seq, 0);
    let fork = |at, hq| RecordsOutcome::Fork { at, hq, store: hash(&ours, at), receipt: receipt(3) };
    let waiting = Step::Waiting { after: None };
    let send = |first, until| Step::Send { first, until };
    for (name, outcome, step) in [
        ("taken, and more to send", RecordsOutcome::Accepted { receipt: receipt(6) }, send(7, None)),
        ("taken, and that was all", RecordsOutcome::Accepted { receipt: receipt(9) }, Step::Level),
        ("there already", RecordsOutcome::Already { receipt: receipt(9) }, Step::Level),
        (
            "taken, says it, and has not moved",
            RecordsOutcome::Accepted { receipt: receipt(3) },
            waiting.clone(),
        ),
        ("a gap", RecordsOutcome::Gap { receipt: receipt(1) }, send(2, None)),
        ("a gap where none is", RecordsOutcome::Gap { receipt: receipt(3) }, waiting.clone()),
        (
            "a fork",
            fork(5, hash(&theirs, 5)),
            Step::Forked { at: 5, ours: hash(&ours, 5), theirs: hash(&theirs, 5) },
        ),
        ("a fork where both are the same", fork(5, hash(&ours, 5)), waiting.clone()),
        ("a bad record behind good ones", RecordsOutcome::Broken { seq: 6 }, send(4, Some(5))),
        ("a bad record at once", RecordsOutcome::Broken { seq: 4 }, Step::Verify { seq: 4 }),
        ("a bad record that was not sent", RecordsOutcome::Broken { seq: 40 }, waiting),
        ("too large", RecordsOutcome::TooLarge { records: 100, bytes: 1 }, send(4, None)),
    ] {
        assert_eq!(sent(4, 6, outcome).step, step, "{name}");
    }
    assert_eq!(sent(1, 8, RecordsOutcome::TooLarge { records: 100, bytes: 1 }).pace.most, 4, "halved");
    assert_eq!(sent(1, 8, RecordsOutcome::TooLarge { records: 2, bytes: 1 }).pace.most, 2, "what it takes");
    for (outcome, code) in [
        (RecordsOutcome::TooLarge { records: 1, bytes: 1 }, "too_large"),
        (RecordsOutcome::OtherStore, "other_store"),
        (RecordsOutcome::HeadUnsigned, "head_unsigned"),
    ] {
        let Step::Stopped(stop) = sent(4, 4, outcome).step else { panic!("{code}") };
        assert_eq!(stop.code, code);
    }
}

#[test]
fn what_nobody_signed_or_answers_another_request_changes_nothing() {
    let ours = records(9, "调配");
    let kept = stage::receipt(&ours, 7, 3);
    let with = |change: &dyn Fn(&mut Receipt)| {
        let mut receipt = stage::receipt(&ours, 9, 3);
        change(&mut receipt);
        asked(9, Some(&kept), &head(receipt.signed(&stage::online_key()).unwrap(), None))
    };
    assert_eq!(with(&|_| ()).step, Step::Level);
    let waiting = Step::Waiting { after: None };
    assert_eq!(with(&|receipt| receipt.asked.counter = 6).step, waiting, "an older answer");
    assert_eq!(
        with(&|receipt| receipt.asked.boot = [0; 16]).step,
        waiting,
        "an answer from before a restart"
    );
    assert_eq!(with(&|receipt| receipt.epoch = 2).step, waiting, "a headquarters from before its restore");
    let changes: [&dyn Fn(&mut Receipt); 3] =
        [&|receipt| receipt.hq = "ZZ".to_owned(), &|receipt| receipt.store = "JN02".to_owned(), &|receipt| {
            receipt.branch = 4
        }];
    for change in changes {
        let planned = with(change);
        assert!(matches!(&planned.step, Step::Stopped(stop) if stop.code == "receipt_of_another"));
        assert_eq!(planned.keep, Keep::Same);
    }
    let stranger = ledger::SigningKey::from_bytes(&[1; 32]);
    let forged = stage::receipt(&ours, 9, 3).signed(&stranger).unwrap();
    let planned = asked(9, Some(&kept), &head(forged, None));
    assert!(matches!(&planned.step, Step::Stopped(stop) if stop.code == "receipt_unsigned"));
    assert_eq!(planned.keep, Keep::Same);
}

#[test]
fn a_fork_takes_back_what_an_earlier_epoch_promised() {
    let theirs = diverging(9, 4);
    let planned = |kept: u64, epoch| {
        let kept = stage::receipt(&records(9, "调配"), kept, 0);
        asked(9, Some(&kept), &head(signed(&theirs, 6, epoch), None)).keep
    };
    assert_eq!(planned(3, 0), Keep::Same, "promised by the same headquarters, before that place");
    assert_eq!(planned(7, 0), Keep::Withdrawn, "promised, and another record is there");
    assert_eq!(planned(3, 1), Keep::Withdrawn, "promised before it was restored");
}

#[test]
fn a_branch_sends_what_is_its_own_and_all_of_it_where_that_is_not_enough() {
    let ours = records(9, "调配");
    let with = |base: u64, heard: Heard<'_>| {
        stage::local(&ours, |local| {
            plan(&Local { base, branch: 5, ..*local }, None, Pace::default(), heard).step
        })
    };
    let mut nothing = stage::receipt(&ours, 0, 0);
    nothing.branch = 5;
    let receipt = nothing.signed(&stage::online_key()).unwrap();
    let answer = head(receipt.clone(), None);
    assert_eq!(with(6, Heard::Head(&answer)), Step::Send { first: 7, until: None });
    assert_eq!(with(9, Heard::Head(&answer)), Step::Send { first: 1, until: None }, "nothing of its own");
    let gap = Answer::Outcome(RecordsOutcome::Gap { receipt });
    assert_eq!(
        with(6, Heard::Records(Sent { first: 7, last: 9 }, &gap)),
        Step::Send { first: 1, until: None }
    );
}

#[test]
fn a_file_older_than_its_receipt_is_noticed_without_a_network() {
    let ours = records(9, "调配");
    let kept = stage::receipt(&ours, 7, 0);
    let opened = |file: &[ledger::Stored]| stage::local(file, |local| opening(local, Some(&kept)));
    assert_eq!(opened(&ours), Opening::Sound);
    assert_eq!(opened(&records(7, "调配")), Opening::Sound);
    assert_eq!(opened(&records(6, "调配")), Opening::RolledBack { last: 6, acknowledged: 7 });
    assert_eq!(opened(&diverging(9, 7)), Opening::OtherHistory { at: 7 });
    let said = stage::local(&records(6, "调配"), |local| shown(local, Some(&kept), Some(&Step::Level)));
    assert_eq!((said.safe, said.waiting), (0, 6), "what was promised is not in this file");
}

#[test]
fn a_screen_says_level_only_with_a_receipt_for_it() {
    let ours = records(9, "调配");
    let kept = stage::receipt(&ours, 7, 0);
    let said = |kept, step: &Step| stage::local(&ours, |local| shown(local, kept, Some(step)));
    let level = said(Some(&kept), &Step::Level);
    assert_eq!((level.safe, level.waiting, level.state), (7, 2, State::Sending));
    let all = stage::receipt(&ours, 9, 0);
    assert_eq!(said(Some(&all), &Step::Level).state, State::Level);
    let none = said(None, &Step::Waiting { after: None });
    assert_eq!((none.safe, none.waiting, none.state), (0, 9, State::Waiting));
}

#[test]
fn pauses_grow_to_five_minutes_and_obey_headquarters_within_an_hour() {
    let seconds = |failures, jitter, after| pause(failures, jitter, after).as_secs_f64();
    for (failures, least, most) in
        [(0, 0.5, 1.0), (1, 0.5, 1.0), (2, 1.0, 2.0), (5, 8.0, 16.0), (99, 150.0, 300.0)]
    {
        assert!((seconds(failures, 0, None) - least).abs() < 0.001, "{failures}");
        assert!((seconds(failures, u32::MAX, None) - most).abs() < 0.001, "{failures}");
    }
    assert!((seconds(1, 0, Some(40)) - 40.0).abs() < 0.001);
    assert!(seconds(1, u32::MAX, Some(u32::MAX)) <= 4_500.0);
}

#[test]
fn one_flight_at_a_time_and_a_pause_is_kept_by_all_but_people() {
    for trigger in [
        Trigger::Opening,
        Trigger::Committed,
        Trigger::Minute,
        Trigger::PauseOver,
        Trigger::Closing,
        Trigger::Person,
    ] {
        assert!(!starts(trigger, true, false) && !starts(trigger, true, true), "{trigger:?} beside a flight");
        assert!(starts(trigger, false, false), "{trigger:?}");
        let waits = matches!(trigger, Trigger::Committed | Trigger::Minute);
        assert_eq!(starts(trigger, false, true), !waits, "{trigger:?} in a pause");
    }
}
