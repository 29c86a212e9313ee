//! What becomes of each physical copy of a unit's label: how a printer did with it, whether it was spoiled or is void, and why
//! there is another (补打). Every piece of paper is accounted for, so that a day's labels add up (山东指南 第十九条).
//!
//! The records of printing are written by whoever prints, before and after each thing that can fail; see
//! [`Counter::start_print`].

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{
    LabelPrintEnded, LabelPrintStarted, LabelPrintTaken, LabelReprinted, LabelSpoiled, LabelVoided,
};
use domain::ids::ServiceNumber;
use domain::label::{LabelCopy, LabelError, PrintEnd};
use rules::Gate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::why::why;
use crate::{Counter, Host, Refusal, gates};

/// What became of the copy before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyBefore {
    /// It came out and cannot be used.
    Spoiled,
    /// It is lost, or must not be used any more.
    Voided,
}

/// 补打: issues another copy of the label. The one before is spoiled or void with it, and the new one must be scanned back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReprintLabel {
    /// Of which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Why.
    pub reason: String,
    /// What became of the copy before, where that was not said yet.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub before: Option<CopyBefore>,
}

/// Says that the label came out and cannot be used.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SpoilLabel {
    /// Of which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Why.
    pub reason: String,
}

/// Says that the label must not be used any more.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VoidLabel {
    /// Of which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Why.
    pub reason: String,
}

/// Somebody looked at the printer and says whether the label came out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AnswerPrint {
    /// Of which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Whether a label came out.
    pub came_out: bool,
}

fn reason<H: Host>(counter: &Counter<H>, service: &ServiceNumber, text: &str) -> Result<String, Refusal> {
    let missing = || Refusal::new("reason_missing", "标签补打、报废、作废都须写明原因；没有改动");
    why(counter, service, text, missing)
}

/// The copy that is the unit's label now.
pub(super) fn live<H: Host>(counter: &Counter<H>, service: &ServiceNumber) -> Result<LabelCopy, Refusal> {
    let last = counter.store().labels_of(service)?.pop().filter(LabelCopy::is_live);
    Ok(last.ok_or_else(|| LabelError::NoneLive(service.clone()))?)
}

/// The same, where no printer may still bring it out: a copy that is void and printed afterwards would be one too many.
fn settled<H: Host>(counter: &Counter<H>, service: &ServiceNumber) -> Result<LabelCopy, Refusal> {
    let copy = live(counter, service)?;
    if copy.open_attempt().is_some() {
        return Err(LabelError::UnderWay.into());
    }
    Ok(copy)
}

impl Command for ReprintLabel {
    const NAME: &'static str = "label.reprint";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for ReprintLabel {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let why = reason(counter, &self.service, &self.reason)?;
        let service = self.service;
        let copies = counter.store().labels_of(&service)?;
        let last = copies.last().ok_or_else(|| LabelError::NoneLive(service.clone()))?;
        if last.is_live() {
            settled(counter, &service)?;
            self.before.ok_or_else(|| LabelError::StillLive(service.clone()))?;
        }
        gates::ask(counter, &counter.service(&service)?, Gate::Label, None)?;
        let (old, before) = (last.copy, self.before.filter(|_| last.is_live()));
        counter.write(caller.actor(), Self::NAME, |tx| {
            let (of, why_old) = (service.clone(), why.clone());
            match before {
                Some(CopyBefore::Spoiled) => {
                    tx.record(LabelSpoiled { service: of, copy: old, reason: why_old })?;
                }
                Some(CopyBefore::Voided) => {
                    tx.record(LabelVoided { service: of, copy: old, reason: why_old })?;
                }
                None => {}
            }
            Ok(tx.record(LabelReprinted { service, copy: old + 1, reason: why })?)
        })
    }
}

impl Command for SpoilLabel {
    const NAME: &'static str = "label.spoil";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for SpoilLabel {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let (reason, copy) =
            (reason(counter, &self.service, &self.reason)?, settled(counter, &self.service)?.copy);
        let event = LabelSpoiled { service: self.service, copy, reason };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}

impl Command for VoidLabel {
    const NAME: &'static str = "label.void";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for VoidLabel {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let (reason, copy) =
            (reason(counter, &self.service, &self.reason)?, settled(counter, &self.service)?.copy);
        let event = LabelVoided { service: self.service, copy, reason };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}

impl Command for AnswerPrint {
    const NAME: &'static str = "label.answered";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service];
    const WINDOWS: &'static [crate::Window] = &[];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for AnswerPrint {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let copy = live(counter, &self.service)?;
        // Who holds the label in hand may say so, whatever the printer said; that nothing came out is known already then.
        let asked = |ended: Option<PrintEnd>| match ended {
            None | Some(PrintEnd::Unknown) => true,
            Some(PrintEnd::Failed | PrintEnd::Cancelled) => self.came_out,
            Some(PrintEnd::Printed | PrintEnd::Saved) => false,
        };
        let attempt = copy.attempt().filter(|last| asked(last.ended.as_ref().map(|end| end.how)));
        let nothing = || Refusal::new("label_not_asked", "上一次打印的结果已有记录；没有改动");
        let (how, note) = if self.came_out {
            (PrintEnd::Printed, "人工确认：标签已出来")
        } else {
            (PrintEnd::Failed, "人工确认：标签没有出来")
        };
        let event = LabelPrintEnded {
            service: self.service,
            copy: copy.copy,
            attempt: attempt.ok_or_else(nothing)?.number,
            how,
            note: Some(note.to_owned()),
            at: counter.host().now(),
        };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}

/// One attempt at one copy, by which its printing is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// Of which service.
    pub service: ServiceNumber,
    /// Which copy.
    pub copy: u32,
    /// Which attempt.
    pub attempt: u32,
}

impl Print {
    /// What the job is called: `JN01-261120-0031.1.2`, copy and attempt after the number.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}.{}.{}", self.service, self.copy, self.attempt)
    }
}

impl<H: Host> Counter<H> {
    /// Records that the live copy of a service's label is about to be printed. Nothing is handed to a printer before this is
    /// durable; asked twice it refuses, so that one copy is never printed twice by accident.
    ///
    /// # Errors
    /// [`LabelError`]: it came out already, or it is not known that it did not.
    pub fn start_print(
        &mut self,
        caller: &Caller,
        service: &ServiceNumber,
        printer: Option<String>,
    ) -> Result<Print, Refusal> {
        let copy = live(self, service)?;
        let (attempt, at) = (copy.may_print()?, self.host().now());
        let print = Print { service: service.clone(), copy: copy.copy, attempt };
        let event = LabelPrintStarted { service: service.clone(), copy: copy.copy, attempt, printer, at };
        self.write::<_, Refusal>(caller.actor(), "label.print", |tx| Ok(tx.record(event)?))?;
        Ok(print)
    }

    /// Records the number under which the spooler holds an attempt.
    ///
    /// # Errors
    /// [`LabelError::OtherAttempt`].
    pub fn print_taken(&mut self, print: &Print, job: String) -> Result<u64, Refusal> {
        let Print { service, copy, attempt } = print.clone();
        let event = LabelPrintTaken { service, copy, attempt, job };
        self.write(Caller::System.actor(), "label.print_taken", |tx| Ok(tx.record(event)?))
    }

    /// Records how an attempt ended, by what the spooler says of it.
    ///
    /// # Errors
    /// [`LabelError::OtherAttempt`] where that is known already.
    pub fn print_ended(
        &mut self,
        print: &Print,
        how: PrintEnd,
        note: Option<String>,
    ) -> Result<u64, Refusal> {
        let (Print { service, copy, attempt }, at) = (print.clone(), self.host().now());
        let event = LabelPrintEnded { service, copy, attempt, how, note, at };
        self.write(Caller::System.actor(), "label.print_ended", |tx| Ok(tx.record(event)?))
    }
}
