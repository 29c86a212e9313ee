//! The judgement of headquarters, case by case.

use ledger::{Hash, Head, SigningKey};
use sync::calls::{Batch, HeadSeal};
use sync::judge::{Boots, Known, Verdict, begins, judge};
use sync::receipt::Asked;

use crate::stage::{self, batch, diverging, records};

fn judged(has: u64, batch: &Batch) -> Verdict {
    let ours = records(9, "调配");
    let key = stage::store_key().verifying_key();
    let hash = stage::hash_at(&ours, has).unwrap();
    let known = Known { store: "JN01", key: &key, branch: 0, seq: has, hash };
    let verdict = judge(&known, None, batch);
    let Verdict::Look { seq } = verdict else { return verdict };
    judge(&known, Some((seq, stage::hash_at(&ours, seq).unwrap())), batch)
}

#[test]
fn a_batch_is_judged_by_what_is_there() {
    let (ours, theirs) = (records(9, "调配"), diverging(9, 4));
    let hash = |all: &[ledger::Stored], seq| stage::hash_at(all, seq).unwrap();
    let accept = |skip, last| {
        let head = Head { store: "JN01".to_owned(), seq: last, hash: hash(&ours, last) };
        Verdict::Accept { skip, head }
    };
    let fork = |at| Verdict::Fork { at, hq: hash(&ours, at), store: hash(&theirs, at) };
    for (name, has, batch, verdict) in [
        ("the first", 0, batch(&ours, 1, 5), accept(0, 5)),
        ("the next", 5, batch(&ours, 6, 9), accept(0, 9)),
        ("half of it is there", 5, batch(&ours, 3, 9), accept(3, 9)),
        ("all of it is there", 9, batch(&ours, 6, 9), Verdict::Already),
        ("all of it is there, further back", 9, batch(&ours, 2, 4), Verdict::Already),
        ("some is missing before it", 5, batch(&ours, 7, 9), Verdict::Gap),
        ("another history goes on", 5, batch(&theirs, 4, 9), fork(5)),
        ("another history at the same place", 5, batch(&theirs, 5, 5), fork(5)),
        ("another history further back", 9, batch(&theirs, 3, 6), fork(6)),
        ("another history follows the same place", 5, batch(&theirs, 6, 9), fork(5)),
    ] {
        assert_eq!(judged(has, &batch), verdict, "{name}");
    }
}

#[test]
fn what_is_no_record_or_of_others_is_refused_by_name() {
    let ours = records(9, "调配");
    let with = |first, last, change: &dyn Fn(&mut sync::calls::BatchHeader), bodies: Vec<&[u8]>| {
        let mut header = stage::header(&ours, first, last);
        change(&mut header);
        judged(first - 1, &Batch::read(&Batch::written(&header, bodies).unwrap()).unwrap())
    };
    let all = stage::bodies(&ours, 1, 3);
    assert_eq!(with(1, 3, &|header| header.store = "JN02".to_owned(), all.clone()), Verdict::OtherStore);
    assert_eq!(with(1, 3, &|header| header.branch = 2, all.clone()), Verdict::OtherStore);
    assert_eq!(with(1, 3, &|header| header.head.signature = [0; 64], all.clone()), Verdict::HeadUnsigned);
    assert_eq!(with(1, 3, &|header| header.head.hash = Hash([1; 32]), all.clone()), Verdict::HeadUnsigned);
    let stranger = |header: &mut sync::calls::BatchHeader| {
        let head = header.head.of_store("JN01").head;
        header.head = HeadSeal::from(&head.signed(&SigningKey::from_bytes(&[1; 32])));
    };
    assert_eq!(with(1, 3, &stranger, all.clone()), Verdict::HeadUnsigned);
    let swapped = vec![all[0], all[2], all[1]];
    assert_eq!(with(1, 3, &|_| (), swapped), Verdict::Broken { seq: 2 });
    assert_eq!(with(1, 3, &|_| (), vec![all[0], all[1], b"{}"]), Verdict::Broken { seq: 3 });
    let twice = String::from_utf8(all[0].to_vec()).unwrap().replace("\"seq\":1", "\"seq\":1,\"seq\":1");
    assert_eq!(with(1, 1, &|_| (), vec![twice.as_bytes()]), Verdict::Broken { seq: 1 }, "two readings");
}

#[test]
fn headquarters_judges_form_and_never_meaning() {
    let mut all = records(1, "调配");
    all.pop();
    let odd = String::from_utf8(records(1, "调配")[0].body.clone()).unwrap();
    let odd = odd.replace("service.opened", "a.kind.of.later").replace("\"version\":1", "\"version\":900");
    let body = odd.into_bytes();
    all.push(ledger::Stored { seq: 1, prev: Hash::ORIGIN, hash: Hash::ORIGIN.then(&body), body });
    assert!(matches!(judged(0, &batch(&all, 1, 1)), Verdict::Accept { skip: 0, .. }));
}

#[test]
fn a_branch_begins_where_its_line_has_what_it_follows() {
    let (ours, theirs) = (records(9, "调配"), diverging(9, 4));
    let there = |seq| stage::hash_at(&ours, seq);
    assert_eq!(begins(&batch(&theirs, 4, 9), there(3)), Some((3, stage::hash_at(&ours, 3).unwrap())));
    assert_eq!(begins(&batch(&theirs, 5, 9), there(4)), None, "the line has another record there");
    assert_eq!(begins(&batch(&theirs, 5, 9), None), None, "the line has no such place");
    assert_eq!(begins(&batch(&theirs, 1, 9), None), Some((0, Hash::ORIGIN)), "it brings everything");
}

#[test]
fn a_clone_is_seen_by_starts_that_take_turns_and_a_late_request_is_none() {
    let heard = |order: &[(u8, u64)]| {
        let mut boots = Boots::default();
        order
            .iter()
            .map(|(boot, counter)| boots.heard(Asked { boot: [*boot; 16], counter: *counter }))
            .collect::<Vec<_>>()
    };
    assert!(
        heard(&[(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)]).iter().all(|sign| !sign),
        "a PC that is started again"
    );
    assert!(heard(&[(1, 1), (2, 1), (1, 2), (2, 2)]).iter().all(|sign| !sign), "one request that came late");
    assert!(
        heard(&[(1, 1), (2, 1), (1, 1), (2, 2), (1, 1)]).iter().all(|sign| !sign),
        "one that was sent twice"
    );
    assert_eq!(heard(&[(1, 1), (2, 1), (1, 2), (2, 2), (1, 3)]).last(), Some(&true), "two PCs in turns");
}
