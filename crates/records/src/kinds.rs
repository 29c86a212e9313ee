//! The one list of kinds. What is not in it is not known to this program, and is kept as it is.

use crate::payloads::*;

kinds! {
    of the house: [
    StoreOpened: StoreOpenedV1;
    StoreRestored: StoreRestoredV1, StoreRestoredV2;
    StoreKeyChanged: StoreKeyChangedV1;
    AuthorisationSet: AuthorisationSetV1;
    AuthorisationSuspended: AuthorisationSuspendedV1;
    ApprovalsSigned: ApprovalsSignedV1;
    HeadquartersJoined: HeadquartersJoinedV1;
    BulletinApplied: BulletinAppliedV1;
    BulletinHeld: BulletinHeldV1;
    RestrictionOrdered: RestrictionOrderedV1;
    RestrictionLifted: RestrictionLiftedV1;
    ApprovalsPublished: ApprovalsPublishedV1;
    RulebookSet: RulebookSetV1;
    WorkingDaysSet: WorkingDaysSetV1;
    LicenceStated: LicenceStatedV1;
    ProductListed: ProductListedV1;
    LotReceived: LotReceivedV1;
    LotMoved: LotMovedV1;
    ContainerOpened: ContainerOpenedV1;
    ContainerOpeningCorrected: ContainerOpeningCorrectedV1;
    ContainerSealed: ContainerSealedV1;
    ContainerReleased: ContainerReleasedV1, ContainerReleasedV2;
    ContainerDisposed: ContainerDisposedV1, ContainerDisposedV2;
    LotDisposed: LotDisposedV1, LotDisposedV2;
    RecipeSet: RecipeSetV1;
    StaffEnrolled: StaffEnrolledV1;
    StaffRenamed: StaffRenamedV1;
    StaffTrained: StaffTrainedV1;
    HealthChecked: HealthCheckedV1;
    PinSet: PinSetV1, PinSetV2;
    PinAccepted: PinAcceptedV1;
    PinFailed: PinFailedV1;
    PresenceMarked: PresenceMarkedV1;
    EquipmentRegistered: EquipmentRegisteredV1;
    EquipmentCleaned: EquipmentCleanedV1;
    EquipmentTestDue: EquipmentTestDueV1;
    EquipmentTested: EquipmentTestedV1;
    EquipmentInspected: EquipmentInspectedV1;
    EnvironmentRead: EnvironmentReadV1;
    AreaCleaned: AreaCleanedV1;
    VisitorEntered: VisitorEnteredV1;
    VisitorLeft: VisitorLeftV1;
    ProductTested: ProductTestedV1;
    TemplateSet: TemplateSetV1;
    ClockSetBack: ClockSetBackV1;
    ClockConfirmed: ClockConfirmedV1;
    ClockCompared: ClockComparedV1;
    VaultErased: VaultErasedV1;
    VaultReleased: VaultReleasedV1;
    VaultRecalled: VaultRecalledV1;
    VaultGone: VaultGoneV1;
    RecordCorrected: RecordCorrectedV1;
    DaySigned: DaySignedV1, DaySignedV2;
    BackupMade: BackupMadeV1;
    BackupDrilled: BackupDrilledV1;
    ServiceOpened: ServiceOpenedV1;
    NoticeGiven: NoticeGivenV1;
    NeedRecorded: NeedRecordedV1, NeedRecordedV2;
    SkinTested: SkinTestedV1;
    PlanChosen: PlanChosenV1, PlanChosenV2;
    PlanSigned: PlanSignedV1;
    ServiceRefused: ServiceRefusedV1;
    ServiceCleared: ServiceClearedV1, ServiceClearedV2;
    Weighed: WeighedV1;
    BlendScaled: BlendScaledV1;
    WrittenOff: WrittenOffV1;
    LabelIssued: LabelIssuedV1;
    LabelScanned: LabelScannedV1;
    UnitReleased: UnitReleasedV1, UnitReleasedV2;
    UnitRejected: UnitRejectedV1, UnitRejectedV2;
    HandedOver: HandedOverV1;
    ServiceAbandoned: ServiceAbandonedV1;
    CalledBack: CalledBackV1, CalledBackV2;
    LabelReprinted: LabelReprintedV1;
    LabelPrintStarted: LabelPrintStartedV1;
    LabelPrintTaken: LabelPrintTakenV1;
    LabelPrintEnded: LabelPrintEndedV1;
    LabelSpoiled: LabelSpoiledV1;
    LabelVoided: LabelVoidedV1;
    CustomerLooked: CustomerLookedV1;
    CustomerWithdrew: CustomerWithdrewV1;
    CustomerCorrected: CustomerCorrectedV1, CustomerCorrectedV2;
    CustomersJoined: CustomersJoinedV1, CustomersJoinedV2;
    CustomersParted: CustomersPartedV1, CustomersPartedV2;
    CaseOpened: CaseOpenedV1;
    CaseClosed: CaseClosedV1;
    CallTakenBack: CallTakenBackV1;
    RetentionRun: RetentionRunV1;
    RequestReceived: RequestReceivedV1;
    RequestAnswered: RequestAnsweredV1;
    SecurityAppointed: SecurityAppointedV1;
    ]
    of registers: [
    SampleRecord {
        SampleKept: SampleKeptV1;
        SampleObserved: SampleObservedV1;
        SampleMoved: SampleMovedV1;
        SampleDisposed: SampleDisposedV1;
    }
    IncidentRecord {
        IncidentFound: IncidentFoundV1;
        IncidentTold: IncidentToldV1;
        IncidentMeasured: IncidentMeasuredV1;
        IncidentClosed: IncidentClosedV1;
    }
    PrivacyRecord {
        PrivacyAssessed: PrivacyAssessedV1;
        PrivacyEnded: PrivacyEndedV1;
    }
    ]
}
