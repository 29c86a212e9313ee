//! The desk: who sits at which window, and the one door through which windows ask.
//!
//! A window asks by a command's name; the desk decides whether this window, this person and this moment allow it, and
//! either answers itself (locking, first start, the customer's screen) or hands the question to the counter. It knows
//! no Tauri, so that what a window may do is tested without one, and no rule of the law: those lie behind the counter.

mod alarm;
mod ask;
mod backups;
mod checkpoint;
mod desk;
mod device;
mod dialogs;
mod door;
mod equipped;
mod files;
mod headquarters;
mod inbox;
mod jobs;
mod keys;
mod label_jobs;
mod lists;
mod machine;
mod news;
mod paper_jobs;
mod printing;
mod screen;
mod session;
mod space;
mod start;
mod table;
mod view;
mod waiting;
mod weighing;

pub use ask::{ASKS, declaration, permissions, wire};
pub use command::Topic;
pub use desk::{Desk, Pane};
pub use device::Device;
pub use dialogs::{Dialogs, Nobody};
pub use door::Door;
pub use headquarters::{Safe, Told, Uploading};
pub use lists::lists;
pub use machine::{Keys, Machine};
pub use news::{News, NewsFeed};
pub use table::permission_table;
pub use view::DeskView;
