//! The rulebooks that the product ships.

use super::Rulebook;

const TEXTS: [&str; 4] = [
    include_str!("../../../../assets/rulebooks/nmpa-2025-58.toml"),
    include_str!("../../../../assets/rulebooks/shandong-guide.toml"),
    include_str!("../../../../assets/rulebooks/shanghai-pudong-2023.toml"),
    include_str!("../../../../assets/rulebooks/guide-personalised-service.toml"),
];

/// The shipped rulebooks, national first, then regional, then adopted standards.
#[must_use]
#[expect(clippy::expect_used, reason = "the texts are compiled in, and a test loads each of them")]
pub fn builtin() -> Vec<Rulebook> {
    TEXTS.iter().map(|text| Rulebook::parse(text).expect("a shipped rulebook loads")).collect()
}
