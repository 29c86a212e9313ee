//! The content of a record, field by field, in both languages: each value with its unit, in words where it is a code, to the
//! second where it is a moment. What no descriptor speaks of is shown under its name; what lies in the vault is named as such.

use domain::Moment;
use domain::quantity::{Fen, Milligrams};
use records::codes::Set;
use records::{Field, Means};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::words;
use crate::coming_down::{self, BulletinLine};

/// One field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordField {
    /// Its path.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// What it says.
    pub value: String,
    /// The same in English.
    pub value_en: String,
}

impl RecordField {
    /// What is said under a field's word.
    pub(crate) fn of(word: &str, value: impl Into<String>, value_en: impl Into<String>) -> Self {
        let (title, title_en) = words::field(word);
        Self {
            name: word.to_owned(),
            title: title.to_owned(),
            title_en: title_en.to_owned(),
            value: value.into(),
            value_en: value_en.into(),
        }
    }

    /// The same as part of another field.
    pub(crate) fn within(&mut self, word: &str) {
        let (title, title_en) = words::field(word);
        self.name = joined(word, &self.name);
        self.title = format!("{title} · {}", self.title);
        self.title_en = format!("{title_en} · {}", self.title_en);
    }
}

/// The fields of a payload, as their descriptors say.
pub(super) fn fields(payload: &Value, parts: &'static [Field]) -> Vec<RecordField> {
    let mut fields = Vec::new();
    Place { path: "", word: "", means: Means::Itself, set: None, parts }.flat(payload, &mut fields);
    let signed = parts.iter().any(|field| field.word == "bulletin_signed");
    if signed {
        bulletin(payload, &mut fields);
    }
    fields
}

/// What a bulletin holds as JSON is said in words.
fn bulletin(payload: &Value, fields: &mut [RecordField]) {
    let text = |name: &str| payload.get(name).and_then(Value::as_str);
    let Some(signed) = text("signed") else { return };
    let brings = || {
        let (_, bulletin) = coming_down::read(signed)?;
        let lines = coming_down::said(None, &bulletin, text("content")?.as_bytes());
        let join = |of: fn(&BulletinLine) -> &str| lines.iter().map(of).collect::<Vec<_>>().join("；");
        (!lines.is_empty()).then(|| BulletinLine { zh: join(|line| &line.zh), en: join(|line| &line.en) })
    };
    for field in fields {
        let said = match field.name.as_str() {
            "signed" => coming_down::of_signed(signed),
            "content" => brings(),
            "untaken" => text("untaken").and_then(coming_down::of_untaken),
            _ => continue,
        };
        let length = field.value.chars().count();
        let said = said.unwrap_or_else(|| BulletinLine {
            zh: format!("（{length} 字，无法读取）"),
            en: format!("({length} characters that cannot be read)"),
        });
        (field.value, field.value_en) = (said.zh, said.en);
    }
}

/// Longer texts are named by their length: a signed sheet is read on its own page.
const LONGEST: usize = 300;

/// A value in the making: where it stands, and what its descriptor says of it. What no descriptor speaks of is shown under its name.
#[derive(Clone, Copy)]
struct Place<'a> {
    path: &'a str,
    word: &'a str,
    means: Means,
    set: Option<Set>,
    parts: &'static [Field],
}

/// What a value says, in Chinese and in English.
struct Said {
    zh: String,
    en: String,
}

impl Said {
    /// The same in both languages.
    fn same(text: impl Into<String>) -> Self {
        let zh = text.into();
        Self { en: zh.clone(), zh }
    }

    fn of(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// What was chosen of a register's list, by the field's name and the stored code.
fn chosen(field: &str, code: &str) -> Option<registers::cell::Words> {
    let fields = registers::SPECS.iter().flat_map(|spec| spec.acts).flat_map(|act| act.fields);
    let lists = fields.filter(|one| one.key == field).filter_map(|one| {
        let registers::field::Kind::Choice(picks) = one.kind else { return None };
        Some(picks)
    });
    lists.flatten().find(|pick| pick.code == code).map(|pick| pick.words)
}

impl Place<'_> {
    /// The fields of a value, each with its path.
    fn flat(self, value: &Value, fields: &mut Vec<RecordField>) {
        let said = match value {
            Value::Null => return,
            Value::Object(parts) if self.means == Means::Person => {
                let commitment = parts.get("commitment").and_then(Value::as_str).unwrap_or_default();
                let begin = commitment.get(..12).unwrap_or(commitment);
                Said::of(format!("密匣 · {begin}"), format!("in the vault · {begin}"))
            }
            Value::Object(parts) => {
                for (part, value) in parts {
                    let field = self.parts.iter().find(|field| field.name == part);
                    let path = joined(self.path, part);
                    let place = match field {
                        Some(Field { word, means, set, parts, .. }) => {
                            Place { path: &path, word, means: *means, set: *set, parts }
                        }
                        None => {
                            Place { path: &path, word: part, means: Means::Itself, set: None, parts: &[] }
                        }
                    };
                    place.flat(value, fields);
                }
                return;
            }
            Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
                let said: Vec<Said> = items.iter().map(|item| self.plain(item)).collect();
                let all = |of: fn(&Said) -> &str, comma| said.iter().map(of).collect::<Vec<_>>().join(comma);
                Said::of(all(|said| &said.zh, "、"), all(|said| &said.en, ", "))
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    Place { path: &joined(self.path, &(index + 1).to_string()), ..self }.flat(item, fields);
                }
                return;
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => self.plain(value),
        };
        if said.zh.is_empty() {
            return;
        }
        let (title, title_en) = words::field(self.word);
        fields.push(RecordField {
            name: self.path.to_owned(),
            title: title.to_owned(),
            title_en: title_en.to_owned(),
            value: said.zh,
            value_en: said.en,
        });
    }

    /// One value, with its unit where its descriptor has one, and in words where it is a code.
    fn plain(self, value: &Value) -> Said {
        match (value, self.set) {
            (Value::Number(number), _) => {
                let said = number.as_i64().map(|number| counted(self.means, number));
                Said::same(said.unwrap_or_else(|| number.to_string()))
            }
            (Value::String(text), Some(set)) => {
                let (zh, en) = words::code(set, text);
                Said::of(zh, en)
            }
            (Value::String(text), None) if self.word == "bulletin_chain" => {
                let (zh, en) = words::chain(text);
                Said::of(zh, en)
            }
            (Value::String(text), None) => {
                if let Some(words) = chosen(self.word, text) {
                    return Said::of(words.zh, words.en);
                }
                let length = text.chars().count();
                if let Ok(moment) = Moment::parse_from_rfc3339(text) {
                    Said::same(domain::in_china(moment).format("%F %T").to_string())
                } else if length > LONGEST {
                    Said::of(format!("（{length} 字）"), format!("({length} characters)"))
                } else {
                    Said::same(text)
                }
            }
            (Value::Bool(true), _) => Said::of("是", "yes"),
            (Value::Bool(false), _) => Said::of("否", "no"),
            (Value::Null | Value::Array(_) | Value::Object(_), _) => Said::same(""),
        }
    }
}

fn joined(path: &str, part: &str) -> String {
    if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") }
}

fn counted(means: Means, number: i64) -> String {
    let tenths = |unit: &str| {
        let sign = if number < 0 { "-" } else { "" };
        format!("{sign}{}.{} {unit}", number.unsigned_abs() / 10, number.unsigned_abs() % 10)
    };
    let whole = number.unsigned_abs();
    match means {
        Means::Itself | Means::Person => number.to_string(),
        Means::Milligrams => Milligrams(whole).to_string(),
        Means::Fen => Fen(whole).to_string(),
        Means::TenThousandths => format!("{}.{:02} %", whole / 100, whole % 100),
        Means::PartsPerMillion => format!("{number} ppm"),
        Means::Decicelsius => tenths("℃"),
        Means::Permille => tenths("%"),
        Means::Cfu => format!("{number} cfu/m³"),
        Means::Bytes => format!("{number} B"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use records::Record;

    use super::*;

    /// The fields of a payload as the page shows them.
    fn shown(kind: &str, version: u16, payload: &str) -> Vec<RecordField> {
        let payload: Value = serde_json::from_str(payload).unwrap();
        let parts = Record::known(kind, version).unwrap().fields;
        fields(&payload, parts)
    }

    #[test]
    fn a_value_stands_in_words_of_both_languages() {
        let cases = [
            (
                "how it is handed over",
                "service.handed_over",
                r#"{"delivery":{"way":"pick_up"}}"#,
                ("到店自取", "Pick-up"),
            ),
            (
                "why a backup was made",
                "backup.made",
                r#"{"cause":"update"}"#,
                ("升级之前", "Before an update"),
            ),
            (
                "how printing ended",
                "label.print_ended",
                r#"{"how":"failed"}"#,
                ("没有打出来", "Did not come out"),
            ),
            (
                "a list of codes",
                "staff.enrolled",
                r#"{"member":{"roles":["advisor","operator"]}}"#,
                ("美容顾问、操作人员", "Advisor, Operator"),
            ),
            (
                "where a container stands",
                "container.opened",
                r#"{"container":{"standing":"in_use"}}"#,
                ("使用中", "in use"),
            ),
            ("a province", "store.opened", r#"{"premises":{"province":"SD"}}"#, ("山东", "Shandong")),
            ("a code of a newer program", "backup.made", r#"{"cause":"moon"}"#, ("moon", "moon")),
            (
                "a moment",
                "label.print_ended",
                r#"{"at":"2026-11-20T09:00:05.123456789+08:00"}"#,
                ("2026-11-20 09:00:05", "2026-11-20 09:00:05"),
            ),
            ("yes", "store.opened", r#"{"premises":{"demo":true}}"#, ("是", "yes")),
            (
                "a name",
                "store.opened",
                r#"{"premises":{"name":"store_manager"}}"#,
                ("store_manager", "store_manager"),
            ),
        ];
        for (name, kind, payload, (zh, en)) in cases {
            let fields = shown(kind, 1, payload);
            let said: Vec<_> =
                fields.iter().map(|field| (field.value.as_str(), field.value_en.as_str())).collect();
            assert_eq!(said, [(zh, en)], "{name}");
        }
    }

    /// What looks like a code and is a name that a person or a machine gave: a place of backups, a template, a check.
    const NAMES: [&str; 3] = ["target", "template", "check"];

    #[test]
    fn no_golden_is_shown_with_a_code() {
        let goldens = Path::new(env!("CARGO_MANIFEST_DIR")).join("../records/goldens");
        let mut seen = 0;
        for entry in fs::read_dir(goldens).unwrap() {
            let file = entry.unwrap();
            let name = file.file_name().into_string().unwrap();
            let Some((kind, rest)) = name.rsplit_once(".v").filter(|_| name.ends_with(".json")) else {
                continue;
            };
            let version = rest.split('.').next().unwrap().parse().unwrap();
            for field in shown(kind, version, &fs::read_to_string(file.path()).unwrap()) {
                let last = field.name.rsplit('.').next().unwrap_or_default();
                // A key in hexadecimal digits may be of letters alone.
                let is_code = |text: &str| {
                    (2..64).contains(&text.len())
                        && text.chars().all(|each| each.is_ascii_lowercase() || each == '_')
                };
                for part in field.value.split('、').filter(|_| !NAMES.contains(&last)) {
                    assert!(!is_code(part), "{name}: {} shows {part}", field.name);
                }
                seen += 1;
            }
        }
        assert!(seen > 500, "{seen} fields");
    }
}
