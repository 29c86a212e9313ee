//! 测肤 at the desk: a brought file is read beside the desk and goes to the counter, which keeps it byte for byte and says
//! what is in it.

use std::sync::Arc;

use command::{Caller, Command, Refusal, Who};
use counter::steps::skin::ImportSkinTest;
use counter::view::SkinView;
use counter::view::service::LookService;
use domain::ids::ServiceNumber;
use serde::{Deserialize, Serialize};

use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::files::{self, Purpose};
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
        let Self { service, file, row, profile, real_age } = self;
        let brought = door.with(move |desk| {
            let picked = desk.files.picked(&file, Purpose::SkinTest)?;
            Ok::<_, Refusal>((picked.path.clone(), Caller::Staff(desk.who()?.clone())))
        });
        let (path, caller) = brought.await??;
        let bytes = beside(move || files::bytes(&path)).await??;
        let import = ImportSkinTest { service: service.clone(), bytes, profile, row, real_age };
        door.with(move |desk| {
            let counter = desk.counter_mut()?;
            counter.call(&caller, import)?;
            let view = counter.call(&caller, LookService { service })?.skin;
            desk.publish(ImportSkinTest::STALE);
            Ok(view)
        })
        .await?
    }
}
