//! The windows: the staff's, and on a second screen the customer's. Where there is one screen, the staff's window is
//! handed over instead, and the desk treats it as the customer's until a PIN takes it back.

use counter::Refusal;
use desk::Pane;
use tauri::{AppHandle, Manager as _, Monitor, PhysicalPosition, WebviewUrl, WebviewWindowBuilder};

const CUSTOMER: &str = "customer";
/// The staff's window.
pub const STAFF: &str = "staff";

/// Which window a label names.
///
/// # Errors
/// `window_forbidden` for a window that nobody opened.
pub fn pane(label: &str) -> Result<Pane, Refusal> {
    match label {
        STAFF => Ok(Pane::Staff),
        CUSTOMER => Ok(Pane::Customer),
        _ => Err(Refusal::new("window_forbidden", "此窗口不能进行任何操作；什么都没有改动")),
    }
}

/// The screen towards the customer: the first one that is not the main one.
pub fn second(app: &AppHandle) -> Option<Monitor> {
    let main = app.primary_monitor().ok().flatten();
    let main = main.map(|monitor| *monitor.position()).unwrap_or_default();
    let monitors = app.available_monitors().unwrap_or_default();
    monitors.into_iter().find(|monitor| *monitor.position() != main)
}

/// Opens the windows; a page that ends is loaded again.
///
/// # Errors
/// What the system answers.
pub fn open(app: &AppHandle, second: Option<Monitor>) -> tauri::Result<()> {
    if let Some(screen) = second {
        let (position, size) = (*screen.position(), *screen.size());
        let customer = WebviewWindowBuilder::new(app, CUSTOMER, WebviewUrl::App("customer.html".into()))
            .title("调和")
            .decorations(false)
            .closable(false)
            .build()?;
        customer.set_position(PhysicalPosition::new(position.x, position.y))?;
        customer.set_size(size)?;
        customer.set_fullscreen(true)?;
    }
    app.webview_windows().values().try_for_each(crate::revival::revived)
}
