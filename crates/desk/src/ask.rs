//! The one list of what the desk itself answers, and the permission table that it forms together with the counter's
//! list. A command that stands in neither cannot be called.

use std::sync::Arc;

use command::wire::Wire;
use command::{Command, Context, Permission, Refusal, Run};
use serde::Serialize;

use crate::dialogs::Dialogs;
use crate::door::{Door, answered};
use crate::machine::Machine;
use crate::{Desk, Pane};

impl<M: Machine> Context for Desk<M> {
    type Asker = Pane;
}

macro_rules! asks {
    (answers { $($type:path),+ $(,)? } waits { $($waiting:path),+ $(,)? }) => {
        /// Everything that the desk answers itself.
        pub const ASKS: &[Permission] = &[
            $(<$type as Command>::PERMISSION,)+
            $(<$waiting as Command>::PERMISSION,)+
        ];

        fn declare(wire: &mut Wire) {
            $(wire.answered::<$type, <$type as Command>::Reply>(<$type as Command>::NAME);)+
            $(wire.answered::<$waiting, <$waiting as Command>::Reply>(<$waiting as Command>::NAME);)+
        }

        impl<M: Machine> Desk<M> {
            /// Answers what the desk itself answers; `None` for what it does not know.
            pub(crate) fn ask(
                &mut self, pane: Pane, name: &str, arguments: &serde_json::Value,
            ) -> Option<Result<serde_json::Value, Refusal>> {
                $(if name == <$type as Command>::NAME {
                    return Some(command::read::<$type>(arguments).and_then(|ask| written(ask.run(self, &pane)?)));
                })+
                None
            }
        }

        impl<M: Machine, D: Dialogs> Door<M, D> {
            /// Answers what waits; `None` for what does not.
            pub(crate) async fn waits(
                self: Arc<Self>, pane: Pane, name: &str, arguments: &serde_json::Value,
            ) -> Option<Result<serde_json::Value, Refusal>> {
                $(if name == <$waiting as Command>::NAME {
                    return Some(answered::<$waiting, M, D>(self, pane, arguments).await);
                })+
                None
            }
        }
    };
}

/// Writes a command's reply.
pub(crate) fn written(reply: impl Serialize) -> Result<serde_json::Value, Refusal> {
    Ok(serde_json::to_value(reply)?)
}

asks! {
    answers {
        crate::session::LookAtDesk,
        crate::session::Unlock,
        crate::session::OwnPin,
        crate::session::Lock,
        crate::session::Touch,
        crate::start::OpenDemo,
        crate::start::CheckStore,
        crate::start::FoundStore,
        crate::start::Provinces,
        crate::start::UnlockStore,
        crate::start::RestoreStore,
        crate::start::LeaveDemo,
        crate::start::OpenStoreAgain,
        crate::backups::DropBackupPlace,
        crate::backups::StayOpen,
        crate::screen::Present,
        crate::screen::TakeBack,
        crate::screen::LookAtScreen,
        crate::screen::Chosen,
        crate::screen::SameAgain,
        crate::screen::Sign,
        crate::screen::Decline,
        crate::screen::Leave,
        crate::jobs::LookAtJob,
        crate::jobs::CancelJob,
        counter::steps::blend::Weigh,
        crate::weighing::ScalePorts,
        crate::weighing::SetScale,
        crate::equipped::SetDevice,
        crate::printing::SetPrinter,
        crate::paper_jobs::LookPapers,
        crate::headquarters::LookHeadquarters,
        crate::headquarters::GoOnAlone,
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
        crate::waiting::BringBack,
        crate::waiting::ImportTest,
        crate::waiting::TakeTestBack,
        crate::waiting::SaveDay,
        crate::waiting::PrintPaper,
        crate::waiting::SavePaper,
        crate::waiting::PrintLabel,
        crate::waiting::LookLabel,
        crate::waiting::CancelPrint,
        crate::waiting::AnswerLabel,
        crate::printing::TryPrinter,
        crate::waiting::PrintTag,
        crate::waiting::PrintPerson,
        crate::waiting::SavePerson,
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
        crate::waiting::SaveRegister,
        crate::waiting::PrintRegister,
        crate::waiting::BringRegister,
        crate::waiting::SaveAttached,
        crate::headquarters::EnrolStore,
        crate::headquarters::TryHeadquarters,
        crate::headquarters::RecoverStore,
        crate::headquarters::ExportStick,
        crate::headquarters::ImportStick,
    }
}

/// The whole permission table: what the desk answers, then what the counter does. What the desk answers with the counter's
/// help, such as a weighing, stands in it once.
pub fn permissions() -> impl Iterator<Item = Permission> {
    let own = |name: &str| ASKS.iter().any(|asked| asked.name == name);
    ASKS.iter().copied().chain(counter::permissions().filter(move |asked| !own(asked.name)))
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
