//! Closed sets of codes, frozen. A code that is new in the living set has no way into these: whoever adds one must add a new
//! version of the set, and of every kind that is to hold it, or the conversion in the domain does not compile.

use serde::{Deserialize, Serialize};

codes! {
    /// What the quality safety officer approves by a signature.
    ApprovableV1 { Product, Recipe, Lot, Authorisation, Licence }
    /// Why a backup was made.
    BackupCauseV1 { Asked, Close, Update }
    /// How an attempt to print ended.
    PrintEndV1 { Printed, Saved, Failed, Cancelled, Unknown }
    /// What kind of service makes the product (国家药监局 2025 年第 58 号; 上海细则 第二条 allows only the last two).
    ServiceTypeV1 { Blend, Repack, Pack }
    /// Why a sample test must be passed before equipment is used (山东指南 第十条).
    TestTriggerV1 { Installed, Changed, Repaired, LongStop }
    /// Where a lot is stored, and so what may be done with it (山东指南 第十三条).
    ZoneV1 { Waiting, Accepted, Rejected, ReturnedOrRecalled }
    /// What the filing says of a product beyond its number: each excludes it from the pilot
    ExclusionV1 { Child, EyeCare, NewIngredient, SpecialFunction }
    /// How something left the store.
    MethodV1 { Destroyed, HandedOver, Returned }
    /// What a person may do.
    RoleV1 { Advisor, Operator, Officer, StoreManager, Inspector }
    /// What a signature says.
    MeaningV1 { ClearanceOperator, ClearanceOfficer, Release, Rejection, DayLog, LeftoverRelease, Disposal }
    /// What kind of service it is (个性化服务指南 第 5 章).
    ModeV1 { Product, Plan, OnPerson, Combined }
    /// How the need was learnt (个性化服务指南 7.1.1, 7.1.2).
    ChannelV1 { SkinTest, MakeUpAssessment, OnlineQuestionnaire, OnlineConsultation, SkinConsultation, MakeUpConsultation }
    /// What came of a call-back (个性化服务指南 7.5.1): a closed list, because what a customer says of her skin is hers.
    CallBackOutcomeV1 { Fine, Unwell, NotReached, Declined }
    /// A kind of thing that the vault holds of a customer.
    HeldV1 { Contact, Guardian, Needs, Skin, RawFile, Signature, Image, Reasons, Allergies, Supplement, CallNote, CaseNote, RequestNote }
    /// What of a customer somebody looked at.
    LookedAtV1 { Page, Phone, Copy }
    /// What a customer asks for.
    RequestForV1 { Read, Copy, Correct, Delete, Withdraw, Explain }
    /// What somebody wanted a customer's telephone for.
    PhoneUseV1 { CallBack, Recall, Reaction, Marketing, Asked }
    /// How old the customer says they are, as far as a rule asks.
    AgeBandV1 { ChildOfCosmetics, UnderFourteen, Minor, Adult }
    /// What personal information would be used for. Each is agreed to or refused by itself (个人信息保护法 第十四、二十九条).
    ConsentPurposeV1 { ServiceRecord, SkinAndAllergy, FacialImage, Contact, UploadIdentity, Marketing }
    /// By what right something that identifies a person lies at headquarters, too.
    BasisV1 { Consent, Statutory }
    /// What headquarters may recall or stop.
    RestrictedV1 { Lots, Store, Recipe }
    /// The four skin types that analysers name.
    SkinTypeV1 { Oily, Dry, Neutral, Combination }
    /// A concern in the words of ordinary cosmetics.
    ConcernV1 { Moisture, Soothing, OilControl, Blemishes, Wrinkles, Firming, Repair, Nourishing, Radiance, Pores, Scent, LightTexture }
    /// A canonical metric of a skin test.
    MetricV1 { Overall, SkinAge, Hydration, Oiliness, Barrier, Pores, Blackhead, Acne, Redness, Pigmentation, Wrinkles, DarkCircle, EyeBag, Texture, Firmness, Radiance, UvSpots, Porphyrins }

    @also {
        /// The codes of [`ProvinceV1`].
        ProvinceV1,
        /// The ways of [`crate::parts::DeliveryV1`].
        DeliveryV1,
        /// What limits a unit: [`crate::parts::LimitV1`].
        LimitV1,
        /// Where a container stands: [`crate::parts::StandingV1`].
        StandingV1,
    }
}

/// A province, municipality or autonomous region (省级行政区), by its letters in ISO 3166-2:CN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProvinceV1 {
    /// 北京
    #[serde(rename = "BJ")]
    Beijing,
    /// 天津
    #[serde(rename = "TJ")]
    Tianjin,
    /// 河北
    #[serde(rename = "HE")]
    Hebei,
    /// 山西
    #[serde(rename = "SX")]
    Shanxi,
    /// 内蒙古
    #[serde(rename = "NM")]
    InnerMongolia,
    /// 辽宁
    #[serde(rename = "LN")]
    Liaoning,
    /// 吉林
    #[serde(rename = "JL")]
    Jilin,
    /// 黑龙江
    #[serde(rename = "HL")]
    Heilongjiang,
    /// 上海
    #[serde(rename = "SH")]
    Shanghai,
    /// 江苏
    #[serde(rename = "JS")]
    Jiangsu,
    /// 浙江
    #[serde(rename = "ZJ")]
    Zhejiang,
    /// 安徽
    #[serde(rename = "AH")]
    Anhui,
    /// 福建
    #[serde(rename = "FJ")]
    Fujian,
    /// 江西
    #[serde(rename = "JX")]
    Jiangxi,
    /// 山东
    #[serde(rename = "SD")]
    Shandong,
    /// 河南
    #[serde(rename = "HA")]
    Henan,
    /// 湖北
    #[serde(rename = "HB")]
    Hubei,
    /// 湖南
    #[serde(rename = "HN")]
    Hunan,
    /// 广东
    #[serde(rename = "GD")]
    Guangdong,
    /// 广西
    #[serde(rename = "GX")]
    Guangxi,
    /// 海南
    #[serde(rename = "HI")]
    Hainan,
    /// 重庆
    #[serde(rename = "CQ")]
    Chongqing,
    /// 四川
    #[serde(rename = "SC")]
    Sichuan,
    /// 贵州
    #[serde(rename = "GZ")]
    Guizhou,
    /// 云南
    #[serde(rename = "YN")]
    Yunnan,
    /// 西藏
    #[serde(rename = "XZ")]
    Tibet,
    /// 陕西
    #[serde(rename = "SN")]
    Shaanxi,
    /// 甘肃
    #[serde(rename = "GS")]
    Gansu,
    /// 青海
    #[serde(rename = "QH")]
    Qinghai,
    /// 宁夏
    #[serde(rename = "NX")]
    Ningxia,
    /// 新疆
    #[serde(rename = "XJ")]
    Xinjiang,
}

impl crate::descriptor::Shape for ProvinceV1 {
    const FIELDS: &'static [crate::descriptor::Field] = &[];
    const SET: Option<Set> = Some(Set::ProvinceV1);
}
