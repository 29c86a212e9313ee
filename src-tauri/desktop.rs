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
    restart_switched();
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

/// What the web view must be told before it starts. Whoever set a switch already, to either value, is left alone; that is
/// also what ends the recursion.
#[cfg(target_os = "linux")]
fn missing(nvidia_is_loaded: bool, variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Vec<Switch> {
    let wanted = [(NO_SHADER_CACHE, true), (NO_DMABUF, nvidia_is_loaded)];
    let wanted = wanted.into_iter().filter(|(switch, needed)| *needed && variable(switch.0).is_none());
    wanted.map(|(switch, _)| switch).collect()
}

#[cfg(target_os = "linux")]
fn screen_named(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .into_iter()
        .any(|name| variable(name).is_some_and(|value| !value.is_empty()))
}

/// A variable of the environment and the value that it is given.
#[cfg(target_os = "linux")]
type Switch = (&'static str, &'static str);

/// Tells the web view not to share buffers with the graphics card. The page stays white on NVIDIA's driver otherwise.
/// Elsewhere the renderer stays on: without it and without a graphics card, WebKit 2.50 never answers
/// `requestAnimationFrame` nor a screenshot.
#[cfg(target_os = "linux")]
const NO_DMABUF: Switch = ("WEBKIT_DISABLE_DMABUF_RENDERER", "1");

/// Tells Mesa to keep no shaders on the disk. It writes them through mapped memory, and on a full disk such a write kills
/// the page's process: the refusal that tells of the full disk could not be shown.
#[cfg(target_os = "linux")]
const NO_SHADER_CACHE: Switch = ("MESA_SHADER_CACHE_DISABLE", "true");

/// The web view reads its switches from the environment. Setting a variable of a running process is unsound once
/// libraries have threads, so the process is replaced by itself with the variables in place.
#[cfg(target_os = "linux")]
fn restart_switched() {
    use std::os::unix::process::CommandExt;

    let nvidia_is_loaded = std::path::Path::new("/sys/module/nvidia").exists();
    let missing = missing(nvidia_is_loaded, |name| std::env::var_os(name));
    if missing.is_empty() {
        return;
    }
    let error = match std::env::current_exe() {
        Ok(program) => {
            std::process::Command::new(program).args(std::env::args_os().skip(1)).envs(missing).exec()
        }
        Err(error) => error,
    };
    // A window that may be white, or that may close on a full disk, is better than none.
    tracing::warn!("could not restart with the web view's switches, going on without: {error}");
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::ffi::OsString;

    use super::{NO_DMABUF, NO_SHADER_CACHE, Switch, missing, screen_named};

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

    /// A name, whether NVIDIA's driver is loaded, what is set already, and what is still to be set.
    type Switches = (&'static str, bool, &'static [Switch], &'static [Switch]);

    #[test]
    fn each_switch_is_set_once_and_nobody_is_overruled() {
        let cases: [Switches; 5] = [
            ("another card", false, &[], &[NO_SHADER_CACHE]),
            ("NVIDIA", true, &[], &[NO_SHADER_CACHE, NO_DMABUF]),
            ("after the restart", false, &[NO_SHADER_CACHE], &[]),
            ("NVIDIA, after the restart", true, &[NO_SHADER_CACHE, NO_DMABUF], &[]),
            ("somebody wants both", true, &[(NO_SHADER_CACHE.0, "false"), (NO_DMABUF.0, "0")], &[]),
        ];
        for (name, nvidia, set, expected) in cases {
            let variable = |wanted: &str| {
                set.iter().find(|(key, _)| *key == wanted).map(|(_, value)| OsString::from(value))
            };
            assert_eq!(missing(nvidia, variable), expected, "{name}");
        }
    }
}
