//! What waits for something outside: the scale, a dialog, a printer, long work. Each permits first, takes what it needs
//! from the desk, lets the desk go, and waits then.

mod backup;
mod files;
mod leaflet;
mod paper;
mod person;
mod print;
mod register;
mod scale;
mod tables;
mod tag;
mod testing;

pub use backup::MakeBackup;
pub use files::{BringBack, Inbox, PickFile, PickInbox, SaveDay, ShowFolder};
pub use paper::{PrintPaper, SavePaper};
pub use person::{PrintPerson, SavePerson};
pub use print::{AnswerLabel, CancelPrint, LookLabel, PrintLabel, Printers};
pub use register::{BringRegister, PrintRegister, SaveAttached, SaveRegister};
pub use scale::{DetectScales, TareScale, WaitForScale, ZeroScale};
pub use tables::{CommitTable, EmptyTable, PreviewTable};
pub use tag::PrintTag;
pub use testing::{ImportTest, TakeTestBack};
