//! How often somebody may ask: a device, and an address that shows no device. Whoever asks too much is told when to come
//! again, and harms only itself.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use serde::Deserialize;
use sync::device::DeviceId;

type Keyed<K> = RateLimiter<K, HashMapStateStore<K>, DefaultClock>;

/// The limits of one process.
pub struct Limits {
    devices: Keyed<DeviceId>,
    strangers: Keyed<IpAddr>,
}

/// When somebody who asked too much may ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// In how many seconds, at least 1.
    pub after: u32,
}

/// How often somebody may ask, as the settings say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Often {
    /// Requests of a device in a second.
    pub device_per_second: NonZeroU32,
    /// And at once, after a quiet time.
    pub device_burst: NonZeroU32,
    /// Requests of a stranger in a minute.
    pub stranger_per_minute: NonZeroU32,
    /// And at once, after a quiet time.
    pub stranger_burst: NonZeroU32,
}

const fn few(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

impl Default for Often {
    fn default() -> Self {
        Self {
            device_per_second: few(20),
            device_burst: few(200),
            stranger_per_minute: few(30),
            stranger_burst: few(20),
        }
    }
}

impl Limits {
    /// Nobody has asked yet.
    #[must_use]
    pub fn new(often: Often) -> Self {
        let device = Quota::per_second(often.device_per_second).allow_burst(often.device_burst);
        let stranger = Quota::per_minute(often.stranger_per_minute).allow_burst(often.stranger_burst);
        Self { devices: RateLimiter::hashmap(device), strangers: RateLimiter::hashmap(stranger) }
    }

    /// Counts a request of a device.
    ///
    /// # Errors
    /// [`Again`].
    pub fn device(&self, device: DeviceId) -> Result<(), Again> {
        asked(&self.devices, device)
    }

    /// Counts a request of somebody who shows no device, or not his own.
    ///
    /// # Errors
    /// [`Again`].
    pub fn stranger(&self, address: IpAddr) -> Result<(), Again> {
        asked(&self.strangers, neighbourhood(address))
    }

    /// Forgets who was quiet for long, so that memory stays bounded.
    pub fn forget(&self) {
        self.devices.retain_recent();
        self.strangers.retain_recent();
        self.devices.shrink_to_fit();
        self.strangers.shrink_to_fit();
    }
}

/// One household has a whole /64 of IPv6 addresses: they are one stranger.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => IpAddr::V4(address),
            None => IpAddr::V6((u128::from(address) & !u128::from(u64::MAX)).into()),
        },
    }
}

fn asked<K: Hash + Eq + Clone>(limiter: &Keyed<K>, key: K) -> Result<(), Again> {
    limiter.check_key(&key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        Again { after: u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_floods_harms_only_itself() {
        let one = few(1);
        let often = Often { device_burst: few(3), stranger_burst: few(3), ..Often::default() };
        let limits = Limits::new(Often { device_per_second: one, stranger_per_minute: one, ..often });
        let (one, other) = (DeviceId([1; 16]), DeviceId([2; 16]));
        for _ in 0..3 {
            limits.device(one).expect("within its quota");
        }
        let again = limits.device(one).expect_err("the fourth");
        assert!((1..=61).contains(&again.after), "{again:?}");
        limits.device(other).expect("another device is not bound by it");
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        for last in 1..=3 {
            limits.stranger(address(&format!("2001:db8::{last}"))).expect("within");
        }
        assert!(limits.stranger(address("2001:db8::77")).is_err(), "of one household");
        limits.stranger(address("2001:db9::1")).expect("another");
    }
}
