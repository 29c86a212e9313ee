//! The operating system's dialogs, opened over the window that asked.

use std::future::Future;
use std::path::PathBuf;
use std::process::Command;

use desk::Dialogs;
use rfd::AsyncFileDialog;

/// The dialogs of the desktop.
#[derive(Debug, Clone, Copy)]
pub struct Desktop;

impl Dialogs for Desktop {
    fn open(
        &self,
        title: String,
        called: &'static str,
        endings: &'static [&'static str],
    ) -> impl Future<Output = Option<PathBuf>> + Send {
        let dialog = AsyncFileDialog::new().set_title(title).add_filter(called, endings);
        let picked = dialog.pick_file();
        async move { picked.await.map(|file| file.path().to_owned()) }
    }

    fn save(&self, title: String, name: String) -> impl Future<Output = Option<PathBuf>> + Send {
        let saved = AsyncFileDialog::new().set_title(title).set_file_name(name).save_file();
        async move { saved.await.map(|file| file.path().to_owned()) }
    }

    async fn show(&self, folder: PathBuf) -> bool {
        // What the desktop opens folders with; it goes on by itself once it is told.
        let program = if cfg!(windows) { "explorer" } else { "xdg-open" };
        let told = tauri::async_runtime::spawn_blocking(move || Command::new(program).arg(folder).status());
        matches!(told.await, Ok(Ok(_)))
    }

    fn folder(&self, title: String) -> impl Future<Output = Option<PathBuf>> + Send {
        let picked = AsyncFileDialog::new().set_title(title).pick_folder();
        async move { picked.await.map(|folder| folder.path().to_owned()) }
    }
}
