//! An acknowledged save against the disk's own price: one write of the same size with one fdatasync, in turns, so
//! that both see the same disk.

use std::error::Error;
use std::io::Write as _;

use chrono::DateTime;
use domain::event::{EnvironmentRead, StoreOpened};
use domain::filing::ProductionLicence;
use domain::ids::{AreaId, StoreCode};
use domain::premises::{Enterprise, EnvironmentReading, Premises};
use domain::region::Province;
use store::{Founding, Key, Stamp, Store, StoreError};

use crate::{Mark, Marks, median, timed};

const SAVES: usize = 400;
/// About what one commit appends to the log: three pages with their headers.
const PROBE: [u8; 3 * 4120] = [0x5a; 3 * 4120];

/// Measures.
pub fn run() -> Marks {
    // Beside the build and not in the memory disk that a temporary folder may be.
    std::fs::create_dir_all("target")?;
    let folder = tempfile::tempdir_in("target")?;
    let at = DateTime::parse_from_rfc3339("2026-11-20T09:05:00+08:00")?;
    let stamp = Stamp { at, monotonic: 0 };
    let founding = Founding { opened: opened()?, actor: "system".to_owned(), stamp };
    let mut store = Store::found(folder.path(), &Key::new()?, founding)?;
    let mut probe = std::fs::File::create(folder.path().join("probe"))?;
    let area = AreaId::new("A1")?;
    let (mut saves, mut probes) = (Vec::with_capacity(SAVES), Vec::with_capacity(SAVES));
    for _ in 0..SAVES {
        let (seconds, written) = timed(|| probe.write_all(&PROBE).and_then(|()| probe.sync_data()));
        written?;
        probes.push(seconds);
        let (area, next_due) = (area.clone(), at);
        let reading = EnvironmentReading { area, at, cfu: 120, temperature: 230, humidity: 450, next_due };
        let (seconds, saved) = timed(|| {
            let record = EnvironmentRead { reading };
            store.transact::<_, StoreError>("S02", "bench", stamp, |tx| tx.record(record))
        });
        saved?;
        saves.push(seconds);
    }
    let (save, probe) = (median(saves), median(probes));
    Ok(vec![Mark {
        what: "acknowledged save, median of 400",
        ours: format!("{:.3} ms", save * 1e3),
        against: format!("write + fdatasync probe {:.3} ms (+{:.3} ms)", probe * 1e3, (save - probe) * 1e3),
        ratio: Some(save / probe),
    }])
}

fn opened() -> Result<StoreOpened, Box<dyn Error>> {
    let text = |text: &str| text.to_owned();
    Ok(StoreOpened {
        enterprise: Enterprise {
            name: text("演示企业"),
            address: text("演示地址"),
            credit_code: text("DEMO"),
            licence: ProductionLicence::parse("鲁妆20200001")?,
            filers: vec![],
        },
        premises: Premises {
            code: StoreCode::new("JN01")?,
            name: text("演示门店"),
            address: text("演示地址"),
            province: Province::Shandong,
            district: None,
            phone: text("000"),
            demo: true,
        },
    })
}
