//! Why a document was not made. Nothing here is a warning: a refused document does not exist, not even in part.

/// A document that was not made, with the item that decided. Codes are stable; messages are for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// An item that the law or the template asks for has no value.
    #[error("缺少“{item}”：未生成文件，已录入的内容不受影响。请补充“{item}”后重新生成。")]
    MissingItem {
        /// The item's Chinese name.
        item: &'static str,
    },
    /// A character that the typeface has no glyph for; it would print as an empty box.
    #[error("“{item}”中的字符“{character}”（U+{code:04X}）字库中没有：未生成文件，已录入的内容不受影响。请改用可打印的汉字。", code = u32::from(*.character))]
    MissingGlyph {
        /// The item's Chinese name.
        item: &'static str,
        /// The character.
        character: char,
    },
    /// The item does not fit the medium at its legal height.
    #[error(
        "“{item}”在 {medium} 上放不下：未生成文件，字号不会缩到法定高度以下。请缩短“{item}”或改用更大的标签。"
    )]
    DoesNotFit {
        /// The item's Chinese name.
        item: &'static str,
        /// The medium in words, for example `60×40 mm`.
        medium: String,
    },
    /// More than 15 g on a template that relies on the small-pack relief (标签管理办法 art 17).
    #[error(
        "净含量 {net} 超过 15 g，不适用小规格包装的简化标签（标签管理办法第十七条）：未生成标签。请改用标注全部内容的标签模板。"
    )]
    NotSmallPack {
        /// The net content in words.
        net: String,
    },
    /// A value that cannot be true.
    #[error("“{item}”的值不成立：{why}。未生成文件，请更正后重新生成。")]
    Invalid {
        /// The item's Chinese name.
        item: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The code's content needs modules below 0.33 mm in the space that the template gives it.
    #[error(
        "二维码内容过长，在 {medium} 上每格不足 0.33 mm，扫描不可靠：未生成标签。请缩短内容或改用更大的标签。"
    )]
    CodeTooDense {
        /// The medium in words.
        medium: String,
    },
    /// The template itself is wrong.
    #[error("标签模板“{template}”不可用：{why}。未生成标签，请让总部重新发布模板。")]
    Template {
        /// The template's id, or `?` where it could not be read.
        template: String,
        /// What is wrong with it.
        why: String,
    },
    /// The typeface file is not a usable font.
    #[error("字库文件不可用：{why}。未生成文件，请重新安装程序。")]
    Typeface {
        /// What is wrong with it.
        why: &'static str,
    },
    /// The PDF writer reported a fault instead of writing what it was given.
    #[error("PDF 写出失败：{why}。未生成文件，已录入的内容不受影响，请重试；若仍失败请联系总部。")]
    Writer {
        /// The writer's own words.
        why: String,
    },
}

impl Refusal {
    /// The stable code that a user interface matches.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MissingItem { .. } => "document_item_missing",
            Self::MissingGlyph { .. } => "document_glyph_missing",
            Self::DoesNotFit { .. } => "document_does_not_fit",
            Self::NotSmallPack { .. } => "label_not_small_pack",
            Self::Invalid { .. } => "document_value_invalid",
            Self::CodeTooDense { .. } => "label_code_too_dense",
            Self::Template { .. } => "label_template_unusable",
            Self::Typeface { .. } => "document_typeface_unusable",
            Self::Writer { .. } => "document_writer_failed",
        }
    }
}
