//! The gates of clearance, at whatever step a service is, so that what will stop the work is seen from the first minute.
//!
//! It judges by the same snapshot as the clearance that is signed, with the proposed bench instead of the chosen one. It
//! refuses to be that clearance: nobody signs what stands here, and how materials are brought in is left out until
//! somebody has stated it.

use command::{Caller, Command, Run, Who};
use domain::ids::{AreaId, EquipmentId, ServiceNumber, StaffId, TemplateId};
use domain::need::Needs;
use domain::quantity::Milligrams;
use domain::recipe::Recipe;
use domain::service::{AnyService, ClearanceParts, MaterialIn, Progress, Step};
use domain::use_by::UseBy;
use rules::{Check, Facts, Gate, Outcome};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Finding;
use super::proposal::{BenchProposal, Proposal, propose};
use super::reader::Reader;
use crate::facts::{Bench, Situation, Taken, snapshot};
use crate::gates;
use crate::spoken::Spoken;
use crate::steps::clear;
use crate::{Counter, Host, Refusal};

/// Asks the gates.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookGates {
    /// Of which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// What was said and may not be kept.
    #[serde(default)]
    pub spoken: Option<Spoken>,
    /// Who decides at the release; the officer of the clearance otherwise.
    #[serde(default)]
    #[ts(as = "Option<String>", optional)]
    pub officer: Option<StaffId>,
}

/// What the gates say.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Gates {
    /// Every check with its clause, but for those that only say again that nobody is chosen; none where the service makes no
    /// product or is over.
    pub findings: Vec<Finding>,
    /// Whether nothing stops the work.
    pub clear: bool,
    /// How many checks passed.
    pub passed: usize,
    /// How many apply.
    pub total: usize,
    /// How many causes stop the work: that nobody is chosen yet is one, whatever it is asked for.
    pub stops: usize,
    /// Who, where and with what they were asked for.
    pub bench: BenchProposal,
}

impl Command for LookGates {
    const NAME: &'static str = "service.gates";
    const WHO: Who = Who::Person(&[]);
    type Reply = Gates;
}

impl<H: Host> Run<Counter<H>> for LookGates {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Gates, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let service = counter.service(&self.service)?;
        let situation = Standing::of(&reader, &service, self.spoken.as_ref())?;
        let (bench, facts) = situation.proposed(&reader)?;
        let mut findings = match &facts {
            Some(facts) => rules::judge(facts, &counter.assets().rulebooks, Gate::Clearance),
            None => Vec::new(),
        };
        findings.retain(|finding| situation.phase.asks(finding.check));
        // Behind the clearance its checks foretell nothing any more where the gate that comes next asks for itself.
        if let (Some(gate), Some(unit)) =
            (gates::next(service.step()), gates::of_unit(counter, &service, self.officer.as_ref())?)
        {
            findings.retain(|finding| !finding.check.gates().contains(&gate));
            findings.splice(0..0, rules::judge(&unit, &counter.assets().rulebooks, gate));
        }
        if !reader.personal() {
            findings.iter_mut().for_each(unsay);
        }
        let count = |findings: &[rules::Finding], wanted: Outcome| {
            findings.iter().filter(|finding| finding.outcome == wanted).count()
        };
        let clear = rules::judge::clear(&findings);
        let passed = count(&findings, Outcome::Pass);
        let total = findings.len() - count(&findings, Outcome::NotApplicable);
        said_once(&mut findings);
        Ok(Gates {
            clear,
            passed,
            total,
            stops: count(&findings, Outcome::Stop),
            findings: Finding::all(&findings, &counter.assets().rulebooks),
            bench,
        })
    }
}

/// Asks who could work where with what.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookBench {
    /// For which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for LookBench {
    const NAME: &'static str = "service.bench";
    const WHO: Who = Who::Person(&[]);
    type Reply = BenchProposal;
}

impl<H: Host> Run<Counter<H>> for LookBench {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<BenchProposal, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let service = counter.service(&self.service)?;
        Ok(Standing::of(&reader, &service, None)?.proposed(&reader)?.0)
    }
}

/// How far the service is, as far as that decides what can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// No plan yet: the store alone is judged.
    Store,
    /// Planned: all but what nobody has stated yet.
    Planned,
    /// Cleared: what may still change under the work. What the work itself uses up was judged before it began.
    Cleared,
    /// Over, or no product is made.
    Over,
}

impl Phase {
    fn of(service: &AnyService) -> Self {
        let progress = service.progress();
        let over = !service.is_open() || !progress.opened().mode.has(Step::Cleared);
        match (over, progress.clearance(), progress.plan()) {
            (true, _, _) => Self::Over,
            (false, Some(_), _) => Self::Cleared,
            (false, None, Some(_)) => Self::Planned,
            (false, None, None) => Self::Store,
        }
    }

    const fn asks(self, check: Check) -> bool {
        match self {
            Self::Store => of_the_store(check),
            Self::Planned => !matches!(check, Check::MaterialsByRoute),
            Self::Cleared => !matches!(
                check,
                Check::EquipmentClean
                    | Check::AreaClean
                    | Check::StockSuffices
                    | Check::NoDeclaredAllergen
                    | Check::RecipeSuitsCustomer
            ),
            Self::Over => false,
        }
    }
}

/// Whether a check looks at the store and its people, whatever is made for whom.
pub(super) const fn of_the_store(check: Check) -> bool {
    matches!(
        check,
        Check::PilotRegion
            | Check::PilotAuthorised
            | Check::TwoPeople
            | Check::BothPresent
            | Check::PeopleTrained
            | Check::AreaAuthorised
            | Check::HealthCurrent
            | Check::OfficerExperience
            | Check::EquipmentClean
            | Check::AreaClean
            | Check::EquipmentInspected
            | Check::NoOpenTest
            | Check::AirBacteria
            | Check::EnvironmentMeasured
            | Check::QuarterTested
            | Check::LabelApproved
            | Check::LicenceValid
    )
}

/// What a check asks of that nobody has chosen yet, by the paths of its facts.
const UNCHOSEN: [&str; 3] = ["operator", "officer", "area"];

/// One cause is said once: where nobody is chosen, the check that asks who is says so, and those that would ask of that person
/// say it no more. The sheet that is signed has all of them.
fn said_once(findings: &mut Vec<rules::Finding>) {
    let unchosen = |finding: &rules::Finding| {
        finding.outcome == Outcome::Stop
            && !finding.facts.is_empty()
            && finding.facts.iter().all(|path| UNCHOSEN.contains(&path.as_str()))
    };
    let mut asking: Vec<(usize, Check, Vec<String>)> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| unchosen(finding))
        .map(|(index, finding)| (index, finding.check, finding.facts.clone()))
        .collect();
    asking.sort_by_key(|(_, check, facts)| (*check != Check::TwoPeople, facts.len()));
    let (mut said, mut again): (Vec<String>, Vec<usize>) = (Vec::new(), Vec::new());
    for (index, _, facts) in asking {
        if facts.iter().all(|path| said.contains(path)) {
            again.push(index);
        }
        said.extend(facts);
    }
    let mut index = 0;
    findings.retain(|_| {
        index += 1;
        !again.contains(&(index - 1))
    });
}

/// For whom findings are made that speak of a customer's body is for those who serve her.
fn unsay(finding: &mut rules::Finding) {
    let of_customer = matches!(
        finding.check,
        Check::NoDeclaredAllergen | Check::RecipeSuitsCustomer | Check::NeedsLawful | Check::CustomerAge
    );
    if of_customer {
        "涉及顾客个人信息，不向检查员显示".clone_into(&mut finding.because);
        "personal to the customer, not shown to an inspector".clone_into(&mut finding.because_en);
    }
}

/// What a service is judged by before anybody chose a bench.
struct Standing<'a> {
    phase: Phase,
    progress: &'a Progress,
    recipe: Option<Recipe>,
    size: Milligrams,
    needs: Needs,
    taken: Vec<Taken>,
    use_by: Option<UseBy>,
}

impl<'a> Standing<'a> {
    fn of<H: Host>(
        reader: &Reader<'_, H>,
        service: &'a AnyService,
        spoken: Option<&Spoken>,
    ) -> Result<Self, Refusal> {
        let (store, progress) = (reader.store(), service.progress());
        let phase = Phase::of(service);
        let plan = progress.plan();
        let recipe = match plan {
            Some(plan) => Some(store.recipe_agreed(&plan.recipe, plan.version)?),
            // Any recipe stands for the store's work where none is chosen; an approved one first.
            None => {
                let recipes = store.recipes()?;
                recipes.iter().find(|recipe| recipe.approved).or(recipes.first()).cloned()
            }
        };
        let first = recipe.as_ref().and_then(|recipe| recipe.sizes.first().copied()).unwrap_or_default();
        let size = plan.map_or(first.0, |plan| plan.size);
        let mut standing =
            Self { phase, progress, recipe, size, needs: Needs::default(), taken: Vec::new(), use_by: None };
        match phase {
            Phase::Planned => standing.plan(reader, spoken)?,
            Phase::Cleared => {
                standing.needs = crate::gates::of_now(reader.counter, progress)?;
                if let Some(clearance) = progress.clearance() {
                    let parts = clearance.parts();
                    standing.use_by = Some(parts.use_by.clone());
                    for component in &parts.components {
                        let containers = store.containers_of(&component.lot)?;
                        let container = containers.into_iter().find(|found| found.id == component.container);
                        standing.taken.push(Taken { lot: store.lot(&component.lot)?, container });
                    }
                }
            }
            Phase::Store | Phase::Over => {}
        }
        Ok(standing)
    }

    /// The planned lots with the containers that the clearance would take, and what the customer said.
    fn plan<H: Host>(&mut self, reader: &Reader<'_, H>, spoken: Option<&Spoken>) -> Result<(), Refusal> {
        let (store, today) = (reader.store(), reader.counter.today());
        let (Some(recipe), Some(plan)) = (&self.recipe, self.progress.plan()) else { return Ok(()) };
        for (id, target) in plan.lots.iter().zip(recipe.targets(plan.size)) {
            let container = clear::fitting(store, id, target, today)?;
            self.taken.push(Taken { lot: store.lot(id)?, container });
        }
        // A day that has passed is no use-by day: the check of it says so.
        self.use_by = clear::use_by(recipe, &self.taken, today).ok();
        let needs = crate::steps::needs::stated(store, self.progress)?;
        self.needs = reader.counter.assets().synonyms.expanded(Spoken::added(spoken, needs));
        Ok(())
    }

    /// The bench that fits, and the facts with it; no facts where there is no recipe or nothing to judge.
    fn proposed<H: Host>(&self, reader: &Reader<'_, H>) -> Result<(BenchProposal, Option<Facts>), Refusal> {
        let Some(recipe) = &self.recipe else {
            return Ok((propose(reader, None, self.size)?, None));
        };
        let situation = |bench| Situation {
            now: reader.counter.host().now(),
            consent: self.progress.noticed().map(|noticed| &noticed.consent),
            needs: &self.needs,
            recipe,
            size: self.size,
            taken: &self.taken,
            use_by: self.use_by.as_ref(),
            bench,
        };
        let bare = snapshot(reader.counter, &situation(None))?;
        let bench = propose(reader, Some(&bare), self.size)?;
        if self.phase == Phase::Over {
            return Ok((bench, None));
        }
        let mut chosen = Chosen::proposed(&bench.proposal)?;
        if let Some(clearance) = self.progress.clearance() {
            chosen.signed(clearance.parts());
        }
        let facts = snapshot(reader.counter, &situation(Some(&chosen.bench())))?;
        Ok((bench, Some(facts)))
    }
}

/// Who works where with what: as proposed, or as two people signed.
pub(super) struct Chosen {
    operator: Option<StaffId>,
    officer: Option<StaffId>,
    area: Option<AreaId>,
    equipment: Vec<EquipmentId>,
    template: Option<TemplateId>,
    brought_in: Option<MaterialIn>,
}

impl Chosen {
    pub(super) fn proposed(proposal: &Proposal) -> Result<Self, Refusal> {
        let staff = |id: &Option<String>| id.as_deref().map(StaffId::new).transpose();
        Ok(Self {
            operator: staff(&proposal.operator)?,
            officer: staff(&proposal.officer)?,
            area: proposal.area.as_deref().map(AreaId::new).transpose()?,
            equipment: proposal.equipment.iter().map(|id| EquipmentId::new(id)).collect::<Result<_, _>>()?,
            template: proposal.template.as_deref().map(TemplateId::new).transpose()?,
            brought_in: None,
        })
    }

    /// The template is not part of what was signed: the proposed one stays.
    fn signed(&mut self, parts: &ClearanceParts) {
        self.operator = Some(parts.operator.signer.clone());
        self.officer = Some(parts.officer.signer.clone());
        self.area = Some(parts.area.clone());
        self.equipment = parts.equipment.clone();
        self.brought_in = parts.components.first().map(|component| component.brought_in);
    }

    pub(super) fn bench(&self) -> Bench<'_> {
        Bench {
            operator: self.operator.as_ref(),
            officer: self.officer.as_ref(),
            area: self.area.as_ref(),
            equipment: &self.equipment,
            template: self.template.as_ref(),
            brought_in: self.brought_in,
        }
    }
}
