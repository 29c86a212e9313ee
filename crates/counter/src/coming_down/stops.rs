//! What stops and what takes a stop back: recalls and suspensions, by their numbers.

use domain::event::{Event, Restricted, RestrictionLifted, RestrictionOrdered};
use sync::down::content::{Lifted, Recalls, Suspended, Suspensions};

use super::{Came, NotBrought};

fn ends(what: Restricted, lifted: Vec<Lifted>) -> impl Iterator<Item = Event> {
    let one =
        move |Lifted { number, reason }| RestrictionLifted { what, number, zh: reason.zh, en: reason.en };
    lifted.into_iter().map(one).map(Event::from)
}

/// What a bulletin of recalls brings.
pub(super) fn recalls(came: Came<'_>) -> Result<Vec<Event>, NotBrought> {
    let Recalls { ordered, lifted } = Recalls::read(came.bulletin.does, came.content)?;
    let ordered = ordered.into_iter().map(|one| RestrictionOrdered {
        what: Restricted::Lots,
        number: one.recall,
        of: one.filing,
        lot: one.lot,
        zh: one.reason.zh,
        en: one.reason.en,
    });
    Ok(ordered.map(Event::from).chain(ends(Restricted::Lots, lifted)).collect())
}

/// What a bulletin of suspensions brings.
pub(super) fn suspensions(came: Came<'_>) -> Result<Vec<Event>, NotBrought> {
    let Suspensions { ordered, lifted } = Suspensions::read(came.bulletin.does, came.content)?;
    let ordered = ordered.into_iter().map(|one| {
        let (what, of) = match one.what {
            Suspended::Store(of) => (Restricted::Store, of),
            Suspended::Recipe(of) => (Restricted::Recipe, of),
        };
        let (number, lot) = (one.suspension, None);
        RestrictionOrdered { what, number, of, lot, zh: one.reason.zh, en: one.reason.en }
    });
    Ok(ordered.map(Event::from).chain(ends(Restricted::Store, lifted)).collect())
}
