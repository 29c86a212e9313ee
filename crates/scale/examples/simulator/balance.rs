//! A balance that is not there: it sits at the far end of a pseudo-terminal and answers in MT-SICS, with a cable that can be
//! pulled. For tests and for trying the window without a scale; it weighs what it is told and refuses to be part of the product.

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::fs::{OFlags, fcntl_setfl};
use rustix::io::Errno;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// What lies on the pan, and how the balance behaves.
#[derive(Debug, Clone)]
pub struct Pan {
    /// What lies on it, in milligrams, before tare.
    pub load: i64,
    /// Whether it stands still.
    pub stable: bool,
    /// The state to answer instead of a weight: `+`, `-` or `I`.
    pub instead: Option<char>,
    /// The unit to write.
    pub unit: String,
    /// Decimals of a gram, at most 3.
    pub decimals: usize,
    /// What is sent before each answer.
    pub noise: Vec<u8>,
    /// Whether it says nothing at all.
    pub mute: bool,
    /// The one rate at which it understands; at others it answers rubbish. `None` for any.
    pub baud: Option<u32>,
    tare: i64,
    zero: i64,
}

impl Default for Pan {
    fn default() -> Self {
        let (unit, noise) = ("g".to_owned(), Vec::new());
        Self {
            load: 0,
            stable: true,
            instead: None,
            unit,
            decimals: 2,
            noise,
            mute: false,
            baud: None,
            tare: 0,
            zero: 0,
        }
    }
}

/// The balance, and the cable to it.
#[derive(Debug)]
pub struct Balance {
    pan: Arc<Mutex<Pan>>,
    link: PathBuf,
    cable: Option<Cable>,
}

#[derive(Debug)]
struct Cable {
    pull: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Balance {
    /// A balance whose port is found under the path `link`: it stays the same when the cable is pulled and put back.
    ///
    /// # Errors
    /// What the system says when it gives no pseudo-terminal.
    pub fn plugged(link: &Path) -> std::io::Result<Self> {
        let mut balance = Self { pan: Arc::default(), link: link.to_owned(), cable: None };
        balance.plug()?;
        Ok(balance)
    }

    /// Where the port is.
    pub fn port(&self) -> String {
        self.link.display().to_string()
    }

    /// The pan, to put something on it.
    pub fn pan(&self) -> MutexGuard<'_, Pan> {
        self.pan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the cable in.
    ///
    /// # Errors
    /// What the system says when it gives no pseudo-terminal.
    pub fn plug(&mut self) -> std::io::Result<()> {
        self.unplug()?;
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        grantpt(&master)?;
        unlockpt(&master)?;
        // Until the other side has set it, the terminal would echo our answers back to us.
        let mut settings = tcgetattr(&master)?;
        settings.make_raw();
        tcsetattr(&master, OptionalActions::Now, &settings)?;
        fcntl_setfl(&master, OFlags::RDWR | OFlags::NONBLOCK)?;
        let slave = ptsname(&master, Vec::new())?.into_string().map_err(std::io::Error::other)?;
        std::os::unix::fs::symlink(slave, &self.link)?;
        let pull = Arc::new(AtomicBool::new(false));
        let (pan, pulled) = (Arc::clone(&self.pan), Arc::clone(&pull));
        let thread = std::thread::spawn(move || serve(&master, &pan, &pulled));
        self.cable = Some(Cable { pull, thread });
        Ok(())
    }

    /// Pulls the cable: the port is gone when this returns.
    ///
    /// # Errors
    /// What the system says when the link cannot be taken away.
    pub fn unplug(&mut self) -> std::io::Result<()> {
        let Some(cable) = self.cable.take() else { return Ok(()) };
        cable.pull.store(true, Ordering::Relaxed);
        cable.thread.join().map_err(|_| std::io::Error::other("the balance broke"))?;
        std::fs::remove_file(&self.link)
    }
}

impl Drop for Balance {
    fn drop(&mut self) {
        if let Err(error) = self.unplug() {
            eprintln!("{}: {error}", self.link.display());
        }
    }
}

/// Answers until the cable is pulled; the port closes with it.
fn serve(master: &OwnedFd, pan: &Mutex<Pan>, pulled: &AtomicBool) {
    let mut asked = Vec::new();
    let mut buffer = [0; 64];
    while !pulled.load(Ordering::Relaxed) {
        let read = match rustix::io::read(master, &mut buffer) {
            Ok(read) => read,
            // Nothing has come, or nobody has opened the port.
            Err(Errno::AGAIN | Errno::IO) => {
                std::thread::sleep(Duration::from_millis(2));
                continue;
            }
            Err(_) => return,
        };
        asked.extend_from_slice(buffer.get(..read).unwrap_or_default());
        while let Some(end) = asked.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = asked.drain(..=end).collect();
            let command = String::from_utf8_lossy(&line).trim().to_owned();
            let mut pan = pan.lock().unwrap_or_else(PoisonError::into_inner);
            let rate = tcgetattr(master).map_or(0, |settings| settings.output_speed());
            let answer = match pan.baud {
                Some(baud) if baud != rate => vec![0xF3, 0x80, 0x1F],
                _ if pan.mute => continue,
                _ => [pan.noise.clone(), format!("{}\r\n", pan.answer(&command)).into_bytes()].concat(),
            };
            if rustix::io::write(master, &answer).is_err() {
                break;
            }
        }
    }
}

impl Pan {
    fn answer(&mut self, command: &str) -> String {
        let settled = self.stable && self.instead.is_none();
        match command {
            "S" | "SI" => match self.instead {
                Some(state) => format!("S {state}"),
                None => format!("S {} {}", if self.stable { 'S' } else { 'D' }, self.written(self.net())),
            },
            "Z" if settled => {
                (self.zero, self.tare) = (self.load, 0);
                "Z A".to_owned()
            }
            "T" if settled => {
                self.tare = self.load - self.zero;
                format!("T S {}", self.written(self.tare))
            }
            "Z" | "T" => format!("{command} {}", self.instead.unwrap_or('I')),
            "TA" => format!("TA A {}", self.written(self.tare)),
            "I2" => "I2 A \"SIM603   610.00 g\"".to_owned(),
            "I4" => "I4 A \"SIM0000001\"".to_owned(),
            "@" => {
                self.tare = 0;
                "I4 A \"SIM0000001\"".to_owned()
            }
            _ => "ES".to_owned(),
        }
    }

    const fn net(&self) -> i64 {
        self.load - self.zero - self.tare
    }

    fn written(&self, milligrams: i64) -> String {
        let (sign, size) = (if milligrams < 0 { "-" } else { "" }, milligrams.unsigned_abs());
        let fraction = format!("{:03}", size % 1_000);
        let point = if self.decimals == 0 { "" } else { "." };
        let number =
            format!("{sign}{}{point}{}", size / 1_000, fraction.get(..self.decimals).unwrap_or(&fraction));
        format!("{number:>10} {}", self.unit)
    }
}
