//! What several payloads share, frozen: a change of one of these is a new struct beside it, and a new version of every kind that
//! is to hold it.

mod house;
mod recipe;
mod room;
mod service;
mod staff;
mod stock;

pub use house::*;
pub use recipe::*;
pub use room::*;
pub use service::*;
pub use staff::*;
pub use stock::*;
