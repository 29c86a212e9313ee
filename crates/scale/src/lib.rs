//! A scale on a serial line, spoken to by MT-SICS (Mettler Toledo's Standard Interface Command Set, levels 0 and 1).
//!
//! [`Scale::connect`] starts one thread that owns the port: it asks for the weight, says how the scale is, notices a pulled
//! cable and comes back by itself. The crate refuses to judge weights: what is stable is what the scale itself calls stable, a
//! weight in a unit that is no mass in grams is shown as a refusal and never converted, and nobody can type one here. It knows
//! no service, no store and no window.

mod answer;
mod board;
mod detect;
mod fault;
mod line;
mod lines;
mod reading;
mod scale;
mod settings;
mod weight;

pub use detect::{Found, detect, detect_on, ports};
pub use fault::ScaleFault;
pub use reading::{Identity, Reading, StableReading, State};
pub use scale::Scale;
pub use settings::{DataBits, Parity, Settings, StopBits};
