//! Provinces, and the district where a rule stops at one.

use serde::{Deserialize, Serialize};

macro_rules! provinces {
    ($($name:ident $code:literal $chinese:literal $short:literal),+ $(,)?) => {
        /// A province, municipality or autonomous region (省级行政区).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Province { $(#[doc = $chinese] #[serde(rename = $code)] $name),+ }

        impl Province {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];
            /// Its ISO 3166-2:CN letters.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $code),+ } }
            /// Its Chinese name without the kind of division.
            #[must_use]
            pub const fn chinese(self) -> &'static str { match self { $(Self::$name => $chinese),+ } }
            /// Its one-character short name.
            #[must_use]
            pub const fn short(self) -> char { match self { $(Self::$name => $short),+ } }
        }
    };
}

provinces! {
    Beijing "BJ" "北京" '京', Tianjin "TJ" "天津" '津', Hebei "HE" "河北" '冀', Shanxi "SX" "山西" '晋',
    InnerMongolia "NM" "内蒙古" '蒙', Liaoning "LN" "辽宁" '辽', Jilin "JL" "吉林" '吉', Heilongjiang "HL" "黑龙江" '黑',
    Shanghai "SH" "上海" '沪', Jiangsu "JS" "江苏" '苏', Zhejiang "ZJ" "浙江" '浙', Anhui "AH" "安徽" '皖',
    Fujian "FJ" "福建" '闽', Jiangxi "JX" "江西" '赣', Shandong "SD" "山东" '鲁', Henan "HA" "河南" '豫',
    Hubei "HB" "湖北" '鄂', Hunan "HN" "湖南" '湘', Guangdong "GD" "广东" '粤', Guangxi "GX" "广西" '桂',
    Hainan "HI" "海南" '琼', Chongqing "CQ" "重庆" '渝', Sichuan "SC" "四川" '川', Guizhou "GZ" "贵州" '贵',
    Yunnan "YN" "云南" '云', Tibet "XZ" "西藏" '藏', Shaanxi "SN" "陕西" '陕', Gansu "GS" "甘肃" '甘',
    Qinghai "QH" "青海" '青', Ningxia "NX" "宁夏" '宁', Xinjiang "XJ" "新疆" '新',
}

impl Province {
    /// Reads letters (`SD`), the Chinese name with or without 省/市, the short name, or the English name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.iter().copied().find(|province| {
            text.eq_ignore_ascii_case(province.code())
                || text.eq_ignore_ascii_case(&format!("{province:?}"))
                || text.starts_with(province.chinese())
                || (text.chars().count() == 1 && text.starts_with(province.short()))
        })
    }
}
