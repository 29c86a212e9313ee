//! Roots, bulletins and boards: what is taken, and every reason for which nothing is.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeDelta};
use ledger::Hash;
use sync::SigningKey;
use sync::down::Chain;
use sync::down::board::{Board, BoardError, Held, Missing};
use sync::down::bulletin::{self, Bulletin, ContentRef, Does, Taken, Untaken, digest};
use sync::down::line::{Judged, Line, Outcome, Waiting, Why};
use sync::down::signers::{SignedText, Signer};
use sync::root::{self, PublicKey, Root, RootError};

use crate::stage::online_key;

fn key(person: u8) -> SigningKey {
    SigningKey::from_bytes(&[person; 32])
}

fn signer(person: u8, may: &[Chain], keeps_root: bool) -> Signer {
    Signer {
        person: format!("P{person}"),
        key: PublicKey(key(person).verifying_key().to_bytes()),
        may: may.iter().map(|chain| chain.name().to_owned()).collect(),
        keeps_root,
    }
}

fn root() -> Root {
    Root {
        root: 1,
        hq: "TH".to_owned(),
        name: "演示企业".to_owned(),
        online: vec![PublicKey(online_key().verifying_key().to_bytes())],
        signers: vec![
            signer(11, &Chain::ALL, true),
            signer(12, &Chain::ALL, true),
            signer(13, &[Chain::Catalogue], false),
        ],
    }
}

fn at(hours: i64) -> DateTime<FixedOffset> {
    let noon: DateTime<FixedOffset> = "2026-12-01T12:00:00+08:00".parse().unwrap();
    noon + TimeDelta::hours(hours)
}

fn one(chain: Chain, no: u64, prev: Hash, does: Does) -> Bulletin {
    let content = ContentRef::of(b"content");
    Bulletin { hq: "TH".to_owned(), chain, no, prev, does, effective: at(0), content, needs: 1 }
}

fn signed(bulletin: &Bulletin, by: &[u8]) -> SignedText {
    let mut text = bulletin.drafted().unwrap();
    by.iter().for_each(|person| text.sign(bulletin::DOMAIN, &format!("P{person}"), &key(*person)));
    text
}

fn taken(line: &Line, chain: Chain, text: &SignedText) -> (Line, Outcome) {
    let root = root();
    line.take(Judged { root: &root, chain, now: at(1) }, text, Some(b"content"), |_, _| Ok(()))
}

fn refused(line: &Line, chain: Chain, text: &SignedText) -> Untaken {
    let (after, outcome) = taken(line, chain, text);
    assert_eq!(&after, line, "the line stays");
    let Outcome::Refused(untaken) = outcome else { panic!("{outcome:?}") };
    untaken
}

/// A line whose first bulletin is taken.
fn begun(chain: Chain) -> Line {
    let (line, outcome) =
        taken(&Line::EMPTY, chain, &signed(&one(chain, 1, Hash([0; 32]), Does::Allows), &[11, 12]));
    assert!(matches!(outcome, Outcome::Applied(_)), "{outcome:?}");
    line
}

#[test]
fn what_stops_needs_one_person_and_what_allows_needs_two() {
    let stop = one(Chain::Recalls, 1, Hash([0; 32]), Does::Stops);
    assert!(matches!(taken(&Line::EMPTY, Chain::Recalls, &signed(&stop, &[11])).1, Outcome::Applied(_)));
    let lift = one(Chain::Recalls, 1, Hash([0; 32]), Does::Allows);
    let untaken = refused(&Line::EMPTY, Chain::Recalls, &signed(&lift, &[11]));
    assert_eq!(untaken, Untaken::TooFewSigners { signed: 1, needed: 2 });
    assert!(matches!(taken(&Line::EMPTY, Chain::Recalls, &signed(&lift, &[11, 12])).1, Outcome::Applied(_)));
}

#[test]
fn one_person_who_signs_twice_is_one_person() {
    let mut root = root();
    root.signers
        .push(Signer { key: PublicKey(key(21).verifying_key().to_bytes()), ..signer(11, &Chain::ALL, true) });
    let mut text = one(Chain::Recipes, 1, Hash([0; 32]), Does::Allows).drafted().unwrap();
    text.sign(bulletin::DOMAIN, "P11", &key(11));
    text.sign(bulletin::DOMAIN, "P11", &key(21));
    let by = Judged { root: &root, chain: Chain::Recipes, now: at(1) };
    let (_, outcome) = Line::EMPTY.take(by, &text, Some(b"content"), |_, _| Ok(()));
    assert_eq!(outcome, Outcome::Refused(Untaken::TooFewSigners { signed: 1, needed: 2 }));
    // Under another's name the same key is nobody's.
    text.sign(bulletin::DOMAIN, "P12", &key(21));
    let (_, outcome) = Line::EMPTY.take(by, &text, Some(b"content"), |_, _| Ok(()));
    assert_eq!(outcome, Outcome::Refused(Untaken::TooFewSigners { signed: 1, needed: 2 }));
}

#[test]
fn a_person_signs_only_for_the_chains_that_the_root_names() {
    let recipes = one(Chain::Recipes, 1, Hash([0; 32]), Does::Allows);
    assert_eq!(refused(&Line::EMPTY, Chain::Recipes, &signed(&recipes, &[13])), Untaken::UnknownKey);
    assert_eq!(
        refused(&Line::EMPTY, Chain::Recipes, &signed(&recipes, &[11, 13])),
        Untaken::TooFewSigners { signed: 1, needed: 2 }
    );
    assert_eq!(refused(&Line::EMPTY, Chain::Recipes, &signed(&recipes, &[])), Untaken::UnknownKey);
    let catalogue = one(Chain::Catalogue, 1, Hash([0; 32]), Does::Allows);
    assert!(matches!(
        taken(&Line::EMPTY, Chain::Catalogue, &signed(&catalogue, &[11, 13])).1,
        Outcome::Applied(_)
    ));
}

#[test]
fn numbers_step_by_one_and_each_names_the_one_before() {
    let chain = Chain::Recipes;
    let line = begun(chain);
    let next = one(chain, 2, line.taken.digest, Does::Allows);
    assert!(matches!(taken(&line, chain, &signed(&next, &[11, 12])).1, Outcome::Applied(_)));
    let skipped = one(chain, 3, line.taken.digest, Does::Allows);
    assert_eq!(refused(&line, chain, &signed(&skipped, &[11, 12])), Untaken::WrongNumber { expected: 2 });
    let beside = one(chain, 2, Hash([7; 32]), Does::Allows);
    assert_eq!(refused(&line, chain, &signed(&beside, &[11, 12])), Untaken::WrongPrev);
    let again = one(chain, 1, Hash([0; 32]), Does::Allows);
    assert_eq!(refused(&line, chain, &signed(&again, &[11, 12])), Untaken::Already);
    let other = Bulletin { effective: at(-5), ..again };
    assert_eq!(refused(&line, chain, &signed(&other, &[11, 12])), Untaken::WrongPrev, "another first one");
}

#[test]
fn a_bulletin_of_another_enterprise_or_chain_is_not_taken() {
    let stranger = Bulletin { hq: "XX".to_owned(), ..one(Chain::Recipes, 1, Hash([0; 32]), Does::Allows) };
    assert_eq!(refused(&Line::EMPTY, Chain::Recipes, &signed(&stranger, &[11, 12])), Untaken::NotOurs);
    let recipes = one(Chain::Recipes, 1, Hash([0; 32]), Does::Allows);
    assert_eq!(refused(&Line::EMPTY, Chain::Staff, &signed(&recipes, &[11, 12])), Untaken::NotOurs);
}

#[test]
fn a_changed_byte_is_nobodys_text() {
    let whole = signed(&one(Chain::Recipes, 1, Hash([0; 32]), Does::Allows), &[11, 12]);
    for at in 0..whole.text.len() {
        let mut bytes = whole.text.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let changed = SignedText { text, ..whole.clone() };
        assert_eq!(refused(&Line::EMPTY, Chain::Recipes, &changed), Untaken::UnknownKey, "byte {at}");
    }
}

#[test]
fn content_that_is_not_what_was_signed_is_thrown_away() {
    let text = signed(&one(Chain::Recipes, 1, Hash([0; 32]), Does::Allows), &[11, 12]);
    let root = root();
    let by = Judged { root: &root, chain: Chain::Recipes, now: at(1) };
    let (line, outcome) = Line::EMPTY.take(by, &text, None, |_, _| panic!("nothing to apply"));
    assert_eq!((line, outcome), (Line::EMPTY, Outcome::Wants(ContentRef::of(b"content"))));
    let (line, outcome) = Line::EMPTY.take(by, &text, Some(b"Content"), |_, _| panic!("not signed"));
    assert_eq!((line, outcome), (Line::EMPTY, Outcome::Refused(Untaken::DigestDiffers)));
    let (line, outcome) = Line::EMPTY.take(by, &text, Some(b"content"), |_, _| Err(Untaken::DiskFull));
    assert_eq!((line, outcome), (Line::EMPTY, Outcome::Refused(Untaken::DiskFull)));
}

#[test]
fn what_allows_waits_for_its_day_and_its_chain_waits_with_it() {
    let chain = Chain::Rulebooks;
    let later = Bulletin { effective: at(48), ..one(chain, 1, Hash([0; 32]), Does::Allows) };
    let text = signed(&later, &[11, 12]);
    let (line, outcome) = taken(&Line::EMPTY, chain, &text);
    assert_eq!(outcome, Outcome::Waits(Why::Later { at: at(48) }));
    assert_eq!((line.wants(), line.waiting.len()), (None, 1));
    assert_eq!((line.taken.no, line.has()), (0, Taken { no: 1, digest: digest(&text.text) }));
    let root = root();
    let by = Judged { root: &root, chain, now: at(48) };
    let waiting: &Waiting = &line.waiting[0];
    let (line, outcome) = line.take_again(by, waiting, Some(b"content"), |_, _| Ok(()));
    assert!(matches!(outcome, Outcome::Applied(_)), "{outcome:?}");
    assert_eq!((line.wants(), line.waiting.len()), (Some(2), 0));
}

#[test]
fn what_stops_holds_at_once_and_waits_behind_nothing() {
    let chain = Chain::Suspensions;
    let lift = Bulletin { effective: at(48), ..one(chain, 1, Hash([0; 32]), Does::Allows) };
    let lift = signed(&lift, &[11, 12]);
    let (line, outcome) = taken(&Line::EMPTY, chain, &lift);
    assert_eq!(outcome, Outcome::Waits(Why::Later { at: at(48) }));
    let newer = Bulletin { needs: 99, ..one(chain, 2, digest(&lift.text), Does::Stops) };
    let newer = signed(&newer, &[11]);
    let (line, outcome) = taken(&line, chain, &newer);
    assert_eq!(outcome, Outcome::Waits(Why::Content { untaken: Untaken::NeedsProgram { needs: 99 } }));
    let stop = Bulletin { effective: at(1_000), ..one(chain, 3, digest(&newer.text), Does::Stops) };
    let (line, outcome) = taken(&line, chain, &signed(&stop, &[12]));
    assert!(matches!(outcome, Outcome::Applied(_)), "{outcome:?}");
    let waiting: Vec<u64> = line.waiting.iter().map(|one| one.no).collect();
    assert_eq!((line.wants(), waiting), (Some(4), vec![1, 2]));
    let root = root();
    let by = Judged { root: &root, chain, now: at(48) };
    let (line, outcome) = line.take_again(by, &line.waiting[0], Some(b"content"), |_, _| Ok(()));
    assert!(matches!(outcome, Outcome::Applied(_)), "{outcome:?}");
    assert_eq!((line.wants(), line.waiting.len()), (Some(4), 1), "the line does not step back");
}

#[test]
fn a_stop_in_a_chain_that_allows_is_refused_and_told() {
    let stop = signed(&one(Chain::Recipes, 1, Hash([0; 32]), Does::Stops), &[11]);
    let (line, outcome) = taken(&Line::EMPTY, Chain::Recipes, &stop);
    assert_eq!(outcome, Outcome::Waits(Why::Content { untaken: Untaken::WrongChain }));
    assert_eq!((line.wants(), line.taken.no), (None, 0));
}

#[test]
fn a_root_is_followed_by_one_that_two_keepers_of_both_signed() {
    let ours = root();
    let next = Root { root: 2, signers: vec![signer(12, &[], true), signer(14, &[], true)], ..root() };
    let signed = |root: &Root, by: &[u8]| {
        let mut text = SignedText::new(serde_json::to_string(root).unwrap());
        by.iter().for_each(|person| text.sign(root::DOMAIN, &format!("P{person}"), &key(*person)));
        text
    };
    assert_eq!(ours.next(&signed(&next, &[11, 12, 14])), Ok(next.clone()));
    // Of the old keepers one, of the new one.
    assert_eq!(ours.next(&signed(&next, &[12, 14])), Err(RootError::TooFewKeepers));
    assert_eq!(ours.next(&signed(&next, &[11, 12])), Err(RootError::TooFewKeepers));
    let skipped = Root { root: 3, ..next.clone() };
    assert_eq!(ours.next(&signed(&skipped, &[11, 12, 14])), Err(RootError::NotNext { expected: 2 }));
    let other = Root { hq: "XX".to_owned(), ..next.clone() };
    assert_eq!(ours.next(&signed(&other, &[11, 12, 14])), Err(RootError::OtherEnterprise));
    let nobody = Root { signers: Vec::new(), ..ours.clone() };
    assert_eq!(nobody.next(&signed(&next, &[11, 12, 14])), Err(RootError::NoKeepers));
    let shared = Signer { person: "P15".to_owned(), ..signer(14, &[], true) };
    let twice = Root { signers: [next.signers.clone(), vec![shared]].concat(), ..next };
    assert_eq!(ours.next(&signed(&twice, &[11, 12, 14])), Err(RootError::Unreadable), "one key, two people");
}

#[test]
fn a_root_of_before_names_nobody_and_is_still_read() {
    let online = hex::encode(online_key().verifying_key().as_bytes());
    let text = format!("{{\"root\":1,\"hq\":\"TH\",\"name\":\"演示企业\",\"online\":[\"{online}\"]}}");
    let root = Root::kept(&text).unwrap();
    assert!(root.signers.is_empty());
    assert_eq!(serde_json::to_string(&root).unwrap(), text, "and written as it was");
}

fn board(no: u64, epoch: u64, chains: &[(Chain, Taken)]) -> Board {
    let chains = chains.iter().map(|(chain, taken)| (chain.name().to_owned(), *taken));
    let chains: BTreeMap<String, Taken> = chains.collect();
    let (hq, expires) = ("TH".to_owned(), at(72));
    Board { hq, root: 1, no, epoch, issued: at(0), expires, chains, checkpoint: None }
}

fn taken_to(no: u64) -> Taken {
    Taken { no, digest: Hash([u8::try_from(no).unwrap(); 32]) }
}

#[test]
fn a_board_says_what_is_missing_and_what_stops_comes_first() {
    let said = board(5, 1, &[(Chain::Catalogue, taken_to(3)), (Chain::Recalls, taken_to(2))]);
    let held = |chain: Chain| Held {
        has: if chain == Chain::Catalogue { taken_to(1) } else { Taken::NONE },
        epoch: 1,
    };
    let reading = said.signed(&online_key()).unwrap().read(&root(), None, held, at(1)).unwrap();
    let missing = vec![
        Missing { chain: Chain::Recalls, from: 1, to: 2 },
        Missing { chain: Chain::Catalogue, from: 2, to: 3 },
    ];
    assert_eq!((reading.missing, reading.old, reading.roots), (missing, false, None));
}

#[test]
fn an_expired_board_still_guards() {
    let said = board(5, 1, &[(Chain::Recalls, taken_to(1))]).signed(&online_key()).unwrap();
    let held = |chain: Chain| Held {
        has: if chain == Chain::Recalls { taken_to(2) } else { Taken::NONE },
        epoch: 1,
    };
    let reading = said.read(&root(), None, held, at(1_000)).unwrap();
    assert_eq!((reading.old, reading.rolled_back), (true, vec![Chain::Recalls]));
    // A headquarters that was restored lost it, and gets it back.
    let restored = board(1, 2, &[(Chain::Recalls, taken_to(1))]).signed(&online_key()).unwrap();
    let reading = restored.read(&root(), None, held, at(1)).unwrap();
    assert_eq!(reading.lost, vec![Missing { chain: Chain::Recalls, from: 2, to: 2 }]);
    assert!(reading.rolled_back.is_empty());
}

#[test]
fn a_board_that_is_older_or_nobodys_is_not_followed() {
    let held = |_: Chain| Held { has: Taken::NONE, epoch: 1 };
    let (before, restored) = (board(5, 2, &[]), board(1, 3, &[]));
    let read = |board: &Board| board.signed(&online_key()).unwrap().read(&root(), Some(&before), held, at(1));
    assert_eq!(read(&board(4, 2, &[])).map(drop), Err(BoardError::Older));
    assert_eq!(read(&board(9, 1, &[])).map(drop), Err(BoardError::Older));
    assert!(read(&board(5, 2, &[])).is_ok() && read(&restored).is_ok());
    let other = Board { hq: "XX".to_owned(), ..board(6, 2, &[]) };
    assert_eq!(read(&other).map(drop), Err(BoardError::OtherEnterprise));
    let theirs = board(6, 2, &[]).signed(&key(99)).unwrap();
    assert_eq!(theirs.read(&root(), None, held, at(1)).map(drop), Err(BoardError::Unsigned));
    let root_two = Board { root: 2, ..board(6, 2, &[]) };
    assert_eq!(read(&root_two).unwrap().roots, Some(2), "roots are fetched first");
}

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verify");

/// What a small headquarters has published: two roots, three chains, a board.
fn published() -> (String, BTreeMap<String, Vec<u8>>) {
    let first = root();
    let next = Root { root: 2, ..root() };
    let mut turned = SignedText::new(serde_json::to_string(&next).unwrap());
    [11, 12].iter().for_each(|person| turned.sign(root::DOMAIN, &format!("P{person}"), &key(*person)));
    let first = serde_json::to_string(&first).unwrap();
    let mut files = BTreeMap::from([("root-1.json".to_owned(), first.clone().into_bytes())]);
    files.insert("root-2.json".to_owned(), serde_json::to_vec(&turned).unwrap());
    let mut chains = Vec::new();
    for (chain, decisions) in [
        (
            Chain::Recalls,
            &[(Does::Stops, &[11][..], "{\"lot\":\"L-7\"}\n"), (Does::Allows, &[11, 12], "{\"lifts\":1}\n")]
                [..],
        ),
        (Chain::Recipes, &[(Does::Allows, &[12, 11], "{\"recipe\":\"R-1\"}\n")]),
        (Chain::Catalogue, &[(Does::Allows, &[11, 13], "{\"product\":\"P-1\"}\n")]),
    ] {
        let mut taken = Taken::NONE;
        for (does, by, content) in decisions {
            let content_ref = ContentRef::of(content.as_bytes());
            let bulletin = Bulletin { content: content_ref, ..one(chain, taken.no + 1, taken.digest, *does) };
            let text = signed(&bulletin, by);
            taken = Taken { no: bulletin.no, digest: digest(&text.text) };
            files.insert(format!("{}-{}.json", chain.name(), taken.no), serde_json::to_vec(&text).unwrap());
            files.insert(hex::encode(content_ref.digest), content.as_bytes().to_vec());
        }
        chains.push((chain, taken));
    }
    let board = Board { root: 2, ..board(4, 1, &chains) };
    files.insert("board.json".to_owned(), serde_json::to_vec(&board.signed(&online_key()).unwrap()).unwrap());
    (hex::encode(root::fingerprint(&first).0), files)
}

/// What the checker says of files that were changed.
fn checked(change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) -> (bool, String) {
    let (fingerprint, mut files) = published();
    change(&mut files);
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, bytes)| std::fs::write(folder.path().join(name), bytes).unwrap());
    let script = std::path::Path::new(DOCS).join("verify_bulletins.py");
    let done = std::process::Command::new("python3")
        .args(["-B".as_ref(), script.as_os_str(), folder.path().as_os_str()])
        .args(["--fingerprint", &fingerprint])
        .output()
        .expect("python3 must be installed");
    (done.status.success(), String::from_utf8(done.stdout).unwrap())
}

/// Once written they are never written again.
#[test]
fn what_is_published_as_an_example_is_what_is_written() {
    let (_, files) = published();
    let there = std::path::Path::new(DOCS).join("published");
    for (name, bytes) in &files {
        assert_eq!(std::fs::read(there.join(name)).ok().as_ref(), Some(bytes), "{name}");
    }
    assert_eq!(std::fs::read_dir(there).unwrap().count(), files.len());
}

#[test]
fn a_checker_written_from_the_page_alone_follows_roots_board_and_chains() {
    let (fits, said) = checked(|_| ());
    assert!(fits && said.lines().count() == 6, "{said}");
    assert!(said.contains("\"root\": 2") && said.contains("\"board\": 4"), "{said}");
}

#[test]
fn a_changed_byte_a_skipped_number_and_a_signer_too_few_are_refused_by_the_checker() {
    for name in published().1.keys() {
        let (fits, said) = checked(|files| {
            let bytes = files.get_mut(name).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        });
        assert!(!fits && said.contains("refused"), "{name}: {said}");
    }
    let (fits, said) = checked(|files| drop(files.remove("recalls-1.json")));
    assert!(!fits && said.contains("is not number 1"), "{said}");
    let (fits, said) = checked(|files| drop(files.remove("recalls-2.json")));
    assert!(!fits && said.contains("recalls goes to number 2"), "{said}");
    let few = signed(&one(Chain::Recipes, 1, Hash([0; 32]), Does::Allows), &[11]);
    let (fits, said) =
        checked(|files| drop(files.insert("recipes-1.json".to_owned(), serde_json::to_vec(&few).unwrap())));
    assert!(!fits && said.contains("too few people"), "{said}");
}

/// A chain that allows waits with what is not due or not possible yet; what is wrong in itself is passed by what puts it right, and
/// is never applied behind that.
#[test]
fn what_is_refused_for_what_it_brings_is_put_right_by_the_next_one() {
    let (chain, root) = (Chain::Recipes, root());
    let by = Judged { root: &root, chain, now: at(1) };
    let first = signed(&one(chain, 1, Hash([0; 32]), Does::Allows), &[11, 12]);
    let wrong = Untaken::Contradiction { item: "HQ.R01".to_owned() };
    let (line, outcome) = Line::EMPTY.take(by, &first, Some(b"content"), |_, _| Err(wrong.clone()));
    assert_eq!(outcome, Outcome::Waits(Why::Content { untaken: wrong }));
    assert_eq!((line.taken, line.wants(), line.has().no), (Taken::NONE, Some(2), 1));
    let before = line.waiting[0].clone();
    assert!(line.may_try(chain, &before), "a newer program may read it");
    // One that skips it, and one that does not name it, is refused all the same.
    assert_eq!(
        refused(&line, chain, &signed(&one(chain, 3, Hash([1; 32]), Does::Allows), &[11, 12])),
        Untaken::WrongNumber { expected: 2 }
    );
    assert_eq!(
        refused(&line, chain, &signed(&one(chain, 2, Hash([1; 32]), Does::Allows), &[11, 12])),
        Untaken::WrongPrev
    );
    let second = signed(&one(chain, 2, digest(&first.text), Does::Allows), &[11, 12]);
    let (right, outcome) = taken(&line, chain, &second);
    assert!(matches!(outcome, Outcome::Applied(_)), "{outcome:?}");
    assert_eq!((right.taken.no, right.wants(), right.may_try(chain, &before)), (2, Some(3), false));
    // Another that is wrong, too, stands behind it and waits in its place.
    let lacks = Untaken::LacksProduct { filing: "F".to_owned() };
    let (line, outcome) = line.take(by, &second, Some(b"content"), |_, _| Err(lacks.clone()));
    assert_eq!(outcome, Outcome::Waits(Why::Content { untaken: lacks }));
    assert_eq!(
        (line.wants(), line.has().no, line.waiting.len()),
        (None, 2, 1),
        "what is not there yet is waited for"
    );
    let (line, outcome) = line.take_again(by, &line.waiting[0], Some(b"content"), |_, _| Ok(()));
    assert!(matches!(outcome, Outcome::Applied(_)), "{outcome:?}");
    assert_eq!((line.taken.no, line.wants()), (2, Some(3)));
}
