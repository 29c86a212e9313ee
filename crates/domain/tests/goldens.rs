//! What was written is read into the counter's own types, and written from them to the same bytes.

use std::fs;
use std::path::Path;

use domain::event::{Content, Event};

#[test]
fn every_golden_goes_through_the_living_types_to_the_same_bytes() {
    let mut count = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../records/goldens")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(stem) = name.strip_suffix(".json") else { continue };
        let (kind, rest) = stem.rsplit_once(".v").unwrap();
        let version: u16 = rest.split('.').next().unwrap().parse().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let read = Event::read(kind, version, &mut serde_json::Deserializer::from_str(&text)).unwrap();
        let Content::Known(event) = read else { panic!("{name} is not known") };
        assert_eq!(event.kind(), kind, "{name}");
        if event.version() == version {
            let mut bytes = Vec::new();
            event.serialize_payload(&mut serde_json::Serializer::new(&mut bytes)).unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), text, "{name}");
        }
        count += 1;
    }
    assert!(count >= Event::KINDS.len(), "a golden of each kind");
}

#[test]
fn a_kind_or_a_version_of_a_newer_program_is_no_error() {
    for (kind, version) in [("service.weighed", 2), ("moon.risen", 1)] {
        let read = Event::read(kind, version, &mut serde_json::Deserializer::from_str("not even JSON"));
        assert_eq!(read.unwrap(), Content::Unknown, "{kind} {version}");
    }
}
