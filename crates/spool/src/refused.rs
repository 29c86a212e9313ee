//! Why nothing was printed. The paper itself is whole each time and can be saved or printed again.

/// A refusal of the spooler.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The printing program is not installed.
    #[error("没有打印：本机没有安装 {program}；文件已生成，可另存后打印，或请 IT 安装")]
    NoProgram {
        /// What is missing.
        program: &'static str,
    },
    /// The spooler does not run or does not answer.
    #[error("没有打印：打印服务没有应答；文件已生成，请检查打印服务（CUPS）后重试，或另存后打印")]
    NoSpooler,
    /// There is no such printer.
    #[error("没有打印：找不到打印机「{printer}」；请在设备设置里重新选择")]
    NoPrinter {
        /// What was asked for.
        printer: String,
    },
    /// The printer takes no jobs.
    #[error("没有打印：打印机「{printer}」已停用或不接受任务；请检查打印机后重试")]
    Stopped {
        /// Which.
        printer: String,
    },
    /// The title could carry more than a number.
    #[error("没有打印：任务名只能是单号（字母、数字、点、横线，1–40 个字符）")]
    Title,
    /// The spooler says something else.
    #[error("没有打印：打印服务拒绝：{0}；文件已生成，可另存后打印")]
    Said(String),
}

impl Refused {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoProgram { .. } => "print_program_missing",
            Self::NoSpooler => "print_no_spooler",
            Self::NoPrinter { .. } => "print_no_printer",
            Self::Stopped { .. } => "print_stopped",
            Self::Title => "print_title",
            Self::Said(_) => "print_refused",
        }
    }
}
