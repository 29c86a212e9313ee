//! How far this store has each chain, from the rows that its own records left, and how a bulletin moves it. Chains that this
//! program cannot apply yet are left where they are.

use command::Refusal;
use domain::event::{BulletinApplied, BulletinHeld};
use domain::signature::Digest;
use ledger::Hash;
use store::Store;
use store::tables::BulletinRow;
use sync::down::Chain;
use sync::down::bulletin::{Bulletin, Taken, Untaken, digest};
use sync::down::content::STOPS_MOST;
use sync::down::line::{Line, Outcome, Waiting, Why};
use sync::down::signers::SignedText;

/// The chains that this program applies, what stops first.
pub(super) const APPLIED: [Chain; 6] =
    [Chain::Recalls, Chain::Suspensions, Chain::Staff, Chain::Rulebooks, Chain::WorkingDays, Chain::Recipes];

fn taken(row: &BulletinRow) -> Result<Taken, Refusal> {
    let digest: Option<Hash> = sync::hexed::read(&row.digest.to_string());
    Ok(Taken { no: row.no, digest: digest.ok_or_else(unreadable)? })
}

fn unreadable() -> Refusal {
    Refusal::new("bulletin_row", "本机保存的总部通告读不出；没有执行新的通告")
        .mend("请核对台账，或联系信息部门")
}

fn waiting(row: BulletinRow) -> Result<Waiting, Refusal> {
    let signed: SignedText = serde_json::from_str(&row.signed).map_err(|_| unreadable())?;
    let why = match (&row.untaken, row.until) {
        (Some(untaken), _) => {
            Why::Content { untaken: serde_json::from_str(untaken).map_err(|_| unreadable())? }
        }
        (None, Some(at)) => Why::Later { at },
        (None, None) => return Err(unreadable()),
    };
    Ok(Waiting { no: row.no, signed, why })
}

/// The line of a chain.
///
/// # Errors
/// What the store answers; `bulletin_row`.
pub(super) fn line(store: &Store, chain: Chain) -> Result<Line, Refusal> {
    // A chain that stops goes on past what waits; in the others what waits is the next.
    let last = store.last_bulletin(chain.name(), !chain.stops())?;
    let waiting = store.bulletins_waiting(chain.name())?.into_iter().map(waiting);
    Ok(Line {
        taken: last.as_ref().map(taken).transpose()?.unwrap_or(Taken::NONE),
        waiting: waiting.collect::<Result<_, _>>()?,
    })
}

/// The record that a bulletin was applied.
pub(super) fn applied(
    bulletin: &Bulletin,
    signed: &SignedText,
    content: Option<&[u8]>,
) -> Result<BulletinApplied, Refusal> {
    Ok(BulletinApplied {
        chain: bulletin.chain.name().to_owned(),
        no: bulletin.no,
        digest: Digest::of_bytes(&digest(&signed.text).0),
        signed: serde_json::to_string(signed)?,
        content: kept(content),
    })
}

/// What of a content is kept with the record: all of it, where it is small.
fn kept(content: Option<&[u8]>) -> Option<String> {
    let small = content.filter(|bytes| bytes.len() <= STOPS_MOST);
    small.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok())
}

/// The record that a bulletin waits.
pub(super) fn held(
    (chain, no): (Chain, u64),
    signed: &SignedText,
    content: Option<&[u8]>,
    why: &Why,
) -> Result<BulletinHeld, Refusal> {
    let (untaken, until) = match why {
        Why::Later { at } => (None, Some(*at)),
        Why::Content { untaken } => (Some(serde_json::to_string(untaken)?), None),
    };
    Ok(BulletinHeld {
        chain: chain.name().to_owned(),
        no,
        digest: Digest::of_bytes(&digest(&signed.text).0),
        signed: serde_json::to_string(signed)?,
        content: kept(content),
        untaken,
        until,
    })
}

/// What became of a bulletin, for whoever fetches.
pub(super) const fn is_settled(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Applied(_) | Outcome::Waits(_) | Outcome::Refused(Untaken::Already))
}
