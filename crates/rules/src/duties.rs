//! What the store owes, and until when: (facts, rulebooks, now) → duties. The one judge of what is due; lists, logs, tiles
//! and forms read it, and the checks of a clearance ask the same terms.
//!
//! It refuses to choose what is shown: a list takes the kinds that it is about, and [`Duty::is_said`] says from when on. It
//! looks nothing up: what is not among the facts is no duty.

mod quarter;
mod standing;
mod term;
pub mod terms;

use chrono::NaiveDate;
use domain::Moment;
use domain::staff::Role;

pub(crate) use quarter::{Quarter, Tested, tested};
pub use standing::{Area, CallBack, Copies, Intervals, OnShelf, OpenCase, Registered, StoreFacts};
pub use term::{State, Term, Until, has_passed};

use crate::facts::Person;
use crate::mend::MendAction;
use crate::rulebook::{Limit, Place, Rulebook};
use terms::Standing;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident: $article:literal, $mend:ident, said from $from:ident;)+) => {
        /// What kind of thing is due.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DutyKind {
            $($(#[$doc])* $name,)+
            /// What a register asks for, by its own rule.
            Register(&'static RegisterRule),
        }

        impl DutyKind {
            /// Where it is written.
            #[must_use]
            pub const fn article(self) -> &'static str {
                match self { $(Self::$name => $article,)+ Self::Register(rule) => rule.article }
            }

            /// What mends it: the action that a check names, too.
            #[must_use]
            pub const fn mend(self) -> MendAction {
                match self { $(Self::$name => MendAction::$mend,)+ Self::Register(rule) => rule.mend }
            }

            /// From which state on a list says it.
            const fn said_from(self) -> State {
                match self { $(Self::$name => State::$from,)+ Self::Register(_) => State::DueSoon }
            }
        }
    };
}

kinds! {
    /// 设备清洁. Cleaned again before each use, so that only what does not hold is said.
    Cleaning: "山东指南 第二十三条", CleanEquipment, said from Overdue;
    /// 区域清洁.
    AreaCleaning: "山东指南 第二十三条", CleanArea, said from Overdue;
    /// 环境监测. Measured often, so that it is said on its day.
    Environment: "山东指南 第十二条", MeasureEnvironment, said from DueToday;
    /// 停用自查. What is not used is not inspected beforehand.
    EquipmentInspection: "山东指南 第十四条", InspectEquipment, said from Overdue;
    /// 设备样品检验. A test before the stop was long does not count.
    EquipmentTest: "山东指南 第十条", PassSampleTest, said from Overdue;
    /// 季度成品检验.
    ProductTest: "山东指南 第十条", SendSample, said from DueSoon;
    /// 健康检查.
    Health: "山东指南 第五条", RenewHealthCheck, said from DueSoon;
    /// 培训考核.
    Training: "山东指南 第四条", Train, said from DueSoon;
    /// 区域授权.
    AreaLeave: "山东指南 第四条", AuthoriseForArea, said from DueSoon;
    /// 批的限期使用日期.
    LotExpiry: "山东指南 第二十二条", PickOtherLot, said from DueSoon;
    /// 开封后使用期限.
    ContainerPeriod: "山东指南 第二十二条", DiscardContainer, said from DueSoon;
    /// 回访.
    CallBack: "个性化服务指南 7.5.1", CallBack, said from DueSoon;
    /// 不良反应个例, by the strictest period until somebody has said how grave it is.
    Reaction: "化妆品不良反应监测管理办法 第十六条", CloseCase, said from DueSoon;
    /// 个人信息请求 that nobody answered.
    Request: "个人信息保护法 第五十条", AnswerRequest, said from Done;
    /// 试点授权.
    Authorisation: "国家药监局 2025 年第 58 号", RenewAuthorisation, said from DueSoon;
    /// 生产许可证.
    Licence: "国家药监局 2025 年第 58 号", StateLicence, said from DueSoon;
    /// 备份. A copy is made each day, so that only what does not hold is said.
    Backup: "化妆品生产电子记录要求", MakeBackup, said from Overdue;
    /// 恢复演练.
    Drill: "化妆品生产电子记录要求", TryRestore, said from DueSoon;
}

/// The due rule of a register, declared where the register is.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegisterRule {
    /// Its stable name, for example `sample_observed`.
    pub id: &'static str,
    /// Where it is written.
    pub article: &'static str,
    /// What mends it.
    pub mend: MendAction,
}

/// One thing that the store owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// What kind of thing.
    pub kind: DutyKind,
    /// Which piece, person, area, lot, container, service or entry, by its code.
    pub subject: String,
    /// For which area, where the kind is about one for each.
    pub area: Option<String>,
    /// How it stands.
    pub state: State,
    /// Until when it is or was in order; none where it never was, and where it never ends.
    pub until: Option<Until>,
    /// Whole days from today to that end; nought is today.
    pub days: Option<i64>,
    /// Whether it was done and is undone by use since.
    pub used: bool,
}

impl Duty {
    /// Whether a list of what is due says it.
    #[must_use]
    pub fn is_said(&self) -> bool {
        // Nobody owes it to be let into every area: only a leave that one had can run out.
        let asked = self.kind != DutyKind::AreaLeave || self.until.is_some();
        asked && self.state >= self.kind.said_from()
    }
}

/// Everything that the facts ask of the store at a moment, what is in order included.
#[must_use]
pub fn duties(facts: &StoreFacts, rulebooks: &[Rulebook], now: Moment) -> Vec<Duty> {
    let mut owed = Owed { now, soon: facts.intervals.soon_days, duties: Vec::new() };
    let figures = Figures::of(facts, rulebooks, now);
    owed.things(facts, figures);
    owed.people(facts, figures);
    owed.store(facts, figures);
    owed.duties
}

/// The strictest figures that bind the store; a figure that no rulebook gives leaves nothing in order.
#[derive(Debug, Clone, Copy)]
struct Figures {
    health_months: Option<u32>,
    idle_months: Option<u32>,
    cleaning_hours: Option<u32>,
    quarter_tests: Option<u32>,
}

impl Figures {
    /// Of the rulebooks that bind on the day; where a store stands outside all of them, of all: its duties are shown as the
    /// strictest text has them.
    fn of(facts: &StoreFacts, rulebooks: &[Rulebook], now: Moment) -> Self {
        let place = Place {
            province: facts.store.province,
            district: facts.store.district.as_deref(),
            authorisations: &facts.authorisations,
        };
        let today = domain::in_china(now).date_naive();
        let asked = |limit: Limit| figures(rulebooks, &place, today, limit);
        Self {
            health_months: asked(Limit::HealthCheckMonths).into_iter().min(),
            idle_months: asked(Limit::IdleMonths).into_iter().min(),
            cleaning_hours: asked(Limit::CleaningHoursMax).into_iter().min(),
            quarter_tests: asked(Limit::QuarterTestsMin).into_iter().max(),
        }
    }
}

/// What the rulebooks that bind a place on a day give as a limit; where none of them gives it, what all of them give. A figure
/// stands in a rulebook and nowhere else.
#[must_use]
pub fn figures(rulebooks: &[Rulebook], place: &Place<'_>, today: NaiveDate, limit: Limit) -> Vec<u32> {
    let of = |book: &Rulebook| -> Vec<u32> {
        book.clauses.iter().filter_map(|clause| clause.limits.count(limit).ok()).collect()
    };
    let binding = rulebooks.iter().filter(|book| book.binds(today, place).binds);
    let here: Vec<u32> = binding.flat_map(of).collect();
    if here.is_empty() { rulebooks.iter().flat_map(of).collect() } else { here }
}

struct Owed {
    now: Moment,
    soon: u32,
    duties: Vec<Duty>,
}

impl Owed {
    fn add(&mut self, kind: DutyKind, subject: impl Into<String>, area: Option<&str>, term: Term) {
        self.duties.push(Duty {
            kind,
            subject: subject.into(),
            area: area.map(ToOwned::to_owned),
            state: term.state(self.now, self.soon),
            until: term.until(),
            days: term.days(self.now),
            used: matches!(term, Term::Used(_)),
        });
    }

    fn things(&mut self, facts: &StoreFacts, figures: Figures) {
        let (now, tests) = (self.now, facts.product_tests.as_deref().unwrap_or_default());
        let cleaning = |latest: Option<&crate::facts::Cleaning>| {
            figures.cleaning_hours.map_or(Term::Never, |hours| terms::cleaning(latest, hours))
        };
        for piece in &facts.equipment {
            let inspection =
                figures.idle_months.map_or(Term::Never, |months| terms::inspection(piece, months, now));
            let test = figures
                .idle_months
                .map_or(Term::Never, |months| terms::sample_test(piece, tests, months, now));
            self.add(DutyKind::Cleaning, &piece.id, None, cleaning(piece.cleaned.as_ref()));
            self.add(DutyKind::EquipmentInspection, &piece.id, None, inspection);
            self.add(DutyKind::EquipmentTest, &piece.id, None, test);
        }
        for area in &facts.areas {
            self.add(DutyKind::AreaCleaning, &area.id, None, cleaning(area.cleaned.as_ref()));
            if area.worked_in {
                self.add(DutyKind::Environment, &area.id, None, terms::reading(area.reading.as_ref()));
            }
        }
        for one in &facts.shelf {
            match one.opened_on {
                None => self.add(DutyKind::LotExpiry, &one.id, None, terms::lot(one.last_day)),
                Some(on) => {
                    self.add(DutyKind::ContainerPeriod, &one.id, None, terms::opened(on, one.last_day));
                }
            }
        }
        for entry in &facts.registers {
            self.add(DutyKind::Register(entry.rule), &entry.subject, None, entry.term);
        }
    }

    /// Of those who operate and release.
    fn people(&mut self, facts: &StoreFacts, figures: Figures) {
        let now = self.now;
        let works = |person: &&Person| {
            let signs = [Role::Operator, Role::Officer].iter().any(|role| person.roles.contains(role));
            signs && terms::post(person).holds(now)
        };
        for person in facts.people.iter().filter(works) {
            let health = figures.health_months.map_or(Term::Never, |months| terms::health(person, months));
            self.add(DutyKind::Health, &person.id, None, health);
            self.add(DutyKind::Training, &person.id, None, terms::training(person));
            for area in &facts.areas {
                let leave = terms::area_leave(person, &area.id);
                self.add(DutyKind::AreaLeave, &person.id, Some(&area.id), leave);
            }
        }
    }

    fn store(&mut self, facts: &StoreFacts, figures: Figures) {
        let today = domain::in_china(self.now).date_naive();
        let code = &facts.store.code;
        let Intervals { backup_days, drill_days, .. } = facts.intervals;
        if let Some(tests) = &facts.product_tests {
            let quarter = |least| tested(tests, &facts.authorisations, least, today).term(today);
            let term = figures.quarter_tests.map_or(Term::Never, quarter);
            self.add(DutyKind::ProductTest, code, None, term);
        }
        if let Some(until) = facts.licence_until {
            self.add(DutyKind::Licence, code, None, terms::licence(until));
        }
        if let Some(copies) = facts.copies {
            self.add(DutyKind::Backup, code, None, terms::copied(copies.made_at, backup_days));
            if copies.any {
                self.add(DutyKind::Drill, code, None, terms::copied(copies.restored_at, drill_days));
            }
        }
        for call_back in &facts.call_backs {
            self.add(DutyKind::CallBack, &call_back.service, None, terms::call_back(call_back.due_on));
        }
        for request in &facts.requests {
            self.add(DutyKind::Request, &request.id, None, Term::through(request.due_on));
        }
        for case in &facts.cases {
            self.add(DutyKind::Reaction, &case.id, None, Term::through(case.due_on));
        }
        // One that is suspended, or still to come, does not become due; one that ended is due until another stands in its place.
        let of = |wanted: Standing| {
            let all = facts.authorisations.iter();
            all.filter(move |granted| terms::authorisation(granted, today) == wanted)
        };
        let replaced = |ended: &crate::facts::Authorisation| {
            of(Standing::Valid)
                .any(|valid| ended.services.iter().all(|service| valid.services.contains(service)))
        };
        let ended = of(Standing::Ended).filter(|granted| !replaced(granted));
        for granted in of(Standing::Valid).chain(ended) {
            self.add(DutyKind::Authorisation, &granted.id, None, Term::through(granted.to));
        }
    }
}
