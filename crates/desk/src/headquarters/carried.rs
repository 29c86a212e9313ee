//! What headquarters sent down on a stick: the file is judged as what is fetched over the network, by the same judgements and in
//! the same order, and what it does not hold is said.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use command::Refusal;
use sync::down::Chain;
use sync::down::board::Missing;
use sync::down::bulletin::Untaken;
use sync::down::carried::{ComesDown, FILE, LONGEST};
use sync::down::line::Outcome;

use super::Told;
use crate::Desk;
use crate::keys::file;
use crate::machine::Machine;

/// Reads the file of a stick; `None` where there is none.
///
/// # Errors
/// `file`; `stick_unknown` where it is not whole.
pub(super) fn read(stick: &Path) -> Result<Option<ComesDown>, Refusal> {
    let path = stick.join(FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let read = fs::File::open(&path).and_then(|open| open.take(LONGEST).read_to_end(&mut bytes));
    read.map_err(file("U 盘上的文件读不出"))?;
    let whole = ComesDown::read(&bytes);
    whole.map(Some).ok_or_else(|| {
        Refusal::new("stick_unknown", "U 盘上的总部通告文件不完整，或是本程序不认识的格式；没有导入")
            .mend("请让总部重新写入 U 盘；仍不行请更新程序")
    })
}

impl<M: Machine> Desk<M> {
    /// Takes everything of a stick that this store has not yet; answers with how many bulletins were settled.
    ///
    /// # Errors
    /// What is wrong with the board or a root: then nothing was applied. What the store answers.
    pub(super) fn heeds_carried(&mut self, carried: &ComesDown) -> Result<u64, Refusal> {
        let missing = loop {
            let reading = self.reads_board(&carried.board)?.map_err(Told::refused)?;
            if reading.roots.is_none() {
                break reading.missing;
            }
            let lacks = || {
                let message = "U 盘上缺少更换签名人的根声明；没有导入，原有内容保持不变";
                Refusal::new("stick_root", message).mend("请让总部重新写入 U 盘")
            };
            let next = carried.root(self.trusts()?.saturating_add(1)).ok_or_else(lacks)?;
            if let Some(told) = self.takes_root(next)? {
                return Err(told.refused());
            }
        };
        let mut settled = 0;
        for Missing { chain, from, to } in missing {
            for no in from..=to {
                if self.chain_waits(chain)? || !self.heeds_one(carried, chain, no)? {
                    break;
                }
                settled += 1;
            }
        }
        self.wakes()?;
        Ok(settled)
    }

    /// Takes one bulletin; whether its chain goes on.
    fn heeds_one(&mut self, carried: &ComesDown, chain: Chain, no: u64) -> Result<bool, Refusal> {
        let Some(one) = carried.bulletin(chain, no) else { return Ok(false) };
        let outcome = match self.takes(chain, &one.signed, None, None)? {
            Outcome::Wants(_) => self.takes(chain, &one.signed, None, Some(one.content.as_bytes()))?,
            outcome @ (Outcome::Applied(_) | Outcome::Waits(_) | Outcome::Refused(_)) => outcome,
        };
        match outcome {
            Outcome::Applied(_) | Outcome::Waits(_) | Outcome::Refused(Untaken::Already) => {
                self.goes_past(chain);
                Ok(true)
            }
            Outcome::Refused(why) => {
                self.refuses(chain, no, &why);
                Ok(false)
            }
            Outcome::Wants(_) => Ok(false),
        }
    }
}
