//! The payloads, each in the version that is written today.

use records::payloads::*;

use super::Recorded;
use crate::event::*;

alike! {
    BackupMade BackupMadeV1 { target, file, up_to, hash, bytes, cause, removed }
    BackupDrilled BackupDrilledV1 { target, file, passed, lost, problem }
    ServiceRefused ServiceRefusedV1 { service, stops, at }
    DaySigned DaySignedV2 { day, up_to, head, seed, sampled, sheet, notes, signature }
    StoreOpened StoreOpenedV1 { enterprise, premises }
    StoreRestored StoreRestoredV2 { from_seq, from_hash, store, life, recovered_to, reason }
    StoreKeyChanged StoreKeyChangedV1 { store, key, before, grant, signature, device }
    AuthorisationSet AuthorisationSetV1 { authorisation }
    AuthorisationSuspended AuthorisationSuspendedV1 { authorisation, suspended, reason }
    TemplateSet TemplateSetV1 { approval }
    ClockSetBack ClockSetBackV1 { last, now }
    ClockConfirmed ClockConfirmedV1 { day, by, window, at }
    ClockCompared ClockComparedV1 { headquarters, here }
    BulletinApplied BulletinAppliedV1 { chain, no, digest, signed, content }
    BulletinHeld BulletinHeldV1 { chain, no, digest, signed, content, untaken, until }
    RestrictionOrdered RestrictionOrderedV1 { what, number, of, lot, zh, en }
    RestrictionLifted RestrictionLiftedV1 { what, number, zh, en }
    ApprovalsPublished ApprovalsPublishedV1 { chain, no, things, people }
    RulebookSet RulebookSetV1 { rulebook, sha256, text }
    WorkingDaysSet WorkingDaysSetV1 { year, off, work, source }
    VaultErased VaultErasedV1 { item, reason }
    VaultReleased VaultReleasedV1 { item, basis }
    VaultRecalled VaultRecalledV1 { item, reason }
    VaultGone VaultGoneV1 { items, epoch, at }
    RecordCorrected RecordCorrectedV1 { seq, note, reason }
    LabelReprinted LabelReprintedV1 { service, copy, reason }
    LabelPrintStarted LabelPrintStartedV1 { service, copy, attempt, printer, at }
    LabelPrintTaken LabelPrintTakenV1 { service, copy, attempt, job }
    LabelPrintEnded LabelPrintEndedV1 { service, copy, attempt, how, note, at }
    LabelSpoiled LabelSpoiledV1 { service, copy, reason }
    LabelVoided LabelVoidedV1 { service, copy, reason }
    EquipmentRegistered EquipmentRegisteredV1 { equipment }
    EquipmentCleaned EquipmentCleanedV1 { equipment, cleaning, by }
    EquipmentTestDue EquipmentTestDueV1 { equipment, trigger }
    EquipmentTested EquipmentTestedV1 { equipment, on, passed, report }
    EquipmentInspected EquipmentInspectedV1 { equipment, on }
    EnvironmentRead EnvironmentReadV1 { reading }
    ProductTested ProductTestedV1 { test }
    ServiceOpened ServiceOpenedV1 { service, mode, customer, advisor, at }
    NoticeGiven NoticeGivenV1 { service, consent, contact }
    NeedRecorded NeedRecordedV2 { service, needs, health, channels, kept, dropped }
    SkinTested SkinTestedV1 { service, test }
    PlanChosen PlanChosenV2 { service, plan, reasons, health }
    PlanSigned PlanSignedV1 { service, signature, sheet, words, at }
    ServiceCleared ServiceClearedV2 { service, clearance }
    Weighed WeighedV1 { service, index, lot, container, target, weight, by_hand, at }
    BlendScaled BlendScaledV1 { service, index, poured, batch, surplus, at }
    WrittenOff WrittenOffV1 { service, reason }
    LabelIssued LabelIssuedV1 { service, batch, template, version, pdf, words, use_by }
    LabelScanned LabelScannedV1 { service, read }
    UnitReleased UnitReleasedV2 { service, signature }
    UnitRejected UnitRejectedV2 { service, signature, reason }
    HandedOver HandedOverV1 { service, delivery, hints_given, sale, call_back, at }
    CalledBack CalledBackV2 { service, outcome, note, by, at }
    CallTakenBack CallTakenBackV1 { service, by, at }
    ServiceAbandoned ServiceAbandonedV1 { service, reason }
    StaffEnrolled StaffEnrolledV1 { member }
    StaffRenamed StaffRenamedV1 { staff, name, before, reason, by, at }
    StaffTrained StaffTrainedV1 { staff, training }
    HealthChecked HealthCheckedV1 { staff, check }
    ApprovalsSigned ApprovalsSignedV1 { things, officer, at, shown, window }
    HeadquartersJoined HeadquartersJoinedV1 { store, headquarters, name, device, branch }
    LicenceStated LicenceStatedV1 { store, licence, until }
    PinSet PinSetV2 { staff, pin, by, alike }
    PinAccepted PinAcceptedV1 { staff }
    PinFailed PinFailedV1 { staff }
    PresenceMarked PresenceMarkedV1 { staff, at, present }
    ProductListed ProductListedV1 { product }
    LotReceived LotReceivedV1 { lot }
    LotMoved LotMovedV1 { lot, to, accepted, recalled, reason }
    ContainerOpened ContainerOpenedV1 { container }
    ContainerOpeningCorrected ContainerOpeningCorrectedV1 { container, opened_at, reason }
    RecipeSet RecipeSetV1 { recipe }
    AreaCleaned AreaCleanedV1 { area, procedure, cleaning, by }
    ContainerSealed ContainerSealedV1 { container, booked, left, why_less, sealing }
    ContainerReleased ContainerReleasedV2 { container, signature }
    ContainerDisposed ContainerDisposedV2 { container, left, disposal }
    LotDisposed LotDisposedV2 { lot, units, disposal }
    VisitorEntered VisitorEnteredV1 { visit }
    VisitorLeft VisitorLeftV1 { visit, at }
    CustomerLooked CustomerLookedV1 { customer, looked_at, wanted_for, by, at }
    ErasedCount ErasedCountV1 { what, count }
    Narrowed NarrowedV1 { service, needs }
    RecordKept RecordKeptV1 { service, until }
    CustomerWithdrew CustomerWithdrewV1 {
        receipt, customer, purposes, everything, erased, narrowed, kept, copies_until, by, at,
    }
    CustomerCorrected CustomerCorrectedV2 { receipt, customer, what, value, by, at }
    CustomersJoined CustomersJoinedV2 { receipt, customer, other, by, at }
    CustomersParted CustomersPartedV2 { receipt, customer, other, by, at }
    CaseOpened CaseOpenedV1 { case, customer, service, note, due_on, by, at }
    CaseClosed CaseClosedV1 { case, note, by, at }
    RetentionRun RetentionRunV1 { erased, at }
    RequestReceived RequestReceivedV1 { request, customer, what, note, due_on, by, at }
    RequestAnswered RequestAnsweredV1 { request, granted, answer, by, at }
    SecurityAppointed SecurityAppointedV1 { staff, full_time, document, by, at }
}
