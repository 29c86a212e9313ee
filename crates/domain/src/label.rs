//! One physical copy of a unit's label, from being issued to its end: on the unit that was handed over, spoiled, or void.
//! At most one copy of a unit is live, so that no unit can carry two labels and no label can be on two units.
//!
//! This module refuses to know printers: it knows that a copy was handed to one, and how that ended. What a spooler cannot
//! say (a job that vanished, a computer that lost power in between) is [`PrintEnd::Unknown`] until somebody has looked.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::event::{
    LabelIssued, LabelPrintEnded, LabelPrintStarted, LabelPrintTaken, LabelReprinted, LabelScanned,
};
use crate::ids::{ServiceNumber, TemplateId};

/// How an attempt to print ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintEnd {
    /// The printer printed it.
    Printed,
    /// No printer is set: it was printed to a file.
    Saved,
    /// Nothing came out.
    Failed,
    /// Somebody took the job back before anything came out.
    Cancelled,
    /// Nobody can say before somebody has looked at the printer.
    Unknown,
}

words::worded!(PrintEnd: print_end { Printed, Saved, Failed, Cancelled, Unknown });

/// The end of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// How.
    pub how: PrintEnd,
    /// What the spooler, or the person who looked, said of it.
    pub note: Option<String>,
    /// What the printer had said before, where the person who looked says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<PrintEnd>,
    /// When.
    pub at: Moment,
}

/// One attempt to print a copy. Its record is durable before anything is handed to a spooler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// From 1.
    pub number: u32,
    /// On which printer; `None` for a file.
    pub printer: Option<String>,
    /// When.
    pub at: Moment,
    /// The spooler's number of the job, once it took it.
    pub job: Option<String>,
    /// How it ended, once it did.
    pub ended: Option<Ended>,
}

/// How a copy's way ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It left on its unit.
    Used,
    /// It came out and cannot be used: torn, jammed, misprinted.
    Spoiled,
    /// It must not be used any more: its unit is lost, or the copy is.
    Voided,
}

/// The end of a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// How.
    pub fate: Fate,
    /// Why, where it was not used.
    pub reason: Option<String>,
    /// When.
    pub at: Moment,
}

/// Why something cannot be done to a unit's label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// There is no live copy.
    #[error("服务 {0} 没有有效的标签：没有改动；先生成标签，已报废或作废的须补打")]
    NoneLive(ServiceNumber),
    /// There is a live copy already.
    #[error("服务 {0} 已有一张有效的标签：没有改动；补打前须说明原来那张是报废还是作废")]
    StillLive(ServiceNumber),
    /// An attempt is under way.
    #[error("上一次打印还没有结束：没有重复打印；请等它结束，或先取消")]
    UnderWay,
    /// How the last attempt ended is not known.
    #[error("上一次打印的结果不明：没有重复打印；请看打印机，答复标签是否已经出来")]
    Unanswered,
    /// The copy came out already.
    #[error("这张标签已经打印：没有重复打印；再要一张须补打并写明原因")]
    CameOut,
    /// Its last print is under way, so that what is read is not known to stand on it.
    #[error("第 {0} 张标签还在打印：没有扫回；请等它打印完，或先取消打印，再扫标签上的码")]
    NotOutYet(u32),
    /// Nobody knows yet whether it came out.
    #[error("第 {0} 张标签是否已经打印出来还不清楚：没有扫回；请看打印机，先答复标签是否已经出来")]
    NotKnownOut(u32),
    /// It was never printed, or its last print failed or was taken back.
    #[error("第 {0} 张标签没有打印出来：没有扫回；请先打印；纸确实已经出来的，先答复已出来")]
    NotOut(u32),
    /// Not the attempt that is under way.
    #[error("打印记录与标签不符：第 {0} 次打印不在进行中")]
    OtherAttempt(u32),
    /// Not the copy that is next.
    #[error("标签的张号不连续：应为第 {expected} 张，收到第 {found} 张")]
    OtherCopy {
        /// From 1.
        expected: u32,
        /// From 1.
        found: u32,
    },
}

impl LabelError {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoneLive(_) => "label_none_live",
            Self::StillLive(_) => "label_still_live",
            Self::UnderWay => "label_printing",
            Self::Unanswered => "label_unanswered",
            Self::CameOut => "label_came_out",
            Self::NotOutYet(_) | Self::NotKnownOut(_) | Self::NotOut(_) => "label_not_out",
            Self::OtherAttempt(_) | Self::OtherCopy { .. } => "label_mismatch",
        }
    }
}

/// One copy of a unit's label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelCopy {
    /// Of which service's unit.
    pub service: ServiceNumber,
    /// Which copy of that service, from 1.
    pub copy: u32,
    /// Under which template.
    pub template: TemplateId,
    /// Which version of it.
    pub version: u32,
    /// When it was issued.
    pub issued_at: Moment,
    /// 补打: why there is another copy; `None` for the first of a blend.
    pub reprint: Option<String>,
    /// Every attempt to print it.
    pub attempts: Vec<Attempt>,
    /// When it was read back from the unit.
    pub scanned_at: Option<Moment>,
    /// How its way ended, once it did.
    pub closed: Option<Closed>,
}

impl LabelCopy {
    /// The first copy for a blend.
    #[must_use]
    pub fn issued(event: &LabelIssued, copy: u32, at: Moment) -> Self {
        Self {
            service: event.service.clone(),
            copy,
            template: event.template.clone(),
            version: event.version,
            issued_at: at,
            reprint: None,
            attempts: Vec::new(),
            scanned_at: None,
            closed: None,
        }
    }

    /// 补打: the copy after this one.
    ///
    /// # Errors
    /// [`LabelError::StillLive`] as long as this one is neither spoiled nor void, [`LabelError::OtherCopy`].
    pub fn reprinted(&self, event: &LabelReprinted, at: Moment) -> Result<Self, LabelError> {
        if self.is_live() {
            return Err(LabelError::StillLive(self.service.clone()));
        }
        let (expected, found) = (self.copy + 1, event.copy);
        if expected != found {
            return Err(LabelError::OtherCopy { expected, found });
        }
        Ok(Self {
            copy: found,
            issued_at: at,
            reprint: Some(event.reason.clone()),
            attempts: Vec::new(),
            scanned_at: None,
            closed: None,
            ..self.clone()
        })
    }

    /// Whether it is the unit's label now.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.closed.is_none()
    }

    /// The latest attempt.
    #[must_use]
    pub fn attempt(&self) -> Option<&Attempt> {
        self.attempts.last()
    }

    /// The attempt of which nobody has said yet how it ended.
    #[must_use]
    pub fn open_attempt(&self) -> Option<&Attempt> {
        self.attempt().filter(|attempt| attempt.ended.is_none())
    }

    /// Whether there is a piece of paper, as far as is known. What was read back came out: see [`LabelCopy::may_scan`].
    #[must_use]
    pub fn came_out(&self) -> bool {
        let out = |attempt: &Attempt| {
            attempt.ended.as_ref().is_some_and(|end| matches!(end.how, PrintEnd::Printed | PrintEnd::Saved))
        };
        let held = self.closed.as_ref().is_some_and(|end| matches!(end.fate, Fate::Used | Fate::Spoiled));
        held || self.scanned_at.is_some() || self.attempts.iter().any(out)
    }

    /// Whether it was printed to a file.
    #[must_use]
    pub fn to_file(&self) -> bool {
        let saved = |end: &Ended| end.how == PrintEnd::Saved;
        self.attempt().and_then(|attempt| attempt.ended.as_ref()).is_some_and(saved)
    }

    /// Whether the latest attempt can be begun anew without a second piece of paper.
    ///
    /// # Errors
    /// [`LabelError`]: it came out, or it is not known that it did not.
    pub fn may_print(&self) -> Result<u32, LabelError> {
        if !self.is_live() {
            return Err(LabelError::NoneLive(self.service.clone()));
        }
        if self.came_out() {
            return Err(LabelError::CameOut);
        }
        match self.attempt().map(|attempt| attempt.ended.as_ref().map(|end| end.how)) {
            Some(None) => Err(LabelError::UnderWay),
            Some(Some(PrintEnd::Unknown)) => Err(LabelError::Unanswered),
            Some(Some(_)) | None => Ok(u32::try_from(self.attempts.len()).unwrap_or(u32::MAX - 1) + 1),
        }
    }

    /// Whether reading it back proves anything: only a piece of paper that came out can be on the unit, and the number of a
    /// unit is no proof that its label is.
    ///
    /// # Errors
    /// [`LabelError`]: it is closed, or its last print has not ended as printed.
    pub fn may_scan(&self) -> Result<(), LabelError> {
        if !self.is_live() {
            return Err(LabelError::NoneLive(self.service.clone()));
        }
        match self.attempt().map(|attempt| attempt.ended.as_ref().map(|end| end.how)) {
            Some(Some(PrintEnd::Printed | PrintEnd::Saved)) => Ok(()),
            Some(None) => Err(LabelError::NotOutYet(self.copy)),
            Some(Some(PrintEnd::Unknown)) => Err(LabelError::NotKnownOut(self.copy)),
            Some(Some(PrintEnd::Failed | PrintEnd::Cancelled)) | None => Err(LabelError::NotOut(self.copy)),
        }
    }

    /// What the printer said where it said that nothing came out and the label was read back all the same.
    #[must_use]
    pub fn read_against(&self) -> Option<PrintEnd> {
        let end = self.attempt().filter(|_| self.scanned_at.is_some())?.ended.as_ref()?;
        let nothing = |how: &PrintEnd| matches!(how, PrintEnd::Failed | PrintEnd::Cancelled);
        end.against.or(Some(end.how)).filter(nothing)
    }

    /// An attempt begins.
    ///
    /// # Errors
    /// As [`LabelCopy::may_print`], and [`LabelError::OtherAttempt`].
    pub fn start(&mut self, event: &LabelPrintStarted) -> Result<(), LabelError> {
        let number = self.may_print()?;
        if number != event.attempt || self.copy != event.copy {
            return Err(LabelError::OtherAttempt(event.attempt));
        }
        let (printer, at) = (event.printer.clone(), event.at);
        self.attempts.push(Attempt { number, printer, at, job: None, ended: None });
        Ok(())
    }

    fn attempt_mut(&mut self, number: u32) -> Result<&mut Attempt, LabelError> {
        let attempt = self.attempts.last_mut().filter(|attempt| attempt.number == number);
        attempt.ok_or(LabelError::OtherAttempt(number))
    }

    /// The spooler took the attempt under a number of its own.
    ///
    /// # Errors
    /// [`LabelError::OtherAttempt`].
    pub fn take(&mut self, event: &LabelPrintTaken) -> Result<(), LabelError> {
        let attempt = self.attempt_mut(event.attempt)?;
        if attempt.ended.is_some() || attempt.job.is_some() {
            return Err(LabelError::OtherAttempt(event.attempt));
        }
        attempt.job = Some(event.job.clone());
        Ok(())
    }

    /// The attempt ended, or somebody looked how it had. A person who holds the label may say that it came out although the
    /// printer said that it did not: both stay on record.
    ///
    /// # Errors
    /// [`LabelError::OtherAttempt`] where its end is known already.
    pub fn end(&mut self, event: &LabelPrintEnded) -> Result<(), LabelError> {
        let attempt = self.attempt_mut(event.attempt)?;
        let against = match (attempt.ended.as_ref().map(|end| end.how), event.how) {
            (None | Some(PrintEnd::Unknown), _) => None,
            (Some(said @ (PrintEnd::Failed | PrintEnd::Cancelled)), PrintEnd::Printed) => Some(said),
            (Some(_), _) => return Err(LabelError::OtherAttempt(event.attempt)),
        };
        attempt.ended = Some(Ended { how: event.how, note: event.note.clone(), against, at: event.at });
        Ok(())
    }

    /// It was read back from the unit.
    pub fn scan(&mut self, _: &LabelScanned, at: Moment) {
        self.scanned_at = Some(at);
    }

    /// Its way ends.
    pub fn close(&mut self, fate: Fate, reason: Option<String>, at: Moment) {
        self.closed = Some(Closed { fate, reason, at });
    }
}
