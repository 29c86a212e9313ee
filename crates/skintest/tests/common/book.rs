//! Small workbooks and archives, written part by part so that they can be wrong in any way.
#![allow(dead_code, missing_docs, reason = "each test binary uses a part of it")]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of `(name, content)` parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("an archive").into_inner()
}

pub const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="m" xmlns:r="r"><sheets><sheet name="结果" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
pub const RELATIONS: &str =
    r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;
/// Style 1 shows a date, 2 and 3 a percentage, 4 five digits.
pub const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy/mm/dd hh:mm"/><numFmt numFmtId="171" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="171"/></cellXfs></styleSheet>"#;

/// A workbook of one sheet: shared strings and the rows of the sheet as XML.
pub fn workbook(strings: &[&str], rows: &str) -> Vec<u8> {
    let strings: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    workbook_of(&format!("<sst>{strings}</sst>"), rows)
}

pub fn workbook_of(strings: &str, rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    archive(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}
