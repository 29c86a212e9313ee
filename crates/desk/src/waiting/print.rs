//! Printing a unit's label: its record first, then the spooler, then the spooler's end of it in the record. Asked twice, it
//! prints once.

use std::sync::Arc;

use command::{Caller, Command, Refusal, Who};
use counter::steps::copies::{AnswerPrint, Print};
use counter::view::labels::{CopyState, LabelRow};
use counter::{Counter, Host, papers};
use domain::ids::ServiceNumber;
use domain::label::{LabelCopy, PrintEnd};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use spool::{Job, JobState, Refused, Size, Spooler, Title, Trouble};

use super::leaflet::{self, LabelPrinted};
use crate::Topic;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::label_jobs::{follow, taken_up, under_way};
use crate::machine::Machine;
use crate::printing::{Medium, PrintOutcome, Printed, kept, refused};
use crate::{Desk, Pane};

/// Who works with labels.
const AT_WORK: &[Role] = &[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager];

/// The printers of this computer.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct Printers {}

impl Command for Printers {
    const NAME: &'static str = "device.printers";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<String>;
}

impl Waits for Printers {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Vec<String>, Refusal> {
        let spooler = door.with(|desk| desk.machine.spooler()).await?;
        let printers = beside(move || spooler.printers()).await?.map_err(|fault| refused(&fault))?;
        Ok(printers.into_iter().map(|printer| printer.name).collect())
    }
}

/// The stock that a service's label is cut for.
fn size<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<Size, Refusal> {
    let service = counter.service(number)?;
    let issued = service.progress().label().map(|label| label.template.as_str().to_owned());
    let known = counter.assets().templates.iter().find(|template| Some(&template.id) == issued.as_ref());
    let unknown = || Refusal::new("template_unknown", "标签的模板不在本版本里；没有打印，标签的记录已保存");
    let template = known.ok_or_else(unknown)?;
    // Stock is cut in whole millimetres, as the shipped templates are.
    let whole = |millimetres: f32| format!("{millimetres:.0}").parse().unwrap_or(0);
    Ok(Size { width_mm: whole(template.medium.width_mm), height_mm: whole(template.medium.height_mm) })
}

/// Prints the live copy of a service's label. Refused where it came out already, or where that is not known.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct PrintLabel {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for PrintLabel {
    const NAME: &'static str = "label.print";
    const WHO: Who = Who::Person(AT_WORK);
    type Reply = LabelPrinted;
}

/// An attempt whose record is durable, ready for the printer.
struct Ready {
    print: Print,
    pdf: Vec<u8>,
    size: Size,
    printer: Option<String>,
    spooler: Spooler,
    /// Whether the spooler has had none of this service's labels yet.
    first: bool,
}

/// Makes the paper and records that it is about to be printed.
fn ready<M: Machine>(desk: &mut Desk<M>, service: &ServiceNumber) -> Result<Ready, Refusal> {
    let (pdf, size, first) = {
        let counter = desk.counter()?;
        (papers::label_again(counter, service)?, size(counter, service)?, leaflet::first(counter, service)?)
    };
    let printer = desk.device.printer(Medium::Label).cloned();
    let caller = Caller::Staff(desk.who()?.clone());
    let print = desk.counter_mut()?.start_print(&caller, service, printer.clone())?;
    desk.label_jobs.begin(&print);
    Ok(Ready { print, pdf, size, printer, spooler: desk.machine.spooler(), first })
}

/// Records the end of an attempt that nobody follows.
fn ended<M: Machine>(
    desk: &mut Desk<M>,
    print: &Print,
    how: PrintEnd,
    note: Option<String>,
) -> Result<(), Refusal> {
    desk.label_jobs.end(print);
    desk.counter_mut()?.print_ended(print, how, note)?;
    desk.publish(&[Topic::Service, Topic::Job]);
    Ok(())
}

impl Waits for PrintLabel {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<LabelPrinted, Refusal> {
        let service = self.service.clone();
        let Ready { print, pdf, size, printer, spooler, first } =
            door.with(move |desk| ready(desk, &self.service)).await??;
        let Some(printer) = printer else {
            return Ok(LabelPrinted { label: saved(&door, print, pdf).await?, leaflet: None });
        };
        let label = handed(&door, print, spooler, (pdf, size, printer)).await?;
        let leaflet = if first { leaflet::printed_with(&door, service).await } else { None };
        Ok(LabelPrinted { label, leaflet })
    }
}

/// Without a printer the label is printed to a file, and counts as that.
async fn saved<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    print: Print,
    pdf: Vec<u8>,
) -> Result<Printed, Refusal> {
    door.with(move |desk| {
        let saved = kept(&mut desk.machine, &format!("{}.label-{}", print.service, print.copy), &pdf);
        let why = saved.as_ref().err().map(ToString::to_string);
        let how = if saved.is_ok() { PrintEnd::Saved } else { PrintEnd::Failed };
        ended(desk, &print, how, why)?;
        let place = saved.map_err(|error| {
            Refusal::new("file", format!("标签没有保存：{error}；记录已保存，可以再次打印"))
        })?;
        Ok(Printed { outcome: PrintOutcome::Saved, place })
    })
    .await?
}

/// Hands a label to the spooler: held first, so that its number is recorded before it can come out, and let go then.
async fn handed<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    print: Print,
    spooler: Spooler,
    (pdf, size, printer): (Vec<u8>, Size, String),
) -> Result<Printed, Refusal> {
    let title = Title::new(&print.title()).map_err(|fault| refused(&fault))?;
    let (held, place) = (spooler.clone(), printer.clone());
    let job = match beside(move || held.hold(&pdf, &printer, &title, size)).await? {
        Ok(job) => job,
        Err(fault) => {
            let how = if certain(&fault) { PrintEnd::Failed } else { PrintEnd::Unknown };
            let note = fault.to_string();
            door.with(move |desk| ended(desk, &print, how, Some(note))).await??;
            return Err(refused(&fault).mend("标签的记录已保存：检查打印机后再次打印"));
        }
    };
    let (taken, id) = (print.clone(), job.id.clone());
    door.with(move |desk| desk.counter_mut()?.print_taken(&taken, id)).await??;
    let (letting, go) = (spooler, job.clone());
    if let Err(fault) = beside(move || letting.release(&go)).await? {
        // It stays held; whoever follows it shows that, and it can be taken back.
        tracing::warn!(code = fault.code(), job = job.id, "the spooler does not let a job go");
    }
    follow(door, print, job);
    door.with(|desk| desk.publish(&[Topic::Service, Topic::Job])).await?;
    Ok(Printed { outcome: PrintOutcome::Printed, place })
}

/// Whether a refusal says that nothing came out.
const fn certain(fault: &Refused) -> bool {
    match fault {
        Refused::NoProgram { .. } | Refused::NoPrinter { .. } | Refused::Title | Refused::Stopped { .. } => {
            true
        }
        Refused::NoSpooler | Refused::Said(_) => Spooler::HOLDS,
    }
}

/// The labels of a service, with what the spooler says of the one under way.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
#[ts(rename = "FollowLabel")]
pub struct LookLabel {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

/// What the spooler says of a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PrintView {
    /// Which printer.
    pub printer: String,
    /// The spooler's number.
    pub job: Option<String>,
    /// `sent`, `held`, `waiting`, `printing` or `stopped`.
    pub state: &'static str,
    /// What stands in its way: `jam`, `no_paper`, `no_ink`, `open`, `offline`, `paused` or `other`.
    pub trouble: Option<&'static str>,
    /// The same, with what to do.
    pub said: Option<String>,
    /// Whether the spooler does not answer now.
    pub silent: bool,
}

/// The labels of a service as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LabelNow {
    /// Every copy, the first one first.
    pub copies: Vec<LabelRow>,
    /// What is being printed.
    pub printing: Option<PrintView>,
    /// Whether somebody must say if a label came out.
    pub ask: bool,
}

const fn word(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Jam => "jam",
        Trouble::NoPaper => "no_paper",
        Trouble::NoInk => "no_ink",
        Trouble::Open => "open",
        Trouble::Offline => "offline",
        Trouble::Paused => "paused",
        Trouble::Other(_) => "other",
    }
}

impl LabelNow {
    fn of<M: Machine>(desk: &Desk<M>, service: &ServiceNumber) -> Result<Self, Refusal> {
        let copies = desk.counter()?.store().labels_of(service)?;
        let last = copies.last().filter(|copy| copy.is_live());
        let live = last.and_then(under_way).map(|(print, _)| desk.label_jobs.of(&print).cloned());
        let unknown = last.is_some_and(|copy| CopyState::of(copy) == CopyState::Unknown);
        let printer = last.and_then(LabelCopy::open_attempt).and_then(|attempt| attempt.printer.clone());
        let ask = unknown || live.as_ref().is_some_and(Option::is_none);
        let printing = live.flatten().zip(printer).map(|(live, printer)| {
            let (state, trouble) = match &live.state {
                None => ("sent", None),
                Some(JobState::Held) => ("held", None),
                Some(JobState::Waiting { trouble }) => ("waiting", trouble.as_ref()),
                Some(JobState::Stopped { trouble }) => ("stopped", trouble.as_ref()),
                // What ended is recorded at once; until then it is as good as printing.
                Some(_) => ("printing", None),
            };
            PrintView {
                printer,
                job: live.job.map(|job| job.id),
                state,
                trouble: trouble.map(word),
                said: trouble.map(Trouble::said),
                silent: live.silent,
            }
        });
        Ok(Self { copies: copies.iter().map(LabelRow::from).collect(), printing, ask })
    }
}

/// The attempt of a service's label that is under way.
fn open<M: Machine>(
    desk: &Desk<M>,
    service: &ServiceNumber,
) -> Result<Option<(Print, Option<Job>)>, Refusal> {
    Ok(desk.counter()?.store().labels_of(service)?.last().and_then(under_way))
}

impl Command for LookLabel {
    const NAME: &'static str = "label.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = LabelNow;
}

impl Waits for LookLabel {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<LabelNow, Refusal> {
        let number = self.service.clone();
        if let Some((print, Some(job))) = door.with(move |desk| open(desk, &number)).await?? {
            taken_up(&door, print, job).await?;
        }
        door.with(move |desk| LabelNow::of(desk, &self.service)).await?
    }
}

/// Takes the label that is being printed back.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct CancelPrint {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for CancelPrint {
    const NAME: &'static str = "label.cancel";
    const WHO: Who = Who::Person(AT_WORK);
    type Reply = ();
}

impl Waits for CancelPrint {
    /// The spooler is asked to; how it ended is what the spooler says then.
    async fn answer<M: Machine, D: Dialogs>(self, door: Arc<Door<M, D>>, _: Pane) -> Result<(), Refusal> {
        let number = self.service;
        let (open, spooler) =
            door.with(move |desk| open(desk, &number).map(|open| (open, desk.machine.spooler()))).await??;
        let none = || Refusal::new("label_not_printing", "现在没有正在打印的标签；没有改动");
        let (print, job) = open.ok_or_else(none)?;
        let job = job.ok_or_else(none)?;
        taken_up(&door, print, job.clone()).await?;
        beside(move || spooler.cancel(&job)).await?.map_err(|fault| refused(&fault))
    }
}

/// Somebody looked at the printer and says whether the label came out.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct AnswerLabel {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Whether a label came out.
    pub came_out: bool,
}

impl Command for AnswerLabel {
    const NAME: &'static str = "label.answer";
    const WHO: Who = Who::Person(AT_WORK);
    type Reply = LabelNow;
}

impl Waits for AnswerLabel {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<LabelNow, Refusal> {
        let Self { service, came_out } = self;
        door.with(move |desk| {
            let followed =
                open(desk, &service)?.is_some_and(|(print, _)| desk.label_jobs.of(&print).is_some());
            if followed {
                return Err(Refusal::from(domain::label::LabelError::UnderWay));
            }
            let caller = Caller::Staff(desk.who()?.clone());
            let answer = AnswerPrint { service: service.clone(), came_out };
            desk.counter_mut()?.call(&caller, answer)?;
            desk.publish(&[Topic::Service, Topic::Job]);
            LabelNow::of(desk, &service)
        })
        .await?
    }
}
