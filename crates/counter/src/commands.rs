//! The one list of the counter's commands. The router, the permission table and the pages' types derive from it; a command
//! that is not in the list cannot be called by its name. It depends on every command, so no command depends on it.

use command::wire::Wire;
use command::{Caller, Command, Permission, Run, Window};

use crate::{Counter, Host, Refusal};

macro_rules! reply {
    ($wire:ident, $type:path) => {
        $wire.command::<$type>(<$type as Command>::NAME)
    };
    ($wire:ident, $type:path, $reply:ty) => {{
        const fn answers<C: Command<Reply = $reply>>() {}
        answers::<$type>();
        $wire.answered::<$type, $reply>(<$type as Command>::NAME)
    }};
    ($wire:ident, $type:path, $reply:ty, $written:ty) => {{
        const fn answers<C: Command<Reply = $reply>>() {}
        answers::<$type>();
        $wire.answered::<$type, $written>(<$type as Command>::NAME)
    }};
}

// Each command, with `=> Type` where the pages read its reply, and `as` what it is on the wire where the type is the
// domain's, which knows no wire.
macro_rules! commands {
    ($($type:path $(=> $reply:ty $(as $written:ty)?)?),+ $(,)?) => {
        /// Every command with who may call it from where.
        pub const COMMANDS: &[Permission] = &[$(<$type as Command>::PERMISSION),+];

        /// Declares what the windows may call, with its arguments and replies.
        pub fn declare(wire: &mut Wire) {
            crate::unions::declare(wire);
            $(if !<$type as Command>::WINDOWS.is_empty() { reply!(wire, $type $(, $reply $(, $written)?)?); })+
            crate::entries::declare(wire);
        }

        impl<H: Host> Counter<H> {
            /// Calls a command by its name with JSON arguments, from a window.
            ///
            /// # Errors
            /// An unknown command, a window or a role that may not, arguments that do not fit, or the command's own
            /// refusal.
            pub fn dispatch(&mut self, window: Window, caller: &Caller, name: &str, arguments: serde_json::Value)
                -> Result<serde_json::Value, Refusal>
            {
                $(if name == <$type as Command>::NAME {
                    // Who may not is told so first, whatever the arguments are.
                    from(window, <$type as Command>::WINDOWS)?;
                    self.may(caller, <$type as Command>::WHO)?;
                    let command = command::read::<$type>(&arguments)?;
                    return Ok(serde_json::to_value(command.run(self, caller)?)?);
                })+
                if let Some(answer) = crate::entries::done(self, window, caller, name, arguments) {
                    return answer;
                }
                Err(Refusal::new("unknown_command", format!("没有命令「{name}」；什么都没有改动")))
            }
        }
    };
}

commands! {
    crate::steps::open::Open => domain::ids::ServiceNumber as String,
    crate::steps::open::RepeatService => domain::ids::ServiceNumber as String,
    crate::steps::notice::GiveNotice,
    crate::steps::needs::RecordNeeds,
    crate::steps::needs::SameNeeds,
    crate::steps::skin::ImportSkinTest,
    crate::steps::skin::SkipSkinTest,
    crate::steps::plan::Rank,
    crate::steps::plan::Choose,
    crate::steps::agree::Agree,
    crate::steps::clear::OpenContainer,
    crate::steps::clear::Check,
    crate::steps::clear::Clear,
    crate::steps::blend::Weigh,
    crate::steps::blend::WriteOff,
    crate::steps::label::IssueLabel,
    crate::steps::label::ScanLabel,
    crate::steps::copies::ReprintLabel,
    crate::steps::copies::SpoilLabel,
    crate::steps::copies::VoidLabel,
    crate::steps::copies::AnswerPrint,
    crate::steps::release::Release,
    crate::steps::release::Reject,
    crate::steps::deliver::HandOver,
    crate::steps::call_back::CallBack,
    crate::steps::call_back::TakeCallBack,
    crate::steps::deliver::CleanEquipment,
    crate::steps::cleaning::CleanBy,
    crate::steps::open::Abandon,
    crate::steps::open::LookAtService,
    crate::view::today::LookToday => crate::view::today::Today,
    crate::view::search::Search => crate::view::search::Found,
    crate::view::scan::Scan => crate::view::scan::Scanned,
    crate::view::service::LookService => crate::view::service::ServiceView,
    crate::view::gates::LookGates => crate::view::gates::Gates,
    crate::view::gates::LookBench => crate::view::BenchProposal,
    crate::view::ranking::LookRanking => crate::view::ranking::RankingView,
    crate::view::check::ShowCheck => crate::view::check::CheckView,
    crate::view::label::LookLabel => crate::view::label::LabelView,
    crate::view::labels::LookLabelDay => crate::view::labels::LabelDay,
    crate::view::labels::LookLabels => Vec<crate::view::labels::LabelRow>,
    crate::view::customer::LookCustomer => crate::view::customer::CustomerView,
    crate::view::lists::ListLots => crate::view::lists::LotPage,
    crate::view::lists::ListProducts => crate::view::lists::ProductPage,
    crate::view::lists::ListRecipes => Vec<crate::view::lists::RecipeCard>,
    crate::view::house::ListStaff => Vec<crate::view::house::StaffCard>,
    crate::view::house::ListEquipment => Vec<crate::view::house::EquipmentCard>,
    crate::view::templates::ListTemplates => Vec<crate::view::templates::TemplateCard>,
    crate::view::templates::LookTemplate => crate::view::label::LabelView,
    crate::view::house::ListRooms => Vec<crate::view::house::RoomCard>,
    crate::view::authorisation::ListAuthorisations => Vec<crate::view::authorisation::AuthorisationCard>,
    crate::view::setup::LookSetup => crate::view::setup::Setup,
    crate::setup::staff::Enrol => crate::setup::staff::Enrolled,
    crate::setup::staff::Rename,
    crate::setup::staff::SetPin,
    crate::setup::staff::MarkPresence,
    crate::setup::fitness::TrainStaff,
    crate::setup::fitness::CheckHealth,
    crate::setup::stock::ReceiveLot => crate::setup::stock::Received,
    crate::setup::stock::MoveLot,
    crate::setup::stock::RefuseLot,
    crate::setup::equipment::RegisterEquipment,
    crate::setup::equipment::PassEquipment,
    crate::setup::upkeep::InspectEquipment,
    crate::setup::upkeep::DeclareChange,
    crate::setup::template::ApproveTemplate,
    crate::setup::template::WithdrawTemplate,
    crate::setup::approvals::ListApprovals => crate::setup::approvals::Approvals,
    crate::setup::approvals::LookApproval => crate::setup::approvals::ApprovalView,
    crate::setup::approvals::SignApprovals,
    crate::setup::approvals::StateLicence,
    crate::setup::evidence::SetAuthorisation,
    crate::setup::evidence::SuspendAuthorisation,
    crate::day::correct::CorrectRecord,
    crate::day::look::LookDay => crate::day::look::DayView,
    crate::day::signatures::LookSignatures => Vec<crate::day::signatures::SignedLine>,
    crate::day::sign::SignDay => crate::day::look::SignedLog,
    crate::day::record::LookRecord => crate::day::record::RecordView,
    crate::day::record::ListRecords => crate::day::record::RecordPage,
    crate::view::work::LookWork => crate::view::work::WorkView,
    crate::view::work::LookContainer => crate::view::work::LeftoverCard,
    crate::work::shift::EverybodyLeft => usize,
    crate::work::leftover::SealLeftover => crate::work::leftover::Sealed,
    crate::work::leftover::ReleaseLeftover,
    crate::work::opening::CorrectOpening,
    crate::work::dispose::DisposeContainer,
    crate::work::dispose::DisposeLot,
    crate::entries::ListRegisters => Vec<crate::entries::RegisterCard>,
    crate::entries::ListEntries => crate::entries::EntryPage,
    crate::entries::LookEntry => crate::entries::EntryView,
    crate::entries::LookForm => crate::entries::FormView,
    crate::entries::CorrectEntry,
    crate::work::tag::LookTag => crate::work::tag::TagView,
    crate::rights::look::LookPerson => crate::rights::look::PersonView,
    crate::steps::reasons::Explain => crate::steps::reasons::Explained,
    crate::rights::phone::ShowPhone => crate::rights::phone::Reach,
    crate::rights::withdraw::Withdraw => crate::rights::withdraw::Receipt,
    crate::rights::correct::CorrectContact => crate::rights::change::ChangeReceipt,
    crate::rights::correct::AddStatement => crate::rights::change::ChangeReceipt,
    crate::rights::allergies::CorrectAllergies => crate::rights::change::ChangeReceipt,
    crate::rights::correct::JoinCustomers => crate::rights::change::ChangeReceipt,
    crate::rights::correct::PartCustomers => crate::rights::change::ChangeReceipt,
    crate::rights::cases::OpenCase,
    crate::rights::cases::CloseCase,
    crate::rights::dated::ConfirmDate,
    crate::rights::retention::LookRetention => crate::rights::retention::Retention,
    crate::rights::requests::TakeRequest,
    crate::rights::requests::AnswerRequest,
    crate::security::LookSecurity => crate::security::SecurityView,
    crate::security::AppointSecurity,
}

/// Every command with who may call it from where, the acts of registers among them.
pub fn permissions() -> impl Iterator<Item = Permission> {
    COMMANDS.iter().copied().chain(crate::entries::acts())
}

fn from(window: Window, windows: &[Window]) -> Result<(), Refusal> {
    if windows.contains(&window) {
        return Ok(());
    }
    Err(Refusal::new("window_forbidden", "此窗口不能进行这一项；什么都没有改动"))
}
