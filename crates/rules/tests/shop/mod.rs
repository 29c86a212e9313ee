//! An invented shop (演示) of four recipes over four products, and the guests that come in.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::consent::AgeBand;
use domain::leftover::Standing;
use domain::need::{Channel, Concern, Needs, Statement};
use domain::period::Period;
use domain::premises::{Authorisation, Enterprise, Premises, ProductTest};
use domain::quantity::{Fen, Milligrams, Share, Tolerance};
use domain::recipe::{Against, Climate, Component, Purpose, Recipe, RecipeDraft, ServiceType};
use domain::region::Province;
use domain::skin::{Field, Measurement, Metric, Origin, Score, SkinTest, SkinType};
use domain::stock::{Container, Ingredient, Lot, Product, Zone};
use rules::choosing::{Choosing, LotOnShelf, Ranking, Signed, rank};
use rules::facts;

macro_rules! id {
    ($text:expr) => {
        $text.to_string().try_into().expect("an id")
    };
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub struct Guest {
    skin: Option<SkinTest>,
    statements: Vec<Statement>,
    allergies: Vec<String>,
    pregnancy: bool,
    age: AgeBand,
    years: Option<u8>,
    size: Option<Milligrams>,
}

impl Guest {
    pub fn new() -> Self {
        Self {
            skin: None,
            statements: Vec::new(),
            allergies: Vec::new(),
            pregnancy: false,
            age: AgeBand::Adult,
            years: None,
            size: None,
        }
    }
    pub fn skin(mut self, skin_type: SkinType, scores: &[(Metric, u16)]) -> Self {
        let field = Arc::new(Field {
            path: "演示".into(),
            unit: String::new(),
            confirmed: true,
            repeatability: None,
        });
        let measured = |(metric, score): &(Metric, u16)| Measurement {
            metric: *metric,
            score: Score::from_hundredths(*score),
            raw: 0.0,
            field: Arc::clone(&field),
        };
        self.skin = Some(SkinTest {
            origin: Arc::new(Origin {
                profile: "demo".into(),
                profile_version: 1,
                vendor: "演示".into(),
                device: "演示".into(),
                engine_version: None,
                sha256: "0".repeat(64),
                unmapped: Vec::new(),
            }),
            subject: None,
            taken_at: None,
            operator: None,
            measurements: scores.iter().map(measured).collect(),
            skin_type: Some(skin_type),
            kept: Box::new([]),
        });
        self
    }
    pub fn need(mut self, text: &str) -> Self {
        self.statements.push(Statement { channel: Channel::SkinConsultation, text: text.to_owned() });
        self
    }
    pub fn allergy(mut self, name: &str) -> Self {
        self.allergies.push(name.to_owned());
        self
    }
    pub fn pregnant(mut self) -> Self {
        self.pregnancy = true;
        self
    }
    pub fn age(mut self, band: AgeBand, years: Option<u8>) -> Self {
        self.age = band;
        self.years = years;
        self
    }
    pub fn size(mut self, size: Milligrams) -> Self {
        self.size = Some(size);
        self
    }
}

pub struct Shop {
    pub products: Vec<Product>,
    pub lots: Vec<Lot>,
    pub containers: Vec<Container>,
    pub recipes: Vec<Recipe>,
    /// What nobody signed: the id of a recipe, a product or a lot.
    pub unsigned: &'static str,
}

impl Shop {
    pub fn new() -> Self {
        Self {
            products: vec![
                product("P1", "鲁G妆网备字2099000001", &[("水", "WATER"), ("甘油", "GLYCERIN")]),
                product("P2", "鲁G妆网备字2099000002", &[("水", "WATER"), ("泛醇", "PANTHENOL")]),
                product("P3", "鲁G妆网备字2099000003", &[("水", "WATER"), ("水杨酸", "SALICYLIC ACID")]),
                product("P4", "鲁G妆网备字2099000004", &[("水", "WATER"), ("香精", "PARFUM")]),
            ],
            lots: vec![
                lot("P1-a", "P1", "2027-05-31"),
                lot("P1-b", "P1", "2027-08-31"),
                lot("P2-a", "P2", "2027-08-31"),
                lot("P3-a", "P3", "2027-08-31"),
                lot("P4-a", "P4", "2027-08-31"),
            ],
            containers: vec![container("C1", "P1-a", "2026-11-01T09:00:00+08:00")],
            recipes: recipes(),
            unsigned: "",
        }
    }

    pub fn lot(&mut self, id: &str) -> &mut Lot {
        self.lots.iter_mut().find(|lot| lot.id.as_str() == id).expect("a lot")
    }
    pub fn container(&mut self, id: &str) -> &mut Container {
        self.containers.iter_mut().find(|container| container.id.as_str() == id).expect("a container")
    }

    pub fn rank(&self, guest: &Guest) -> Ranking {
        let feasible: Vec<Concern> = self
            .recipes
            .iter()
            .flat_map(|recipe| &recipe.purpose.concerns)
            .map(|(concern, _)| *concern)
            .collect();
        let needs = Needs::judge(guest.statements.clone(), &guest.allergies, guest.pregnancy, &feasible);
        let of =
            |lot: &Lot| self.containers.iter().filter(|each| each.lot == lot.id).cloned().collect::<Vec<_>>();
        let opened: Vec<Vec<Container>> = self.lots.iter().map(of).collect();
        let stock: Vec<LotOnShelf<'_>> =
            self.lots.iter().zip(&opened).map(|(lot, containers)| LotOnShelf { lot, containers }).collect();
        let by = || Some("S04".to_owned());
        let licence_until = Some(day("2029-03-31"));
        let enterprise =
            facts::Enterprise { licence_until, licence_signed_by: by(), ..(&enterprise()).into() };
        let authorised = facts::Authorisation { signed_by: by(), ..(&authorisation()).into() };
        let all = |unsigned: &str| (unsigned != self.unsigned).then(|| "S04".to_owned());
        let recipes = self.recipes.iter().filter_map(|one| Some((one.id.clone(), all(one.id.as_str())?)));
        let products = self.products.iter().filter_map(|one| Some((one.id.clone(), all(one.id.as_str())?)));
        let lots = self.lots.iter().filter_map(|one| Some((one.id.clone(), all(one.id.as_str())?)));
        let signed =
            Signed { recipes: recipes.collect(), products: products.collect(), lots: lots.collect() };
        rank(&Choosing {
            now: "2026-11-20T10:00:00+08:00".parse().expect("a time"),
            skin: guest.skin.as_ref(),
            needs: &needs,
            age: Some(guest.age),
            years: guest.years,
            size: guest.size,
            recipes: &self.recipes,
            products: &self.products,
            stock: &stock,
            premises: &premises(),
            enterprise: &enterprise,
            authorisations: &[authorised],
            signed: &signed,
            product_tests: &[product_test()],
            rulebooks: &rules::builtin(),
        })
    }
}

pub fn renamed(recipe: &Recipe, name: &str) -> Recipe {
    let mut draft = RecipeDraft::from(recipe.clone());
    draft.id = id!(name);
    Recipe::new(draft).expect("a recipe")
}

fn recipes() -> Vec<Recipe> {
    let moist = Purpose {
        metrics: vec![(Metric::Hydration, 6), (Metric::Barrier, 2)],
        concerns: vec![(Concern::Moisture, 5)],
        skin_types: vec![SkinType::Dry],
    };
    let calm = Purpose {
        metrics: vec![(Metric::Redness, 6)],
        concerns: vec![(Concern::Soothing, 5)],
        skin_types: Vec::new(),
    };
    let oil = Purpose {
        metrics: vec![(Metric::Oiliness, 5), (Metric::Acne, 5)],
        concerns: vec![(Concern::OilControl, 4), (Concern::Blemishes, 4)],
        skin_types: vec![SkinType::Oily],
    };
    let scent = Purpose { concerns: vec![(Concern::Scent, 5)], ..Purpose::default() };
    let not_for_dry = Against {
        under_age: Some(18),
        pregnancy: true,
        metric_below: Vec::new(),
        skin_types: vec![SkinType::Dry],
    };
    vec![
        recipe("R-moist", ["P1", "P4"], moist, Against::default()),
        recipe("R-calm", ["P2", "P4"], calm, Against::default()),
        recipe("R-oil", ["P3", "P1"], oil, not_for_dry),
        recipe("R-scent", ["P4", "P1"], scent, Against::default()),
    ]
}

fn recipe(name: &str, parts: [&str; 2], purpose: Purpose, against: Against) -> Recipe {
    let component = |product: &str, share| Component {
        product: id!(product),
        share: Share::new(share).expect("a share"),
        tolerance: Tolerance { parts: 200, at_least: Milligrams(50) },
    };
    Recipe::new(RecipeDraft {
        id: id!(name),
        version: 1,
        name: format!("演示{name}"),
        service: ServiceType::Blend,
        components: vec![component(parts[0], 7_000), component(parts[1], 3_000)],
        keeps: Period::Months(3),
        sizes: vec![(Milligrams::grams(30), Fen(19_800)), (Milligrams::grams(15), Fen(11_800))],
        hints: vec!["如发生发红请停用".to_owned()],
        usage: "取适量涂抹".to_owned(),
        assessment: Some(id!("演示-评")),
        approved: true,
        climate: Climate { temperature: (180, 260), humidity: (300, 650) },
        purpose,
        against,
    })
    .expect("a recipe")
}

fn product(name: &str, filing: &str, ingredients: &[(&str, &str)]) -> Product {
    let ingredient = |(chinese, inci): &(&str, &str)| Ingredient {
        chinese: (*chinese).to_owned(),
        inci: (*inci).to_owned(),
        trace: false,
        content: None,
    };
    Product {
        id: id!(name),
        name: format!("演示{name}"),
        filing: id!(filing),
        filer: "演示企业".to_owned(),
        maker: "演示企业".to_owned(),
        licence: None,
        standard: "演示".to_owned(),
        classification: "09-05-03-01-01".to_owned(),
        exclusions: Vec::new(),
        ingredients: ingredients.iter().map(ingredient).collect(),
        active: true,
        wax: false,
        after_opening: Period::Months(6),
        warnings: Vec::new(),
        usage: "演示".to_owned(),
    }
}

fn lot(name: &str, product: &str, expires_on: &str) -> Lot {
    Lot {
        id: id!(name),
        product: id!(product),
        number: name.to_owned(),
        expires_on: day(expires_on),
        received_on: day("2026-09-01"),
        supplier: "演示".to_owned(),
        documents: Vec::new(),
        unit_net: Milligrams::grams(100),
        units: 3,
        zone: Zone::Accepted,
        accepted: true,
        recalled: false,
    }
}

fn container(name: &str, lot: &str, opened_at: &str) -> Container {
    Container {
        id: id!(name),
        lot: id!(lot),
        opened_at: opened_at.parse().expect("a time"),
        after_opening: Period::Months(6),
        left: Milligrams::grams(80),
        opened_by: None,
        standing: Standing::InUse,
    }
}

fn premises() -> Premises {
    Premises {
        code: id!("JN01"),
        name: "演示门店".to_owned(),
        address: "演示".to_owned(),
        province: Province::Shandong,
        district: None,
        phone: "演示".to_owned(),
        demo: true,
    }
}

fn enterprise() -> Enterprise {
    Enterprise {
        name: "演示企业".to_owned(),
        address: "演示".to_owned(),
        credit_code: "演示".to_owned(),
        licence: id!("鲁妆20990001"),
        filers: vec!["演示企业".to_owned()],
    }
}

fn authorisation() -> Authorisation {
    Authorisation {
        id: id!("演示-授权"),
        province: Province::Shandong,
        services: vec![ServiceType::Blend],
        from: day("2026-01-01"),
        to: day("2027-09-30"),
        suspended: false,
        document: id!("演示-文"),
    }
}

fn product_test() -> ProductTest {
    ProductTest {
        sampled_on: day("2026-10-15"),
        reported_on: Some(day("2026-10-25")),
        microbiology: true,
        physico_chemical: true,
        report: id!("演示-检"),
    }
}
