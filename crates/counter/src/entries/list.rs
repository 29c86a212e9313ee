//! The registers, and one of them page by page: sorted by any of its columns, narrowed, searched. Each page is one range of
//! a key.

use chrono::NaiveDate;
use domain::staff::Role;
use registers::project::{AT, STATE, value};
use registers::{By, Each, Entry, Kind, Register, SPECS, Spec, with};
use serde::{Deserialize, Serialize};
use store::Listing;
use ts_rs::TS;

use super::cells::Eyes;
use super::{ActView, CellView, holds, lengthened, reading};
use crate::owed::in_order;
use crate::view::reads::PAGE;
use crate::{Caller, Command, Counter, Host, Refusal, Run, Who};

/// Lists the registers that the reader may see.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListRegisters {}

/// A register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RegisterCard {
    /// Its code.
    pub register: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// What it is for.
    pub why: &'static str,
    /// The same in English.
    pub why_en: &'static str,
    /// The icon that stands for it.
    pub icon: &'static str,
    /// The rulebook that asks for it.
    pub rulebook: &'static str,
    /// Its article.
    pub article: &'static str,
    /// How many entries wait for something: those in a state that is open.
    pub open: u64,
    /// What the reader may enter.
    pub enters: Vec<ActView>,
    /// Whether a table may be brought in by the reader.
    pub brings: bool,
    /// Its columns, in order.
    pub columns: Vec<ColumnView>,
    /// Its states.
    pub states: Vec<StateView>,
    /// Columns that the list can be narrowed by.
    pub narrowed: Vec<ColumnView>,
    /// The column that it is sorted by at first.
    pub sorted: &'static str,
}

/// A column of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ColumnView {
    /// Its field.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// Whether it holds figures.
    pub figure: bool,
    /// Whether the list can be sorted by it.
    pub sorts: bool,
    /// Whether it lies in the vault.
    pub personal: bool,
}

/// A state of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StateView {
    /// Its code.
    pub state: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// How it is shown.
    #[ts(type = "\"open\" | \"fine\" | \"over\"")]
    pub tone: &'static str,
}

pub(super) fn column(spec: &Spec, key: &'static str) -> ColumnView {
    let words = spec.called(key).map(|called| called.words);
    let kind = spec.field(key).map(|field| field.kind);
    let personal = matches!(kind, Some(Kind::Sealed { .. }));
    ColumnView {
        key,
        title: words.map_or(key, |words| words.zh),
        title_en: words.map_or(key, |words| words.en),
        figure: matches!(kind, Some(Kind::Number { .. } | Kind::Day | Kind::Moment)),
        sorts: !personal && !matches!(kind, Some(Kind::Lines(_) | Kind::Files) | None),
        personal,
    }
}

pub(super) fn state(spec: &Spec, code: &'static str) -> StateView {
    let state = spec.state(code);
    StateView {
        state: code,
        title: state.map_or(code, |state| state.words.zh),
        title_en: state.map_or(code, |state| state.words.en),
        tone: state.map_or("over", |state| state.tone.code()),
    }
}

struct Card<'a, H: Host>(&'a Counter<H>, &'a Caller);

impl<H: Host> Each for Card<'_, H> {
    type Out = Result<RegisterCard, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let (Self(counter, caller), spec) = (self, R::SPEC);
        let mut open = 0;
        for state in spec.states.iter().filter(|state| state.tone == registers::spec::Tone::Open) {
            let narrowed = vec![(STATE, state.code.to_owned())];
            open +=
                counter.store().count_entries::<R>(&Listing { by: AT, narrowed, ..Listing::default() })?;
        }
        let may = |roles: &'static [Role]| holds(counter, caller, spec, roles);
        let enters = spec.acts.iter().filter(|act| act.enters() && may(act.roles));
        let brought = spec.brought.and_then(|name| spec.act(name));
        Ok(RegisterCard {
            register: spec.code,
            title: spec.words.zh,
            title_en: spec.words.en,
            why: spec.why.zh,
            why_en: spec.why.en,
            icon: spec.icon,
            rulebook: spec.clause.rulebook,
            article: spec.clause.number,
            open,
            enters: enters.map(ActView::of).collect(),
            brings: brought.is_some_and(|act| may(act.roles)),
            columns: spec.listed.iter().map(|key| column(spec, key)).collect(),
            states: spec.states.iter().map(|it| state(spec, it.code)).collect(),
            narrowed: spec.narrowed.iter().map(|key| column(spec, key)).collect(),
            sorted: spec.sorted,
        })
    }
}

impl Command for ListRegisters {
    const NAME: &'static str = "register.all";
    const WHO: Who = Who::Security(&[]);
    type Reply = Vec<RegisterCard>;
}

impl<H: Host> Run<Counter<H>> for ListRegisters {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Vec<RegisterCard>, Refusal> {
        let readable = SPECS.iter().filter(|spec| holds(counter, caller, spec, spec.readers));
        readable.filter_map(|spec| with(spec.code, Card(counter, caller))).collect()
    }
}

/// Which entries of a register, in which order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct Shown {
    /// Words of their number or what stands in them; nothing of a person.
    #[serde(default)]
    pub text: String,
    /// In which state.
    #[serde(default)]
    pub state: Option<String>,
    /// Whose column has this value.
    #[serde(default)]
    pub narrowed: Vec<(String, String)>,
    /// Sorted by which column; its own first order where none is named.
    #[serde(default)]
    pub by: Option<String>,
    /// The highest first.
    #[serde(default)]
    pub down: bool,
}

impl Shown {
    /// The listing that it asks for.
    pub(super) fn listing<R: Register>(&self) -> Listing<'_> {
        let sorts = |key: &&str| column(R::SPEC, R::SPEC.field(key).map_or("", |field| field.key)).sorts;
        let asked = self.by.as_deref().filter(sorts);
        let mut narrowed: Vec<(&str, String)> =
            self.narrowed.iter().map(|(key, text)| (key.as_str(), value(text))).collect();
        narrowed.extend(self.state.as_ref().map(|state| (STATE, value(state))));
        Listing {
            by: asked.unwrap_or(R::SPEC.sorted),
            down: asked.is_none() || self.down,
            narrowed,
            text: &self.text,
            ..Listing::default()
        }
    }
}

/// Lists a page of a register.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListEntries {
    /// Which register.
    pub register: String,
    /// Which page, from 0.
    pub page: u32,
    /// Which entries.
    #[serde(flatten)]
    pub shown: Shown,
}

/// A page of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EntryPage {
    /// Those of the page.
    pub rows: Vec<EntryRow>,
    /// How many there are on all pages.
    pub total: u64,
}

/// An entry as a line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EntryRow {
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: StateView,
    /// Its columns.
    pub cells: Vec<CellView>,
    /// Until when the next thing must be done with it.
    #[ts(as = "Option<String>")]
    pub due: Option<NaiveDate>,
    /// Whether that day, or the hour of it, has passed.
    pub overdue: bool,
    /// Whether something in it was corrected.
    pub corrected: bool,
    /// What the reader may do with it now.
    pub acts: Vec<ActView>,
}

impl EntryRow {
    pub(super) fn of<R: Register, H: Host>(
        eyes: &Eyes<'_, H>,
        caller: &Caller,
        entry: &Entry<R::Says>,
    ) -> Result<Self, Refusal> {
        use registers::Fields as _;
        let (counter, spec, code) = (eyes.reader().counter, R::SPEC, R::state(&entry.says));
        let cells = spec.listed.iter().map(|key| eyes.see(&entry.says.cell(key)));
        let acts = spec
            .acts
            .iter()
            .filter(|act| act.from.contains(&code) && holds(counter, caller, spec, act.roles));
        let due = R::due(&entry.says);
        Ok(Self {
            number: entry.number.clone(),
            state: state(spec, code),
            cells: cells.collect::<Result<_, Refusal>>()?,
            due: due.map(By::day),
            overdue: due.is_some_and(|by| !in_order(by).holds(counter.host().now())),
            corrected: !entry.corrections.is_empty(),
            acts: acts.map(ActView::of).collect(),
        })
    }
}

struct Page<'a, H: Host> {
    counter: &'a Counter<H>,
    caller: &'a Caller,
    asked: &'a ListEntries,
}

impl<H: Host> Each for Page<'_, H> {
    type Out = Result<EntryPage, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let Self { counter, caller, asked } = self;
        let listing = asked.shown.listing::<R>();
        let entries = counter.store().entries::<R>(&listing, asked.page.saturating_mul(PAGE), PAGE)?;
        let entries = lengthened::<R, H>(counter, entries);
        let eyes = Eyes::of(counter, caller, R::SPEC)?;
        let rows = entries.iter().map(|entry| EntryRow::of::<R, H>(&eyes, caller, entry));
        Ok(EntryPage {
            rows: rows.collect::<Result<_, _>>()?,
            total: counter.store().count_entries::<R>(&listing)?,
        })
    }
}

impl Command for ListEntries {
    const NAME: &'static str = "register.list";
    const WHO: Who = Who::Security(&[]);
    type Reply = EntryPage;
}

impl<H: Host> Run<Counter<H>> for ListEntries {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<EntryPage, Refusal> {
        let counter: &Counter<H> = counter;
        reading(counter, caller, &self.register, Page { counter, caller, asked: &self })
    }
}
