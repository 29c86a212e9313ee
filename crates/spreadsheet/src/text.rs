//! Bytes to text: UTF-8 with or without mark, UTF-16 with mark (Excel "Unicode text"), GB18030 with its
//! subsets GBK and GB2312.
//!
//! It refuses to guess further. Almost any bytes are "valid" GB18030, so what decodes is also looked at: Big5
//! decodes without an error, into nonsense, and nonsense is refused.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use crate::{Fault, FaultCode};

/// The text of a delimited file.
///
/// # Errors
/// [`FaultCode::BadEncoding`].
pub fn table_text(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    if let Some(text) = unicode_text(bytes)? {
        return Ok(text);
    }
    let decoded = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    let text = decoded.ok_or_else(|| refused("文字编码既不是 UTF-8 也不是 GB18030"))?;
    if is_plausible_gb18030(bytes, &text) {
        Ok(text)
    } else {
        Err(refused("按 GB18030 解码后不是可读的中文（可能是 Big5 等其他编码）"))
    }
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

/// Whether the double-byte characters are mostly those of GB2312 and nothing decodes to a private or forbidden
/// character. Chinese text of the mainland stays in GB2312 (both bytes from A1) but for rare names; in Big5 a
/// second byte below 7F is as common as one above A1.
fn is_plausible_gb18030(bytes: &[u8], text: &str) -> bool {
    let (mut pairs, mut common) = (0_u64, 0_u64);
    let mut rest = bytes.iter().copied();
    while let Some(lead) = rest.next() {
        if lead < 0x80 {
            continue;
        }
        let Some(trail) = rest.next() else { break };
        pairs += 1;
        if (0x30..=0x39).contains(&trail) {
            // A four-byte character: neither common nor a sign of another encoding.
            rest.next();
            rest.next();
            pairs -= 1;
        } else if trail >= 0xA1 && ((0xA1..=0xA9).contains(&lead) || (0xB0..=0xF7).contains(&lead)) {
            common += 1;
        }
    }
    let nonsense = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{80}'..='\u{9F}');
    common * 10 >= pairs * 7 && !text.chars().any(nonsense)
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
    }
}
