//! The operating system's own dialogs, which are not of the page: WebDriver cannot reach them, so keys are typed into them
//! as the window system brings a person's.

use std::{
    path::Path,
    process::{Command, Output},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::{
    Stage,
    hands::{LOOK, PATIENCE},
};

/// Between two presses of Enter: the dialog has gone by then, if the first was enough.
const AGAIN: Duration = Duration::from_millis(700);

impl Stage {
    /// Answers the dialog of a title with where to save, and waits until the file is there.
    pub async fn save_as(&self, title: &str, file: &Path) {
        let dialog = self.dialog(title).await;
        self.xdotool(&["windowfocus", &dialog]);
        // The name that is proposed is selected: what is typed takes its place.
        self.xdotool(&["key", "ctrl+a"]);
        self.xdotool(&["type", "--delay", "2", &file.display().to_string()]);
        self.xdotool(&["key", "Return"]);
        let until = Instant::now() + PATIENCE;
        while !file.is_file() {
            if Instant::now() > until {
                self.fail(&format!("not saved: {}", file.display())).await;
            }
            sleep(LOOK).await;
        }
    }

    /// Answers the dialog of a title with the file to open, and waits until it is gone.
    pub async fn open_file(&self, title: &str, file: &Path) {
        let dialog = self.dialog(title).await;
        self.xdotool(&["windowfocus", &dialog]);
        // The line for a path comes with this key; a file browser is what stands there before.
        self.xdotool(&["key", "ctrl+l"]);
        self.xdotool(&["key", "ctrl+a"]);
        self.xdotool(&["type", "--delay", "5", &file.display().to_string()]);
        let until = Instant::now() + PATIENCE;
        while self.xdotool_says(&["search", "--onlyvisible", "--name", title]).status.success() {
            if Instant::now() > until {
                self.fail(&format!("not opened: {}", file.display())).await;
            }
            // The first may only take the name that is proposed for what was typed.
            self.xdotool(&["key", "Return"]);
            sleep(AGAIN).await;
        }
    }

    /// The window of a dialog, once it is open.
    async fn dialog(&self, title: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self.xdotool_says(&["search", "--onlyvisible", "--name", title]);
            let windows = String::from_utf8_lossy(&found.stdout).into_owned();
            if let Some(window) = windows.lines().next() {
                return window.to_owned();
            }
            if Instant::now() > until {
                self.fail(&format!("no dialog opened: {title}")).await;
            }
            sleep(LOOK).await;
        }
    }

    fn xdotool(&self, words: &[&str]) {
        let said = self.xdotool_says(words);
        assert!(said.status.success(), "{words:?}: {}", String::from_utf8_lossy(&said.stderr));
    }

    fn xdotool_says(&self, words: &[&str]) -> Output {
        let mut xdotool = Command::new("xdotool");
        let said = xdotool.env("DISPLAY", &self.ground.display).args(words).output();
        said.expect("xdotool runs. Install Debian's `xdotool`.")
    }
}
