//! A scale to try the window with: it opens a pseudo-terminal, prints the port's path, and takes what lies on the pan as lines.
//!
//! `cargo run -p tiaohe-scale --example simulator [PATH]`, then lines such as `3.71 stable`, `3.8 dynamic`, `overload`,
//! `underload`, `busy`, `mute`, `noise`, `unit ct`, `baud 2400`, `unplug`, `plug`. Each is answered with `ok` or what is wrong.
//! It ends with its input.

#[cfg(unix)]
mod balance;

#[cfg(unix)]
fn main() -> std::io::Result<()> {
    use std::io::Write as _;

    let own = || std::env::temp_dir().join(format!("scale-{}", std::process::id()));
    let link = std::env::args().nth(1).map_or_else(own, std::path::PathBuf::from);
    let mut balance = balance::Balance::plugged(&link)?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", balance.port())?;
    out.flush()?;
    for line in std::io::stdin().lines() {
        match orders::obey(&mut balance, line?.trim()) {
            Ok(()) => writeln!(out, "ok")?,
            Err(error) => writeln!(out, "{error}")?,
        }
        out.flush()?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn main() {
    eprintln!("pseudo-terminals are a thing of Unix");
}

#[cfg(unix)]
mod orders {
    //! The lines that the simulator understands.

    use crate::balance::Balance;

    pub(crate) fn obey(balance: &mut Balance, line: &str) -> Result<(), String> {
        let mut words = line.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next());
        match (first, second) {
            ("unplug", None) => balance.unplug().map_err(|error| error.to_string())?,
            ("plug", None) => balance.plug().map_err(|error| error.to_string())?,
            ("overload", None) => balance.pan().instead = Some('+'),
            ("underload", None) => balance.pan().instead = Some('-'),
            ("busy", None) => balance.pan().instead = Some('I'),
            ("mute", None) => balance.pan().mute = true,
            ("noise", None) => balance.pan().noise = b"\xFF\x00S S 9\r\n".to_vec(),
            ("unit", Some(unit)) => unit.clone_into(&mut balance.pan().unit),
            ("baud", Some(rate)) => {
                balance.pan().baud = Some(rate.parse().map_err(|_| format!("no rate: {rate}"))?);
            }
            (grams, Some(state @ ("stable" | "dynamic"))) => {
                let load = milligrams(grams).ok_or_else(|| format!("no weight: {grams}"))?;
                let mut pan = balance.pan();
                (pan.load, pan.stable) = (load, state == "stable");
                (pan.instead, pan.mute) = (None, false);
                pan.noise.clear();
            }
            _ => return Err(format!("not understood: {line}")),
        }
        Ok(())
    }

    /// `3.71` grams in milligrams; at most three decimals.
    fn milligrams(grams: &str) -> Option<i64> {
        let (sign, bare) = grams.strip_prefix('-').map_or((1, grams), |bare| (-1, bare));
        let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
        let digits = (fraction.len() <= 3 && !whole.is_empty()).then(|| format!("{whole}{fraction:0<3}"))?;
        digits.parse::<u32>().ok().map(|size| i64::from(size) * sign)
    }
}
