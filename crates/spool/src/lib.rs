//! The operating system's spooler: which printers there are, and a paper handed to one of them. CUPS on Linux through its own
//! programs `lp` and `lpstat`, on Windows an installed PDF printer program.
//!
//! The crate refuses to make, scale or change a paper: a label is printed at the size that the law's letter heights were
//! measured at. It refuses a title that could carry a person's name, because titles stand in the spooler's log; arguments never
//! pass through a shell. What becomes of a job after it was taken is the spooler's to say, and is asked of it to the end.

#[cfg(any(not(windows), test))]
mod cups;
#[cfg(any(not(windows), test))]
mod ipp;
mod job;
#[cfg(not(windows))]
mod on_cups;
#[cfg(windows)]
mod on_windows;
mod program;
mod refused;
mod spooler;
#[cfg(any(windows, test))]
mod sumatra;
mod title;

pub use job::{JobState, Trouble};
pub use refused::Refused;
pub use spooler::{Job, Printer, Size, Spooler};
pub use title::Title;
