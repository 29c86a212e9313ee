//! Each golden is what a program wrote for a kind and version: it is read into its frozen struct, written to the same bytes, and
//! agrees with the kind's descriptor field by field. A kind or a version without a golden does not pass.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use records::{Field, Kind, Record};
use serde_json::Value;

/// The goldens of each kind and version: `service.weighed.v1.json`, and beside it others such as `service.weighed.v1.bare.json`.
/// What an older one is lifted to stands in `service.cleared.v1.as-v2.json`.
fn goldens() -> BTreeMap<(String, u16), Vec<(String, String)>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(stem) = name.strip_suffix(".json").filter(|stem| !stem.contains(".as-v")) else { continue };
        let (kind, rest) = stem.rsplit_once(".v").unwrap();
        let version = rest.split('.').next().unwrap().parse().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        found.entry((kind.to_owned(), version)).or_default().push((name, text));
    }
    found
}

/// What a golden of an older version says in a later one.
fn lifted(name: &str, version: u16) -> String {
    let file = name.replace(".json", &format!(".as-v{version}.json"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens").join(&file);
    fs::read_to_string(path).unwrap_or_else(|_| panic!("what {name} is lifted to is written in {file}"))
}

#[test]
fn every_kind_and_version_has_a_golden_and_every_golden_a_kind() {
    let goldens: BTreeSet<_> = goldens().into_keys().collect();
    let kinds: BTreeSet<_> = Record::KINDS.iter().map(|kind| (kind.name.to_owned(), kind.version)).collect();
    assert_eq!(goldens, kinds, "write down what the new version writes, or take back what was changed");
}

#[test]
fn every_golden_is_read_and_what_is_written_today_is_written_to_the_same_bytes() {
    for ((kind, version), texts) in goldens() {
        for (name, text) in texts {
            let mut reader = serde_json::Deserializer::from_str(&text);
            let record = Record::read(&kind, version, &mut reader).unwrap().unwrap();
            let present = record.kind().version;
            let expected = if present == version { text } else { lifted(&name, present) };
            let mut bytes = Vec::new();
            record.write(&mut serde_json::Serializer::new(&mut bytes)).unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{name}");
        }
    }
}

/// Fields that were met, each in the part that it is a field of: parts are shared between kinds.
type Met = BTreeSet<(usize, &'static str)>;

/// Where a part's fields stand, which tells parts apart.
fn part(fields: &'static [Field]) -> usize {
    fields.as_ptr() as usize
}

/// Every key of a value is a field of the descriptor; answers with the fields that were met.
fn described(name: &str, value: &Value, fields: &'static [Field], met: &mut Met) {
    match value {
        Value::Object(parts) => {
            for (key, value) in parts {
                let field = fields.iter().find(|field| field.name == key);
                let field = field.unwrap_or_else(|| panic!("{name}: the descriptor has no field `{key}`"));
                met.insert((part(fields), field.name));
                described(name, value, field.parts, met);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| described(name, item, fields, met)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_descriptor_has_the_fields_of_its_goldens_and_no_other() {
    fn all(kind: &Kind, fields: &'static [Field], missed: &mut BTreeSet<String>, met: &Met) {
        for field in fields {
            if !met.contains(&(part(fields), field.name)) {
                missed.insert(format!("{}: {}", kind.name, field.name));
            }
            all(kind, field.parts, missed, met);
        }
    }
    let (goldens, mut everywhere) = (goldens(), Met::new());
    for kind in Record::KINDS {
        let mut met = Met::new();
        for (name, text) in &goldens[&(kind.name.to_owned(), kind.version)] {
            described(name, &serde_json::from_str(text).unwrap(), kind.fields, &mut met);
        }
        let fields: BTreeSet<_> = kind.fields.iter().map(|field| (part(kind.fields), field.name)).collect();
        let own: BTreeSet<_> = met.iter().copied().filter(|(of, _)| *of == part(kind.fields)).collect();
        assert_eq!(own, fields, "{} version {}", kind.name, kind.version);
        everywhere.extend(met);
    }
    let mut missed = BTreeSet::new();
    Record::KINDS.iter().for_each(|kind| all(kind, kind.fields, &mut missed, &everywhere));
    assert!(
        missed.is_empty(),
        "no golden has these fields of a part: a field added is a new version: {missed:?}"
    );
}

/// A descriptor's paths to persons.
fn persons(prefix: &str, fields: &'static [Field], found: &mut Vec<String>) {
    for field in fields {
        let path = format!("{prefix}{}", field.name);
        if field.means == records::Means::Person {
            found.push(path);
        } else {
            persons(&format!("{path}."), field.parts, found);
        }
    }
}

#[test]
fn whatever_refers_to_the_vault_is_said_to_identify_a_person() {
    fn references(fields: &'static [Field]) -> bool {
        let here: BTreeSet<_> = fields.iter().map(|field| field.name).collect();
        here.contains("id") && here.contains("commitment")
    }
    fn check(kind: &Kind, fields: &'static [Field]) {
        for field in fields {
            let person = field.means == records::Means::Person;
            assert_eq!(person, references(field.parts), "{}: {}", kind.name, field.name);
            check(kind, field.parts);
        }
    }
    let mut found = Vec::new();
    for kind in Record::KINDS {
        check(kind, kind.fields);
        persons(&format!("{}: ", kind.name), kind.fields, &mut found);
    }
    assert!(found.contains(&"staff.enrolled: member.name".to_owned()), "{found:?}");
}
