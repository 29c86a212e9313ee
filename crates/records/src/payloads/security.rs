//! Information security: who looks after it, and incidents. Version 1 of each kind.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::parts::AttachedV1;

payloads! {
    /// Somebody was appointed for information security (个性化服务指南 8.4).
    "security.appointed" 1 by ["security.appoint"]
    SecurityAppointedV1 {
        /// Who.
        staff: String,
        /// Whether it is the only post.
        full_time: bool,
        /// The document of the appointment.
        document(appointment): String,
        /// Who appointed.
        by: String,
        /// When.
        at: Moment,
    }
    /// An incident of information security was found (个人信息保护法 第五十七条).
    "incident.found" 1 by ["incident.find"]
    IncidentFoundV1 {
        /// Its number.
        number(entry_number): String,
        /// What kind.
        sort: String,
        /// How bad.
        level: String,
        /// When it was found.
        found_at: Moment,
        /// What happened.
        happened: String,
        /// What harm it does or may do.
        harm: String,
        /// How many people's data it touches.
        people: u32,
        /// Papers.
        files: Vec<AttachedV1>,
        /// Who recorded it.
        by: String,
        /// When.
        at: Moment,
    }
    /// Somebody was told of an incident.
    "incident.told" 1 by ["incident.tell"]
    IncidentToldV1 {
        /// Its number.
        number(entry_number): String,
        /// Who was told.
        audience: String,
        /// When.
        told_at: Moment,
        /// How.
        told_how: String,
        /// Who recorded it.
        by: String,
        /// When.
        at: Moment,
    }
    /// Why an incident happened, and what was done.
    "incident.measured" 1 by ["incident.measure"]
    IncidentMeasuredV1 {
        /// Its number.
        number(entry_number): String,
        /// Why it happened.
        cause: String,
        /// What was done.
        measures: String,
        /// Papers.
        files: Vec<AttachedV1>,
        /// Who recorded it.
        by: String,
        /// When.
        at: Moment,
    }
    /// An incident was closed.
    "incident.closed" 1 by ["incident.close"]
    IncidentClosedV1 {
        /// Its number.
        number(entry_number): String,
        /// What came of it.
        outcome: String,
        /// Who closed it.
        by: String,
        /// When.
        at: Moment,
    }
    /// A way of handling personal data was assessed (个人信息保护法 第五十五、五十六条).
    "privacy.assessed" 1 by ["privacy.assess"]
    PrivacyAssessedV1 {
        /// Its number.
        number(entry_number): String,
        /// What was assessed: a code.
        subject: String,
        /// Which data, what for and how.
        handling: String,
        /// Why that is lawful and necessary.
        necessity: String,
        /// What it means for the people whose data it is.
        impact: String,
        /// How bad that may be: a code.
        risk: String,
        /// What protects them.
        measures: String,
        /// What follows: a code.
        conclusion: String,
        /// Papers.
        files: Vec<AttachedV1>,
        /// Who assessed.
        by: String,
        /// When.
        at: Moment,
    }
    /// An assessment holds no more.
    "privacy.ended" 1 by ["privacy.end"]
    PrivacyEndedV1 {
        /// Its number.
        number(entry_number): String,
        /// Why.
        reason: String,
        /// Who ended it.
        by: String,
        /// When.
        at: Moment,
    }
}
