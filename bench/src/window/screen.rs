//! A screen and a message bus of the bench's own. What stands on the screen is read from the server's memory, so that
//! no page has to say when it was seen.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A program that ends with the measurement.
pub struct Running(pub Child);

impl Running {
    pub fn start(command: &mut Command) -> Result<Self, Box<dyn Error>> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
        Ok(Self(child.map_err(|error| format!("{program} did not start: {error}"))?))
    }

    /// The first line that it prints, by which it says that it is ready.
    fn first_line(&mut self) -> Result<String, Box<dyn Error>> {
        let output = self.0.stdout.take().ok_or("started without its output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let line = line.trim().to_owned();
        if line.is_empty() {
            Err("a program of the screen ended before it was ready".into())
        } else {
            Ok(line)
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing left to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A screen of the smallest store size, with its bus.
pub struct Screen {
    display: String,
    address: String,
    frame: PathBuf,
    home: TempDir,
    _bus: Running,
    _server: Running,
}

impl Screen {
    pub fn open() -> Result<Self, Box<dyn Error>> {
        let home = tempfile::tempdir()?;
        let mut server = Running::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1366x768x24", "-fbdir"])
                .arg(home.path())
                .stdout(Stdio::piped()),
        )?;
        let display = format!(":{}", server.first_line()?);
        let mut bus = Running::start(
            Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address=1"])
                .stdout(Stdio::piped()),
        )?;
        let address = bus.first_line()?;
        let frame = home.path().join("Xvfb_screen0");
        Ok(Self { display, address, frame, home, _bus: bus, _server: server })
    }

    /// A command whose windows come up here and whose files lie in `data`.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>, data: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .envs([("DISPLAY", self.display.as_str()), ("DBUS_SESSION_BUS_ADDRESS", &self.address)])
            .envs([("GDK_BACKEND", "x11"), ("NO_AT_BRIDGE", "1")])
            .envs(["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map(|name| (name, self.home.path())))
            .env("XDG_DATA_HOME", data)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null());
        command
    }

    /// What stands on the screen now.
    pub fn frame(&self) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(5 << 20);
        File::open(&self.frame)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
