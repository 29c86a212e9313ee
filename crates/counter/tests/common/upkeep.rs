//! What is written into the store past its commands.

use counter::{Assets, Counter, Host as _};

use super::{Desk, Machine};

impl Desk {
    /// Writes past the commands, as the store's own upkeep will.
    pub fn upkeep<T>(
        self,
        work: impl FnOnce(&mut store::Tx<'_>) -> Result<T, store::StoreError>,
    ) -> (Self, T) {
        self.upkeep_by("system", work)
    }

    /// The same, written in somebody's name.
    pub fn upkeep_by<T>(
        self,
        actor: &str,
        work: impl FnOnce(&mut store::Tx<'_>) -> Result<T, store::StoreError>,
    ) -> (Self, T) {
        let Self { counter, number, customer, _folder } = self;
        let (now, acknowledged) = (counter.host().now, counter.host().acknowledged);
        let machine = Machine { now, acknowledged };
        let stamp = machine.stamp();
        let mut store = counter.into_store();
        let done = store.transact(actor, "upkeep", stamp, work).unwrap();
        let counter = Counter::new(store, machine, Assets::builtin().unwrap());
        (Self { counter, number, customer, _folder }, done.value)
    }
}
