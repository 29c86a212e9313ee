//! Dialogs: which file, saved where, which folder is watched.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use command::{Caller, Command, Refusal, Who};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use words::Worded as _;

use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::equipped::MANAGER;
use crate::files::{FileView, Purpose};
use crate::inbox;
use crate::machine::Machine;
use crate::view::DeskView;

/// Lets a person pick a file. A backup and its key are picked before a store is open.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct PickFile {
    /// What for.
    pub purpose: Purpose,
}

impl Command for PickFile {
    const NAME: &'static str = "files.pick";
    const WHO: Who = Who::Anybody;
    type Reply = Option<FileView>;
}

impl Waits for PickFile {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { purpose } = self;
        let restoring = matches!(purpose, Purpose::Backup | Purpose::Key);
        let fine = move |desk: &mut crate::Desk<M>| {
            // At the lock screen nobody looks through this computer's files.
            if restoring && desk.counter().is_err() { Ok(()) } else { desk.who().map(|_| ()) }
        };
        door.with(fine).await??;
        let title = format!("选择{}", purpose.zh());
        let Some(path) = door.dialogs.open(title, purpose.zh(), purpose.endings()).await else {
            return Ok(None);
        };
        door.with(move |desk| {
            let token = desk.files.bring(purpose, path.clone())?;
            Ok(Some(FileView::of(token, &path)))
        })
        .await?
    }
}

/// A file that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Saved {
    /// Its name.
    pub name: String,
}

/// In which form a signed log is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "DayForm")]
pub enum Form {
    /// For people.
    Pdf,
    /// For a spreadsheet.
    Xlsx,
}

/// Saves the signed log of a day where a person says.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct SaveDay {
    /// Which day.
    #[ts(as = "String")]
    pub day: NaiveDate,
    /// In which form.
    pub form: Form,
}

impl Command for SaveDay {
    const NAME: &'static str = "files.save_day";
    const WHO: Who = Who::Person(counter::day::READERS);
    type Reply = Option<Saved>;
}

impl Waits for SaveDay {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { day, form } = self;
        let made = door.with(move |desk| {
            let caller = Caller::Staff(desk.who()?.clone());
            counter::day::paper::papers(desk.counter()?, &caller, day)
        });
        let made = made.await??;
        let (ending, bytes) = match form {
            Form::Pdf => ("pdf", made.pdf),
            Form::Xlsx => ("xlsx", made.xlsx),
        };
        save(&door, "保存日志".to_owned(), format!("日志-{day}.{ending}"), bytes).await
    }
}

/// Saves bytes where a person says, whole or not at all.
pub(super) async fn save<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    title: String,
    name: String,
    bytes: Vec<u8>,
) -> Result<Option<Saved>, Refusal> {
    let Some(path) = door.dialogs.save(title, name).await else { return Ok(None) };
    beside(move || {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str()))
        else {
            return Err(Refusal::new("file", "这个位置不能保存文件；没有保存"));
        };
        counter::save_whole(folder, name, &bytes)
            .map_err(|error| Refusal::new("file", format!("没有保存：{error}")).mend("请换一个位置再保存"))?;
        Ok(Some(Saved { name: name.to_owned() }))
    })
    .await?
}

/// Lets the manager pick the watched folder.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct PickInbox {}

impl Command for PickInbox {
    const NAME: &'static str = "device.inbox";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = DeskView;
}

impl Waits for PickInbox {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        pane: Pane,
    ) -> Result<DeskView, Refusal> {
        let picked = door.dialogs.folder("选择收件文件夹".to_owned()).await;
        door.with(move |desk| {
            if let Some(folder) = picked {
                desk.changed(|device| device.inbox = Some(folder))?;
            }
            DeskView::of(desk, pane)
        })
        .await?
    }
}

/// Shows the folder of everything that the program keeps, for whoever is to look at what does not open.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct ShowFolder {}

impl Command for ShowFolder {
    const NAME: &'static str = "start.folder";
    const WHO: Who = Who::BeforeStore;
    type Reply = ();
}

impl Waits for ShowFolder {
    async fn answer<M: Machine, D: Dialogs>(self, door: Arc<Door<M, D>>, _: Pane) -> Result<(), Refusal> {
        let data = door.with(|desk| desk.machine.data().to_owned()).await?;
        if door.dialogs.show(data.clone()).await {
            return Ok(());
        }
        let message = format!("这台电脑没有打开文件夹的程序；数据在 {}", data.display());
        Err(Refusal::new("no_file_window", message).mend("请信息部门按这个路径查看"))
    }
}

/// The files in the watched folder, the newest first.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
#[ts(rename = "LookInInbox")]
pub struct Inbox {
    /// What for.
    pub purpose: Purpose,
}

impl Command for Inbox {
    const NAME: &'static str = "inbox.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<FileView>;
}

impl Waits for Inbox {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { purpose } = self;
        let inbox = door.with(|desk| desk.device.inbox(desk.machine.data())).await?;
        // The folder may lie on another computer that does not answer.
        let lying = beside(move || inbox::lying(&inbox, purpose)).await??;
        door.with(move |desk| {
            let brought = lying.into_iter().map(|(path, view)| {
                let file = desk.files.bring(purpose, path)?;
                Ok(FileView { file, ..view })
            });
            brought.collect()
        })
        .await?
    }
}

/// Puts the file of a token aside, if it lies in the watched folder: whether it was.
pub(super) fn used<M: Machine>(desk: &mut crate::Desk<M>, path: &Path) -> bool {
    let inbox = desk.device.inbox(desk.machine.data());
    let aside = inbox::put_aside(&inbox, path);
    if let Some(aside) = &aside {
        desk.files.moved(path, aside);
    }
    aside.is_some()
}

/// Who takes files in, and brings them back.
const SERVING: &[Role] = &[Role::Advisor, Role::Operator, Role::Officer, Role::StoreManager];

/// Brings a file that was put aside back into the watched folder.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
#[ts(rename = "BringFileBack")]
pub struct BringBack {
    /// The file's token.
    pub file: String,
}

impl Command for BringBack {
    const NAME: &'static str = "inbox.back";
    const WHO: Who = Who::Person(SERVING);
    type Reply = FileView;
}

impl Waits for BringBack {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<FileView, Refusal> {
        let Self { file } = self;
        door.with(move |desk| {
            let path = desk.files.place(&file)?;
            let inbox = desk.device.inbox(desk.machine.data());
            let place = inbox::bring_back(&inbox, &path)?;
            desk.files.moved(&path, &place);
            Ok(FileView::of(file, &place))
        })
        .await?
    }
}
