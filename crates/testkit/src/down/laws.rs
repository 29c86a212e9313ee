//! What must hold on the way down: after every step, and when nothing goes wrong any more.

use std::collections::BTreeSet;

use sync::down::Chain;
use sync::down::bulletin::{Bulletin, Does, PROGRAM};

use super::world::World;
use super::{ROWS, Truth, Violation};

impl World<'_> {
    /// A bulletin that is applied was decided, and holds by now.
    pub(super) fn truly(&self, bulletin: &Bulletin) -> Truth<()> {
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

    /// Whether what a bulletin brings can be applied at all.
    fn is_sound(&self, chain: Chain, no: u64) -> bool {
        self.shelf.get(&(chain, no)).is_some_and(|one| !one.content.ends_with(b"contradiction\n"))
    }

    /// What must hold after every step.
    pub(super) fn holds(&self) -> Truth<()> {
        for (chain, applied) in &self.file.applied {
            let name = chain.name();
            let numbers: BTreeSet<u64> = applied.iter().map(|(no, _)| *no).collect();
            if numbers.len() != applied.len() {
                return Err(Violation(format!("{name}: something is applied twice")));
            }
            if let Some((no, _)) = applied.iter().find(|(_, rows)| *rows != ROWS) {
                return Err(Violation(format!("{name} {no} is applied half, or not as it was signed")));
            }
            // What cannot be applied at all is passed by the one that puts it right, and by nothing else.
            let last = applied.last().map_or(0, |(no, _)| *no);
            let sound = (1..=last).filter(|no| self.is_sound(*chain, *no));
            let in_order = applied.iter().map(|(no, _)| *no).eq(sound);
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
    pub(super) fn level(&self) -> Truth<()> {
        for ((chain, no), bulletin) in &self.decided {
            let can = bulletin.needs <= PROGRAM && self.is_sound(*chain, *no);
            let there = self.file.applied.get(chain).is_some_and(|all| all.iter().any(|(of, _)| of == no));
            if can && !there {
                return Err(Violation(format!("{} {no} never reached the counter", chain.name())));
            }
            let line = self.file.line(*chain);
            let waits = line.waiting.iter().any(|one| one.no == *no);
            let passed = !chain.stops() && line.has().no > *no;
            if !can && !waits && !passed {
                return Err(Violation(format!("{} {no} cannot be applied, and is forgotten", chain.name())));
            }
        }
        if self.hq.asks_back {
            return Err(Violation("a restored headquarters never got back what it lost".to_owned()));
        }
        Ok(())
    }
}
