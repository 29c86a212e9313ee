//! Sales (山东指南 第二十四条).

use chrono::NaiveDate;
use domain::event::Sale;
use domain::ids::ServiceNumber;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, text};

/// One sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleRow {
    /// Of which service.
    pub service: ServiceNumber,
    /// 销售日期.
    pub sold_on: NaiveDate,
    /// What was sold.
    pub sale: Sale,
}

impl Row for SaleRow {
    const TABLE: &'static str = "sale";
    const CALLED: &'static str = "销售记录";
    fn key(&self) -> String {
        self.service.to_string()
    }
    fn columns(&self) -> Columns {
        vec![("sold_on", text(self.sold_on))]
    }
}
