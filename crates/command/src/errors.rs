//! What the domain's errors are to people: the code, the clause that says so, and what mends it. The words are the errors'
//! own.

use domain::label::LabelError;
use domain::leftover::LeftoverError;
use domain::service::StepError;

use crate::Refusal;

impl From<LabelError> for Refusal {
    fn from(error: LabelError) -> Self {
        let refusal = Self::new(error.code(), error.to_string());
        match error {
            LabelError::UnderWay => refusal.mend("看打印机；不再需要的，先取消打印"),
            LabelError::Unanswered => refusal.mend("答复标签是否已经出来"),
            LabelError::CameOut | LabelError::NoneLive(_) => {
                refusal.mend("补打须写明原因").clause("shandong-guide", "第十九条")
            }
            LabelError::NotOutYet(_) => {
                refusal.mend("看打印机；等它打印完，或先取消打印").clause("shandong-guide", "第十九条")
            }
            LabelError::NotKnownOut(_) => {
                refusal.mend("答复标签是否已经出来（label.answer）").clause("shandong-guide", "第十九条")
            }
            LabelError::NotOut(_) => {
                refusal.mend("打印标签（label.print）").clause("shandong-guide", "第十九条")
            }
            LabelError::StillLive(_) => refusal.mend("说明原来那张是报废还是作废"),
            LabelError::OtherAttempt(_) | LabelError::OtherCopy { .. } => refusal,
        }
    }
}

impl From<StepError> for Refusal {
    fn from(error: StepError) -> Self {
        let code = match &error {
            StepError::OtherService(_) => "other_service",
            StepError::NotNow { .. } => "step_not_now",
            StepError::NoProduct => "no_product",
            StepError::ContactWithoutConsent => "contact_without_consent",
            StepError::SkinWithoutConsent => "skin_without_consent",
            StepError::OutOfOrder { .. } => "weighing_out_of_order",
            StepError::OtherLot { .. } => "other_lot",
            StepError::OtherTarget => "other_target",
            StepError::OutOfTolerance { .. } => "out_of_tolerance",
            StepError::NotOverPoured { .. } => "not_over_poured",
            StepError::TooMuchWaste { .. } => "too_much_waste",
            StepError::OtherGrowth => "other_growth",
            StepError::OtherUseBy => "other_use_by",
            StepError::OtherLabel(_) => "other_label",
            StepError::CalledBack(_) => "call_back_made",
            StepError::NotByOfficer => "not_by_officer",
            StepError::HintsNotGiven => "hints_not_given",
            StepError::Sale => "sale_mismatch",
        };
        let refusal = Self::new(code, error.to_string());
        match error {
            StepError::TooMuchWaste { .. } => refusal.mend("报废后重做（service.write_off）"),
            StepError::OutOfTolerance { .. } => refusal.clause("shandong-guide", "第二十条"),
            StepError::OtherUseBy => refusal.clause("shandong-guide", "第二十二条"),
            StepError::NotByOfficer => refusal.clause("shandong-guide", "第三条"),
            StepError::HintsNotGiven => refusal.clause("shandong-guide", "第十九条"),
            StepError::Sale | StepError::ContactWithoutConsent => {
                refusal.clause("shandong-guide", "第二十四条")
            }
            StepError::OtherService(_)
            | StepError::NotNow { .. }
            | StepError::NoProduct
            | StepError::SkinWithoutConsent
            | StepError::OutOfOrder { .. }
            | StepError::OtherLot { .. }
            | StepError::OtherTarget
            | StepError::NotOverPoured { .. }
            | StepError::OtherGrowth
            | StepError::OtherLabel(_)
            | StepError::CalledBack(_) => refusal,
        }
    }
}

impl From<LeftoverError> for Refusal {
    fn from(error: LeftoverError) -> Self {
        let refusal = Self::new(error.code(), error.to_string());
        match error {
            LeftoverError::NotReleased(_) => refusal
                .clause("shandong-guide", "第十八条")
                .mend("请质量安全员在「今日工作 → 结存」确认放行，或开封新的一件"),
            LeftoverError::SealedAlready(_)
            | LeftoverError::NothingToRelease(_)
            | LeftoverError::NotByOfficer(_)
            | LeftoverError::MoreThanBooked { .. } => refusal.clause("shandong-guide", "第十八条"),
            LeftoverError::Extended { .. } => refusal.clause("shandong-guide", "第二十二条"),
            LeftoverError::Gone(_) | LeftoverError::Empty(_) => refusal,
        }
    }
}

impl From<domain::ids::IdError> for Refusal {
    fn from(error: domain::ids::IdError) -> Self {
        Self::new("bad_id", error.to_string())
    }
}

impl From<domain::consent::ConsentError> for Refusal {
    fn from(error: domain::consent::ConsentError) -> Self {
        Self::new("consent_refused", error.to_string()).clause("个人信息保护法", "第三十一条")
    }
}

impl From<domain::service::ClearanceError> for Refusal {
    fn from(error: domain::service::ClearanceError) -> Self {
        Self::new("clearance_refused", error.to_string()).clause("shandong-guide", "第三条")
    }
}

impl From<domain::use_by::UseByError> for Refusal {
    fn from(error: domain::use_by::UseByError) -> Self {
        Self::new("use_by", error.to_string()).clause("shandong-guide", "第二十二条")
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::new("unreadable", format!("内容无法读取：{error}"))
    }
}
