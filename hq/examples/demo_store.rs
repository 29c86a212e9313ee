//! A demo store for a headquarters to show: founded in a folder of the counter's, and enrolled through the counter's own desk
//! and door, as its manager would do it at the window. `demo_store FOLDER FILE`: the folder in which the counter keeps everything,
//! and the enrolment file that `hqctl code STORE --file` wrote.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use desk::{Desk, Dialogs, Door, Pane};
use serde_json::{Value, json};

#[path = "../../src-tauri/pc.rs"]
mod pc;

/// The manager of the demo store.
const MANAGER: &str = "S06";

/// A hand that picks one file, whatever is asked for.
struct Hand(PathBuf);

impl Dialogs for Hand {
    async fn open(&self, _: String, _: &'static str, _: &'static [&'static str]) -> Option<PathBuf> {
        Some(self.0.clone())
    }

    async fn save(&self, _: String, _: String) -> Option<PathBuf> {
        None
    }

    async fn show(&self, _: PathBuf) -> bool {
        false
    }

    async fn folder(&self, _: String) -> Option<PathBuf> {
        None
    }
}

type Entrance = Arc<Door<pc::Pc, Hand>>;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, file] = &arguments[..] else {
        eprintln!("demo_store FOLDER FILE: where the counter keeps everything, and an enrolment file");
        return ExitCode::from(2);
    };
    match enrolled(folder, file) {
        Ok(safe) => {
            println!("{safe}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("demo_store: {error}");
            ExitCode::FAILURE
        }
    }
}

fn enrolled(folder: &Path, file: &Path) -> Result<String, Box<dyn std::error::Error>> {
    std::fs::create_dir_all(folder)?;
    let pc = pc::Pc::new(folder.to_owned(), Instant::now(), false);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let now = counter::Host::now(&pc);
        let door: Entrance = Door::new(Desk::new(pc), Hand(file.to_owned()));
        ask(&door, "start.demo", json!({})).await?;
        let manager = domain::ids::StaffId::kept(MANAGER.to_owned());
        let pin = counter::demo::pin_of(&manager, now).map_err(|refusal| refusal.message)?;
        ask(&door, "desk.unlock", json!({ "staff": MANAGER, "pin": pin.unwrap_or_default() })).await?;
        let picked = ask(&door, "files.pick", json!({ "purpose": "enrolment" })).await?;
        let view = ask(&door, "headquarters.enrol", json!({ "file": picked["file"] })).await?;
        Arc::clone(&door).close().await;
        door.gone().await;
        let safe = &view["safe"];
        if safe["uploading"] != "level" {
            return Err(format!("enrolled, and not level: {safe}").into());
        }
        Ok(format!("{} records are safe at headquarters", safe["safe"]))
    })
}

async fn ask(door: &Entrance, name: &str, arguments: Value) -> Result<Value, String> {
    let answer = Arc::clone(door).rpc(Pane::Staff, name.to_owned(), arguments).await;
    answer.map_err(|refusal| format!("{name}: {}", refusal.message))
}
