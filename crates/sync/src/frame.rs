//! Bodies of requests and answers: frames of `u32` big-endian length and bytes, the first of them a JSON header, all of it
//! compressed with zstd. What comes in is bounded before it takes memory: packed bytes, window, unpacked bytes, frames and
//! the length of each.

use std::io::Read as _;
use std::ops::Range;

use ledger::MAX_BODY;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The most records of one batch.
pub const RECORDS: usize = 4_096;
/// The most bytes of one batch before it is compressed, lengths and header included.
pub const UNPACKED: usize = 8 << 20;
/// The most bytes of a header.
pub const HEADER: usize = 64 << 10;
/// The most bytes of a body as it is sent: what zstd makes of [`UNPACKED`] bytes that it cannot compress.
pub const PACKED: usize = UNPACKED + (UNPACKED >> 8) + 64;
/// The largest window that a sender may ask the reader to keep: 8 MiB, as its binary logarithm.
const WINDOW_LOG: u32 = 23;
/// zstd's own default: three quarters of what more time would save.
const LEVEL: i32 = 3;

/// Why bytes are not a body that is taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// More than a reader takes.
    #[error("内容过大：最多 {most}（{what}）；没有保存任何内容，请分批发送")]
    TooLarge {
        /// Of what.
        what: &'static str,
        /// How much is taken.
        most: usize,
    },
    /// zstd cannot read them, or something stands after them.
    #[error("压缩内容无法解开：传输中损坏，或不是本程序所写；没有保存任何内容，请重新发送")]
    NotPacked,
    /// They end within a frame.
    #[error("第 {frame} 帧不完整：内容在传输中被截断；没有保存任何内容，请重新发送")]
    CutOff {
        /// Which frame, from 0.
        frame: usize,
    },
    /// A frame of no bytes.
    #[error("第 {frame} 帧是空的；没有保存任何内容，请检查发送程序")]
    Empty {
        /// Which frame, from 0.
        frame: usize,
    },
    /// The header is not what this call's header is.
    #[error("首帧说明无法读取：{0}；没有保存任何内容，请检查程序版本")]
    Header(String),
    /// The header says another number of records than follow.
    #[error("首帧说明有 {said} 条，实有 {found} 条；没有保存任何内容，请重新发送")]
    Count {
        /// What the header says.
        said: u64,
        /// What follows it.
        found: u64,
    },
}

impl Malformed {
    /// The stable code that a log or a page matches.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "body_too_large",
            Self::NotPacked => "body_not_packed",
            Self::CutOff { .. } => "body_cut_off",
            Self::Empty { .. } => "body_empty_frame",
            Self::Header(_) => "body_header",
            Self::Count { .. } => "body_count",
        }
    }
}

/// Frames that were read, in the bytes that they lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frames {
    bytes: Vec<u8>,
    frames: Vec<Range<usize>>,
}

/// Puts a header and bodies into frames.
///
/// # Errors
/// [`Malformed::TooLarge`] or [`Malformed::Empty`], where a reader would refuse them.
pub fn framed<'a, H: Serialize>(
    header: &H,
    bodies: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, Malformed> {
    let header = serde_json::to_vec(header).map_err(|error| Malformed::Header(error.to_string()))?;
    let mut bytes = Vec::with_capacity(header.len() + 4);
    put(&mut bytes, 0, &header, HEADER)?;
    for (at, body) in bodies.into_iter().enumerate() {
        if at == RECORDS {
            return Err(Malformed::TooLarge { what: "条数", most: RECORDS });
        }
        put(&mut bytes, at + 1, body, MAX_BODY)?;
    }
    Ok(bytes)
}

pub(crate) fn put(into: &mut Vec<u8>, frame: usize, bytes: &[u8], most: usize) -> Result<(), Malformed> {
    if bytes.is_empty() {
        return Err(Malformed::Empty { frame });
    }
    let length = u32::try_from(bytes.len()).ok().filter(|_| bytes.len() <= most);
    let length = length.ok_or(Malformed::TooLarge { what: "一帧的字节", most })?;
    if into.len() + 4 + bytes.len() > UNPACKED {
        return Err(Malformed::TooLarge { what: "字节", most: UNPACKED });
    }
    into.extend_from_slice(&length.to_be_bytes());
    into.extend_from_slice(bytes);
    Ok(())
}

/// Compresses framed bytes.
///
/// # Errors
/// [`Malformed::NotPacked`] where zstd has no memory for it.
pub fn packed(framed: &[u8]) -> Result<Vec<u8>, Malformed> {
    zstd::bulk::compress(framed, LEVEL).map_err(|_| Malformed::NotPacked)
}

/// Decompresses what came in, within bounds: [`PACKED`] in, a window of 8 MiB, [`UNPACKED`] out.
///
/// # Errors
/// [`Malformed::TooLarge`], [`Malformed::NotPacked`].
pub fn unpacked(packed: &[u8]) -> Result<Vec<u8>, Malformed> {
    if packed.len() > PACKED {
        return Err(Malformed::TooLarge { what: "压缩后的字节", most: PACKED });
    }
    let broken = |_| Malformed::NotPacked;
    let mut decoder = zstd::stream::read::Decoder::with_buffer(packed).map_err(broken)?.single_frame();
    decoder.window_log_max(WINDOW_LOG).map_err(broken)?;
    let mut bytes = Vec::with_capacity(packed.len().saturating_mul(4).min(UNPACKED + 1));
    let most = u64::try_from(UNPACKED + 1).unwrap_or(u64::MAX);
    decoder.by_ref().take(most).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() > UNPACKED {
        return Err(Malformed::TooLarge { what: "解压后的字节", most: UNPACKED });
    }
    // One text, one meaning: bytes behind the frame would be read by nobody, or by somebody else.
    if decoder.finish().is_empty() { Ok(bytes) } else { Err(Malformed::NotPacked) }
}

impl Frames {
    /// Takes framed bytes apart; nothing is copied.
    ///
    /// # Errors
    /// [`Malformed`], naming the first frame that is not one.
    pub fn of(bytes: Vec<u8>) -> Result<Self, Malformed> {
        if bytes.len() > UNPACKED {
            return Err(Malformed::TooLarge { what: "字节", most: UNPACKED });
        }
        let (mut frames, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            let frame = frames.len();
            if frame > RECORDS {
                return Err(Malformed::TooLarge { what: "条数", most: RECORDS });
            }
            let cut_off = || Malformed::CutOff { frame };
            let length: [u8; 4] =
                bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).ok_or_else(cut_off)?;
            let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| cut_off())?;
            let most = if frame == 0 { HEADER } else { MAX_BODY };
            if length == 0 {
                return Err(Malformed::Empty { frame });
            }
            if length > most {
                return Err(Malformed::TooLarge { what: "一帧的字节", most });
            }
            let end = at + 4 + length;
            if end > bytes.len() {
                return Err(cut_off());
            }
            frames.push(at + 4..end);
            at = end;
        }
        if frames.is_empty() { Err(Malformed::CutOff { frame: 0 }) } else { Ok(Self { bytes, frames }) }
    }

    /// Decompresses and takes apart what came in.
    ///
    /// # Errors
    /// Those of [`unpacked`] and [`Frames::of`].
    pub fn unpacked(packed: &[u8]) -> Result<Self, Malformed> {
        unpacked(packed).and_then(Self::of)
    }

    /// The header.
    ///
    /// # Errors
    /// [`Malformed::Header`] where it is not one of this call.
    pub fn header<H: DeserializeOwned>(&self) -> Result<H, Malformed> {
        let bytes = self.frames.first().and_then(|frame| self.bytes.get(frame.clone())).unwrap_or_default();
        // What stands in the header may be anybody's: the fault says where it is, never what it says.
        serde_json::from_slice(bytes)
            .map_err(|error| Malformed::Header(format!("第 {} 行第 {} 列", error.line(), error.column())))
    }

    /// How many bodies follow the header.
    #[must_use]
    pub fn len(&self) -> usize {
        self.frames.len().saturating_sub(1)
    }

    /// Whether nothing follows the header.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bodies behind the header, in order.
    pub fn bodies(&self) -> impl Iterator<Item = &[u8]> {
        self.frames.iter().skip(1).filter_map(|frame| self.bytes.get(frame.clone()))
    }
}

/// How many of the next records go into one batch, from the lengths of their bodies: as many as a reader takes, and at most
/// `most`. At least one where there is one, since no record is longer than a batch.
#[must_use]
pub fn fitting(lengths: impl IntoIterator<Item = usize>, most: usize) -> usize {
    let mut room = UNPACKED - HEADER - 4;
    let fits = |length: &usize| {
        let taken = length.saturating_add(4);
        let fits = taken <= room;
        room = room.saturating_sub(taken);
        fits
    };
    lengths.into_iter().take(most.clamp(1, RECORDS)).take_while(fits).count()
}
