//! A bulletin: one decision of headquarters in one chain. It names its content by digest, and the one before it by digest, so
//! that none can be left out, put in, or put back.

use chrono::{DateTime, FixedOffset};
use ledger::Hash;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Chain;
use super::signers::{SignedText, Unvouched};
use crate::answer::outcomes;
use crate::hexed;
use crate::root::Root;

/// What stands before a bulletin's text when it is signed.
pub const DOMAIN: &[u8] = b"tiaohe-bulletin-1\0";
const DIGEST: &[u8] = b"tiaohe-bulletin-digest-1\0";
const CONTENT: &[u8] = b"tiaohe-content-1\0";
/// The most bytes of a bulletin's text.
pub const LONGEST: usize = 16 << 10;
/// The most bytes of a content that is no catalogue's.
pub const CONTENT_MOST: u64 = 4 << 20;
/// The most bytes of a content.
pub const CATALOGUE_MOST: u64 = 1 << 30;
/// What a store of this program can apply; a bulletin that needs more waits for a newer program.
pub const PROGRAM: u32 = 1;

/// What a bulletin does to what may be done at a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// It stops something. One person's signature is enough, and it holds at once.
    Stops,
    /// It allows something, or takes a stop back. Two people must have signed.
    Allows,
}

impl Does {
    /// How many people must have signed.
    #[must_use]
    pub const fn people(self) -> u32 {
        match self {
            Self::Stops => 1,
            Self::Allows => 2,
        }
    }
}

/// What a bulletin brings, by reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentRef {
    /// Digest of its bytes.
    #[serde(with = "hexed")]
    pub digest: [u8; 32],
    /// How many they are.
    pub bytes: u64,
}

impl ContentRef {
    /// The reference of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::new().chain_update(CONTENT).chain_update(bytes).finalize().into();
        Self { digest, bytes: bytes.len() as u64 }
    }
}

/// What a bulletin says. A name that is not known makes it unreadable: nobody applies half of what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bulletin {
    /// Which headquarters: the enterprise's code.
    pub hq: String,
    /// In which chain.
    pub chain: Chain,
    /// Its number there, from 1.
    pub no: u64,
    /// Digest of the bulletin before it; zeros before the first.
    #[serde(with = "hexed")]
    pub prev: Hash,
    /// Whether it stops or allows.
    pub does: Does,
    /// From when it holds. What stops holds at once, whatever stands here.
    pub effective: DateTime<FixedOffset>,
    /// What it brings.
    pub content: ContentRef,
    /// The least [`PROGRAM`] that can apply it.
    pub needs: u32,
}

/// How far a chain is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Number of the last bulletin; 0 before the first.
    pub no: u64,
    /// Its digest.
    #[serde(with = "hexed")]
    pub digest: Hash,
}

impl Taken {
    /// Before the first.
    pub const NONE: Self = Self { no: 0, digest: Hash([0; 32]) };
}

outcomes! {
    /// Why a bulletin is not taken. What was taken before stays, and no other chain waits for it.
    Untaken {
        /// It was taken before.
        Already = "already", 200, Nothing, "此前已收到并处理。", "It was taken before.";
        /// A newer program can apply it.
        NeedsProgram {
            /// The least that can.
            needs: u32,
        } = "needs_program", 426, UpdateProgram,
            "该通告需要更新的程序才能执行：已保存通告，尚未执行。请更新程序，之后自动执行。",
            "A newer program is needed to apply this bulletin. It is kept and not applied. Update the program; it is then applied.";
        /// Nobody vouches for it whose key the root names for this chain.
        UnknownKey = "unknown_key", 403, CallHeadquarters,
            "通告上没有本企业授权人员的有效签名：没有执行，原有内容保持不变。请联系总部信息管理员。",
            "Nobody whom the enterprise lets sign this has signed the bulletin. Nothing was applied and all stays as it was. \
             Call the information officer.";
        /// Fewer people signed than must.
        TooFewSigners {
            /// How many did.
            signed: u32,
            /// How many must.
            needed: u32,
        } = "too_few_signers", 403, CallHeadquarters,
            "通告的签名人数不足：放开限制须两人签名，没有执行。请联系总部信息管理员补签。",
            "Too few people have signed the bulletin: what allows needs two. Nothing was applied. \
             Ask the information officer for the missing signature.";
        /// It is not the next one.
        WrongNumber {
            /// The number that is next.
            expected: u64,
        } = "wrong_number", 409, TriesAgain,
            "通告编号不连续：先取得缺少的通告再执行，程序自动补取。",
            "The bulletin's number is not the next one. The missing ones are fetched first, by themselves.";
        /// It does not follow the one that was taken.
        WrongPrev = "wrong_prev", 409, CallHeadquarters,
            "通告与本机已执行的上一号不衔接：可能被替换或回退，没有执行。请联系总部信息管理员核对。",
            "The bulletin does not follow the last one taken here: one may have been replaced or rolled back. \
             Nothing was applied. Compare with the information officer.";
        /// It is of another enterprise, or of another chain than it was fetched for.
        NotOurs = "not_ours", 409, CallHeadquarters,
            "通告不属于本企业或所取的类别：没有执行。请联系总部信息管理员。",
            "The bulletin is of another enterprise or of another chain. Nothing was applied. Call the information officer.";
        /// A chain that allows cannot stop, so that what stops can never wait behind it.
        WrongChain = "wrong_chain", 422, CallHeadquarters,
            "停用类决定只能由召回或停用通告发布：没有执行。请联系总部信息管理员重新发布。",
            "What stops is published as a recall or a suspension only. Nothing was applied. Ask headquarters to publish it so.";
        /// It or its content is longer than may be.
        TooLarge {
            /// How many bytes may be.
            most: u64,
        } = "too_large", 413, CallHeadquarters,
            "通告内容超出允许的大小：没有下载。请联系总部信息管理员。",
            "The bulletin's content is larger than may be. It was not fetched. Call the information officer.";
        /// The content's bytes are not those that were signed.
        DigestDiffers = "digest_differs", 422, TriesAgain,
            "下载的内容与通告签名不符：已丢弃，没有执行，自动重新下载。",
            "What was fetched is not what was signed. It was thrown away, nothing was applied, and it is fetched again.";
        /// It cannot be read.
        Unreadable {
            /// The line of the content, 0 for the bulletin itself.
            line: u64,
        } = "unreadable", 422, UpdateProgram,
            "通告或其内容无法读取：没有执行，原有内容保持不变。请更新程序，仍不行请联系总部信息管理员。",
            "The bulletin or its content cannot be read. Nothing was applied and all stays as it was. \
             Update the program, then call the information officer.";
        /// What it brings contradicts itself or what the store has.
        Contradiction {
            /// The item.
            item: String,
        } = "contradiction", 422, CallHeadquarters,
            "通告内容前后矛盾：没有执行，原有内容保持不变。请联系总部信息管理员更正后重新发布。",
            "The bulletin's content contradicts itself or what is here. Nothing was applied and all stays as it was. \
             Ask headquarters to put it right and publish it anew.";
        /// What it brings is made of a product that the store does not have yet.
        LacksProduct {
            /// The product's filing number.
            filing: String,
        } = "lacks_product", 422, GoesOn,
            "通告中的配方用到本店目录里还没有的产品：已保存通告，尚未执行。产品进入目录后自动执行。",
            "A recipe of the bulletin is made of a product that is not in this store's catalogue yet. It is kept and not applied. \
             It is applied by itself when the product is there.";
        /// A part of it is not what this program can work by.
        Unfit {
            /// The part.
            item: String,
            /// What is wrong with it, in Chinese.
            zh: String,
            /// The same in English.
            en: String,
        } = "unfit", 422, CallHeadquarters,
            "通告中有一项本机不能照办：整份没有执行，原有内容保持不变。请联系总部更正后重新发布，或更新程序。",
            "This program cannot work by a part of the bulletin. Nothing of it was applied and all stays as it was. \
             Ask headquarters to put it right and publish it anew, or update the program.";
        /// There is no room to stage it.
        DiskFull = "disk_full", 507, TriesAgain,
            "磁盘空间不足：没有执行，原有内容保持不变。请清理磁盘，之后自动继续。",
            "The disk is full. Nothing was applied and all stays as it was. Make room; it then goes on by itself.";
    }
}

/// What a store makes of a bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is the next one of its chain, and holds now.
    Now(Bulletin),
    /// It is the next one of its chain, and holds later.
    Later(Bulletin),
    /// It is the next one of its chain, and cannot be applied as it is.
    Content(Untaken, Bulletin),
    /// It is not taken.
    Refused(Untaken),
}

impl Untaken {
    /// What of the bulletin is meant, in Chinese and in English, where it can be said beside [`Outcome::said`].
    ///
    /// [`Outcome::said`]: crate::answer::Outcome::said
    #[must_use]
    pub fn item(&self) -> Option<(String, String)> {
        let same = |item: &String| Some((item.clone(), item.clone()));
        match self {
            Self::Contradiction { item } | Self::LacksProduct { filing: item } => same(item),
            Self::Unfit { item, zh, en } => Some((format!("{item}：{zh}"), format!("{item}: {en}"))),
            Self::Unreadable { line } if *line > 0 => Some((format!("第 {line} 行"), format!("line {line}"))),
            Self::Unreadable { .. }
            | Self::Already
            | Self::NeedsProgram { .. }
            | Self::UnknownKey
            | Self::TooFewSigners { .. }
            | Self::WrongNumber { .. }
            | Self::WrongPrev
            | Self::NotOurs
            | Self::WrongChain
            | Self::TooLarge { .. }
            | Self::DigestDiffers
            | Self::DiskFull => None,
        }
    }
}

impl Bulletin {
    /// The bulletin as a text that is to be signed.
    ///
    /// # Errors
    /// Where a value cannot be written as JSON.
    pub fn drafted(&self) -> Result<SignedText, serde_json::Error> {
        serde_json::to_string(self).map(SignedText::new)
    }
}

/// Digest of a bulletin's text, by which the next one names it.
#[must_use]
pub fn digest(text: &str) -> Hash {
    Hash(Sha256::new().chain_update(DIGEST).chain_update(text.as_bytes()).finalize().into())
}

/// Judges a bulletin that came for a chain, by the root that the store trusts and by how far the chain is taken.
#[must_use]
pub fn judge(
    root: &Root,
    chain: Chain,
    taken: Taken,
    signed: &SignedText,
    now: DateTime<FixedOffset>,
) -> Verdict {
    let next = vouched(root, chain, signed).and_then(|bulletin| follows(bulletin, signed, taken));
    next.map_or_else(Verdict::Refused, |bulletin| bulletin.verdict(now))
}

/// Judges a bulletin that was the next one when it came, and could not be applied then.
#[must_use]
pub fn judge_again(root: &Root, chain: Chain, signed: &SignedText, now: DateTime<FixedOffset>) -> Verdict {
    vouched(root, chain, signed).map_or_else(Verdict::Refused, |bulletin| bulletin.verdict(now))
}

impl Bulletin {
    /// Whether it can be applied, now or later; its place is right and people vouch for it.
    fn verdict(self, now: DateTime<FixedOffset>) -> Verdict {
        let most = if self.chain == Chain::Catalogue { CATALOGUE_MOST } else { CONTENT_MOST };
        if self.needs > PROGRAM {
            Verdict::Content(Untaken::NeedsProgram { needs: self.needs }, self)
        } else if self.does == Does::Stops && !self.chain.stops() {
            Verdict::Content(Untaken::WrongChain, self)
        } else if self.content.bytes > most {
            Verdict::Content(Untaken::TooLarge { most }, self)
        } else if self.does == Does::Allows && self.effective > now {
            Verdict::Later(self)
        } else {
            Verdict::Now(self)
        }
    }
}

/// Reads a bulletin for which as many people vouch as must.
fn vouched(root: &Root, chain: Chain, signed: &SignedText) -> Result<Bulletin, Untaken> {
    if signed.text.len() > LONGEST {
        return Err(Untaken::Unreadable { line: 0 });
    }
    // What nobody vouches for is not read.
    let vouched = |needed| signed.vouched(DOMAIN, &root.signers, |signer| signer.may(chain), needed);
    vouched(1).map_err(|_| Untaken::UnknownKey)?;
    let bulletin: Bulletin =
        serde_json::from_str(&signed.text).map_err(|_| Untaken::Unreadable { line: 0 })?;
    if bulletin.hq != root.hq || bulletin.chain != chain {
        return Err(Untaken::NotOurs);
    }
    let needed = bulletin.does.people();
    vouched(needed).map_err(|unvouched| match unvouched {
        Unvouched::Nobody => Untaken::UnknownKey,
        Unvouched::TooFew { signed } => Untaken::TooFewSigners { signed, needed },
    })?;
    Ok(bulletin)
}

/// Finds that a bulletin is the one behind those that were taken.
fn follows(bulletin: Bulletin, signed: &SignedText, taken: Taken) -> Result<Bulletin, Untaken> {
    let expected = taken.no.saturating_add(1);
    if bulletin.no < taken.no || bulletin.no == taken.no && digest(&signed.text) == taken.digest {
        Err(Untaken::Already)
    } else if bulletin.no == taken.no || bulletin.no == expected && bulletin.prev != taken.digest {
        Err(Untaken::WrongPrev)
    } else if bulletin.no != expected {
        Err(Untaken::WrongNumber { expected })
    } else {
        Ok(bulletin)
    }
}
