//! A store without a network: its records go to headquarters on a stick, and come back as receipts. What was half copied or changed
//! is refused on either side, and leaves everything as it was.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::counters::common::Place;
use crate::counters::{Both, last, tried, work};

fn stick(place: &Place, what: &str, at: &Path) -> Value {
    place.hand.answers.lock().unwrap().push_back(at.to_owned());
    place.staff(what, json!({}))
}

fn refused(place: &Place, what: &str, at: &Path) -> &'static str {
    place.hand.answers.lock().unwrap().push_back(at.to_owned());
    place.refused(what, json!({}))
}

fn files(stick: &Path, ending: &str) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(stick).unwrap().map(|entry| entry.unwrap().path());
    let files =
        folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == ending)).collect();
    files.sort();
    files
}

#[test]
fn records_go_by_stick_and_are_safe_by_the_receipts_that_come_back() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    both.cut();
    work(&place);
    let (before, usb) = (both.records(), tempfile::tempdir().unwrap());
    let view = stick(&place, "headquarters.stick_out", usb.path());
    assert_eq!(view["records"], json!(last(&place) - u64::try_from(before).unwrap()), "{view}");
    assert_eq!(refused(&place, "headquarters.stick_in", usb.path()), "stick_unanswered");
    let taken = both.runtime.block_on(hq::stick::taken(&both.rig.hq, usb.path())).unwrap();
    assert!(taken.iter().all(|one| one.outcome == "accepted"), "{taken:?}");
    assert_eq!(both.records(), i64::try_from(last(&place)).unwrap(), "they are there");
    // The program was started again meanwhile.
    let place = place.again();
    place.sit("S06");
    let view = stick(&place, "headquarters.stick_in", usb.path());
    let safe = &view["headquarters"]["safe"];
    assert!(safe["safe"].as_u64() >= Some(u64::try_from(before).unwrap() + 1), "{view}");
    let safe_to = safe["safe"].clone();
    // Headquarters takes the same stick twice, and the store its answers, and nothing is said twice.
    let again = both.runtime.block_on(hq::stick::taken(&both.rig.hq, usb.path())).unwrap();
    assert!(again.iter().all(|one| one.outcome == "already"), "{again:?}");
    let view = stick(&place, "headquarters.stick_in", usb.path());
    assert_eq!((&view["records"], &view["headquarters"]["safe"]["safe"]), (&json!(0), &safe_to), "{view}");
    both.mend();
    assert_eq!(tried(&place)["uploading"], "level", "and the network goes on from there");
}

#[test]
fn a_stick_that_was_half_copied_or_changed_is_refused_on_either_side() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    both.cut();
    work(&place);
    let usb = tempfile::tempdir().unwrap();
    assert_eq!(refused(&place, "headquarters.stick_in", usb.path()), "stick_empty");
    stick(&place, "headquarters.stick_out", usb.path());
    let (request, before) = (files(usb.path(), "request").remove(0), both.records());
    let whole = std::fs::read(&request).unwrap();
    let takes = || both.runtime.block_on(hq::stick::taken(&both.rig.hq, usb.path()));
    std::fs::write(&request, &whole[..whole.len() / 2]).unwrap();
    assert!(takes().is_err_and(|error| error.to_string().contains("nothing of this folder was taken")));
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    std::fs::write(&request, &changed).unwrap();
    assert!(takes().is_err());
    // Changed by somebody who knows how such a file ends: the signature is another matter.
    let mut carried = sync::stick::Carried::read(&whole).unwrap();
    *carried.body.last_mut().unwrap() ^= 1;
    std::fs::write(&request, carried.written().unwrap()).unwrap();
    let taken = takes().unwrap();
    assert_eq!(taken[0].outcome, "bad_signature");
    assert_eq!(both.records(), before, "nothing of it was taken");
    std::fs::write(&request, &whole).unwrap();
    takes().unwrap();

    let answer = files(usb.path(), "answer").remove(0);
    let said = std::fs::read(&answer).unwrap();
    std::fs::write(&answer, &said[..said.len() - 1]).unwrap();
    assert_eq!(refused(&place, "headquarters.stick_in", usb.path()), "stick_changed");
    // A forged receipt in a file that is whole.
    let text = String::from_utf8(sync::stick::answer_read(&said).unwrap()).unwrap();
    let forged = text.replace("\\\"seq\\\":", "\\\"seq\\\":9");
    assert_ne!(forged, text);
    std::fs::write(&answer, sync::stick::answer_written(forged.as_bytes())).unwrap();
    assert_eq!(refused(&place, "headquarters.stick_in", usb.path()), "hq_receipt");
    let safe = place.look()["headquarters"]["safe"].clone();
    assert_eq!(safe, json!(before), "nothing is believed of it");
    std::fs::write(&answer, said).unwrap();
    stick(&place, "headquarters.stick_in", usb.path());
    assert!(place.look()["headquarters"]["safe"].as_u64() > safe.as_u64());
}
