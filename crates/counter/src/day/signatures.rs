//! Who sat at the window of each signature under a clearance, a release or a refusal of a day: read when somebody asks, for a
//! busy day has hundreds of them and they are in its records.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::look::READERS;
use super::odd::signs;
use super::record::{RecordLine, SignedAt, signed_at};
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// Looks at the signatures of a day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookSignatures {
    /// Which.
    #[ts(as = "String")]
    pub day: NaiveDate,
}

/// A record that was signed, with who sat at the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedLine {
    /// As a line.
    pub line: RecordLine,
    /// Its signatures.
    pub signatures: Vec<SignedAt>,
}

impl Command for LookSignatures {
    const NAME: &'static str = "day.signatures";
    const WHO: Who = Who::Person(READERS);
    /// The signed records, in order.
    type Reply = Vec<SignedLine>;
}

impl<H: Host> Run<Counter<H>> for LookSignatures {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Vec<SignedLine>, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let mut lines = Vec::new();
        for mark in reader.store().marks(self.day, self.day)?.iter().filter(|mark| signs(mark.what)) {
            let Some(record) = reader.store().record_at(mark.seq)? else { continue };
            let payload = serde_json::from_str(record.header()?.payload.get())?;
            let signatures = signed_at(&reader, &payload)?;
            lines.push(SignedLine { line: RecordLine::of(&reader, &record)?, signatures });
        }
        Ok(lines)
    }
}
