//! The operating system's key store: the Secret Service of a Linux desktop over D-Bus, the Credential Manager of Windows. One
//! secret an account, put, got and taken away again.
//!
//! It never hangs: a bus that does not answer is no key store after two seconds, and a store whose owner is asked to unlock it is
//! waited for as long as a person takes. It makes no key, knows no passphrase, and never falls back to anything by itself: that
//! there is no key store is an answer ([`Absent`]), and what then is said aloud is decided above.

mod client;
mod platform;

pub use client::{Absent, KeyStore, KeyStoreFault};
