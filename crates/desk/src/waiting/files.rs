//! Dialogs: which file, saved where, which folder is watched.

use std::sync::Arc;

use counter::{Refusal, Window, papers};
use domain::ids::ServiceNumber;
use serde::{Deserialize, Serialize};

use crate::Pane;
use crate::ask::{Needs, Wait};
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::equipped::MANAGER;
use crate::files::{FileView, Purpose};
use crate::machine::Machine;
use crate::view::DeskView;

/// Lets a person pick a file. A backup and its key are picked before a store is open.
#[derive(Debug, Deserialize, ts_rs::TS)]
pub struct PickFile {
    /// What for.
    pub purpose: Purpose,
}

impl Wait for PickFile {
    const NAME: &'static str = "files.pick";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Nothing;
    type Reply = Option<FileView>;
}

impl Waits for PickFile {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { purpose } = self;
        if !matches!(purpose, Purpose::Backup | Purpose::Key) {
            door.with(|desk| desk.who().map(|_| ())).await??;
        }
        let title = format!("选择{}", purpose.chinese());
        let Some(path) = door.dialogs.open(title, purpose.chinese(), purpose.endings()).await else {
            return Ok(None);
        };
        door.with(move |desk| {
            let token = desk.files.bring(purpose, path.clone())?;
            Ok(Some(FileView::of(token, &path)))
        })
        .await?
    }
}

/// A paper of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 标签.
    Label,
    /// 使用须知.
    Notice,
    /// 告知与同意书.
    Consent,
}

/// Saves a paper of a service where a person says.
#[derive(Debug, Deserialize, ts_rs::TS)]
pub struct SavePaper {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Which paper.
    pub paper: Paper,
}

/// A file that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Saved {
    /// Its name.
    pub name: String,
}

impl Wait for SavePaper {
    const NAME: &'static str = "files.save_paper";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Person(&[]);
    type Reply = Option<Saved>;
}

impl Waits for SavePaper {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { service, paper } = self;
        let number = service.clone();
        let made = door.with(move |desk| papers::again(desk.counter()?, &number)).await??;
        let (called, bytes) = match paper {
            Paper::Label => ("标签", made.label),
            Paper::Notice => ("使用须知", made.notice),
            Paper::Consent => ("同意书", made.consent),
        };
        save(&door, format!("保存{called}"), format!("{service}-{called}.pdf"), bytes).await
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
#[derive(Debug, Deserialize, ts_rs::TS)]
pub struct PickInbox {}

impl Wait for PickInbox {
    const NAME: &'static str = "device.inbox";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Person(MANAGER);
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
