//! The label templates as a person judges them: what stands on each and how high, how it stands to its approval, what was decided
//! on it, and a sample that is the PDF itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use documents::{Item, LabelTemplate, Presence};
use domain::Moment;
use domain::ids::TemplateId;
use domain::premises::{TemplateDecision, TemplateStanding};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::label::{DOTS_PER_INCH, LabelView};
use super::reader::Reader;
use crate::error::undrawn;
use crate::{Counter, Host, Refusal, papers, templates};

/// Lists the label templates.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListTemplates {}

/// How a template stands to its approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TemplateState {
    /// Nobody decided on it.
    Undecided,
    /// Its approval was withdrawn.
    Withdrawn,
    /// Another version was approved.
    OtherVersion,
    /// This version was approved, with another content.
    OtherContent,
    /// It may be used.
    Approved,
}

/// One item of a template.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TemplateField {
    /// Which: a code.
    #[ts(type = "string")]
    pub item: Item,
    /// 引导语, printed before it.
    pub guide: String,
    /// The least height of its characters.
    pub height_mm: f32,
    /// When it is there: `always`, `above_small_pack` or `if_room`.
    #[ts(type = "'always' | 'above_small_pack' | 'if_room'")]
    pub presence: Presence,
    /// Among the items that may give way, which gives way first: the highest.
    pub drop_order: u8,
}

/// What was decided on a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DecisionLine {
    /// Which version was looked at.
    pub version: u32,
    /// From when it was approved; a withdrawal has none.
    #[ts(as = "Option<String>")]
    pub approved_on: Option<NaiveDate>,
    /// SHA-256 of what was looked at, where the record says it.
    pub sha256: Option<String>,
    /// When it was decided, where the record says it.
    #[ts(as = "Option<String>")]
    pub at: Option<Moment>,
    /// Who decided: their name, or their code where there is no name to show.
    pub by: Option<String>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
}

/// A label template of the product.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TemplateCard {
    /// Its id.
    pub template: String,
    /// What people call it.
    pub title: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its content.
    pub sha256: String,
    /// Width of the label.
    pub width_mm: f32,
    /// Its height.
    pub height_mm: f32,
    /// Whether it relies on the small-pack relief: up to 15 g alone (标签管理办法 第十七条).
    pub small_pack_only: bool,
    /// How it stands.
    pub state: TemplateState,
    /// Since when it may be used; none where it may not.
    #[ts(as = "Option<String>")]
    pub approved_on: Option<NaiveDate>,
    /// What stands on it, in its order.
    pub items: Vec<TemplateField>,
    /// What was decided on it, the latest first.
    pub decisions: Vec<DecisionLine>,
}

impl Command for ListTemplates {
    const NAME: &'static str = "template.list";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<TemplateCard>;
}

impl<H: Host> Run<Counter<H>> for ListTemplates {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Vec<TemplateCard>, Refusal> {
        let reader = Reader::of(counter, caller)?;
        counter.assets().templates.iter().map(|template| card(&reader, template)).collect()
    }
}

fn card<H: Host>(reader: &Reader<'_, H>, template: &LabelTemplate) -> Result<TemplateCard, Refusal> {
    let id = TemplateId::new(&template.id)?;
    let approval = reader.store().template(&id)?;
    let standing = templates::stands(template, approval.as_ref(), reader.counter.today());
    let (state, approved_on) = match standing {
        TemplateStanding::Undecided => (TemplateState::Undecided, None),
        TemplateStanding::Withdrawn => (TemplateState::Withdrawn, None),
        TemplateStanding::OtherVersion(_) => (TemplateState::OtherVersion, None),
        TemplateStanding::OtherContent => (TemplateState::OtherContent, None),
        // A date to come is one of another clock: until then nothing is printed by it.
        TemplateStanding::NotYet(_) => (TemplateState::Undecided, None),
        TemplateStanding::Approved(on) => (TemplateState::Approved, Some(on)),
    };
    let decided = approval.into_iter().flat_map(|approval| {
        let before = approval.before.into_iter().rev();
        std::iter::once(approval.decision).chain(before)
    });
    Ok(TemplateCard {
        template: template.id.clone(),
        title: template.title.clone(),
        version: template.version,
        sha256: templates::sha256(template).to_string(),
        width_mm: template.medium.width_mm,
        height_mm: template.medium.height_mm,
        small_pack_only: template.small_pack_only,
        state,
        approved_on,
        items: template.items.iter().map(Into::into).collect(),
        decisions: decided.map(|decision| line(reader, decision)).collect::<Result<_, _>>()?,
    })
}

fn line<H: Host>(reader: &Reader<'_, H>, decision: TemplateDecision) -> Result<DecisionLine, Refusal> {
    let TemplateDecision { version, approved_on, sha256, at, by, reason } = decision;
    let by = by.map(|by| reader.person(&by)).transpose()?.map(|person| person.name);
    Ok(DecisionLine { version, approved_on, sha256: sha256.map(|sha256| sha256.to_string()), at, by, reason })
}

impl From<&documents::TemplateItem> for TemplateField {
    fn from(item: &documents::TemplateItem) -> Self {
        Self {
            item: item.item,
            guide: item.guide.clone(),
            height_mm: item.height_mm,
            presence: item.presence,
            drop_order: item.drop_order,
        }
    }
}

/// Looks at a template's sample: the PDF itself, of an invented unit that says so.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookTemplate {
    /// Which.
    #[ts(as = "String")]
    pub template: TemplateId,
}

impl Command for LookTemplate {
    const NAME: &'static str = "template.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = LabelView;
}

impl<H: Host> Run<Counter<H>> for LookTemplate {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<LabelView, Refusal> {
        let pdf = papers::sample(counter, &self.template)?;
        let picture = preview::label_png(&pdf, DOTS_PER_INCH).map_err(undrawn)?;
        Ok(LabelView {
            png: STANDARD.encode(&picture.png),
            width_mm: picture.width_mm,
            height_mm: picture.height_mm,
        })
    }
}
