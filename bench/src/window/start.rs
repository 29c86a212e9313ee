//! From the start of the program to the first frame that can be used: the screen as it then stays. The counter shows
//! its lock screen, the empty window its button; what is seen is taken from the screen, in the same way for both.

use std::error::Error;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::screen::{Running, Screen};

/// Between two looks at the screen.
const LOOK: Duration = Duration::from_millis(2);
/// A screen that did not change for so long stays as it is.
const STILL: Duration = Duration::from_millis(1_500);
/// A window that shows nothing for so long never will.
const HANG: Duration = Duration::from_secs(60);
/// One of so many bytes may still differ from the last frame: a caret, a clock.
const MAY_DIFFER: usize = 200;

/// Starts a program and answers how many seconds it took.
pub fn seconds(screen: &Screen, program: &Path, data: &Path) -> Result<f64, Box<dyn Error>> {
    let blank = screen.frame()?;
    let mut frames: Vec<(Duration, Vec<u8>)> = Vec::new();
    let start = Instant::now();
    let running = Running::start(&mut screen.command(program, data))?;
    loop {
        sleep(LOOK);
        let (at, frame) = (start.elapsed(), screen.frame()?);
        let last = frames.last().map_or(&blank, |(_, frame)| frame);
        if *last != frame {
            frames.push((at, frame));
            continue;
        }
        match frames.last() {
            Some((changed, _)) if at - *changed > STILL => break,
            None if at > HANG => return Err("the window shows nothing".into()),
            _ => {}
        }
    }
    drop(running);
    gone(screen, &blank)?;
    let settled = frames.last().map(|(_, frame)| frame.clone()).unwrap_or_default();
    let differs = |frame: &[u8]| {
        frame.iter().zip(&settled).filter(|(one, other)| one != other).count() > settled.len() / MAY_DIFFER
    };
    let usable = frames.iter().rposition(|(_, frame)| differs(frame)).map_or(0, |at| at + 1);
    frames.get(usable).map(|(at, _)| at.as_secs_f64()).ok_or_else(|| "no frame was seen".into())
}

/// Waits until the window has gone and its processes with it.
fn gone(screen: &Screen, blank: &[u8]) -> Result<(), Box<dyn Error>> {
    for _ in 0..200 {
        sleep(Duration::from_millis(10));
        if screen.frame()? == blank {
            break;
        }
    }
    sleep(Duration::from_millis(500));
    Ok(())
}
