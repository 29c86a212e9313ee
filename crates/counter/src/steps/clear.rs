//! 核对: all gates green, then operator and quality safety officer, two people, both present, sign
//! (山东指南 第三、二十二条).

use command::{Caller, Command, Run, Topic, Who, Window};
use domain::event::{ContainerOpened, ServiceCleared, ServiceRefused, Stop};
use domain::ids::{AreaId, ContainerId, EquipmentId, LotId, ServiceNumber, StaffId, TemplateId};
use domain::leftover::Standing;
use domain::quantity::Milligrams;
use domain::recipe::Recipe;
use domain::service::{Agreed, Clearance, ClearanceParts, ClearedComponent, MaterialIn};
use domain::signature::{Digest, Meaning};
use domain::staff::Role;
use domain::stock::Container;
use domain::use_by::{UseBy, Used};
use rules::duties::has_passed;
use rules::{Finding, Gate, Outcome};
use serde::{Deserialize, Serialize};
use store::Store;

use crate::counter::digest;
use crate::error::stopped;
use crate::facts::{Bench, Situation, Taken, snapshot};
use crate::papers::{self, Unit};
use crate::spoken::Spoken;
use crate::{Counter, Host, Refusal};

/// Opens an unopened unit of a lot.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct OpenContainer {
    /// Which lot.
    #[ts(as = "String")]
    pub lot: LotId,
}

impl Command for OpenContainer {
    const NAME: &'static str = "container.open";
    const WHO: Who = Who::Person(super::AT_THE_BENCH);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = Container;
}

impl<H: Host> Run<Counter<H>> for OpenContainer {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Container, Refusal> {
        let store = counter.store();
        let lot = store.lot(&self.lot)?;
        super::usable(&lot, counter.today())?;
        let product = store.product(&lot.product)?;
        let before = store.containers_of(&lot.id)?.len();
        let container = Container {
            id: ContainerId::new(&format!("{}.{}", lot.id, before + 1))?,
            lot: lot.id,
            opened_at: counter.host().now(),
            after_opening: product.after_opening,
            left: lot.unit_net,
            opened_by: Some(StaffId::new(caller.actor())?),
            standing: Standing::InUse,
        };
        let event = ContainerOpened { container: container.clone() };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))?;
        Ok(container)
    }
}

/// Runs all gates of clearance without signing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Check {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Who will weigh.
    #[ts(as = "String")]
    pub operator: StaffId,
    /// Who will watch and release.
    #[ts(as = "String")]
    pub officer: StaffId,
    /// Where.
    #[ts(as = "String")]
    pub area: AreaId,
    /// With what.
    #[ts(as = "Vec<String>")]
    pub equipment: Vec<EquipmentId>,
    /// Under which label template.
    #[ts(as = "String")]
    pub template: TemplateId,
    /// How and when the materials came into the area (山东指南 第二十一条).
    #[ts(type = "{ by_route: boolean, outer_pack_treated: boolean, at: string }")]
    pub brought_in: MaterialIn,
    /// What was said and may not be kept.
    pub spoken: Option<Spoken>,
}

/// What both signers see.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckSheet {
    /// Every check with its clause.
    pub findings: Vec<Finding>,
    /// What will be weighed.
    pub components: Vec<ClearedComponent>,
    /// The use-by day, with what decides it.
    pub use_by: UseBy,
    /// Who, where, with what.
    pub bench: Check,
    /// Whether nothing stops the work.
    pub clear: bool,
}

impl CheckSheet {
    /// SHA-256 of exactly what is shown.
    ///
    /// # Errors
    /// What cannot be written as JSON.
    pub fn digest(&self) -> Result<Digest, Refusal> {
        Ok(digest(&serde_json::to_vec(self)?))
    }
}

/// A sheet with its digest, which the signers give back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// What to show.
    pub sheet: CheckSheet,
    /// SHA-256 of it.
    pub shown: Digest,
}

impl Command for Check {
    const NAME: &'static str = "service.judge";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service];
    const WINDOWS: &'static [Window] = &[];
    type Reply = Checked;
}

impl<H: Host> Run<Counter<H>> for Check {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Checked, Refusal> {
        let sheet = self.sheet(counter)?;
        refused(counter, caller, &sheet)?;
        Ok(Checked { shown: sheet.digest()?, sheet })
    }
}

/// Records what stops a clearance, by its codes, each once an attempt: the day's log counts refusals by clause. What
/// nobody has stated yet, how materials came in, is not a refusal.
fn refused<H: Host>(counter: &mut Counter<H>, caller: &Caller, sheet: &CheckSheet) -> Result<(), Refusal> {
    let (service, at) = (sheet.bench.service.clone(), counter.host().now());
    let known = counter.service(&service)?;
    let known = known.progress().stopped();
    // What stopped for the customer's own sake would say of her for ever what she may not have agreed to have kept.
    let hers = |finding: &&Finding| finding.facts.iter().any(|fact| fact.starts_with("customer."));
    let stopping = sheet.findings.iter().filter(|finding| {
        finding.outcome == Outcome::Stop && finding.check != rules::Check::MaterialsByRoute && !hers(finding)
    });
    let mut stops: Vec<Stop> = stopping
        .map(|finding| Stop {
            check: finding.check.name().to_owned(),
            rulebook: finding.rulebook.clone(),
            clause: finding.clause.clone(),
        })
        .filter(|stop| !known.contains(stop))
        .collect();
    stops.sort();
    stops.dedup();
    if stops.is_empty() {
        return Ok(());
    }
    let event = ServiceRefused { service, stops, at };
    counter.write::<_, Refusal>(caller.actor(), Check::NAME, |tx| Ok(tx.record(event)?))?;
    Ok(())
}

impl Check {
    /// What the gates say of this bench, and nothing of it recorded: for whoever still chooses among people and equipment.
    /// A bench that was chosen is judged by calling the command, so that the day counts what stopped it.
    ///
    /// # Errors
    /// `container_needed`, `recipe_changed`, `step_not_now`, and what a label refuses.
    pub fn sheet<H: Host>(self, counter: &Counter<H>) -> Result<CheckSheet, Refusal> {
        let now = counter.host().now();
        let service = counter.service(&self.service)?;
        let state = service.at::<Agreed>("核对")?;
        let progress = state.progress();
        let missing = || Refusal::new("paper_missing", "还没有方案");
        let plan = progress.plan().ok_or_else(missing)?;
        let recipe = counter.store().recipe_agreed(&plan.recipe, plan.version)?;
        if recipe.version != plan.version {
            let message = format!(
                "配方 {} 已更新到第 {} 版，顾客签的是第 {} 版；请重新选方案",
                recipe.id, recipe.version, plan.version
            );
            return Err(Refusal::new("recipe_changed", message));
        }
        let brought_in = self.brought_in;
        let taken = take(counter.store(), &recipe, plan.size, &plan.lots, now.date_naive())?;
        let use_by = use_by(&recipe, &taken, now.date_naive())?;
        let needs = crate::steps::needs::stated(counter.store(), progress)?;
        let needs =
            counter.assets().synonyms.expanded(Spoken::required(progress, self.spoken.as_ref(), needs)?);
        let bench = Bench {
            operator: Some(&self.operator),
            officer: Some(&self.officer),
            area: Some(&self.area),
            equipment: &self.equipment,
            template: Some(&self.template),
            brought_in: Some(brought_in),
        };
        let situation = Situation {
            now,
            consent: progress.noticed().map(|noticed| &noticed.consent),
            needs: &needs,
            recipe: &recipe,
            size: plan.size,
            taken: &taken,
            use_by: Some(&use_by),
            bench: Some(&bench),
        };
        let facts = snapshot(counter, &situation)?;
        let findings = rules::judge(&facts, &counter.assets().rulebooks, Gate::Clearance);
        let components = components(&recipe, plan.size, &taken, brought_in);
        let clear = rules::judge::clear(&findings);
        if clear {
            // Tried before anything is weighed: a label that cannot be made must not cost a blend.
            let unit = Unit {
                number: &self.service,
                plan,
                components: &components,
                use_by: &use_by,
                operator: &self.operator,
                officer: &self.officer,
                at: now,
            };
            papers::label(counter, &unit, &self.template)?;
        }
        // What was said and may not be kept is not part of what is signed either.
        Ok(CheckSheet { findings, components, use_by, bench: Self { spoken: None, ..self }, clear })
    }
}

/// The opened container of a lot that has enough left and is in its period: the one that was opened first. A leftover
/// that waits for the officer comes last, so that the check of it can say why it is not taken.
pub(crate) fn fitting(
    store: &Store,
    lot: &LotId,
    target: Milligrams,
    today: chrono::NaiveDate,
) -> Result<Option<Container>, Refusal> {
    let mut fit = store.containers_of(lot)?;
    fit.retain(|container| container.left >= target && !has_passed(container.good_until(), today));
    let order =
        |container: &Container| (container.may_be_used().is_err(), container.opened_at, container.id.clone());
    Ok(fit.into_iter().min_by_key(order))
}

/// The opened container that is taken of each planned lot.
fn take(
    store: &Store,
    recipe: &Recipe,
    size: Milligrams,
    lots: &[LotId],
    today: chrono::NaiveDate,
) -> Result<Vec<Taken>, Refusal> {
    let mut taken = Vec::with_capacity(lots.len());
    for (id, target) in lots.iter().zip(recipe.targets(size)) {
        let lot = store.lot(id)?;
        let container = fitting(store, id, target, today)?;
        if container.is_none() {
            let message = format!("批 {} 没有余量足够且在开封期内的容器：请先扫码开封一件", lot.number);
            return Err(Refusal::new("container_needed", message)
                .mend("开封该批一件（container.open）")
                .details([id]));
        }
        taken.push(Taken { lot, container });
    }
    Ok(taken)
}

pub(crate) fn use_by(recipe: &Recipe, taken: &[Taken], today: chrono::NaiveDate) -> Result<UseBy, Refusal> {
    let used: Vec<Used<'_>> = taken
        .iter()
        .map(|taken| Used {
            lot: &taken.lot,
            container: taken.container.as_ref(),
            after_opening: recipe.keeps,
        })
        .collect();
    Ok(UseBy::of(today, &used, &recipe.id, recipe.keeps)?)
}

fn components(
    recipe: &Recipe,
    size: Milligrams,
    taken: &[Taken],
    brought_in: MaterialIn,
) -> Vec<ClearedComponent> {
    let targets = recipe.targets(size);
    let parts = recipe.components.iter().zip(targets).zip(taken);
    let cleared = parts.filter_map(|((component, target), taken)| {
        Some(ClearedComponent {
            lot: taken.lot.id.clone(),
            container: taken.container.as_ref()?.id.clone(),
            target,
            tolerance: component.tolerance,
            brought_in,
        })
    });
    cleared.collect()
}

/// Signs the clearance: both PINs at this moment, over exactly what was shown.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Clear {
    /// What was checked.
    pub check: Check,
    /// The digest of the sheet that both saw.
    #[ts(as = "String")]
    pub shown: Digest,
    /// The operator's PIN.
    pub operator_pin: String,
    /// The officer's PIN.
    pub officer_pin: String,
}

impl Command for Clear {
    const NAME: &'static str = "service.clear";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service, Topic::Store];
    type Reply = UseBy;
}

impl<H: Host> Run<Counter<H>> for Clear {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<UseBy, Refusal> {
        let Self { check, shown, operator_pin, officer_pin } = self;
        let (service, operator, officer) =
            (check.service.clone(), check.operator.clone(), check.officer.clone());
        let sheet = check.sheet(counter)?;
        if !sheet.clear {
            return Err(stopped(&sheet.findings));
        }
        if sheet.digest()? != shown {
            let message = "核对内容在查看之后有变化：请重新查看再签；没有签名";
            return Err(Refusal::new("check_changed", message).clause("shandong-guide", "第二十二条"));
        }
        counter.authenticate(&operator, &operator_pin)?;
        counter.authenticate(&officer, &officer_pin)?;
        let operator =
            counter.signature(operator, Role::Operator, Meaning::ClearanceOperator, shown.clone(), caller)?;
        let officer =
            counter.signature(officer, Role::Officer, Meaning::ClearanceOfficer, shown.clone(), caller)?;
        let count = |wanted: Outcome| {
            let found = sheet.findings.iter().filter(|finding| finding.outcome == wanted).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        let (passed, warned) = (count(Outcome::Pass), count(Outcome::Warn));
        let not_applicable = count(Outcome::NotApplicable);
        let mut named: Vec<&str> = sheet.findings.iter().map(|finding| finding.rulebook.as_str()).collect();
        named.sort_unstable();
        named.dedup();
        let rulebooks = counter.assets().rulebooks.iter().filter(|book| named.contains(&book.id.as_str()));
        let rulebooks = rulebooks.map(|book| (book.id.clone(), digest(book.text().as_bytes()))).collect();
        let CheckSheet { components, use_by, bench, .. } = sheet;
        let clearance = Clearance::new(ClearanceParts {
            rulebooks,
            shown,
            passed,
            warned,
            not_applicable,
            components,
            equipment: bench.equipment,
            area: bench.area,
            use_by: use_by.clone(),
            operator,
            officer,
        })?;
        let event = ServiceCleared { service, clearance };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))?;
        Ok(use_by)
    }
}
