//! 测肤 at the desk: a brought file goes to the counter, which reads it, keeps it byte for byte and says what is in it.

use counter::steps::skin::ImportSkinTest;
use counter::view::SkinView;
use counter::view::service::LookService;
use counter::{Caller, Command as _, Refusal, Window};
use domain::ids::ServiceNumber;
use serde::Deserialize;

use crate::ask::{Ask, Needs};
use crate::bell::Topic;
use crate::desk::{Desk, Pane};
use crate::files::{self, Purpose};
use crate::machine::Machine;

/// Imports a brought analyser file into a service.
#[derive(Debug, Deserialize, ts_rs::TS)]
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

impl Ask for ImportTest {
    const NAME: &'static str = "skin.import";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Person(ImportSkinTest::ROLES);
    type Reply = Option<SkinView>;

    fn answer<M: Machine>(self, desk: &mut Desk<M>, _: Pane) -> Result<Self::Reply, Refusal> {
        let Self { service, file, row, profile, real_age } = self;
        let bytes = files::bytes(&desk.files.picked(&file, Purpose::SkinTest)?.path)?;
        let caller = Caller::Staff(desk.who()?.clone());
        let import = ImportSkinTest { service: service.clone(), bytes, profile, row, real_age };
        let counter = desk.counter_mut()?;
        counter.call(&caller, import)?;
        let view = counter.call(&caller, LookService { service })?.skin;
        desk.ring(&[Topic::Service]);
        Ok(view)
    }
}
