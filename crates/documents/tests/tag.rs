//! Tags: what their article asks for is on them, on both stocks, readable and scannable; or there is no tag.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::{Paper, typeface};
use chrono::DateTime;
use documents::{Refusal, Tag, TagStock, tag_pdf};

fn tag(
    heading: &'static str,
    beside: Option<&'static str>,
    lines: Vec<(&'static str, &str)>,
    code: &str,
) -> Tag {
    let lines = lines.into_iter().map(|(guide, value)| (guide, value.to_owned())).collect();
    let at = DateTime::parse_from_rfc3339("2026-11-20T18:00:00+08:00").unwrap();
    Tag { heading, beside, lines, code: code.to_owned(), at }
}

/// The longest of each kind that the store can come to.
fn tags() -> Vec<(&'static str, Tag)> {
    let name = "神经酰胺修护保湿舒缓霜（演示）";
    vec![
        (
            "cleaned",
            tag(
                "已清洁",
                None,
                vec![
                    ("设备", "电子天平一号（演示） SC01"),
                    ("清洁消毒", "2026-11-20 18:00"),
                    ("有效期至", "2026-11-27 18:00"),
                    ("规程", "演示规程-SC-2"),
                ],
                "SC01",
            ),
        ),
        (
            "area",
            tag(
                "已清洁",
                Some("已清场"),
                vec![
                    ("区域", "A1"),
                    ("清洁消毒", "2026-11-20 18:00"),
                    ("有效期至", "2026-11-21 18:00"),
                    ("规程", "演示规程-A-1"),
                ],
                "AREA-A1",
            ),
        ),
        (
            "zone",
            tag(
                "退货或者召回",
                Some("召回"),
                vec![
                    ("名称", name),
                    ("批号", "YS01A925"),
                    ("限期使用日期", "2027-02-03"),
                    ("数量", "2 件 × 100 g"),
                    ("收货", "2026-03-05"),
                ],
                "P01-YS01A925",
            ),
        ),
        (
            "opened",
            tag(
                "已开封",
                None,
                vec![
                    ("名称", name),
                    ("批号", "YS01A925"),
                    ("开封", "2026-11-20 09:12"),
                    ("使用期限至", "2027-02-03"),
                    ("开封人", "S02"),
                ],
                "P01-YS01A925.12",
            ),
        ),
        (
            "leftover",
            tag(
                "结存物料",
                Some("待放行"),
                vec![
                    ("名称", name),
                    ("批号", "YS01A925"),
                    ("数量", "87.35 g"),
                    ("使用期限", "2027-02-03"),
                    ("封存", "2026-11-20 18:00 S02"),
                ],
                "P01-YS01A925.12",
            ),
        ),
        (
            "waste",
            tag(
                "废弃物料",
                Some("不得使用"),
                vec![
                    ("名称", name),
                    ("批号", "YS01A925"),
                    ("数量", "87.35 g"),
                    ("原因", "开封后已过期"),
                    ("处置", "销毁 2026-11-20 18:00"),
                    ("经办", "S02"),
                ],
                "P01-YS01A925.12",
            ),
        ),
    ]
}

#[test]
fn every_line_is_on_every_tag_on_both_stocks() {
    for (name, tag) in tags() {
        for stock in [TagStock::Small, TagStock::Large] {
            let bytes = tag_pdf(&tag, stock, typeface())
                .unwrap_or_else(|refusal| panic!("{name} {stock:?}: {refusal}"));
            assert_eq!(bytes, tag_pdf(&tag, stock, typeface()).unwrap(), "{name}: the same bytes again");
            let paper = Paper::new(&bytes);
            paper.assert_sound();
            let bare = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            let text = bare(&paper.text());
            for wanted in [tag.heading, tag.beside.unwrap_or_default()] {
                assert!(text.contains(&bare(wanted)), "{name} {stock:?} lacks {wanted}");
            }
            for (guide, value) in &tag.lines {
                assert!(
                    text.contains(&bare(&format!("{guide}：{value}"))),
                    "{name} {stock:?} lacks {guide}: {text}"
                );
            }
            assert_eq!(paper.scanned().trim(), tag.code, "{name} {stock:?}");
            let (width, height) = stock.size_mm();
            let (wide, high) = *paper.media_boxes().first().unwrap();
            let points = |mm: u16| f64::from(mm) / 25.4 * 72.0;
            assert!(
                (wide - points(width)).abs() < 0.1 && (high - points(height)).abs() < 0.1,
                "{wide} × {high}"
            );
        }
    }
}

#[test]
fn a_tag_that_lacks_something_is_not_made() {
    let lines = || vec![("名称", "演示乳"), ("数量", "10 g")];
    let long = "很长的名称".repeat(80);
    let code = "P".repeat(500);
    let cases = [
        ("no heading", tag("", None, lines(), "A"), "document_item_missing"),
        ("an empty line", tag("已开封", None, vec![("名称", " ")], "A"), "document_item_missing"),
        ("no code", tag("已开封", None, lines(), " "), "document_item_missing"),
        (
            "a character that cannot be drawn",
            tag("已开封", None, vec![("名称", "演示\u{1F600}")], "A"),
            "document_glyph_missing",
        ),
        ("too long", tag("已开封", None, vec![("名称", &long)], "A"), "document_does_not_fit"),
        ("a code too long", tag("已开封", None, lines(), &code), "label_code_too_dense"),
    ];
    for (name, tag, expected) in cases {
        let refused = tag_pdf(&tag, TagStock::Small, typeface()).err().map(|refusal: Refusal| refusal.code());
        assert_eq!(refused, Some(expected), "{name}");
    }
}
