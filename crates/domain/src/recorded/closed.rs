//! The closed sets of codes.

use records::codes::{
    AgeBandV1, ApprovableV1, BackupCauseV1, BasisV1, CallBackOutcomeV1, ChannelV1, ConcernV1,
    ConsentPurposeV1, ExclusionV1, HeldV1, LookedAtV1, MeaningV1, MethodV1, MetricV1, ModeV1, PhoneUseV1,
    PrintEndV1, ProvinceV1, RequestForV1, RestrictedV1, RoleV1, ServiceTypeV1, SkinTypeV1, TestTriggerV1,
    ZoneV1,
};

use super::Recorded;
use crate::consent::{AgeBand, Purpose as ConsentPurpose};
use crate::event::{BackupCause, Restricted};
use crate::kept::{Basis, Held, LookedAt, PhoneUse, RequestFor};
use crate::label::PrintEnd;
use crate::leftover::Method;
use crate::need::{Channel, Concern};
use crate::premises::{Approvable, TestTrigger};
use crate::recipe::ServiceType;
use crate::region::Province;
use crate::service::{CallBackOutcome, Mode};
use crate::signature::Meaning;
use crate::skin::{Metric, SkinType};
use crate::staff::Role;
use crate::stock::{Exclusion, Zone};

codes! {
    RequestFor RequestForV1 { Read, Copy, Correct, Delete, Withdraw, Explain }
    Held HeldV1 { Contact, Guardian, Needs, Skin, RawFile, Signature, Image, Reasons, Allergies, Supplement, CallNote, CaseNote, RequestNote }
    LookedAt LookedAtV1 { Page, Phone, Copy }
    PhoneUse PhoneUseV1 { CallBack, Recall, Reaction, Marketing, Asked }
    Approvable ApprovableV1 { Product, Recipe, Lot, Authorisation, Licence }
    BackupCause BackupCauseV1 { Asked, Close, Update }
    PrintEnd PrintEndV1 { Printed, Saved, Failed, Cancelled, Unknown }
    ServiceType ServiceTypeV1 { Blend, Repack, Pack }
    TestTrigger TestTriggerV1 { Installed, Changed, Repaired, LongStop }
    Zone ZoneV1 { Waiting, Accepted, Rejected, ReturnedOrRecalled }
    Exclusion ExclusionV1 { Child, EyeCare, NewIngredient, SpecialFunction }
    Method MethodV1 { Destroyed, HandedOver, Returned }
    Role RoleV1 { Advisor, Operator, Officer, StoreManager, Inspector }
    Meaning MeaningV1 { ClearanceOperator, ClearanceOfficer, Release, Rejection, DayLog, LeftoverRelease, Disposal }
    Mode ModeV1 { Product, Plan, OnPerson, Combined }
    Channel ChannelV1 { SkinTest, MakeUpAssessment, OnlineQuestionnaire, OnlineConsultation, SkinConsultation, MakeUpConsultation }
    CallBackOutcome CallBackOutcomeV1 { Fine, Unwell, NotReached, Declined }
    AgeBand AgeBandV1 { ChildOfCosmetics, UnderFourteen, Minor, Adult }
    Basis BasisV1 { Consent, Statutory }
    Restricted RestrictedV1 { Lots, Store, Recipe }
    ConsentPurpose ConsentPurposeV1 { ServiceRecord, SkinAndAllergy, FacialImage, Contact, UploadIdentity, Marketing }
    SkinType SkinTypeV1 { Oily, Dry, Neutral, Combination }
    Concern ConcernV1 { Moisture, Soothing, OilControl, Blemishes, Wrinkles, Firming, Repair, Nourishing, Radiance, Pores, Scent, LightTexture }
    Metric MetricV1 { Overall, SkinAge, Hydration, Oiliness, Barrier, Pores, Blackhead, Acne, Redness, Pigmentation, Wrinkles, DarkCircle, EyeBag, Texture, Firmness, Radiance, UvSpots, Porphyrins }
    Province ProvinceV1 { Beijing, Tianjin, Hebei, Shanxi, InnerMongolia, Liaoning, Jilin, Heilongjiang, Shanghai, Jiangsu, Zhejiang, Anhui, Fujian, Jiangxi, Shandong, Henan, Hubei, Hunan, Guangdong, Guangxi, Hainan, Chongqing, Sichuan, Guizhou, Yunnan, Tibet, Shaanxi, Gansu, Qinghai, Ningxia, Xinjiang }
}
