//! Public keys as a file of lines: 64 hexadecimal digits, then for people a `#`, the store's code and its name. Lines that begin
//! with `#` are comments.

use ed25519_dalek::VerifyingKey;

/// A store's public key in a file of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLine {
    /// The store's code; empty where the file does not say it.
    pub store: String,
    /// The store's name; empty where the file does not say it.
    pub name: String,
    /// The key.
    pub key: VerifyingKey,
}

impl KeyLine {
    /// The keys of a file; `None` where a line is neither a key nor a comment.
    #[must_use]
    pub fn all(text: &str) -> Option<Vec<Self>> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(Self::read).collect()
    }

    fn read(line: &str) -> Option<Self> {
        let (digits, about) = line.split_once('#').unwrap_or((line, ""));
        let digits = digits.trim();
        if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        let (store, name) = about.trim().split_once(' ').unwrap_or((about.trim(), ""));
        let key = VerifyingKey::from_bytes(&bytes).ok()?;
        Some(Self { store: store.to_owned(), name: name.trim().to_owned(), key })
    }

    /// The key in hex.
    #[must_use]
    pub fn hex(&self) -> String {
        self.key.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl std::fmt::Display for KeyLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { store, name, .. } = self;
        write!(f, "{}", self.hex())?;
        if store.is_empty() { Ok(()) } else { write!(f, " # {store} {name}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_keys_is_read_as_it_is_written() {
        let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key();
        let line = KeyLine { store: "JN01".to_owned(), name: "演示济南一店".to_owned(), key };
        assert_eq!(
            line.to_string(),
            "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c # JN01 演示济南一店"
        );
        let bare = KeyLine { store: String::new(), name: String::new(), key };
        assert_eq!(KeyLine::all(&format!("# 演示\n\n{line}\r\n{bare}\n")), Some(vec![line, bare]));
        for bad in ["ea4a", &"zz".repeat(32), "{\"key\": 1}"] {
            assert_eq!(KeyLine::all(bad), None, "{bad}");
        }
    }
}
