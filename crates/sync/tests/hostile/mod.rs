//! Bytes that lie, for every decoder: valid ones that were changed, and ones made up. Nothing may panic, take more memory than
//! its bounds, or read as anything but what would be written. The tests pound shortly, `examples/fuzz_sync.rs` as long as one likes.

use std::borrow::Cow;

use sync::answer::{Answer, written};
use sync::calls::{Batch, Enrol, HeadOutcome, HeadQuery, RecordsOutcome, Rotate, SealedItem, Tail};
use sync::device::DeviceKey;
use sync::export::Reading;
use sync::frame::{self, Frames};
use sync::receipt::{Asked, SignedReceipt};
use sync::request::{Asking, Signed, header};
use sync::root::{Root, fingerprint};
use sync::ticket::{Code, Ticket};
use testkit::chance::Chance;

type Decoder = (&'static str, fn(&[u8]) -> bool);

/// Every decoder, with whether it took the bytes.
pub const DECODERS: &[Decoder] = &[
    ("unpacked", |bytes| frame::unpacked(bytes).is_ok_and(|out| out.len() <= frame::UNPACKED)),
    ("frames", |bytes| {
        Frames::of(bytes.to_vec()).is_ok_and(|frames| frames.bodies().count() == frames.len())
    }),
    ("batch", |bytes| Frames::of(bytes.to_vec()).and_then(Batch::of).is_ok_and(|batch| batch.count() > 0)),
    ("packed batch", |bytes| Batch::read(bytes).is_ok()),
    ("tail", |bytes| Tail::read(bytes).is_ok()),
    ("item", |bytes| SealedItem::read(bytes).is_ok()),
    ("head answer", |bytes| Answer::<HeadOutcome>::read(bytes).is_ok()),
    ("records answer", |bytes| Answer::<RecordsOutcome>::read(bytes).is_ok()),
    ("receipt", |bytes| {
        serde_json::from_slice::<SignedReceipt>(bytes).is_ok_and(|one| one.verified(&[]).is_ok())
    }),
    ("enrolment", |bytes| serde_json::from_slice::<Enrol>(bytes).is_ok_and(|one| one.proved().is_ok())),
    ("rotation", |bytes| {
        let id = DeviceKey::from_seed(&[3; 32]).id();
        serde_json::from_slice::<Rotate>(bytes).is_ok_and(|one| one.proved("JN01", id).is_some())
    }),
    ("ticket", |bytes| Ticket::read(&text(bytes)).is_ok()),
    ("typed ticket", |bytes| Ticket::from_typed("https://hq.example.com", &text(bytes)).is_ok()),
    ("root", |bytes| Root::read(&text(bytes), fingerprint(&text(bytes))).is_ok()),
    ("headers", |bytes| {
        let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        let names = [header::STORE, header::DEVICE, header::BOOT, header::COUNTER, header::SIGNATURE];
        Signed::read(|name| {
            let at = names.iter().position(|one| *one == name);
            at.and_then(|at| lines.get(at)).map(|line| vec![*line]).unwrap_or_default()
        })
        .is_ok()
    }),
    ("export", |bytes| {
        let mut reading = Reading::new(DeviceKey::from_seed(&[3; 32]).public());
        bytes.chunks(97).all(|piece| reading.take(piece).is_ok()) && reading.end().is_ok()
    }),
];

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Valid inputs to begin with.
fn seeds() -> Vec<Vec<u8>> {
    let mut chance = Chance::of(1);
    let mut pc = testkit::pc::Pc::new(Vec::new(), &mut chance);
    let at = chrono::DateTime::UNIX_EPOCH.fixed_offset();
    (0..5).for_each(|n| {
        pc.write("service.opened", n, at);
    });
    let packed = pc.batch(1, None).map(|(packed, _)| packed).unwrap_or_default();
    let framed = frame::unpacked(&packed).unwrap_or_default();
    let device = DeviceKey::from_seed(&[3; 32]);
    let code = Code::from_random(&[9; 16]);
    let ticket = Ticket {
        url: "https://hq.example.com".to_owned(),
        store: "JN01".to_owned(),
        code: code.clone(),
        root: fingerprint("{}"),
    };
    let asked = Asked { boot: [5; 16], counter: 7 };
    let path = HeadQuery { branch: 0, at: Some(1), erased_from: None }.path();
    let headers = device.signed(&Asking { method: "GET", path: &path, store: "济南", asked }, b"").headers();
    let headers: Vec<String> = headers.into_iter().map(|(_, value)| value).collect();
    let online = hex::encode(device.public().as_bytes());
    let head = pc.head().signed(&testkit::hq::store_key());
    let key = testkit::hq::store_key().verifying_key();
    let mut export = sync::export::beginning(&head, &key).unwrap_or_default();
    pc.file.iter().for_each(|record| export.extend(sync::export::record(&record.body).unwrap_or_default()));
    vec![
        packed,
        framed,
        export,
        headers.join("\n").into_bytes(),
        json(&Enrol::of(code, &device, "tiaohe", None)),
        json(&Rotate::to(&device, "JN01", device.id())),
        ticket.typed().into_bytes(),
        ticket.digits().unwrap_or_default().into_bytes(),
        ticket.file().unwrap_or_default().into_bytes(),
        format!("{{\"root\":1,\"hq\":\"TH\",\"name\":\"\",\"online\":[\"{online}\"]}}").into_bytes(),
        written(&sync::answer::Refused::Busy { after: 3 }).unwrap_or_default(),
    ]
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// Changes bytes a little, or makes some up.
fn changed(chance: &mut Chance, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds.get(chance.below(seeds.len())).cloned().unwrap_or_default();
    for _ in 0..1 + chance.below(4) {
        let (at, byte) = (chance.below(bytes.len() + 1), chance.bytes::<1>()[0]);
        match chance.below(7) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, byte),
            2 => {
                let end = (at + chance.below(16)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let other = seeds.get(chance.below(seeds.len())).cloned().unwrap_or_default();
                let from = chance.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend(other.get(from..).unwrap_or_default());
            }
            4 => {
                // A length that says anything.
                let length = chance.bytes::<4>();
                bytes.iter_mut().skip(at).zip(length).for_each(|(to, from)| *to = from);
            }
            _ => {
                if let Some(place) = bytes.get_mut(at) {
                    *place ^= 1 << (byte & 7);
                }
            }
        }
    }
    if chance.percent(20) { frame::packed(&bytes).unwrap_or_default() } else { bytes }
}

/// Pounds every decoder so many times; answers with how often one took what it was given.
pub fn pound(seed: u64, count: u64) -> u64 {
    let (mut chance, seeds, mut taken) = (Chance::of(seed), seeds(), 0);
    for _ in 0..count {
        let bytes = changed(&mut chance, &seeds);
        taken += DECODERS.iter().map(|(_, takes)| u64::from(takes(&bytes))).sum::<u64>();
    }
    taken
}

#[test]
fn no_decoder_panics_and_each_takes_something_or_nothing_by_its_bounds() {
    let taken = pound(7, 4_000);
    assert!(taken > 50, "the changes are so wild that nothing is ever read: {taken}");
}

#[test]
fn each_decoder_takes_a_seed_that_is_whole_or_needs_a_key() {
    let seeds = seeds();
    let all: Vec<&str> = DECODERS
        .iter()
        .filter(|(_, takes)| seeds.iter().any(|seed| takes(seed)))
        .map(|(name, _)| *name)
        .collect();
    let needs = ["tail", "item", "receipt", "export"];
    for (name, _) in DECODERS.iter().filter(|(name, _)| !needs.contains(name)) {
        assert!(all.contains(name), "{name} takes none of the seeds");
    }
}
