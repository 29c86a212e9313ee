//! ZIP archives: workbooks, and a service's result with its pictures.
//!
//! The directory is judged before any part is unpacked, and the raw bytes are judged before the directory is
//! read: how many parts, how large, what ratio. A part is unpacked only up to its bound, whatever its header
//! claims. Writers differ in the case of names and in the stroke between folders: a part is found by what it means.
//! Encrypted and multi-part archives are refused.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Fault, FaultCode, Limits};

/// An archive whose directory is within bounds.
pub struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
}

impl<'b> Archive<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// A [`Fault`]: damaged, encrypted, too many parts, or far more than it weighs.
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Fault> {
        judge_bytes(bytes, limits)?;
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if zip.len() > limits.archive_parts {
            return Err(too_many(limits));
        }
        let mut names = Vec::with_capacity(zip.len());
        let (mut packed, mut unpacked) = (0_u64, 0_u64);
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index).map_err(|error| damaged(&error))?;
            if part.encrypted() {
                return Err(Fault::new(FaultCode::UnsupportedFormat, "", "文件已加密"));
            }
            packed = packed.saturating_add(part.compressed_size());
            unpacked = unpacked.saturating_add(part.size());
            let name = part.name().map_err(|error| damaged(&error))?.replace('\\', "/");
            names.push(name.trim_start_matches("./").trim_start_matches('/').to_owned());
        }
        // Small parts of repeated XML reach any ratio; below a megabyte it does no harm.
        let ratio = unpacked > (1 << 20) && unpacked / packed.max(1) > limits.archive_ratio;
        if ratio || unpacked > limits.archive_unpacked {
            let what = format!("压缩包展开后达 {} MB，远大于其本身", unpacked >> 20);
            return Err(Fault::new(FaultCode::ZipBomb, "", what));
        }
        Ok(Self { zip, names })
    }

    /// Whether there is a part of that name, in whatever case.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// Names of all parts, in the order of the directory, with `/` between folders.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Where a part stands: the one written the same, else the one that differs in case alone.
    fn place(&self, name: &str) -> Result<Option<usize>, Fault> {
        if let Some(index) = self.names.iter().position(|known| known == name) {
            return Ok(Some(index));
        }
        let mut alike = self.names.iter().enumerate().filter(|(_, known)| known.eq_ignore_ascii_case(name));
        match (alike.next(), alike.next()) {
            (first, None) => Ok(first.map(|(index, _)| index)),
            (_, Some(_)) => {
                let what = format!("压缩包中有几个仅大小写不同的 {name}，无法判断以哪个为准");
                Err(Fault::new(FaultCode::MalformedWorkbook, name, what))
            }
        }
    }

    /// Unpacks a part of at most `bound` bytes; `None` where there is none of that name.
    ///
    /// # Errors
    /// A [`Fault`] for a part that is damaged or larger.
    pub fn part(&mut self, name: &str, bound: usize) -> Result<Option<Vec<u8>>, Fault> {
        let Some(index) = self.place(name)? else { return Ok(None) };
        let part = self.zip.by_index(index).map_err(|error| damaged(&error))?;
        let claimed = usize::try_from(part.size()).unwrap_or(usize::MAX);
        if claimed > bound {
            return Err(too_large(name));
        }
        let mut unpacked = Vec::with_capacity(claimed.min(bound));
        let limit = u64::try_from(bound).unwrap_or(u64::MAX).saturating_add(1);
        part.take(limit).read_to_end(&mut unpacked).map_err(|error| {
            let what = format!("压缩包中的 {name} 已损坏（{error}）");
            Fault::new(FaultCode::MalformedWorkbook, name, what)
        })?;
        if unpacked.len() > bound { Err(too_large(name)) } else { Ok(Some(unpacked)) }
    }
}

/// Judges the directory records in the raw bytes, since opening an archive allocates by what they claim.
fn judge_bytes(bytes: &[u8], limits: &Limits) -> Result<(), Fault> {
    let (mut entries, mut told_in_zip64) = (0_usize, false);
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.windows(2).position(|pair| pair == b"PK")) {
        at += found + 2;
        match bytes.get(at..) {
            Some([1, 2, ..]) => entries += 1,
            // End of directory: total number of entries, bytes 10–11 of the record; the highest one says that ZIP64 has it.
            Some([5, 6, _, _, _, _, _, _, 0xFF, 0xFF, ..]) if told_in_zip64 => {}
            Some([5, 6, _, _, _, _, _, _, low, high, ..])
                if usize::from(u16::from_le_bytes([*low, *high])) > limits.archive_parts =>
            {
                return Err(too_many(limits));
            }
            // The same of ZIP64: bytes 32–39 of the record.
            Some([6, 6, rest @ ..])
                if rest.get(28..36).and_then(|count| count.try_into().ok()).map(u64::from_le_bytes)
                    > u64::try_from(limits.archive_parts).ok() =>
            {
                return Err(too_many(limits));
            }
            Some([6, 6, ..]) => told_in_zip64 = true,
            Some(_) | None => {}
        }
        if entries > limits.archive_parts {
            return Err(too_many(limits));
        }
    }
    Ok(())
}

fn too_many(limits: &Limits) -> Fault {
    let what = format!("压缩包中的文件超过 {} 个", limits.archive_parts);
    Fault::new(FaultCode::ZipBomb, "", what)
}

fn too_large(name: &str) -> Fault {
    Fault::new(FaultCode::TooLarge, name, format!("{name} 展开后过大"))
}

fn damaged(error: &ZipError) -> Fault {
    Fault::new(FaultCode::Truncated, "", format!("压缩包不完整或已损坏（{error}）"))
}
