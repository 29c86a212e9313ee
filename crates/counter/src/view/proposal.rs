//! Who could work where with what, and what to begin with: the people in the store whose files are in order, an area, and
//! one clean piece of each kind. A proposal only: two people sign what they chose, and the rules judge it.

use std::collections::BTreeSet;

use documents::LabelTemplate;
use domain::premises::Equipment;
use domain::quantity::Milligrams;
use domain::staff::Role;
use rules::duties::terms;
use rules::{Facts, Gate, Outcome, Rulebook, facts};
use serde::Serialize;
use store::tables::StaffRow;
use ts_rs::TS;

use super::reader::Reader;
use super::{DutyCard, Person};
use crate::{Counter, Host, Refusal, bounds, templates};

/// A piece of equipment that could be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProposedPiece {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub area: String,
    /// Whether it is clean.
    pub clean: DutyCard,
}

/// A label template that is approved.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ProposedTemplate {
    /// Its id.
    pub template: String,
    /// The approved version.
    pub version: u32,
    /// Width of the label.
    pub width_mm: f32,
    /// Its height.
    pub height_mm: f32,
}

/// What to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct Proposal {
    /// Who weighs.
    pub operator: Option<String>,
    /// Who watches and releases.
    pub officer: Option<String>,
    /// Where.
    pub area: Option<String>,
    /// With what.
    pub equipment: Vec<String>,
    /// Under which template.
    pub template: Option<String>,
}

/// Everybody and everything that could be chosen, and what to begin with.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BenchProposal {
    /// Operators in post, present or not.
    pub operators: Vec<Person>,
    /// Quality safety officers in post, present or not.
    pub officers: Vec<Person>,
    /// Areas that have equipment.
    pub areas: Vec<String>,
    /// All equipment.
    pub equipment: Vec<ProposedPiece>,
    /// Approved templates, in the version that the product has.
    pub templates: Vec<ProposedTemplate>,
    /// What to begin with.
    pub proposal: Proposal,
}

/// The proposal for a unit of `size` of what `facts` describe: permission, recipe, products and customer, without a bench.
pub(crate) fn propose<H: Host>(
    reader: &Reader<'_, H>,
    facts: Option<&Facts>,
    size: Milligrams,
) -> Result<BenchProposal, Refusal> {
    let (store, today) = (reader.store(), reader.counter.today());
    let staff = store.staff()?;
    let holding = |role| staff.iter().filter(move |row| row.member.holds(role, today)).collect::<Vec<_>>();
    let (operators, officers) = (holding(Role::Operator), holding(Role::Officer));
    let equipment = store.equipment()?;
    let areas: BTreeSet<String> = equipment.iter().map(|piece| piece.area.to_string()).collect();
    let wax = facts.is_some_and(|facts| facts.components.iter().any(|component| component.product.wax));
    let area = roomiest(&equipment, &areas, wax);
    let mut proposal = Proposal { area: area.clone(), ..Proposal::default() };
    if let (Some(facts), Some(area)) = (facts, area) {
        let mut trial = Trial { facts: facts.clone(), rulebooks: &reader.counter.assets().rulebooks };
        trial.facts.area = Some(area.clone());
        let here: Vec<&Equipment> =
            equipment.iter().filter(|piece| piece.area.as_str() == area && piece.wax_only == wax).collect();
        proposal.equipment = trial.pieces(&here);
        (proposal.operator, proposal.officer) = trial.people(&operators, &officers);
    }
    let (templates, most) = (templates::usable(reader.counter)?, bounds::cleaning_hours(reader.counter)?);
    proposal.template = template(&templates, size);
    let people = |rows: &[&StaffRow]| {
        rows.iter()
            .map(|row| Person::of(reader.counter, row, reader.personal()))
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(BenchProposal {
        operators: people(&operators)?,
        officers: people(&officers)?,
        areas: areas.into_iter().collect(),
        equipment: equipment.iter().map(|each| piece(reader.counter, each, most)).collect(),
        templates: templates.into_iter().map(Into::into).collect(),
        proposal,
    })
}

/// The area with the most equipment that fits the product; among equal ones the first by its id.
fn roomiest(equipment: &[Equipment], areas: &BTreeSet<String>, wax: bool) -> Option<String> {
    let fitting = |area: &&String| {
        equipment.iter().filter(|piece| piece.area.as_str() == *area && piece.wax_only == wax).count()
    };
    areas.iter().rev().max_by_key(fitting).cloned()
}

fn piece<H: Host>(counter: &Counter<H>, piece: &Equipment, most: u32) -> ProposedPiece {
    let cleaned = piece.cleaned.as_ref().map(Into::into);
    ProposedPiece {
        id: piece.id.to_string(),
        name: piece.name.clone(),
        area: piece.area.to_string(),
        clean: DutyCard::of(counter, terms::cleaning(cleaned.as_ref(), most)),
    }
}

/// The rules tried on one choice after the other.
struct Trial<'a> {
    facts: Facts,
    rulebooks: &'a [Rulebook],
}

impl Trial<'_> {
    /// Paths of the facts that stop the work.
    fn stops(&self) -> Vec<String> {
        let findings = rules::judge(&self.facts, self.rulebooks, Gate::Clearance);
        let stops = findings.into_iter().filter(|finding| finding.outcome == Outcome::Stop);
        stops.flat_map(|finding| finding.facts).collect()
    }

    /// One piece of each kind, and pieces under one procedure are of one kind: the first that nothing stops, or the
    /// first of all, so that what is wrong with it is said.
    fn pieces(&mut self, here: &[&Equipment]) -> Vec<String> {
        self.facts.equipment = here.iter().map(|&piece| piece.into()).collect();
        let stops = self.stops();
        let ready = |index: usize| {
            let path = format!("equipment[{index}]");
            !stops.iter().any(|stop| stop.starts_with(&path))
        };
        let mut chosen: Vec<(usize, &Equipment)> = Vec::new();
        for (index, piece) in here.iter().enumerate() {
            match chosen.iter_mut().find(|(_, other)| other.procedure == piece.procedure) {
                Some(other) if !ready(other.0) && ready(index) => *other = (index, piece),
                Some(_) => {}
                None => chosen.push((index, piece)),
            }
        }
        chosen.into_iter().map(|(_, piece)| piece.id.to_string()).collect()
    }

    /// The first operator and the first officer who are present and whose files are in order; where nobody's are, the
    /// first who is present.
    fn people(
        &mut self,
        operators: &[&StaffRow],
        officers: &[&StaffRow],
    ) -> (Option<String>, Option<String>) {
        let today = self.facts.today();
        let present = |rows: &[&StaffRow]| -> Vec<facts::Person> {
            let here = rows.iter().filter(|row| row.here_on(today).is_some());
            here.map(|row| facts::Person::of(&row.member, true)).collect()
        };
        let (operators, officers) = (present(operators), present(officers));
        let (mut operator, mut officer) = (None, None);
        for index in 0..operators.len().max(officers.len()) {
            self.facts.operator = operators.get(index).cloned();
            self.facts.officer = officers.get(index).cloned();
            let stops = self.stops();
            let fine =
                |who: &str| !stops.iter().any(|stop| stop == who || stop.starts_with(&format!("{who}.")));
            let (may_weigh, may_watch) = (fine("operator"), fine("officer"));
            operator = operator.or_else(|| self.facts.operator.clone().filter(|_| may_weigh));
            officer = officer.or_else(|| self.facts.officer.clone().filter(|_| may_watch));
        }
        let code = |found: Option<facts::Person>, all: &[facts::Person]| {
            found.or_else(|| all.first().cloned()).map(|person| person.id)
        };
        (code(operator, &operators), code(officer, &officers))
    }
}

/// The first template in the order in which the product ships them; the small-pack ones only for small packs.
fn template(templates: &[&LabelTemplate], size: Milligrams) -> Option<String> {
    let small = size.0 <= documents::SMALL_PACK_MG;
    let fit = templates.iter().find(|template| small || !template.small_pack_only);
    fit.map(|template| template.id.clone())
}

/// The template that is proposed for a unit of `size`, if one is approved.
pub(crate) fn template_for<H: Host>(
    reader: &Reader<'_, H>,
    size: Milligrams,
) -> Result<Option<String>, Refusal> {
    Ok(template(&templates::usable(reader.counter)?, size))
}

impl From<&LabelTemplate> for ProposedTemplate {
    fn from(template: &LabelTemplate) -> Self {
        Self {
            template: template.id.clone(),
            version: template.version,
            width_mm: template.medium.width_mm,
            height_mm: template.medium.height_mm,
        }
    }
}
