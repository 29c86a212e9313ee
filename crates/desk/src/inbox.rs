//! The watched folder: which of the files in it are offered, and where a file goes that was taken in.
//!
//! It offers none that another program still holds or writes, and none that nothing here reads; a file that was taken in is put
//! aside and can be brought back. It refuses to delete.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use command::Refusal;
use spreadsheet::FileKind;

use crate::files::{FileView, Purpose};

/// How many files of the folder a page is told of: the newest, among which the one that was just put there is.
const LISTED: usize = 200;
/// Files that were taken in lie here, within the folder.
const ASIDE: &str = "已用 used";
/// A file that was written so lately may be one that is still being copied: it is looked at twice.
const FRESH: Duration = Duration::from_secs(3);
/// How long the second look waits.
const BETWEEN: Duration = Duration::from_millis(250);
/// The record at the end of an archive, with the longest remark behind it.
const ARCHIVE_END: u64 = 22 + 65_535;

/// Size and time of a file: whether it is being written shows in them.
type Stamp = (u64, Option<SystemTime>);

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// Whether a name is that of a file for a purpose, and not of a lock, a companion or a download on its way.
fn is_named(path: &Path, purpose: Purpose) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let shadow = name.starts_with(['.', '~']) || name.ends_with('~');
    !shadow && ending.is_some_and(|ending| purpose.endings().contains(&ending.as_str()))
}

/// Whether a file can be opened, and what it holds is whole and of a kind that its purpose reads.
fn is_whole(path: &Path, purpose: Purpose) -> bool {
    let read = || -> std::io::Result<bool> {
        let mut file = fs::File::open(path)?;
        let mut first = Vec::new();
        (&mut file).take(4_096).read_to_end(&mut first)?;
        if !purpose.is_read() {
            return Ok(!first.is_empty());
        }
        let length = file.metadata()?.len();
        let mut last = |most: u64| -> std::io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(length.saturating_sub(most)))?;
            (&mut file).take(most).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        Ok(match FileKind::of(&first) {
            FileKind::Empty | FileKind::Other(_) => false,
            FileKind::Delimited => true,
            FileKind::Zip => last(ARCHIVE_END)?.windows(4).any(|bytes| bytes == b"PK\x05\x06"),
            FileKind::Json => {
                let ending = last(4_096)?;
                let end = ending.iter().rfind(|byte| !byte.is_ascii_whitespace() && **byte != 0);
                matches!(end, Some(b'}' | b']'))
            }
        })
    };
    read().unwrap_or(false)
}

/// What lies in a folder for a purpose, the newest first.
pub(crate) fn lying(inbox: &Path, purpose: Purpose) -> Result<Vec<(PathBuf, FileView)>, Refusal> {
    let refused = |error: std::io::Error| {
        Refusal::new("inbox", format!("收件文件夹打不开：{error}"))
            .mend("请在「门店 → 设备」里重新设置收件文件夹")
    };
    fs::create_dir_all(inbox).map_err(refused)?;
    let mut found = Vec::new();
    for entry in fs::read_dir(inbox).map_err(refused)? {
        let path = entry.map_err(refused)?.path();
        // A file that is gone by now is not listed.
        let Some(stamp) = stamp(&path).filter(|_| is_named(&path, purpose)) else { continue };
        found.push((std::cmp::Reverse(stamp.1), path, stamp.0));
    }
    found.sort();
    found.truncate(LISTED);
    let now = SystemTime::now();
    let fresh = |time: Option<SystemTime>| {
        let apart = |time: SystemTime| now.duration_since(time).unwrap_or_else(|early| early.duration());
        time.is_none_or(|time| apart(time) < FRESH)
    };
    if found.iter().any(|(time, ..)| fresh(time.0)) {
        std::thread::sleep(BETWEEN);
        found.retain(|(time, path, size)| !fresh(time.0) || stamp(path) == Some((*size, time.0)));
    }
    let whole = found.into_iter().filter(|(_, path, _)| is_whole(path, purpose)).map(|(_, path, _)| {
        let view = FileView::of(String::new(), &path);
        (path, view)
    });
    Ok(whole.collect())
}

/// A place of this name that nothing has, with a number before its ending where needed.
fn free(folder: &Path, path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let numbered = (1_u32..).map(|number| match number {
        1 => folder.join(format!("{stem}{ending}")),
        _ => folder.join(format!("{stem} ({number}){ending}")),
    });
    numbered.into_iter().find(|path| !path.exists()).unwrap_or_else(|| folder.join(path))
}

/// Puts a file of the watched folder aside, once it was taken in: where it lies then. Nothing where it lies elsewhere, or where
/// the folder lets nothing be moved: what was taken in stays taken in.
pub(crate) fn put_aside(inbox: &Path, path: &Path) -> Option<PathBuf> {
    if path.parent() != Some(inbox) {
        return None;
    }
    let aside = inbox.join(ASIDE);
    fs::create_dir_all(&aside).ok()?;
    let place = free(&aside, path);
    fs::rename(path, &place).ok().map(|()| place)
}

/// Brings a file back that was put aside: where it lies then.
pub(crate) fn bring_back(inbox: &Path, path: &Path) -> Result<PathBuf, Refusal> {
    if path.parent() != Some(inbox.join(ASIDE).as_path()) {
        return Err(Refusal::new("file_not_aside", "这个文件没有移到「已用」；没有移动任何文件"));
    }
    let place = free(inbox, path);
    fs::rename(path, &place).map_err(|error| {
        Refusal::new("file_unreadable", format!("文件放不回去：{error}；它仍在 {}", path.display()))
            .mend("请用文件管理器把它移回收件文件夹")
    })?;
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(inbox: &Path, purpose: Purpose) -> Vec<String> {
        let mut names: Vec<String> =
            lying(inbox, purpose).unwrap().into_iter().map(|(_, view)| view.name).collect();
        names.sort();
        names
    }

    #[test]
    fn what_another_program_holds_and_what_nothing_reads_is_not_offered() {
        let inbox = tempfile::tempdir().unwrap();
        let table = "a,b\n1,2\n".as_bytes();
        for (name, bytes) in [
            ("a.csv", table),
            ("b.TSV", table),
            ("c.xlsx", b"PK\x03\x04 whole PK\x05\x06".as_slice()),
            ("d.zip", b"PK\x03\x04 whole PK\x05\x06"),
            ("e.json", b"{\"a\": 1}\n"),
            ("陈䶮𠮷.csv", table),
            ("~$c.xlsx", table),
            ("._a.csv", table),
            (".~lock.a.csv#", table),
            (".hidden.csv", table),
            ("a.csv~", table),
            ("a.csv.part", table),
            ("a.xml", b"<a/>"),
            ("cut.xlsx", b"PK\x03\x04 half"),
            ("cut.json", b"{\"a\": "),
            ("empty.csv", b""),
            ("blank.csv", b" \n"),
            ("scan.csv", b"%PDF-1.7"),
            ("old.xlsx", b"\xD0\xCF\x11\xE0"),
        ] {
            fs::write(inbox.path().join(name), bytes).unwrap();
        }
        fs::create_dir(inbox.path().join("folder.csv")).unwrap();
        assert_eq!(
            names(inbox.path(), Purpose::SkinTest),
            ["a.csv", "b.TSV", "c.xlsx", "d.zip", "e.json", "陈䶮𠮷.csv"]
        );
        assert_eq!(names(inbox.path(), Purpose::Lots), ["a.csv", "b.TSV", "c.xlsx", "陈䶮𠮷.csv"]);
    }

    #[test]
    fn a_file_that_grows_between_two_looks_is_not_offered_until_it_rests() {
        let inbox = tempfile::tempdir().unwrap();
        let path = inbox.path().join("a.csv");
        fs::write(&path, "a,b\n").unwrap();
        let stop = std::sync::atomic::AtomicBool::new(false);
        let growing = || {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
                std::io::Write::write_all(&mut file, b"1,2\n").unwrap();
                std::thread::sleep(Duration::from_millis(5));
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(growing);
            assert!(names(inbox.path(), Purpose::Lots).is_empty());
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        assert_eq!(names(inbox.path(), Purpose::Lots), ["a.csv"]);
    }

    #[test]
    fn a_file_that_was_used_lies_aside_and_comes_back() {
        let inbox = tempfile::tempdir().unwrap();
        let path = inbox.path().join("a.csv");
        fs::write(&path, "first").unwrap();
        let first = put_aside(inbox.path(), &path).unwrap();
        fs::write(&path, "second").unwrap();
        let second = put_aside(inbox.path(), &path).unwrap();
        assert!(first != second && !path.exists(), "neither is written over");
        assert!(names(inbox.path(), Purpose::Lots).is_empty());
        let back = bring_back(inbox.path(), &first).unwrap();
        assert_eq!((&back, fs::read_to_string(&back).unwrap().as_str()), (&path, "first"));
        let back = bring_back(inbox.path(), &second).unwrap();
        assert_eq!(fs::read_to_string(back).unwrap(), "second", "beside the other");
        let elsewhere = tempfile::tempdir().unwrap().path().join("b.csv");
        assert_eq!(put_aside(inbox.path(), &elsewhere), None);
        assert_eq!(bring_back(inbox.path(), &path).unwrap_err().code, "file_not_aside");
    }
}
