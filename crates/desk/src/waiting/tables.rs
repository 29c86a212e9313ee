//! Tables that a store brings with it: looked at beside the desk, and taken in piece by piece, so that a tap between two
//! pieces waits for one of them at most.

use std::path::PathBuf;
use std::sync::Arc;

use command::{Caller, Command, Refusal, Who};
use counter::setup::import::{Committed, Import, ImportPreview, Weakening, What, template};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use words::Worded as _;

use super::files::{Saved, save, used};
use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::files::{self, Purpose};
use crate::jobs::{Job, JobNumber};
use crate::machine::Machine;

/// Who may take tables in.
const BRINGING: &[Role] = &[Role::StoreManager];

const fn purpose(what: What) -> Purpose {
    match what {
        What::Products => Purpose::Products,
        What::Recipes => Purpose::Recipes,
        What::Lots => Purpose::Lots,
    }
}

/// Looks at a brought table: what its columns mean, and which rows are bad.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct PreviewTable {
    /// What it is a table of.
    pub what: What,
    /// The file's token.
    pub file: String,
}

impl Command for PreviewTable {
    const NAME: &'static str = "import.preview";
    const WHO: Who = Who::Person(BRINGING);
    type Reply = ImportPreview;
}

/// A brought table: where it lies, its bytes, and the day it is read on.
async fn brought<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    what: What,
    file: String,
) -> Result<(PathBuf, Vec<u8>, chrono::NaiveDate), Refusal> {
    let (path, today) = door
        .with(move |desk| {
            let path = desk.files.picked(&file, purpose(what))?.path.clone();
            Ok::<_, Refusal>((path, desk.counter()?.today()))
        })
        .await??;
    let read = path.clone();
    let bytes = beside(move || files::bytes(&read)).await??;
    Ok((path, bytes, today))
}

impl Waits for PreviewTable {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<ImportPreview, Refusal> {
        let (path, bytes, today) = brought(&door, self.what, self.file).await?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        beside(move || {
            let table = Import::open(&bytes, self.what, today)?;
            table.preview(&name, |rows| door.desk().counter()?.standings(rows))
        })
        .await?
    }
}

/// Takes the good rows of a brought table in.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct CommitTable {
    /// What it is a table of.
    pub what: What,
    /// The file's token.
    pub file: String,
    /// Whether somebody looked at every row that weakens something, and wants them taken too; they are left out otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub weaken: Option<bool>,
}

impl Command for CommitTable {
    const NAME: &'static str = "import.commit";
    const WHO: Who = Who::Person(BRINGING);
    type Reply = JobNumber;
}

impl Waits for CommitTable {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<JobNumber, Refusal> {
        let (path, bytes, today) = brought(&door, self.what, self.file).await?;
        let feed = Arc::clone(&door.feed);
        let begun = door.with(move |desk| {
            let caller = Caller::Staff(desk.who()?.clone());
            Ok::<_, Refusal>((desk.jobs.begin("import", &feed)?, caller))
        });
        let (job, caller) = begun.await??;
        let number = job.number();
        tokio::spawn(async move {
            let working = job.clone();
            let weakening = if self.weaken == Some(true) { Weakening::LookedAt } else { Weakening::LeftOut };
            let asked = Asked { what: self.what, today, caller, weakening, path };
            let ended = beside(move || taken_in(&door, &bytes, &asked, &working)).await;
            job.ended(ended.and_then(|taken| taken));
        });
        Ok(number)
    }
}

/// What is to be taken in, by whom.
struct Asked {
    what: What,
    today: chrono::NaiveDate,
    caller: Caller,
    weakening: Weakening,
    path: PathBuf,
}

/// What came of it, and whether its file was put aside.
#[derive(Serialize)]
struct TakenIn {
    #[serde(flatten)]
    sum: Committed,
    aside: bool,
}

fn taken_in<M: Machine, D: Dialogs>(
    door: &Door<M, D>,
    bytes: &[u8],
    asked: &Asked,
    job: &Job,
) -> Result<Option<serde_json::Value>, Refusal> {
    let Asked { what, today, caller, weakening, path } = asked;
    let table = Import::open(bytes, *what, *today)?;
    let mut good: u64 = 0;
    let bad = table.pieces(|rows| {
        good += u64::try_from(rows.len()).unwrap_or(u64::MAX);
        Ok(job.step(0, 0))
    })?;
    let (mut done, mut sum) = (0_u64, Committed::default());
    table.pieces(|rows| {
        let taken = door.desk().counter_mut()?.import_rows(caller, *what, rows, *weakening)?;
        sum = std::mem::take(&mut sum).and(&taken);
        done += u64::try_from(rows.len()).unwrap_or(u64::MAX);
        Ok(job.step(done, good))
    })?;
    // A table of which rows were left out is mended and chosen again: it stays where it is.
    let whole = done == good && bad + sum.refused + sum.held == 0;
    let aside = whole && used(&mut door.desk(), path);
    Ok(Some(serde_json::to_value(TakenIn { sum, aside })?))
}

/// Saves an empty table with its headings and one example row.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct EmptyTable {
    /// What it is a table of.
    pub what: What,
}

impl Command for EmptyTable {
    const NAME: &'static str = "import.template";
    const WHO: Who = Who::Person(BRINGING);
    type Reply = Option<Saved>;
}

impl Waits for EmptyTable {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let called = purpose(self.what).zh();
        save(&door, format!("保存空的{called}"), format!("{called}.csv"), template(self.what)).await
    }
}
