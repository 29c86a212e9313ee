//! Provinces, and the district where a rule stops at one.

use serde::{Deserialize, Serialize};
use words::{Word, Worded};

macro_rules! provinces {
    ($($name:ident $letters:ident $code:literal $short:literal),+ $(,)?) => {
        /// A province, municipality or autonomous region (省级行政区).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Province { $(#[doc = stringify!($name)] #[serde(rename = $code)] $name),+ }

        impl Province {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];
            /// Its ISO 3166-2:CN letters.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $code),+ } }
            /// Its one-character short name.
            #[must_use]
            pub const fn short(self) -> char { match self { $(Self::$name => $short),+ } }
        }

        impl Worded for Province {
            fn word(&self) -> Word { match self { $(Self::$name => words::province::$letters),+ } }
        }
    };
}

provinces! {
    Beijing BJ "BJ" '京', Tianjin TJ "TJ" '津', Hebei HE "HE" '冀', Shanxi SX "SX" '晋',
    InnerMongolia NM "NM" '蒙', Liaoning LN "LN" '辽', Jilin JL "JL" '吉', Heilongjiang HL "HL" '黑',
    Shanghai SH "SH" '沪', Jiangsu JS "JS" '苏', Zhejiang ZJ "ZJ" '浙', Anhui AH "AH" '皖',
    Fujian FJ "FJ" '闽', Jiangxi JX "JX" '赣', Shandong SD "SD" '鲁', Henan HA "HA" '豫',
    Hubei HB "HB" '鄂', Hunan HN "HN" '湘', Guangdong GD "GD" '粤', Guangxi GX "GX" '桂',
    Hainan HI "HI" '琼', Chongqing CQ "CQ" '渝', Sichuan SC "SC" '川', Guizhou GZ "GZ" '贵',
    Yunnan YN "YN" '云', Tibet XZ "XZ" '藏', Shaanxi SN "SN" '陕', Gansu GS "GS" '甘',
    Qinghai QH "QH" '青', Ningxia NX "NX" '宁', Xinjiang XJ "XJ" '新',
}

impl Province {
    /// Reads letters (`SD`), the Chinese name with or without 省/市, the short name, or the English name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = crate::clean::code(text);
        Self::ALL.iter().copied().find(|province| {
            text.eq_ignore_ascii_case(province.code())
                || text.eq_ignore_ascii_case(&format!("{province:?}"))
                || text.starts_with(province.zh())
                || (text.chars().count() == 1 && text.starts_with(province.short()))
        })
    }
}
