//! The open port: one question, and the answer to it or the reason why there is none. It keeps no weight and decides nothing.

use std::io::{self, Read as _, Write as _};
use std::time::{Duration, Instant};

use serialport::{ClearBuffer, SerialPort};

use crate::answer::{Ask, Said, answer};
use crate::lines::Lines;
use crate::reading::Told;
use crate::settings::Settings;

/// How long one read of the port waits: how soon a wish to stop is heard.
const SLICE: Duration = Duration::from_millis(50);

/// A port that is open.
pub(crate) struct Line {
    port: Box<dyn SerialPort>,
    lines: Lines,
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Unheard {
    /// Nothing that is an answer came in time; `noise` if something else came.
    Silent { noise: bool },
    /// The port is gone: the cable was pulled, or the adapter.
    Gone(io::Error),
}

impl Line {
    pub(crate) fn open(settings: &Settings) -> Result<Self, serialport::Error> {
        let port = settings.builder(SLICE).open()?;
        // What an earlier program left in the buffers is no answer to us.
        port.clear(ClearBuffer::All)?;
        Ok(Self { port, lines: Lines::default() })
    }

    /// Asks, and waits as long as `patience` for the answer; `stop` ends the wait early, as silence.
    pub(crate) fn ask(
        &mut self,
        ask: Ask,
        patience: Duration,
        stop: impl Fn() -> bool,
    ) -> Result<Said, Unheard> {
        let until = Instant::now() + patience;
        self.port.write_all(ask.bytes()).map_err(Unheard::Gone)?;
        let mut noise = false;
        let mut buffer = [0; 256];
        while Instant::now() < until && !stop() {
            let read = match self.port.read(&mut buffer) {
                Ok(0) => return Err(Unheard::Gone(io::ErrorKind::UnexpectedEof.into())),
                Ok(read) => read,
                Err(error) if is_patience(&error) => continue,
                Err(error) => return Err(Unheard::Gone(error)),
            };
            let bytes = buffer.get(..read).unwrap_or_default();
            for line in self.lines.take(bytes) {
                match answer(ask, &line) {
                    Some(said) => return Ok(said),
                    None => noise = true,
                }
            }
            // Bytes without an end are noise too: a wrong parity makes no line ends.
            noise = noise || self.lines.holds_noise();
        }
        Err(Unheard::Silent { noise })
    }
}

fn is_patience(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

/// Why a port does not open, for people.
pub(crate) fn not_open(port: &str, error: &serialport::Error) -> Told {
    let (zh, en) = match error.kind() {
        serialport::ErrorKind::NoDevice => {
            ("没有这个串口，或被其他程序占用", "there is no such port, or another program has it")
        }
        serialport::ErrorKind::Io(io::ErrorKind::NotFound) => ("没有这个串口", "there is no such port"),
        serialport::ErrorKind::Io(io::ErrorKind::PermissionDenied) => (
            "没有权限使用它；Linux 上请把用户加入 dialout 组",
            "no permission; on Linux add the user to the group dialout",
        ),
        serialport::ErrorKind::Io(io::ErrorKind::WouldBlock | io::ErrorKind::ResourceBusy) => {
            ("被其他程序占用", "another program has it")
        }
        serialport::ErrorKind::InvalidInput => ("它不支持这样的设置", "it does not take these settings"),
        serialport::ErrorKind::Io(_) | serialport::ErrorKind::Unknown => {
            ("操作系统拒绝", "the operating system refuses")
        }
    };
    Told::new(
        format!("打不开串口 {port}：{zh}。插好数据线后会自动重连；也可改为手工输入重量并写明原因"),
        format!(
            "Cannot open {port}: {en}. It is tried again by itself; or type the weight by hand with a reason"
        ),
    )
}
