//! Sound inputs of each decoder, made by the product's own writers: a run begins with them beside the corpus. They are short,
//! so that a change meets what decides.

use std::collections::BTreeMap;

use chrono::DateTime;
use ledger::{Hash, Head};
use serde::Serialize;
use sync::answer::{Refused, written};
use sync::calls::{
    Compared, Enrol, EnrolOutcome, HeadOutcome, HeadQuery, IntroduceKey, KeyGrant, LedgerProof, RECORDS,
    RecordsOutcome, Rotate, RotateOutcome, SealedHeader, SealedItem, SealedOutcome, SignedGrant,
    StoreKeyOutcome, Tail, TailHeader, TailOutcome,
};
use sync::device::DeviceKey;
use sync::down::Chain;
use sync::down::board::Board;
use sync::down::bulletin::{Bulletin, ContentRef, DOMAIN, Does, Taken, digest};
use sync::frame;
use sync::receipt::{Asked, Receipt, SignedReceipt};
use sync::request::Asking;
use sync::root::{PublicKey, fingerprint};
use sync::stick::{Carried, Head as StickHead};
use sync::ticket::{Code, Ticket};

use crate::chance::Chance;
use crate::down::{online, person, root};
use crate::hq::{HQ, STORE, store_key};
use crate::pc::Pc;

/// The device of the sound inputs.
#[must_use]
pub(super) fn device() -> DeviceKey {
    DeviceKey::from_seed(&[3; 32])
}

const ASKED: Asked = Asked { boot: [5; 16], counter: 7 };

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn pc() -> Pc {
    let mut pc = Pc::new(Vec::new(), &mut Chance::of(1));
    let at = DateTime::UNIX_EPOCH.fixed_offset();
    (0..2).for_each(|n| {
        pc.write("service.opened", n, at);
    });
    pc
}

fn receipt() -> Receipt {
    let Head { seq, hash, .. } = pc().head();
    let at = DateTime::UNIX_EPOCH.fixed_offset();
    let (hq, store, erased) = (HQ.to_owned(), STORE.to_owned(), vec!["aa01".to_owned()]);
    Receipt { hq, epoch: 0, store, branch: 0, seq, hash, at, erased, asked: ASKED }
}

fn signed() -> SignedReceipt {
    let unsigned = |_| SignedReceipt { text: String::new(), signature: [0; 64] };
    receipt().signed(&online()).unwrap_or_else(unsigned)
}

fn grant() -> KeyGrant {
    let Head { seq, hash, .. } = pc().head();
    KeyGrant {
        hq: HQ.to_owned(),
        store: STORE.to_owned(),
        key: PublicKey(store_key().verifying_key().to_bytes()),
        before: vec![PublicKey([1; 32])],
        seq,
        hash,
        at: DateTime::UNIX_EPOCH.fixed_offset(),
    }
}

fn granted() -> SignedGrant {
    let unsigned = |_| SignedGrant { text: String::new(), signature: [0; 64] };
    grant().signed(&online()).unwrap_or_else(unsigned)
}

fn bulletin() -> Bulletin {
    Bulletin {
        hq: HQ.to_owned(),
        chain: Chain::Recalls,
        no: 1,
        prev: Hash([0; 32]),
        does: Does::Stops,
        effective: DateTime::UNIX_EPOCH.fixed_offset(),
        content: ContentRef::of(b"recall"),
        needs: 1,
    }
}

fn board() -> Board {
    let at = DateTime::UNIX_EPOCH.fixed_offset();
    let text = serde_json::to_string(&bulletin()).unwrap_or_default();
    let taken = Taken { no: 1, digest: digest(&text) };
    Board {
        hq: HQ.to_owned(),
        root: 1,
        no: 1,
        epoch: 0,
        issued: at,
        expires: at,
        chains: BTreeMap::from([(Chain::Recalls.name().to_owned(), taken)]),
        checkpoint: None,
    }
}

fn ticket() -> Ticket {
    let (url, code) = ("https://hq.example.com".to_owned(), Code::from_random(&[9; 16]));
    Ticket { url, store: STORE.to_owned(), code, root: fingerprint("{}") }
}

fn tail() -> Vec<u8> {
    let (store, receipt) = (STORE.to_owned(), signed());
    let header = TailHeader { store, branch: 0, first: 1, prev: Hash::ORIGIN, receipt };
    let pc = pc();
    Tail::written(&header, pc.file.iter().map(|record| &record.body[..])).unwrap_or_default()
}

fn headers(path: &str, method: &str, body: &[u8]) -> Vec<(&'static str, String)> {
    device().signed(&Asking { method, path, store: STORE, asked: ASKED }, body).headers().to_vec()
}

fn stick() -> Vec<u8> {
    let body = pc().batch(1, None).map(|(packed, _)| packed).unwrap_or_default();
    let named = headers(RECORDS, "POST", &body).into_iter().map(|(name, value)| (name.to_owned(), value));
    let head = StickHead {
        method: "POST".to_owned(),
        path: RECORDS.to_owned(),
        headers: named.collect(),
        no: 1,
        of: 1,
        records: (1, 2),
    };
    let mut file = Carried { head, body }.written().unwrap_or_default();
    // The digest at the end is made anew for each changed input.
    file.truncate(file.len().saturating_sub(32));
    file
}

fn export() -> Vec<u8> {
    let pc = pc();
    let head = pc.head().signed(&store_key());
    let mut bytes = sync::export::beginning(&head, &store_key().verifying_key()).unwrap_or_default();
    pc.file.iter().for_each(|record| bytes.extend(sync::export::record(&record.body).unwrap_or_default()));
    bytes
}

fn next_root() -> Vec<u8> {
    let mut first = root();
    first.signers.iter_mut().for_each(|signer| signer.keeps_root = true);
    let next = sync::root::Root { root: 2, ..first };
    let mut text = sync::down::signers::SignedText::new(serde_json::to_string(&next).unwrap_or_default());
    [1, 2].iter().for_each(|n| text.sign(sync::root::DOMAIN, &format!("P{n}"), &person(*n)));
    json(&text)
}

fn answers<T: sync::answer::Outcome>(all: &[T]) -> Vec<Vec<u8>> {
    let mut inputs: Vec<Vec<u8>> = all.iter().map(|one| written(one).unwrap_or_default()).collect();
    inputs.push(written(&Refused::Busy { after: 3 }).unwrap_or_default());
    inputs
}

/// One authorisation.
const STAFF: &str = concat!(
    r#"{"grants":[{"store":"JN01","authorisation":{"id":"HQ.A1","province":"SD","services":["blend"],"#,
    r#""from":"2026-10-01","to":"2027-09-30","suspended":false,"document":"D1"}}]}"#,
);

/// One recipe with what it is made of.
const RECIPES: &str = concat!(
    r#"{"put":[{"id":"HQ.R1","version":1,"name":"a","service":"repack","components":[{"produc"#,
    r#"t":"HQ.P1","share":10000,"tolerance":{"parts":200,"at_least":20}}],"keeps":{"months":3"#,
    r#"},"sizes":[[10000,6800]],"hints":["h"],"usage":"u","assessment":"A1","approved":true,""#,
    r#"climate":{"temperature":[180,280],"humidity":[300,700]},"purpose":{"metrics":[["hydrat"#,
    r#"ion",6]],"concerns":[["moisture",8]],"skin_types":["dry"]},"against":{"under_age":13,""#,
    r#"pregnancy":true,"metric_below":[["barrier",40]],"skin_types":["oily"]}}],"made_of":[{""#,
    r#"product":"HQ.P1","filing":"鲁G妆网备字2024900001","name":"p"}]}"#,
);

/// Sound inputs of a decoder; empty for a name that is none.
#[must_use]
pub fn sound(decoder: &str) -> Vec<Vec<u8>> {
    let pc = pc();
    let packed = || pc.batch(1, None).map(|(packed, _)| packed).unwrap_or_default();
    let framed = || frame::unpacked(&packed()).unwrap_or_default();
    let code = Code::from_random(&[9; 16]);
    let key = store_key();
    let head = pc.head().signed(&key);
    let at = Some(Compared { seq: 1, hash: head.head.hash });
    match decoder {
        "unpacked" | "packed-batch" => vec![packed()],
        "frames" | "batch" => vec![framed()],
        "tail" => vec![tail()],
        "sealed" => {
            let header = SealedHeader { item: "aa01".to_owned(), salt: [1; 32], seq: 2 };
            vec![SealedItem::written(&header, b"{\"name\":\"A\"}").unwrap_or_default()]
        }
        "enrol" => {
            let proof = LedgerProof::of(&head, &key, &code, &device().public());
            let of = |proof| json(&Enrol::of(code.clone(), &device(), "tiaohe", proof));
            vec![of(Some(proof)), of(None)]
        }
        "rotate" => vec![json(&Rotate::to(&device(), STORE, device().id()))],
        "store-key" => vec![json(&IntroduceKey::of(&head, &key, device().id()))],
        "grant" => vec![json(&granted())],
        "grant-text" => vec![json(&grant())],
        "receipt" => vec![json(&signed())],
        "receipt-text" => vec![json(&receipt())],
        "root" => vec![json(&root())],
        "next-root" => vec![next_root()],
        "board" => vec![board().signed(&online()).map(|board| json(&board)).unwrap_or_default()],
        "board-text" => vec![json(&board())],
        "bulletin" => {
            let drafted = bulletin().drafted().map(|mut text| {
                text.sign(DOMAIN, "P1", &person(1));
                json(&text)
            });
            vec![drafted.unwrap_or_default()]
        }
        "bulletin-text" => vec![json(&bulletin())],
        "recalls" => vec![
            br#"{"ordered":[{"recall":"ZH-1","filing":"F","lot":"A-77","reason":{"zh":"a","en":"b"}}]}"#.to_vec(),
            br#"{"lifted":[{"number":"ZH-1","reason":{"zh":"a","en":"b"}}]}"#.to_vec(),
        ],
        "suspensions" => vec![
            br#"{"ordered":[{"suspension":"T1","what":{"store":"JN01"},"reason":{"zh":"a","en":"b"}}]}"#.to_vec(),
        ],
        "recipes" => vec![RECIPES.as_bytes().to_vec()],
        "staff" => vec![STAFF.as_bytes().to_vec()],
        "rulebooks" => vec![br#"{"put":[{"id":"r","text":"id = 'r'"}]}"#.to_vec()],
        "working-days" => vec![
            br#"{"years":{"2027":{"off":["2027-01-01"],"work":["2027-02-20"],"source":"n"}}}"#.to_vec(),
        ],
        "given-back" => vec![br#"{"signed":{"text":"{}","signatures":[]},"content":"{}"}"#.to_vec()],
        "carried-down" => vec![
            format!(
                "{{\"tiaohe_down\":1,\"roots\":[],\"board\":{{\"text\":\"{{}}\",\"signature\":\"{}\"}},\"bulletins\":[]}}",
                "0".repeat(128)
            )
            .into_bytes(),
        ],
        "head-answer" => answers(&[HeadOutcome::Receipt { receipt: signed(), at, identity: true }]),
        "records-answer" => answers(&[
            RecordsOutcome::Accepted { receipt: signed() },
            RecordsOutcome::Broken { seq: 2 },
            RecordsOutcome::TooLarge { records: 9, bytes: 9 },
            RecordsOutcome::Fork { at: 1, hq: Hash::ORIGIN, store: head.head.hash, receipt: signed() },
        ]),
        "enrol-answer" => {
            let (store, root) = (STORE.to_owned(), String::from_utf8_lossy(&json(&root())).into_owned());
            let enrolled =
                EnrolOutcome::Enrolled { store, root, branch: 0, recovers: true, receipt: signed() };
            answers(&[enrolled, EnrolOutcome::CodeUnknown])
        }
        "sealed-answer" => answers(&[SealedOutcome::Kept, SealedOutcome::NoRecord]),
        "tail-answer" => answers(&[TailOutcome::Forbidden, TailOutcome::NothingThere { receipt: signed() }]),
        "rotate-answer" => answers(&[RotateOutcome::Rotated]),
        "store-key-answer" => answers(&[
            StoreKeyOutcome::Introduced { grant: granted() },
            StoreKeyOutcome::NotAll { receipt: signed() },
        ]),
        "ticket" => {
            let ticket = ticket();
            vec![ticket.digits().unwrap_or_default().into(), ticket.file().unwrap_or_default().into()]
        }
        "typed-ticket" => vec![ticket().typed().into_bytes()],
        "stick" => vec![stick()],
        "stick-answer" => {
            let answer = written(&RecordsOutcome::Accepted { receipt: signed() }).unwrap_or_default();
            let mut file = sync::stick::answer_written(&answer);
            file.truncate(file.len().saturating_sub(32));
            vec![file]
        }
        "headers" => {
            let path = HeadQuery { branch: 0, at: Some(1), erased_from: None }.path();
            let lines: Vec<String> = headers(&path, "GET", b"").into_iter().map(|(_, value)| value).collect();
            vec![lines.join("\n").into_bytes()]
        }
        "export" => vec![export()],
        _ => Vec::new(),
    }
}
