//! The counter app's entry: says where messages go, prepares the desktop, opens the windows, and lets them knock at the
//! one door.
//!
//! The shell refuses to be anything else: no rule of the law, no SQL, no use case. A page can call one command, `rpc`;
//! what it may ask there is decided by [`desk`].
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod desktop;
mod dialogs;
mod journal;
mod pages;
mod pc;
mod revival;
mod windows;

use std::process::ExitCode;
use std::sync::Arc;

use counter::Refusal;
use desk::{Desk, Door};
use dialogs::Desktop;
use pc::Pc;
use tauri::Manager as _;

/// The one command of the pages.
#[tauri::command]
async fn rpc(
    window: tauri::WebviewWindow,
    door: tauri::State<'_, Arc<Door<Pc, Desktop>>>,
    name: String,
    args: serde_json::Value,
) -> Result<serde_json::Value, Refusal> {
    let pane = windows::pane(window.label())?;
    let since = std::time::Instant::now();
    let answer = Arc::clone(&door).rpc(pane, name.clone(), args).await;
    journal::told(&name, since, answer)
}

fn main() -> ExitCode {
    if let Err(error) = desktop::prepared() {
        eprintln!("{error}");
        return ExitCode::FAILURE;
    }
    let started = std::time::Instant::now();
    let mut context = tauri::generate_context!();
    pages::from_disk_while_developing(&mut context);
    let built = tauri::Builder::default().invoke_handler(tauri::generate_handler![rpc]);
    // Whoever closes the staff's window closes the program: through the door, which makes the day's backup first.
    let built = built.on_window_event(|window, event| {
        let tauri::WindowEvent::CloseRequested { api, .. } = event else { return };
        if window.label() == windows::STAFF {
            api.prevent_close();
            let door = Arc::clone(&window.state::<Arc<Door<Pc, Desktop>>>());
            tauri::async_runtime::spawn(door.close());
        }
    });
    let built = built.setup(move |app| {
        let data = app.path().app_data_dir()?;
        app.manage(journal::opened(&data));
        let second = windows::second(app.handle());
        let pc = Pc::new(data, started, second.is_some());
        let door = Door::new(Desk::new(pc), Desktop);
        app.manage(Arc::clone(&door));
        windows::open(app.handle(), second)?;
        let (handle, leaving) = (app.handle().clone(), Arc::clone(&door));
        tauri::async_runtime::spawn(async move {
            leaving.gone().await;
            handle.exit(0);
        });
        tauri::async_runtime::spawn(Arc::clone(&door).uploads());
        tauri::async_runtime::spawn(Arc::clone(&door).follows());
        tauri::async_runtime::spawn(door.keep());
        tracing::info!(milliseconds = started.elapsed().as_millis(), "ready");
        Ok(())
    });
    match built.run(context) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("窗口打不开，数据未动。请把这一行发给信息部门：{error}");
            tracing::error!("the window does not open: {error}");
            ExitCode::FAILURE
        }
    }
}
