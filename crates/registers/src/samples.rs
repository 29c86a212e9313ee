//! 留样: of a unit that was made, so much is kept as is needed to test it twice, in its own pack, until half a year after its
//! use-by day (山东指南 第九条; 化妆品生产质量管理规范 第十八条). It is looked at at its interval, may move to an address that was
//! reported, and is disposed of by the officer when its time is over. What is kept never goes back into a unit.

use chrono::{Days, Months, NaiveDate};
use domain::Moment;
use domain::event::{Event, VaultRef};
use domain::ids::{DocumentNumber, LotId, ServiceNumber, StaffId};
use domain::quantity::Milligrams;
use domain::signature::Meaning;
use domain::staff::Role;
use records::Entry as Record;
use records::by_register::SampleRecord;
use records::entered::{SampleDisposed, SampleKept, SampleMoved, SampleObserved};
use serde_json::{Map, Value, json};

use crate::acts;
use crate::cell::words;
use crate::field::{Fields, Notes};
use crate::files::{Files, Kept};
use crate::register::{By, Entry, Made, Register, Seal, Shop, Stop, Touch, With, later};
use crate::spec::{Act, Owner, Signed, Spec, State, Tone, called, shandong};
use crate::types::{DaysApart, Figure, Lines, Secret, Text};

/// How long a sample is kept after its use-by day (化妆品生产经营监督管理办法 第三十一条).
const MONTHS: Months = Months::new(6);

crate::entry! {
    /// A lot of which something is in the sample.
    pub struct Part {
        pub lot: LotId,
    }
}

crate::entry! {
    /// A look at the sample.
    pub struct Look {
        pub looked_at: Moment,
        pub as_kept: bool,
        pub seen: Text<200>,
    }
}

crate::entry! {
    /// A sample.
    pub struct Sample {
        /// Of which unit.
        pub unit: ServiceNumber,
        /// The lots in it.
        pub lots: Lines<Part>,
        /// How much is kept.
        pub amount: Milligrams,
        /// How much one test takes.
        pub test_amount: Milligrams,
        /// In which pack.
        pub pack: Text<60>,
        /// How it is stored.
        pub storage: Text<60>,
        /// Where.
        pub place: Text<120>,
        /// The report of an address outside the store.
        pub reported: Option<DocumentNumber>,
        /// Who took it over there.
        pub handed_to: Option<VaultRef>,
        /// When it was kept.
        pub kept_at: Moment,
        /// The unit's use-by day.
        pub use_by: NaiveDate,
        /// Until when it is kept.
        pub keep_until: NaiveDate,
        /// From look to look, in days.
        pub observe_every: Figure<DaysApart>,
        /// What was seen.
        pub looks: Lines<Look>,
        /// Photographs and papers.
        pub files: Kept,
        /// When it was disposed of.
        pub disposed_at: Option<Moment>,
        /// How and why.
        pub disposed_how: Option<Text<240>>,
        /// Who signed that.
        pub signer: Option<StaffId>,
    }
}

crate::choice! {
    /// How a sample is disposed of.
    pub enum How {
        /// Destroyed here.
        Destroyed = "destroyed" "就地销毁" "destroyed here",
        /// Handed to who disposes of it.
        HandedOver = "handed_over" "交专业机构处置" "handed over for disposal",
    }
}

crate::form! {
    /// Keeps a sample of a unit.
    pub struct Keep {
        pub unit: ServiceNumber,
        pub amount: Milligrams,
        pub test_amount: Milligrams,
        pub pack: Text<60>,
        pub storage: Text<60>,
        pub place: Text<120>,
        pub observe_every: Figure<DaysApart>,
        pub files: Files,
    }
}

crate::form! {
    /// Looks at a sample.
    pub struct Observe {
        pub as_kept: bool,
        pub seen: Text<200>,
        pub files: Files,
    }
}

crate::form! {
    /// Hands a sample over to an address outside the store.
    pub struct Move {
        pub place: Text<120>,
        pub reported: Option<DocumentNumber>,
        pub handed_to: Secret<40>,
    }
}

crate::form! {
    /// Disposes of a sample whose time is over.
    pub struct Dispose {
        pub how: How,
        pub reason: Text<200>,
    }
}

/// What the acts have in common with the first; each names what differs.
const ACT: Act = Act {
    name: "sample.keep",
    words: words("登记留样", "Keep a sample"),
    why: words(
        "不少于一次检验用量的两倍，保存到使用期限届满后六个月。",
        "At least twice what a test takes, kept for six months after its use-by.",
    ),
    kind: "sample.kept",
    roles: &[Role::Operator],
    from: &[],
    to: "kept",
    signed: None,
    clause: shandong("第九条"),
    fields: &[],
};

acts! {
    /// Is kept.
    Keep(Keep) = ACT;
    /// Was looked at.
    Observe(Observe) = Act {
        name: "sample.observe",
        words: words("登记观察", "Record a look"),
        why: words("按间隔观察外观、气味和包装。", "Its look, smell and pack, at its interval."),
        kind: "sample.observed",
        roles: &[Role::Operator, Role::Officer],
        from: &["kept", "outside"],
        ..ACT
    };
    /// Went to another address.
    Move(Move) = Act {
        name: "sample.move",
        words: words("移交店外", "Hand over"),
        why: words(
            "只能移交到已报备的地址，当面接收。",
            "To a reported address, into the hands of who takes it.",
        ),
        kind: "sample.moved",
        roles: &[Role::Operator, Role::Officer, Role::StoreManager],
        from: &["kept"],
        to: "outside",
        ..ACT
    };
    /// Is no more.
    Dispose(Dispose) = Act {
        name: "sample.dispose",
        words: words("处置留样", "Dispose of it"),
        why: words("保存期满后由质量安全员签名处置。", "After its time, signed by the quality safety officer."),
        kind: "sample.disposed",
        roles: &[Role::Operator, Role::Officer, Role::StoreManager],
        from: &["kept", "outside"],
        to: "disposed",
        signed: Some(Signed { role: Role::Officer, meaning: Meaning::Disposal, second: true }),
        ..ACT
    };
}

/// The register of retained samples.
pub struct Samples;

impl Register for Samples {
    type Says = Sample;
    type Form = Filled;
    type Known = Option<Made>;
    const SPEC: &'static Spec = &Spec {
        code: "samples",
        letters: "LY",
        words: words("留样", "Retained samples"),
        why: words("每份留样取自哪一件、在哪里、何时可以处置。", "Of which unit, where, and when it may go."),
        icon: "archive",
        clause: shandong("第九条"),
        owner: Owner::Store,
        readers: &[],
        names: &[Role::Operator, Role::Officer, Role::StoreManager],
        security: false,
        due: Some("山东指南 第九条"),
        kept_after: Some("keep_until"),
        listed: &["unit", "amount", "place", "kept_at", "use_by", "keep_until"],
        narrowed: &["unit"],
        latest: &["unit"],
        sorted: "kept_at",
        states: &[
            State { code: "kept", tone: Tone::Fine, words: words("在店", "in the store") },
            State { code: "outside", tone: Tone::Fine, words: words("在报备地址", "elsewhere") },
            State { code: "disposed", tone: Tone::Over, words: words("已处置", "disposed of") },
        ],
        acts: ACTS,
        brought: Some("sample.keep"),
        fields: Sample::FIELDS,
        called: &[
            called("unit", "服务单号", "Unit")
                .hint("扫标签，或输入单号", "scan its label, or type its number"),
            called("lots", "所含批", "Lots in it"),
            called("lot", "批", "Lot"),
            called("amount", "留样量", "Amount"),
            called("test_amount", "一次检验用量", "One test takes")
                .hint("按企业的检验计划", "by the enterprise's test plan"),
            called("pack", "包装", "Pack").often(&[words("原销售包装", "its own sales pack")]),
            called("storage", "贮存条件", "Storage")
                .often(&[words("常温避光", "room temperature, dark"), words("阴凉", "cool")]),
            called("place", "存放地点", "Place").often(&[words("店内留样柜", "the store's sample cabinet")]),
            called("reported", "报备文件编号", "Report of the address"),
            called("handed_to", "接收人", "Taken over by"),
            called("kept_at", "留样时间", "Kept"),
            called("use_by", "使用期限", "Use by"),
            called("keep_until", "保存至", "Kept until"),
            called("observe_every", "观察间隔", "From look to look")
                .hint("按企业的留样制度", "by the enterprise's procedure"),
            called("looks", "观察", "Looks"),
            called("looked_at", "观察时间", "When"),
            called("as_kept", "与留样时一致", "As it was kept"),
            called("seen", "所见", "What was seen")
                .often(&[words("外观、气味无变化", "look and smell unchanged")]),
            called("files", "照片和附件", "Photographs and files"),
            called("disposed_at", "处置时间", "Disposed of"),
            called("disposed_how", "处置方式和原因", "How and why"),
            called("signer", "签名人", "Signed by"),
            called("how", "方式", "How"),
            called("reason", "原因", "Why").often(&[words("保存期满", "its time is over")]),
        ],
    };

    fn check<S: Shop>(
        form: &Filled,
        before: Option<&Entry<Sample>>,
        shop: &S,
        notes: &mut Notes,
    ) -> Result<Result<Option<Made>, Stop>, S::Error> {
        match form {
            Filled::Keep(Keep { unit, amount, test_amount, .. }) => {
                let made = shop.unit(unit)?;
                notes.hold("unit", made.is_some(), "没有这一件，或还没有调配", "no such unit was made");
                let less = made.as_ref().is_none_or(|made| *amount <= made.weight);
                notes.hold("amount", less, "比这一件的调配量还多", "more than was made");
                let enough = amount.0 >= test_amount.0.saturating_mul(2);
                let zh = "不足一次检验用量的两倍（化妆品生产质量管理规范 第十八条）";
                notes.hold("amount", enough, zh, "less than twice what a test takes");
                return Ok(Ok(made));
            }
            Filled::Move(Move { reported, .. }) => {
                let zh = "该地址没有报备文件：未报备的地址不得存放留样";
                notes.hold("reported", reported.is_some(), zh, "the address was not reported");
            }
            Filled::Dispose(_) => {
                let until =
                    before.map(|entry| later(entry.says.keep_until, entry.says.use_by, shop.sample_months()));
                if let Some(until) = until.filter(|until| shop.now().date_naive() <= *until) {
                    return Ok(Err(Stop {
                        code: "entry_too_early",
                        message: format!("留样须保存到 {until}，现在不能处置；没有改动"),
                        clause: shandong("第九条"),
                        mend: "到期后再由质量安全员签名处置",
                    }));
                }
            }
            Filled::Observe(_) => {}
        }
        Ok(Ok(None))
    }

    fn record<V: Seal>(
        form: Filled,
        made: Option<Made>,
        With { number, at, by, signature }: With<'_>,
        vault: &mut V,
    ) -> Result<Event, V::Error> {
        let (number, by) = (number.to_owned(), by.to_string());
        let record: Record = match form {
            Filled::Keep(Keep { unit, amount, test_amount, pack, storage, place, observe_every, files }) => {
                SampleKept {
                    number,
                    unit: unit.to_string(),
                    lots: made.iter().flat_map(|made| &made.lots).map(ToString::to_string).collect(),
                    amount: amount.0,
                    test_amount: test_amount.0,
                    pack: pack.0,
                    storage: storage.0,
                    place: place.0,
                    use_by: made.map_or(at.date_naive(), |made| made.use_by),
                    observe_every: u32::try_from(observe_every.units).unwrap_or_default(),
                    files: files.sealed(vault)?,
                    by,
                    at,
                }
                .into()
            }
            Filled::Observe(Observe { as_kept, seen, files }) => {
                SampleObserved { number, as_kept, seen: seen.0, files: files.sealed(vault)?, by, at }.into()
            }
            Filled::Move(Move { place, reported, handed_to }) => SampleMoved {
                number,
                place: place.0,
                reported: reported.map(|report| report.to_string()).unwrap_or_default(),
                handed_to: vault.seal(handed_to.0.as_bytes())?.into(),
                by,
                at,
            }
            .into(),
            Filled::Dispose(Dispose { how, reason }) => {
                let signature = signature.map(Into::into);
                SampleDisposed { number, how: how.code().to_owned(), reason: reason.0, signature, by, at }
                    .into()
            }
        };
        Ok(record.into())
    }

    fn touches(event: &Event, _: u64, _: Moment) -> Option<Touch> {
        let Event::Entry(entry) = event else { return None };
        Some(match SampleRecord::of(entry)? {
            SampleRecord::SampleKept(kept) => Touch::New(kept.number.clone()),
            SampleRecord::SampleObserved(looked) => Touch::Known(looked.number.clone()),
            SampleRecord::SampleMoved(moved) => Touch::Known(moved.number.clone()),
            SampleRecord::SampleDisposed(gone) => Touch::Known(gone.number.clone()),
        })
    }

    fn begins(event: &Event) -> Option<Sample> {
        let Event::Entry(entry) = event else { return None };
        let SampleRecord::SampleKept(kept) = SampleRecord::of(entry)? else { return None };
        let kept = kept.clone();
        let mut files = Kept::default();
        files.add(kept.files);
        Some(Sample {
            unit: ServiceNumber::kept(kept.unit),
            lots: Lines(kept.lots.into_iter().map(|lot| Part { lot: LotId::kept(lot) }).collect()),
            amount: Milligrams(kept.amount),
            test_amount: Milligrams(kept.test_amount),
            pack: Text(kept.pack),
            storage: Text(kept.storage),
            place: Text(kept.place),
            reported: None,
            handed_to: None,
            kept_at: kept.at,
            use_by: kept.use_by,
            keep_until: kept.use_by.checked_add_months(MONTHS).unwrap_or(kept.use_by),
            observe_every: Figure::of(kept.observe_every.into()),
            looks: Lines(Vec::new()),
            files,
            disposed_at: None,
            disposed_how: None,
            signer: None,
        })
    }

    fn moves(says: &mut Sample, event: &Event) {
        let Event::Entry(entry) = event else { return };
        match SampleRecord::of(entry) {
            None | Some(SampleRecord::SampleKept(_)) => {}
            Some(SampleRecord::SampleObserved(looked)) => {
                let SampleObserved { as_kept, seen, files, at, .. } = looked.clone();
                says.looks.0.push(Look { looked_at: at, as_kept, seen: Text(seen) });
                says.files.add(files);
            }
            Some(SampleRecord::SampleMoved(moved)) => {
                let SampleMoved { place, reported, handed_to, .. } = moved.clone();
                says.place = Text(place);
                says.reported = Some(DocumentNumber::kept(reported));
                says.handed_to = Some(handed_to.into());
            }
            Some(SampleRecord::SampleDisposed(gone)) => {
                let how = How::of(&gone.how).map_or(gone.how.as_str(), |how| how.words().zh);
                says.disposed_how = Some(Text(format!("{how}：{}", gone.reason)));
                says.disposed_at = Some(gone.at);
                says.signer =
                    gone.signature.as_ref().map(|signature| StaffId::kept(signature.signer.clone()));
            }
        }
    }

    fn state(says: &Sample) -> &'static str {
        match (&says.disposed_at, &says.reported) {
            (Some(_), _) => "disposed",
            (None, Some(_)) => "outside",
            (None, None) => "kept",
        }
    }

    fn lengthened(says: &mut Sample, months: Option<u32>) {
        says.keep_until = later(says.keep_until, says.use_by, months);
    }

    /// The next look, and after the last one the disposal.
    fn due(says: &Sample) -> Option<By> {
        let last = says.looks.0.last().map_or(says.kept_at, |look| look.looked_at).date_naive();
        let every = u64::try_from(says.observe_every.units).unwrap_or_default();
        let next = last.checked_add_days(Days::new(every)).unwrap_or(last);
        let over = says.keep_until.succ_opt().unwrap_or(says.keep_until);
        says.disposed_at.is_none().then(|| By::Day(next.min(over)))
    }

    /// What was said of the latest sample: of one test, of places and intervals it is the same as a rule.
    fn offer<S: Shop>(
        act: &str,
        _: Option<&Entry<Sample>>,
        shop: &S,
    ) -> Result<Map<String, Value>, S::Error> {
        let Some(last) = shop.newest::<Self>()?.filter(|_| act == ACT.name) else { return Ok(Map::new()) };
        let Sample { test_amount, storage, place, observe_every, pack, .. } = last.says;
        let amount = i64::try_from(test_amount.0).unwrap_or_default();
        let offered = json!({ "test_amount": crate::cell::figure(amount, 3), "pack": pack.0, "place": place.0,
                              "storage": storage.0, "observe_every": observe_every.units.to_string() });
        Ok(offered.as_object().cloned().unwrap_or_default())
    }
}
