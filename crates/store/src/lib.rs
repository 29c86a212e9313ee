//! The encrypted store of one counter: the ledger, the tables that are views of it, and the vault.
//!
//! Every write is one [`Store::transact`]: inside one SQLite transaction it appends records and updates the tables
//! that they imply, or does neither. There is no other way to write. This crate knows no use case, no rule, no
//! clock and no document; who may do what is decided above it.

mod backup;
mod behind;
mod beside;
mod error;
mod folder;
mod key;
mod ledger_table;
mod lost;
mod meta;
mod migrations;
mod projection;
mod read;
mod rebuild;
mod store;
pub mod tables;
mod transact;
mod understood;
mod vault;
mod wrapped;

pub use backup::{
    BackupName, Copied, Drilled, KEPT, Keeping, Kept, Restored, backup_beside, code_of, copies_last_until,
    drill, older_than_known, superseded,
};
pub use behind::{ReadingAlone, Went};
pub use beside::{Most, Portion, records_beside};
pub use error::StoreError;
pub use folder::Holder;
pub use key::Key;
pub use ledger_table::content;
pub use meta::Origin;
pub use read::{COUNTED, Listing, Trace, TracedUnit};
pub use rebuild::Rebuilt;
pub use store::{Founding, Store};
pub use transact::{Done, Stamp, Tx};
pub use vault::{Kind, Opened};
