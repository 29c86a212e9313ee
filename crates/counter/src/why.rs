//! Why something was done, as the ledger keeps it: a text that outlives the customer's own data. It is refused where it names
//! her: what is erased must not stay in a reason (个人信息保护法 第四十七条).

use command::fields::said;
use domain::clean::{self, name_key};
use domain::ids::ServiceNumber;

use crate::view::reads::known;
use crate::{Counter, Host, Refusal};

/// The reason, cleaned; `missing` where nothing was said.
///
/// # Errors
/// `missing`, or what [`names_nobody`] refuses.
pub(crate) fn why<H: Host>(
    counter: &Counter<H>,
    service: &ServiceNumber,
    typed: &str,
    missing: impl FnOnce() -> Refusal,
) -> Result<String, Refusal> {
    let reason = said(typed).ok_or_else(missing)?;
    names_nobody(counter, Some(service), &reason)?;
    Ok(reason)
}

/// Refuses a text that stays in the ledger and has a telephone number in it, or the name of a service's customer.
///
/// # Errors
/// `reason_names_a_person`.
pub(crate) fn names_nobody<H: Host>(
    counter: &Counter<H>,
    service: Option<&ServiceNumber>,
    text: &str,
) -> Result<(), Refusal> {
    let line = service.map(|service| known(counter.store().service_line(service))).transpose()?.flatten();
    let names = match line {
        Some(line) => known(counter.store().joined_with(&line.opened.customer))?.unwrap_or_default(),
        None => Vec::new(),
    };
    let named = names.iter().filter_map(|row| row.name.as_deref()).any(|name| mentions(text, name));
    if !named && !tells_a_telephone(text) {
        return Ok(());
    }
    let message = "这里不写顾客的姓名和电话：这段文字随台账长期保存，删除个人信息时不会删去；没有保存";
    Err(Refusal::new("reason_names_a_person", message).mend("请去掉姓名和电话后再确认"))
}

/// What people are called who gave no name: words of every reason.
const ANYBODY: [&str; 9] = ["顾客", "客人", "客户", "会员", "女士", "先生", "小姐", "本人", "妈妈"];

/// Whether a text has a name in it. One of a single character, or of two Latin letters, is a word of many sentences and is not
/// looked for.
fn mentions(text: &str, name: &str) -> bool {
    let name = clean::text(name);
    if !name.chars().any(|letter| letter.is_ascii_alphabetic()) {
        let key = name_key(&name);
        return key.chars().count() > 1 && !ANYBODY.contains(&key.as_str()) && name_key(text).contains(&key);
    }
    if name.chars().count() < 3 {
        return false;
    }
    // A name of one word may be a word as well, which is not written with a capital.
    let (text, name) = if name.contains(' ') {
        (clean::text(text).to_lowercase(), name.to_lowercase())
    } else {
        (clean::text(text), name)
    };
    // A Latin name is a word; in Chinese nothing stands between words.
    let word = |each: Option<char>| each.is_some_and(|each| each.is_ascii_alphanumeric());
    text.match_indices(&name).any(|(at, found)| {
        let (before, after) = (text.split_at(at).0.chars().next_back(), text.split_at(at + found.len()).1);
        let (first, last) = (found.chars().next(), found.chars().next_back());
        !(word(first) && word(before) || word(last) && word(after.chars().next()))
    })
}

/// Whether a text has a telephone number of the mainland in it, mobile or with its area code, whatever stands between its parts.
/// Numbers of services, lots and days are none.
fn tells_a_telephone(text: &str) -> bool {
    let mut row = Row::default();
    for letter in clean::text(text).chars().chain(['。']) {
        match letter {
            '0'..='9' => row.digit(letter),
            ' ' | '-' | '.' | '(' | ')' | '（' | '）' | '—' | '–' if !row.groups.is_empty() => {
                row.gap()
            }
            _ if row.tells() => return true,
            other => row = Row { of_a_code: other.is_ascii_alphabetic(), ..Row::default() },
        }
    }
    false
}

/// Groups of digits with nothing but blanks and the like between them.
#[derive(Default)]
struct Row {
    groups: Vec<String>,
    /// Whether another group has begun.
    apart: bool,
    /// Whether a letter stands right before it: `JN01-261201-0001` is a number of ours.
    of_a_code: bool,
}

impl Row {
    fn digit(&mut self, digit: char) {
        match self.groups.last_mut().filter(|_| !self.apart) {
            Some(group) => group.push(digit),
            None => self.groups.push(digit.to_string()),
        }
        self.apart = false;
    }

    const fn gap(&mut self) {
        self.apart = true;
    }

    fn tells(&self) -> bool {
        let single = |group: &String| {
            let own = group.strip_prefix("00").unwrap_or(group);
            let own = own.strip_prefix("86").filter(|own| own.len() >= 11).unwrap_or(own);
            is_mobile(own) || !self.of_a_code && has_area_code(group, 11..=12)
        };
        self.groups.iter().any(single) || !self.of_a_code && (0..self.groups.len()).any(|at| self.parted(at))
    }

    /// Whether the groups from one on are the parts of one number: `138 0013 8000`, `0532-8888 6666`.
    fn parted(&self, at: usize) -> bool {
        let groups = self.groups.get(at..).unwrap_or_default();
        (2..=groups.len().min(4)).any(|count| {
            let parts = groups.get(..count).unwrap_or_default();
            let (first, whole) = (parts.first().map_or(0, String::len), parts.concat());
            match first {
                3 | 7 if is_mobile(&whole) => true,
                3 | 4 => has_area_code(&whole, first + 7..=first + 8),
                _ => false,
            }
        })
    }
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..])
}

fn has_area_code(digits: &str, long: std::ops::RangeInclusive<usize>) -> bool {
    long.contains(&digits.len()) && matches!(digits.as_bytes(), [b'0', b'1'..=b'9', ..])
}

#[cfg(test)]
mod tests {
    use super::{mentions, tells_a_telephone};

    #[test]
    fn a_telephone_number_is_known_however_it_is_written_and_no_other_number_is_one() {
        for text in [
            "13800138000",
            "１３８００１３８０００",
            "打 138-0013-8000 没人接",
            "138.0013.8000",
            "+86 138 0013 8000",
            "0086 13800138000",
            "8613800138000",
            "13800138000 2次未接",
            "2026-12-01 13800138000 未接",
            "3 13800138000",
            "vx13800138000",
            "0532-8888 6666",
            "(0532)88886666",
            "010 12345678",
            "053288886666",
        ] {
            assert!(tells_a_telephone(text), "{text}");
        }
        for text in [
            "",
            "JN01-261201-0001",
            "见 JN13-261201-0001 和 JN01-261201-0002",
            "批 2610190001",
            "批 0261019001",
            "标签 3 张",
            "少了 12.5 g",
            "2026-12-01 10:30 以后",
            "01-12-2026 10:30 label torn",
            "从 0.5 g 到 0.8 g，共 3 次 12 分",
        ] {
            assert!(!tells_a_telephone(text), "{text}");
        }
    }

    #[test]
    fn a_name_is_found_as_a_word_of_its_language() {
        for (text, name) in [
            ("李小红不想要了", "李小红"),
            ("李 小红 改主意", "李小红"),
            ("Ann Lee left", "Ann Lee"),
            ("because ANN LEE", "ann lee"),
            ("says May", "May"),
        ] {
            assert!(mentions(text, name), "{text}");
        }
        for (text, name) in [
            ("她觉得麻烦", "安"),
            ("annoyed", "Ann"),
            ("李小红不想要了", "王小红"),
            ("", "李小红"),
            ("she may come later", "May"),
            ("an allergy", "An"),
            ("顾客不想要了", "顾客"),
        ] {
            assert!(!mentions(text, name), "{text}");
        }
    }
}
