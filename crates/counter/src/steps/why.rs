//! Why something was done with a service: a text that stands in the ledger, and so outlives the customer's own data. It is
//! refused where it names her: what is erased must not stay in a reason (个人信息保护法 第四十七条).

use command::fields::said;
use domain::clean::{self, name_key};
use domain::ids::ServiceNumber;

use crate::view::reads::known;
use crate::{Counter, Host, Refusal};

/// The reason, cleaned; `missing` where nothing was said.
///
/// # Errors
/// `missing`, or `reason_names_a_person` where a telephone number or the customer's name is in it.
pub(super) fn why<H: Host>(
    counter: &Counter<H>,
    service: &ServiceNumber,
    typed: &str,
    missing: impl FnOnce() -> Refusal,
) -> Result<String, Refusal> {
    let reason = said(typed).ok_or_else(missing)?;
    let names = match known(counter.store().service_line(service))? {
        Some(line) => known(counter.store().joined_with(&line.opened.customer))?.unwrap_or_default(),
        None => Vec::new(),
    };
    let named = names.iter().filter_map(|row| row.name.as_deref()).any(|name| mentions(&reason, name));
    if !named && !tells_a_telephone(&reason) {
        return Ok(reason);
    }
    let message = "原因里不写顾客的姓名和电话：这段文字随台账长期保存，删除个人信息时不会删去；没有保存";
    Err(Refusal::new("reason_names_a_person", message).mend("请去掉姓名和电话后再确认"))
}

/// Whether a text has a name in it. One of a single character is a word of many sentences, and is not looked for.
fn mentions(text: &str, name: &str) -> bool {
    if name_key(name).chars().count() < 2 {
        return false;
    }
    if !name.chars().any(|letter| letter.is_ascii_alphanumeric()) {
        return name_key(text).contains(&name_key(name));
    }
    // A Latin name is a word; in Chinese nothing stands between words.
    let (text, name) = (clean::text(text).to_lowercase(), clean::text(name).to_lowercase());
    let word = |each: Option<char>| each.is_some_and(|each| each.is_ascii_alphanumeric());
    text.match_indices(&name).any(|(at, found)| {
        let (before, after) = (text.split_at(at).0.chars().next_back(), text.split_at(at + found.len()).1);
        let (first, last) = (found.chars().next(), found.chars().next_back());
        !(word(first) && word(before) || word(last) && word(after.chars().next()))
    })
}

/// Whether a text has a telephone number of the mainland in it, mobile or with its area code, whatever stands between the digits.
/// Numbers of services, lots and labels are none.
fn tells_a_telephone(text: &str) -> bool {
    let telephone = |digits: &str| {
        let digits = digits.strip_prefix("86").unwrap_or(digits);
        match digits.as_bytes() {
            [b'1', b'3'..=b'9', ..] => digits.len() == 11,
            [b'0', ..] => (10..=12).contains(&digits.len()),
            _ => false,
        }
    };
    let (mut digits, mut of_a_code) = (String::new(), false);
    for letter in clean::text(text).chars().chain(['。']) {
        match letter {
            '0'..='9' => digits.push(letter),
            ' ' | '-' if !digits.is_empty() => {}
            _ if !of_a_code && telephone(&digits) => return true,
            _ => {
                digits.clear();
                // `JN01-261201-0001`: what begins with letters is a number of ours.
                of_a_code = letter.is_ascii_alphabetic();
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{mentions, tells_a_telephone};

    #[test]
    fn a_telephone_number_is_known_however_it_is_written_and_no_other_number_is_one() {
        for text in
            ["13800138000", "打 138-0013-8000 没人接", "+86 138 0013 8000", "0532-8888 6666", "010 12345678"]
        {
            assert!(tells_a_telephone(text), "{text}");
        }
        for text in
            ["", "JN01-261201-0001", "批 2610190001", "标签 3 张", "少了 12.5 g", "2026-12-01 10:30 以后"]
        {
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
        ] {
            assert!(mentions(text, name), "{text}");
        }
        for (text, name) in
            [("她觉得麻烦", "安"), ("annoyed", "Ann"), ("李小红不想要了", "王小红"), ("", "李小红")]
        {
            assert!(!mentions(text, name), "{text}");
        }
    }
}
