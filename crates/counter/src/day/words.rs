//! Records in words: what each kind and each field of a payload is called, in both languages. A kind or a field without
//! words is shown by its code: a newer record is still read.

/// Kinds of records.
const KINDS: &[(&str, &str, &str)] = &[
    ("store.opened", "建店", "Store founded"),
    ("store.restored", "从备份恢复", "Restored from a backup"),
    ("authorisation.set", "设定试点授权", "Pilot authorisation set"),
    ("authorisation.suspended", "暂停或恢复试点授权", "Pilot authorisation suspended or resumed"),
    ("product.listed", "产品入目录", "Product listed"),
    ("lot.received", "收货", "Lot received"),
    ("lot.moved", "批移区", "Lot moved"),
    ("lot.disposed", "批处置", "Lot disposed of"),
    ("container.opened", "开封", "Container opened"),
    ("container.opening_corrected", "更正开封时间", "Opening corrected"),
    ("container.sealed", "结存密封", "Leftover sealed"),
    ("container.released", "结存放行", "Leftover released"),
    ("container.disposed", "结存处置", "Leftover disposed of"),
    ("recipe.set", "设定配方", "Recipe set"),
    ("staff.enrolled", "人员登记", "Person enrolled"),
    ("staff.trained", "培训考核", "Training passed"),
    ("staff.health_checked", "健康检查", "Health checked"),
    ("staff.pin_set", "设定 PIN", "PIN set"),
    ("staff.pin_accepted", "PIN 恢复正常", "PIN right again"),
    ("staff.pin_failed", "PIN 输错", "Wrong PIN"),
    ("staff.presence", "到店或离店", "Came or left"),
    ("visitor.entered", "外来人员进入", "Visitor entered"),
    ("visitor.left", "外来人员离开", "Visitor left"),
    ("equipment.registered", "设备登记", "Equipment registered"),
    ("equipment.cleaned", "设备清洁", "Equipment cleaned"),
    ("equipment.test_due", "设备须检验", "Equipment test due"),
    ("equipment.tested", "设备样品检验", "Equipment tested"),
    ("equipment.inspected", "停用后自查", "Equipment inspected"),
    ("environment.read", "环境监测", "Environment read"),
    ("area.cleaned", "清场", "Area cleaned"),
    ("product.tested", "成品检验", "Product tested"),
    ("template.approved", "标签模板批准", "Label template approved"),
    ("clock.set_back", "时钟被调慢", "Clock set back"),
    ("vault.erased", "删除个人信息", "Personal data erased"),
    ("record.corrected", "更正记录", "Record corrected"),
    ("day.signed", "签日志", "Day's log signed"),
    ("backup.made", "备份", "Backup made"),
    ("backup.drilled", "恢复演练", "Restore drilled"),
    ("service.opened", "开始服务", "Service opened"),
    ("service.noticed", "告知", "Notice given"),
    ("service.needed", "需求", "Needs recorded"),
    ("service.skin_tested", "测肤", "Skin test"),
    ("service.planned", "方案", "Plan chosen"),
    ("service.agreed", "顾客签字", "Customer signed"),
    ("service.refused", "开工核对未通过", "Clearance refused"),
    ("service.cleared", "开工核对", "Clearance signed"),
    ("service.weighed", "称量", "Weighed"),
    ("service.scaled", "加大批量", "Batch made larger"),
    ("service.written_off", "报废", "Written off"),
    ("service.labelled", "出标签", "Label issued"),
    ("service.label_scanned", "扫回标签", "Label read back"),
    ("label.reprinted", "补打标签", "Label reprinted"),
    ("label.print_started", "开始打印标签", "Label print started"),
    ("label.print_taken", "打印任务已接收", "Label print taken"),
    ("label.print_ended", "标签打印结束", "Label print ended"),
    ("label.spoiled", "标签损坏", "Label spoiled"),
    ("label.voided", "标签作废", "Label voided"),
    ("service.released", "放行", "Released"),
    ("service.rejected", "不予放行", "Refused at release"),
    ("service.handed_over", "交付", "Handed over"),
    ("service.abandoned", "终止服务", "Service given up"),
    ("service.called_back", "回访", "Called back"),
];

/// Fields, by the last part of their path.
const FIELDS: &[(&str, &str, &str)] = &[
    ("service", "服务单号", "Service"),
    ("mode", "模式", "Mode"),
    ("customer", "顾客编号", "Customer number"),
    ("advisor", "顾问", "Advisor"),
    ("at", "时间", "Time"),
    ("age", "年龄段", "Age band"),
    ("guardian", "监护人", "Guardian"),
    ("purpose", "目的", "Purpose"),
    ("agreed", "是否同意", "Agreed"),
    ("text", "文本", "Text"),
    ("text_version", "文本版本", "Text version"),
    ("contact", "联系方式", "Contact"),
    ("needs", "需求", "Needs"),
    ("channels", "渠道", "Channels"),
    ("kept", "保留条数", "Lines kept"),
    ("dropped", "剔除条数", "Lines dropped"),
    ("raw", "原始文件摘要", "Raw file's digest"),
    ("profile", "仪器配置", "Profile"),
    ("taken_at", "测量时间", "Taken at"),
    ("values", "测量值", "Values"),
    ("file", "文件", "File"),
    ("recipe", "配方", "Recipe"),
    ("version", "版本", "Version"),
    ("size", "净含量", "Net content"),
    ("price", "价格", "Price"),
    ("lots", "批", "Lots"),
    ("date", "日期", "Date"),
    ("against_ranking", "未选首位的原因", "Why not the first"),
    ("signature", "签名", "Signature"),
    ("sheet", "所示内容", "What was shown"),
    ("shown", "所示内容摘要", "Digest of what was shown"),
    ("signer", "签名人", "Signer"),
    ("role", "角色", "Role"),
    ("meaning", "含义", "Meaning"),
    ("rulebooks", "规则集", "Rulebooks"),
    ("rulebook", "规则集", "Rulebook"),
    ("clause", "条款", "Clause"),
    ("check", "检查", "Check"),
    ("passed", "通过", "Passed"),
    ("warned", "提醒", "Warned"),
    ("not_applicable", "不适用", "Not applicable"),
    ("lot", "批", "Lot"),
    ("container", "容器", "Container"),
    ("target", "目标量", "Target"),
    ("tolerance", "允许偏差", "Tolerance"),
    ("by_route", "按路线进入", "By route"),
    ("outer_pack_treated", "外包装已处理", "Outer pack treated"),
    ("equipment", "设备", "Equipment"),
    ("area", "区域", "Area"),
    ("index", "组分序号", "Component"),
    ("weight", "重量", "Weight"),
    ("by_hand", "手工输入原因", "Why by hand"),
    ("poured", "已倒入", "Poured"),
    ("batch", "批号或批量", "Batch"),
    ("surplus", "多出", "Surplus"),
    ("reason", "原因", "Reason"),
    ("template", "标签模板", "Template"),
    ("pdf", "文件摘要", "Digest of the PDF"),
    ("use_by", "使用期限", "Use by"),
    ("read", "读到", "Read"),
    ("copy", "第几张", "Copy"),
    ("attempt", "第几次", "Attempt"),
    ("printer", "打印机", "Printer"),
    ("job", "打印任务", "Job"),
    ("how", "结果", "How"),
    ("note", "说明", "Note"),
    ("way", "交付方式", "Delivery"),
    ("carrier", "承运方", "Carrier"),
    ("order", "运单号", "Waybill"),
    ("hints_given", "已告知提示", "Hints given"),
    ("name", "名称", "Name"),
    ("filings", "备案编号", "Filing numbers"),
    ("filing", "备案编号", "Filing number"),
    ("net", "净含量", "Net content"),
    ("count", "数量", "Count"),
    ("provisional", "日历未定", "Provisional"),
    ("id", "编号", "Id"),
    ("product", "产品", "Product"),
    ("number", "批号", "Lot number"),
    ("expires_on", "限用日期", "Expires on"),
    ("received_on", "收货日期", "Received on"),
    ("supplier", "供货者", "Supplier"),
    ("documents", "单据", "Documents"),
    ("unit_net", "每件净含量", "Net of one unit"),
    ("units", "件数", "Units"),
    ("zone", "分区", "Zone"),
    ("to", "到", "To"),
    ("from", "自", "From"),
    ("accepted", "已验收", "Accepted"),
    ("recalled", "已召回", "Recalled"),
    ("opened_at", "开封时间", "Opened at"),
    ("after_opening", "开封后期限", "Period after opening"),
    ("left", "余量", "Left"),
    ("booked", "账面余量", "By the records"),
    ("staff", "人员", "Person"),
    ("by", "由", "By"),
    ("outcome", "结果", "Outcome"),
    ("roles", "角色", "Roles"),
    ("appointed_on", "上岗日期", "Appointed on"),
    ("left_on", "离岗日期", "Left on"),
    ("experience_since", "从业起始", "Experience since"),
    ("passed_on", "考核合格日期", "Passed on"),
    ("content", "内容", "Content"),
    ("method", "方式", "Method"),
    ("on", "日期", "On"),
    ("fit", "合格", "Fit"),
    ("present", "在店", "Present"),
    ("valid_until", "有效至", "Valid until"),
    ("used_since", "之后已使用", "Used since"),
    ("procedure", "规程", "Procedure"),
    ("wax_only", "蜡基专用", "Wax only"),
    ("last_used", "上次使用", "Last used"),
    ("trigger", "触发", "Trigger"),
    ("report", "报告", "Report"),
    ("cfu", "菌落数", "cfu/m³"),
    ("temperature", "温度（0.1 ℃）", "Temperature (0.1 °C)"),
    ("humidity", "湿度（0.1 %）", "Humidity (0.1 %)"),
    ("next_due", "下次监测", "Next due"),
    ("sampled_on", "取样日期", "Sampled on"),
    ("reported_on", "报告日期", "Reported on"),
    ("microbiology", "微生物合格", "Microbiology passed"),
    ("physico_chemical", "理化合格", "Physico-chemical passed"),
    ("approved_on", "批准日期", "Approved on"),
    ("sha256", "内容摘要", "Digest of the content"),
    ("before", "此前的决定", "Decided before"),
    ("approved", "已批准", "Approved"),
    ("last", "之前", "Before"),
    ("now", "现在", "Now"),
    ("item", "密匣项", "Vault item"),
    ("seq", "记录编号", "Record"),
    ("day", "日期", "Day"),
    ("up_to", "截至记录", "Up to record"),
    ("head", "记录摘要", "Record's hash"),
    ("seed", "抽样种子", "Seed of the sample"),
    ("sampled", "抽样服务", "Sampled services"),
    ("notes", "备注", "Notes"),
    ("address", "地址", "Address"),
    ("credit_code", "统一社会信用代码", "Credit code"),
    ("licence", "生产许可证", "Production licence"),
    ("filers", "备案人", "Filers"),
    ("filer", "备案人", "Filer"),
    ("code", "代码", "Code"),
    ("province", "省份", "Province"),
    ("district", "区县", "District"),
    ("phone", "电话", "Telephone"),
    ("demo", "演示", "Demo"),
    ("suspended", "暂停", "Suspended"),
    ("document", "文件", "Document"),
    ("services", "服务类型", "Services"),
    ("authorisation", "试点授权", "Authorisation"),
    ("share", "份额", "Share"),
    ("target_file", "备份位置", "Place"),
    ("hash", "摘要", "Hash"),
    ("bytes", "字节", "Bytes"),
    ("cause", "原因", "Cause"),
    ("removed", "已删除的旧备份", "Older copies removed"),
    ("lost", "未包含的记录", "Records not in it"),
    ("problem", "问题", "Problem"),
];

fn found(list: &'static [(&str, &str, &str)], code: &str) -> Option<(&'static str, &'static str)> {
    list.iter().find(|(known, ..)| *known == code).map(|(_, zh, en)| (*zh, *en))
}

/// A kind in Chinese and in English.
pub(super) fn kind(code: &str) -> (&str, &str) {
    found(KINDS, code).unwrap_or((code, code))
}

/// A field in Chinese and in English.
pub(super) fn field(code: &str) -> (&str, &str) {
    found(FIELDS, code).unwrap_or((code, code))
}

/// What a number of a field counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Milligrams.
    Milligrams,
    /// Fen.
    Fen,
}

/// The unit of a field's numbers, where they have one.
pub(super) fn unit(field: &str) -> Option<Unit> {
    match field {
        "weight" | "target" | "poured" | "batch" | "surplus" | "size" | "net" | "unit_net" | "left"
        | "booked" => Some(Unit::Milligrams),
        "price" => Some(Unit::Fen),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_record_has_words() {
        let without = domain::event::Event::KINDS.iter().filter(|(kind, _)| found(KINDS, kind).is_none());
        let without: Vec<&str> = without.map(|(kind, _)| *kind).collect();
        assert!(without.is_empty(), "say in `KINDS` what these are called: {without:?}");
    }

    #[test]
    fn no_code_stands_twice() {
        for list in [KINDS, FIELDS] {
            let mut codes: Vec<&str> = list.iter().map(|(code, ..)| *code).collect();
            let all = codes.len();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), all);
        }
    }
}
