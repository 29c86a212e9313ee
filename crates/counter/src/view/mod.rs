//! What the screens read: one module a screen, each answer in the shape in which it is shown.
//!
//! Names are put on codes here, weights and days stay as they are recorded. A view is made for one reader: whoever
//! holds no role but 检查员 sees what was done and never who the customer is or what she said of her health. Nothing
//! here writes, and nothing here decides: what may be done is asked of the rules and of the steps.

pub mod authorisation;
mod cards;
pub mod check;
pub mod consent;
pub mod customer;
mod duty;
pub(crate) mod finding;
pub mod gates;
pub mod house;
pub mod label;
pub mod labels;
pub mod lists;
pub(crate) mod needs;
mod people;
mod plan;
mod proposal;
pub mod ranking;
pub(crate) mod reader;
pub(crate) mod reads;
pub mod scan;
pub mod search;
pub mod service;
pub mod setup;
mod skin;
pub mod stock;
pub mod templates;
pub mod today;
mod vessel;
pub mod work;

pub use cards::{CustomerCard, ServiceCard};
pub use duty::{DutyCard, DutyState};
pub use finding::{Finding, Mend};
pub use needs::{NeedLine, NeedsView};
pub use people::{Person, faces};
pub use plan::{ComponentView, LimitView, PlanView, UseByView};
pub use proposal::{BenchProposal, Proposal, ProposedPiece, ProposedTemplate};
pub use skin::{MetricView, SkinPoint, SkinScore, SkinView};
pub use vessel::{NextView, Vessel, WeighingView};
