//! Periods end: what is past its last day is erased, recorded and counted; what was refused goes with its service; a
//! picture of a face goes when the report was used, and in any case after thirty days (个人信息保护法 第十九、四十七条).
//!
//! It runs by itself whenever somebody sits down, and decides nothing: the days stand in [`domain::kept`].

use std::collections::BTreeMap;

use chrono::Days;
use domain::consent::Purpose;
use domain::event::{ErasedCount, RetentionRun};
use domain::ids::ServiceNumber;
use domain::kept::Held;
use store::Tx;
use store::tables::HeldRow;

use crate::{Counter, Host, Refusal};

/// So many items go at once, so that nobody waits at the lock screen; the rest goes when the next one sits down.
const AT_ONCE: u32 = 200;
/// Days after which a picture of a face is gone, whatever became of its service.
const IMAGE_DAYS: u64 = 30;

impl<H: Host> Counter<H> {
    /// Erases what is past its last day. Answers with how many items went.
    ///
    /// # Errors
    /// What the store answers; then nothing was erased.
    pub fn end_periods(&mut self) -> Result<u64, Refusal> {
        let today = self.today();
        let mut over = self.store().held_past(today, AT_ONCE)?;
        over.extend(pictures(self)?);
        if over.is_empty() {
            return Ok(0);
        }
        let at = self.host().now();
        self.write::<_, Refusal>("system", "retention", |tx| {
            let erased = counts(&over);
            tx.record(RetentionRun { erased, at })?;
            erase(tx, &over, "保存期满")?;
            Ok(u64::try_from(over.len()).unwrap_or(u64::MAX))
        })
    }
}

/// Files with a picture in them that are older than a picture may be, of services that nobody ended.
fn pictures<H: Host>(counter: &Counter<H>) -> Result<Vec<HeldRow>, Refusal> {
    let Some(since) = counter.today().checked_sub_days(Days::new(IMAGE_DAYS)) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for service in counter.store().open_services()? {
        for row in counter.store().held_from(service.progress().number())? {
            if row.what == Held::RawFile
                && row.since <= since
                && shows_a_face(counter.store().unseal(&row.reference())?)
            {
                found.push(row);
            }
        }
    }
    Ok(found)
}

fn shows_a_face(file: Option<Vec<u8>>) -> bool {
    file.is_some_and(|bytes| skintest::holds_image(&bytes))
}

fn counts(rows: &[HeldRow]) -> Vec<ErasedCount> {
    let mut counts: BTreeMap<Held, u32> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.what).or_default() += 1;
    }
    counts.into_iter().map(|(what, count)| ErasedCount { what, count }).collect()
}

fn erase(tx: &mut Tx<'_>, rows: &[HeldRow], reason: &str) -> Result<(), Refusal> {
    for row in rows {
        tx.erase(&row.item, reason)?;
    }
    Ok(())
}

/// A service has ended: what the customer did not agree to have kept, and what shows a face, goes with it.
pub(crate) fn ends(tx: &mut Tx<'_>, number: &ServiceNumber) -> Result<(), Refusal> {
    let service = tx.service(number)?;
    let progress = service.progress();
    let refused = |row: &HeldRow| row.what.purpose().is_some_and(|purpose| !progress.allows(purpose));
    let held = tx.held_from(number)?;
    let (gone, kept): (Vec<HeldRow>, Vec<HeldRow>) = held.into_iter().partition(refused);
    erase(tx, &gone, "顾客没有同意保存，服务结束即删除")?;
    no_picture(tx, &kept)
}

/// The report was used: what shows a face is not needed any more.
pub(crate) fn report_used(tx: &mut Tx<'_>, number: &ServiceNumber) -> Result<(), Refusal> {
    let held = tx.held_from(number)?;
    no_picture(tx, &held)
}

fn no_picture(tx: &mut Tx<'_>, held: &[HeldRow]) -> Result<(), Refusal> {
    for row in held.iter().filter(|row| row.what == Held::RawFile) {
        if shows_a_face(tx.unseal(&row.reference())?) {
            tx.erase(&row.item, "分析报告已经用过，面部图像删除")?;
        }
    }
    Ok(())
}

/// Whether an analyser's file may be kept: one that shows a face only with the consent to that.
pub(crate) fn may_keep(allows_image: bool, file: &[u8]) -> bool {
    allows_image || !skintest::holds_image(file)
}

/// What a picture is agreed to for.
pub(crate) const PICTURE: Purpose = Purpose::FacialImage;
