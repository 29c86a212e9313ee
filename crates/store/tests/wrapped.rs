//! The key under a passphrase: it comes back with it, not without it, and damage is not called a wrong passphrase.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use sha2::{Digest as _, Sha256};
use store::{Key, StoreError};

const PASSPHRASE: &str = "correct horse 演示 42";

/// What the bytes of a file, changed by `change`, give with the right passphrase.
fn changed(bytes: &[u8], change: impl Fn(&mut serde_json::Value)) -> Result<Key, StoreError> {
    let mut value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    change(&mut value);
    Key::unwrapped(&serde_json::to_vec(&value).unwrap(), PASSPHRASE)
}

#[test]
fn a_key_comes_back_with_its_passphrase_and_only_with_it() {
    let key = Key::new().unwrap();
    let bytes = key.wrapped(PASSPHRASE).unwrap();
    assert_eq!(Key::unwrapped(&bytes, PASSPHRASE).unwrap().expose(), key.expose());
    let full_width = "ｃｏｒｒｅｃｔ　ｈｏｒｓｅ 演示 ４２";
    assert_eq!(
        Key::unwrapped(&bytes, full_width).unwrap().expose(),
        key.expose(),
        "the same, typed full-width"
    );
    for wrong in ["Correct horse 演示 42", "correct horse 演示 4", ""] {
        let error = Key::unwrapped(&bytes, wrong).unwrap_err();
        assert_eq!(error.code(), "passphrase_wrong", "{wrong}");
    }
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(!text.contains(&hex::encode(key.expose())) && !text.contains("horse"));
    assert_ne!(key.wrapped(PASSPHRASE).unwrap(), bytes, "another salt, another nonce");
}

#[test]
fn a_damaged_file_is_not_called_a_wrong_passphrase() {
    let bytes = Key::new().unwrap().wrapped(PASSPHRASE).unwrap();
    type Change = fn(&mut serde_json::Value);
    let cases: [(&str, Change); 8] = [
        ("the ciphertext", |file| file["ciphertext"] = "00".repeat(48).into()),
        ("the salt", |file| file["salt"] = "00".repeat(16).into()),
        ("the nonce", |file| file["nonce"] = "00".repeat(24).into()),
        ("the cost", |file| file["cost"]["passes"] = 1.into()),
        ("the check", |file| file["check"] = "00".repeat(32).into()),
        ("the cipher", |file| file["cipher"] = "none".into()),
        ("a newer version", |file| file["version"] = 2.into()),
        ("a field is missing", |file| {
            file.as_object_mut().unwrap().remove("salt");
        }),
    ];
    for (name, change) in cases {
        assert_eq!(changed(&bytes, change).unwrap_err().code(), "key_damaged", "{name}");
    }
    for end in [0, 1, bytes.len() / 2, bytes.len() - 3] {
        let error = Key::unwrapped(&bytes[..end], PASSPHRASE).unwrap_err();
        assert_eq!(error.code(), "key_damaged", "cut at {end}");
    }
    assert!(changed(&bytes, |_| {}).is_ok(), "other spacing is no damage");
}

#[test]
fn a_file_that_asks_for_all_the_memory_is_refused_before_it_gets_it() {
    let bytes = Key::new().unwrap().wrapped(PASSPHRASE).unwrap();
    let file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let with_memory = |memory_kib: u32| {
        let (salt, nonce) = (file["salt"].as_str().unwrap(), file["nonce"].as_str().unwrap());
        let header = format!(
            r#"{{"format":"tiaohe-key","version":1,"derivation":"argon2id","cost":{{"memory_kib":{memory_kib},"passes":3,"lanes":4}},"salt":"{salt}","cipher":"xchacha20-poly1305","nonce":"{nonce}"}}"#
        );
        let checked = format!("{header}{}", file["ciphertext"].as_str().unwrap());
        let mut greedy = file.clone();
        greedy["cost"]["memory_kib"] = memory_kib.into();
        greedy["check"] = hex::encode(Sha256::digest(checked)).into();
        Key::unwrapped(&serde_json::to_vec(&greedy).unwrap(), PASSPHRASE)
    };
    assert!(with_memory(64 * 1024).is_ok(), "the check is made right");
    assert_eq!(
        with_memory(64 * 1024 + 1).unwrap_err().code(),
        "passphrase_wrong",
        "the cost is bound to the key"
    );
    assert_eq!(with_memory(4 * 1024 * 1024).unwrap_err().code(), "key_damaged");
}

#[test]
fn a_short_passphrase_is_refused() {
    let error = Key::new().unwrap().wrapped("eleven char").unwrap_err();
    assert!(matches!(error, StoreError::ShortPassphrase { least: 12 }));
    assert!(Key::new().unwrap().wrapped("一二三四五六七八九十一二").is_ok(), "characters, not bytes");
}

#[test]
fn the_file_is_its_owners_alone_and_is_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.json");
    let key = Key::new().unwrap();
    key.write_wrapped(&path, PASSPHRASE).unwrap();
    // What a power cut in an earlier change left is no hindrance.
    std::fs::write(folder.path().join("key.json.new"), "half").unwrap();
    key.write_wrapped(&path, "another passphrase").unwrap();
    assert_eq!(Key::read_wrapped(&path, PASSPHRASE).unwrap_err().code(), "passphrase_wrong");
    assert_eq!(Key::read_wrapped(&path, "another passphrase").unwrap().expose(), key.expose());
    let names: Vec<_> = folder.path().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["key.json"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let missing = Key::read_wrapped(&folder.path().join("gone"), PASSPHRASE).unwrap_err();
    assert_eq!(missing.code(), "file");
}

#[test]
fn bytes_of_another_length_are_no_key() {
    assert_eq!(Key::from_bytes(&[7; 31]).unwrap_err().code(), "key_damaged");
    assert_eq!(Key::from_bytes(&[7; 32]).unwrap().expose(), &[7; 32]);
}
