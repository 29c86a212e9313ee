//! Finds scales: on each port, the usual settings one after the other, until something answers in MT-SICS. All ports at once, and
//! never longer than it was given. It opens every port that it is given: who holds a [`crate::Scale`] drops it first.

use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::answer::{Ask, Said};
use crate::line::{Line, Unheard};
use crate::settings::Settings;

/// The rates that scales are set to, the likeliest first.
const RATES: [u32; 5] = [9_600, 19_200, 2_400, 38_400, 115_200];
/// How long the first answer may take. At 2,400 baud a serial number takes 0.1 s; scales answer within 0.1 s.
const FIRST: Duration = Duration::from_millis(350);
/// How long a scale that has answered may take for its model.
const SECOND: Duration = Duration::from_millis(700);

/// A scale that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Where, and how the line is set.
    #[serde(flatten)]
    pub settings: Settings,
    /// Model and capacity, as it says itself; empty where it does not.
    pub model: String,
    /// Its serial number.
    pub serial: String,
}

/// The serial ports of this computer, by name, sorted.
#[must_use]
pub fn ports() -> Vec<String> {
    // The library takes the folder for granted, and a container may be without it.
    if cfg!(target_os = "linux") && !std::path::Path::new("/sys/class/tty").is_dir() {
        return Vec::new();
    }
    let mut names: Vec<String> = match serialport::available_ports() {
        Ok(ports) => ports.into_iter().map(|port| port.port_name).collect(),
        Err(error) => {
            tracing::warn!(%error, "the serial ports cannot be listed");
            Vec::new()
        }
    };
    names.sort();
    names
}

/// Looks for scales on every port, for at most `timeout`.
#[must_use]
pub fn detect(timeout: Duration) -> Vec<Found> {
    detect_on(&ports(), timeout)
}

/// Looks for scales on these ports, for at most `timeout`. A port that does not open is passed over.
#[must_use]
pub fn detect_on(ports: &[String], timeout: Duration) -> Vec<Found> {
    let until = Instant::now() + timeout;
    let (found, received) = channel();
    for port in ports {
        let (port, found) = (port.clone(), found.clone());
        let name = "scale-detect".to_owned();
        let thread = std::thread::Builder::new().name(name).spawn(move || {
            // Nobody listens once the time is over: what was found then is found too late.
            try_port(&port, until).map(|scale| found.send(scale).is_ok())
        });
        if let Err(error) = thread {
            tracing::warn!(%error, "no thread to look for a scale");
        }
    }
    drop(found);
    let mut scales = Vec::new();
    while let Ok(scale) = received.recv_timeout(until.saturating_duration_since(Instant::now())) {
        scales.push(scale);
    }
    scales.sort_by(|a: &Found, b: &Found| a.settings.port.cmp(&b.settings.port));
    scales
}

fn try_port(port: &str, until: Instant) -> Option<Found> {
    let eight = RATES.iter().map(|baud| Settings::eight_none_one(port, *baud));
    let seven = RATES.iter().map(|baud| Settings::seven_even_one(port, *baud));
    // The two framings of one rate one after the other: most scales are at the first rates.
    eight
        .zip(seven)
        .flat_map(|(eight, seven)| [eight, seven])
        .find_map(|settings| try_settings(settings, until))
}

fn try_settings(settings: Settings, until: Instant) -> Option<Found> {
    let over = || Instant::now() >= until;
    if over() {
        return None;
    }
    let mut line = match Line::open(&settings) {
        Ok(line) => line,
        Err(error) => {
            tracing::debug!(port = settings.port, %error, "not opened");
            return None;
        }
    };
    // The first line may end what an earlier wrong rate left in the scale: `ES` is an answer too, then it is asked again.
    let serial = match line.ask(Ask::Serial, FIRST, over) {
        Ok(Said::Text(serial)) => serial,
        Ok(_) => match line.ask(Ask::Serial, FIRST, over) {
            Ok(Said::Text(serial)) => serial,
            Ok(_) | Err(_) => return None,
        },
        Err(Unheard::Silent { .. } | Unheard::Gone(_)) => return None,
    };
    let model = match line.ask(Ask::Model, SECOND, over) {
        Ok(Said::Text(model)) => model,
        Ok(_) | Err(_) => String::new(),
    };
    Some(Found { settings, model, serial })
}
