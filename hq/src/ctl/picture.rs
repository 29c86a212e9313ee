//! An enrolment code as a picture: a PNG to be printed or sent, or half blocks in a terminal. It carries the digits that a
//! scanner types at the counter; whoever has the picture has the code.

use std::io::Write as _;
use std::path::Path;

use fast_qr::{ECL, Module, QRBuilder};
use sync::ticket::Ticket;

use super::{CtlError, refused};

/// Light modules around the code that a scanner needs.
const QUIET: usize = 4;
/// Dots of a module in the picture.
const DOTS: usize = 8;

/// The dark modules of a ticket's code, with the quiet zone.
fn modules(ticket: &Ticket) -> Result<Vec<Vec<bool>>, CtlError> {
    let unable = |why: String| refused(format!("the code cannot be drawn: {why}; type it, or send the file"));
    let digits = ticket.digits().map_err(|error| unable(error.to_string()))?;
    let code = QRBuilder::new(digits).ecl(ECL::M).build().map_err(|error| unable(format!("{error:?}")))?;
    let side = code.size + 2 * QUIET;
    let mut rows = vec![vec![false; side]; side];
    for (y, row) in rows.iter_mut().skip(QUIET).take(code.size).enumerate() {
        let dark = code[y].iter().copied().map(Module::value);
        row.iter_mut().skip(QUIET).zip(dark).for_each(|(place, dark)| *place = dark);
    }
    Ok(rows)
}

/// The code for a terminal that is light on dark.
///
/// # Errors
/// [`CtlError::Refused`] where address and store are too long for one code.
pub fn terminal(ticket: &Ticket) -> Result<String, CtlError> {
    let rows = modules(ticket)?;
    let mut text = String::new();
    for pair in rows.chunks(2) {
        let (upper, lower) = (pair.first().map_or(&[][..], Vec::as_slice), pair.get(1));
        for (at, above) in upper.iter().enumerate() {
            let below = lower.and_then(|row| row.get(at)).copied().unwrap_or_default();
            text.push(match (above, below) {
                (true, true) => ' ',
                (true, false) => '▄',
                (false, true) => '▀',
                (false, false) => '█',
            });
        }
        text.push('\n');
    }
    Ok(text)
}

/// The code as a PNG.
///
/// # Errors
/// As [`terminal`].
pub fn png(ticket: &Ticket) -> Result<Vec<u8>, CtlError> {
    let rows = modules(ticket)?;
    let side = rows.len() * DOTS;
    let unable = |error: png::EncodingError| refused(format!("the picture cannot be made: {error}"));
    let mut bytes = Vec::new();
    let side_in_dots = u32::try_from(side).map_err(|_| refused("the picture would be too large"))?;
    let mut encoder = png::Encoder::new(&mut bytes, side_in_dots, side_in_dots);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(unable)?;
    let mut dots = Vec::with_capacity(side * side);
    for row in &rows {
        let line: Vec<u8> =
            row.iter().flat_map(|dark| std::iter::repeat_n(if *dark { 0 } else { 255 }, DOTS)).collect();
        (0..DOTS).for_each(|_| dots.extend_from_slice(&line));
    }
    writer.write_image_data(&dots).map_err(unable)?;
    writer.finish().map_err(unable)?;
    Ok(bytes)
}

/// Writes a file that only its owner may read. One that is there already is not written over.
///
/// # Errors
/// [`CtlError::Refused`].
pub fn kept(path: &Path, bytes: &[u8]) -> Result<(), CtlError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let unable = |error: std::io::Error| refused(format!("{}: {error}; name another file", path.display()));
    let file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file = file.map_err(unable)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(unable)
}
