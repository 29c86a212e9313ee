//! Where a line of Chinese text may end. It knows no hyphenation and no justification: only that closing punctuation never
//! begins a line, opening punctuation never ends one, and that a number or a Latin word is torn only when it is longer than
//! a whole line.

/// One line taken from the front of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The line is `text[..end]`.
    pub(crate) end: usize,
    /// The rest is `text[next..]`; the spaces between belong to neither.
    pub(crate) next: usize,
}

const NEVER_FIRST: &str = "，。、；：？！）》」』】〕〉〗〙〞”’…—～·‰％℃°′″,.;:?!)]}%~＂＇＂／．／";
const NEVER_LAST: &str = "（《「『【〔〈〖〘〝“‘([{￥¥$＃＄#№-";

/// The longest line whose advances add up to no more than `width`; an empty one when not even its first piece fits.
///
/// The text stands at the beginning of its line: a word that does not fit has nowhere better to go, and is torn.
pub(crate) fn take(text: &str, width: f32, advance: impl Fn(char) -> f32) -> Taken {
    let mut used = 0.0;
    let mut allowed = None;
    let mut previous = None;
    for (at, character) in text.char_indices() {
        if let Some(before) = previous
            && may_break(before, character)
        {
            allowed = Some(at);
        }
        used += advance(character);
        // A space at the end of a line takes no room.
        if used > width && character != ' ' {
            let end = allowed.unwrap_or_else(|| torn(text, at));
            return cut(text, end);
        }
        previous = Some(character);
    }
    cut(text, text.len())
}

fn may_break(before: char, after: char) -> bool {
    // Most of a text by far, and asked of every character of every line that is tried.
    if ideograph(before) && ideograph(after) {
        return true;
    }
    if after == ' ' || NEVER_FIRST.contains(after) || NEVER_LAST.contains(before) {
        return false;
    }
    before == ' ' || !(in_word(before) && in_word(after))
}

const fn ideograph(character: char) -> bool {
    matches!(character as u32, 0x4E00..=0x9FFF)
}

/// Characters that hold together as one word or number.
const fn in_word(character: char) -> bool {
    !matches!(character as u32, 0x20 | 0x2E80..)
}

/// Where a word longer than a line is torn. Not behind a hyphen: a reader would take it for one that the line break added.
fn torn(text: &str, limit: usize) -> usize {
    let kept = text.get(..limit).unwrap_or_default();
    let end = kept.trim_end_matches('-').len();
    if end == 0 { limit } else { end }
}

fn cut(text: &str, end: usize) -> Taken {
    let (line, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    Taken { end: line.trim_end().len(), next: text.len() - rest.trim_start().len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All lines at a width counted in characters.
    fn lines(text: &str, width: u8) -> Vec<&str> {
        let mut rest = text;
        let mut lines = Vec::new();
        while !rest.is_empty() {
            let taken = take(rest, f32::from(width), |_| 1.0);
            lines.push(&rest[..taken.end]);
            rest = &rest[taken.next..];
        }
        lines
    }

    #[test]
    fn lines_end_where_chinese_typesetting_lets_them() {
        for (name, text, width, expected) in [
            ("empty", "", 4, vec![]),
            ("fits", "保湿精华", 4, vec!["保湿精华"]),
            ("ideographs break anywhere", "保湿精华乳液", 4, vec!["保湿精华", "乳液"]),
            ("a comma goes with what it closes", "保湿精华，乳液", 4, vec!["保湿精", "华，乳液"]),
            ("two closers stay together", "（保湿）。乳液", 4, vec!["（保", "湿）。乳", "液"]),
            ("an opener goes with what it opens", "保湿精（华）", 4, vec!["保湿精", "（华）"]),
            ("a number is not torn", "编号2026年", 5, vec!["编号", "2026年"]),
            ("a date is not torn", "至2026-11-20止", 10, vec!["至", "2026-11-20", "止"]),
            ("a word is not torn", "with water only", 7, vec!["with", "water", "only"]),
            ("a word longer than the line is torn", "ABCDEFGHIJ", 4, vec!["ABCD", "EFGH", "IJ"]),
            ("a torn word keeps its hyphen on the next line", "ABC-DEF", 4, vec!["ABC", "-DEF"]),
            ("only hyphens", "------", 4, vec!["----", "--"]),
            ("a space at the end takes no room", "保湿精华 乳液", 4, vec!["保湿精华", "乳液"]),
            ("several spaces at a break", "AB   CD", 3, vec!["AB", "CD"]),
            ("only closers", "。。。。。。", 4, vec!["。。。。", "。。"]),
            ("a percentage stays whole", "含量60%以上", 4, vec!["含量", "60%以", "上"]),
        ] {
            assert_eq!(lines(text, width), expected, "{name}");
        }
    }

    #[test]
    fn nothing_is_taken_where_nothing_fits() {
        assert_eq!(take("保", 0.5, |_| 1.0).next, 0);
    }
}
