//! What people see of what came down: what is recalled and stopped, which bulletins were applied, which wait and why, which were
//! refused, and how old the board is.

use command::Refusal;
use counter::coming_down::{self, BulletinLine};
use domain::event::Restricted;
use serde::Serialize;
use store::Store;
use store::tables::{BulletinRow, RestrictionRow};
use sync::down::bulletin::{Does, Untaken};

use super::Told;
use crate::Desk;
use crate::machine::Machine;

/// How many bulletins are listed.
const LISTED: u32 = 50;

/// A recall or a stop that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct RestrictionView {
    /// What kind of thing.
    #[ts(type = "Restricted")]
    pub what: Restricted,
    /// Its number at headquarters.
    pub number: String,
    /// Filing number, store or recipe.
    pub of: String,
    /// The maker's lot number, where one lot alone is recalled.
    pub lot: Option<String>,
    /// Why, in Chinese.
    pub zh: String,
    /// Why, in English.
    pub en: String,
    /// When it came.
    pub at: String,
    /// Whether it concerns something of this store.
    pub here: bool,
    /// The lots of this store that it recalls.
    pub lots: Vec<String>,
}

/// A bulletin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct BulletinView {
    /// In which chain.
    pub chain: String,
    /// Its number there.
    #[ts(type = "number")]
    pub no: u64,
    /// Whether it stops something.
    pub stops: bool,
    /// Who signed it, by their codes at headquarters.
    pub signed_by: Vec<String>,
    /// When it came.
    pub at: String,
    /// What it brings, a sentence for each kind of thing; empty where that is not here, or cannot be read.
    pub said: Vec<BulletinLine>,
    /// The record that applied it; absent while it waits.
    #[ts(type = "number | null")]
    pub applied: Option<u64>,
    /// Until when it waits.
    pub until: Option<String>,
    /// Why it waits, or was refused.
    pub told: Option<Told>,
}

/// What came down from headquarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CameDown {
    /// When headquarters signed the board that was followed last; absent before the first.
    pub board_at: Option<String>,
    /// Whether that is long ago: work goes on, and headquarters is asked by telephone.
    pub board_old: bool,
    /// What is recalled and stopped at present.
    pub restrictions: Vec<RestrictionView>,
    /// The latest bulletins, the last first.
    pub bulletins: Vec<BulletinView>,
    /// What was refused, and was not applied.
    pub refused: Vec<BulletinView>,
    /// Chains that headquarters shows shorter than what was applied here, which stays.
    pub rolled_back: Vec<String>,
    /// Why nothing came the last time.
    pub told: Option<Told>,
}

fn shown(at: domain::Moment) -> String {
    domain::in_china(at).to_rfc3339()
}

fn restriction(store: &Store, code: &str, row: RestrictionRow) -> Result<RestrictionView, Refusal> {
    let here = match row.what {
        Restricted::Lots => !row.lots.is_empty(),
        Restricted::Store => row.of == code,
        Restricted::Recipe => store.recipes()?.iter().any(|recipe| recipe.id.as_str() == row.of),
    };
    let (lots, (zh, en)) = (row.lots.iter().map(ToString::to_string).collect(), row.reason);
    let RestrictionRow { what, number, of, lot, at, .. } = row;
    Ok(RestrictionView { what, number, of, lot, zh, en, at: shown(at), here, lots })
}

fn bulletin(store: &Store, row: BulletinRow) -> BulletinView {
    let read = coming_down::read(&row.signed);
    let content = row.content.as_deref().unwrap_or_default().as_bytes();
    let said = read.as_ref().map(|(_, bulletin)| coming_down::said(Some(store), bulletin, content));
    let untaken = row.untaken.and_then(|untaken| serde_json::from_str::<Untaken>(&untaken).ok());
    BulletinView {
        chain: row.chain,
        no: row.no,
        stops: read.as_ref().is_some_and(|(_, bulletin)| bulletin.does == Does::Stops),
        said: said.unwrap_or_default(),
        signed_by: read
            .map(|(signed, _)| signed.signatures.into_iter().map(|one| one.person).collect())
            .unwrap_or_default(),
        at: shown(row.at),
        applied: row.applied,
        until: row.until.map(shown),
        told: untaken.as_ref().map(Told::untaken),
    }
}

impl CameDown {
    /// What came to a desk; nothing where this computer is enrolled nowhere.
    pub(super) fn of<M: Machine>(desk: &Desk<M>) -> Result<Option<Self>, Refusal> {
        let Some(enrolled) = &desk.headquarters.enrolled else { return Ok(None) };
        let (store, board, now) = (desk.counter()?.store(), enrolled.kept.board(), desk.machine.now());
        let code = store.premises()?.premises.code;
        let restrictions = store.restrictions()?.into_iter();
        let down = &desk.headquarters.down;
        let refused = down.refused.iter().map(|(chain, no, told)| BulletinView {
            chain: chain.name().to_owned(),
            no: *no,
            stops: chain.stops(),
            signed_by: Vec::new(),
            said: Vec::new(),
            at: shown(now),
            applied: None,
            until: None,
            told: Some(told.clone()),
        });
        Ok(Some(Self {
            board_old: board.as_ref().is_some_and(|board| board.expires < now),
            board_at: board.map(|board| shown(board.issued)),
            restrictions: restrictions
                .map(|row| restriction(store, code.as_str(), row))
                .collect::<Result<_, _>>()?,
            bulletins: store.bulletins(LISTED)?.into_iter().map(|row| bulletin(store, row)).collect(),
            refused: refused.collect(),
            rolled_back: down.rolled_back.iter().map(|chain| chain.name().to_owned()).collect(),
            told: down.told.clone(),
        }))
    }
}
