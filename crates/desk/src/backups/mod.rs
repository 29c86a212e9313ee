//! Copies of the store that the program makes by itself: where they lie, how one is made and kept, what there is, whether
//! one can be restored from, and when they are made (at closing, before an update, when somebody says so).
//!
//! How a copy is written and verified is the store's business, and so is which ones are kept; this module names places,
//! waits for them, and records what happened.

mod close;
mod drill;
mod list;
mod made;
mod place;
mod update;

pub use close::{CloseProgram, ClosingView, LeaveProgram, StayOpen};
pub use drill::DrillBackup;
pub use list::{FoundCopies, LookBackups};
pub use made::BackUpNow;
pub use place::{AddBackupPlace, BackupPlace, DropBackupPlace};

pub(crate) use made::Source;
pub(crate) use place::DEFAULT_LOW_SPACE;
