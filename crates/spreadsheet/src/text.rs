//! Bytes to text: UTF-8 with or without mark, UTF-16 with mark (Excel "Unicode text"), GB18030 with its
//! subsets GBK and GB2312.
//!
//! It refuses to guess further. Almost any bytes are "valid" GB18030, so what decodes is also looked at: Big5 and Shift JIS
//! decode without an error, into nonsense, and nonsense is refused. Rare characters are none: a table may hold nothing
//! Chinese but names. A character of private use is its cell's business.

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_16BE, UTF_16LE};

use crate::{Fault, FaultCode};

/// The text of a delimited file.
///
/// # Errors
/// [`FaultCode::BadEncoding`].
pub fn table_text(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    if let Some(text) = unicode_text(bytes)? {
        return Ok(text);
    }
    if is_cut_utf8(bytes) {
        return Err(torn());
    }
    let decoded = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    let text = decoded.ok_or_else(|| {
        // What reads but for its last character was cut there.
        let cut = (1..=3).any(|lost| {
            let whole = bytes.get(..bytes.len().saturating_sub(lost)).unwrap_or_default();
            bytes.get(whole.len()).is_some_and(|lead| *lead > 0x80)
                && GB18030
                    .decode_without_bom_handling_and_without_replacement(whole)
                    .is_some_and(|text| other_encoding(whole, &text).is_none())
        });
        if cut { torn() } else { refused("文字编码既不是 UTF-8 也不是 GB18030（GBK）") }
    })?;
    match other_encoding(bytes, &text) {
        None => Ok(text),
        Some(other) => Err(refused(&format!("按 GB18030 解码后不是可读的中文（看来是 {other}）"))),
    }
}

fn torn() -> Fault {
    Fault::new(FaultCode::Truncated, "", "文件在最后一个字中间断开：文件可能没有传完")
}

/// Whether the bytes are UTF-8 up to a last character that breaks off.
fn is_cut_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        error.error_len().is_none() && !before.is_ascii()
    })
}

/// The text of a JSON file, which is Unicode by its standard.
///
/// # Errors
/// [`FaultCode::BadEncoding`].
pub fn json_text(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    unicode_text(bytes)?.ok_or_else(|| refused("JSON 不是有效的 UTF-8 文本"))
}

/// UTF-8 or marked UTF-16; `None` where the bytes are neither.
fn unicode_text(bytes: &[u8]) -> Result<Option<Cow<'_, str>>, Fault> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && (encoding == UTF_16LE || encoding == UTF_16BE)
    {
        let rest = bytes.get(mark..).unwrap_or_default();
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(rest);
        return decoded.map(Some).ok_or_else(|| refused("UTF-16 文本不完整或有误"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    Ok(std::str::from_utf8(bytes).ok().map(Cow::Borrowed))
}

fn refused(what: &str) -> Fault {
    Fault::new(FaultCode::BadEncoding, "", what)
}

/// The other encoding that bytes are more likely in, although they decode as GB18030; `None` where they are that. Chinese text of
/// the mainland stays in GB2312 (both bytes from A1) but for rare names; text in Big5 stays in that one's first plane.
fn other_encoding(bytes: &[u8], text: &str) -> Option<&'static str> {
    if text.chars().any(|c| matches!(c, '\u{FFFD}' | '\u{80}'..='\u{9F}')) {
        return Some("其他编码");
    }
    let (mut pairs, mut common, mut big5) = (0_u64, 0_u64, 0_u64);
    let mut rest = bytes.iter().copied();
    while let Some(lead) = rest.next() {
        // 80 alone is the euro of GBK.
        if lead <= 0x80 {
            continue;
        }
        let Some(trail) = rest.next() else { break };
        if (0x30..=0x39).contains(&trail) {
            // A four-byte character: neither common nor a sign of another encoding.
            rest.next();
            rest.next();
            continue;
        }
        pairs += 1;
        common +=
            u64::from(trail >= 0xA1 && ((0xA1..=0xA9).contains(&lead) || (0xB0..=0xF7).contains(&lead)));
        big5 += u64::from((0xA1..=0xC6).contains(&lead) && trail >= 0x40);
    }
    if common * 10 >= pairs * 7 {
        return None;
    }
    let reads = |other: &'static Encoding| other.decode_without_bom_handling_and_without_replacement(bytes);
    if big5 * 10 >= pairs * 9 && reads(BIG5).is_some() {
        return Some("Big5");
    }
    let kana = |c: &char| matches!(c, '\u{3041}'..='\u{30FA}' | '\u{FF66}'..='\u{FF9D}');
    if reads(SHIFT_JIS).is_some_and(|text| {
        let foreign = text.chars().filter(|c| !c.is_ascii()).count();
        text.chars().filter(kana).count() * 4 >= foreign
    }) {
        return Some("Shift JIS");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gb18030_reads_and_other_encodings_do_not() {
        let gbk = GB18030.encode("编号,水分(%)\n演示-1,45\n").0.into_owned();
        assert_eq!(table_text(&gbk).unwrap(), "编号,水分(%)\n演示-1,45\n");
        let big5 = encoding_rs::BIG5.encode("顧客編號,水分,測試的時間與說明文字\n").0.into_owned();
        assert_eq!(table_text(&big5).unwrap_err().code, FaultCode::BadEncoding);
        assert_eq!(json_text(&gbk).unwrap_err().code, FaultCode::BadEncoding);
        assert_eq!(table_text(b"\xFF\xFE4\x6C\x06R").unwrap(), "水分");
        assert_eq!(table_text(b"\xEF\xBB\xBFa").unwrap(), "a");
        let kana = SHIFT_JIS.encode("id,note\n1,テスト\n").0.into_owned();
        assert_eq!(table_text(&kana).unwrap_err().code, FaultCode::BadEncoding);
    }

    #[test]
    fn names_that_only_gbk_has_are_no_other_encoding() {
        for text in [
            "id,name\n1,喆\n2,㛃\n3,𠮷\n",
            "id,name\n1,囍堃昇\n",
            "编号,备注\n1,套装€59\n",
            "id,name\n1,龘\n",
        ] {
            let gbk = GB18030.encode(text).0.into_owned();
            assert_eq!(table_text(&gbk).unwrap(), text);
        }
        // The euro of a code page that writes it as one byte.
        assert_eq!(table_text(b"id,\xCC\xD7\xD7\xB0\n1,\x8059\n").unwrap(), "id,套装\n1,€59\n");
    }

    #[test]
    fn a_file_that_ends_inside_a_character_is_cut_and_not_in_another_encoding() {
        for whole in ["编号,水分\n演示".as_bytes().to_vec(), GB18030.encode("编号,水分\n演示").0.into_owned()]
        {
            let cut = &whole[..whole.len() - 1];
            assert_eq!(table_text(cut).unwrap_err().code, FaultCode::Truncated);
            assert!(table_text(&whole).is_ok());
        }
    }
}
