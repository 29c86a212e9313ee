//! Bytes as decimal digits: seven bytes are seventeen digits. A QR code holds digits in its densest form, and a scanner that
//! acts as a keyboard types them right whatever input method the counter has on. There is one way to write any bytes,
//! and nothing else is read.

/// How many digits so many bytes take: enough for the largest number of that many bytes.
const WIDTH: [usize; 8] = [0, 3, 5, 8, 10, 13, 15, 17];
const GROUP: usize = 7;

/// The digits of any bytes.
#[must_use]
pub fn written(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 17 / 7 + 17);
    for group in bytes.chunks(GROUP) {
        let number = group.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let width = WIDTH.get(group.len()).copied().unwrap_or_default();
        text.push_str(&format!("{number:0width$}"));
    }
    text
}

/// The bytes behind the digits; blanks between them and what stands before a `#` are skipped. `None` where they are not
/// exactly what [`written`] writes.
#[must_use]
pub fn read(text: &str) -> Option<Vec<u8>> {
    let text = text.rsplit('#').next()?;
    let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let whole = WIDTH.get(GROUP).copied()?;
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    for group in digits.chunks(whole) {
        let count = WIDTH.iter().position(|width| *width == group.len())?;
        let number = group.iter().try_fold(0_u64, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u64::from(digit - b'0'))
        })?;
        let eight = number.to_be_bytes();
        let (none, some) = eight.split_at_checked(8 - count)?;
        if none.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend_from_slice(some);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bytes_are_written_as_the_document_says() {
        for (name, bytes, digits) in [
            ("nothing", vec![], ""),
            ("one byte", vec![7], "007"),
            ("the largest byte", vec![255], "255"),
            ("two bytes", vec![1, 0], "00256"),
            ("seven bytes", vec![255; 7], "72057594037927935"),
            ("eight bytes", vec![0, 0, 0, 0, 0, 0, 1, 2], "00000000000000001002"),
        ] {
            assert_eq!(written(&bytes), digits, "{name}");
            assert_eq!(read(digits), Some(bytes), "{name}");
        }
    }

    #[test]
    fn what_no_bytes_are_written_as_is_not_read() {
        for (name, text) in [
            ("a number too large for its bytes", "256"),
            ("a count of digits that no bytes have", "1234"),
            ("a letter", "00x"),
            ("a sign", "+07"),
            ("full-width digits", "００７"),
            ("too large for seven bytes", "72057594037927936"),
        ] {
            assert_eq!(read(text), None, "{name}");
        }
        assert_eq!(read(" 0 07\n"), Some(vec![7]), "blanks are skipped");
        assert_eq!(read("https://example.invalid/v#007"), Some(vec![7]), "an address before it is skipped");
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(read(&written(&bytes)), Some(bytes));
        }

        #[test]
        fn any_digits_that_are_read_are_written_the_same(text in "[0-9]{0,60}") {
            if let Some(bytes) = read(&text) {
                prop_assert_eq!(written(&bytes), text);
            }
        }
    }
}
