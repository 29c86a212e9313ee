//! One service as its screen shows it: where it is, what it has gathered, and what comes next.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use domain::Moment;
use domain::consent::{AgeBand, Choice, Purpose};
use domain::ids::ServiceNumber;
use domain::need::Needs;
use domain::service::{AnyService, CallBackOutcome, Delivery, Mode, Step};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cards::{CustomerCard, ServiceCard};
use super::needs::{self, NeedsView};
use super::reader::{Reader, contact_of};
use super::{NextView, Person, PlanView, SkinView, UseByView, Vessel, reads};
use crate::steps::call_back::reachable;
use crate::steps::skin::allows;
use crate::{Counter, Host, Refusal};

/// What the customer chose, without saying who she is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NoticeView {
    /// Her age band as stated.
    #[ts(type = "AgeBand")]
    pub age: AgeBand,
    /// Her choices.
    #[ts(type = "Array<{ purpose: Purpose, agreed: boolean }>")]
    pub choices: Vec<Choice>,
    /// Whether a guardian consented.
    pub guardian: bool,
    /// Whether a way to reach her is kept.
    pub contact: bool,
}

/// The customer's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedView {
    /// When she signed.
    #[ts(as = "String")]
    pub at: Moment,
}

/// A piece of equipment by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PieceName {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// What two people signed before work began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClearanceView {
    /// When the second signed.
    #[ts(as = "String")]
    pub at: Moment,
    /// Who weighs.
    pub operator: Person,
    /// Who watches and releases.
    pub officer: Person,
    /// Where.
    pub area: String,
    /// With what.
    pub equipment: Vec<PieceName>,
    /// How many checks passed.
    pub passed: u32,
    /// How many warned.
    pub warned: u32,
    /// The use-by day.
    pub use_by: UseByView,
}

/// The issued label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LabelIssuedView {
    /// Under which template.
    pub template: String,
    /// Which version of it.
    pub version: u32,
    /// The day that it shows.
    #[ts(as = "String")]
    pub use_by: NaiveDate,
    /// Whether it was read back from the unit.
    pub scanned: bool,
}

/// The release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReleasedView {
    /// By whom.
    pub by: Person,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
}

/// The hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DeliveryView {
    /// `on_the_spot`, `pick_up`, `home` or `carrier`.
    pub way: &'static str,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
    /// When the call-back is due.
    #[ts(as = "Option<String>")]
    pub call_back: Option<NaiveDate>,
    /// Whether a day on the way lies in a year whose working days were not published then.
    pub call_back_provisional: bool,
    /// Whether the customer is still to be called back, and left a contact for it.
    pub call_back_open: bool,
    /// Whether that day has come.
    pub call_back_due: bool,
    /// Whether a contact is kept by which she can be called.
    pub reachable: bool,
    /// Each call that was made.
    pub called_back: Vec<CalledBackView>,
}

/// A call that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CalledBackView {
    /// What came of it.
    #[ts(type = "\"fine\" | \"unwell\" | \"not_reached\" | \"declined\"")]
    pub outcome: CallBackOutcome,
    /// What was said, as long as it is kept and the reader may see it.
    pub note: Option<String>,
    /// Who called.
    pub by: String,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
}

/// One service.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ServiceView {
    /// As a line of a list.
    pub card: ServiceCard,
    /// Where it is.
    #[ts(type = "Step")]
    pub step: Step,
    /// The step that was done last: where an ended service stopped.
    #[ts(type = "Step")]
    pub reached: Step,
    /// What kind of service.
    #[ts(type = "Mode")]
    pub mode: Mode,
    /// The customer.
    pub customer: CustomerCard,
    /// 告知.
    pub notice: Option<NoticeView>,
    /// 需求, as long as they are kept.
    pub needs: Option<NeedsView>,
    /// Those of the customer's service before, as long as they are kept and she still agrees.
    pub last_needs: Option<NeedsView>,
    /// Allergies that she said at other visits and has not struck out, as long as they are kept and she still agrees.
    pub known_allergies: Vec<String>,
    /// 测肤, as long as it is kept.
    pub skin: Option<SkinView>,
    /// Whether she wanted no skin test.
    pub skin_skipped: bool,
    /// 方案.
    pub plan: Option<PlanView>,
    /// 签字.
    pub signed: Option<SignedView>,
    /// 核对.
    pub clearance: Option<ClearanceView>,
    /// 调配.
    pub vessel: Option<Vessel>,
    /// What is weighed next.
    pub next: Option<NextView>,
    /// 标签.
    pub label: Option<LabelIssuedView>,
    /// 放行.
    pub released: Option<ReleasedView>,
    /// 交付.
    pub delivery: Option<DeliveryView>,
    /// Why it ended before hand-over.
    pub ended: Option<String>,
}

/// Looks at a service.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookService {
    /// Which.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for LookService {
    const NAME: &'static str = "service.view";
    const WHO: Who = Who::Person(&[]);
    type Reply = ServiceView;
}

impl<H: Host> Run<Counter<H>> for LookService {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<ServiceView, Refusal> {
        let reader = Reader::of(counter, caller)?;
        view(&reader, &counter.service(&self.service)?)
    }
}

fn view<H: Host>(reader: &Reader<'_, H>, service: &AnyService) -> Result<ServiceView, Refusal> {
    let (store, progress) = (reader.store(), service.progress());
    let opened = progress.opened();
    let mut visits = reads::services_of(store, &opened.customer)?;
    let customer = reader.customer(&opened.customer)?;
    // What came after this service is not part of how it was served.
    visits.retain(|visit| visit.progress().opened().at <= opened.at);
    let notice = progress.noticed().map(|noticed| -> Result<_, Refusal> {
        let parts = noticed.consent.parts();
        let contact = contact_of(progress).map(|item| store.unseal(item)).transpose()?.flatten();
        Ok(NoticeView {
            age: parts.age,
            // What she took back since counts no more.
            choices: parts
                .choices
                .iter()
                .map(|choice| Choice { agreed: progress.allows(choice.purpose), ..*choice })
                .collect(),
            guardian: parts.guardian.is_some(),
            contact: contact.is_some(),
        })
    });
    let tested = progress.tested();
    Ok(ServiceView {
        card: reader.card(service)?,
        step: service.step(),
        reached: service.progress().reached(),
        mode: opened.mode,
        customer,
        notice: notice.transpose()?,
        needs: said(reader, service)?,
        last_needs: last_needs(reader, service, &visits)?,
        known_allergies: if reader.personal() {
            crate::allergies::standing(store, progress)?
        } else {
            Vec::new()
        },
        skin: skin(reader, service, &visits)?,
        skin_skipped: tested.is_some_and(|tested| tested.test.is_none()),
        plan: PlanView::of(reader, progress)?,
        signed: progress.agreed().map(|agreed| SignedView { at: agreed.at }),
        clearance: clearance(reader, service)?,
        vessel: Vessel::of(store, service)?,
        next: NextView::of(store, service)?,
        label: progress.label().map(|label| LabelIssuedView {
            template: label.template.to_string(),
            version: label.version,
            use_by: label.use_by,
            scanned: matches!(service.step(), Step::Scanned | Step::Released | Step::Done),
        }),
        released: released(reader, service)?,
        delivery: delivery(reader, service)?,
        ended: progress.ended().cloned(),
    })
}

fn delivery<H: Host>(reader: &Reader<'_, H>, service: &AnyService) -> Result<Option<DeliveryView>, Refusal> {
    let progress = service.progress();
    let Some(done) = progress.done() else { return Ok(None) };
    let reachable = reachable(reader.counter, &progress.opened().customer)?;
    let promise = reader.counter.call_back_of(done.at, done.call_back)?;
    let call_back = promise.by;
    let called_back = progress.called_back().iter().map(|called| -> Result<_, Refusal> {
        let by = reader.person(&called.by)?.name;
        let note = called.note.as_ref().filter(|_| reader.personal());
        let note = note.map(|item| reader.store().unseal(item)).transpose()?.flatten();
        let note = note.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(CalledBackView { outcome: called.outcome, note, by, at: called.at })
    });
    Ok(Some(DeliveryView {
        way: way(&done.delivery),
        at: done.at,
        call_back: Some(call_back),
        call_back_provisional: reader.counter.firm(done.at, done.call_back)?.provisional || promise.doubted,
        call_back_open: reachable && progress.call_back_is_open(),
        call_back_due: call_back <= reader.counter.today(),
        reachable,
        called_back: called_back.collect::<Result<_, _>>()?,
    }))
}

fn said<H: Host>(reader: &Reader<'_, H>, service: &AnyService) -> Result<Option<NeedsView>, Refusal> {
    if !reader.personal() {
        return Ok(None);
    }
    let Some(mut kept) = needs::kept(reader.store(), service.progress())? else { return Ok(None) };
    // What is over shows what was said then; what goes on is judged with what she put right since.
    if service.is_open() {
        kept = crate::allergies::brought_up(reader.store(), service.progress(), kept)?;
    }
    NeedsView::of(reader.counter, &kept).map(Some)
}

/// What the customer wanted the last time. Nothing is shown before she was asked, and of allergies nothing unless she
/// agreed to that again (个人信息保护法 第二十九条).
fn last_needs<H: Host>(
    reader: &Reader<'_, H>,
    service: &AnyService,
    visits: &[AnyService],
) -> Result<Option<NeedsView>, Refusal> {
    let number = service.progress().number();
    let agrees = |purpose| allows(service.progress(), purpose);
    if !reader.personal() || !agrees(Purpose::ServiceRecord) {
        return Ok(None);
    }
    for visit in visits.iter().rev().filter(|visit| visit.progress().number() != number) {
        if let Some(kept) = needs::kept(reader.store(), visit.progress())? {
            let kept = if agrees(Purpose::SkinAndAllergy) {
                kept
            } else {
                Needs { allergies: Vec::new(), pregnancy: false, struck: Vec::new(), ..kept }
            };
            return NeedsView::of(reader.counter, &kept).map(Some);
        }
    }
    Ok(None)
}

/// The skin test of this service, with the earlier ones behind it.
fn skin<H: Host>(
    reader: &Reader<'_, H>,
    service: &AnyService,
    visits: &[AnyService],
) -> Result<Option<SkinView>, Refusal> {
    let has_one = service.progress().tested().is_some_and(|tested| tested.test.is_some());
    if !reader.personal()
        || !has_one
        || crate::steps::skin::tested(reader.store(), service.progress())?.is_none()
    {
        return Ok(None);
    }
    let number = service.progress().number();
    let until = visits.iter().position(|visit| visit.progress().number() == number);
    SkinView::latest(reader.store(), until.and_then(|until| visits.get(..=until)).unwrap_or_default())
}

fn clearance<H: Host>(
    reader: &Reader<'_, H>,
    service: &AnyService,
) -> Result<Option<ClearanceView>, Refusal> {
    let Some(clearance) = service.progress().clearance() else { return Ok(None) };
    let parts = clearance.parts();
    let mut equipment = Vec::with_capacity(parts.equipment.len());
    for id in &parts.equipment {
        equipment.push(PieceName { id: id.to_string(), name: reader.store().piece(id)?.name });
    }
    Ok(Some(ClearanceView {
        at: parts.operator.at.max(parts.officer.at),
        operator: reader.person(&parts.operator.signer)?,
        officer: reader.person(&parts.officer.signer)?,
        area: parts.area.to_string(),
        equipment,
        passed: parts.passed,
        warned: parts.warned,
        use_by: (&parts.use_by).into(),
    }))
}

fn released<H: Host>(reader: &Reader<'_, H>, service: &AnyService) -> Result<Option<ReleasedView>, Refusal> {
    let Some(released) = service.progress().released() else { return Ok(None) };
    let signature = &released.signature;
    Ok(Some(ReleasedView { by: reader.person(&signature.signer)?, at: signature.at }))
}

const fn way(delivery: &Delivery) -> &'static str {
    match delivery {
        Delivery::OnTheSpot => "on_the_spot",
        Delivery::PickUp => "pick_up",
        Delivery::Home => "home",
        Delivery::Carrier { .. } => "carrier",
    }
}
