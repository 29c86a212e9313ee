//! What a person meant by what came in: one cleaning for files, fields, scans and rules.
//!
//! It runs on what comes in and on what is compared, never on what is read back: a record stays as it was written. It refuses
//! to guess: what remains odd after cleaning is refused by name ([`odd`]).

use unicode_normalization::UnicodeNormalization as _;

/// A text that is odd after it was cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Odd {
    /// A control character, of those that are no line break.
    #[error("第 {0} 个字是控制字符")]
    Control(usize),
    /// A character that no font shows: of private use, or the mark of a failed conversion.
    #[error("第 {0} 个字无法识别")]
    Unreadable(usize),
    /// A letter of another script inside a Latin word, which looks like a Latin one and is none.
    #[error("第 {0} 个字「{1}」形似拉丁字母而不是")]
    Disguised(usize, char),
}

impl Odd {
    /// The same in English.
    #[must_use]
    pub fn en(self) -> String {
        match self {
            Self::Control(at) => format!("character {at} is a control character"),
            Self::Unreadable(at) => format!("character {at} cannot be read"),
            Self::Disguised(at, letter) => {
                format!("character {at}, “{letter}”, only looks like a Latin letter")
            }
        }
    }
}

/// Whether a character is there for layout alone: nobody sees it, nobody means it (Unicode's default ignorable code points, and
/// the marks of annotation).
const fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character is a blank, of whatever width.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{2800}'
}

/// Whether a character stands for a hyphen: dashes of every length, and the minus sign.
const fn is_hyphen(letter: char) -> bool {
    matches!(
        letter,
        '-' | '\u{58A}' | '\u{5BE}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{207B}'
                | '\u{208B}'
                | '\u{2212}'
                | '\u{2E17}'
                | '\u{2E1A}'
                | '\u{2E3A}'
                | '\u{2E3B}'
                | '\u{2E40}'
                | '\u{301C}'
                | '\u{3030}'
                | '\u{30A0}'
                | '\u{FE31}'
                | '\u{FE32}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
                | '\u{10EAD}'
    )
}

/// Whether a text is made of what needs no unfolding: printed ASCII and the common Chinese characters.
fn is_plain(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, ' '..='~' | '\u{4E00}'..='\u{9FFF}'))
}

fn seen(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|letter| !is_unseen(*letter))
}

/// A sentence or a name as it is kept: without what nobody sees, with plain blanks (one for a run of them), letters and digits
/// in half width, and line breaks as line breaks. Chinese punctuation stays as it is.
#[must_use]
pub fn text(typed: &str) -> String {
    if is_plain(typed) && !typed.contains("  ") {
        return typed.trim().to_owned();
    }
    let mut kept = String::with_capacity(typed.len());
    let half = |letter: char| match letter {
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter)
        }
        other => other,
    };
    let mut blank = false;
    for letter in seen(&typed.replace("\r\n", "\n").replace('\r', "\n")).collect::<String>().nfc().map(half) {
        match letter {
            '\n' => {
                kept.truncate(kept.trim_end_matches(' ').len());
                kept.push('\n');
                blank = false;
            }
            // A tab is left to be refused: it parts columns, and a column may have been lost.
            letter if is_blank(letter) && !letter.is_control() => blank = true,
            letter => {
                if blank && !kept.is_empty() && !kept.ends_with('\n') {
                    kept.push(' ');
                }
                blank = false;
                kept.push(letter);
            }
        }
    }
    kept.trim().to_owned()
}

/// A number or code as it is kept: as [`text`], and in one width with one kind of hyphen. Its case stays.
#[must_use]
pub fn code(typed: &str) -> String {
    if is_plain(typed) {
        return text(typed);
    }
    let one: String = seen(typed).collect::<String>().nfkc().collect();
    let even = seen(&one).map(|letter| if is_hyphen(letter) { '-' } else { letter });
    text(&even.collect::<String>())
}

/// What two numbers have in common that are written otherwise and mean the same: no blanks, no case.
#[must_use]
pub fn code_key(typed: &str) -> String {
    let even: String =
        code(typed).chars().filter(|letter| !is_blank(*letter)).flat_map(char::to_lowercase).collect();
    even.nfkc().collect()
}

/// What two names have in common that are written otherwise and mean the same: no case, blanks, brackets, and no hyphens of any
/// length: `PEG-40`, `peg 40`, `PEG–40`.
#[must_use]
pub fn name_key(name: &str) -> String {
    let marks = "()[]{}【】〔〕〈〉/,、.'’‘ʼ′`´·・‧∙⋅•";
    let meant = |letter: &char| {
        !is_unseen(*letter) && !is_blank(*letter) && !is_hyphen(*letter) && !marks.contains(*letter)
    };
    if is_plain(name) {
        return name.chars().filter(meant).map(|letter| letter.to_ascii_lowercase()).collect();
    }
    let one: String = seen(name).collect::<String>().nfkc().flat_map(char::to_lowercase).collect();
    one.nfkc().filter(meant).collect()
}

/// A scale of scripts, as far as letters of one look like letters of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Alike,
}

fn script(letter: char) -> Option<Script> {
    match letter {
        other if !other.is_alphabetic() => None,
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' => Some(Script::Latin),
        // μ before a unit is no disguise.
        'μ' => None,
        '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}' | '\u{13A0}'..='\u{13FF}' => Some(Script::Alike),
        _ => None,
    }
}

/// What is odd in a text that was cleaned: it is said by its place, so that a person finds it.
///
/// # Errors
/// [`Odd`], the first there is.
pub fn odd(cleaned: &str) -> Result<(), Odd> {
    let mut word: Option<Script> = None;
    for (index, letter) in cleaned.chars().enumerate() {
        let at = index + 1;
        if letter.is_control() && letter != '\n' {
            return Err(Odd::Control(at));
        }
        let private = matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
        if private || letter == '\u{FFFD}' {
            return Err(Odd::Unreadable(at));
        }
        let of = script(letter);
        if let (Some(before), Some(now)) = (word, of)
            && before != now
        {
            return Err(Odd::Disguised(at, letter));
        }
        word = of;
    }
    Ok(())
}

/// Which of the known names a person meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant<'k> {
    /// This one.
    One(&'k str),
    /// None of them.
    New,
    /// More than one, of names that were taken in before they were cleaned.
    Several,
}

/// Which known number a typed one means: the one that is written the same, else the one that means the same.
#[must_use]
pub fn meant<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Meant<'k> {
    let (cleaned, key) = (code(typed), code_key(typed));
    let (mut even, mut alike, mut several) = (None, None, false);
    for name in known {
        if name == typed {
            return Meant::One(name);
        }
        if name == cleaned {
            even = Some(name);
        } else if code_key(name) == key {
            several |= alike.is_some();
            alike = Some(name);
        }
    }
    match (even, alike) {
        (Some(name), _) => Meant::One(name),
        (None, Some(_)) if several => Meant::Several,
        (None, Some(name)) => Meant::One(name),
        (None, None) => Meant::New,
    }
}
