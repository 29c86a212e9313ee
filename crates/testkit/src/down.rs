//! The way down: one headquarters that decides, a counter that applies, and everything that goes wrong between them. What
//! decides is the product's own reading of boards and bulletins, over real signatures and real bytes; what must hold is looked
//! at after every step, and at the end, when nothing goes wrong any more, nothing that stops may be missing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, TimeDelta};
use ledger::{Hash, SigningKey};
use sync::down::Chain;
use sync::down::board::{Board, BoardError, Held, Reading, SignedBoard};
use sync::down::bulletin::{self, Bulletin, ContentRef, Does, PROGRAM, Taken, Untaken, digest};
use sync::down::line::{Judged, Line, Outcome, Waiting, Why};
use sync::down::signers::{SignedText, Signer};
use sync::root::{PublicKey, Root};

use crate::chance::Chance;

/// What did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation(pub String);

type Truth<T> = Result<T, Violation>;

/// What a run met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Bulletins that were applied.
    pub applied: u32,
    /// Bulletins that waited.
    pub waited: u32,
    /// Bulletins and boards that were refused.
    pub refused: u32,
    /// Chains that were rolled back and seen.
    pub rolled_back: u32,
    /// Restored headquarters that got back what they lost.
    pub given_back: u32,
}

impl Report {
    /// Counts another run in.
    pub const fn add(&mut self, other: Self) {
        self.applied += other.applied;
        self.waited += other.waited;
        self.refused += other.refused;
        self.rolled_back += other.rolled_back;
        self.given_back += other.given_back;
    }
}

/// What applies a bulletin: whole or not at all.
pub type Apply<'a> = &'a mut dyn FnMut(&Bulletin, &[u8]) -> Result<(), Untaken>;

/// What decides at the counter.
pub trait DownMind {
    /// Reads a board.
    ///
    /// # Errors
    /// [`BoardError`].
    fn read(
        &self,
        board: &SignedBoard,
        root: &Root,
        before: Option<&Board>,
        held: &dyn Fn(Chain) -> Held,
        now: DateTime<FixedOffset>,
    ) -> Result<Reading, BoardError> {
        board.read(root, before, held, now)
    }
    /// Takes a bulletin that came.
    fn take(
        &self,
        line: &Line,
        by: Judged<'_>,
        signed: &SignedText,
        content: Option<&[u8]>,
        apply: Apply<'_>,
    ) -> (Line, Outcome) {
        line.take(by, signed, content, apply)
    }
    /// Takes one that waits.
    fn again(
        &self,
        line: &Line,
        by: Judged<'_>,
        waiting: &Waiting,
        content: Option<&[u8]>,
        apply: Apply<'_>,
    ) -> (Line, Outcome) {
        line.take_again(by, waiting, content, apply)
    }
}

impl DownMind for crate::Product {}

/// The chains of the run: both that stop, and two that allow.
const CHAINS: [Chain; 4] = [Chain::Recalls, Chain::Suspensions, Chain::Recipes, Chain::Rulebooks];
/// Rows of every content: half of them would be half applied.
const ROWS: usize = 3;
/// Steps with faults, and steps without at the end.
const STEPS: usize = 120;
const CALM: usize = 60;

/// Keys of the run. The third person signs for recipes alone.
#[must_use]
pub fn person(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

/// Headquarters' online key of the run.
#[must_use]
pub fn online() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

/// The root of the run.
#[must_use]
pub fn root() -> Root {
    let signer = |number: u8, may: &[Chain]| Signer {
        person: format!("P{number}"),
        key: PublicKey(person(number).verifying_key().to_bytes()),
        may: may.iter().map(|chain| chain.name().to_owned()).collect(),
        keeps_root: false,
    };
    Root {
        root: 1,
        hq: "TH".to_owned(),
        name: "演示企业".to_owned(),
        online: vec![PublicKey(online().verifying_key().to_bytes())],
        signers: vec![signer(1, &Chain::ALL), signer(2, &Chain::ALL), signer(3, &[Chain::Recipes])],
    }
}

/// A bulletin with its content.
#[derive(Debug, Clone)]
struct Published {
    signed: SignedText,
    content: Vec<u8>,
}

/// Headquarters: what it has, and what a copy of it had.
#[derive(Debug, Clone, Default)]
struct Hq {
    chains: BTreeMap<Chain, Vec<Published>>,
    no: u64,
    epoch: u64,
    /// After a restore nothing is published before a store has said what it has.
    asks_back: bool,
}

impl Hq {
    fn taken(&self, chain: Chain) -> Taken {
        let of = self.chains.get(&chain).map_or(&[][..], Vec::as_slice);
        of.last().map_or(Taken::NONE, |last| Taken { no: of.len() as u64, digest: digest(&last.signed.text) })
    }

    fn board(&self, now: DateTime<FixedOffset>) -> Board {
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

    fn find(&self, chain: Chain, no: u64) -> Option<&Published> {
        self.chains.get(&chain)?.get(usize::try_from(no.checked_sub(1)?).ok()?)
    }
}

/// What the counter has on disk. It is written whole or not at all.
#[derive(Debug, Clone)]
struct File {
    lines: BTreeMap<Chain, Line>,
    epochs: BTreeMap<Chain, u64>,
    board: Option<Board>,
    /// Numbers that were applied, in order, with how many rows of each there are.
    applied: BTreeMap<Chain, Vec<(u64, usize)>>,
}

impl File {
    fn line(&self, chain: Chain) -> Line {
        self.lines.get(&chain).cloned().unwrap_or(Line::EMPTY)
    }
}

/// One run.
struct World<'a> {
    mind: &'a dyn DownMind,
    chance: Chance,
    now: DateTime<FixedOffset>,
    hq: Hq,
    copy: Option<Hq>,
    file: File,
    older: Vec<SignedBoard>,
    /// What was really decided: by chain and number, the digest.
    decided: BTreeMap<(Chain, u64), Bulletin>,
    /// What a counter keeps of what it took: here, all that was published.
    shelf: BTreeMap<(Chain, u64), Published>,
    disk_full: bool,
    calm: bool,
    report: Report,
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
        calm: false,
        report: Report::default(),
    };
    for _ in 0..STEPS {
        world.step()?;
        world.holds()?;
    }
    (world.calm, world.disk_full) = (true, false);
    world.now += TimeDelta::days(30);
    for _ in 0..CALM {
        world.look()?;
        world.holds()?;
    }
    world.level()?;
    Ok(world.report)
}

impl World<'_> {
    fn step(&mut self) -> Truth<()> {
        self.now += TimeDelta::minutes(i64::try_from(self.chance.below(600)).unwrap_or(0));
        match self.chance.below(14) {
            0..=3 => self.publish(),
            4 => self.disk_full = !self.disk_full,
            5 if self.chance.percent(30) => self.copy = Some(self.hq.clone()),
            6 if self.chance.percent(30) => self.restore(),
            7 => self.roll_back_board()?,
            8 => self.forge()?,
            _ => self.look()?,
        }
        Ok(())
    }

    /// Headquarters decides something.
    fn publish(&mut self) {
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
        if chain.stops() && self.chance.percent(10) {
            content.push_str("contradiction\n");
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

    fn restore(&mut self) {
        if let Some(copy) = self.copy.clone() {
            // What no store took yet is lost with the headquarters that decided it.
            let epoch = self.hq.epoch + 1;
            self.hq = Hq { epoch, no: copy.no + 1, asks_back: true, ..copy };
            let (hq, file) = (&self.hq, &self.file);
            self.decided.retain(|(chain, no), _| *no <= hq.taken(*chain).no.max(file.line(*chain).has().no));
        }
    }

    /// Somebody with the online key, and no person's, shows a board on which a chain is shorter.
    fn roll_back_board(&mut self) -> Truth<()> {
        let mut board = self.hq.board(self.now);
        let newest = self.file.board.as_ref().map_or((0, 0), |before| (before.epoch, before.no));
        (board.epoch, board.no) = newest.max((board.epoch, board.no));
        let Some(chain) = CHAINS.get(self.chance.below(CHAINS.len())).copied() else { return Ok(()) };
        let epoch = self.file.epochs.get(&chain).copied().unwrap_or_default();
        let ours = self.file.line(chain).has();
        board.chains.remove(chain.name());
        let Ok(signed) = board.signed(&online()) else { return Ok(()) };
        let reading = self.read(&signed);
        let seen = reading.as_ref().is_ok_and(|reading| reading.rolled_back.contains(&chain));
        if ours.no > 0 && epoch == board.epoch && reading.is_ok() && !seen {
            return Err(Violation(format!("{} was rolled back and nobody said so", chain.name())));
        }
        if let Ok(reading) = reading {
            self.report.rolled_back += u32::from(seen);
            self.follow(&reading, &[]);
        }
        Ok(())
    }

    /// Somebody with one person's key, or a key of the wrong room, makes bulletins.
    fn forge(&mut self) -> Truth<()> {
        let Some(chain) = CHAINS.get(self.chance.below(CHAINS.len())).copied() else { return Ok(()) };
        let line = self.file.line(chain);
        let content = format!("{}:{}\n", chain.name(), line.taken.no + 1).repeat(ROWS).into_bytes();
        let skip = self.chance.below(2) as u64;
        let bulletin = Bulletin {
            hq: "TH".to_owned(),
            chain,
            no: line.taken.no + 1 + skip,
            prev: if self.chance.percent(50) { line.taken.digest } else { Hash([7; 32]) },
            does: Does::Allows,
            effective: self.now,
            content: ContentRef::of(&content),
            needs: PROGRAM,
        };
        let Ok(mut signed) = bulletin.drafted() else { return Ok(()) };
        let honest = skip > 0 || bulletin.prev != line.taken.digest;
        match (honest, self.chance.below(3)) {
            // Two who may, and no place in the chain.
            (true, _) => {
                signed.sign(bulletin::DOMAIN, "P1", &person(1));
                signed.sign(bulletin::DOMAIN, "P2", &person(2));
            }
            (false, 0) => {
                signed.sign(bulletin::DOMAIN, "P1", &person(1));
                signed.sign(bulletin::DOMAIN, "P2", &person(1));
            }
            (false, 1) => {
                signed.sign(bulletin::DOMAIN, "P1", &person(1));
                if chain != Chain::Recipes {
                    signed.sign(bulletin::DOMAIN, "P3", &person(3));
                }
            }
            (false, _) => signed.sign(bulletin::DOMAIN, "P9", &person(99)),
        }
        self.deliver(chain, &Published { signed, content }, None)
    }

    /// The counter looks at the board and fetches what it misses.
    fn look(&mut self) -> Truth<()> {
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

    fn read(&self, board: &SignedBoard) -> Result<Reading, BoardError> {
        let file = &self.file;
        let held = |chain: Chain| Held {
            has: file.line(chain).has(),
            epoch: file.epochs.get(&chain).copied().unwrap_or_default(),
        };
        self.mind.read(board, &root(), file.board.as_ref(), &held, self.now)
    }

    /// The board is the one that counts now; a headquarters that lost something gets it back.
    fn follow(&mut self, reading: &Reading, lost: &[Chain]) {
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
    fn give_back(&mut self, chain: Chain) {
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
    fn deliver(&mut self, chain: Chain, published: &Published, epoch: Option<u64>) -> Truth<()> {
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
            let (full, mind) = (self.disk_full, self.mind);
            let mut apply = |bulletin: &Bulletin, bytes: &[u8]| applied(&mut staged, bulletin, bytes, full);
            let (after, outcome) = mind.take(&line, by, &signed, Some(&content), &mut apply);
            self.settle(chain, after, staged, outcome, epoch)?;
        }
        Ok(())
    }

    /// What waits is tried again.
    fn wake(&mut self) -> Truth<()> {
        for chain in CHAINS {
            for waiting in self.file.line(chain).waiting {
                let due = match &waiting.why {
                    Why::Later { at } => *at <= self.now,
                    Why::Content { .. } => self.chance.percent(20),
                };
                let content = self.shelf.get(&(chain, waiting.no)).map(|one| one.content.clone());
                let (true, Some(content)) = (due, content) else { continue };
                let (root, line, now) = (root(), self.file.line(chain), self.now);
                let by = Judged { root: &root, chain, now };
                let mut staged = self.file.applied.get(&chain).cloned().unwrap_or_default();
                let (full, mind) = (self.disk_full, self.mind);
                let mut apply =
                    |bulletin: &Bulletin, bytes: &[u8]| applied(&mut staged, bulletin, bytes, full);
                let (after, outcome) = mind.again(&line, by, &waiting, Some(&content), &mut apply);
                self.settle(chain, after, staged, outcome, None)?;
            }
        }
        Ok(())
    }

    /// Writes the line and what was applied in one go, unless the power goes first.
    fn settle(
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

    /// A bulletin that is applied was decided, and holds by now.
    fn truly(&self, bulletin: &Bulletin) -> Truth<()> {
        let (chain, no) = (bulletin.chain.name(), bulletin.no);
        match self.decided.get(&(bulletin.chain, no)) {
            Some(decided) if decided == bulletin => {}
            _ => return Err(Violation(format!("{chain} {no} is applied and nobody decided it"))),
        }
        if bulletin.does == Does::Allows && bulletin.effective > self.now {
            return Err(Violation(format!("{chain} {no} allows before its time")));
        }
        Ok(())
    }

    /// What must hold after every step.
    fn holds(&self) -> Truth<()> {
        for (chain, applied) in &self.file.applied {
            let name = chain.name();
            let numbers: BTreeSet<u64> = applied.iter().map(|(no, _)| *no).collect();
            if numbers.len() != applied.len() {
                return Err(Violation(format!("{name}: something is applied twice")));
            }
            if let Some((no, _)) = applied.iter().find(|(_, rows)| *rows != ROWS) {
                return Err(Violation(format!("{name} {no} is applied half, or not as it was signed")));
            }
            let in_order = applied.iter().map(|(no, _)| *no).eq(1..=applied.len() as u64);
            if !chain.stops() && !in_order {
                return Err(Violation(format!("{name}: something was left out or overtaken")));
            }
            let taken = self.file.line(*chain).taken.no;
            if applied.iter().any(|(no, _)| *no > taken) {
                return Err(Violation(format!("{name}: the line is behind what it applied")));
            }
        }
        Ok(())
    }

    /// What must hold when nothing goes wrong any more.
    fn level(&self) -> Truth<()> {
        for ((chain, no), bulletin) in &self.decided {
            let sound =
                self.shelf.get(&(*chain, *no)).is_some_and(|one| !one.content.ends_with(b"contradiction\n"));
            let can = bulletin.needs <= PROGRAM && sound;
            let there = self.file.applied.get(chain).is_some_and(|all| all.iter().any(|(of, _)| of == no));
            if can && !there {
                return Err(Violation(format!("{} {no} never reached the counter", chain.name())));
            }
            let waits = self.file.line(*chain).waiting.iter().any(|one| one.no == *no);
            if !can && !waits {
                return Err(Violation(format!("{} {no} cannot be applied, and is forgotten", chain.name())));
            }
        }
        if self.hq.asks_back {
            return Err(Violation("a restored headquarters never got back what it lost".to_owned()));
        }
        Ok(())
    }
}

/// Applies a content whole or not at all: every row names its bulletin.
fn applied(
    staged: &mut Vec<(u64, usize)>,
    bulletin: &Bulletin,
    bytes: &[u8],
    full: bool,
) -> Result<(), Untaken> {
    if full {
        return Err(Untaken::DiskFull);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Untaken::Unreadable { line: 1 })?;
    if text.ends_with("contradiction\n") {
        return Err(Untaken::Contradiction { item: bulletin.no.to_string() });
    }
    let row = format!("{}:{}", bulletin.chain.name(), bulletin.no);
    let rows = text.split_terminator('\n').filter(|line| *line == row).count();
    let broken = text.len() != (row.len() + 1) * ROWS;
    staged.push((bulletin.no, if broken { 0 } else { rows }));
    Ok(())
}
