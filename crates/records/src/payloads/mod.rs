//! The payload of each kind and version, with its descriptor. What stands here was written into ledgers and is never changed: a
//! field more, or another, is a new struct beside it.

mod backup;
mod day;
mod down;
mod house;
mod label;
mod premises;
mod rights;
mod security;
mod service;
mod staff;
mod stock;
mod work;

pub use backup::*;
pub use day::*;
pub use down::*;
pub use house::*;
pub use label::*;
pub use premises::*;
pub use rights::*;
pub use security::*;
pub use service::*;
pub use staff::*;
pub use stock::*;
pub use work::*;
