//! The counter app's entry: says where messages go, prepares the desktop, opens the window.
//!
//! The shell refuses to be anything else: no rule of the law, no SQL, no use case. It offers the page no command
//! yet, and grants it no permission.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod desktop;

use std::process::ExitCode;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).from_env_lossy();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();

    if let Err(error) = desktop::prepared() {
        tracing::error!("{error}");
        return ExitCode::FAILURE;
    }
    match tauri::Builder::default().run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("窗口打不开，数据未动。请把这一行发给信息部门：{error}");
            ExitCode::FAILURE
        }
    }
}
