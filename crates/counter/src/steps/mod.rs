//! The use cases of one service, one module a step of the flow.

pub mod agree;
pub mod blend;
pub mod clear;
pub mod deliver;
pub mod label;
pub mod needs;
pub mod notice;
pub mod open;
pub mod plan;
pub mod release;
pub mod skin;
