//! Build script of the bench: hands Tauri the configuration of the empty window, where that is built.

fn main() {
    #[cfg(feature = "empty-window")]
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new()) {
        eprintln!("bench/tauri.conf.json: {error:#}");
        std::process::exit(1);
    }
}
