//! What is printed, and the exit code: 0 for done, 2 for refused.

use std::io::Write as _;
use std::process::ExitCode;

use counter::Refusal;
use serde_json::Value;

/// What a task answers: a value, and the same in words.
pub(crate) struct Answer {
    pub(crate) value: Value,
    pub(crate) words: String,
    /// Whether it was written out already.
    pub(crate) given: bool,
}

impl Answer {
    /// An answer that was written out already.
    pub(crate) fn given() -> Self {
        Self { value: Value::Null, words: String::new(), given: true }
    }
}

/// Why a task did not end well.
pub(crate) enum Failure {
    /// A refusal.
    Refused(Refusal),
    /// A refusal with what the task had reached.
    At(Refusal, Value),
    /// A file with problems: its own shape on the wire.
    Problems(Vec<skintest::Problem>),
    /// A finished answer that says no: failed checks, different tables.
    No(Answer),
}

impl<E: Into<Refusal>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

pub(crate) type Outcome = Result<Answer, Failure>;

pub(crate) fn print(outcome: Outcome, json: bool) -> ExitCode {
    let (value, words, code) = match outcome {
        Ok(Answer { given: true, .. }) => return ExitCode::SUCCESS,
        Ok(Answer { value, words, .. }) => (value, words, ExitCode::SUCCESS),
        Err(Failure::No(Answer { value, words, .. })) => (value, words, ExitCode::from(2)),
        Err(Failure::Refused(refusal)) => {
            (serde_json::json!({"refusal": refusal}), told(&refusal), ExitCode::from(2))
        }
        Err(Failure::At(refusal, mut reached)) => {
            let words = told(&refusal);
            reached["refusal"] = serde_json::json!(refusal);
            (reached, words, ExitCode::from(2))
        }
        Err(Failure::Problems(problems)) => {
            let lines = problems.iter().map(|problem| match problem.place.as_str() {
                "" => problem.message.clone(),
                place => format!("{place}：{}", problem.message),
            });
            let words = lines.collect::<Vec<_>>().join("\n");
            (serde_json::json!({"problems": problems}), words, ExitCode::from(2))
        }
    };
    let line = if json {
        value.to_string()
    } else {
        words.replace(|letter: char| letter.is_control() && letter != '\n', "·")
    };
    let written = if json || code == ExitCode::SUCCESS {
        writeln!(std::io::stdout(), "{line}")
    } else {
        writeln!(std::io::stderr(), "{line}")
    };
    match written {
        // Whoever read had read enough (`| head -1`): what was done is done, and the exit code still tells.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => code,
        Err(_) => ExitCode::from(2),
        Ok(()) => code,
    }
}

fn told(refusal: &Refusal) -> String {
    let clause =
        refusal.clause.as_ref().map(|clause| format!("\n依据：{} {}", clause.rulebook, clause.number));
    let mend = refusal.mend.as_ref().map(|mend| format!("\n办法：{mend}"));
    format!("{}{}{}", refusal.message, clause.unwrap_or_default(), mend.unwrap_or_default())
}
