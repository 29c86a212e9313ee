//! What the desktop must be before GTK starts. It looks at the environment and never at the store: nothing here can
//! touch a record.

use thiserror::Error;

/// Why no window can be opened on this desktop.
#[derive(Debug, Error)]
pub enum DesktopError {
    /// Neither X11 nor Wayland is there; GTK would abort the process without a word for the user.
    #[cfg(target_os = "linux")]
    #[error(
        "没有图形桌面（DISPLAY 与 WAYLAND_DISPLAY 均未设置），窗口未打开，数据未动。请在门店电脑的桌面上启动。"
    )]
    NoScreen,
}

/// Makes the desktop fit for the web view. On Linux it may replace this process by itself with one more variable set,
/// and then does not return.
///
/// # Errors
/// [`DesktopError::NoScreen`] on Linux without a graphical session.
#[cfg(target_os = "linux")]
pub fn prepared() -> Result<(), DesktopError> {
    if !screen_named(|name| std::env::var_os(name)) {
        return Err(DesktopError::NoScreen);
    }
    restart_without_dmabuf();
    Ok(())
}

/// Other systems bring their own web view and need no preparation.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub fn prepared() -> Result<(), DesktopError> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn screen_named(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .into_iter()
        .any(|name| variable(name).is_some_and(|value| !value.is_empty()))
}

/// The web view stays white on NVIDIA drivers unless its DMA-BUF renderer is off, and it reads that from the
/// environment. Setting a variable of a running process is unsound once libraries have threads, so the process is
/// replaced by itself with the variable in place. Whoever set it already, to either value, is left alone; that is also
/// what ends the recursion.
#[cfg(target_os = "linux")]
fn restart_without_dmabuf() {
    use std::os::unix::process::CommandExt;

    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(SWITCH).is_some() {
        return;
    }
    let error = match std::env::current_exe() {
        Ok(program) => {
            std::process::Command::new(program).args(std::env::args_os().skip(1)).env(SWITCH, "1").exec()
        }
        Err(error) => error,
    };
    // Only NVIDIA needs it: a window that may be white is better than none.
    tracing::warn!("could not restart with {SWITCH}=1, going on without: {error}");
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::ffi::OsString;

    use super::screen_named;

    /// A name, the environment, and whether it has a screen.
    type Case = (&'static str, &'static [(&'static str, &'static str)], bool);

    #[test]
    fn a_screen_is_a_display_that_is_named() {
        let cases: [Case; 4] = [
            ("nothing set", &[], false),
            ("set but empty", &[("DISPLAY", "")], false),
            ("X11", &[("DISPLAY", ":0")], true),
            ("Wayland only", &[("WAYLAND_DISPLAY", "wayland-0")], true),
        ];
        for (name, environment, expected) in cases {
            let variable = |wanted: &str| {
                environment.iter().find(|(key, _)| *key == wanted).map(|(_, value)| OsString::from(value))
            };
            assert_eq!(screen_named(variable), expected, "{name}");
        }
    }
}
