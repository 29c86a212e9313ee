//! What goes wrong on the way down beside the wire: a headquarters restored from a copy, and people who lie.

use ledger::Hash;
use sync::down::Chain;
use sync::down::bulletin::{self, Bulletin, ContentRef, Does, PROGRAM};

use super::world::{Hq, Published, World};
use super::{CHAINS, ROWS, Truth, Violation, online, person};

impl World<'_> {
    pub(super) fn restore(&mut self) {
        if let Some(copy) = self.copy.clone() {
            // What no store took yet is lost with the headquarters that decided it.
            let epoch = self.hq.epoch + 1;
            self.hq = Hq { epoch, no: copy.no + 1, asks_back: true, ..copy };
            let (hq, file) = (&self.hq, &self.file);
            self.decided.retain(|(chain, no), _| *no <= hq.taken(*chain).no.max(file.line(*chain).has().no));
        }
    }

    /// Somebody with the online key, and no person's, shows a board on which a chain is shorter.
    pub(super) fn roll_back_board(&mut self) -> Truth<()> {
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
    pub(super) fn forge(&mut self) -> Truth<()> {
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
}
