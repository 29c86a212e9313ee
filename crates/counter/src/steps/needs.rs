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

use crate::allergies::{Answer, standing};
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
    /// Allergies as stated: Chinese or INCI names.
    pub allergies: Vec<String>,
    /// Whether the customer says she is pregnant or nursing.
    pub pregnancy: bool,
    /// Allergies of earlier visits that she no longer has, each with an explicit word.
    #[serde(default)]
    pub struck: Vec<String>,
    /// Whether she was asked about those of earlier visits.
    #[serde(default)]
    pub confirmed: bool,
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
        let Self { service: number, statements, allergies, pregnancy, struck, confirmed } = self;
        let said = Said { statements, allergies, pregnancy, answer: Answer { struck, confirmed } };
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
    /// Allergies that she says for the first time.
    pub allergies: Vec<String>,
    /// Whether she says today that she is pregnant or nursing.
    pub pregnancy: bool,
    /// Allergies of earlier visits that she no longer has, each with an explicit word.
    pub struck: Vec<String>,
    /// Whether she was asked about those of earlier visits.
    pub confirmed: bool,
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
        let Self { service, allergies, pregnancy, struck, confirmed } = self;
        let said = Said { statements, allergies, pregnancy, answer: Answer { struck, confirmed } };
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
    allergies: Vec<String>,
    pregnancy: bool,
    answer: Answer,
}

/// Judged needs with what the ledger may say of them.
struct Judged {
    needs: Needs,
    channels: Vec<Channel>,
    kept: u32,
    dropped: u32,
}

impl Said {
    /// Cleans, classifies and judges; refuses what the customer did not agree to have kept.
    fn judged(self, store: &Store, progress: &Progress) -> Result<Judged, Refusal> {
        crate::spoken::readable(&self.allergies)?;
        let health = !self.allergies.is_empty() || self.pregnancy;
        if health && !allows(progress, Purpose::SkinAndAllergy) {
            let message = "顾客未同意保存皮肤与过敏信息：没有保存";
            let mend = "改为当场问询：选方案和核对时口述，只用于当场，不保存";
            return Err(Refusal::new("allergy_without_consent", message)
                .clause("个人信息保护法", "第二十九条")
                .mend(mend));
        }
        let mut channels: Vec<_> = self.statements.iter().map(|statement| statement.channel).collect();
        channels.sort();
        channels.dedup();
        let (mut allergies, struck) = self.answer.over(standing(store, progress)?)?;
        allergies.extend(self.allergies);
        let needs = Needs::judge(self.statements, &allergies, self.pregnancy, &feasible(store)?);
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
    // What she said under another number, or at another visit since, is hers all the same.
    for known in crate::allergies::standing(store, progress)? {
        if ![&needs.allergies, &needs.struck].iter().any(|list| crate::allergies::names(list, &known)) {
            needs.allergies.push(known);
        }
    }
    Ok(needs)
}
