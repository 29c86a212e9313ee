//! 更正记录: an earlier record said something wrong. It stays as it was written, and this says beside it what is right
//! (山东指南 第八条). Nothing that follows from the record changes by it: what moves stock, files or a service has a command
//! of its own.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{Event, RecordCorrected};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::setup::{Fields, fields};
use crate::why::names_nobody;
use crate::{Counter, Host, Refusal};

/// Corrects a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CorrectRecord {
    /// Which, by its number.
    pub record: u64,
    /// What is right.
    pub note: String,
    /// Why the record is wrong.
    pub reason: String,
}

impl Command for CorrectRecord {
    const NAME: &'static str = "record.correct";
    const WHO: Who = Who::Person(&[Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for CorrectRecord {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let missing = || Refusal::new("not_found", format!("没有编号为 {} 的记录；没有改动", self.record));
        let wrong = counter.store().record_at(self.record)?.ok_or_else(missing)?;
        let wrong = store::content(&wrong)?.known();
        if let Some(Event::RecordCorrected(earlier)) = &wrong {
            let message =
                format!("记录 {} 本身是一条更正：请再次更正原记录 {}；没有改动", self.record, earlier.seq);
            return Err(Refusal::new("is_correction", message).mend("打开原记录再更正"));
        }
        let mut fields = Fields::default();
        let note = fields.take("note", fields::text(&self.note, 400));
        let reason = fields.take("reason", fields::text(&self.reason, 200));
        let (note, reason) = fields.all(note.zip(reason))?;
        let service = wrong.as_ref().and_then(Event::service);
        for text in [&note, &reason] {
            names_nobody(counter, service, text)?;
        }
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(RecordCorrected { seq: self.record, note, reason })?;
            Ok(())
        })
    }
}
