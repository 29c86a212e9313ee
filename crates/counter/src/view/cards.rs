//! Services and customers as lines of a list.

use chrono::NaiveDate;
use domain::Moment;
use domain::service::{Mode, Step};
use serde::Serialize;
use ts_rs::TS;

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ServiceCard {
    /// Its number.
    pub number: String,
    /// Where it is.
    #[ts(type = "Step")]
    pub step: Step,
    /// What kind of service.
    #[ts(type = "Mode")]
    pub mode: Mode,
    /// When it was opened.
    #[ts(as = "String")]
    pub opened_at: Moment,
    /// The customer's random number.
    pub customer: String,
    /// The customer's name, where she left one and it is still kept.
    pub customer_name: Option<String>,
    /// The advisor's code.
    pub advisor: String,
    /// The advisor's name.
    pub advisor_name: String,
    /// What the chosen recipe is called.
    pub recipe_name: Option<String>,
    /// How many blends were written off in it.
    pub written_off: usize,
    /// Its last record: safe at headquarters once a receipt covers it.
    #[ts(type = "number")]
    pub last_record: u64,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CustomerCard {
    /// The customer's random number.
    pub customer: String,
    /// Her name, where she left one and it is still kept.
    pub name: Option<String>,
    /// The last four digits of her telephone number, likewise.
    pub phone_end: Option<String>,
    /// Her latest service that was handed over.
    pub last_service: Option<String>,
    /// Its day.
    #[ts(as = "Option<String>")]
    pub last_on: Option<NaiveDate>,
    /// How many services were opened for her, whatever became of them.
    pub services: u32,
    /// How many other customers have the same telephone number, as far as somebody asked.
    pub same_phone: u32,
}
