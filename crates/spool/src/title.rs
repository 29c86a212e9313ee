//! The title of a job: a number that people read, and nothing else. It stands in the spooler's log and on its screens.

use crate::Refused;

/// The longest title, in characters.
const LONGEST: usize = 40;

/// The title of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title(String);

impl Title {
    /// A title of letters, digits, dots and dashes: `JN01-261120-0031`. No name can be written with it in Chinese, and it
    /// begins with no dash, so that no program takes it for an option.
    ///
    /// # Errors
    /// [`Refused::Title`].
    pub fn new(title: &str) -> Result<Self, Refused> {
        let plain = title.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
        let sound = plain && !title.is_empty() && title.len() <= LONGEST && !title.starts_with('-');
        if sound { Ok(Self(title.to_owned())) } else { Err(Refused::Title) }
    }

    /// The title.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_is_a_title() {
        let cases = [
            ("a service", "JN01-261120-0031", true),
            ("a service's notice", "JN01-261120-0031.notice", true),
            ("forty characters", "1234567890123456789012345678901234567890", true),
            ("forty-one", "12345678901234567890123456789012345678901", false),
            ("nothing", "", false),
            ("a name", "王女士", false),
            ("an option", "-o", false),
            ("a space", "JN01 31", false),
            ("a line", "JN01\n31", false),
            ("a shell's sign", "JN01;31", false),
        ];
        for (name, title, sound) in cases {
            assert_eq!(Title::new(title).is_ok(), sound, "{name}");
        }
    }
}
