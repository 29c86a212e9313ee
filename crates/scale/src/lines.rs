//! Bytes in, whole lines out. A line that does not end is dropped before it can take memory, and half a line waits for its rest.

/// The longest line that is kept: longer than any answer of the command set.
const LONGEST: usize = 160;

/// Bytes that have come, not yet a line.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    held: Vec<u8>,
    dropping: bool,
}

impl Lines {
    /// Takes bytes as they come and gives the lines that they end, without their ends. Empty lines are none.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Vec<Vec<u8>> {
        let mut lines = Vec::new();
        for byte in bytes {
            match byte {
                b'\r' | b'\n' => {
                    let line = std::mem::take(&mut self.held);
                    let dropped = std::mem::replace(&mut self.dropping, false);
                    if !line.is_empty() && !dropped {
                        lines.push(line);
                    }
                }
                _ if self.held.len() >= LONGEST => self.dropping = true,
                byte => self.held.push(*byte),
            }
        }
        lines
    }

    /// Whether what is held can no longer become an answer: it is too long, or no printable text.
    pub(crate) fn holds_noise(&self) -> bool {
        self.dropping || self.held.iter().any(|byte| !(b' '..=b'~').contains(byte))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A name, what comes piece by piece, and the lines of it.
    type Case<'a> = (&'static str, &'a [&'a [u8]], &'static [&'static str]);

    fn all(parts: &[&[u8]]) -> Vec<String> {
        let mut lines = Lines::default();
        let taken = parts.iter().flat_map(|part| lines.take(part));
        taken.map(|line| String::from_utf8_lossy(&line).into_owned()).collect()
    }

    #[test]
    fn lines_end_where_they_end() {
        let long = vec![b'9'; LONGEST + 1];
        let cases: &[Case] = &[
            ("one", &[b"S S 1 g\r\n"], &["S S 1 g"]),
            ("two at once", &[b"A\r\nB\r\n"], &["A", "B"]),
            ("in halves", &[b"S S ", b"1 g\r", b"\nS"], &["S S 1 g"]),
            ("only a line feed", &[b"A\nB\n"], &["A", "B"]),
            ("nothing between", &[b"\r\n\r\n"], &[]),
            ("a line too long is dropped, the next is not", &[&long, b"9\r\nA\r\n"], &["A"]),
        ];
        for (name, parts, expected) in cases {
            assert_eq!(all(parts), *expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn memory_has_an_end_and_cuts_do_not_matter(bytes in prop::collection::vec(any::<u8>(), 0..2_000), cut in 0_usize..2_000) {
            let (mut whole, mut parts) = (Lines::default(), Lines::default());
            let cut = cut.min(bytes.len());
            let at_once = whole.take(&bytes);
            let mut in_two = parts.take(&bytes[..cut]);
            in_two.extend(parts.take(&bytes[cut..]));
            prop_assert!(whole.held.len() <= LONGEST);
            prop_assert_eq!(at_once, in_two);
        }
    }
}
