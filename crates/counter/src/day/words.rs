//! Records in words: what each kind and each field of a payload is called, in both languages. A kind or a field without
//! words is shown by its code: a newer record is still read.

use records::codes::Set;
use words::{Word, find};

fn found<'a>(words: &[Word], code: &'a str) -> (&'a str, &'a str) {
    find(words, code).map_or((code, code), |word| (word.zh, word.en))
}

/// A kind in Chinese and in English.
pub(super) fn kind(code: &str) -> (&str, &str) {
    found(words::kind::WORDS, code)
}

/// A field in Chinese and in English.
pub(super) fn field(code: &str) -> (&str, &str) {
    found(words::field::WORDS, code)
}

/// A chain of headquarters' decisions in Chinese and in English; one that this program does not know yet by its code.
pub(super) fn chain(code: &str) -> (&str, &str) {
    found(words::bulletin_chain::WORDS, code)
}

/// A code of a closed set in Chinese and in English. A set without words does not compile.
pub(super) fn code(set: Set, code: &str) -> (&str, &str) {
    found(group(set), code)
}

/// The words of a closed set's codes.
pub(super) const fn group(set: Set) -> &'static [Word] {
    match set {
        Set::ApprovableV1 => words::approvable::WORDS,
        Set::BackupCauseV1 => words::backup_cause::WORDS,
        Set::PrintEndV1 => words::print_end::WORDS,
        Set::ServiceTypeV1 => words::service_type::WORDS,
        Set::TestTriggerV1 => words::test_trigger::WORDS,
        Set::ZoneV1 => words::zone::WORDS,
        Set::ExclusionV1 => words::exclusion::WORDS,
        Set::MethodV1 => words::disposal::WORDS,
        Set::RoleV1 => words::role::WORDS,
        Set::MeaningV1 => words::meaning::WORDS,
        Set::ModeV1 => words::mode::WORDS,
        Set::ChannelV1 => words::channel::WORDS,
        Set::CallBackOutcomeV1 => words::call_back::WORDS,
        Set::AgeBandV1 => words::age_band::WORDS,
        Set::BasisV1 => words::basis::WORDS,
        Set::RestrictedV1 => words::restricted::WORDS,
        Set::ConsentPurposeV1 => words::purpose::WORDS,
        Set::SkinTypeV1 => words::skin_type::WORDS,
        Set::ConcernV1 => words::concern::WORDS,
        Set::MetricV1 => words::metric::WORDS,
        Set::ProvinceV1 => words::province::WORDS,
        Set::DeliveryV1 => words::delivery::WORDS,
        Set::LimitV1 => words::limit::WORDS,
        Set::StandingV1 => words::standing::WORDS,
        Set::HeldV1 => words::held::WORDS,
        Set::LookedAtV1 => words::looked_at::WORDS,
        Set::RequestForV1 => words::request_for::WORDS,
        Set::PhoneUseV1 => words::phone_use::WORDS,
    }
}
