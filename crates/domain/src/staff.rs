//! The people of the store by id and file: roles, training, health checks, areas. Their names lie in the vault.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::VaultRef;
use crate::ids::{AreaId, StaffId};

/// Wrong PINs in a row that are let pass: the last of them locks.
pub const WRONG_PINS: u32 = 5;

crate::closed! {
    /// What a person may do.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Role {
        /// 美容顾问.
        Advisor,
        /// 操作人员 (山东指南 第三条).
        Operator,
        /// 质量安全员 (山东指南 第二条).
        Officer,
        /// 店长.
        StoreManager,
        /// 检查员: reads, never writes.
        Inspector,
    }
}

words::worded!(Role: role { Advisor, Operator, Officer, StoreManager, Inspector });

/// A passed training with assessment (山东指南 第二至四条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Training {
    /// When it was passed.
    pub passed_on: NaiveDate,
    /// What it covered.
    pub content: String,
    /// How it was held and assessed.
    pub method: String,
}

/// A health check (山东指南 第五条): before the post, then every year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// When.
    pub on: NaiveDate,
    /// Whether the person may work with cosmetics.
    pub fit: bool,
}

/// A person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMember {
    /// The person's id; on labels the code.
    pub id: StaffId,
    /// The person's name, in the vault.
    pub name: VaultRef,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// First day of the post.
    pub appointed_on: NaiveDate,
    /// Last day of the post, if it ended.
    pub left_on: Option<NaiveDate>,
    /// Since when the person has worked in cosmetics production or quality management.
    pub experience_since: Option<NaiveDate>,
    /// The latest training.
    pub training: Option<Training>,
    /// The latest health check.
    pub health: Option<HealthCheck>,
    /// Areas that the person is authorised to enter, each with its last day.
    pub areas: Vec<(AreaId, NaiveDate)>,
}

impl StaffMember {
    /// Whether the person holds `role` and is in post on `day`.
    #[must_use]
    pub fn holds(&self, role: Role, day: NaiveDate) -> bool {
        self.roles.contains(&role) && self.in_post(day)
    }

    /// Whether the person is in post on a day, whatever the post is.
    #[must_use]
    pub fn in_post(&self, day: NaiveDate) -> bool {
        self.appointed_on <= day && self.left_on.is_none_or(|last| day <= last)
    }
}
