//! Texts that people sign: stored bytes with the signatures of several, counted by person and never by key.

use std::collections::BTreeSet;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::Chain;
use crate::hexed;
use crate::receipt::message;
use crate::root::PublicKey;

/// The most signatures that are looked at.
const MOST: usize = 16;

/// A person whose signature counts, as the root names them. One person may have several keys, one for each of several lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// The person's code at headquarters.
    pub person: String,
    /// The key that the person alone can use.
    pub key: PublicKey,
    /// The chains for which it counts. Names that this program does not know are kept as they are.
    #[serde(default)]
    pub may: Vec<String>,
    /// Whether it counts for the next root.
    #[serde(default)]
    pub keeps_root: bool,
}

impl Signer {
    /// Whether the person may sign for a chain.
    #[must_use]
    pub fn may(&self, chain: Chain) -> bool {
        self.may.iter().any(|name| name == chain.name())
    }
}

/// One person's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonSignature {
    /// Whose.
    pub person: String,
    /// Ed25519 over the text with its domain.
    #[serde(with = "hexed")]
    pub signature: [u8; 64],
}

/// A text with the signatures over exactly this text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedText {
    /// JSON, as it was written.
    pub text: String,
    /// Who signed it.
    pub signatures: Vec<PersonSignature>,
}

/// Too few people vouch for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unvouched {
    /// Nobody whose key is known.
    Nobody,
    /// Some, and fewer than there must be.
    TooFew {
        /// How many did.
        signed: u32,
    },
}

impl SignedText {
    /// A text that nobody has signed yet.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self { text, signatures: Vec::new() }
    }

    /// Adds a person's signature; a second one of the same key changes nothing.
    pub fn sign(&mut self, domain: &[u8], person: &str, key: &SigningKey) {
        let signature = key.sign(&message(domain, &self.text)).to_bytes();
        let one = PersonSignature { person: person.to_owned(), signature };
        if !self.signatures.contains(&one) {
            self.signatures.push(one);
        }
    }

    /// Finds that so many people vouch for the text, of those whom `counts` lets count.
    ///
    /// # Errors
    /// [`Unvouched`] where they are fewer.
    pub fn vouched(
        &self,
        domain: &[u8],
        signers: &[Signer],
        counts: impl Fn(&Signer) -> bool,
        needed: u32,
    ) -> Result<BTreeSet<&str>, Unvouched> {
        let message = message(domain, &self.text);
        let signed = |by: &PersonSignature| {
            let signature = Signature::from_bytes(&by.signature);
            let fits = |key: VerifyingKey| key.verify_strict(&message, &signature).is_ok();
            signers
                .iter()
                .filter(|signer| signer.person == by.person && counts(signer))
                .any(|signer| signer.key.verifying().is_some_and(fits))
        };
        let people: BTreeSet<&str> =
            self.signatures.iter().take(MOST).filter(|by| signed(by)).map(|by| by.person.as_str()).collect();
        match u32::try_from(people.len()).unwrap_or(u32::MAX) {
            0 => Err(Unvouched::Nobody),
            signed if signed < needed => Err(Unvouched::TooFew { signed }),
            _ => Ok(people),
        }
    }
}
