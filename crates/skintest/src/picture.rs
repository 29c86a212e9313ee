//! Whether an analyser's file holds a picture: by what pictures begin with, as they are, in a ZIP, or as base64 in a text.
//! A picture of a face is kept for nothing but its own consent, so that what only might be one counts as one.

/// What picture files begin with.
const BEGINNINGS: [&[u8]; 7] =
    [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  "];
/// The same in base64, long enough that no word is one.
const IN_BASE64: [&[u8]; 6] = [b"iVBORw0KGgo", b"/9j/4", b"/9j/2", b"R0lGODdh", b"R0lGODlh", b"UklGR"];
/// Endings of picture files that a ZIP names.
const ENDINGS: [&[u8]; 8] = [b".png", b".jpg", b".jpeg", b".gif", b".bmp", b".webp", b".tif", b".heic"];

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Whether a file holds a picture.
#[must_use]
pub fn holds_image(bytes: &[u8]) -> bool {
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let bitmap = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    if webp || bitmap || BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning)) {
        return true;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let names = bytes.to_ascii_lowercase();
        return ENDINGS.iter().any(|ending| has(&names, ending));
    }
    has(bytes, b"data:image/") || IN_BASE64.iter().any(|beginning| has(bytes, beginning))
}

#[cfg(test)]
mod tests {
    use super::holds_image;

    #[test]
    fn pictures_are_seen_however_they_travel() {
        for (name, bytes, holds) in [
            ("a PNG", &b"\x89PNG\r\n\x1a\n...."[..], true),
            ("a JPEG", b"\xff\xd8\xff\xe0....", true),
            ("a WebP", b"RIFF\0\0\0\0WEBPVP8 ", true),
            ("a bitmap", b"BM\x36\0\0\0\0\0\0\0\x36", true),
            ("JSON with a JPEG in base64", br#"{"face":"/9j/4AAQSkZJRgABAQ"}"#, true),
            ("JSON with a PNG in base64", br#"{"face":"iVBORw0KGgoAAAANSUhEUg"}"#, true),
            ("JSON with a data URL", br#"{"face":"data:image/webp;base64,AAAA"}"#, true),
            ("a ZIP with a picture", b"PK\x03\x04........face/LEFT.JPG....", true),
            ("a workbook", b"PK\x03\x04........xl/worksheets/sheet1.xml", false),
            ("JSON with values", br#"{"hydration":45,"note":"BM 45"}"#, false),
            ("a table", b"subject,hydration\n1,45\n", false),
            ("nothing", b"", false),
        ] {
            assert_eq!(holds_image(bytes), holds, "{name}");
        }
    }
}
