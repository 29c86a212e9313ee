//! What mends a finding: the closed list of actions that a person can take. Where each leads and who may take it, is for
//! whoever knows the commands; a map of them that forgets one does not compile.

use serde::{Deserialize, Serialize};

/// What a person can do about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mend {
    /// The action, for the interface to offer.
    pub action: MendAction,
    /// What to do, in Chinese.
    pub text: String,
    /// What to do, in English.
    pub text_en: String,
}

domain::closed! {
    /// What is to be done.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum MendAction {
        /// Warm, cool, dry or moisten the operation area, and read it again.
        AdjustClimate,
        /// Headquarters gives out the rulebook again.
        AskHeadquartersForRulebook,
        /// A person gets leave to enter the area, or longer leave.
        AuthoriseForArea,
        /// A customer's request is answered.
        AnswerRequest,
        /// A customer is called back.
        CallBack,
        /// Another label template is taken, or this one is approved.
        ChooseApprovedLabel,
        /// Other equipment is taken.
        ChooseEquipment,
        /// Another recipe is taken.
        ChooseOtherRecipe,
        /// The area is cleared and cleaned.
        CleanArea,
        /// Equipment is cleaned.
        CleanEquipment,
        /// The service goes back to its clearance: what is in the vessel is written off.
        ClearAgain,
        /// A case of something wrong is closed.
        CloseCase,
        /// The way of the materials into the area is stated.
        ConfirmMaterialEntry,
        /// An opened container is thrown away.
        DiscardContainer,
        /// The area is disinfected and read again.
        DisinfectArea,
        /// A need is explained to the customer and left out.
        ExplainAndRemoveNeed,
        /// The unit stays in the store and is written off.
        HoldUnit,
        /// Equipment and environment are inspected after a long stop.
        InspectEquipment,
        /// A copy of the store is made.
        MakeBackup,
        /// People mark that they are in the store.
        MarkPresence,
        /// The area is read.
        MeasureEnvironment,
        /// A lot goes to the recall zone.
        MoveToRecallZone,
        /// Another officer signs.
        NameOtherOfficer,
        /// An operator and an officer are named.
        NameTwoSigners,
        /// The customer is offered what needs no blending.
        OfferWithoutBlending,
        /// A unit of the lot is opened.
        OpenNewUnit,
        /// A sample test is passed.
        PassSampleTest,
        /// Lots and containers are picked.
        PickLots,
        /// Another lot is picked.
        PickOtherLot,
        /// A lot is received or accepted.
        ReceiveLot,
        /// The officer releases a sealed leftover.
        ReleaseLeftover,
        /// The pilot authorisation is renewed or resumed.
        RenewAuthorisation,
        /// A person goes to the health check.
        RenewHealthCheck,
        /// Headquarters rewords the recipe.
        RewordRecipe,
        /// The store's name or address is looked at.
        RewordStore,
        /// Headquarters rewords a product's warnings.
        RewordWarning,
        /// A sample goes to the laboratory.
        SendSample,
        /// The officer signs what was brought in or set up.
        SignApprovals,
        /// A product is imported with what its catalogue entry lacks.
        StateProduct,
        /// The last day of the production licence is stated.
        StateLicence,
        /// A person passes a training.
        Train,
        /// Restoring from a copy is tried out.
        TryRestore,
        /// What an entry of a register asks for is done.
        WorkOnEntry,
    }
}
