//! Where each mend of a finding leads: the page on which it is done, and the command that does it. The pages read it from
//! `ui/lib/lists.js`; who may do it is what the permission table says of the command. It refuses to guess: a mend without
//! a command says why it has none.

use rules::MendAction;

/// Where a mend is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// The address of the page, without its `#/`.
    pub page: &'static str,
    /// The command that does it.
    pub by: By,
}

/// What does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A command, by its name.
    Command(&'static str),
    /// Headquarters, with what it sends to the store next.
    Headquarters,
}

const fn way(page: &'static str, command: &'static str) -> Way {
    Way { page, by: By::Command(command) }
}

/// Where a mend leads.
#[must_use]
pub const fn way_of(action: MendAction) -> Way {
    match action {
        MendAction::AdjustClimate | MendAction::DisinfectArea | MendAction::MeasureEnvironment => {
            way("work/room", "room.read")
        }
        MendAction::AskHeadquartersForRulebook => Way { page: "store", by: By::Headquarters },
        MendAction::AuthoriseForArea => way("store/staff", "staff.enrol"),
        MendAction::AnswerRequest => way("customers", "request.answer"),
        MendAction::CallBack => way("service", "service.call_back"),
        MendAction::ChooseApprovedLabel => way("store/templates", "template.approve"),
        MendAction::ChooseEquipment | MendAction::ConfirmMaterialEntry => way("service", "service.clear"),
        MendAction::ChooseOtherRecipe | MendAction::PickOtherLot => way("service", "service.plan"),
        MendAction::ClearAgain => way("service", "service.write_off"),
        MendAction::CloseCase => way("today", "case.close"),
        MendAction::CleanArea => way("work/area", "area.clean"),
        MendAction::CleanEquipment => way("work/equipment", "equipment.clean"),
        MendAction::DiscardContainer => way("work/dispose", "container.dispose"),
        MendAction::ExplainAndRemoveNeed => way("service", "service.needs"),
        MendAction::HoldUnit => way("service", "service.abandon"),
        MendAction::InspectEquipment => way("store/equipment", "equipment.inspect"),
        MendAction::MakeBackup => way("store/backup", "backup.now"),
        MendAction::MarkPresence | MendAction::NameTwoSigners => way("work/presence", "staff.presence"),
        MendAction::MoveToRecallZone => way("materials/lots", "lot.move"),
        MendAction::NameOtherOfficer => way("store/staff", "staff.enrol"),
        MendAction::OfferWithoutBlending => way("service", "service.abandon"),
        MendAction::OpenNewUnit => way("work/open", "container.open"),
        MendAction::PickLots => way("materials/lots", "container.open"),
        MendAction::PassSampleTest => way("store/equipment", "equipment.passed"),
        MendAction::ReceiveLot => way("materials/lots", "lot.receive"),
        MendAction::ReleaseLeftover => way("work/release", "container.release"),
        MendAction::RenewAuthorisation => way("store/authorisation", "authorisation.set"),
        MendAction::RenewHealthCheck => way("store/staff", "staff.health_check"),
        MendAction::RewordRecipe => way("materials/recipes", "import.commit"),
        MendAction::RewordStore => Way { page: "store", by: By::Headquarters },
        MendAction::RewordWarning => way("materials/products", "import.commit"),
        MendAction::SendSample => way("store/room", "product.tested"),
        MendAction::SignApprovals => way("store/approvals", "approval.sign"),
        MendAction::StateProduct => way("materials/products", "import.commit"),
        MendAction::StateLicence => way("store/authorisation", "licence.state"),
        MendAction::Train => way("store/staff", "staff.train"),
        MendAction::TryRestore => way("store/backup", "backup.drill"),
        MendAction::WorkOnEntry => way("register", "register.look"),
    }
}

/// All of them.
pub fn ways() -> impl Iterator<Item = (MendAction, Way)> {
    MendAction::ALL.into_iter().map(|action| (action, way_of(action)))
}
