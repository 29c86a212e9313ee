//! The papers of the customer's rights: which one, and how it is made. Making a copy of all that is kept is a look at the
//! customer, and recorded as one.

use command::{Caller, Run as _};
use documents::{Format, SheetPdf, letter_pdf};
use domain::ids::{CustomerId, ServiceNumber};
use domain::kept::LookedAt;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::{Word, Worded};

use super::copy::PersonCopy;
use super::{change, looks, requests, why, withdraw};
use crate::error::unset;
use crate::steps::reasons::Explain;
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
#[ts(rename = "RightsPaper")]
pub enum Paper {
    /// 个人信息副本: everything that is kept of a customer.
    Copy {
        /// Whose.
        #[ts(as = "String")]
        customer: CustomerId,
    },
    /// 请求与答复.
    Request {
        /// Its number.
        request: String,
    },
    /// 回执: what was taken back, what went, what stays.
    Receipt {
        /// Its number.
        receipt: String,
    },
    /// 更正回执: what was put right, added, joined or parted.
    Change {
        /// Its number.
        receipt: String,
    },
    /// 推荐理由说明: why a recipe was proposed and the others were not.
    Why {
        /// In which service.
        #[ts(as = "String")]
        service: ServiceNumber,
    },
}

impl Worded for Paper {
    fn word(&self) -> Word {
        match self {
            Self::Copy { .. } => words::rights_paper::Copy,
            Self::Receipt { .. } => words::rights_paper::Receipt,
            Self::Request { .. } => words::rights_paper::Request,
            Self::Change { .. } => words::rights_paper::Change,
            Self::Why { .. } => words::rights_paper::Why,
        }
    }
}

impl Paper {
    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.zh()
    }

    /// Its file's name without an ending: a number, never a person's name.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Copy { customer } => format!("{customer}.person"),
            Self::Receipt { receipt } | Self::Change { receipt } => receipt.clone(),
            Self::Request { request } => request.clone(),
            Self::Why { service } => format!("{service}.why"),
        }
    }

    /// Makes the paper.
    ///
    /// # Errors
    /// `not_found`, `role_forbidden`, and what the paper refuses.
    pub fn pdf<H: Host>(
        &self,
        counter: &mut Counter<H>,
        caller: &Caller,
        format: Format,
    ) -> Result<SheetPdf, Refusal> {
        let letter = match self {
            Self::Copy { customer } => copy(counter, caller, customer)?.letter(),
            Self::Receipt { receipt } => withdraw::letter(counter, receipt)?,
            Self::Request { request } => requests::letter(counter, request)?,
            Self::Change { receipt } => change::letter(counter, receipt)?,
            Self::Why { service } => why::letter(counter, caller, service)?,
        };
        letter_pdf(&letter, format, &counter.assets().typeface).map_err(unset)
    }

    /// Makes the file that machines read.
    ///
    /// # Errors
    /// As [`Self::pdf`].
    pub fn json<H: Host>(&self, counter: &mut Counter<H>, caller: &Caller) -> Result<Vec<u8>, Refusal> {
        match self {
            Self::Copy { customer } => copy(counter, caller, customer)?.json(),
            Self::Request { request } => Ok(serde_json::to_vec_pretty(&counter.store().request(request)?)?),
            Self::Receipt { receipt } => {
                Ok(serde_json::to_vec_pretty(&counter.store().receipt(receipt)?.gave)?)
            }
            Self::Change { receipt } => Ok(serde_json::to_vec_pretty(&counter.store().change(receipt)?)?),
            Self::Why { service } => {
                let asked = Explain { service: service.clone() };
                Ok(serde_json::to_vec_pretty(&asked.run(counter, caller)?)?)
            }
        }
    }
}

fn copy<H: Host>(
    counter: &mut Counter<H>,
    caller: &Caller,
    customer: &CustomerId,
) -> Result<PersonCopy, Refusal> {
    PersonCopy::of(&Reader::of(counter, caller)?, customer)?;
    looks(counter, caller, customer, (LookedAt::Copy, None))?;
    PersonCopy::of(&Reader::of(counter, caller)?, customer)
}
