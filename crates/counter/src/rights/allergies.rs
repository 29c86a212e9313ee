//! Putting right what is known of a customer's allergies, at her own word and between visits (个人信息保护法 第四十六条). What she
//! said before stays in the vault as long as it would have; how both count together is for the allergies themselves to say.

use command::{Caller, Command, Run, Topic, Who};
use domain::Moment;
use domain::consent::Purpose;
use domain::ids::{CustomerId, StaffId};
use domain::kept::Held;
use domain::need::allergens;
use serde::{Deserialize, Serialize};
use store::Kind;
use ts_rs::TS;

use super::change::ChangeReceipt;
use super::correct::{FRONT, STALE, agreeing, corrected};
use crate::allergies::{self, Answer, Corrected, Stands};
use crate::spoken::readable;
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// Strikes out what a customer is no longer allergic to, and adds what she is: it counts at once, in a service that is open, too.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CorrectAllergies {
    /// Whose.
    #[ts(as = "String")]
    pub customer: CustomerId,
    /// Those that are over, of those that are known.
    pub struck: Vec<String>,
    /// Those that are new: Chinese or INCI names.
    pub added: Vec<String>,
}

/// What a customer put right of her allergies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AllergiesPutRight {
    /// Those that she added.
    pub added: Vec<String>,
    /// Those that she struck out.
    pub struck: Vec<String>,
    /// Who took it down.
    pub by: String,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
}

impl Command for CorrectAllergies {
    const NAME: &'static str = "person.correct_allergies";
    const WHO: Who = FRONT;
    const STALE: &'static [Topic] = STALE;
    type Reply = ChangeReceipt;
}

impl<H: Host> Run<Counter<H>> for CorrectAllergies {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<ChangeReceipt, Refusal> {
        let message = "顾客未同意保存皮肤与过敏信息：没有保存";
        let refuses = ("allergy_without_consent", message, "服务中当面问，只用于当场");
        let customer = agreeing(counter, caller, &self.customer, Purpose::SkinAndAllergy, refuses)?;
        readable(&self.added)?;
        let known = allergies::known(counter.store(), &customer)?;
        let said = self.added.iter().flat_map(|said| allergens(said));
        let added: Vec<String> = said.filter(|one| !allergies::names(&known, one)).collect();
        let answer = Answer { stands: Some(Stands::Changed), said: added.clone(), struck: self.struck };
        let (_, struck) = answer.over(known)?;
        let by = (StaffId::new(caller.actor())?, counter.host().now());
        let value = Corrected::now(counter.store(), &customer, (added, struck), by)?;
        let value = serde_json::to_vec(&value)?;
        corrected(counter, caller, Self::NAME, (customer, Held::Allergies, Kind::Health, value))
    }
}

/// What a customer put right of her allergies and is still kept, the earliest first.
pub(super) fn put_right_of<H: Host>(
    reader: &Reader<'_, H>,
    customer: &CustomerId,
) -> Result<Vec<AllergiesPutRight>, Refusal> {
    let corrections = allergies::corrections(reader.store(), customer)?;
    let shown = corrections.into_iter().map(|one| {
        let by = reader.person(&one.by)?.name;
        Ok(AllergiesPutRight { added: one.added, struck: one.struck, by, at: one.at })
    });
    shown.collect()
}
