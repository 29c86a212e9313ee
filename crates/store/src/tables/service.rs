//! A service as a line of a list: of its row, what the line says.

use domain::Moment;
use domain::event::ServiceOpened;
use domain::ids::RecipeId;
use domain::service::{AnyService, Step};
use domain::workday::Due;
use serde::Deserialize;
use serde::de::IgnoredAny;

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
    /// When it was handed over, and by when its customer is called back.
    pub done: Option<Done>,
}

/// The hand-over of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Done {
    /// When.
    pub at: Moment,
    /// By when its customer is called back, as it was promised then.
    pub call_back: Due,
}

impl From<&AnyService> for ServiceLine {
    fn from(service: &AnyService) -> Self {
        let progress = service.progress();
        Self {
            opened: progress.opened().clone(),
            step: service.step(),
            recipe: progress.plan().map(|plan| plan.recipe.clone()),
            written_off: progress.written_off().len(),
            done: progress.done().map(|done| Done { at: done.at, call_back: done.call_back }),
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

impl From<Stored> for ServiceLine {
    fn from(Stored { step, progress }: Stored) -> Self {
        Self {
            opened: progress.opened,
            step,
            recipe: progress.plan.map(|plan| plan.recipe),
            written_off: progress.written_off.len(),
            done: progress.done,
        }
    }
}
