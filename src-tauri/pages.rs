//! Where the pages come from: out of the program itself. While developing, from the folder that `TIAOHE_UI` names, so
//! that a change is seen by loading the page again; a released program does not know that variable.

/// Reads the pages from a folder, in a debug build that was told one.
#[cfg(debug_assertions)]
pub fn from_disk_while_developing<R: tauri::Runtime>(context: &mut tauri::Context<R>) {
    if let Some(folder) = std::env::var_os("TIAOHE_UI") {
        let built_in = context.set_assets(Box::new(nothing::Nothing));
        context.set_assets(Box::new(disk::Disk { folder: folder.into(), built_in }));
    }
}

/// A released program shows its own pages.
#[cfg(not(debug_assertions))]
pub fn from_disk_while_developing<R: tauri::Runtime>(_: &mut tauri::Context<R>) {}

#[cfg(debug_assertions)]
mod disk {
    use std::borrow::Cow;
    use std::path::PathBuf;

    use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
    use tauri::{Assets, Runtime};

    /// A folder before the built-in pages.
    pub struct Disk<R: Runtime> {
        pub folder: PathBuf,
        pub built_in: Box<dyn Assets<R>>,
    }

    impl<R: Runtime> Assets<R> for Disk<R> {
        fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
            let name = key.as_ref().trim_start_matches('/');
            std::fs::read(self.folder.join(name)).ok().map(Cow::Owned)
        }

        fn iter(&self) -> Box<AssetsIter<'_>> {
            self.built_in.iter()
        }

        fn csp_hashes(&self, page: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
            self.built_in.csp_hashes(page)
        }
    }
}

#[cfg(debug_assertions)]
mod nothing {
    use std::borrow::Cow;

    use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
    use tauri::{Assets, Runtime};

    /// Stands in while the built-in pages are taken out.
    pub struct Nothing;

    impl<R: Runtime> Assets<R> for Nothing {
        fn get(&self, _: &AssetKey) -> Option<Cow<'_, [u8]>> {
            None
        }

        fn iter(&self) -> Box<AssetsIter<'_>> {
            Box::new(std::iter::empty())
        }

        fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
            Box::new(std::iter::empty())
        }
    }
}
