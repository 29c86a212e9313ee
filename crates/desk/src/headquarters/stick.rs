//! A stick in the place of a network: what waits is written into a folder, request by request as it would be sent, and headquarters'
//! answers are taken from it when it comes back. Nothing is believed that a receipt does not say; a file that was half copied or
//! changed is refused before any of the folder is taken.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use command::{Command, Refusal, Who};
use serde::{Deserialize, Serialize};
use store::{Key, Most, Portion, records_beside};
use sync::answer::Answer;
use sync::calls::{Batch, BatchHeader, RECORDS, RecordsOutcome};
use sync::frame::UNPACKED;
use sync::plan::{Heard, Sent};
use sync::receipt::Asked;
use sync::request::{Asking, PROTOCOL, header};
use sync::stick::{Carried, Head, LONGEST, StickError, answer_read};

use super::enrol::{HeadquartersView, PROGRAM};
use super::upload::{AROUND, Flight, What};
use super::{Enrolled, carried};
use crate::Desk;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::equipped::MANAGER;
use crate::keys::file;
use crate::machine::Machine;
use crate::{Pane, Topic};

/// What came of a stick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct StickView {
    /// How it stands now.
    pub headquarters: HeadquartersView,
    /// How many records were written to it, or are safe by it; absent where the dialog was closed.
    #[ts(type = "number | null")]
    pub records: Option<u64>,
    /// The folder's name on the stick; absent likewise.
    pub folder: Option<String>,
}

/// Writes what waits to a stick.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct ExportStick {}

impl Command for ExportStick {
    const NAME: &'static str = "headquarters.stick_out";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = StickView;
}

/// Takes headquarters' answers from a stick.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct ImportStick {}

impl Command for ImportStick {
    const NAME: &'static str = "headquarters.stick_in";
    const WHO: Who = Who::Person(MANAGER);
    const STALE: &'static [Topic] = &[Topic::Headquarters];
    type Reply = StickView;
}

fn refused(why: StickError) -> Refusal {
    Refusal::new(why.code(), why.to_string())
}

fn not_enrolled() -> Refusal {
    Refusal::new("not_enrolled", "本机还没有登记到总部；什么都没有改动")
        .mend("请先向总部索取登记码，登记本机")
}

/// What a stick is written with.
struct Load {
    enrolled: Enrolled,
    from: u64,
    asked: Asked,
    folder: PathBuf,
    key: Key,
}

/// Writes every record from `from` on; answers with the first and the last and how many requests it took.
fn written(load: &Load, into: &Path) -> Result<(u64, u64, u32), Refusal> {
    let (mut next, mut requests) = (load.from, Vec::new());
    let most = Most { records: sync::frame::RECORDS, bytes: UNPACKED - AROUND - 4 * sync::frame::RECORDS };
    while let Some(Portion { prev, bodies, head }) = records_beside(&load.folder, &load.key, next, most)? {
        let kept = &load.enrolled.kept;
        let (store, branch, last) = (kept.store.clone(), kept.branch, head.head.seq);
        let batch = BatchHeader { store, branch, first: next, prev, head: (&head).into() };
        let body = Batch::written(&batch, bodies.iter().map(Vec::as_slice));
        let body = body.map_err(|malformed| Refusal::new(malformed.code(), malformed.to_string()))?;
        requests.push(((next, last), body));
        next = last + 1;
    }
    let of = u32::try_from(requests.len()).unwrap_or(u32::MAX);
    if of == 0 {
        let message = "没有待上传的记录；没有写 U 盘";
        return Err(Refusal::new("nothing_waits", message).mend("本机的记录都已在总部安全"));
    }
    fs::create_dir_all(into).map_err(file("U 盘文件夹没有建成"))?;
    for (no, (records, body)) in (1..).zip(requests) {
        let asked = Asked { counter: load.asked.counter + u64::from(no) - 1, ..load.asked };
        let asking = Asking { method: "POST", path: RECORDS, store: &load.enrolled.kept.store, asked };
        let signed = load.enrolled.key.signed(&asking, &body);
        let mut headers: Vec<(String, String)> =
            signed.headers().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        headers.push((header::PROGRAM.to_owned(), PROGRAM.to_owned()));
        headers.push((header::PROTOCOL.to_owned(), PROTOCOL.to_string()));
        let (method, path) = (asking.method.to_owned(), asking.path.to_owned());
        let carried = Carried { head: Head { method, path, headers, no, of, records }, body };
        fs::write(into.join(format!("{no:04}.request")), carried.written()?).map_err(file("U 盘没有写成"))?;
    }
    Ok((load.from, next - 1, of))
}

/// A file of at most so many bytes.
fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|open| open.take(LONGEST).read_to_end(&mut bytes));
    read.map_err(file("U 盘上的文件读不出"))?;
    Ok(bytes)
}

/// One request of ours with headquarters' answer to it.
struct Heeded {
    asked: Asked,
    sent: Sent,
    answer: Answer<RecordsOutcome>,
}

/// The answers of a folder in their order, if every file of it is whole and of this device.
fn answers(folder: &Path, enrolled: &Enrolled) -> Result<Vec<Heeded>, Refusal> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(file("U 盘文件夹读不出"))? {
        let path = entry.map_err(file("U 盘文件夹读不出"))?.path();
        if path.extension().is_none_or(|extension| extension != "request") {
            continue;
        }
        let carried = Carried::read(&read(&path)?).map_err(refused)?;
        let (signed, Head { method, path: asked_at, no, records, .. }) =
            (carried.signed().map_err(refused)?, &carried.head);
        if !signed.is_by(&enrolled.key.public(), method, asked_at, &carried.body) {
            let message = "U 盘上的文件不是本机这次登记以来导出的；没有导入";
            return Err(Refusal::new("stick_of_others", message).mend("请在本机重新导出，再带到总部"));
        }
        let beside = path.with_extension("answer");
        if !beside.is_file() {
            let message = "U 盘上还没有总部的答复，或没有复制完整；没有导入";
            return Err(Refusal::new("stick_unanswered", message)
                .mend("请把 U 盘带到总部，由信息管理员写入答复后再导入"));
        }
        let answer = answer_read(&read(&beside)?).map_err(refused)?;
        let answer = Answer::read(&answer).map_err(|_| refused(StickError::Unknown))?;
        let sent = Sent { first: records.0, last: records.1 };
        found.push((*no, Heeded { asked: signed.asked, sent, answer }));
    }
    found.sort_by_key(|(no, _)| *no);
    Ok(found.into_iter().map(|(_, heeded)| heeded).collect())
}

/// The folders of a store on a stick, the latest last.
fn folders(stick: &Path, store: &str) -> Result<Vec<PathBuf>, Refusal> {
    let begins = format!("tiaohe-{store}-");
    let mut found = Vec::new();
    for entry in fs::read_dir(stick).map_err(file("U 盘读不出"))? {
        let path = entry.map_err(file("U 盘读不出"))?.path();
        let ours = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&begins));
        if ours && path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    if found.is_empty() {
        let message = "这个 U 盘上没有本店导出的文件夹；没有导入";
        return Err(Refusal::new("stick_empty", message).mend("请选择导出时的那个 U 盘或文件夹"));
    }
    Ok(found)
}

impl<M: Machine> Desk<M> {
    fn load(&mut self) -> Result<Load, Refusal> {
        let enrolled = self.headquarters.enrolled.clone().ok_or_else(not_enrolled)?;
        let from = enrolled.believed.as_ref().map_or(0, |receipt| receipt.seq) + 1;
        let (folder, key) = (self.folder(), self.key()?);
        let waits = self.counter()?.store().head()?.seq.saturating_sub(from) + 2;
        let asked = self.headquarters.asks()?;
        // One number for each request that it may take.
        for _ in 0..waits / sync::frame::RECORDS as u64 + 64 {
            self.headquarters.asks()?;
        }
        Ok(Load { enrolled, from, asked, folder, key })
    }

    /// Takes answers as if they had just come; one that says less than is known already says nothing.
    fn heeds_stick(&mut self, heeded: Vec<Heeded>) -> Result<(), Refusal> {
        for Heeded { asked, sent, answer } in heeded {
            let enrolled = self.headquarters.enrolled.clone().ok_or_else(not_enrolled)?;
            let known = enrolled.believed.as_ref().map_or((0, 0), |receipt| (receipt.epoch, receipt.seq));
            let keys = enrolled.kept.root()?.keys();
            let keys = keys.map_err(|error| Refusal::new("hq_root", error.to_string()))?;
            if let Answer::Outcome(
                RecordsOutcome::Accepted { receipt } | RecordsOutcome::Already { receipt },
            ) = &answer
            {
                let said = receipt.verified(&keys);
                let said = said.map_err(|error| Refusal::new("hq_receipt", error.to_string()))?;
                if (said.epoch, said.seq) <= known {
                    continue;
                }
            }
            let flight = Flight { enrolled, asked, what: What::Ask { at: sent.last, erased_from: None } };
            self.listens(&flight, Heard::Records(sent, &answer), None)?;
        }
        Ok(())
    }
}

impl Waits for ExportStick {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<StickView, Refusal> {
        let load = door.with(Desk::load).await??;
        let picked = door.dialogs.folder("选择 U 盘：写入待上传的记录".to_owned()).await;
        let Some(stick) = picked else {
            let headquarters = door.with(|desk| HeadquartersView::of(desk)).await??;
            return Ok(StickView { headquarters, records: None, folder: None });
        };
        let (name, records) = beside(move || {
            let aside = stick.join(format!(".tiaohe-{}.part", load.enrolled.kept.store));
            if aside.exists() {
                fs::remove_dir_all(&aside).map_err(file("U 盘上未写完的文件夹清不掉"))?;
            }
            let (first, last, _) = written(&load, &aside)?;
            // It has its name once all of it is there.
            let name = format!("tiaohe-{}-{first:09}-{last:09}", load.enrolled.kept.store);
            let whole = stick.join(&name);
            if whole.exists() {
                fs::remove_dir_all(&whole).map_err(file("U 盘上以前的文件夹清不掉"))?;
            }
            fs::rename(&aside, &whole).map_err(file("U 盘没有写成"))?;
            Ok::<_, Refusal>((name, last - first + 1))
        })
        .await??;
        let headquarters = door.with(|desk| HeadquartersView::of(desk)).await??;
        Ok(StickView { headquarters, records: Some(records), folder: Some(name) })
    }
}

impl Waits for ImportStick {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<StickView, Refusal> {
        let enrolled =
            door.with(|desk| desk.headquarters.enrolled.clone()).await?.ok_or_else(not_enrolled)?;
        let picked = door.dialogs.folder("选择 U 盘：读取总部的答复".to_owned()).await;
        let Some(stick) = picked else {
            let headquarters = door.with(|desk| HeadquartersView::of(desk)).await??;
            return Ok(StickView { headquarters, records: None, folder: None });
        };
        let before = enrolled.believed.as_ref().map_or(0, |receipt| receipt.seq);
        let (heeded, name, down) = beside(move || {
            let (mut heeded, mut name) = (Vec::new(), None);
            let down = carried::read(&stick)?;
            // A stick that only brings something down has no folder of this store.
            let of_ours = match folders(&stick, &enrolled.kept.store) {
                Err(_) if down.is_some() => Vec::new(),
                found => found?,
            };
            for folder in of_ours {
                heeded.extend(answers(&folder, &enrolled)?);
                name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
            }
            Ok::<_, Refusal>((heeded, name, down))
        })
        .await??;
        door.with(move |desk| {
            // What stops is heeded first, whatever the answers say.
            if let Some(down) = &down {
                desk.heeds_carried(down)?;
            }
            desk.heeds_stick(heeded)?;
            let after = desk.headquarters.enrolled.as_ref().and_then(|enrolled| enrolled.believed.as_ref());
            let records = after.map_or(0, |receipt| receipt.seq).saturating_sub(before);
            let headquarters = HeadquartersView::of(desk)?;
            Ok(StickView { headquarters, records: Some(records), folder: name })
        })
        .await?
    }
}
