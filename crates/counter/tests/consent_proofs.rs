//! The sentences of the consent text, each with the test that proves it. Add the proof before the sentence.

/// Where it stands, what it says, and the test that proves it.
pub const PROVED: &[(&str, &str, &str)] = &[
    (
        "notice.who",
        "处理者：{enterprise}，地址：{enterprise_address}",
        "the_notice_names_who_handles_and_where",
    ),
    (
        "notice.who",
        "服务门店：{store}，地址：{store_address}，电话：{phone}",
        "the_notice_names_who_handles_and_where",
    ),
    (
        "notice.method",
        "由门店人员当面询问、由您本人填写，或从测肤仪导出的文件读入",
        "a_new_customer_has_the_label_in_thirty_two_acts",
    ),
    (
        "notice.method",
        "加密保存在本店电脑里，只有本店在岗人员能够查看",
        "the_wrong_key_opens_nothing_and_harms_nothing",
    ),
    (
        "notice.method",
        "您同意上传总部的姓名和电话，总部另行加密保存",
        "an_item_is_kept_by_its_basis_alone_and_sealed",
    ),
    (
        "notice.method",
        "打开您的页面、查看完整电话、出具副本和更正都有记录",
        "every_look_is_a_record_and_stands_on_the_page",
    ),
    (
        "notice.method",
        "系统按测肤结果和您的需求给出配方建议，并显示理由",
        "the_ranking_says_why_and_by_which_clause_not",
    ),
    ("notice.method", "由美容顾问和您本人决定，不由系统自动决定", "choosing_against_the_ranking_asks_why"),
    (
        "notice.rights",
        "您可以随时查阅、复制、更正、补充、删除您的信息，询问推荐理由，或者撤回任何一项同意：当面告诉门店人员，或者拨打 {phone}",
        "a_copy_says_all_of_it_to_people_and_to_machines",
    ),
    (
        "notice.rights",
        "撤回按一下、再确认一下就办完，给您回执",
        "consent_is_taken_back_a_name_put_right_and_everything_deleted",
    ),
    (
        "notice.rights",
        "我们不会因此拒绝与该项信息无关的服务",
        "a_customer_who_refuses_everything_is_still_served",
    ),
    ("notice.rights", "撤回前已经做完的处理仍然有效", "everything_is_deleted_and_the_number_stays"),
    (
        "notice.rights",
        "回执写明删除了什么、哪些依法留存到哪一天、备份里最迟到哪一天",
        "a_receipt_says_until_when_backups_hold_it_and_is_printed_again",
    ),
    (
        "notice.afterwards",
        "期限届满后下一次开始工作时，或者您撤回同意时，能识别您身份的内容从本店数据中删除",
        "what_is_past_its_last_day_is_erased",
    ),
    (
        "notice.afterwards",
        "以前的备份是加密的，只用于恢复，继续备份满一年后由新的备份取代",
        "a_receipt_says_until_when_backups_hold_it_and_is_printed_again",
    ),
    (
        "notice.afterwards",
        "法律要求留存的批次和销售记录只以随机编号保存，不含您的姓名和电话",
        "everything_is_deleted_and_the_number_stays",
    ),
    ("notice.refusing", "下面各项都可以不同意", "a_customer_who_refuses_everything_is_still_served"),
    (
        "notice.refusing",
        "不同意某一项，服务仍有办法进行下去，各项中写明了怎样进行",
        "a_customer_who_refuses_everything_is_still_served",
    ),
    ("notice.refusing", "未勾选的一律视为不同意", "a_customer_who_refuses_everything_is_still_served"),
    (
        "notice.minors",
        "不满十四周岁的，须由父母或者其他监护人同意并签字，不采集面部图像",
        "contact_is_kept_only_where_it_was_agreed_to",
    ),
    (
        "notice.minors",
        "十二岁及以下的儿童不提供调配服务",
        "a_child_of_twelve_is_refused_everything_and_the_guardian_is_told_why",
    ),
    (
        "notice.sharing",
        "信息不出境，不出售，不提供给其他公司",
        "name_and_telephone_alone_go_up_and_only_with_consent_to_a_text_that_says_so",
    ),
    (
        "notice.sharing",
        "确需提供的，另行取得您的单独同意",
        "name_and_telephone_alone_go_up_and_only_with_consent_to_a_text_that_says_so",
    ),
    (
        "service_record.what",
        "随机编号、年龄段、您的需求、选定的方案、批号与称量、使用期限、签字和交付情况",
        "everything_kept_stands_on_the_page_with_its_last_day",
    ),
    ("service_record.what", "不含姓名", "no_personal_word_is_logged_or_said_in_an_error"),
    (
        "service_record.why",
        "完成本次服务，能够按编号追溯到每一批产品（化妆品监督管理条例 第三十一条）",
        "a_backup_is_restored_as_what_it_is_and_traces_alike",
    ),
    ("service_record.how_long", "需求、签字和监护人：产品使用期限届满后 1 年", "each_kind_goes_on_its_day"),
    ("service_record.how_long", "使用期限不足 1 年的，自交付之日起 2 年", "each_kind_goes_on_its_day"),
    ("service_record.how_long", "没有产品的，自交付起 1 年", "each_kind_goes_on_its_day"),
    ("service_record.how_long", "没有做完的服务，终止后 30 天", "each_kind_goes_on_its_day"),
    ("service_record.take_back", "随时可撤回", "each_purpose_is_taken_back_for_itself_with_a_receipt"),
    (
        "service_record.take_back",
        "法律要求留存的批次和销售记录只以随机编号留存，您的签字和需求内容立即删除",
        "each_purpose_is_taken_back_for_itself_with_a_receipt",
    ),
    (
        "service_record.if_refused",
        "您的需求和签字只用于本次服务，服务结束即删除",
        "what_was_refused_goes_with_its_service",
    ),
    (
        "service_record.if_refused",
        "制作产品时，法律要求的批次和销售记录仍以随机编号保存",
        "what_was_refused_goes_with_its_service",
    ),
    (
        "skin_and_allergy.what",
        "测肤分值和原始数值、肤质、过敏成分、是否孕期或哺乳期（以您所述为准）",
        "everything_kept_stands_on_the_page_with_its_last_day",
    ),
    (
        "skin_and_allergy.why",
        "选出适合的配方，排除含有您过敏成分或者不宜使用的配方",
        "no_way_of_writing_an_allergy_changes_what_is_offered",
    ),
    (
        "skin_and_allergy.necessity",
        "没有过敏信息，就无法替您排除含有该成分的配方",
        "what_is_only_said_is_asked_for_again_at_the_clearance",
    ),
    (
        "skin_and_allergy.impact",
        "属于敏感个人信息，泄露可能使您感到难堪或者受到差别对待",
        "the_wrong_key_opens_nothing_and_harms_nothing",
    ),
    (
        "skin_and_allergy.impact",
        "因此加密保存，并与您的姓名、电话分开",
        "allergies_go_and_what_was_wanted_stays",
    ),
    (
        "skin_and_allergy.how_long",
        "自交付起 1 年，期满删除",
        "allergies_go_a_year_after_the_hand_over_and_what_was_wanted_stays_longer",
    ),
    ("skin_and_allergy.take_back", "随时可撤回，撤回后立即删除", "allergies_go_and_what_was_wanted_stays"),
    (
        "skin_and_allergy.if_refused",
        "改为当面问询：只用于当场选配方，不保存",
        "allergies_are_not_kept_without_consent_and_still_count",
    ),
    ("facial_image.what", "测肤仪文件里的面部图像", "pictures_are_seen_however_they_travel"),
    ("facial_image.why", "由测肤仪分析皮肤状况", "a_picture_is_kept_for_its_own_consent_alone"),
    ("facial_image.why", "不用于识别身份，不作其他用途", "a_picture_is_kept_for_its_own_consent_alone"),
    (
        "facial_image.necessity",
        "仪器需要图像才能给出分值",
        "what_the_customer_refused_is_respected_and_a_way_on_is_left",
    ),
    (
        "facial_image.necessity",
        "不愿拍摄的，可以改用问卷，结果同样可以选配方",
        "what_the_customer_refused_is_respected_and_a_way_on_is_left",
    ),
    (
        "facial_image.impact",
        "面部图像属于敏感个人信息，泄露后难以更换",
        "a_picture_is_kept_for_its_own_consent_alone",
    ),
    (
        "facial_image.impact",
        "因此只加密存放在本店电脑里，不上传",
        "name_and_telephone_alone_go_up_and_only_with_consent_to_a_text_that_says_so",
    ),
    ("facial_image.how_long", "选定方案时删除，最长 30 天", "a_picture_is_kept_for_its_own_consent_alone"),
    (
        "facial_image.take_back",
        "随时可撤回，撤回后立即删除图像，已经得出的分值按“皮肤与过敏信息”一项处理",
        "a_picture_is_kept_for_its_own_consent_alone",
    ),
    (
        "facial_image.if_refused",
        "不保存图像：文件里有图像的，只留数值",
        "a_picture_is_kept_for_its_own_consent_alone",
    ),
    ("facial_image.if_refused", "也可以改用问卷和当面问询", "a_picture_is_kept_for_its_own_consent_alone"),
    ("contact.what", "姓名（或者称呼）和电话", "a_name_is_put_right_and_the_old_one_stays_readable"),
    (
        "contact.why",
        "交付后 7 个工作日左右回访使用情况",
        "a_call_stands_on_the_day_when_it_is_due_and_not_before",
    ),
    (
        "contact.why",
        "产品需要召回或者出现不良反应时及时通知您",
        "the_telephone_is_there_on_a_recorded_tap_and_not_for_marketing_without_consent",
    ),
    ("contact.how_long", "自交付起 2 年，期满删除", "each_kind_goes_on_its_day"),
    (
        "contact.take_back",
        "随时可撤回，撤回后立即删除",
        "who_takes_contact_back_is_not_called_and_an_open_service_heeds_what_was_taken_back",
    ),
    (
        "contact.take_back",
        "此后召回只能通过门店公告通知您",
        "who_takes_contact_back_is_not_called_and_an_open_service_heeds_what_was_taken_back",
    ),
    ("contact.if_refused", "不留姓名和电话", "everything_is_deleted_and_the_number_stays"),
    (
        "contact.if_refused",
        "请保管好标签上的编号，可凭编号到店查询是否涉及召回",
        "everything_is_deleted_and_the_number_stays",
    ),
    (
        "upload_identity.what",
        "“回访与召回联系方式”一项中的姓名和电话",
        "everything_kept_stands_on_the_page_with_its_last_day",
    ),
    (
        "upload_identity.why",
        "供总部直接通知您召回",
        "name_and_telephone_alone_go_up_and_only_with_consent_to_a_text_that_says_so",
    ),
    (
        "upload_identity.why",
        "只有您同意本项，而且本企业已开通上传，才传送",
        "name_and_telephone_alone_go_up_and_only_with_consent_to_a_text_that_says_so",
    ),
    (
        "upload_identity.how_long",
        "本店删除时总部同时删除",
        "what_is_erased_or_taken_back_is_gone_at_headquarters_once_its_receipt_names_it",
    ),
    (
        "upload_identity.how_long",
        "总部的备份最迟在其删除后 30 天不再保留",
        "what_is_erased_or_taken_back_is_gone_at_headquarters_once_its_receipt_names_it",
    ),
    ("upload_identity.take_back", "随时可撤回", "each_purpose_is_taken_back_for_itself_with_a_receipt"),
    (
        "upload_identity.take_back",
        "撤回后总部收到即删除，总部确认之前您的页面写明“总部待删除”",
        "what_is_erased_or_taken_back_is_gone_at_headquarters_once_its_receipt_names_it",
    ),
    (
        "upload_identity.if_refused",
        "姓名和电话只保存在本店",
        "name_and_telephone_alone_go_up_and_only_with_consent_to_a_text_that_says_so",
    ),
    (
        "marketing.what",
        "“回访与召回联系方式”一项中的电话",
        "the_telephone_is_there_on_a_recorded_tap_and_not_for_marketing_without_consent",
    ),
    (
        "marketing.why",
        "由门店人员打电话告诉您新品和活动（消费者权益保护法 第二十九条）",
        "the_telephone_is_there_on_a_recorded_tap_and_not_for_marketing_without_consent",
    ),
    (
        "marketing.how_long",
        "至您撤回为止，最长 1 年",
        "the_telephone_is_there_on_a_recorded_tap_and_not_for_marketing_without_consent",
    ),
    (
        "marketing.take_back",
        "随时可撤回，撤回后不再为此显示您的电话",
        "the_telephone_is_there_on_a_recorded_tap_and_not_for_marketing_without_consent",
    ),
    (
        "marketing.if_refused",
        "不为营销显示您的电话，不影响服务",
        "the_telephone_is_there_on_a_recorded_tap_and_not_for_marketing_without_consent",
    ),
    ("notice.rights", "当场办不完的请求，最迟 15 个工作日内答复", "a_request_has_its_clock_and_its_answer"),
    ("notice.rights", "不能照办的，说明理由", "a_request_has_its_clock_and_its_answer"),
];
