//! Which key store this operating system has. The only place that knows.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Result};

/// Under which name the secrets of the product are kept.
const SERVICE: &str = "tiaohe";

#[cfg(target_os = "linux")]
pub(crate) fn store() -> Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(windows)]
pub(crate) fn store() -> Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(not(any(target_os = "linux", windows)))]
pub(crate) fn store() -> Result<Arc<CredentialStore>> {
    Err(keyring_core::Error::NotSupportedByStore("this operating system".to_owned()))
}

/// The entry of an account.
pub(crate) fn entry(store: &CredentialStore, account: &str) -> Result<Entry> {
    // What people see in the desktop's own list of secrets: so that nobody takes it for something left over.
    let label = format!("调和 Tiaohe · {account}");
    let named = HashMap::from([("label", label.as_str())]);
    store.build(SERVICE, account, cfg!(target_os = "linux").then_some(&named))
}
