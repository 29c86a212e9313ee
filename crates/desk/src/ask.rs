//! The one list of what the desk itself answers, and the permission table that it forms together with the counter's
//! list. A command that stands in neither cannot be called.

use std::sync::Arc;

use counter::wire::Wire;
use counter::{Permission, Refusal, Window};
use domain::staff::Role;
use serde::Serialize;
use serde::de::DeserializeOwned;
use ts_rs::TS;

use crate::dialogs::Dialogs;
use crate::door::{Door, answered};
use crate::machine::Machine;
use crate::{Desk, Pane};

/// What must be true of the desk before it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// That no store is open yet.
    NoStore,
    /// An open store, with or without somebody at the window.
    Store,
    /// Somebody at the window who holds one of these roles; an empty list means anybody in post.
    Person(&'static [Role]),
}

/// One thing that the desk answers itself.
pub trait Ask: Serialize + DeserializeOwned + TS + 'static {
    /// Its name on the wire.
    const NAME: &'static str;
    /// From which windows it may be asked.
    const WINDOWS: &'static [Window];
    /// What must be true first.
    const NEEDS: Needs;
    /// What it answers.
    type Reply: Serialize + TS + 'static;

    /// Answers it.
    ///
    /// # Errors
    /// A [`Refusal`]; then nothing was changed.
    fn answer<M: Machine>(self, desk: &mut Desk<M>, pane: Pane) -> Result<Self::Reply, Refusal>;
}

/// A row of the desk's own permission table.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The command's name.
    pub name: &'static str,
    /// From which windows it may be asked.
    pub windows: &'static [Window],
    /// What must be true first.
    pub needs: Needs,
}

macro_rules! asks {
    (answers { $($type:path),+ $(,)? } waits { $($waiting:path),+ $(,)? }) => {
        /// Everything that the desk answers itself.
        pub const ASKS: &[Asked] = &[
            $(Asked { name: <$type as Ask>::NAME, windows: <$type as Ask>::WINDOWS, needs: <$type as Ask>::NEEDS },)+
            $(Asked { name: <$waiting as Wait>::NAME, windows: <$waiting as Wait>::WINDOWS, needs: <$waiting as Wait>::NEEDS },)+
        ];

        fn declare(wire: &mut Wire) {
            $(wire.answered::<$type, <$type as Ask>::Reply>(<$type as Ask>::NAME);)+
            $(wire.answered::<$waiting, <$waiting as Wait>::Reply>(<$waiting as Wait>::NAME);)+
        }

        impl<M: Machine> Desk<M> {
            /// Answers what the desk itself answers; `None` for what it does not know.
            pub(crate) fn ask(
                &mut self, pane: Pane, name: &str, arguments: &serde_json::Value,
            ) -> Option<Result<serde_json::Value, Refusal>> {
                $(if name == <$type as Ask>::NAME {
                    return Some(read::<$type>(arguments).and_then(|ask| written(ask.answer(self, pane)?)));
                })+
                None
            }
        }

        impl<M: Machine, D: Dialogs> Door<M, D> {
            /// Answers what waits; `None` for what does not.
            pub(crate) async fn waits(
                self: Arc<Self>, pane: Pane, name: &str, arguments: &serde_json::Value,
            ) -> Option<Result<serde_json::Value, Refusal>> {
                $(if name == <$waiting as Wait>::NAME {
                    return Some(answered::<$waiting, M, D>(self, pane, arguments).await);
                })+
                None
            }
        }
    };
}

/// One thing that is answered later, without holding the desk meanwhile: see [`crate::Door`].
pub(crate) trait Wait: Serialize + DeserializeOwned + TS + 'static {
    const NAME: &'static str;
    const WINDOWS: &'static [Window];
    const NEEDS: Needs;
    type Reply: Serialize + TS + 'static;
}

/// Reads a command's arguments, and takes no id that is not in its proper form.
pub(crate) fn read<T: Serialize + DeserializeOwned>(arguments: &serde_json::Value) -> Result<T, Refusal> {
    let bad = |why: &dyn std::fmt::Display| {
        Refusal::new("bad_arguments", format!("参数不对：{why}；什么都没有改动"))
    };
    let asked = T::deserialize(arguments).map_err(|error| bad(&error))?;
    domain::said::judge(&asked).map_err(|odd| bad(&odd))?;
    Ok(asked)
}

/// Writes a command's reply.
pub(crate) fn written(reply: impl Serialize) -> Result<serde_json::Value, Refusal> {
    Ok(serde_json::to_value(reply)?)
}

asks! {
    answers {
        crate::session::Look,
        crate::session::Unlock,
        crate::session::Lock,
        crate::session::Touch,
        crate::start::OpenDemo,
        crate::start::CheckStore,
        crate::start::FoundStore,
        crate::start::Provinces,
        crate::start::UnlockStore,
        crate::start::RestoreStore,
        crate::start::LeaveDemo,
        crate::start::OpenAgain,
        crate::backups::DropBackupPlace,
        crate::backups::StayOpen,
        crate::screen::Present,
        crate::screen::TakeBack,
        crate::screen::Look,
        crate::screen::Chosen,
        crate::screen::SameAgain,
        crate::screen::Sign,
        crate::screen::Decline,
        crate::screen::Leave,
        crate::jobs::LookAtJob,
        crate::jobs::CancelJob,
        crate::weighing::WeighOnScale,
        crate::weighing::ScaleUpOnScale,
        crate::weighing::ScalePorts,
        crate::weighing::SetScale,
        crate::equipped::SetDevice,
        crate::printing::SetPrinter,
        crate::handed::LookPapers,
    }
    waits {
        crate::door::WaitForNews,
        crate::waiting::WaitForScale,
        crate::waiting::DetectScales,
        crate::waiting::ZeroScale,
        crate::waiting::TareScale,
        crate::waiting::PickFile,
        crate::waiting::PickInbox,
        crate::waiting::Inbox,
        crate::waiting::ImportTest,
        crate::waiting::SaveDay,
        crate::waiting::PrintPaper,
        crate::waiting::SavePaper,
        crate::waiting::PrintLabel,
        crate::waiting::LookLabel,
        crate::waiting::CancelPrint,
        crate::waiting::AnswerLabel,
        crate::printing::TryPrinter,
        crate::waiting::PrintTag,
        crate::waiting::Printers,
        crate::waiting::MakeBackup,
        crate::waiting::ShowFolder,
        crate::backups::LookBackups,
        crate::backups::FoundCopies,
        crate::backups::AddBackupPlace,
        crate::backups::BackUpNow,
        crate::backups::DrillBackup,
        crate::backups::CloseProgram,
        crate::backups::LeaveProgram,
        crate::waiting::PreviewTable,
        crate::waiting::CommitTable,
        crate::waiting::EmptyTable,
    }
}

/// The whole permission table: what the desk answers, then what the counter does.
pub fn permissions() -> impl Iterator<Item = Asked> {
    let counter = counter::COMMANDS.iter().map(|permission: &Permission| {
        let &Permission { name, windows, roles } = permission;
        Asked { name, windows, needs: Needs::Person(roles) }
    });
    ASKS.iter().copied().chain(counter)
}

/// The types of everything that goes over the wire.
#[must_use]
pub fn wire() -> Wire {
    let mut wire = Wire::default();
    declare(&mut wire);
    counter::declare(&mut wire);
    wire
}

/// The same as a TypeScript declaration: the file `ui/lib/wire.d.ts`.
#[must_use]
pub fn declaration() -> String {
    wire().declaration()
}
