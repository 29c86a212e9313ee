//! 需求: brought in by its channel, cleaned, classified, and judged lawful and feasible (个性化服务指南 7.1, 7.2).

use command::{Caller, Command, Run, Topic, Who};
use domain::consent::Purpose;
use domain::event::{NeedRecorded, SkinTested};
use domain::ids::ServiceNumber;
use domain::need::{Channel, Concern, Needs, Statement, Verdict};
use domain::service::{Noticed, Progress};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::{Kind, Store, Tx};

use crate::allergies::{Answer, Stands, standing};
use crate::spoken::Spoken;
use crate::steps::health::Health;
use crate::steps::skin::allows;
use crate::view::needs::wanted;
use crate::{Counter, Host, Refusal};

/// Records what the customer wants.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct RecordNeeds {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Each line with its channel.
    #[ts(type = "Array<{ channel: Channel, text: string }>")]
    pub statements: Vec<Statement>,
    /// What she answers when she is asked about allergies; nothing: nobody asked, and nothing is recorded.
    pub stands: Option<Stands>,
    /// Allergies as stated: Chinese or INCI names.
    pub allergies: Vec<String>,
    /// Allergies of earlier visits that she no longer has, each with an explicit word.
    #[serde(default)]
    pub struck: Vec<String>,
    /// Whether she says that she is pregnant or nursing; nothing: nobody asked.
    pub pregnancy: Option<bool>,
    /// What she answers who does not agree to have it kept.
    pub spoken: Option<Spoken>,
}

impl Command for RecordNeeds {
    const NAME: &'static str = "service.needs";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = Needs;
}

impl<H: Host> Run<Counter<H>> for RecordNeeds {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Needs, Refusal> {
        let service = counter.service(&self.service)?;
        let Self { service: number, statements, stands, allergies: said, struck, pregnancy, spoken } = self;
        let said = Said { statements, answer: Answer { stands, said, struck }, pregnancy, spoken };
        let judged = said.judged(counter.store(), service.progress())?;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| judged.record(tx, number))?;
        Ok(judged.needs)
    }
}

/// Records the needs of the customer's previous service again, and goes on without a new skin test: 「照旧」 for a customer
/// who comes back for the same.
///
/// What was said is judged anew, by what the store can do today and what the customer agrees to today. Allergies and pregnancy are
/// not wishes: they are asked again, and what she answers today is recorded.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct SameNeeds {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// What she answers when she is asked about allergies; nothing: nobody asked, and nothing is recorded.
    pub stands: Option<Stands>,
    /// Allergies that she says for the first time.
    pub allergies: Vec<String>,
    /// Allergies of earlier visits that she no longer has, each with an explicit word.
    pub struck: Vec<String>,
    /// Whether she says today that she is pregnant or nursing; nothing: nobody asked.
    pub pregnancy: Option<bool>,
    /// What she answers who does not agree to have it kept.
    pub spoken: Option<Spoken>,
}

impl Command for SameNeeds {
    const NAME: &'static str = "service.needs_same";
    const WHO: Who = RecordNeeds::WHO;
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for SameNeeds {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let service = counter.service(&self.service)?;
        let progress = service.at::<Noticed>("需求")?.progress().clone();
        let customer = &progress.opened().customer;
        let Some(before) = counter.store().previous_service(customer, &self.service)? else {
            let message = "该顾客此前没有记录过需求：请照常记录需求；服务已保存到本步";
            return Err(Refusal::new("no_previous", message));
        };
        let Needs { lines, .. } = wanted(counter.store(), before.progress())?.ok_or_else(erased)?;
        let statements = lines.into_iter().map(|(statement, _)| statement).collect();
        let Self { service, stands, allergies: said, struck, pregnancy, spoken } = self;
        let said = Said { statements, answer: Answer { stands, said, struck }, pregnancy, spoken };
        let judged = said.judged(counter.store(), &progress)?;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            judged.record(tx, service.clone())?;
            tx.record(SkinTested { service, test: None })?;
            Ok(())
        })
    }
}

/// What a customer says before it is judged.
struct Said {
    statements: Vec<Statement>,
    answer: Answer,
    pregnancy: Option<bool>,
    spoken: Option<Spoken>,
}

/// Judged needs with what the ledger may say of them.
struct Judged {
    needs: Needs,
    channels: Vec<Channel>,
    kept: u32,
    dropped: u32,
}

impl Said {
    /// Allergies, what was struck out of them, and pregnancy, as far as they may be kept. Both are asked at every visit, the first
    /// included: nothing here is read out of silence.
    fn health(
        &self,
        store: &Store,
        progress: &Progress,
    ) -> Result<(Vec<String>, Vec<String>, bool), Refusal> {
        let Self { answer, pregnancy, spoken, .. } = self;
        crate::spoken::readable(&answer.said)?;
        if allows(progress, Purpose::SkinAndAllergy) {
            let (allergies, struck) = answer.clone().over(standing(store, progress)?)?;
            return Ok((allergies, struck, pregnancy.ok_or_else(unasked)?));
        }
        if !answer.said.is_empty() || *pregnancy == Some(true) {
            let message = "顾客未同意保存皮肤与过敏信息：没有保存";
            let mend = "改为当场问询：选方案和核对时口述，只用于当场，不保存";
            return Err(Refusal::new("allergy_without_consent", message)
                .clause("个人信息保护法", "第二十九条")
                .mend(mend));
        }
        // What she says is heard and forgotten; that she was asked is not left to chance for that.
        let heard = Spoken::required(progress, spoken.as_ref(), Needs::default())?;
        Answer { said: heard.allergies, ..answer.clone() }.over(Vec::new())?;
        Ok((Vec::new(), Vec::new(), false))
    }

    /// Cleans, classifies and judges; refuses what nobody asked and what the customer did not agree to have kept.
    fn judged(self, store: &Store, progress: &Progress) -> Result<Judged, Refusal> {
        let (allergies, struck, pregnancy) = self.health(store, progress)?;
        let mut channels: Vec<_> = self.statements.iter().map(|statement| statement.channel).collect();
        channels.sort();
        channels.dedup();
        let needs = Needs::judge(self.statements, &allergies, pregnancy, &feasible(store)?);
        let needs = Needs { struck, ..needs };
        let kept = needs.lines.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Kept { .. })).count();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let (kept, dropped) = (count(kept), count(needs.lines.len() - kept));
        Ok(Judged { needs, channels, kept, dropped })
    }
}

impl Judged {
    fn record(&self, tx: &mut Tx<'_>, service: ServiceNumber) -> Result<u64, Refusal> {
        let (wanted, health) = Health::taken_from(self.needs.clone());
        let needs = tx.seal(Kind::Needs, &serde_json::to_vec(&wanted)?)?;
        let health =
            health.map(|health| Ok::<_, Refusal>(tx.seal(Kind::Health, &serde_json::to_vec(&health)?)?));
        let (health, channels) = (health.transpose()?, self.channels.clone());
        Ok(tx.record(NeedRecorded {
            service,
            needs,
            health,
            channels,
            kept: self.kept,
            dropped: self.dropped,
        })?)
    }
}

/// The concerns that this store's approved recipes are for (可行性, 7.2.4).
fn feasible(store: &Store) -> Result<Vec<Concern>, Refusal> {
    let recipes = store.recipes()?;
    let approved = recipes.iter().filter(|recipe| recipe.approved);
    let mut concerns: Vec<Concern> =
        approved.flat_map(|recipe| recipe.purpose.concerns.iter().map(|(concern, _)| *concern)).collect();
    concerns.sort();
    concerns.dedup();
    Ok(concerns)
}

fn unasked() -> Refusal {
    Refusal::new("pregnancy_unasked", "这次还没有问过顾客是否怀孕或哺乳；没有保存")
        .mend("请当面问：没有怀孕或哺乳，或怀孕或哺乳中")
}

fn erased() -> Refusal {
    Refusal::new("needs_erased", "顾客的需求信息已按其要求删除：请重新开始服务")
}

/// What the customer stated, as long as the vault still holds it.
///
/// # Errors
/// `needs_erased`, also where allergies were said that are gone although she still agrees to have them kept: without them
/// nothing may be left out, and nobody would ask again.
pub(crate) fn stated(store: &Store, progress: &Progress) -> Result<Needs, Refusal> {
    let Some(recorded) = progress.needed() else { return Ok(Needs::default()) };
    let Some(bytes) = store.unseal(&recorded.needs)? else { return Err(erased()) };
    let mut needs: Needs = serde_json::from_slice(&bytes)?;
    if let Some(item) = &recorded.health {
        needs = match store.unseal(item)? {
            Some(bytes) => serde_json::from_slice::<Health>(&bytes)?.given_back_to(needs),
            None if allows(progress, Purpose::SkinAndAllergy) => return Err(erased()),
            None => needs,
        };
    }
    crate::allergies::brought_up(store, progress, needs)
}
