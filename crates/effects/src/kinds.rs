//! Every kind of record with all that it does, in one match without a wildcard arm: a new kind does not compile before
//! its effects are stated here, and what one kind does is read in one place. Each arm opens with what the day's log makes
//! of it, and is carried out from top to bottom; what contradicts is found in that order, too.

use domain::event::Event;
use domain::kept::Held;
use domain::label::Fate;
use domain::premises::{Approvable, Authorisation};
use domain::staff::WRONG_PINS;

use crate::record::Record;
use crate::{Outcome, Rows, SecurityRow, StoreRow, What};

/// Whether a day's log speaks of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Log {
    /// It keeps the store going, and nothing of the day's figures follows from it.
    Silent,
    /// A figure of the day, or what is odd in it, follows from it.
    Speaks,
    /// As soon as its mark has so high a figure.
    FromFigure(u64),
}

type Carry<'e, R> = Box<dyn FnOnce(&mut Record<'_, R>) -> Outcome<R> + 'e>;

/// All effects of one record.
pub(crate) struct Effects<'e, R: Rows> {
    pub(crate) log: Log,
    pub(crate) carry: Carry<'e, R>,
}

fn silent<'e, R: Rows>(carry: impl FnOnce(&mut Record<'_, R>) -> Outcome<R> + 'e) -> Effects<'e, R> {
    Effects { log: Log::Silent, carry: Box::new(carry) }
}

fn spoken<'e, R: Rows>(carry: impl FnOnce(&mut Record<'_, R>) -> Outcome<R> + 'e) -> Effects<'e, R> {
    Effects { log: Log::Speaks, carry: Box::new(carry) }
}

fn spoken_from<'e, R: Rows>(
    least: u64,
    carry: impl FnOnce(&mut Record<'_, R>) -> Outcome<R> + 'e,
) -> Effects<'e, R> {
    Effects { log: Log::FromFigure(least), carry: Box::new(carry) }
}

/// What a record does.
pub(crate) fn of<R: Rows>(event: &Event) -> Effects<'_, R> {
    match event {
        // The house.
        Event::StoreOpened(event) => silent(move |on| {
            let (enterprise, premises) = (event.enterprise.clone(), event.premises.clone());
            on.rows.put(&StoreRow {
                enterprise,
                premises,
                licence_until: None,
                lives: Vec::new(),
                headquarters: None,
                former_keys: Vec::new(),
            })
        }),
        Event::StoreRestored(event) => silent(move |on| {
            let (Some(store), Some(life)) = (&event.store, &event.life) else { return Ok(()) };
            on.rows.change(store.as_str(), |row: &mut StoreRow| {
                row.lives.push(life.clone());
                Ok(())
            })
        }),
        Event::StoreKeyChanged(event) => silent(move |on| {
            on.rows.change(event.store.as_str(), |row: &mut StoreRow| {
                row.former_keys.clone_from(&event.before);
                Ok(())
            })
        }),
        Event::AuthorisationSet(event) => silent(move |on| {
            on.brought(Approvable::Authorisation, event.authorisation.id.as_str())?;
            on.rows.put(&event.authorisation)
        }),
        Event::AuthorisationSuspended(event) => silent(move |on| {
            on.rows.change(event.authorisation.as_str(), |row: &mut Authorisation| {
                row.suspended = event.suspended;
                Ok(())
            })
        }),
        // What was approved is no figure of the day; whose PIN it was by, where another had just set it, is asked.
        Event::ApprovalsSigned(event) => spoken_from(1, move |on| on.approved(event)),
        Event::HeadquartersJoined(event) => silent(move |on| {
            on.rows.change(event.store.as_str(), |row: &mut StoreRow| {
                row.headquarters = Some(event.name.clone());
                Ok(())
            })
        }),
        Event::BulletinApplied(event) => silent(move |on| on.bulletin_applied(event)),
        Event::BulletinHeld(event) => silent(move |on| on.bulletin_held(event)),
        Event::RestrictionOrdered(event) => silent(move |on| on.restricted(event)),
        Event::RestrictionLifted(event) => silent(move |on| on.lifted(event)),
        Event::ApprovalsPublished(event) => silent(move |on| on.published(event)),
        Event::RulebookSet(event) => silent(move |on| on.rows.put(&**event)),
        Event::WorkingDaysSet(event) => silent(move |on| on.rows.put(&**event)),
        Event::LicenceStated(event) => silent(move |on| {
            on.brought(Approvable::Licence, event.store.as_str())?;
            on.rows.change(event.store.as_str(), |row: &mut StoreRow| {
                row.licence_until = Some(event.until);
                Ok(())
            })
        }),
        Event::TemplateSet(event) => silent(move |on| on.rows.put(&event.approval)),
        Event::ClockSetBack(event) => spoken(move |on| {
            let back = u64::try_from((event.last - event.now).num_seconds()).unwrap_or(0);
            on.mark(What::ClockSetBack, None, &[], back, None)
        }),
        Event::ClockCompared(event) => spoken(move |on| {
            let ahead = (event.here - event.headquarters).num_seconds();
            let what = if ahead < 0 { What::ClockBehind } else { What::ClockAhead };
            on.mark(what, None, &[], ahead.unsigned_abs(), None)
        }),
        Event::ClockConfirmed(event) => spoken(move |on| on.dated(event)),
        Event::VaultErased(event) => silent(move |on| on.erased(event)),
        Event::VaultReleased(event) => silent(move |on| on.item_released(event)),
        Event::VaultRecalled(event) => silent(move |on| on.item_ended(&event.item)),
        Event::VaultGone(event) => silent(move |on| on.items_gone(event)),
        Event::RecordCorrected(event) => spoken(move |on| {
            on.corrects(event)?;
            on.entries()?;
            on.mark(What::Corrected, None, &[], event.seq, Some(&event.reason))
        }),
        Event::DaySigned(event) => silent(move |on| {
            let seq = on.place.seq;
            on.on_day(event.day, |row| row.signed.push(seq))
        }),
        Event::BackupMade(event) => silent(move |on| on.copied(event)),
        Event::BackupDrilled(event) => silent(move |on| on.drilled(event)),

        // Materials.
        Event::ProductListed(event) => silent(move |on| {
            on.brought(Approvable::Product, event.product.id.as_str())?;
            on.listed(&event.product)
        }),
        Event::RecipeSet(event) => silent(move |on| on.recipe_set(&event.recipe)),
        Event::LotReceived(event) => silent(move |on| {
            on.brought(Approvable::Lot, event.lot.id.as_str())?;
            on.received(event)
        }),
        Event::LotMoved(event) => silent(move |on| on.moved_to(event)),
        Event::LotDisposed(event) => spoken(move |on| on.lot_disposed(event)),
        Event::ContainerOpened(event) => silent(move |on| on.opened(event)),
        Event::ContainerOpeningCorrected(event) => spoken(move |on| {
            on.opened_earlier(event)?;
            let back = u64::try_from((on.place.at - event.opened_at).num_seconds()).unwrap_or(0);
            on.mark(What::OpeningCorrected, None, &[], back, Some(&event.reason))
        }),
        Event::ContainerSealed(event) => silent(move |on| on.sealed(event)),
        Event::ContainerReleased(event) => silent(move |on| on.released(event)),
        Event::ContainerDisposed(event) => spoken(move |on| on.disposed(event)),

        // People.
        Event::StaffEnrolled(event) => silent(move |on| on.enrolled(event)),
        Event::StaffRenamed(event) => silent(move |on| on.renamed(event)),
        Event::StaffTrained(event) => silent(move |on| {
            on.person(event.staff.as_str(), |row| row.member.training = Some(event.training.clone()))
        }),
        Event::HealthChecked(event) => silent(move |on| {
            on.person(event.staff.as_str(), |row| row.member.health = Some(event.check.clone()))
        }),
        // One's own PIN is nobody's concern; one that another set, or that two people share, is the manager's.
        Event::PinSet(event) => spoken_from(1, move |on| on.pin_set(event)),
        Event::PinAccepted(event) => silent(move |on| on.right_pin(&event.staff)),
        // A wrong PIN is a slip of the finger, the manager's own at the signature too, until it locks.
        Event::PinFailed(event) => spoken_from(WRONG_PINS.into(), move |on| {
            let (at, mut failed) = (on.place.at, 0);
            on.person(event.staff.as_str(), |row| {
                failed = row.failed.saturating_add(1);
                (row.failed, row.failed_at) = (failed, Some(at));
            })?;
            on.mark(What::PinFailed, None, &[&event.staff], failed.into(), None)
        }),
        Event::PresenceMarked(event) => silent(move |on| {
            on.person(event.staff.as_str(), |row| {
                row.present_since = event.present.then_some(event.at);
            })
        }),

        // Rooms and equipment.
        Event::EquipmentRegistered(event) => silent(move |on| on.registered(&event.equipment)),
        Event::EquipmentCleaned(event) => silent(move |on| {
            on.equipment(event.equipment.as_str(), |row| row.cleaned = Some(event.cleaning.clone()))
        }),
        Event::EquipmentTestDue(event) => silent(move |on| {
            on.equipment(event.equipment.as_str(), |row| row.open_test = Some(event.trigger))
        }),
        Event::EquipmentTested(event) => silent(move |on| {
            on.equipment(event.equipment.as_str(), |row| {
                if event.passed {
                    (row.open_test, row.tested_on) = (None, Some(event.on));
                }
            })
        }),
        Event::EquipmentInspected(event) => {
            silent(move |on| on.equipment(event.equipment.as_str(), |row| row.inspected_on = Some(event.on)))
        }

        // Entries of registers.
        Event::VisitorEntered(_)
        | Event::VisitorLeft(_)
        | Event::AreaCleaned(_)
        | Event::EnvironmentRead(_)
        | Event::ProductTested(_)
        | Event::Entry(_) => silent(|on| on.entries()),

        // A service, from being opened to its plan.
        Event::ServiceOpened(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.came(&moved)?;
            on.hour("opened", &moved)
        }),
        Event::NoticeGiven(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.reached(&moved, event)?;
            let guardian = event.consent.parts().guardian.iter().map(|item| (Held::Guardian, item));
            on.holds(&moved, event.contact.iter().map(|item| (Held::Contact, item)).chain(guardian))
        }),
        Event::NeedRecorded(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            let health = event.health.iter().map(|item| (Held::Allergies, item));
            on.holds(&moved, health.chain([(Held::Needs, &event.needs)]))
        }),
        Event::SkinTested(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.imported(event)?;
            let items = event.test.iter();
            let items = items.flat_map(|test| [(Held::Skin, &test.values), (Held::RawFile, &test.file)]);
            on.holds(&moved, items)
        }),
        Event::PlanChosen(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            let health = event.health.iter().map(|item| (Held::Allergies, item));
            on.holds(&moved, health.chain(event.reasons.iter().map(|item| (Held::Reasons, item))))?;
            match &event.plan.against_ranking {
                Some(reason) => on.mark(What::AgainstRanking, Some(&moved), &[], 0, Some(reason)),
                None => Ok(()),
            }
        }),
        Event::PlanSigned(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.holds(&moved, [(Held::Signature, &event.signature)])
        }),

        // Clearance and blend.
        Event::ServiceRefused(event) => spoken(move |on| {
            on.moves(&event.service)?;
            on.refused(event);
            Ok(())
        }),
        Event::ServiceCleared(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.cleared(event)?;
            let parts = event.clearance.parts();
            let who = [&parts.operator.signer, &parts.officer.signer];
            on.mark(What::Cleared, Some(&moved), &who, moved.spent, None)
        }),
        Event::Weighed(event) => spoken(move |on| {
            on.poured(event)?;
            let moved = on.moves(&event.service)?;
            on.taken(event)?;
            on.figure(&format!("lot/{}", event.lot), 1, event.weight.0);
            match &event.by_hand {
                Some(reason) => on.mark(What::ByHand, Some(&moved), &[], event.weight.0, Some(reason)),
                None => Ok(()),
            }
        }),
        Event::BlendScaled(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.enough_left(event, &moved)?;
            on.mark(What::Scaled, Some(&moved), &[], event.surplus.0, None)
        }),
        Event::WrittenOff(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.lost_blend(&event.service)?;
            on.end(&event.service, Fate::Voided, Some(&event.reason))?;
            on.waste("written_off", moved.vessel());
            on.mark(What::WrittenOff, Some(&moved), &[], moved.vessel(), Some(&event.reason))
        }),

        // Its label.
        Event::LabelIssued(event) => spoken(move |on| {
            on.moves(&event.service)?;
            on.issued(event)
        }),
        Event::LabelReprinted(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.reprinted(event)?;
            on.mark(What::Reprinted, Some(&moved), &[], event.copy.into(), Some(&event.reason))
        }),
        Event::LabelPrintStarted(event) => spoken(move |on| {
            on.moves(&event.service)?;
            on.live(&event.service, |copy| copy.start(event)).map(drop)
        }),
        Event::LabelPrintTaken(event) => spoken(move |on| {
            on.moves(&event.service)?;
            on.attempt(&event.service, event.copy, |copy| copy.take(event)).map(drop)
        }),
        Event::LabelPrintEnded(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            let copy = on.attempt(&event.service, event.copy, |copy| copy.end(event))?;
            on.read_against(&moved, &copy)
        }),
        Event::LabelScanned(event) => spoken(move |on| {
            let (moved, at) = (on.moves(&event.service)?, on.place.at);
            let copy = on.live(&event.service, |copy| {
                copy.scan(event, at);
                Ok(())
            })?;
            on.read_against(&moved, &copy)
        }),
        Event::LabelSpoiled(event) => spoken(move |on| {
            on.moves(&event.service)?;
            on.closed(&event.service, event.copy, Fate::Spoiled, &event.reason)
        }),
        Event::LabelVoided(event) => spoken(move |on| {
            on.moves(&event.service)?;
            on.closed(&event.service, event.copy, Fate::Voided, &event.reason)
        }),

        // Its end.
        Event::UnitReleased(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            let signer = &event.signature.signer;
            on.right_pin(signer)?;
            on.waste("surplus", moved.after.progress().surplus().0);
            on.mark(What::Released, Some(&moved), &[signer], moved.spent, None)
        }),
        Event::UnitRejected(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.lost_blend(&event.service)?;
            on.end(&event.service, Fate::Voided, Some(&event.reason))?;
            on.waste("rejected", moved.vessel());
            on.keeps_until(&moved)?;
            let signer = &event.signature.signer;
            on.mark(What::Rejected, Some(&moved), &[signer], moved.spent, Some(&event.reason))
        }),
        Event::HandedOver(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.sold(event)?;
            on.end(&event.service, Fate::Used, None)?;
            let reachable = on.took_home(&moved, event)?;
            on.keeps_until(&moved)?;
            on.hour("done", &moved)?;
            // Who left no contact cannot be called back.
            if reachable { on.calls_back(event) } else { Ok(()) }
        }),
        Event::ServiceAbandoned(event) => spoken(move |on| {
            let moved = on.moves(&event.service)?;
            on.end(&event.service, Fate::Voided, Some(&event.reason))?;
            on.keeps_until(&moved)?;
            on.hour("ended", &moved)?;
            on.waste("abandoned", moved.vessel());
            on.mark(What::Abandoned, Some(&moved), &[], moved.vessel(), Some(&event.reason))
        }),
        // A call-back belongs to a service that was handed over days before, and no figure follows from it.
        Event::CalledBack(event) => silent(move |on| {
            let moved = on.moves(&event.service)?;
            on.called_back(&moved, event);
            on.holds(&moved, event.note.iter().map(|note| (Held::CallNote, note)))?;
            on.keeps_until(&moved)
        }),
        Event::CallTakenBack(event) => silent(move |on| {
            let moved = on.moves(&event.service)?;
            on.call_taken_back(&moved, event)
        }),

        // What is kept of a customer.
        Event::CustomerLooked(event) => silent(move |on| on.looked(event)),
        Event::CustomerWithdrew(event) => silent(move |on| on.withdrew(event)),
        Event::CustomerCorrected(event) => silent(move |on| on.customer_corrected(event)),
        Event::CustomersJoined(event) => silent(move |on| on.joined(event)),
        Event::CustomersParted(event) => silent(move |on| on.parted(event)),
        Event::CaseOpened(event) => spoken(move |on| {
            on.moves(&event.service)?;
            on.case_opened(event)
        }),
        Event::CaseClosed(event) => silent(move |on| on.case_closed(event)),
        Event::RequestReceived(event) => silent(move |on| on.request_received(event)),
        Event::RequestAnswered(event) => silent(move |on| on.request_answered(event)),
        Event::SecurityAppointed(event) => {
            silent(move |on| on.rows.put(&SecurityRow { appointed: (**event).clone() }))
        }
        Event::RetentionRun(event) => spoken(move |on| {
            let erased = event.erased.iter().map(|line| u64::from(line.count)).sum();
            on.figure("erased/period", erased, 0);
            Ok(())
        }),
    }
}
