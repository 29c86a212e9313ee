//! The dialogs of the operating system, as the desk asks for them: which file, which folder, saved where. A page opens
//! one by its command and never learns a path.

use std::future::Future;
use std::path::PathBuf;

/// The dialogs.
pub trait Dialogs: Send + Sync + 'static {
    /// Lets a person pick a file of these endings; `None` when they close the dialog.
    fn open(
        &self,
        title: String,
        called: &'static str,
        endings: &'static [&'static str],
    ) -> impl Future<Output = Option<PathBuf>> + Send;

    /// Lets a person say where to save a file; `None` when they close the dialog.
    fn save(&self, title: String, name: String) -> impl Future<Output = Option<PathBuf>> + Send;

    /// Shows a folder in the operating system's own window of files; whether it could.
    fn show(&self, folder: PathBuf) -> impl Future<Output = bool> + Send;

    /// Lets a person pick a folder; `None` when they close the dialog.
    fn folder(&self, title: String) -> impl Future<Output = Option<PathBuf>> + Send;
}

/// Where no person is at a window: every dialog is closed at once.
#[derive(Debug, Clone, Copy)]
pub struct Nobody;

impl Dialogs for Nobody {
    async fn open(&self, _: String, _: &'static str, _: &'static [&'static str]) -> Option<PathBuf> {
        None
    }

    async fn save(&self, _: String, _: String) -> Option<PathBuf> {
        None
    }

    async fn show(&self, _: PathBuf) -> bool {
        false
    }

    async fn folder(&self, _: String) -> Option<PathBuf> {
        None
    }
}
