//! The manager's signature under a day: each sampled service looked at, what there is to say written down, and the PIN at
//! that moment over exactly what was shown.
//!
//! A day may be signed again: what was signed stays, and what came later is named beside it. It refuses a sheet that has
//! changed since it was looked at, and a sample that was not looked through.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use command::{Caller, Command, Run, Topic, Who};
use domain::clean;
use domain::event::DaySigned;
use domain::ids::ServiceNumber;
use domain::signature::{Digest, Meaning};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::Kind;
use ts_rs::TS;

use super::look::{SignedLog, view};
use super::sheet::{DaySheet, Period, signed_over};
use crate::counter::digest;
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// More nobody reads the next day.
const LONGEST: usize = 2_000;

/// A sampled service that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Looked {
    /// Which.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// What there is to say of it; empty where nothing is.
    pub remark: String,
}

/// What a manager wrote. It may name people and lies in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "DayNotes")]
pub struct Notes {
    /// Of the day.
    pub text: String,
    /// Of sampled services, where there was something to say.
    pub remarks: Vec<Looked>,
}

/// Signs the log of a day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SignDay {
    /// Which day.
    #[ts(as = "String")]
    pub day: NaiveDate,
    /// The digest of the sheet that was looked at.
    #[ts(as = "String")]
    pub shown: Digest,
    /// Each sampled service, looked at.
    pub looked: Vec<Looked>,
    /// What there is to say of the day; may be empty.
    pub notes: String,
    /// The manager's PIN, entered at this moment.
    pub pin: String,
}

impl Command for SignDay {
    const NAME: &'static str = "day.sign";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = SignedLog;
}

impl<H: Host> Run<Counter<H>> for SignDay {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<SignedLog, Refusal> {
        let Caller::Staff(manager) = caller else {
            return Err(Refusal::new("role_forbidden", "日志须由店长签名；没有签名"));
        };
        let Self { day, shown, looked, notes, pin } = self;
        let sheet = DaySheet::of(counter, Period::of(day, day, counter.today())?)?;
        let Some(sample) = sheet.sample.clone() else {
            let message = format!("{day} 没有任何记录，没有可签的日志");
            return Err(Refusal::new("day_empty", message));
        };
        let text = sheet.text()?;
        if digest(text.as_bytes()) != shown {
            let message = "这一天在查看之后有新的记录：请重新看过再签；没有签名，已写的备注还在";
            return Err(Refusal::new("day_changed", message).mend("重新查看后再签"));
        }
        let seen: BTreeSet<&ServiceNumber> = looked.iter().map(|looked| &looked.service).collect();
        let left: Vec<&ServiceNumber> =
            sample.services.iter().filter(|number| !seen.contains(number)).collect();
        if !left.is_empty() {
            let message = format!("抽样的服务还有 {} 单没有看过：逐单看过才能签；没有签名", left.len());
            return Err(Refusal::new("day_sample_unseen", message).details(left));
        }
        let notes = written(notes, looked)?;
        let signature =
            counter.signature(manager.clone(), Role::StoreManager, Meaning::DayLog, shown.clone(), caller)?;
        counter.authenticate(manager, &pin)?;
        let head = counter.store().head()?;
        let record = counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let notes = match &notes {
                Some(notes) => Some(tx.seal(Kind::DayNotes, &serde_json::to_vec(notes)?)?),
                None => None,
            };
            let shown = signed_over(&text, notes.as_ref());
            Ok(tx.record(DaySigned {
                day,
                up_to: head.seq,
                head: Digest::of_bytes(&head.hash.0),
                seed: sample.seed,
                sampled: sample.services,
                sheet: text,
                notes,
                signature: domain::signature::Signature { shown, ..signature },
            })?)
        })?;
        let log = super::look::signed(counter, record)?;
        view(&Reader::of(counter, caller)?, record, log)
    }
}

/// What was written, without its blanks; none where nothing was.
fn written(text: String, looked: Vec<Looked>) -> Result<Option<Notes>, Refusal> {
    let text = clean::text(&text);
    let trimmed =
        looked.into_iter().map(|Looked { service, remark }| Looked { service, remark: clean::text(&remark) });
    let remarks: Vec<Looked> = trimmed.filter(|looked| !looked.remark.is_empty()).collect();
    let longest = remarks.iter().map(|looked| &looked.remark).chain([&text]).map(|text| text.chars().count());
    if longest.max().unwrap_or(0) > LONGEST {
        let message = format!("备注最多 {LONGEST} 字；没有签名，已写的备注还在");
        return Err(Refusal::new("day_notes_long", message));
    }
    Ok((!text.is_empty() || !remarks.is_empty()).then_some(Notes { text, remarks }))
}
