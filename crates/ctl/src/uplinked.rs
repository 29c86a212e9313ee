//! Headquarters without a window: enrolling the program's store, and one sync, by the same desk that a window asks. The program itself
//! must not run meanwhile: it holds the store.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use chrono::Local;
use counter::{Host, Refusal};
use desk::{Desk, Door, Machine, Nobody, Pane, Uploading};
use domain::Moment;
use domain::ids::StaffId;
use serde_json::{Value, json};

use crate::arguments::{Arguments, Enrol, Sync};
use crate::report::{Answer, Failure, Outcome};

/// The machine over the program's own folder.
#[derive(Clone)]
struct Pc {
    data: PathBuf,
    started: Instant,
    fixed: Option<Moment>,
}

impl Host for Pc {
    fn now(&self) -> Moment {
        domain::in_china(self.fixed.unwrap_or_else(|| Local::now().fixed_offset()))
    }

    fn monotonic(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn save(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        counter::save_whole(&self.papers(), name, bytes)
    }
}

impl Machine for Pc {
    fn data(&self) -> &Path {
        &self.data
    }

    fn second_screen(&self) -> bool {
        false
    }
}

fn opened(arguments: &Arguments, data: &Path) -> Result<Arc<Door<Pc, Nobody>>, Refusal> {
    let pc = Pc { data: data.to_owned(), started: Instant::now(), fixed: arguments.now };
    let desk = Desk::new(pc);
    desk.counter()?;
    Ok(Door::new(desk, Nobody))
}

/// The door to a folder in which the demo store is still to be founded, and the PIN of one of its people.
fn demo(arguments: &Arguments, task: &Enrol) -> Result<(Arc<Door<Pc, Nobody>>, String), Refusal> {
    std::fs::create_dir_all(&task.data)
        .map_err(|error| Refusal::new("file", format!("数据文件夹无法建立：{error}；没有登记")))?;
    let pc = Pc { data: task.data.clone(), started: Instant::now(), fixed: arguments.now };
    let pin = counter::demo::pin_of(&StaffId::kept(task.by.clone()), pc.now())?.unwrap_or_default();
    Ok((Door::new(Desk::new(pc), Nobody), pin))
}

/// The PIN of the store manager who says so.
fn pin() -> Result<String, Refusal> {
    std::env::var("TIAOHE_MANAGER_PIN").map_err(|_| {
        Refusal::new("pin_missing", "请把店长的 PIN 放在环境变量 TIAOHE_MANAGER_PIN 里；没有登记")
    })
}

fn runtime() -> Result<tokio::runtime::Runtime, Refusal> {
    let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
    built.map_err(|error| Refusal::new("internal", format!("程序无法启动：{error}；什么都没有改动")))
}

/// One sync: everything that waits goes up, and what headquarters says is kept.
pub(crate) fn sync(arguments: &Arguments, task: &Sync) -> Outcome {
    let door = opened(arguments, &task.data)?;
    let safe = runtime()?.block_on(door.syncs())?;
    let Some(safe) = safe else {
        let refusal = Refusal::new("not_enrolled", "本机还没有登记到总部；什么都没有改动");
        return Err(refusal.mend("请先用 tiaohectl enrol 或程序的“总部”页登记").into());
    };
    let level = safe.uploading == Uploading::Level && safe.waiting == 0;
    let why = safe.told.as_ref().map(|told| format!("；{}", told.zh)).unwrap_or_default();
    let words = if level {
        format!("在总部安全到第 {} 条，没有待上传的记录", safe.safe)
    } else {
        format!("在总部安全到第 {} 条，待上传 {} 条{why}", safe.safe, safe.waiting)
    };
    let answer = Answer { value: json!(safe), words, given: false };
    if level { Ok(answer) } else { Err(Failure::No(answer)) }
}

/// Enrols the program's store by a code of headquarters, on the word of a store manager.
pub(crate) fn enrol(arguments: &Arguments, task: &Enrol) -> Outcome {
    let scanned = task.file.as_ref().map(std::fs::read_to_string).transpose();
    let scanned =
        scanned.map_err(|error| Refusal::new("file", format!("登记文件读不出：{error}；没有登记")))?;
    let (door, pin) = if task.demo {
        demo(arguments, task)?
    } else {
        let pin = pin()?;
        (opened(arguments, &task.data)?, pin)
    };
    let ticket = json!({ "scanned": scanned, "file": null, "url": task.url, "code": task.code });
    let asks = |name: &str, what: Value| Arc::clone(&door).rpc(Pane::Staff, name.to_owned(), what);
    let (unlock, enrol) =
        (asks("desk.unlock", json!({ "staff": task.by, "pin": pin })), asks("headquarters.enrol", ticket));
    let found = asks("start.demo", json!({}));
    let view = runtime()?.block_on(async {
        if task.demo {
            found.await?;
        }
        unlock.await?;
        let view = enrol.await;
        Arc::clone(&door).close().await;
        door.gone().await;
        view
    })?;
    let words = format!(
        "已登记到总部：{}，在总部安全到第 {} 条",
        view["enrolled"]["name"].as_str().unwrap_or_default(),
        view["safe"]["safe"]
    );
    Ok(Answer { value: view, words, given: false })
}
