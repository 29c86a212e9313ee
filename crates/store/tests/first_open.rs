//! The library starts once, however many threads open their first file at the same moment.

use std::sync::Barrier;

use store::{Founding, Key, Store};

/// The only test of this program: what it looks at happens once in a process.
#[test]
fn threads_that_open_their_first_stores_together_all_succeed() {
    const THREADS: usize = 16;
    let barrier = Barrier::new(THREADS);
    let open = || {
        let folder = tempfile::tempdir().unwrap();
        let founding = Founding {
            opened: crate::common::opened(),
            actor: "system".into(),
            stamp: crate::common::stamp(0),
        };
        let key = Key::new().unwrap();
        barrier.wait();
        drop(Store::found(folder.path(), &key, founding).unwrap());
    };
    std::thread::scope(|scope| {
        for thread in (0..THREADS).map(|_| scope.spawn(open)).collect::<Vec<_>>() {
            thread.join().unwrap();
        }
    });
}
