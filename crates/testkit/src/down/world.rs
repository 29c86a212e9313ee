//! One run: headquarters, the counter's file, and the wire between them.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeDelta};
use sync::down::Chain;
use sync::down::board::{Board, BoardError, Held, Reading, SignedBoard};
use sync::down::bulletin::{self, Bulletin, ContentRef, Does, PROGRAM, Taken, Untaken, digest};
use sync::down::line::{Judged, Line, Outcome, Why};
use sync::down::signers::SignedText;

use crate::chance::Chance;

use super::{CHAINS, DownMind, ROWS, Report, Truth, Violation, online, person, root};

/// Steps with faults, and steps without at the end.
const STEPS: usize = 120;
const CALM: usize = 60;

/// A bulletin with its content.
#[derive(Debug, Clone)]
pub(super) struct Published {
    pub(super) signed: SignedText,
    pub(super) content: Vec<u8>,
}

/// Headquarters: what it has, and what a copy of it had.
#[derive(Debug, Clone, Default)]
pub(super) struct Hq {
    pub(super) chains: BTreeMap<Chain, Vec<Published>>,
    pub(super) no: u64,
    pub(super) epoch: u64,
    /// After a restore nothing is published before a store has said what it has.
    pub(super) asks_back: bool,
}

impl Hq {
    pub(super) fn taken(&self, chain: Chain) -> Taken {
        let of = self.chains.get(&chain).map_or(&[][..], Vec::as_slice);
        of.last().map_or(Taken::NONE, |last| Taken { no: of.len() as u64, digest: digest(&last.signed.text) })
    }

    pub(super) fn board(&self, now: DateTime<FixedOffset>) -> Board {
        let chains = CHAINS.into_iter().map(|chain| (chain.name().to_owned(), self.taken(chain)));
        Board {
            hq: "TH".to_owned(),
            root: 1,
            no: self.no,
            epoch: self.epoch,
            issued: now,
            expires: now + TimeDelta::hours(72),
            chains: chains.filter(|(_, taken)| taken.no > 0).collect(),
            checkpoint: None,
        }
    }

    pub(super) fn find(&self, chain: Chain, no: u64) -> Option<&Published> {
        self.chains.get(&chain)?.get(usize::try_from(no.checked_sub(1)?).ok()?)
    }
}

/// What the counter has on disk. It is written whole or not at all.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) lines: BTreeMap<Chain, Line>,
    pub(super) epochs: BTreeMap<Chain, u64>,
    pub(super) board: Option<Board>,
    /// Numbers that were applied, in order, with how many rows of each there are.
    pub(super) applied: BTreeMap<Chain, Vec<(u64, usize)>>,
}

impl File {
    pub(super) fn line(&self, chain: Chain) -> Line {
        self.lines.get(&chain).cloned().unwrap_or(Line::EMPTY)
    }
}

/// One run.
pub(super) struct World<'a> {
    pub(super) mind: &'a dyn DownMind,
    pub(super) chance: Chance,
    pub(super) now: DateTime<FixedOffset>,
    pub(super) hq: Hq,
    pub(super) copy: Option<Hq>,
    pub(super) file: File,
    pub(super) older: Vec<SignedBoard>,
    /// What was really decided: by chain and number, the digest.
    pub(super) decided: BTreeMap<(Chain, u64), Bulletin>,
    /// What a counter keeps of what it took: here, all that was published.
    pub(super) shelf: BTreeMap<(Chain, u64), Published>,
    pub(super) disk_full: bool,
    /// Whether the products are there by now that recipes are made of: another chain brings them, whenever it does.
    pub(super) stocked: bool,
    pub(super) calm: bool,
    pub(super) report: Report,
}

/// Runs a seed.
///
/// # Errors
/// [`Violation`], at the first thing that does not hold.
pub fn run(seed: u64, mind: &dyn DownMind) -> Truth<Report> {
    let now: DateTime<FixedOffset> = DateTime::UNIX_EPOCH.into();
    let mut world = World {
        mind,
        chance: Chance::of(seed ^ 0xD0_0D),
        now: now + TimeDelta::days(20_000),
        hq: Hq { epoch: 1, ..Hq::default() },
        copy: None,
        file: File { lines: BTreeMap::new(), epochs: BTreeMap::new(), board: None, applied: BTreeMap::new() },
        older: Vec::new(),
        decided: BTreeMap::new(),
        shelf: BTreeMap::new(),
        disk_full: false,
        stocked: false,
        calm: false,
        report: Report::default(),
    };
    for _ in 0..STEPS {
        world.step()?;
        world.holds()?;
    }
    (world.calm, world.disk_full, world.stocked) = (true, false, true);
    world.now += TimeDelta::days(30);
    for _ in 0..CALM {
        world.look()?;
        world.holds()?;
    }
    world.level()?;
    Ok(world.report)
}

impl World<'_> {
    pub(super) fn step(&mut self) -> Truth<()> {
        self.now += TimeDelta::minutes(i64::try_from(self.chance.below(600)).unwrap_or(0));
        match self.chance.below(15) {
            0..=3 => self.publish(),
            4 => self.disk_full = !self.disk_full,
            5 if self.chance.percent(30) => self.copy = Some(self.hq.clone()),
            6 if self.chance.percent(30) => self.restore(),
            7 => self.roll_back_board()?,
            8 => self.forge()?,
            9 if self.chance.percent(20) => self.stocked = !self.stocked,
            _ => self.look()?,
        }
        Ok(())
    }

    /// Headquarters decides something.
    pub(super) fn publish(&mut self) {
        if self.hq.asks_back {
            return;
        }
        let Some(chain) = CHAINS.get(self.chance.below(CHAINS.len())).copied() else { return };
        let taken = self.hq.taken(chain);
        let does = if chain.stops() && self.chance.percent(70) { Does::Stops } else { Does::Allows };
        let ahead = if self.chance.percent(25) { 1 + self.chance.below(200) } else { 0 };
        // Some that stop cannot be read by this program; it must not hold up the ones behind.
        let needs = if chain.stops() && self.chance.percent(15) { PROGRAM + 1 } else { PROGRAM };
        let mut content = format!("{}:{}\n", chain.name(), taken.no + 1).repeat(ROWS);
        if self.chance.percent(10) {
            content.push_str("contradiction\n");
        }
        if chain == Chain::Recipes && self.chance.percent(30) && !content.ends_with("contradiction\n") {
            content.push_str(PRODUCT);
        }
        let bulletin = Bulletin {
            hq: "TH".to_owned(),
            chain,
            no: taken.no + 1,
            prev: taken.digest,
            does,
            effective: self.now + TimeDelta::hours(i64::try_from(ahead).unwrap_or(0)),
            content: ContentRef::of(content.as_bytes()),
            needs,
        };
        let Ok(mut signed) = bulletin.drafted() else { return };
        signed.sign(bulletin::DOMAIN, "P1", &person(1));
        if does == Does::Allows {
            signed.sign(bulletin::DOMAIN, "P2", &person(2));
        }
        let published = Published { signed, content: content.into_bytes() };
        self.shelf.insert((chain, bulletin.no), published.clone());
        self.decided.insert((chain, bulletin.no), bulletin);
        self.hq.chains.entry(chain).or_default().push(published);
        self.hq.no += 1;
    }

    /// The counter looks at the board and fetches what it misses.
    pub(super) fn look(&mut self) -> Truth<()> {
        let now = self.now;
        let fresh = self.hq.board(now).signed(&online());
        let Ok(fresh) = fresh else { return Ok(()) };
        let mut came = fresh.clone();
        if !self.calm {
            match self.chance.below(8) {
                0 => return Ok(()),
                1 => {
                    let at = self.chance.below(self.older.len());
                    came = self.older.get(at).cloned().unwrap_or(came);
                }
                2 => came.text = came.text.replace("\"no\":", "\"no\":1"),
                _ => {}
            }
            self.older.push(fresh.clone());
        }
        let newest = self.file.board.as_ref().map_or((0, 0), |board| (board.epoch, board.no));
        let reading = self.read(&came);
        let Ok(reading) = reading else {
            self.report.refused += 1;
            return if self.calm {
                Err(Violation("the fresh board is not followed".to_owned()))
            } else {
                Ok(())
            };
        };
        if came != fresh && !self.older.contains(&came) {
            return Err(Violation("a board that nobody signed is followed".to_owned()));
        }
        if (reading.board.epoch, reading.board.no) < newest {
            return Err(Violation("an older board is followed".to_owned()));
        }
        for chain in CHAINS {
            let further = reading.board.goes(chain).no > self.file.line(chain).has().no;
            if further && !reading.missing.iter().any(|missing| missing.chain == chain) {
                return Err(Violation(format!("{} waits for another chain", chain.name())));
            }
        }
        let lost: Vec<Chain> = reading.lost.iter().map(|lost| lost.chain).collect();
        self.follow(&reading, &lost);
        let asked: Vec<(Chain, u64)> = reading
            .missing
            .iter()
            .filter_map(|of| Some((of.chain, self.file.line(of.chain).wants()?)))
            .collect();
        for (chain, no) in asked {
            if let Some(published) = self.hq.find(chain, no).cloned() {
                self.deliver(chain, &published, Some(reading.board.epoch))?;
            }
        }
        self.wake()
    }

    pub(super) fn read(&self, board: &SignedBoard) -> Result<Reading, BoardError> {
        let file = &self.file;
        let held = |chain: Chain| Held {
            has: file.line(chain).has(),
            epoch: file.epochs.get(&chain).copied().unwrap_or_default(),
        };
        self.mind.read(board, &root(), file.board.as_ref(), &held, self.now)
    }

    /// The board is the one that counts now; a headquarters that lost something gets it back.
    pub(super) fn follow(&mut self, reading: &Reading, lost: &[Chain]) {
        if reading.board.epoch == self.hq.epoch
            && self.hq.asks_back
            && reading.board == self.hq.board(reading.board.issued)
        {
            for chain in lost {
                self.give_back(*chain);
            }
            self.hq.asks_back =
                CHAINS.iter().any(|chain| self.hq.taken(*chain).no < self.file.line(*chain).has().no);
        }
        for chain in CHAINS {
            let ours = self.file.line(chain).has();
            if ours.no > 0 && reading.board.goes(chain) == ours {
                self.file.epochs.insert(chain, reading.board.epoch);
            }
        }
        self.file.board = Some(reading.board.clone());
    }

    /// Headquarters takes back what it signed, judged as a counter judges it.
    pub(super) fn give_back(&mut self, chain: Chain) {
        let file = self.file.line(chain).has().no;
        let (root, now) = (root(), self.now);
        for no in self.hq.taken(chain).no + 1..=file {
            if let Some(kept) = self.shelf.get(&(chain, no)).cloned() {
                let verdict = bulletin::judge(&root, chain, self.hq.taken(chain), &kept.signed, now);
                if !matches!(verdict, bulletin::Verdict::Refused(_)) {
                    self.hq.chains.entry(chain).or_default().push(kept);
                    self.report.given_back += 1;
                    self.hq.no += 1;
                }
            }
        }
    }

    /// A bulletin arrives, or what the wire made of it.
    pub(super) fn deliver(&mut self, chain: Chain, published: &Published, epoch: Option<u64>) -> Truth<()> {
        let (mut signed, mut content) = (published.signed.clone(), published.content.clone());
        if !self.calm {
            match self.chance.below(10) {
                0 => return Ok(()),
                1 => drop(content.pop()),
                2 => content.push(b'x'),
                3 => signed.text = signed.text.replace("allows", "stops"),
                4 => drop(signed.signatures.pop()),
                _ => {}
            }
        }
        let rounds = if self.calm { 1 } else { 1 + self.chance.below(2) };
        for _ in 0..rounds {
            let before = self.file.clone();
            let (root, line, now) = (root(), before.line(chain), self.now);
            let by = Judged { root: &root, chain, now };
            let mut staged = before.applied.get(&chain).cloned().unwrap_or_default();
            let (has, mind) = (self.has(), self.mind);
            let mut apply = |bulletin: &Bulletin, bytes: &[u8]| applied(&mut staged, bulletin, bytes, has);
            let (after, outcome) = mind.take(&line, by, &signed, Some(&content), &mut apply);
            self.settle(chain, after, staged, outcome, epoch)?;
        }
        Ok(())
    }

    /// What waits is tried again.
    pub(super) fn wake(&mut self) -> Truth<()> {
        for chain in CHAINS {
            let line = self.file.line(chain);
            for waiting in line.waiting.iter().filter(|one| line.may_try(chain, one)).cloned() {
                let due = match &waiting.why {
                    Why::Later { at } => *at <= self.now,
                    Why::Content { untaken: Untaken::LacksProduct { .. } } => self.stocked,
                    Why::Content { .. } => self.chance.percent(20),
                };
                let content = self.shelf.get(&(chain, waiting.no)).map(|one| one.content.clone());
                let (true, Some(content)) = (due, content) else { continue };
                let (root, line, now) = (root(), self.file.line(chain), self.now);
                let by = Judged { root: &root, chain, now };
                let mut staged = self.file.applied.get(&chain).cloned().unwrap_or_default();
                let (has, mind) = (self.has(), self.mind);
                let mut apply =
                    |bulletin: &Bulletin, bytes: &[u8]| applied(&mut staged, bulletin, bytes, has);
                let (after, outcome) = mind.again(&line, by, &waiting, Some(&content), &mut apply);
                self.settle(chain, after, staged, outcome, None)?;
            }
        }
        Ok(())
    }

    const fn has(&self) -> Has {
        Has { full: self.disk_full, stocked: self.stocked }
    }

    /// Writes the line and what was applied in one go, unless the power goes first.
    pub(super) fn settle(
        &mut self,
        chain: Chain,
        line: Line,
        staged: Vec<(u64, usize)>,
        outcome: Outcome,
        epoch: Option<u64>,
    ) -> Truth<()> {
        match outcome {
            Outcome::Refused(_) | Outcome::Wants(_) => {
                self.report.refused += 1;
                return Ok(());
            }
            Outcome::Waits(why) => {
                self.report.waited += 1;
                let newest = line.waiting.last().and_then(|one| self.decided.get(&(chain, one.no)));
                let stops = newest.is_some_and(|bulletin| bulletin.does == Does::Stops);
                if stops && matches!(why, Why::Later { .. }) {
                    return Err(Violation(format!("{}: a stop waits for an hour", chain.name())));
                }
            }
            Outcome::Applied(bulletin) => {
                self.truly(&bulletin)?;
                self.report.applied += 1;
            }
        }
        if !self.calm && self.chance.percent(10) {
            return Ok(());
        }
        self.file.lines.insert(chain, line);
        self.file.applied.insert(chain, staged);
        if let Some(epoch) = epoch {
            self.file.epochs.insert(chain, epoch);
        }
        Ok(())
    }
}

/// The end of a content that is made of a product.
const PRODUCT: &str = "product\n";

/// What the counter's machine and its other chains have at the moment.
#[derive(Debug, Clone, Copy)]
struct Has {
    full: bool,
    stocked: bool,
}

/// Applies a content whole or not at all: every row names its bulletin.
fn applied(
    staged: &mut Vec<(u64, usize)>,
    bulletin: &Bulletin,
    bytes: &[u8],
    has: Has,
) -> Result<(), Untaken> {
    if has.full {
        return Err(Untaken::DiskFull);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Untaken::Unreadable { line: 1 })?;
    let text = match text.strip_suffix(PRODUCT) {
        Some(_) if !has.stocked => return Err(Untaken::LacksProduct { filing: "P".to_owned() }),
        Some(text) => text,
        None => text,
    };
    if text.ends_with("contradiction\n") {
        return Err(Untaken::Contradiction { item: bulletin.no.to_string() });
    }
    let row = format!("{}:{}", bulletin.chain.name(), bulletin.no);
    let rows = text.split_terminator('\n').filter(|line| *line == row).count();
    let broken = text.len() != (row.len() + 1) * ROWS;
    staged.push((bulletin.no, if broken { 0 } else { rows }));
    Ok(())
}
