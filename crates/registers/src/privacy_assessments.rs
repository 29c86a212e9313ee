//! 个人信息保护影响评估: before data that can harm somebody are handled, or somebody else gets them, a person says what for and by
//! what right, what it means for the people whose data they are, and what protects them (个人信息保护法 第五十五、五十六条). It
//! names nobody.

use domain::Moment;
use domain::event::Event;
use domain::staff::Role;
use records::Entry as Record;
use records::by_register::PrivacyRecord;
use records::entered::{PrivacyAssessed, PrivacyEnded};

use crate::acts;
use crate::cell::words;
use crate::field::{Fields, Notes};
use crate::files::{Files, Kept};
use crate::register::{Entry, Register, Seal, Shop, Stop, Touch, With};
use crate::spec::{Act, Owner, Spec, State, Tone, called, guide};
use crate::types::Text;

crate::choice! {
    /// What is assessed.
    pub enum Subject {
        /// Skin, allergies, health: sensitive data.
        Sensitive = "sensitive" "皮肤、过敏和健康信息" "skin, allergies and health",
        /// Pictures of a face.
        Face = "face" "面部图像" "pictures of a face",
        /// Children under 14.
        Children = "children" "不满 14 周岁的顾客" "customers under 14",
        /// What the program proposes by itself.
        Automated = "automated" "自动推荐方案" "proposals by the program",
        /// What headquarters or somebody else is given.
        Passed = "passed" "提供给总部或委托他人" "what headquarters or others are given",
        /// Something else.
        Other = "other" "其他" "other",
    }
}

crate::choice! {
    /// How bad it may be for the people whose data it is.
    pub enum Risk {
        /// Little.
        Low = "low" "低" "low",
        /// Something.
        Middle = "middle" "中" "medium",
        /// Much.
        High = "high" "高" "high",
    }
}

crate::choice! {
    /// What follows.
    pub enum Conclusion {
        /// It is done as described.
        GoOn = "go_on" "可以进行" "may be done",
        /// It is done with what was said to protect people.
        WithMeasures = "with_measures" "采取措施后进行" "may be done with the measures",
        /// It is not done.
        Never = "never" "不进行" "is not done",
    }
}

crate::entry! {
    /// An assessment.
    pub struct PrivacyAssessment {
        /// What was assessed.
        pub subject: Subject,
        /// When.
        pub assessed_at: Moment,
        /// Which data, what for and how.
        pub handling: Text<300>,
        /// Why that is lawful and necessary.
        pub necessity: Text<300>,
        /// What it means for the people whose data it is.
        pub impact: Text<300>,
        /// How bad that may be.
        pub risk: Risk,
        /// What protects them.
        pub measures: Text<300>,
        /// What follows.
        pub conclusion: Conclusion,
        /// Papers.
        pub files: Kept,
        /// When it ceased to hold.
        pub ended_at: Option<Moment>,
        /// Why.
        pub reason: Option<Text<200>>,
    }
}

crate::form! {
    /// Writes an assessment.
    pub struct Assess {
        pub subject: Subject,
        pub handling: Text<300>,
        pub necessity: Text<300>,
        pub impact: Text<300>,
        pub risk: Risk,
        pub measures: Text<300>,
        pub conclusion: Conclusion,
        pub files: Files,
    }
}

crate::form! {
    /// Ends one: the handling changed, or is done no more.
    pub struct End {
        pub reason: Text<200>,
    }
}

/// What the acts have in common with the first; the other names what differs.
const ACT: Act = Act {
    name: "privacy.assess",
    words: words("登记评估", "Record an assessment"),
    why: words(
        "处理敏感信息、自动推荐、提供给他人之前先评估；不写姓名和电话。",
        "Before sensitive data are handled, proposed from or passed on; write no names and no telephone numbers.",
    ),
    kind: "privacy.assessed",
    roles: &[Role::StoreManager],
    from: &[],
    to: "holds",
    signed: None,
    clause: guide("8.3"),
    fields: &[],
};

acts! {
    /// Was made.
    Assess(Assess) = ACT;
    /// Holds no more.
    End(End) = Act {
        name: "privacy.end",
        words: words("登记失效", "Ended"),
        why: words("处理方式变了或不再进行时登记；变了的须重新评估。",
                   "When the handling changed or is done no more; what changed is assessed again."),
        kind: "privacy.ended",
        from: &["holds"],
        to: "ended",
        ..ACT
    };
}

/// The register of assessments.
pub struct PrivacyAssessments;

impl Register for PrivacyAssessments {
    type Says = PrivacyAssessment;
    type Form = Filled;
    type Known = ();
    const SPEC: &'static Spec = &Spec {
        code: "privacy_assessments",
        letters: "PIA",
        words: words("个人信息保护影响评估", "Privacy impact assessments"),
        why: words(
            "处理了什么信息、为什么必要、对顾客有何影响、怎样保护。",
            "Which data, why they are needed, what it means for customers, what protects them.",
        ),
        icon: "clipboard-check",
        clause: guide("8.3"),
        owner: Owner::Store,
        readers: &[],
        names: &[Role::Officer, Role::StoreManager],
        security: true,
        due: None,
        kept_after: Some("assessed_at"),
        listed: &["subject", "assessed_at", "risk", "conclusion", "ended_at"],
        narrowed: &["subject", "risk"],
        latest: &[],
        sorted: "assessed_at",
        states: &[
            State { code: "holds", tone: Tone::Fine, words: words("有效", "holds") },
            State { code: "ended", tone: Tone::Over, words: words("已失效", "ended") },
        ],
        acts: ACTS,
        brought: None,
        fields: PrivacyAssessment::FIELDS,
        called: &[
            called("subject", "评估事项", "Subject"),
            called("assessed_at", "评估时间", "Assessed"),
            called("handling", "处理目的和方式", "Purpose and way")
                .hint("哪些信息、为什么、怎样处理、谁能看到", "which data, what for, how, and who sees them"),
            called("necessity", "合法、正当、必要", "Lawful and necessary"),
            called("impact", "对个人权益的影响和安全风险", "Impact on people and risks"),
            called("risk", "风险", "Risk"),
            called("measures", "保护措施", "What protects them")
                .hint("与风险相称", "as strong as the risk asks for"),
            called("conclusion", "结论", "Conclusion"),
            called("files", "附件", "Files"),
            called("ended_at", "失效时间", "Ended"),
            called("reason", "失效原因", "Why it ended")
                .often(&[words("已重新评估", "assessed again"), words("不再处理", "done no more")]),
        ],
    };

    fn check<S: Shop>(
        form: &Filled,
        _: Option<&Entry<PrivacyAssessment>>,
        _: &S,
        notes: &mut Notes,
    ) -> Result<Result<(), Stop>, S::Error> {
        if let Filled::Assess(Assess { risk, conclusion, handling, necessity, impact, measures, .. }) = form {
            notes.names_nobody(&[
                ("handling", &handling.0),
                ("necessity", &necessity.0),
                ("impact", &impact.0),
                ("measures", &measures.0),
            ]);
            let fits = (*risk, *conclusion) != (Risk::High, Conclusion::GoOn);
            let zh = "风险高的，须采取措施后进行，或不进行（个人信息保护法 第五十六条）";
            notes.hold("conclusion", fits, zh, "a high risk needs its measures first, or is not taken");
        }
        Ok(Ok(()))
    }

    fn record<V: Seal>(
        form: Filled,
        (): (),
        With { number, at, by, .. }: With<'_>,
        vault: &mut V,
    ) -> Result<Event, V::Error> {
        let (number, by) = (number.to_owned(), by.to_string());
        let record: Record = match form {
            Filled::Assess(Assess {
                subject,
                handling,
                necessity,
                impact,
                risk,
                measures,
                conclusion,
                files,
            }) => PrivacyAssessed {
                number,
                subject: subject.code().to_owned(),
                handling: handling.0,
                necessity: necessity.0,
                impact: impact.0,
                risk: risk.code().to_owned(),
                measures: measures.0,
                conclusion: conclusion.code().to_owned(),
                files: files.sealed(vault)?,
                by,
                at,
            }
            .into(),
            Filled::End(End { reason }) => PrivacyEnded { number, reason: reason.0, by, at }.into(),
        };
        Ok(record.into())
    }

    fn touches(event: &Event, _: u64, _: Moment) -> Option<Touch> {
        let Event::Entry(entry) = event else { return None };
        Some(match PrivacyRecord::of(entry)? {
            PrivacyRecord::PrivacyAssessed(made) => Touch::New(made.number.clone()),
            PrivacyRecord::PrivacyEnded(over) => Touch::Known(over.number.clone()),
        })
    }

    fn begins(event: &Event) -> Option<PrivacyAssessment> {
        let Event::Entry(entry) = event else { return None };
        let PrivacyRecord::PrivacyAssessed(made) = PrivacyRecord::of(entry)? else { return None };
        let PrivacyAssessed { subject, handling, necessity, impact, risk, measures, conclusion, .. } =
            made.clone();
        let mut files = Kept::default();
        files.add(made.files.clone());
        // A code that a newer program wrote is what is strictest of those that this one knows.
        Some(PrivacyAssessment {
            subject: Subject::of(&subject).unwrap_or(Subject::Other),
            assessed_at: made.at,
            handling: Text(handling),
            necessity: Text(necessity),
            impact: Text(impact),
            risk: Risk::of(&risk).unwrap_or(Risk::High),
            measures: Text(measures),
            conclusion: Conclusion::of(&conclusion).unwrap_or(Conclusion::Never),
            files,
            ended_at: None,
            reason: None,
        })
    }

    fn moves(says: &mut PrivacyAssessment, event: &Event) {
        let Event::Entry(entry) = event else { return };
        if let Some(PrivacyRecord::PrivacyEnded(over)) = PrivacyRecord::of(entry) {
            says.ended_at = Some(over.at);
            says.reason = Some(Text(over.reason.clone()));
        }
    }

    fn state(says: &PrivacyAssessment) -> &'static str {
        if says.ended_at.is_some() { "ended" } else { "holds" }
    }
}
