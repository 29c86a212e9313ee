//! What no store sends: every endpoint answers it with an outcome, keeps nothing and goes on.

use sync::calls::{
    ENROL, IntroduceKey, RECORDS, ROTATE, Rotate, SEALED, STORE_KEY, SealedHeader, SealedItem,
};
use sync::frame::{packed, unpacked};

use crate::rig::{Rig, http};
use crate::way_up::enrolled;

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// A sound body with something wrong in it.
    fn spoilt(&mut self, sound: &[u8]) -> Vec<u8> {
        let mut bytes = sound.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len());
            match self.below(5) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at.min(bytes.len()), self.next() as u8),
                2 => bytes.extend_from_slice(&self.next().to_be_bytes()),
                3 => bytes = (0..self.below(200)).map(|_| self.next() as u8).collect(),
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte ^= 1 << self.below(8);
                    }
                }
            }
        }
        bytes
    }
}

/// How many requests each endpoint gets; more with `TRIAL_HOSTILE`.
fn many() -> usize {
    std::env::var("TRIAL_HOSTILE").ok().and_then(|many| many.parse().ok()).unwrap_or(40)
}

#[tokio::test]
async fn every_endpoint_outlives_what_no_store_sends() {
    let mut rig = Rig::without_limits().await;
    let mut store = enrolled(&mut rig, "JN01", 70).await;
    store.work(20);
    let mut numbers = Numbers(0x5eed);
    let batch = store.batch(1, 23);
    let header = SealedHeader { item: "aa".to_owned(), salt: [1; 32], seq: 2 };
    let item = SealedItem::written(&header, b"bytes").unwrap();
    let rotate = serde_json::to_vec(&Rotate::to(&store.device, "JN01", store.device.id())).unwrap();
    let head = store.end().signed(&store.key);
    let introduce = serde_json::to_vec(&IntroduceKey::of(&head, &store.key, store.device.id())).unwrap();
    // So that what is spoilt reaches what only a device that recovers may ask.
    rig.behind.batch_execute("UPDATE device SET may_recover = true").await.unwrap();
    for round in 0..many() {
        // As an enrolled device, so that what is wrong reaches the decoders.
        for (method, path, sound) in [
            ("POST", RECORDS.to_owned(), &batch),
            ("PUT", format!("{SEALED}aa"), &item),
            ("POST", ROTATE.to_owned(), &rotate),
            ("POST", STORE_KEY.to_owned(), &introduce),
        ] {
            // Spoilt within what is packed, or spoilt as it is sent.
            let body = match unpacked(sound) {
                Ok(within) if round % 2 == 0 => packed(&numbers.spoilt(&within)).unwrap(),
                Ok(_) | Err(_) => numbers.spoilt(sound),
            };
            let answered = store.send(rig.address, method, &path, &body).await.unwrap();
            assert!(answered.status < 500 || answered.status == 503, "{path} {round}: {answered:?}");
        }
        for path in ["/v1/head", RECORDS] {
            let query =
                String::from_utf8_lossy(&numbers.spoilt(b"branch=0&at=3&from=1&erased_from=2")).into_owned();
            let query: String =
                query.chars().filter(|letter| letter.is_ascii_graphic() && *letter != '#').collect();
            let answered = store.send(rig.address, "GET", &format!("{path}?{query}"), &[]).await.unwrap();
            assert!(answered.status < 500 || answered.status == 503, "{path} {round}: {answered:?}");
        }
        // As nobody.
        let code = "{\"code\":\"00000000000000000000\",\"device\":\"00\",\"proof\":\"\",\"program\":\"\"}";
        for path in [ENROL, RECORDS, STORE_KEY, "/console/sign-in", "/v1/head?at=x", "/v1/records?from=-1"] {
            let method = if path.contains('?') { "GET" } else { "POST" };
            let json = [("Content-Type", "application/json".to_owned())];
            let body = numbers.spoilt(code.as_bytes());
            let body = if method == "GET" { Vec::new() } else { body };
            let answered = http(rig.address, method, path, &json, &body).await.unwrap();
            assert!(answered.status < 500 || answered.status == 503, "{path} {round}: {answered:?}");
        }
    }
    // Whatever of it was sound is there once, and what was not is not.
    let checked = hq::ctl::stores(&rig.office).await.unwrap();
    assert!(checked.iter().all(|one| one.wrong.is_none() && one.records <= 23), "{checked:?}");
    let device = rig.behind.query_one("SELECT state FROM device", &[]).await.unwrap();
    assert_eq!(device.get::<_, &str>(0), "active", "a stranger's bytes never stop a store");
    assert_eq!(rig.count("SELECT count(*) FROM store_key").await, 1, "nor do they give it another key");
}

#[tokio::test]
async fn a_body_that_unpacks_to_much_more_is_refused_within_bounds() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 71).await;
    let bomb = sync::frame::packed(&vec![0; 200 << 20]).unwrap();
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let answered = store.send(rig.address, "POST", RECORDS, &bomb).await.unwrap();
    assert_eq!(answered.status, 413, "{answered:?}");
    store.all(rig.address).await;
}
