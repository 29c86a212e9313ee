//! Build script of the counter app: hands Tauri our folders, which are not its default ones, and names the one command
//! that a page may call; a window without the permission for it can call nothing.

/// Where the capabilities lie, seen from the manifest's folder.
const CAPABILITIES: &str = "src-tauri/capabilities/*.json";

fn main() {
    // A pattern of our own switches off Tauri's own change watch, so it is said here.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let manifest = tauri_build::AppManifest::new().commands(&["rpc"]);
    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern(CAPABILITIES).app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        eprintln!("tauri.conf.json or src-tauri/capabilities: {error:#}");
        std::process::exit(1);
    }
}
