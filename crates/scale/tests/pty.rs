//! The scale on a real pseudo-terminal: the port is the operating system's, only the balance at its far end is played.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic, reason = "what the tests share must fail them")]

#[path = "../examples/simulator/balance.rs"]
mod balance;

use std::time::{Duration, Instant};

use balance::Balance;
use scale::{Found, Reading, Scale, ScaleFault, Settings, State, detect_on};
use tempfile::TempDir;

/// Longer than anything here takes; it only ends a test that fails.
const LONG: Duration = Duration::from_secs(20);

struct Bench {
    folder: TempDir,
    balance: Balance,
    scale: Scale,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let balance = Balance::plugged(&folder.path().join("scale")).expect("a pseudo-terminal");
        let scale = Scale::connect(Settings::eight_none_one(&balance.port(), 9_600));
        Self { folder, balance, scale }
    }

    fn put(&self, milligrams: i64, stable: bool) {
        let mut pan = self.balance.pan();
        (pan.load, pan.stable, pan.instead) = (milligrams, stable, None);
    }

    /// The first reading that is so.
    fn until(&self, what: &str, is_so: impl Fn(&Reading) -> bool) -> Reading {
        let (begun, mut seen) = (Instant::now(), 0);
        while begun.elapsed() < LONG {
            let reading = self.scale.wait(seen, Duration::from_secs(1));
            if is_so(&reading) {
                return reading;
            }
            seen = reading.number;
        }
        panic!("{what}: the last reading was {:?}", self.scale.latest());
    }

    fn weighs(&self, milligrams: i64) -> Reading {
        self.until("a stable weight", |reading| reading.stable && reading.weight_mg == Some(milligrams))
    }
}

#[test]
fn a_stable_weight_is_read_and_can_be_taken_by_its_number() {
    let bench = Bench::new();
    bench.put(3_710, true);
    let reading = bench.weighs(3_710);
    assert_eq!((reading.state, reading.minimum_mg, reading.message), (State::Ok, Some(200), None));
    let taken = bench.scale.taken(reading.number).expect("it is kept");
    assert_eq!((taken.number, taken.weight_mg, taken.minimum_mg), (reading.number, 3_710, 200));
    let later = bench.until("time", |later| later.stable_ms >= 300);
    assert!(later.number > reading.number);
}

#[test]
fn a_moving_weight_is_shown_but_cannot_be_taken() {
    let bench = Bench::new();
    bench.put(3_700, true);
    bench.weighs(3_700);
    bench.put(3_800, false);
    let moving = bench.until("a moving weight", |reading| reading.weight_mg == Some(3_800));
    assert_eq!((moving.stable, moving.stable_ms), (false, 0));
    assert_eq!(bench.scale.taken(moving.number), None);
}

#[test]
fn an_over_pour_is_read_like_any_weight() {
    let bench = Bench::new();
    for milligrams in [3_700, 4_950, 12_340] {
        bench.put(milligrams, true);
        bench.weighs(milligrams);
    }
}

#[test]
fn what_is_no_weight_is_named_in_both_languages() {
    let cases = [
        ("overload", '+', State::Overload, "量程", "Overload"),
        ("underload", '-', State::Underload, "零点", "Underload"),
        ("in its menu", 'I', State::Ok, "秤正忙", "busy"),
    ];
    let bench = Bench::new();
    bench.weighs(0);
    for (name, said, state, zh, en) in cases {
        bench.balance.pan().instead = Some(said);
        let reading = bench.until(name, |reading| reading.weight_mg.is_none() && reading.state == state);
        assert!(!reading.stable && reading.message.is_some_and(|message| message.contains(zh)), "{name}");
        assert!(reading.message_en.is_some_and(|message| message.contains(en)), "{name}");
        bench.put(1_000, true);
        bench.weighs(1_000);
    }
}

#[test]
fn another_unit_is_refused_with_what_to_do() {
    let bench = Bench::new();
    bench.put(12_350, true);
    bench.balance.pan().unit = "ct".to_owned();
    let reading = bench.until("carats", |reading| reading.message.is_some() && reading.state == State::Ok);
    assert_eq!((reading.weight_mg, reading.stable), (None, false));
    assert_eq!(reading.message.as_deref(), Some("秤的单位是 ct，不能用于称量：请在秤上改为 g"));
}

#[test]
fn a_pulled_cable_is_noticed_and_the_scale_comes_back() {
    let mut bench = Bench::new();
    bench.put(5_000, true);
    let before = bench.weighs(5_000);
    bench.balance.unplug().expect("pulled");
    let lost = bench.until("a loss", |reading| reading.state == State::Lost);
    assert_eq!((lost.weight_mg, lost.stable), (None, false));
    assert_eq!(bench.scale.taken(before.number), None, "what lay on it then need not lie on it now");
    assert_eq!(bench.scale.zero(), Err(ScaleFault::NoScale));
    bench.balance.plug().expect("put back");
    let back = bench.weighs(5_000);
    assert!(back.number > lost.number, "numbers go on");
}

#[test]
fn a_scale_that_is_switched_off_is_lost_and_comes_back_when_switched_on() {
    let bench = Bench::new();
    bench.weighs(0);
    bench.balance.pan().mute = true;
    let lost = bench.until("silence", |reading| reading.state == State::Lost);
    assert!(lost.message.is_some_and(|message| message.contains("没有应答")));
    bench.balance.pan().mute = false;
    bench.weighs(0);
}

#[test]
fn noise_between_answers_changes_no_weight() {
    let bench = Bench::new();
    bench.put(3_710, true);
    bench.balance.pan().noise =
        [b"\xFF\x00\x80S S 99\r\n".to_vec(), vec![b'9'; 4_000], b"\r\n".to_vec()].concat();
    let reading = bench.weighs(3_710);
    let later = bench.until("ten more", |later| later.number >= reading.number + 10);
    assert_eq!(later.weight_mg, Some(3_710));
}

#[test]
fn a_wrong_rate_is_told_from_silence() {
    let bench = Bench::new();
    bench.balance.pan().baud = Some(2_400);
    let lost = bench.until("noise", |reading| reading.state == State::Lost);
    assert!(lost.message.is_some_and(|message| message.contains("波特率")), "at 9,600 it hears rubbish");
}

#[test]
fn a_port_that_is_not_there_is_said_and_tried_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("scale");
    let port = link.display().to_string();
    let scale = Scale::connect(Settings::eight_none_one(&port, 9_600));
    let mut lost = scale.latest();
    while lost.state == State::Connecting {
        lost = scale.wait(lost.number, LONG);
    }
    assert_eq!((lost.state, lost.weight_mg), (State::Lost, None));
    assert!(lost.message.is_some_and(|message| message.contains(&port)));
    let balance = Balance::plugged(&link).expect("a pseudo-terminal");
    let bench = Bench { folder, balance, scale };
    bench.weighs(0);
}

#[test]
fn tare_and_zero_wait_for_stillness_and_make_earlier_readings_void() {
    let bench = Bench::new();
    bench.put(50_000, false);
    bench.until("a moving weight", |reading| reading.weight_mg == Some(50_000));
    assert_eq!(
        (bench.scale.tare(), bench.scale.zero()),
        (Err(ScaleFault::Unstable), Err(ScaleFault::Unstable))
    );
    bench.put(50_000, true);
    let before = bench.weighs(50_000);
    assert_eq!(bench.scale.tare(), Ok(50_000));
    assert_eq!(bench.scale.taken(before.number), None);
    bench.weighs(0);
    assert_eq!(bench.scale.tare_kept(), Ok(50_000));
    bench.put(53_710, true);
    bench.weighs(3_710);
    bench.put(0, true);
    bench.weighs(-50_000);
    assert_eq!(bench.scale.reset(), Ok(()));
    bench.weighs(0);
    bench.put(20, true);
    bench.weighs(20);
    assert_eq!(bench.scale.zero(), Ok(()));
    bench.weighs(0);
}

#[test]
fn the_scale_says_who_it_is() {
    let bench = Bench::new();
    bench.weighs(0);
    bench.until("a name", |_| bench.scale.identity().is_some());
    let identity = bench.scale.identity().expect("it has said it");
    assert_eq!((identity.model.as_str(), identity.serial.as_str()), ("SIM603 610.00 g", "SIM0000001"));
}

#[test]
fn the_port_is_free_as_soon_as_the_scale_is_dropped() {
    let Bench { folder, balance, scale } = Bench::new();
    drop(scale);
    let scale = Scale::connect(Settings::eight_none_one(&balance.port(), 9_600));
    let bench = Bench { folder, balance, scale };
    bench.weighs(0);
}

#[test]
fn a_scale_is_found_with_its_rate_on_the_port_where_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let plugged = |name: &str| Balance::plugged(&folder.path().join(name)).expect("a pseudo-terminal");
    let (mute, slow, usual) = (plugged("a"), plugged("b"), plugged("c"));
    mute.pan().mute = true;
    slow.pan().baud = Some(2_400);
    usual.pan().noise = b"\r\nSTART\r\n".to_vec();
    let ports = [mute.port(), slow.port(), usual.port(), folder.path().join("gone").display().to_string()];
    let found = detect_on(&ports, Duration::from_secs(5));
    let expected = |port: &Balance, baud| Found {
        settings: Settings::eight_none_one(&port.port(), baud),
        model: "SIM603 610.00 g".to_owned(),
        serial: "SIM0000001".to_owned(),
    };
    assert_eq!(found, [expected(&slow, 2_400), expected(&usual, 9_600)]);
}

#[test]
fn looking_for_scales_ends_when_its_time_is_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let mute = Balance::plugged(&folder.path().join("mute")).expect("a pseudo-terminal");
    mute.pan().mute = true;
    let begun = Instant::now();
    assert_eq!(detect_on(&[mute.port()], Duration::from_millis(500)), []);
    assert!(begun.elapsed() < LONG);
}
