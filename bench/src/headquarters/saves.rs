//! A save as a store feels it while its records go up: through the desk's own door, in turns with a store that is enrolled
//! nowhere, so that both see the same disk.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use desk::{Desk, Door, Nobody, Pane};
use serde_json::{Value, json};

use super::Failed;
use crate::{Mark, median};

#[path = "../../../src-tauri/pc.rs"]
mod pc;

/// How many saves each store makes.
const SAVES: usize = 300;
const MANAGER: &str = "S06";

type Entrance = Arc<Door<pc::Pc, Nobody>>;

async fn ask(door: &Entrance, name: &str, arguments: Value) -> Result<Value, Failed> {
    let answer = Arc::clone(door).rpc(Pane::Staff, name.to_owned(), arguments).await;
    answer.map_err(|refusal| format!("{name}: {}", refusal.message).into())
}

async fn store(folder: &Path) -> Result<Entrance, Failed> {
    let pc = pc::Pc::new(folder.to_owned(), Instant::now(), false);
    let door: Entrance = Door::new(Desk::new(pc), Nobody);
    ask(&door, "start.demo", json!({})).await?;
    sits(&door).await?;
    Ok(door)
}

/// The manager of the demo store, whose PIN everybody may know.
async fn sits(door: &Entrance) -> Result<(), Failed> {
    ask(door, "desk.unlock", json!({ "staff": MANAGER, "pin": "600006" })).await.map(drop)
}

/// One service opened and given up: two saves that anybody can make at any time.
async fn saved(door: &Entrance) -> Result<f64, Failed> {
    let start = Instant::now();
    let number = ask(door, "service.open", json!({ "mode": "product", "customer": null })).await?;
    ask(door, "service.abandon", json!({ "service": number, "reason": "顾客离开" })).await?;
    Ok(start.elapsed().as_secs_f64())
}

/// Measures.
pub(super) async fn felt(target: &Path, url: &str, code: &str) -> Result<Mark, Failed> {
    let folder = tempfile::tempdir_in(target)?;
    let (on, off) = (store(&folder.path().join("on")).await?, store(&folder.path().join("off")).await?);
    ask(&on, "headquarters.enrol", json!({ "url": url, "code": code })).await?;
    let uploading = [Arc::clone(&on), Arc::clone(&off)].map(|door| tokio::spawn(door.uploads()));
    let (mut ours, mut theirs) = (Vec::with_capacity(SAVES), Vec::with_capacity(SAVES));
    for _ in 0..SAVES {
        ours.push(saved(&on).await?);
        theirs.push(saved(&off).await?);
    }
    uploading.iter().for_each(tokio::task::JoinHandle::abort);
    let (ours, theirs) = (median(ours), median(theirs));
    Ok(Mark {
        what: "hq: two saves while records go up, median of 300",
        ours: format!("{:.2} ms", ours * 1e3),
        against: format!("the same, enrolled nowhere: {:.2} ms", theirs * 1e3),
        ratio: Some(ours / theirs),
    })
}
