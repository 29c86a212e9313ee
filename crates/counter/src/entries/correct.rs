//! 更正: something in an entry is wrong. What was written stays and stays readable; the correction says what is right and why,
//! and stands beside it for ever.

use command::Topic;
use domain::event::RecordCorrected;
use registers::{Each, Register};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::list::column;
use super::{known, reading};
use crate::setup::{Fields, fields};
use crate::why::names_nobody;
use crate::{Caller, Command, Counter, Host, Refusal, Run, Who, steps};

/// Corrects one field of an entry.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CorrectEntry {
    /// Of which register.
    pub register: String,
    /// Its number.
    pub number: String,
    /// Which field.
    pub field: String,
    /// What is right.
    pub right: String,
    /// Why.
    pub reason: String,
}

struct Wrong<'a, H: Host>(&'a Counter<H>, &'a CorrectEntry);

impl<H: Host> Each for Wrong<'_, H> {
    type Out = Result<RecordCorrected, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let Self(counter, asked) = self;
        let entry = known::<R, H>(counter, &asked.number)?;
        let mut notes = Fields::default();
        let field = R::SPEC.field(&asked.field).map(|field| column(R::SPEC, field.key));
        let open = field.as_ref().is_some_and(|field| field.sorts);
        let zh = "这一栏不能在这里更正：密匣中的内容、附件和明细行请另行登记";
        notes.hold("field", open, zh, "this field cannot be corrected here");
        let right = notes.take("right", fields::text(&asked.right, 200));
        let reason = notes.take("reason", fields::text(&asked.reason, 200));
        let (right, reason) = notes.all(right.zip(reason))?;
        names_nobody(counter, None, &reason)?;
        let title = field.map_or("", |field| field.title);
        // The record that wrote the entry; what a later one says is corrected at that record's own page.
        let seq = entry.records.first().copied().unwrap_or_default();
        Ok(RecordCorrected { seq, note: format!("{title}：{right}"), reason })
    }
}

impl Command for CorrectEntry {
    const NAME: &'static str = "register.correct";
    const WHO: Who = Who::Person(steps::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for CorrectEntry {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let event = reading(counter, caller, &self.register, Wrong(counter, &self))?;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}
