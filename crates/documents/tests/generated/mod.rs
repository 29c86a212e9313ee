//! Units as no store has them all: long names, many components, every province, any weight. Seeded, so that a unit that fails
//! fails again.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "what the tests share must fail them, and small numbers are made smaller"
)]

use chrono::{DateTime, Days, TimeDelta};
use documents::{Component, Label, LabelTemplate, NetContent, Party, UnitIngredients};
use token::{LabelToken, Part};

const PROVINCES: [&str; 31] = [
    "京", "津", "冀", "晋", "蒙", "辽", "吉", "黑", "沪", "苏", "浙", "皖", "闽", "赣", "鲁", "豫", "鄂",
    "湘", "粤", "桂", "琼", "渝", "川", "贵", "云", "藏", "陕", "甘", "青", "宁", "新",
];
const WORDS: [&str; 16] = [
    "演示",
    "保湿",
    "舒缓",
    "修护",
    "清爽",
    "柔润",
    "水光",
    "弹润",
    "草本",
    "氨基酸",
    "透明质酸",
    "角鲨烷",
    "神经酰胺",
    "VB5",
    "pH5.5",
    "Ⅱ型",
];
const ENDS: [&str; 6] = ["精华液", "面霜", "乳液", "啫喱", "凝露", "调理水"];
const INGREDIENTS: [&str; 12] = [
    "水",
    "甘油",
    "丁二醇",
    "1,2-己二醇",
    "烟酰胺",
    "辛酸/癸酸甘油三酯",
    "甘油硬脂酸酯",
    "聚二甲基硅氧烷",
    "泛醇",
    "积雪草（CENTELLA ASIATICA）提取物",
    "鲸蜡硬脂醇橄榄油酸酯",
    "透明质酸钠",
];
const TRACES: [&str; 4] = ["苯氧乙醇", "EDTA二钠", "乙基己基甘油", "生育酚（维生素E）"];

/// A small generator of numbers (xorshift): enough for variety, the same on every machine.
pub struct Seed(u64);

impl Seed {
    pub fn of(name: &str) -> Self {
        Self(
            name.bytes().fold(0x9E37_79B9_7F4A_7C15, |seed, byte| {
                (seed ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
            }),
        )
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn name(&mut self, most: usize) -> String {
        let words: String = (0..=self.below(most)).map(|_| self.one(&WORDS)).collect();
        words + self.one(&ENDS)
    }

    fn several(&mut self, of: &[&str], most: usize) -> Vec<String> {
        let mut chosen: Vec<String> = Vec::new();
        for _ in 0..=self.below(most) {
            let one = self.one(of).to_owned();
            if !chosen.contains(&one) {
                chosen.push(one);
            }
        }
        chosen
    }
}

/// The key that signs them, in hex.
pub fn public_key() -> String {
    let key = ed25519_dalek::SigningKey::from_bytes(&[42; 32]).verifying_key();
    key.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The unit at a place; the province is that of the place, so that two hundred units have them all.
pub fn unit(seed: &mut Seed, place: usize, template: &LabelTemplate) -> Label {
    let (long, most) = match template.id.as_str() {
        "label-40x30" => (2, 4),
        "label-60x40" => (5, 7),
        _ => (4, 4),
    };
    let count = 1 + seed.below(most);
    let components: Vec<Component> =
        (0..count).map(|at| component(seed, place + at, long, share(at, count))).collect();
    let net = match (template.small_pack_only, template.id.as_str()) {
        (false, "label-100x80") => 1_000 + seed.below(300_000) as u64,
        _ => 500 + seed.below(14_501) as u64,
    };
    let opened = DateTime::parse_from_rfc3339("2026-01-01T09:00:00+08:00").unwrap();
    let service_time = opened + TimeDelta::minutes(seed.below(1_000_000) as i64);
    let unit_number =
        format!("JN{:02}-{}-{:04}", place % 97, service_time.format("%y%m%d"), 1 + seed.below(9_998));
    let province = PROVINCES[place % PROVINCES.len()];
    let party = |seed: &mut Seed, end: &str| Party {
        name: format!("{}{}{end}", province, seed.name(1 + long / 3)),
        address: format!("{province}演示市演示区演示路{}号{}楼", 1 + seed.below(2_000), 1 + seed.below(30)),
    };
    let mut label = Label {
        batch: format!("T{}", unit_number.replace('-', "")),
        product_name: seed.name(long),
        components,
        // Of every third unit all formulas are known.
        ingredients: place.is_multiple_of(3).then(|| UnitIngredients {
            ingredients: seed.several(&INGREDIENTS, 8),
            traces: seed.several(&TRACES, 3),
        }),
        enterprise: party(seed, "有限公司"),
        store: party(seed, "店"),
        producer: party(seed, "厂"),
        producer_licence: format!("{province}妆2026{:04}", seed.below(10_000)),
        standard: format!("{province}Q/YS{:03}-2026", seed.below(1_000)),
        service_time,
        net: NetContent(net),
        use_by: service_time.date_naive() + Days::new(1 + seed.below(400) as u64),
        usage: "洁面后取适量，均匀涂抹于面部，轻轻按摩至吸收。".to_owned(),
        warnings: seed.several(&["请在30天内用完", "如有不适请停用", "避光阴凉处存放，使用后盖紧"], 3),
        operator_code: format!("C{:02}", seed.below(100)),
        officer_code: format!("Q{:02}", seed.below(100)),
        phone: "0531-00000000".to_owned(),
        code_content: String::new(),
        unit_number,
    };
    label.code_content = signed(&label);
    label
}

/// Shares that add up to the whole.
fn share(at: usize, count: usize) -> u32 {
    let each = (10_000 / count) as u32;
    if at == 0 { 10_000 - each * (count as u32 - 1) } else { each }
}

fn component(seed: &mut Seed, place: usize, long: usize, share: u32) -> Component {
    let province = PROVINCES[place % PROVINCES.len()];
    let number = 2_026_000_000_u64 + seed.below(1_000_000) as u64;
    let filing_number = match seed.below(6) {
        0 => format!("国妆网备进字（{province}）{number}"),
        1 => format!("国妆网备制字（{province}）{number}"),
        2 => format!("{province}G妆网备字20261{:04}", seed.below(10_000)),
        _ => format!("{province}G妆网备字{number}"),
    };
    let lot = match seed.below(5) {
        0 => format!("批{:04}", seed.below(10_000)),
        1 => format!("LOT-2026.{:03}", seed.below(1_000)),
        _ => format!("A26{:05}", seed.below(100_000)),
    };
    Component {
        name: seed.name(long),
        filing_number,
        lot,
        share,
        ingredients: seed.several(&INGREDIENTS, 8),
        traces: seed.several(&TRACES, 3),
    }
}

fn signed(label: &Label) -> String {
    let part = |part: &Component| Part { filing: part.filing_number.clone(), lot: part.lot.clone() };
    let token = LabelToken {
        service: label.unit_number.clone(),
        made_at: label.service_time,
        use_by: label.use_by,
        parts: label.components.iter().map(part).collect(),
    };
    token.signed(&ed25519_dalek::SigningKey::from_bytes(&[42; 32])).unwrap()
}

/// The record as the independent checker must say it.
pub fn filed(label: &Label) -> String {
    let part =
        |part: &Component| format!("{{\"filing\": \"{}\", \"lot\": \"{}\"}}", part.filing_number, part.lot);
    let parts: Vec<String> = label.components.iter().map(part).collect();
    format!(
        "{{\"service\": \"{}\", \"store\": \"{}\", \"made_at\": \"{}\", \"use_by\": \"{}\", \"parts\": [{}]}}",
        label.unit_number,
        label.unit_number.split('-').next().unwrap(),
        label.service_time.format("%Y-%m-%d %H:%M"),
        label.use_by,
        parts.join(", ")
    )
}
