//! Analyser files in, canonical skin tests (测肤) out, or a list of what is wrong with the file.
//!
//! [`import`] is pure: bytes, profiles and `now` in, values out. A profile is recognised from the file itself,
//! never from its name. An import is whole or not at all, never panics, and with its input stays under 64 MB
//! whatever the file (see [`limits`]). This crate refuses to keep the file, to know a store, and to compare two
//! tests: `domain::skin::change` does.

mod document;
mod header;
mod input;
mod json;
pub mod limits;
mod measure;
mod moment;
mod path;
mod picture;
mod problem;
mod profile;
mod profiles;
mod row;
mod scale;
mod table;

use sha2::{Digest, Sha256};
use spreadsheet::{Archive, Delimited, FileKind, Workbook};

pub use crate::input::{Imported, Options};
pub use crate::picture::holds_image;
pub use crate::problem::{MAX_PROBLEMS, Problem, ProblemCode};
pub use crate::profiles::{ProfileError, Profiles};

use crate::input::Input;
use crate::problem::Problems;
use crate::table::Table;

/// SHA-256 of a file's raw bytes, by which "imported before" is decided: 64 lowercase hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Reads an analyser's file.
///
/// # Errors
/// Everything that is wrong with the file, at most [`MAX_PROBLEMS`] and a note that there are more. Nothing is
/// imported then.
pub fn import(bytes: &[u8], profiles: &Profiles, options: &Options<'_>) -> Result<Imported, Vec<Problem>> {
    read(bytes, profiles, options).map_err(Problems::into_list)
}

fn read(bytes: &[u8], profiles: &Profiles, options: &Options<'_>) -> Result<Imported, Problems> {
    let bound = if bytes.starts_with(b"PK") { limits::ARCHIVE_BYTES } else { limits::FILE_BYTES };
    if bytes.len() > bound {
        let what = format!("文件超过 {} MB", bound >> 20);
        return Err(Problem::refusal(ProblemCode::TooLarge, "", &what).into());
    }
    let input = Input { profiles, options, sha256: sha256(bytes) };
    match FileKind::of(bytes) {
        FileKind::Empty => Err(Problem::refusal(ProblemCode::EmptyFile, "", "文件是空的").into()),
        FileKind::Other(kind) => {
            let what = format!("这是{kind}，不能作为测肤结果读取");
            Err(Problem::refusal(ProblemCode::UnsupportedFormat, "", &what).into())
        }
        FileKind::Zip => read_archive(bytes, &input),
        FileKind::Json => document::import(bytes, &input),
        FileKind::Delimited => read_delimited(bytes, &input),
    }
}

fn read_archive(bytes: &[u8], input: &Input<'_>) -> Result<Imported, Problems> {
    let mut archive = Archive::open(bytes, &limits::TABLE)?;
    if let Some(book) = Workbook::read(&mut archive, &limits::TABLE)? {
        if bytes.len() > limits::FILE_BYTES {
            let what = format!("工作簿超过 {} MB", limits::FILE_BYTES >> 20);
            return Err(Problem::refusal(ProblemCode::TooLarge, "", &what).into());
        }
        return read_workbook(&book, input);
    }
    let results: Vec<String> = archive
        .names()
        .iter()
        .filter(|name| *name == "score_info.json" || name.ends_with("/score_info.json"))
        .cloned()
        .collect();
    let [result] = results.as_slice() else {
        let what = "压缩包中没有（或有多个）score_info.json，也不是 .xlsx 工作簿";
        return Err(Problem::refusal(ProblemCode::UnsupportedFormat, "", what).into());
    };
    let part = archive.part(result, limits::FILE_BYTES)?.unwrap_or_default();
    document::import(&part, input)
}

fn read_workbook(book: &Workbook, input: &Input<'_>) -> Result<Imported, Problems> {
    let held = book.held() + limits::FILE_BYTES;
    let mut table = Table::new(input, table::File::Workbook { since_1904: book.since_1904() }, held);
    for left in book.left_out() {
        let what = format!("只读取第一个工作表，未读取“{left}”");
        table.warn(Problem::warning(ProblemCode::LeftOut, left.as_str(), &what));
    }
    let mut rows = book.rows()?;
    while let Some((number, cells)) = rows.next_row()? {
        if !table.row(number, &cells) {
            break;
        }
    }
    table.finish()
}

fn read_delimited(bytes: &[u8], input: &Input<'_>) -> Result<Imported, Problems> {
    let text = Delimited::read(bytes)?;
    let file = table::File::Text { tabs: text.is_tab_separated() };
    let mut table = Table::new(input, file, bytes.len() + text.held());
    table.expect_rows(text.most_rows());
    let mut rows = text.rows(&limits::TABLE);
    while let Some((number, cells)) = rows.next_row()? {
        if !table.row(number, &cells) {
            break;
        }
    }
    table.finish()
}
