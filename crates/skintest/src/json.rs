//! A JSON document as values, read strictly: a key twice in an object, nesting beyond [`limits::DEPTH`], too
//! many values and anything after the end are refused. (`serde_json` itself keeps the last of two keys.)
//!
//! It refuses to keep long texts: pictures travel as base64 inside some replies and are none of ours.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use words::value;

use crate::limits;
use crate::problem::{Problem, ProblemCode, Problems, excerpt};

/// Longest text that is kept; longer ones (base64 pictures) are only known to be there.
const KEPT_TEXT: usize = 4096;

/// A JSON value. Objects keep the order of the file; a key occurs once.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(Box<str>),
    LongText,
    List(Vec<Value>),
    Object(Vec<(Box<str>, Value)>),
}

impl Value {
    /// The value of a key, where this is an object that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => {
                entries.iter().find(|(name, _)| name.as_ref() == key).map(|(_, value)| value)
            }
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::LongText | Self::List(_) => {
                None
            }
        }
    }

    /// What it is, for the reader.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => value::Null.zh,
            Self::Bool(_) => value::Bool.zh,
            Self::Number(_) => value::Number.zh,
            Self::Text(_) | Self::LongText => value::Text.zh,
            Self::List(_) => value::List.zh,
            Self::Object(_) => value::Object.zh,
        }
    }
}

/// Reads one document.
pub(crate) fn parse(text: &str) -> Result<Value, Problems> {
    let mut state = State::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Node { state: &mut state, depth: 0 }.deserialize(&mut reader);
    let value = value.map_err(|error| state.problem(&error))?;
    reader.end().map_err(|error| {
        let what = format!("JSON 结束之后还有内容（第 {} 行第 {} 字符）", error.line(), error.column());
        Problem::refusal(ProblemCode::TrailingContent, place(&error), &what)
    })?;
    if state.problems.is_empty() { Ok(value) } else { Err(state.problems) }
}

fn place(error: &serde_json::Error) -> String {
    format!("line {} column {}", error.line(), error.column())
}

#[derive(Default)]
struct State {
    values: usize,
    path: Vec<Step>,
    problems: Problems,
    /// Why reading was broken off, where it was not the grammar.
    stopped: Option<Problem>,
}

enum Step {
    Key(Box<str>),
    Index(usize),
}

impl State {
    fn here(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&excerpt(key, 40));
                }
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }

    fn problem(&mut self, error: &serde_json::Error) -> Problems {
        if let Some(problem) = self.stopped.take() {
            return problem.into();
        }
        let (line, column) = (error.line(), error.column());
        let problem = match error.classify() {
            Category::Eof => {
                let what = format!("文件在第 {line} 行第 {column} 字符处中断，内容不完整");
                Problem::refusal(ProblemCode::TruncatedFile, place(error), &what)
            }
            Category::Syntax | Category::Data | Category::Io => {
                let what = format!("第 {line} 行第 {column} 字符处不是有效的 JSON（{error}）");
                Problem::refusal(ProblemCode::MalformedJson, place(error), &what)
            }
        };
        problem.into()
    }

    fn stop<E: serde::de::Error>(&mut self, code: ProblemCode, what: &str) -> E {
        self.stopped = Some(Problem::refusal(code, self.here(), what));
        E::custom(code.code())
    }
}

struct Node<'s> {
    state: &'s mut State,
    depth: usize,
}

impl Node<'_> {
    fn count<E: serde::de::Error>(&mut self) -> Result<(), E> {
        self.state.values += 1;
        if self.state.values > limits::JSON_VALUES {
            let what = format!("数值超过 {} 个", limits::JSON_VALUES);
            return Err(self.state.stop(ProblemCode::TooManyValues, &what));
        }
        Ok(())
    }

    fn descend<E: serde::de::Error>(&mut self) -> Result<usize, E> {
        if self.depth >= limits::DEPTH {
            let what = format!("嵌套超过 {} 层", limits::DEPTH);
            return Err(self.state.stop(ProblemCode::TooDeep, &what));
        }
        Ok(self.depth + 1)
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(mut self, reader: D) -> Result<Value, D::Error> {
        self.count()?;
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "measured values are far below 2^53; ids are texts or times"
    )]
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "measured values are far below 2^53; ids are texts or times"
    )]
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        if value.is_finite() { Ok(Value::Number(value)) } else { Err(E::custom("not finite")) }
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(if text.len() > KEPT_TEXT { Value::LongText } else { Value::Text(text.into()) })
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Value, A::Error> {
        let depth = self.descend()?;
        let mut values = Vec::new();
        loop {
            self.state.path.push(Step::Index(values.len()));
            let next = list.next_element_seed(Node { state: self.state, depth })?;
            self.state.path.pop();
            match next {
                Some(value) => values.push(value),
                None => return Ok(Value::List(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Value, A::Error> {
        let depth = self.descend()?;
        let mut entries: Vec<(Box<str>, Value)> = Vec::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key.len() > KEPT_TEXT {
                return Err(self.state.stop(ProblemCode::TextTooLong, "字段名过长"));
            }
            let key: Box<str> = key.into();
            self.state.path.push(Step::Key(key.clone()));
            let value = map.next_value_seed(Node { state: self.state, depth })?;
            self.state.path.pop();
            entries.push((key, value));
        }
        self.refuse_twins(&entries);
        Ok(Value::Object(entries))
    }
}

impl Node<'_> {
    fn refuse_twins(&mut self, entries: &[(Box<str>, Value)]) {
        let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_ref()).collect();
        keys.sort_unstable();
        for twins in keys.windows(2) {
            if let [first, second] = twins
                && first == second
            {
                let key = excerpt(first, 40);
                let parent = self.state.here();
                let place = if parent.is_empty() { key.clone() } else { format!("{parent}.{key}") };
                let what = format!("字段“{key}”在同一对象中出现两次，无法判断哪个为准");
                self.state.problems.refuse(ProblemCode::DuplicateKey, place, &what);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_and_why() {
        let deep = format!("{}{}", "[".repeat(65), "]".repeat(65));
        let deeper = "[".repeat(100_000);
        let many = format!("[{}0]", "0,".repeat(limits::JSON_VALUES));
        let cases = [
            ("twin key", r#"{"a":{"b":1,"c":2,"b":3}}"#, ProblemCode::DuplicateKey, "a.b"),
            ("twin in a list", r#"[{},{"b":1,"b":1}]"#, ProblemCode::DuplicateKey, "[1].b"),
            ("escaped twin", r#"{"a":1,"\u0061":2}"#, ProblemCode::DuplicateKey, "a"),
            ("truncated", r#"{"a":"#, ProblemCode::TruncatedFile, "line 1 column 5"),
            ("two documents", "{} {}", ProblemCode::TrailingContent, "line 1 column 4"),
            ("overflow", "[1e999]", ProblemCode::MalformedJson, "line 1 column 6"),
            ("NaN", "[NaN]", ProblemCode::MalformedJson, "line 1 column 2"),
        ];
        for (name, text, code, place) in cases {
            let problems = parse(text).unwrap_err().into_list();
            assert_eq!((problems[0].code, problems[0].place.as_str()), (code, place), "{name}");
        }
        for (text, code) in [
            (&deep, ProblemCode::TooDeep),
            (&deeper, ProblemCode::TooDeep),
            (&many, ProblemCode::TooManyValues),
        ] {
            assert_eq!(parse(text).unwrap_err().into_list()[0].code, code);
        }
        assert!(parse(&format!("{}{}", "[".repeat(64), "]".repeat(64))).is_ok());
    }

    #[test]
    fn every_twin_is_listed() {
        let problems = parse(r#"{"a":1,"a":2,"b":{"c":1,"c":2}}"#).unwrap_err().into_list();
        assert_eq!(problems.iter().map(|p| p.place.as_str()).collect::<Vec<_>>(), ["b.c", "a"]);
    }
}
