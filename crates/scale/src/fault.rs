//! Why zero or tare was not done. What is wrong with the line itself is told by the readings; here it only says that no scale answers.

/// A refusal of the scale, or its silence. Nothing is changed on the scale by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScaleFault {
    /// No scale answers on the port.
    #[error("秤没有应答：没有执行；请检查电源、数据线和串口设置")]
    NoScale,
    /// It is moving, or in its menu.
    #[error("秤未稳定，没有执行：请等读数稳定、退出秤的菜单后再试")]
    Unstable,
    /// More lies on it than that allows.
    #[error("秤上太重，没有执行：请取下后再试")]
    Overload,
    /// Less lies on it than that allows.
    #[error("秤盘未放好或读数低于零点，没有执行：请放好秤盘后再试")]
    Underload,
    /// It does not know the command.
    #[error("这台秤不认识该指令，没有执行：请在秤上按键操作")]
    Unknown,
    /// It weighs in a unit that is not read.
    #[error("秤的单位不是 g、mg 或 kg：请在秤上改为 g")]
    OtherUnit,
}

impl ScaleFault {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoScale => "no_scale",
            Self::Unstable => "unstable",
            Self::Overload => "scale_overload",
            Self::Underload => "scale_underload",
            Self::Unknown => "scale_command",
            Self::OtherUnit => "scale_unit",
        }
    }

    /// The same in English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::NoScale => {
                "The scale does not answer, nothing was done: check its power, cable and settings"
            }
            Self::Unstable => "The scale is moving or in its menu, nothing was done: wait and try again",
            Self::Overload => "Too much lies on the scale, nothing was done: take it off and try again",
            Self::Underload => "The pan is off or below zero, nothing was done: set it and try again",
            Self::Unknown => "This scale does not know the command, nothing was done: use its own keys",
            Self::OtherUnit => "The scale's unit is not g, mg or kg: set it to g on the scale",
        }
    }
}
