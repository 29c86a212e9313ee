//! Services in whatever state they are.

use domain::Moment;
use domain::event::ServiceOpened;
use domain::ids::RecipeId;
use domain::service::{AnyService, Step};
use rusqlite::types::Value;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Columns, Row, code, text};

// Rows are large, so they lie in the order in which they were opened and the keys beside them.
pub(super) const SCHEMA: &str = "
CREATE TABLE service (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL, step TEXT NOT NULL, customer TEXT NOT NULL,
                      opened_on TEXT NOT NULL, done_on TEXT) STRICT;
CREATE INDEX service_open ON service (id) WHERE step NOT IN ('done', 'ended');
CREATE INDEX service_by_customer ON service (customer);
CREATE INDEX service_by_day ON service (opened_on);
CREATE INDEX service_done_by_day ON service (done_on) WHERE done_on IS NOT NULL;";

impl Row for AnyService {
    const TABLE: &'static str = "service";
    const CALLED: &'static str = "服务";
    fn key(&self) -> String {
        self.progress().number().to_string()
    }
    fn columns(&self) -> Columns {
        let (opened, done) = (self.progress().opened(), self.progress().done());
        vec![
            ("step", code(&self.step())),
            ("customer", text(&opened.customer)),
            ("opened_on", text(opened.at.date_naive())),
            ("done_on", done.map_or(Value::Null, |done| text(done.at.date_naive()))),
        ]
    }
}

/// A service as a line of a list. A busy day has hundreds, and their rows are large: the rest of them is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Stored")]
pub struct ServiceLine {
    /// How it was opened.
    pub opened: ServiceOpened,
    /// Where it is.
    pub step: Step,
    /// The chosen recipe.
    pub recipe: Option<RecipeId>,
    /// How many blends were written off in it.
    pub written_off: usize,
    /// When it was handed over.
    pub done_at: Option<Moment>,
}

impl From<&AnyService> for ServiceLine {
    fn from(service: &AnyService) -> Self {
        let progress = service.progress();
        Self {
            opened: progress.opened().clone(),
            step: service.step(),
            recipe: progress.plan().map(|plan| plan.recipe.clone()),
            written_off: progress.written_off().len(),
            done_at: progress.done().map(|done| done.at),
        }
    }
}

/// The parts of a service's row that a line is made of.
#[derive(Deserialize)]
struct Stored {
    step: Step,
    progress: Gathered,
}

#[derive(Deserialize)]
struct Gathered {
    opened: ServiceOpened,
    plan: Option<Chosen>,
    written_off: Vec<IgnoredAny>,
    done: Option<Done>,
}

#[derive(Deserialize)]
struct Chosen {
    recipe: RecipeId,
}

#[derive(Deserialize)]
struct Done {
    at: Moment,
}

impl From<Stored> for ServiceLine {
    fn from(Stored { step, progress }: Stored) -> Self {
        Self {
            opened: progress.opened,
            step,
            recipe: progress.plan.map(|plan| plan.recipe),
            written_off: progress.written_off.len(),
            done_at: progress.done.map(|done| done.at),
        }
    }
}
