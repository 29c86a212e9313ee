//! The scale: a thread that owns the port, asks, tells the board, notices a pulled cable and tries again. It never gives up and
//! decides nothing about a weighing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::answer::{Ask, Said};
use crate::board::Board;
use crate::fault::ScaleFault;
use crate::line::{Line, Unheard, not_open};
use crate::reading::{Identity, Reading, StableReading, State, Told};
use crate::settings::Settings;

/// Between an answer and the next question: about ten weights a second, as fast as a scale shows them.
const PAUSE: Duration = Duration::from_millis(100);
/// Between two attempts to open the port.
const REOPEN: Duration = Duration::from_millis(500);
/// How long a weight may take: a weight at 2,400 baud takes 0.1 s.
const PATIENCE: Duration = Duration::from_millis(700);
/// How often in a row a scale may be silent before it is called lost.
const SILENCES: u32 = 2;
/// How long zero and tare may take: the scale waits until it stands still.
const STANDSTILL: Duration = Duration::from_secs(6);

/// A scale on a serial line. Dropping it closes the port.
#[derive(Debug)]
pub struct Scale {
    board: Arc<Board>,
    stop: Arc<AtomicBool>,
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

/// Something that the scale is to do, and where its answer goes: `None` where none came.
struct Order {
    ask: Ask,
    done: SyncSender<Option<Said>>,
}

/// Why the thread leaves an open line.
enum Left {
    Stopped,
    Lost(Told),
}

impl Scale {
    /// Begins to read the scale and returns at once; how it goes is in the readings.
    #[must_use]
    pub fn connect(settings: Settings) -> Self {
        let (board, stop) = (Arc::new(Board::new()), Arc::new(AtomicBool::new(false)));
        let (orders, received) = channel();
        let attendant =
            Attendant { settings, board: Arc::clone(&board), stop: Arc::clone(&stop), orders: received };
        let thread = std::thread::Builder::new().name("scale".to_owned()).spawn(move || attendant.run());
        if let Err(error) = &thread {
            let zh = format!("操作系统没有给秤线程：{error}。请重新启动程序");
            board.lost(Told::new(zh, format!("No thread for the scale: {error}. Restart the program")));
        }
        Self { board, stop, orders: Some(orders), thread: thread.ok() }
    }

    /// The latest reading.
    #[must_use]
    pub fn latest(&self) -> Reading {
        self.board.latest()
    }

    /// The first reading after the one numbered `seen`, or the latest again once `timeout` is over.
    #[must_use]
    pub fn wait(&self, seen: u64, timeout: Duration) -> Reading {
        self.board.wait(seen, timeout)
    }

    /// The stable reading of this number. `None` where that one was not stable, is too old, or was made void by zero, tare
    /// or a lost cable.
    #[must_use]
    pub fn taken(&self, number: u64) -> Option<StableReading> {
        self.board.taken(number)
    }

    /// Which scale it is, once it has said so.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        self.board.identity()
    }

    /// Sets the scale to zero. Waits until it stands still, at most some seconds.
    ///
    /// # Errors
    /// [`ScaleFault`]; earlier readings can then still be taken.
    pub fn zero(&self) -> Result<(), ScaleFault> {
        self.done(Ask::Zero)
    }

    /// Takes what lies on the scale as tare, in milligrams. Waits until it stands still, at most some seconds.
    ///
    /// # Errors
    /// [`ScaleFault`]; earlier readings can then still be taken.
    pub fn tare(&self) -> Result<i64, ScaleFault> {
        weight_of(self.order(Ask::Tare)?)
    }

    /// The tare that the scale keeps, in milligrams: what it forgot or kept over a restart of this program.
    ///
    /// # Errors
    /// [`ScaleFault`].
    pub fn tare_kept(&self) -> Result<i64, ScaleFault> {
        weight_of(self.order(Ask::TareKept)?)
    }

    /// Sets the scale as after power-on: what it was doing ends, and its tare is cleared. Never done by itself.
    ///
    /// # Errors
    /// [`ScaleFault`].
    pub fn reset(&self) -> Result<(), ScaleFault> {
        self.done(Ask::Reset)
    }

    fn order(&self, ask: Ask) -> Result<Said, ScaleFault> {
        let (done, answered) = sync_channel(1);
        let orders = self.orders.as_ref().ok_or(ScaleFault::NoScale)?;
        orders.send(Order { ask, done }).map_err(|_| ScaleFault::NoScale)?;
        let said = answered.recv_timeout(STANDSTILL + PATIENCE * 2).map_err(|_| ScaleFault::NoScale)?;
        said.ok_or(ScaleFault::NoScale)
    }

    fn done(&self, ask: Ask) -> Result<(), ScaleFault> {
        let said = self.order(ask)?;
        if is_done(&said) { Ok(()) } else { weight_of(said).map(|_| ()) }
    }
}

impl Drop for Scale {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.orders = None;
        // The port must be free when this returns: the same one may be opened next.
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the scale's thread panicked");
        }
    }
}

fn weight_of(said: Said) -> Result<i64, ScaleFault> {
    match said {
        Said::Weight { weight, .. } => Ok(weight.milligrams),
        Said::OtherUnit(_) => Err(ScaleFault::OtherUnit),
        Said::NotNow => Err(ScaleFault::Unstable),
        Said::Overload => Err(ScaleFault::Overload),
        Said::Underload => Err(ScaleFault::Underload),
        Said::Unknown | Said::Done | Said::Text(_) => Err(ScaleFault::Unknown),
        Said::Damaged => Err(ScaleFault::NoScale),
    }
}

/// Whether what was asked was done.
const fn is_done(said: &Said) -> bool {
    matches!(said, Said::Done | Said::Text(_) | Said::Weight { .. } | Said::OtherUnit(_))
}

/// Who sits at the port.
struct Attendant {
    settings: Settings,
    board: Arc<Board>,
    stop: Arc<AtomicBool>,
    orders: Receiver<Order>,
}

impl Attendant {
    fn run(self) {
        loop {
            let told = match Line::open(&self.settings) {
                Ok(line) => match self.attend(line) {
                    Left::Stopped => return,
                    Left::Lost(told) => told,
                },
                Err(error) => not_open(&self.settings.port, &error),
            };
            if self.board.latest().state != State::Lost {
                tracing::warn!(port = self.settings.port, why = told.en, "the scale does not answer");
            }
            self.board.lost(told);
            if !self.refuse_for(REOPEN) {
                return;
            }
        }
    }

    /// Asks until the line is lost or the scale is not wanted any more.
    fn attend(&self, mut line: Line) -> Left {
        let (mut silences, mut named) = (0, false);
        loop {
            match line.ask(Ask::Weight, PATIENCE, || self.stopped()) {
                Ok(said) => {
                    silences = 0;
                    self.show(said);
                    if !named {
                        named = true;
                        self.identify(&mut line);
                    }
                }
                Err(_) if self.stopped() => return Left::Stopped,
                Err(Unheard::Gone(error)) => return Left::Lost(self.gone(&error)),
                Err(Unheard::Silent { noise }) => {
                    silences += 1;
                    if silences >= SILENCES {
                        return Left::Lost(self.silent(noise));
                    }
                }
            }
            match self.orders.recv_timeout(PAUSE) {
                Ok(order) => self.carry_out(&order, &mut line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Left::Stopped,
            }
        }
    }

    fn show(&self, said: Said) {
        let (state, told) = match said {
            Said::Weight { weight, stable } => return self.board.weight(weight, stable),
            Said::OtherUnit(unit) => (
                State::Ok,
                Told::new(
                    format!("秤的单位是 {unit}，不能用于称量：请在秤上改为 g"),
                    format!("The scale weighs in {unit}, which is not taken: set it to g on the scale"),
                ),
            ),
            Said::Overload => (State::Overload, Told::new("超过秤的量程：请取下", "Overload: take it off")),
            Said::Underload => (
                State::Underload,
                Told::new("低于零点：请放好秤盘后置零", "Underload: set the pan, then zero the scale"),
            ),
            Said::NotNow => (
                State::Ok,
                Told::new("秤正忙：请退出秤的菜单，等它就绪", "The scale is busy: leave its menu and wait"),
            ),
            Said::Unknown | Said::Done | Said::Text(_) => (
                State::Ok,
                Told::new(
                    "这台秤不认识称重指令 SI：请在秤上把接口改为 MT-SICS",
                    "The scale does not know SI: set its interface to MT-SICS",
                ),
            ),
            Said::Damaged => (
                State::Ok,
                Told::new(
                    "指令在线路上损坏：请核对校验位和数据位",
                    "Commands come damaged: check parity and data bits",
                ),
            ),
        };
        self.board.no_weight(state, told);
    }

    fn identify(&self, line: &mut Line) {
        let mut text = |ask| match line.ask(ask, PATIENCE, || self.stopped()) {
            Ok(Said::Text(text)) => text,
            Ok(_) | Err(_) => String::new(),
        };
        let identity = Identity { serial: text(Ask::Serial), model: text(Ask::Model) };
        tracing::info!(port = self.settings.port, model = identity.model, "the scale answers");
        self.board.identify(identity);
    }

    fn carry_out(&self, order: &Order, line: &mut Line) {
        let said = line.ask(order.ask, STANDSTILL, || self.stopped()).ok();
        if order.ask != Ask::TareKept && said.as_ref().is_none_or(is_done) {
            // Silence may mean that it was done and only the answer was lost.
            self.board.wipe();
        }
        self.answer(order, said);
    }

    /// Lets `time` pass and refuses every order in it; false once the scale is not wanted any more.
    fn refuse_for(&self, time: Duration) -> bool {
        match self.orders.recv_timeout(time) {
            Ok(order) => self.answer(&order, None),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
        !self.stopped()
    }

    fn answer(&self, order: &Order, said: Option<Said>) {
        if order.done.send(said).is_err() {
            tracing::debug!(port = self.settings.port, "nobody waits for the scale's answer any more");
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn gone(&self, error: &std::io::Error) -> Told {
        let port = &self.settings.port;
        tracing::debug!(port, %error, "the port is gone");
        Told::new(
            format!("与秤的连接断开（{port}）：请检查数据线。插好后自动重连；已确认的称量都已保存"),
            format!(
                "The connection to the scale is lost ({port}): check the cable. It comes back by itself; confirmed weights are saved"
            ),
        )
    }

    fn silent(&self, noise: bool) -> Told {
        let port = &self.settings.port;
        if noise {
            return Told::new(
                format!("{port} 上有数据但读不懂：波特率或校验位不对，或不是 MT-SICS 秤；请自动检测或改设置"),
                format!(
                    "{port} sends what cannot be read: wrong baud rate or parity, or no MT-SICS scale; detect it or change the settings"
                ),
            );
        }
        Told::new(
            format!("{port} 上的秤没有应答：请检查秤的电源和数据线；会自动重试"),
            format!(
                "The scale on {port} does not answer: check its power and cable; it is tried again by itself"
            ),
        )
    }
}
