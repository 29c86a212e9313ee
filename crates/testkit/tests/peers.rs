//! What went wrong in others' synchronisation, by name, in the world of the simulator with nothing left to chance. The names
//! of their reports stand in the plan of headquarters; those about what comes down are not here.

use sync::answer::{Refused, written};
use sync::plan::{Sent, Step};
use sync::shown::State;
use sync::wait::{Trigger, starts};
use testkit::{Product, World};

/// A world without faults: a PC with so many records, and a headquarters that takes `takes` at once.
fn world(records: usize, takes: usize) -> World<'static> {
    let mut world = World::new(0, &Product);
    world.hq.takes = takes;
    world.write(0, "service.opened", records - 1);
    world
}

fn there(world: &World<'_>) -> u64 {
    world.hq.disk.head(0).0
}

fn level(world: &mut World<'_>) {
    world.heal().unwrap_or_else(|violation| panic!("{}", violation.0));
    let shown = world.pcs[0].shown();
    assert_eq!((shown.state, shown.safe), (State::Level, world.pcs[0].file.len() as u64));
    assert_eq!(there(world), shown.safe);
}

#[test]
fn a_retry_after_a_timeout_finds_its_records() {
    let mut world = world(9, 4_096);
    world.round(0).unwrap();
    world.fly(0);
    world.arrive().unwrap();
    assert_eq!(there(&world), 9, "they arrived");
    world.lose();
    world.time_out(0).unwrap();
    assert_eq!(world.pcs[0].shown().safe, 0, "and nobody said so");
    let before = world.pcs[0].requests;
    world.round(0).unwrap();
    assert_eq!(
        (world.pcs[0].shown().state, world.pcs[0].requests - before),
        (State::Level, 1),
        "asked, not sent"
    );
    level(&mut world);
}

#[test]
fn two_windows_send_and_one_arrives() {
    let mut world = world(9, 4_096);
    world.round(0).unwrap();
    world.fly(0);
    world.double();
    world.arrive().unwrap();
    world.arrive().unwrap();
    assert_eq!(there(&world), 9, "what was sent twice is there once");
    level(&mut world);
    assert!(!starts(Trigger::Committed, true, false), "and a second flight does not start beside the first");
}

#[test]
fn an_older_answer_never_reopens_what_is_finished() {
    let mut world = world(9, 3);
    let mut older = Vec::new();
    for _ in 0..9 {
        world.fly(0);
        world.arrive().unwrap();
        older.extend(world.answers());
        world.arrive_down().unwrap();
    }
    level(&mut world);
    let (safe, incidents) = (world.pcs[0].shown().safe, world.pcs[0].incidents);
    for bytes in older {
        world.fly(0);
        world.say(0, Some(&bytes)).unwrap();
        world.lose();
        assert_eq!((world.pcs[0].shown().safe, world.pcs[0].incidents), (safe, incidents));
    }
    level(&mut world);
}

#[test]
fn a_cut_batch_goes_on_where_it_stopped() {
    let mut world = world(40, 7);
    for _ in 0..4 {
        world.round(0).unwrap();
    }
    let (some, kept) = (there(&world), world.pcs[0].shown().safe);
    assert!(some > 0 && some < 40 && kept == some, "{some} {kept}");
    world.time_out(0).unwrap();
    world.round(0).unwrap();
    let now = there(&world);
    assert!(now > some && matches!(world.pcs[0].step, Some(Step::Send { first, .. }) if first == now + 1));
    level(&mut world);
}

#[test]
fn what_waits_is_sent_at_start_and_close_and_shown_online() {
    for trigger in [Trigger::Opening, Trigger::Closing, Trigger::Person] {
        assert!(starts(trigger, false, true), "{trigger:?}, even within a pause");
    }
    let mut world = world(9, 4_096);
    assert_eq!((world.pcs[0].shown().waiting, world.pcs[0].shown().safe), (9, 0));
    level(&mut world);
    world.write(0, "service.opened", 2);
    assert_eq!((world.pcs[0].shown().waiting, world.pcs[0].shown().safe), (2, 9));
}

#[test]
fn no_record_is_too_large_to_send() {
    let longest = [ledger::MAX_BODY];
    assert_eq!(sync::frame::fitting(longest, 4_096), 1);
    let framed = sync::frame::framed(&serde_json::json!({}), [vec![b'0'; ledger::MAX_BODY].as_slice()]);
    assert!(framed.is_ok_and(|bytes| bytes.len() <= sync::frame::UNPACKED));
}

#[test]
fn a_full_disk_in_mid_sync_leaves_no_hole() {
    let mut world = world(20, 5);
    world.round(0).unwrap();
    world.pcs[0].full = true;
    for _ in 0..4 {
        world.round(0).unwrap();
        world.looked_at().unwrap();
    }
    world.restart(0);
    world.looked_at().unwrap();
    level(&mut world);
}

#[test]
fn level_sends_nothing() {
    let mut world = world(9, 4_096);
    level(&mut world);
    let at = world.hq.disk.lines[&0].len();
    for _ in 0..5 {
        world.round(0).unwrap();
        assert_eq!(world.pcs[0].step, Some(Step::Level));
    }
    assert_eq!(world.hq.disk.lines[&0].len(), at);
}

#[test]
fn no_side_is_ever_replaced_whole() {
    let mut world = world(9, 4_096);
    level(&mut world);
    let before: Vec<_> = world.pcs[0].file.iter().map(|record| record.hash).collect();
    world.pcs[0].file.truncate(4);
    world.pcs[0].step = None;
    level(&mut world);
    let after: Vec<_> = world.pcs[0].file.iter().map(|record| record.hash).collect();
    assert_eq!(after[..9], before[..], "the tail was fetched behind what was there");
    assert_eq!(after.len(), 10, "and the restore is a record of its own");
}

#[test]
fn what_is_sent_is_frozen() {
    let mut world = world(9, 3);
    let before = world.pcs[0].file.clone();
    level(&mut world);
    assert_eq!(world.pcs[0].file, before);
    let bodies: Vec<_> = world.hq.disk.lines[&0].iter().map(|kept| kept.body.to_vec()).collect();
    assert_eq!(bodies, before.iter().map(|record| record.body.clone()).collect::<Vec<_>>());
}

#[test]
fn nothing_is_cleared_on_an_error() {
    let mut world = world(9, 4_096);
    level(&mut world);
    world.write(0, "service.opened", 3);
    for refused in [
        Refused::Failed,
        Refused::Revoked,
        Refused::Outdated { least: "9".to_owned() },
        Refused::BadSignature,
    ] {
        world.fly(0);
        world.lose();
        world.say(0, Some(&written(&refused).unwrap())).unwrap();
        let shown = world.pcs[0].shown();
        assert_eq!((shown.safe, shown.waiting, world.pcs[0].file.len()), (9, 3, 12), "{refused:?}");
    }
    level(&mut world);
}

#[test]
fn what_failed_stays_and_is_tried_again() {
    let mut world = world(9, 4_096);
    for _ in 0..20 {
        world.fly(0);
        world.lose();
        world.time_out(0).unwrap();
        assert_eq!((world.pcs[0].shown().waiting, world.pcs[0].shown().state), (9, State::Waiting));
    }
    level(&mut world);
}

#[test]
fn no_success_without_receipt() {
    let mut world = world(9, 4_096);
    world.round(0).unwrap();
    let pages = [&b"<html>ok</html>"[..], b"", b"{}", b"{\"outcome\":\"accepted\"}"];
    for page in pages {
        world.fly(0);
        world.lose();
        world.say(0, Some(page)).unwrap();
        let shown = world.pcs[0].shown();
        assert!(shown.safe == 0 && shown.state != State::Level, "{:?}", shown.state);
    }
    level(&mut world);
}

#[test]
fn no_loop_without_progress() {
    let mut world = world(9, 4_096);
    world.round(0).unwrap();
    let (_, sent) = world.pcs[0].batch(1, None).unwrap();
    assert_eq!(sent, Sent { first: 1, last: 9 });
    // It says that it has taken them, and its receipt says that it has not: the next is a pause, not the same again.
    world.fly(0);
    world.answer_with_nothing_taken(0).unwrap();
    assert!(matches!(world.pcs[0].step, Some(Step::Waiting { .. })));
    level(&mut world);
}

#[test]
fn a_new_pc_enrols_in_one_step() {
    let mut world = world(9, 4_096);
    level(&mut world);
    world.lose_pc(0);
    level(&mut world);
    assert_eq!(world.pcs[0].file.len(), 10, "everything came back, and the restore is recorded");
}

#[test]
fn nothing_needs_a_reload() {
    let mut world = world(9, 4_096);
    world.hq.busy = true;
    (0..5).for_each(|_| world.round(0).unwrap());
    assert_eq!(world.pcs[0].shown().state, State::Waiting);
    let boot = world.pcs[0].boot;
    level(&mut world);
    assert_eq!(world.pcs[0].boot, boot, "by itself, in the same program");
}

#[test]
fn a_kill_in_mid_write_leaves_sync_alive() {
    let mut world = world(9, 3);
    for _ in 0..6 {
        world.fly(0);
        world.restart(0);
        world.arrive().unwrap();
        world.write(0, "service.opened", 1);
    }
    level(&mut world);
}

#[test]
fn kill_in_mid_push() {
    let mut world = world(9, 4_096);
    world.round(0).unwrap();
    world.fly(0);
    world.take_without_disk().unwrap();
    world.hq.kill();
    assert_eq!(there(&world), 0, "what was not durable was never acknowledged");
    assert_eq!(world.pcs[0].shown().safe, 0);
    world.time_out(0).unwrap();
    level(&mut world);
}

#[test]
fn a_failed_round_retries_itself() {
    let mut world = world(9, 4_096);
    world.hq.busy = true;
    world.round(0).unwrap();
    world.hq.busy = false;
    assert!(starts(Trigger::PauseOver, false, true));
    level(&mut world);
}

#[test]
fn a_healed_partition_drains() {
    let mut world = world(2, 50);
    for _ in 0..30 {
        world.write(0, "service.opened", 19);
        world.fly(0);
        world.lose();
        world.time_out(0).unwrap();
    }
    level(&mut world);
}

#[test]
fn a_restored_store_is_seen_at_once() {
    let mut world = world(9, 4_096);
    level(&mut world);
    world.pcs[0].file.truncate(5);
    world.restart(0);
    assert_eq!(world.pcs[0].shown().safe, 0, "offline, by the receipt beside the file");
    world.round(0).unwrap();
    assert!(matches!(world.pcs[0].step, Some(Step::Behind { hq: 9, .. })), "and by the first question");
    level(&mut world);
}

#[test]
fn hq_restored_gets_everything_again() {
    let mut world = world(5, 4_096);
    level(&mut world);
    world.hq.back_up();
    world.write(0, "service.opened", 7);
    level(&mut world);
    world.hq.restore(0);
    assert_eq!(there(&world), 5);
    world.round(0).unwrap();
    let shown = world.pcs[0].shown();
    assert_eq!((shown.safe, shown.state, world.pcs[0].incidents), (5, State::SendingAgain { lost: 7 }, 1));
    level(&mut world);
}

#[test]
fn no_cursor_ahead_of_disk() {
    let mut world = world(9, 4_096);
    world.round(0).unwrap();
    world.pcs[0].full = true;
    world.round(0).unwrap();
    world.restart(0);
    assert_eq!(world.pcs[0].shown().safe, 0, "the receipt that the disk did not take is not remembered");
    world.pcs[0].full = false;
    level(&mut world);
}

#[test]
fn a_shorter_history_is_refused() {
    let mut world = world(9, 4_096);
    level(&mut world);
    // A headquarters from before its restore, left running: it knows less, and its epoch is older.
    world.hq.back_up();
    world.write(0, "service.opened", 3);
    level(&mut world);
    world.hq.back_up();
    world.hq.restore(1);
    level(&mut world);
    world.fly(0);
    world.haunted(0, 0).unwrap();
    let shown = world.pcs[0].shown();
    assert_eq!((shown.safe, shown.state, world.pcs[0].incidents), (12, State::Waiting, 0));
}
