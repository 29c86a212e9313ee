//! A simulator of stores, headquarters and everything that goes wrong between them. A seed decides what happens: the wire
//! loses, doubles, delays and changes; PCs and headquarters are killed, restored, cloned and rolled back; disks fill and
//! clocks jump. What decides is the product's own `plan` and `judge`, over real records and real bytes; what must hold is
//! looked at after every step. [`down`] does the same for what headquarters decides. It is not the product, and knows no network, database or clock.

pub mod chance;
pub mod down;
mod faults;
pub mod fuzz;
pub mod hq;
mod laws;
mod liar;
pub mod minds;
pub mod pc;
mod script;
pub mod world;

pub use down::{DOWN_MUTANTS, DownMutant};
pub use minds::{MUTANTS, Mind, Mutant, Product};
pub use world::{Report, World, run};
