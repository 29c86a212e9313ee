//! `cargo xtask install`: builds the released programs and puts them where the desktop finds them, for everybody where
//! root runs it and for one user otherwise. Run again, it updates: each file is replaced whole, and no data are touched.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{
    Yard,
    fault::Fault,
    packages::{self, Chore},
    step::{cargo, finished},
};

/// How the desktop's menu names the counter.
const ENTRY: &str = "[Desktop Entry]\nType=Application\nName=Tiaohe\nName[zh_CN]=调和\nComment=The counter where a cosmetic is blended for one person\n\
Comment[zh_CN]=为一位顾客，当面调配一份化妆品\nExec=tiaohe\nIcon=cn.tiaohe.counter\nCategories=Office;\nStartupWMClass=Tiaohe\n";

/// Builds and installs.
///
/// # Errors
/// Missing packages, a failed build, a folder that cannot be written.
pub fn install(yard: &Yard) -> Result<(), Fault> {
    packages::installed(Chore::Run)?;
    let build = ["build", "--locked", "--release", "--package", "tiaohe", "--package", "tiaohe-ctl"];
    finished(&mut cargo(yard, &build))?;
    let prefix = prefix();
    let built = yard.target.join("release");
    for program in ["tiaohe", "tiaohectl"] {
        replace(
            &fs::read(built.join(program)).map_err(Fault::file(&built))?,
            &prefix.join("bin"),
            program,
            true,
        )?;
    }
    let icon = yard.root.join("icons/128x128.png");
    let icons = prefix.join("share/icons/hicolor/128x128/apps");
    replace(&fs::read(&icon).map_err(Fault::file(&icon))?, &icons, "cn.tiaohe.counter.png", false)?;
    replace(ENTRY.as_bytes(), &prefix.join("share/applications"), "cn.tiaohe.counter.desktop", false)?;
    println!("installed in {}", prefix.display());
    Ok(())
}

/// `/usr/local` for root, the user's own folder otherwise.
fn prefix() -> PathBuf {
    match env::var_os("HOME") {
        Some(home) if !packages::is_root() => Path::new(&home).join(".local"),
        Some(_) | None => PathBuf::from("/usr/local"),
    }
}

/// Writes a file beside its place and moves it there, so that a running program keeps its own until it ends.
fn replace(bytes: &[u8], folder: &Path, name: &str, program: bool) -> Result<(), Fault> {
    fs::create_dir_all(folder).map_err(Fault::file(folder))?;
    let (path, aside) = (folder.join(name), folder.join(format!("{name}.new")));
    fs::write(&aside, bytes).map_err(Fault::file(&aside))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = if program { 0o755 } else { 0o644 };
        fs::set_permissions(&aside, fs::Permissions::from_mode(mode)).map_err(Fault::file(&aside))?;
    }
    #[cfg(not(unix))]
    let _ = program;
    fs::rename(&aside, &path).map_err(Fault::file(&path))
}
