//! The form of an act as a page draws it: its fields with their words, what can be chosen, and what is offered. Nothing that
//! certifies something is ever offered as certified.

use domain::ids::StaffId;
use registers::{Act, Each, Field, Kind, Link, Register, Shop as _, Spec, with};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::floor::Floor;
use super::{ActView, known};
use crate::view::Person;
use crate::{Caller, Command, Counter, Host, Refusal, Run, Who};

/// Asks for the form of an act.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookForm {
    /// The act's command.
    pub act: String,
    /// The entry's number, where the act changes one.
    #[serde(default)]
    #[ts(optional)]
    pub number: Option<String>,
}

/// Something that can be chosen, or is often said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Choice {
    /// Its value.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// The same in English.
    pub label_en: String,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FieldView {
    /// Its name in the arguments.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// What helps to fill it.
    pub hint: &'static str,
    /// The same in English.
    pub hint_en: &'static str,
    /// What is filled in.
    #[ts(
        type = "\"text\" | \"area\" | \"number\" | \"date\" | \"yes_no\" | \"select\" | \"unit\" | \"lot\" | \"lines\" | \"files\""
    )]
    pub kind: &'static str,
    /// Whether it must be filled.
    pub required: bool,
    /// What a figure counts.
    pub unit: &'static str,
    /// The same in English.
    pub unit_en: &'static str,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What is often said.
    pub often: Vec<Choice>,
    /// The fields of each line.
    pub lines: Vec<FieldView>,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FormView {
    /// What it does.
    pub act: ActView,
    /// Of which register.
    pub register: &'static str,
    /// What it is for.
    pub why: &'static str,
    /// The same in English.
    pub why_en: &'static str,
    /// The rulebook that asks for it.
    pub rulebook: &'static str,
    /// Its article.
    pub article: &'static str,
    /// What is filled in.
    pub fields: Vec<FieldView>,
    /// What is offered, by field.
    #[ts(type = "Record<string, any>")]
    pub initial: Value,
    /// Who may sign it; nobody where it is not signed.
    pub signers: Vec<Choice>,
}

struct Drawing<'a, H: Host> {
    counter: &'a Counter<H>,
    caller: &'a Caller,
    act: &'static Act,
    number: Option<&'a str>,
}

impl<H: Host> Each for Drawing<'_, H> {
    type Out = Result<FormView, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let Self { counter, caller, act, number } = self;
        let before = match (act.enters(), number) {
            (false, Some(number)) => Some(known::<R, H>(counter, number)?),
            (false, None) | (true, _) => None,
        };
        let floor = Floor { counter, caller };
        let offered = R::offer(act.name, before.as_ref(), &floor)?;
        let mut signers = Vec::new();
        if let Some(signed) = act.signed {
            for row in
                counter.store().staff()?.iter().filter(|row| row.member.holds(signed.role, counter.today()))
            {
                signers.push(person(&Person::of(counter, row, true)?));
            }
        }
        Ok(FormView {
            act: ActView::of(act),
            register: R::SPEC.code,
            why: act.why.zh,
            why_en: act.why.en,
            rulebook: act.clause.rulebook,
            article: act.clause.number,
            fields: fields(&floor, R::SPEC, act.fields)?,
            initial: Value::Object(offered),
            signers,
        })
    }
}

/// So many characters stand on one line of a form.
const LINE: usize = 200;

fn fields<H: Host>(
    floor: &Floor<'_, H>,
    spec: &'static Spec,
    all: &'static [Field],
) -> Result<Vec<FieldView>, Refusal> {
    all.iter().map(|field| drawn(floor, spec, field)).collect()
}

fn plain(text: &str) -> Choice {
    Choice { value: text.to_owned(), label: text.to_owned(), label_en: text.to_owned() }
}

fn person(person: &Person) -> Choice {
    let label = if person.name == person.staff {
        person.name.clone()
    } else {
        format!("{} {}", person.staff, person.name)
    };
    Choice { value: person.staff.clone(), label_en: label.clone(), label }
}

fn drawn<H: Host>(
    floor: &Floor<'_, H>,
    spec: &'static Spec,
    field: &'static Field,
) -> Result<FieldView, Refusal> {
    let called = spec.called(field.key);
    let words = called.map(|called| called.words);
    let hint = called.and_then(|called| called.hint);
    let often = called.map_or(&[][..], |called| called.often);
    let kind = match field.kind {
        // What is told, and not named, is written on lines of its own.
        Kind::Text { most } if most > LINE => "area",
        Kind::Text { .. } | Kind::Sealed { .. } => "text",
        Kind::Number { .. } => "number",
        Kind::Day | Kind::Moment => "date",
        Kind::Yes => "yes_no",
        Kind::Choice(_) | Kind::Link(Link::Area | Link::Staff | Link::Present) => "select",
        Kind::Link(Link::Unit) => "unit",
        Kind::Link(Link::Lot) => "lot",
        Kind::Lines(_) => "lines",
        Kind::Files => "files",
    };
    let unit = if let Kind::Number { unit, .. } = field.kind { unit } else { registers::cell::sign("") };
    let choices = match field.kind {
        Kind::Choice(picks) => {
            let pick = |pick: &registers::field::Pick| Choice {
                value: pick.code.to_owned(),
                label: pick.words.zh.to_owned(),
                label_en: pick.words.en.to_owned(),
            };
            picks.iter().map(pick).collect()
        }
        Kind::Link(Link::Area) => floor.areas()?.iter().map(|area| plain(area.as_str())).collect(),
        Kind::Link(link @ (Link::Staff | Link::Present)) => people(floor, link)?,
        Kind::Link(Link::Unit | Link::Lot)
        | Kind::Text { .. }
        | Kind::Sealed { .. }
        | Kind::Number { .. }
        | Kind::Day
        | Kind::Moment
        | Kind::Yes
        | Kind::Lines(_)
        | Kind::Files => Vec::new(),
    };
    let lines = if let Kind::Lines(lines) = field.kind { fields(floor, spec, lines)? } else { Vec::new() };
    Ok(FieldView {
        key: field.key,
        title: words.map_or(field.key, |words| words.zh),
        title_en: words.map_or(field.key, |words| words.en),
        hint: hint.map_or("", |hint| hint.zh),
        hint_en: hint.map_or("", |hint| hint.en),
        kind,
        required: field.required,
        unit: unit.zh,
        unit_en: unit.en,
        choices,
        often: often
            .iter()
            .map(|words| Choice { label_en: words.en.to_owned(), ..plain(words.zh) })
            .collect(),
        lines,
    })
}

fn people<H: Host>(floor: &Floor<'_, H>, link: Link) -> Result<Vec<Choice>, Refusal> {
    let mut choices = Vec::new();
    for row in floor.counter.store().staff()? {
        let one = Person::of(floor.counter, &row, true)?;
        if (one.in_post && link == Link::Staff) || one.present {
            choices.push(person(&one));
        }
    }
    // Whoever has the window comes first: it is their own work as a rule.
    let who = StaffId::new(floor.who()).map(|id| id.to_string()).unwrap_or_default();
    choices.sort_by_key(|choice| choice.value != who);
    Ok(choices)
}

impl Command for LookForm {
    const NAME: &'static str = "register.form";
    const WHO: Who = Who::Security(&[]);
    type Reply = FormView;
}

impl<H: Host> Run<Counter<H>> for LookForm {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<FormView, Refusal> {
        let missing = || Refusal::new("unknown_command", format!("没有命令「{}」；什么都没有改动", self.act));
        let (spec, act) = registers::act(&self.act).ok_or_else(missing)?;
        counter.may(caller, super::who(spec, act.roles))?;
        let counter: &Counter<H> = counter;
        with(spec.code, Drawing { counter, caller, act, number: self.number.as_deref() })
            .unwrap_or_else(|| Err(missing()))
    }
}
