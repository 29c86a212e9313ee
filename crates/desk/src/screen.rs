//! The customer's screen: what is shown there, and the customer's own acts. A customer can act on the one service that
//! the staff show them, on the one page that is shown, and on nothing else.
//!
//! What the customer does is taken down in the record by the person who showed it; the hand is the customer's.

use command::{Caller, Command, Refusal, Run, Who, Window};
use counter::steps::agree::{Agree, Strokes};
use counter::steps::notice::{Contact, GiveNotice, Guardian};
use counter::view::consent::{ConsentTextView, LastChoices};
use counter::view::{NeedLine, Person, PlanView};
use domain::consent::Choice;
use domain::ids::{ServiceNumber, StaffId};
use domain::service::{Mode, Step};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use words::Worded as _;

use crate::Topic;
use crate::desk::{Desk, Page, Pane, Shown};
use crate::machine::Machine;
use crate::view::DeskView;

/// Who may show the customer something: those who may take down what the customer answers.
const FRONT: &[Role] = &[Role::Advisor, Role::StoreManager];

/// What the customer's screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ScreenPage {
    /// Nothing of anybody.
    Idle,
    /// 告知: what is collected, and the choices.
    Notice,
    /// 签字: the plan.
    Plan,
    /// Done; thank you.
    Thanks,
}

/// Whose counter it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Shop {
    /// The store's name.
    pub name: String,
    /// Its telephone.
    pub phone: String,
    /// The enterprise.
    pub enterprise: String,
}

/// The customer's screen as its page sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct ScreenView {
    /// What is shown.
    pub page: ScreenPage,
    /// Whether it is the staff's own window, which a PIN takes back.
    pub handed: bool,
    /// Who can take it back.
    pub faces: Vec<Person>,
    /// Whose counter it is.
    pub store: Shop,
    /// Which service is shown.
    pub service: Option<String>,
    /// What kind of service.
    #[ts(type = "Mode | null")]
    pub mode: Option<Mode>,
    /// What is told, on the page of the notice.
    pub text: Option<ConsentTextView>,
    /// What a returning customer chose the last time, where the text is still the same.
    pub last: Option<LastChoices>,
    /// The plan, on its page.
    pub plan: Option<PlanView>,
    /// What the customer said of allergies, which the plan leaves out: on its page.
    pub allergies: Vec<String>,
    /// Those of them that name no ingredient that the store knows: nothing can be left out because of them.
    pub unknown_allergies: Vec<String>,
    /// Wishes that are not taken up, each with its reason: on the page of the plan, so that none is dropped without a word.
    pub not_taken: Vec<NeedLine>,
    /// How the signer wished to be called the last time.
    pub signer: Option<String>,
    /// Whether a guardian signs.
    pub needs_guardian: bool,
    /// Whether the customer did not want to sign.
    pub declined: bool,
}

/// Shows the customer a page of a service.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct Present {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Which page.
    pub page: Page,
}

impl Command for Present {
    const NAME: &'static str = "screen.present";
    const WHO: Who = Who::Person(FRONT);
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for Present {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        let by = desk.who()?.clone();
        let service = desk.counter()?.service(&self.service)?;
        let (wanted, at) = match self.page {
            Page::Notice => ("告知", Step::Opened),
            Page::Plan => ("签字", Step::Planned),
            Page::Thanks => return Err(Refusal::new("bad_arguments", "致谢页不能单独显示；什么都没有改动")),
        };
        if service.step() != at {
            let message = format!(
                "服务 {} 现在处于「{}」，不能请顾客看「{wanted}」；什么都没有改动",
                self.service,
                service.step().zh()
            );
            return Err(Refusal::new("step_not_now", message));
        }
        let handed = !desk.machine.second_screen();
        desk.shown = Some(Shown { service: self.service, page: self.page, by, handed, declined: false });
        desk.publish(&[Topic::Shown]);
        DeskView::of(desk, *pane)
    }
}

/// Takes the page off the customer's own screen.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct TakeBack {}

impl Command for TakeBack {
    const NAME: &'static str = "screen.take_back";
    const WHO: Who = Who::Person(&[]);
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for TakeBack {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        desk.shown = None;
        desk.publish(&[Topic::Shown]);
        DeskView::of(desk, *pane)
    }
}

/// What the customer's screen shows.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct LookAtScreen {}

impl Command for LookAtScreen {
    const NAME: &'static str = "screen.look";
    const WINDOWS: &'static [Window] = &[Window::Customer];
    const WHO: Who = Who::WithStore;
    type Reply = ScreenView;
}

impl<M: Machine> Run<Desk<M>> for LookAtScreen {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<ScreenView, Refusal> {
        ScreenView::of(desk)
    }
}

/// The customer's choices.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct Chosen {
    /// Age in completed years, as stated.
    pub age: u8,
    /// Who consents for a person under 14.
    pub guardian: Option<Guardian>,
    /// One choice for each purpose that was asked.
    #[ts(type = "Array<{ purpose: Purpose, agreed: boolean }>")]
    pub choices: Vec<Choice>,
    /// Only where the customer agreed to that purpose.
    pub contact: Option<Contact>,
}

impl Command for Chosen {
    const NAME: &'static str = "screen.notice";
    const WINDOWS: &'static [Window] = &[Window::Customer];
    const WHO: Who = Who::WithStore;
    type Reply = ScreenView;
}

impl<M: Machine> Run<Desk<M>> for Chosen {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<ScreenView, Refusal> {
        let Shown { service, by, .. } = desk.shown_at(Page::Notice)?;
        let Self { age, guardian, choices, contact } = self;
        let notice = GiveNotice { service, age, guardian, choices, contact };
        desk.counter_mut()?.call(&Caller::Staff(by), notice)?;
        desk.thank()
    }
}

/// A returning customer chooses as the last time.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct SameAgain {}

impl Command for SameAgain {
    const NAME: &'static str = "screen.same_again";
    const WINDOWS: &'static [Window] = &[Window::Customer];
    const WHO: Who = Who::WithStore;
    type Reply = ScreenView;
}

impl<M: Machine> Run<Desk<M>> for SameAgain {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<ScreenView, Refusal> {
        let Shown { service, by, .. } = desk.shown_at(Page::Notice)?;
        let counter = desk.counter_mut()?;
        let notice = counter::view::consent::same_again(counter, &service)?;
        counter.call(&Caller::Staff(by), notice)?;
        desk.thank()
    }
}

/// The customer signs the plan.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct Sign {
    /// Who signs, as they wish to be called.
    pub signer: String,
    /// The strokes.
    pub strokes: Strokes,
}

impl Command for Sign {
    const NAME: &'static str = "screen.sign";
    const WINDOWS: &'static [Window] = &[Window::Customer];
    const WHO: Who = Who::WithStore;
    type Reply = ScreenView;
}

impl<M: Machine> Run<Desk<M>> for Sign {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<ScreenView, Refusal> {
        let Shown { service, by, .. } = desk.shown_at(Page::Plan)?;
        let agree = Agree { service, signer: self.signer, strokes: self.strokes };
        desk.counter_mut()?.call(&Caller::Staff(by), agree)?;
        desk.thank()
    }
}

/// The customer does not go on; nothing is recorded, and the advisor goes on from there.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct Decline {}

impl Command for Decline {
    const NAME: &'static str = "screen.decline";
    const WINDOWS: &'static [Window] = &[Window::Customer];
    const WHO: Who = Who::WithStore;
    type Reply = ScreenView;
}

impl<M: Machine> Run<Desk<M>> for Decline {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<ScreenView, Refusal> {
        // On the page of the notice too: somebody too young for what is offered is sent on to the advisor.
        if desk.shown_at(Page::Plan).is_err() {
            desk.shown_at(Page::Notice)?;
        }
        if let Some(shown) = &mut desk.shown {
            shown.declined = true;
        }
        desk.thank()
    }
}

/// A member of staff takes the staff's window back and sits down at it.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct Leave {
    /// Who.
    #[ts(as = "String")]
    pub staff: StaffId,
    /// Their PIN.
    pub pin: String,
}

impl Command for Leave {
    const NAME: &'static str = "screen.leave";
    const WINDOWS: &'static [Window] = &[Window::Customer];
    const WHO: Who = Who::WithStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for Leave {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        if *pane != Pane::Staff || !desk.handed() {
            let message = "这不是交给顾客使用的店员窗口；什么都没有改动";
            return Err(Refusal::new("window_forbidden", message));
        }
        desk.sit(self.staff, &self.pin)?;
        DeskView::of(desk, *pane)
    }
}

impl<M: Machine> Desk<M> {
    /// What is shown, if it is that page.
    fn shown_at(&self, page: Page) -> Result<Shown, Refusal> {
        let shown = self.shown.clone().filter(|shown| shown.page == page);
        shown.ok_or_else(|| {
            Refusal::new("not_shown", "这一页已经不在屏幕上：请店员重新打开；没有保存")
                .mend("请店员再次展示这一页")
        })
    }

    fn thank(&mut self) -> Result<ScreenView, Refusal> {
        if let Some(shown) = &mut self.shown {
            shown.page = Page::Thanks;
        }
        self.publish(&[Topic::Shown, Topic::Service]);
        ScreenView::of(self)
    }
}

impl ScreenView {
    fn of<M: Machine>(desk: &Desk<M>) -> Result<Self, Refusal> {
        let handed = desk.handed();
        let counter = desk.counter()?;
        let row = counter.store().premises()?;
        let mut view = Self {
            page: ScreenPage::Idle,
            handed,
            // Names of the staff are shown only where one of them must enter a PIN.
            faces: if handed { counter::view::faces(counter)? } else { Vec::new() },
            store: Shop {
                name: row.premises.name,
                phone: row.premises.phone,
                enterprise: row.enterprise.name,
            },
            service: None,
            mode: None,
            text: None,
            last: None,
            plan: None,
            allergies: Vec::new(),
            unknown_allergies: Vec::new(),
            not_taken: Vec::new(),
            signer: None,
            needs_guardian: false,
            declined: false,
        };
        let Some(shown) = desk.shown.clone() else { return Ok(view) };
        let service = counter.service(&shown.service)?;
        let progress = service.progress();
        view.service = Some(shown.service.to_string());
        view.mode = Some(progress.opened().mode);
        view.declined = shown.declined;
        view.needs_guardian = counter::view::consent::needs_guardian(counter, &shown.service)?;
        match shown.page {
            Page::Notice => {
                view.page = ScreenPage::Notice;
                view.text = Some(counter::view::consent::text(counter)?);
                view.last = counter::view::consent::last(counter, &shown.service)?;
            }
            Page::Plan => {
                view.page = ScreenPage::Plan;
                view.signer = counter::view::consent::signer(counter, &shown.service)?;
                view.plan = counter::view::consent::plan(counter, &shown.service)?;
                if let Some(said) = counter::view::consent::said(counter, &shown.service)? {
                    view.not_taken =
                        said.lines.into_iter().filter(|line| !line.kept && line.why.is_some()).collect();
                    view.allergies = said.allergies;
                    view.unknown_allergies = said.unknown_allergies;
                }
            }
            Page::Thanks => view.page = ScreenPage::Thanks,
        }
        Ok(view)
    }
}
