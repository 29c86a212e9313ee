//! The calls of a store to headquarters under `/v1`: what is sent, and every outcome by its name.

mod down;
mod enrol;
mod head;
mod records;
mod rotate;
mod sealed;
mod store_key;
mod tail;

pub use down::{
    After, BLOBS, BOARD, BULLETINS, BlobOutcome, BoardOutcome, GIVEN_BACK, GivenBack, GivenBackOutcome, ROOT,
    SignedOutcome, WAIT_MOST, blob_path, bulletin_path,
};
pub use enrol::{ENROL, Enrol, EnrolError, EnrolOutcome, LedgerProof};
pub use head::{Compared, HEAD, HeadOutcome, HeadQuery};
pub use records::{Batch, BatchHeader, HeadSeal, RECORDS, RecordsOutcome};
pub use rotate::{ROTATE, Rotate, RotateOutcome};
pub use sealed::{SEALED, SealedHeader, SealedItem, SealedOutcome};
pub use store_key::{GrantError, IntroduceKey, KeyGrant, STORE_KEY, SignedGrant, StoreKeyOutcome};
pub use tail::{TAIL, Tail, TailError, TailHeader, TailOutcome};
