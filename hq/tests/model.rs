//! A store as headquarters meets it: a ledger in memory, a store key, a device key, and what it sends.

use std::net::SocketAddr;

use chrono::{DateTime, TimeDelta};
use ledger::{Draft, Hash, Head, SigningKey, Stored, signing_key};
use sync::answer::{Answer, Outcome};
use sync::calls::{
    Batch, BatchHeader, ENROL, Enrol, EnrolOutcome, HeadOutcome, HeadQuery, HeadSeal, LedgerProof, RECORDS,
    RecordsOutcome,
};
use sync::device::DeviceKey;
use sync::receipt::{Asked, Receipt, SignedReceipt};
use sync::request::{Asking, header};
use sync::root::Root;
use sync::ticket::{Code, Ticket};

use crate::rig::{Answered, http};

pub struct Model {
    pub code: String,
    pub branch: u32,
    pub key: SigningKey,
    pub device: DeviceKey,
    pub records: Vec<Stored>,
    pub boot: [u8; 16],
    pub counter: u64,
    pub root: Option<Root>,
}

/// Bytes that differ from number to number.
pub fn seed<const N: usize>(number: u64) -> [u8; N] {
    let mut bytes = [7; N];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    bytes
}

impl Model {
    pub fn new(code: &str, number: u64) -> Self {
        Self {
            code: code.to_owned(),
            branch: 0,
            key: signing_key(&seed(number)),
            device: DeviceKey::from_seed(&seed(number + 1_000)),
            records: Vec::new(),
            boot: seed(number + 2_000),
            counter: 0,
            root: None,
        }
    }

    /// The same folder on another PC, device key and all.
    pub fn cloned(&self) -> Self {
        Self {
            code: self.code.clone(),
            branch: self.branch,
            key: signing_key(&self.key.to_bytes()),
            device: DeviceKey::from_seed(&self.device.seed()),
            records: self.records.clone(),
            boot: seed(9_999),
            counter: 0,
            root: self.root.clone(),
        }
    }

    pub fn end(&self) -> Head {
        let hash = self.records.last().map_or(Hash::ORIGIN, |record| record.hash);
        Head { store: self.code.clone(), seq: self.records.len() as u64, hash }
    }

    pub fn write(&mut self, kind: &str, payload: &str) -> u64 {
        let Head { seq, hash, .. } = self.end();
        let at = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+08:00").unwrap()
            + TimeDelta::seconds(seq as i64);
        let payload = serde_json::value::RawValue::from_string(payload.to_owned()).unwrap();
        let draft = Draft {
            store: &self.code,
            seq: seq + 1,
            at,
            monotonic: seq,
            actor: "S01",
            kind,
            version: 1,
            payload: &payload,
        };
        self.records.push(draft.link(hash).unwrap());
        seq + 1
    }

    /// Some records of a kind that no program knows.
    pub fn work(&mut self, count: u64) {
        for _ in 0..count {
            let payload = format!("{{\"n\":{}}}", self.records.len());
            self.write("trial.worked", &payload);
        }
    }

    fn asked(&mut self) -> Asked {
        self.counter += 1;
        Asked { boot: self.boot, counter: self.counter }
    }

    pub async fn send(
        &mut self,
        address: SocketAddr,
        method: &str,
        path: &str,
        body: &[u8],
    ) -> Option<Answered> {
        let asked = self.asked();
        let signed = self.device.signed(&Asking { method, path, store: &self.code, asked }, body);
        let mut headers: Vec<(&str, String)> = signed.headers().to_vec();
        headers.push((header::PROGRAM, "tiaohe 0.1.0".to_owned()));
        http(address, method, path, &headers, body).await
    }

    pub fn proof(&self, code: &Code) -> LedgerProof {
        let head = self.end().signed(&self.key);
        LedgerProof::of(&head, &self.key, code, &self.device.public())
    }

    pub async fn enrol_with(&self, address: SocketAddr, code: &Code, ledger: bool) -> Answer<EnrolOutcome> {
        let proof = ledger.then(|| self.proof(code));
        let asked = Enrol::of(code.clone(), &self.device, "tiaohe 0.1.0", proof);
        let body = serde_json::to_vec(&asked).unwrap();
        let answered = http(address, "POST", ENROL, &[], &body).await.unwrap();
        read(&answered)
    }

    pub async fn enrol(&mut self, address: SocketAddr, ticket: &Ticket) {
        let answer = self.enrol_with(address, &ticket.code, true).await;
        let Answer::Outcome(EnrolOutcome::Enrolled { root, branch, .. }) = answer else {
            panic!("{answer:?}")
        };
        self.root = Some(Root::read(&root, ticket.root).unwrap());
        self.branch = branch;
    }

    pub fn batch(&self, first: u64, last: u64) -> Vec<u8> {
        let records = &self.records[first as usize - 1..last as usize];
        let end = records.last().unwrap();
        let head = Head { store: self.code.clone(), seq: end.seq, hash: end.hash }.signed(&self.key);
        let header = BatchHeader {
            store: self.code.clone(),
            branch: self.branch,
            first,
            prev: records[0].prev,
            head: HeadSeal::from(&head),
        };
        Batch::written(&header, records.iter().map(|record| record.body.as_slice())).unwrap()
    }

    pub async fn push(&mut self, address: SocketAddr, first: u64, last: u64) -> Answer<RecordsOutcome> {
        let body = self.batch(first, last);
        read(&self.send(address, "POST", RECORDS, &body).await.unwrap())
    }

    pub async fn head(&mut self, address: SocketAddr, at: Option<u64>) -> (Receipt, Option<Hash>) {
        let path = HeadQuery { branch: self.branch, at, erased_from: None }.path();
        let answer: Answer<HeadOutcome> = read(&self.send(address, "GET", &path, &[]).await.unwrap());
        let Answer::Outcome(HeadOutcome::Receipt { receipt, at, .. }) = answer else { panic!("{answer:?}") };
        (self.believed(&receipt), at.map(|at| at.hash))
    }

    /// The receipt, if it is to be believed.
    pub fn believed(&self, receipt: &SignedReceipt) -> Receipt {
        let keys = self.root.as_ref().unwrap().keys().unwrap();
        let receipt = receipt.verified(&keys).unwrap();
        assert_eq!(
            (receipt.hq.as_str(), receipt.store.as_str()),
            (crate::rig::ENTERPRISE, self.code.as_str())
        );
        if let Some(record) = receipt.seq.checked_sub(1).and_then(|at| self.records.get(at as usize)) {
            assert_eq!(record.hash, receipt.hash, "of another history");
        }
        receipt
    }

    /// Sends all and answers with the receipt.
    pub async fn all(&mut self, address: SocketAddr) -> Receipt {
        let from = self.head(address, None).await.0.seq + 1;
        let last = self.records.len() as u64;
        match self.push(address, from, last).await {
            Answer::Outcome(RecordsOutcome::Accepted { receipt }) => self.believed(&receipt),
            other => panic!("{other:?}"),
        }
    }
}

pub fn read<T: Outcome>(answered: &Answered) -> Answer<T> {
    Answer::read(&answered.body)
        .unwrap_or_else(|_| panic!("{} {}", answered.status, String::from_utf8_lossy(&answered.body)))
}
