//! A page whose process ended: it is loaded again, because nothing of the store was in it. What was recorded stands in the
//! ledger, and the page asks the desk for all that it shows.
//!
//! It does not look for the reason, and it does not try for ever: a page that ends again and again stays where it is, with
//! a word on what to do.

#[cfg(any(target_os = "linux", test))]
use std::time::Duration;

/// How often a page is loaded again within [`SPAN`].
#[cfg(any(target_os = "linux", test))]
const TIMES: usize = 3;
/// See [`TIMES`].
#[cfg(any(target_os = "linux", test))]
const SPAN: Duration = Duration::from_secs(60);

/// When a page was loaded again, by the time since the program started.
#[cfg(any(target_os = "linux", test))]
#[derive(Debug, Default)]
struct Revivals(Vec<Duration>);

#[cfg(any(target_os = "linux", test))]
impl Revivals {
    /// Whether the page may be loaded again now; if so, it is counted.
    fn may(&mut self, now: Duration) -> bool {
        self.0.retain(|then| now.saturating_sub(*then) < SPAN);
        let may = self.0.len() < TIMES;
        if may {
            self.0.push(now);
        }
        may
    }
}

/// Loads a window's page again whenever its process ends.
///
/// # Errors
/// What the system answers.
#[cfg(target_os = "linux")]
pub fn revived(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use std::cell::RefCell;
    use webkit2gtk::WebViewExt as _;

    let label = window.label().to_owned();
    window.with_webview(move |page| {
        let (began, revivals) = (std::time::Instant::now(), RefCell::new(Revivals::default()));
        page.inner().connect_web_process_terminated(move |view, reason| {
            let may = revivals.borrow_mut().may(began.elapsed());
            tracing::error!(window = label, ?reason, again = may, "the page's process ended");
            if may {
                view.reload();
            } else {
                tauri::async_runtime::spawn(told());
            }
        });
    })
}

/// Says what to do where the page does not stay.
#[cfg(target_os = "linux")]
async fn told() {
    let message = "窗口的页面一再退出，没有再载入。已保存的都还在；请看磁盘是否已满，然后关闭程序再打开。\n\
                   The page keeps ending and was not loaded again. What was saved is safe; see whether the disk is full, \
                   then close the program and open it again.";
    rfd::AsyncMessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("调和 Tiaohe")
        .set_description(message)
        .show()
        .await;
}

/// On Windows the web view itself shows that its page ended, and offers to load it again.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub fn revived(_: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_comes_back_three_times_a_minute_and_no_more() {
        let mut revivals = Revivals::default();
        for (second, may) in
            [(0, true), (10, true), (20, true), (21, false), (59, false), (60, true), (61, false), (70, true)]
        {
            assert_eq!(revivals.may(Duration::from_secs(second)), may, "second {second}");
        }
    }
}
