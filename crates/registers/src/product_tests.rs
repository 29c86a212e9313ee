//! 成品检验: tests of finished products at the enterprise, at least one a quarter (山东指南 第十条). It refuses to be the
//! evidence: it records that a report exists, who says so, and what it says in a word each.

use domain::Moment;
use domain::event::{Event, ProductTested};
use domain::ids::DocumentNumber;
use domain::premises::ProductTest;
use domain::staff::Role;
use serde_json::{Map, Value, json};

use crate::acts;
use crate::cell::words;
use crate::field::{Fields, Notes};
use crate::register::{Entry, Register, Seal, Shop, Stop, Touch, With, numbered};
use crate::spec::{Act, Owner, Spec, State, Tone, called, shandong};
use crate::types::Past;

crate::entry! {
    /// A test of a finished product.
    pub struct Tested {
        /// When the sample was taken: decides the quarter it counts for.
        pub sampled_on: Past,
        /// When the report came, if it came.
        pub reported_on: Option<Past>,
        /// Whether microbiology passed.
        pub microbiology: bool,
        /// Whether the physico-chemical items passed.
        pub physico_chemical: bool,
        /// The report.
        pub report: DocumentNumber,
    }
}

crate::form! {
    /// Records the test of a finished product.
    pub struct Test {
        /// When the sample was taken.
        pub sampled_on: Past,
        /// When the report came, if it came.
        pub reported_on: Option<Past>,
        /// Whether microbiology passed.
        pub microbiology: bool,
        /// Whether the physico-chemical items passed.
        pub physico_chemical: bool,
        /// The report.
        pub report: DocumentNumber,
    }
}

impl Tested {
    /// The test as rules judge it.
    #[must_use]
    pub fn test(&self) -> ProductTest {
        let Self { sampled_on, reported_on, microbiology, physico_chemical, report } = self.clone();
        let (sampled_on, reported_on) = (sampled_on.0, reported_on.map(|day| day.0));
        ProductTest { sampled_on, reported_on, microbiology, physico_chemical, report }
    }
}

acts! {
    /// Was reported.
    Test(Test) = Act {
        name: "product.tested",
        words: words("登记检验", "Record a test"),
        why: words("每季度至少一次成品检验，微生物和理化都要合格。", "At least one finished-product test a quarter, both parts passed."),
        kind: "product.tested",
        roles: &[Role::Officer], from: &[], to: "passed", signed: None, clause: shandong("第十条"), fields: &[],
    };
}

/// The register of product tests.
pub struct ProductTests;

impl Register for ProductTests {
    type Says = Tested;
    type Form = Filled;
    type Known = ();
    const SPEC: &'static Spec = &Spec {
        code: "product_tests",
        letters: "JY",
        words: words("成品检验", "Product tests"),
        why: words(
            "每季度的成品检验和结果。",
            "The quarter's tests of finished products, and what they said.",
        ),
        icon: "test-tube",
        clause: shandong("第十条"),
        owner: Owner::Store,
        readers: &[],
        names: &[],
        security: false,
        due: None,
        kept_after: Some("sampled_on"),
        listed: &["sampled_on", "reported_on", "report", "microbiology", "physico_chemical"],
        narrowed: &[],
        latest: &[],
        sorted: "sampled_on",
        states: &[
            State { code: "waiting", tone: Tone::Open, words: words("待报告", "no report yet") },
            State { code: "passed", tone: Tone::Fine, words: words("合格", "passed") },
            State { code: "failed", tone: Tone::Open, words: words("不合格", "failed") },
        ],
        acts: ACTS,
        brought: Some("product.tested"),
        fields: Tested::FIELDS,
        called: &[
            called("sampled_on", "取样日期", "Sampled on"),
            called("reported_on", "报告日期", "Reported on"),
            called("microbiology", "微生物合格", "Microbiology passed"),
            called("physico_chemical", "理化合格", "Physico-chemical passed"),
            called("report", "报告编号", "Report"),
        ],
    };

    fn check<S: Shop>(
        Filled::Test(Test { sampled_on, reported_on, .. }): &Filled,
        _: Option<&Entry<Tested>>,
        _: &S,
        notes: &mut Notes,
    ) -> Result<Result<(), Stop>, S::Error> {
        let after = reported_on.is_none_or(|reported| sampled_on.0 <= reported.0);
        notes.hold("reported_on", after, "不能早于取样日期", "not before the sample");
        Ok(Ok(()))
    }

    fn record<V: Seal>(
        Filled::Test(form): Filled,
        (): (),
        _: With<'_>,
        _: &mut V,
    ) -> Result<Event, V::Error> {
        let Test { sampled_on, reported_on, microbiology, physico_chemical, report } = form;
        let (sampled_on, reported_on) = (sampled_on.0, reported_on.map(|day| day.0));
        let test = ProductTest { sampled_on, reported_on, microbiology, physico_chemical, report };
        Ok(ProductTested { test }.into())
    }

    fn touches(event: &Event, seq: u64, at: Moment) -> Option<Touch> {
        matches!(event, Event::ProductTested(_)).then(|| numbered::<Self>(seq, at))
    }

    fn begins(event: &Event) -> Option<Tested> {
        let Event::ProductTested(event) = event else { return None };
        let ProductTest { sampled_on, reported_on, microbiology, physico_chemical, report } =
            event.test.clone();
        let (sampled_on, reported_on) = (Past(sampled_on), reported_on.map(Past));
        Some(Tested { sampled_on, reported_on, microbiology, physico_chemical, report })
    }

    fn moves(_: &mut Tested, _: &Event) {}

    fn state(says: &Tested) -> &'static str {
        match (says.reported_on, says.microbiology && says.physico_chemical) {
            (_, false) => "failed",
            (None, true) => "waiting",
            (Some(_), true) => "passed",
        }
    }

    fn offer<S: Shop>(_: &str, _: Option<&Entry<Tested>>, shop: &S) -> Result<Map<String, Value>, S::Error> {
        Ok([("reported_on".to_owned(), json!(shop.now().date_naive()))].into_iter().collect())
    }
}
