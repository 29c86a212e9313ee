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

/// Whoever set the switch already, to either value, is left alone; that is also what ends the recursion.
#[cfg(target_os = "linux")]
fn must_restart(nvidia_is_loaded: bool, variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
    nvidia_is_loaded && variable(SWITCH).is_none()
}

#[cfg(target_os = "linux")]
fn screen_named(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .into_iter()
        .any(|name| variable(name).is_some_and(|value| !value.is_empty()))
}

/// Tells the web view not to share buffers with the graphics card.
#[cfg(target_os = "linux")]
const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// The web view stays white on NVIDIA's driver unless its DMA-BUF renderer is off, and it reads that from the
/// environment. Setting a variable of a running process is unsound once libraries have threads, so the process is
/// replaced by itself with the variable in place. Elsewhere the renderer stays on: without it and without a graphics
/// card, WebKit 2.50 never answers `requestAnimationFrame` nor a screenshot.
#[cfg(target_os = "linux")]
fn restart_without_dmabuf() {
    use std::os::unix::process::CommandExt;

    let nvidia_is_loaded = std::path::Path::new("/sys/module/nvidia").exists();
    if !must_restart(nvidia_is_loaded, |name| std::env::var_os(name)) {
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

    use super::{SWITCH, must_restart, screen_named};

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

    #[test]
    fn the_process_restarts_once_and_only_for_nvidia() {
        let cases = [
            ("another card", false, None, false),
            ("NVIDIA", true, None, true),
            ("NVIDIA, after the restart", true, Some("1"), false),
            ("NVIDIA, but somebody wants the renderer", true, Some("0"), false),
        ];
        for (name, nvidia, set, expected) in cases {
            let variable = |wanted: &str| set.filter(|_| wanted == SWITCH).map(OsString::from);
            assert_eq!(must_restart(nvidia, variable), expected, "{name}");
        }
    }
}
