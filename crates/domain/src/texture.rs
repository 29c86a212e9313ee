//! What a product feels like, as its filing says: the form (剂型) in its classification code
//! (化妆品分类规则和分类目录: 功效-部位-人群-剂型-方法). It promises nothing about a blend of several.

use crate::stock::Product;

/// The forms of the catalogue (附表 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Texture {
    /// `01` 膏霜乳.
    Cream,
    /// `02` 液体.
    Liquid,
    /// `03` 凝胶.
    Gel,
    /// `04` 粉剂.
    Powder,
    /// `05` 块状.
    Solid,
    /// `06` 泥.
    Mud,
    /// `07` 蜡基.
    Wax,
    /// `08` 喷雾剂.
    Spray,
    /// `09` 气雾剂.
    Aerosol,
    /// `10` 贴、膜、含基材.
    Sheet,
    /// `11` 冻干.
    FreezeDried,
}

words::worded!(Texture: texture { Cream, Liquid, Gel, Powder, Solid, Mud, Wax, Spray, Aerosol, Sheet, FreezeDried });

/// How many groups a classification code has, and which of them is the form.
const GROUPS: usize = 5;
const FORM: usize = 3;

impl Texture {
    /// The one form that a product was filed in; none where the code names several, another, or is no code.
    #[must_use]
    pub fn of(product: &Product) -> Option<Self> {
        let groups: Vec<&str> = product.classification.trim().split('-').map(str::trim).collect();
        let form = groups.get(FORM).filter(|_| groups.len() == GROUPS)?;
        Some(match *form {
            "01" => Self::Cream,
            "02" => Self::Liquid,
            "03" => Self::Gel,
            "04" => Self::Powder,
            "05" => Self::Solid,
            "06" => Self::Mud,
            "07" => Self::Wax,
            "08" => Self::Spray,
            "09" => Self::Aerosol,
            "10" => Self::Sheet,
            "11" => Self::FreezeDried,
            _ => return None,
        })
    }
}
