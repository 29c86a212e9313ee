//! From TOML text to a [`Rulebook`], or the one reason why not. Strict: nothing unknown is skipped, nothing missing
//! is guessed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::region::Province;
use serde::Deserialize;

use super::limits::{Bound, Kind, Limit, Limits, Value};
use super::{Clause, MetBy, Nature, Region, Rulebook};
use crate::check::Check;

/// Why a text is not a rulebook. Nothing of it is kept: the rulebooks in force stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulebookError {
    /// Not TOML, an unknown key, a missing key, or a value of the wrong type.
    #[error("规则集无法读取：{0}。请对照格式修改后重新载入；现行规则集未变")]
    Syntax(String),
    /// A number, duty or title without text.
    #[error("规则集 {rulebook}：{place} 的 {field} 为空")]
    Blank {
        /// Which rulebook.
        rulebook: String,
        /// Which clause, or the head.
        place: String,
        /// Which field.
        field: &'static str,
    },
    /// The last day lies before the first.
    #[error("规则集 {rulebook}：终止日 {to} 早于起始日 {from}")]
    Dates {
        /// Which rulebook.
        rulebook: String,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// No clause at all.
    #[error("规则集 {0}：没有任何条款")]
    Empty(String),
    /// The same number twice.
    #[error("规则集 {rulebook}：条款 {clause} 重复")]
    DuplicateClause {
        /// Which rulebook.
        rulebook: String,
        /// Which clause.
        clause: String,
    },
    /// A check that this version does not have.
    #[error("规则集 {rulebook} {clause}：检查「{check}」不为本版本所知。请先更新软件；规则集未载入")]
    UnknownCheck {
        /// Which rulebook.
        rulebook: String,
        /// Which clause.
        clause: String,
        /// The unknown name.
        check: String,
    },
    /// The same check twice in one clause.
    #[error("规则集 {rulebook} {clause}：检查 {check} 重复")]
    DuplicateCheck {
        /// Which rulebook.
        rulebook: String,
        /// Which clause.
        clause: String,
        /// The check.
        check: &'static str,
    },
    /// `enforced` without a check, or a check without `enforced`.
    #[error(
        "规则集 {rulebook} {clause}：met_by 与 checks 不一致（enforced 须至少有一项检查，其余不得有检查）"
    )]
    Unenforced {
        /// Which rulebook.
        rulebook: String,
        /// Which clause.
        clause: String,
    },
    /// A limit that this version does not have.
    #[error("规则集 {rulebook} {clause}：限值「{limit}」不为本版本所知")]
    UnknownLimit {
        /// Which rulebook.
        rulebook: String,
        /// Which clause.
        clause: String,
        /// The unknown name.
        limit: String,
    },
    /// A limit that a check needs is not given.
    #[error("规则集 {rulebook} {clause}：检查 {check} 需要限值 {limit}")]
    MissingLimit {
        /// Which rulebook.
        rulebook: String,
        /// Which clause.
        clause: String,
        /// Which check.
        check: &'static str,
        /// Which limit.
        limit: Limit,
    },
    /// A limit outside its sane range, of the wrong type, or an empty list.
    #[error("规则集 {rulebook} {clause}：限值 {limit} 不在合理范围（{expected}）")]
    LimitRange {
        /// Which rulebook.
        rulebook: String,
        /// Which clause.
        clause: String,
        /// Which limit.
        limit: Limit,
        /// What it may be.
        expected: String,
    },
}

impl RulebookError {
    /// The stable snake_case code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "rulebook_syntax",
            Self::Blank { .. } => "rulebook_blank",
            Self::Dates { .. } => "rulebook_dates",
            Self::Empty(_) => "rulebook_empty",
            Self::DuplicateClause { .. } => "rulebook_duplicate_clause",
            Self::UnknownCheck { .. } => "rulebook_unknown_check",
            Self::DuplicateCheck { .. } => "rulebook_duplicate_check",
            Self::Unenforced { .. } => "rulebook_unenforced",
            Self::UnknownLimit { .. } => "rulebook_unknown_limit",
            Self::MissingLimit { .. } => "rulebook_missing_limit",
            Self::LimitRange { .. } => "rulebook_limit_range",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: String,
    title: String,
    title_en: String,
    source: String,
    nature: Nature,
    region: Region,
    requires_authorisation: bool,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    clause: Vec<Article>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Article {
    number: String,
    duty: String,
    duty_en: String,
    must: bool,
    met_by: MetBy,
    how: String,
    #[serde(default)]
    checks: Vec<String>,
    #[serde(default)]
    limits: BTreeMap<String, Given>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    value: GivenValue,
    confirmed: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum GivenValue {
    Count(u32),
    Words(Vec<String>),
}

impl Rulebook {
    /// Reads a rulebook.
    ///
    /// # Errors
    /// [`RulebookError`] with the rulebook, the clause and what is wrong in it.
    pub fn parse(text: &str) -> Result<Self, RulebookError> {
        let head: Head = toml::from_str(text).map_err(|error| RulebookError::Syntax(error.to_string()))?;
        let rulebook = &head.id;
        let fields = [
            ("id", &head.id),
            ("title", &head.title),
            ("title_en", &head.title_en),
            ("source", &head.source),
        ];
        not_blank(rulebook, "文首", &fields)?;
        if let Some(to) = head.valid_to.filter(|to| *to < head.valid_from) {
            return Err(RulebookError::Dates { rulebook: rulebook.clone(), from: head.valid_from, to });
        }
        if head.clause.is_empty() {
            return Err(RulebookError::Empty(rulebook.clone()));
        }
        let mut numbers = BTreeSet::new();
        let mut clauses = Vec::with_capacity(head.clause.len());
        for article in head.clause {
            if !numbers.insert(article.number.clone()) {
                let (rulebook, clause) = (rulebook.clone(), article.number);
                return Err(RulebookError::DuplicateClause { rulebook, clause });
            }
            clauses.push(article.read(rulebook)?);
        }
        Ok(Self {
            id: head.id,
            title: head.title,
            title_en: head.title_en,
            source: head.source,
            nature: head.nature,
            region: head.region,
            requires_authorisation: head.requires_authorisation,
            valid_from: head.valid_from,
            valid_to: head.valid_to,
            notes: head.notes,
            clauses,
            text: text.to_owned(),
        })
    }
}

impl Article {
    fn read(self, rulebook: &str) -> Result<Clause, RulebookError> {
        let (rulebook, clause) = (rulebook.to_owned(), self.number.clone());
        let fields =
            [("number", &self.number), ("duty", &self.duty), ("duty_en", &self.duty_en), ("how", &self.how)];
        not_blank(&rulebook, &clause, &fields)?;
        let mut checks: Vec<Check> = Vec::with_capacity(self.checks.len());
        for name in self.checks {
            let Some(check) = Check::named(&name) else {
                return Err(RulebookError::UnknownCheck { rulebook, clause, check: name });
            };
            if checks.contains(&check) {
                return Err(RulebookError::DuplicateCheck { rulebook, clause, check: check.name() });
            }
            checks.push(check);
        }
        if (self.met_by == MetBy::Enforced) == checks.is_empty() {
            return Err(RulebookError::Unenforced { rulebook, clause });
        }
        let mut bounds = BTreeMap::new();
        for (name, given) in self.limits {
            let Some(limit) = Limit::named(&name) else {
                return Err(RulebookError::UnknownLimit { rulebook, clause, limit: name });
            };
            let bound = given.within(limit).map_err(|expected| RulebookError::LimitRange {
                rulebook: rulebook.clone(),
                clause: clause.clone(),
                limit,
                expected,
            })?;
            bounds.insert(limit, bound);
        }
        for check in &checks {
            if let Some(&limit) = check.limits().iter().find(|limit| !bounds.contains_key(limit)) {
                return Err(RulebookError::MissingLimit { rulebook, clause, check: check.name(), limit });
            }
        }
        Ok(Clause {
            number: self.number,
            duty: self.duty,
            duty_en: self.duty_en,
            must: self.must,
            met_by: self.met_by,
            how: self.how,
            checks,
            limits: Limits::new(bounds),
        })
    }
}

impl Given {
    /// The bound, or what the limit may be.
    fn within(self, limit: Limit) -> Result<Bound, String> {
        let confirmed = self.confirmed;
        match (limit.kind(), self.value) {
            (Kind::Count(range), GivenValue::Count(count)) if range.contains(&count) => {
                Ok(Bound { value: Value::Count(count), confirmed })
            }
            (Kind::Words, GivenValue::Words(words))
                if !words.is_empty() && words.iter().all(|word| !word.trim().is_empty()) =>
            {
                Ok(Bound { value: Value::Words(words), confirmed })
            }
            (Kind::Provinces, GivenValue::Words(words))
                if !words.is_empty() && words.iter().all(|word| Province::parse(word).is_some()) =>
            {
                Ok(Bound { value: Value::Words(words), confirmed })
            }
            (Kind::Count(range), _) => Err(format!("{}–{} 的整数", range.start(), range.end())),
            (Kind::Words, _) => Err("至少一个非空词的列表".to_owned()),
            (Kind::Provinces, _) => Err("至少一个存在的省份的列表".to_owned()),
        }
    }
}

fn not_blank(rulebook: &str, place: &str, fields: &[(&'static str, &String)]) -> Result<(), RulebookError> {
    match fields.iter().find(|(_, text)| text.trim().is_empty()) {
        Some((field, _)) => {
            Err(RulebookError::Blank { rulebook: rulebook.to_owned(), place: place.to_owned(), field })
        }
        None => Ok(()),
    }
}
