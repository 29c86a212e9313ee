//! 测肤 at the desk: a brought file is read beside the desk and goes to the counter, which keeps it byte for byte and says
//! what is in it.

use std::sync::Arc;

use command::{Caller, Command, Refusal, Who};
use counter::steps::skin::{ImportSkinTest, TakeSkinTestBack};
use counter::view::SkinView;
use counter::view::service::LookService;
use domain::ids::ServiceNumber;
use serde::{Deserialize, Serialize};

use super::files::used;
use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::files::{self, FileView, Purpose};
use crate::inbox;
use crate::machine::Machine;

/// Imports a brought analyser file into a service.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct ImportTest {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// The file's token.
    pub file: String,
    /// Which row of a file of several people.
    #[ts(optional = nullable)]
    pub row: Option<String>,
    /// Which profile; recognised from the file otherwise.
    #[ts(optional = nullable)]
    pub profile: Option<String>,
    /// The customer's age in years, for the score of the skin's age.
    #[ts(optional = nullable)]
    pub real_age: Option<u8>,
    /// Whether somebody answered that a file of another day is this customer's.
    #[ts(optional = nullable)]
    pub sure: Option<bool>,
}

impl Command for ImportTest {
    const NAME: &'static str = "skin.import";
    const WHO: Who = ImportSkinTest::WHO;
    type Reply = Option<SkinView>;
}

impl Waits for ImportTest {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { service, file, row, profile, real_age, sure } = self;
        let token = file.clone();
        let brought = door.with(move |desk| {
            let picked = desk.files.picked(&token, Purpose::SkinTest)?;
            Ok::<_, Refusal>((picked.path.clone(), Caller::Staff(desk.who()?.clone())))
        });
        let (path, caller) = brought.await??;
        let read = path.clone();
        let bytes = beside(move || files::bytes(&read)).await??;
        let whole = row.is_none();
        let import = ImportSkinTest { service: service.clone(), bytes, profile, row, real_age };
        let written = files::written(&path);
        door.with(move |desk| {
            let counter = desk.counter_mut()?;
            if sure != Some(true) {
                counter.skin_file_of_today(&import, written)?;
            }
            counter.call(&caller, import)?;
            desk.tested.insert(service.clone(), file);
            // A file of several people is still needed for the others.
            if whole {
                used(desk, &path);
            }
            let counter = desk.counter_mut()?;
            let view = counter.call(&caller, LookService { service })?.skin;
            desk.publish(ImportSkinTest::STALE);
            Ok(view)
        })
        .await?
    }
}

/// Takes a service's skin test back, and its file comes back to where it lay.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct TakeTestBack {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for TakeTestBack {
    const NAME: &'static str = "skin.back";
    const WHO: Who = TakeSkinTestBack::WHO;
    type Reply = Option<FileView>;
}

impl Waits for TakeTestBack {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { service } = self;
        door.with(move |desk| {
            let caller = Caller::Staff(desk.who()?.clone());
            desk.counter_mut()?.call(&caller, TakeSkinTestBack { service: service.clone() })?;
            desk.publish(TakeSkinTestBack::STALE);
            let inbox = desk.device.inbox(desk.machine.data());
            let Some(token) = desk.tested.remove(&service) else { return Ok(None) };
            let Ok(path) = desk.files.place(&token) else { return Ok(None) };
            // What a person moved meanwhile is where they moved it: the test is taken back all the same.
            let Ok(place) = inbox::bring_back(&inbox, &path) else { return Ok(None) };
            desk.files.moved(&path, &place);
            Ok(Some(FileView::of(token, &place)))
        })
        .await?
    }
}
