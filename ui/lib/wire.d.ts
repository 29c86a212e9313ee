// Made by `cargo xtask wire` from the commands and views in Rust. Do not edit.

export type Delivery = { way: "on_the_spot" } | { way: "pick_up" } | { way: "home" } | { way: "carrier", carrier: string, order: string };
export interface Refusal { code: string, message: string, clause?: { rulebook: string, number: string }, mend?: string, details?: unknown[] }
export type AgeBand = "child_of_cosmetics" | "under_fourteen" | "minor" | "adult";
export type Approvable = "product" | "recipe" | "lot" | "authorisation" | "licence";
export type Basis = "consent" | "statutory";
export type Changed = "corrected" | "allergies" | "added" | "joined" | "parted";
export type Channel = "skin_test" | "make_up_assessment" | "online_questionnaire" | "online_consultation" | "skin_consultation" | "make_up_consultation";
export type CheckName = "pilot_region" | "pilot_authorised" | "components_count" | "components_ordinary" | "filing_active" | "filed_by_enterprise" | "no_child_product" | "no_eye_care" | "no_special_function" | "no_new_ingredient" | "catalogue_stated" | "lots_accepted" | "lots_unexpired" | "lots_not_recalled" | "containers_in_period" | "stock_suffices" | "leftovers_released" | "use_by_within_filed" | "materials_by_route" | "recipe_approved" | "recipe_assessed" | "claim_words" | "no_declared_allergen" | "needs_lawful" | "customer_age" | "recipe_suits_customer" | "two_people" | "both_present" | "people_trained" | "area_authorised" | "health_current" | "officer_experience" | "equipment_clean" | "area_clean" | "equipment_inspected" | "no_open_test" | "wax_dedicated" | "air_bacteria" | "climate_in_range" | "environment_measured" | "quarter_tested" | "clearance_fresh" | "release_officer_fit" | "unit_deliverable" | "recipe_signed" | "product_signed" | "licence_valid" | "label_approved";
export type Gate = "recipe_choice" | "clearance" | "weigh" | "label" | "release" | "hand_over";
export type Held = "contact" | "guardian" | "needs" | "skin" | "raw_file" | "signature" | "image" | "reasons" | "allergies" | "supplement" | "call_note" | "case_note" | "request_note";
export type LookedAt = "page" | "phone" | "copy";
export type MendAction = "adjust_climate" | "ask_headquarters_for_rulebook" | "authorise_for_area" | "answer_request" | "call_back" | "choose_approved_label" | "choose_equipment" | "choose_other_recipe" | "clean_area" | "clean_equipment" | "clear_again" | "close_case" | "confirm_material_entry" | "discard_container" | "disinfect_area" | "explain_and_remove_need" | "hold_unit" | "inspect_equipment" | "make_backup" | "mark_presence" | "measure_environment" | "move_to_recall_zone" | "name_other_officer" | "name_two_signers" | "offer_without_blending" | "open_new_unit" | "pass_sample_test" | "pick_lots" | "pick_other_lot" | "receive_lot" | "release_leftover" | "renew_authorisation" | "renew_health_check" | "reword_recipe" | "reword_store" | "reword_warning" | "send_sample" | "sign_approvals" | "state_product" | "state_licence" | "train" | "try_restore" | "work_on_entry";
export type Mode = "product" | "plan" | "on_person" | "combined";
export type Outcome = "pass" | "not_applicable" | "warn" | "stop";
export type PhoneUse = "call_back" | "recall" | "reaction" | "marketing" | "asked";
export type Purpose = "service_record" | "skin_and_allergy" | "facial_image" | "contact" | "upload_identity" | "marketing";
export type RequestFor = "read" | "copy" | "correct" | "delete" | "withdraw" | "explain";
export type Restricted = "lots" | "store" | "recipe";
export type Role = "advisor" | "operator" | "officer" | "store_manager" | "inspector";
export type RulebookId = "nmpa-2025-58" | "shandong-guide" | "shanghai-pudong-2023" | "guide-personalised-service";
export type ServiceType = "blend" | "repack" | "pack";
export type Step = "opened" | "noticed" | "needed" | "tested" | "planned" | "agreed" | "cleared" | "blended" | "labelled" | "scanned" | "released" | "done" | "ended";
export type TestTrigger = "installed" | "changed" | "repaired" | "long_stop";
export type Zone = "waiting" | "accepted" | "rejected" | "returned_or_recalled";
export type Abandon = {
  /** Which. */
  service: string,
  /** Why. */
  reason: string,
};
export type AccessLine = {
  /** When. */
  at: string,
  /** Who. */
  staff: string,
  /** The name. */
  by: string,
  /** At whose page, by number alone. */
  customer: string,
  /** At what. */
  looked_at: LookedAt,
  /** What for, where it was the telephone. */
  wanted_for: PhoneUse | null,
};
export type ActView = {
  /** The command's name. */
  act: string,
  /** What the button says. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** Whether anything is filled in, or signed. */
  form: boolean,
};
export type AddBackupPlace = {
  /** What opens the copies on another computer, where the key lies in this one's key store and none was set yet. */
  passphrase?: string | null,
};
export type AddStatement = {
  /** Whose. */
  customer: string,
  /** In the customer's words. */
  text: string,
};
export type AllergiesPutRight = {
  /** Those that she added. */
  added: Array<string>,
  /** Those that she struck out. */
  struck: Array<string>,
  /** Who took it down. */
  by: string,
  /** When. */
  at: string,
};
export type Alone = "newer" | "behind" | "copied";
export type AnswerLabel = {
  /** Which service. */
  service: string,
  /** Whether a label came out. */
  came_out: boolean,
};
export type AnswerRequest = {
  /** Which. */
  request: string,
  /** Whether it was done. */
  granted: boolean,
  /** What was done, or why not. */
  answer: string,
};
export type AppointSecurity = {
  /** Who. */
  staff: string,
  /** Whether it is the only post (专职), or beside another (兼职). */
  full_time: boolean,
  /** The document of the appointment. */
  document: string,
};
export type ApprovalCard = {
  /** What kind of thing. */
  what: Approvable,
  /** Which. */
  id: string,
  /** What it is called. */
  name: string,
  /** What decides: filing, parts, days. */
  detail: string,
  /** Whether it was approved before, when it said something else. */
  changed: boolean,
  /** The record by which it says what it says: who brought it in, and when. */
  brought: RecordLine | null,
  /** Codes of the officers in post who may approve it: never who brought it in. */
  signers: Array<string>,
};
export type ApprovalRef = {
  /** What kind of thing. */
  what: Approvable,
  /** Which. */
  id: string,
};
export type ApprovalView = {
  /** Line by line. */
  lines: Array<RecordField>,
};
export type Approvals = {
  /** What, as far as recipes use it. */
  things: Array<ApprovalCard>,
  /** SHA-256 of the whole list. */
  shown: string,
  /** The officers in post, of whom one signs. */
  officers: Array<Person>,
  /** The production licence. */
  licence: string,
  /** Its last day, once it was stated. */
  licence_until: string | null,
};
export type ApproveTemplate = {
  /** Which. */
  template: string,
  /** Which version of it was looked at. */
  version: number,
  /** SHA-256 of the template that was looked at. */
  sha256: string,
  /** The PIN of whoever approves it. */
  pin: string,
};
export type AreaCard = {
  /** Which. */
  area: string,
  /** Whether it is clean. */
  clean: DutyCard,
  /** How long its latest cleaning was said to hold, in hours. */
  valid_hours: number | null,
  /** By which procedure that was. */
  procedure: string | null,
  /** Whether it is measured as its plan asks; nothing where no equipment stands. */
  measured: DutyCard | null,
  /** Its latest reading. */
  reading: RoomCard | null,
};
export type AreaLeave = {
  /** Which area. */
  area: string,
  /** Its last day. */
  until: string,
  /** How long it still holds. */
  term: DutyCard,
};
export type AtHeadquarters = {
  /** By what right. */
  basis: Basis,
  /** Since when. */
  on: string,
  /** The record that released it. */
  seq: number,
  /** The record that ended it; none while it may lie there. */
  ended: number | null,
  /** When headquarters said that it is gone; none while it waits for that. */
  gone: string | null,
  /** The last day on which headquarters' own copies may hold it, once it is gone. */
  copies_until: string | null,
};
export type AuthorisationCard = {
  /** Its number in this store. */
  id: string,
  /** The document that grants it. */
  document: string,
  /** What it allows. */
  services: ServiceType[],
  /** First day. */
  from: string,
  /** Last day. */
  to: string,
  /** How it stands today. */
  standing: Standing,
  /** Days left, today included, of one that is valid; none otherwise. */
  days_left: number | null,
  /** Whether it is valid and ends soon. */
  ends_soon: boolean,
};
export type BackUpNow = Record<symbol, never>;
export type BackupsView = {
  /** The places. */
  places: Array<PlaceView>,
  /** When the last copy was made and verified, wherever it lies. One that is gone, that is not as long as it was, or that
   * could not be restored from is none. */
  last_at: string | null,
  /** When the last copy outside this computer's own disk was. */
  last_outside_at: string | null,
  /** Records since the last copy: what would be lost if this disk failed now. */
  lost: number,
  /** How many days, weeks and months are kept. */
  days: number,
  /** Weeks. */
  weeks: number,
  /** Months. */
  months: number,
  /** Whether a passphrase must be set before a place is added. */
  needs_passphrase: boolean,
};
export type BadRow = {
  /** The row as a spreadsheet numbers it. */
  line: number,
  /** The column's name, where it is one. */
  column: string | null,
  /** The cell as a spreadsheet names it, `H12`; `None` where the table has no such column. */
  cell: string | null,
  /** What stands in the cell, 40 characters at most; empty where nothing does. */
  found: string,
  /** What the row is about: the product's name, or its number where the table has no name. */
  title: string,
  /** What is wrong, in Chinese. */
  message: string,
  /** The same in English. */
  message_en: string,
};
export type Batch = "as_cleared" | "grown";
export type BenchProposal = {
  /** Operators in post, present or not. */
  operators: Array<Person>,
  /** Quality safety officers in post, present or not. */
  officers: Array<Person>,
  /** Areas that have equipment. */
  areas: Array<string>,
  /** All equipment. */
  equipment: Array<ProposedPiece>,
  /** Approved templates, in the version that the product has. */
  templates: Array<ProposedTemplate>,
  /** What to begin with. */
  proposal: Proposal,
};
export type BringRegister = {
  /** Which register. */
  register: string,
  /** The file's token. */
  file: string,
  /** Whether the good rows are written, or only looked at. */
  write: boolean,
};
export type BroughtEntries = {
  /** How many rows are good. */
  good: number,
  /** What is wrong with the others. */
  bad: Array<TableRow>,
  /** Headings that must be there and are not. */
  missing: Array<string>,
  /** Headings that mean nothing here: their cells are not read. */
  unknown: Array<string>,
  /** Whether the good rows were written. */
  written: boolean,
};
export type BulletinLine = {
  /** Chinese. */
  zh: string,
  /** English. */
  en: string,
};
export type BulletinView = {
  /** In which chain. */
  chain: string,
  /** Its number there. */
  no: number,
  /** Whether it stops something. */
  stops: boolean,
  /** Who signed it, by their codes at headquarters. */
  signed_by: Array<string>,
  /** When it came. */
  at: string,
  /** What it brings, a sentence for each kind of thing; empty where that is not here, or cannot be read. */
  said: Array<BulletinLine>,
  /** The record that applied it; absent while it waits. */
  applied: number | null,
  /** Until when it waits. */
  until: string | null,
  /** Why it waits, or was refused. */
  told: SaidOfHeadquarters | null,
};
export type CallBack = {
  /** After which service. */
  service: string,
  /** What came of it. */
  outcome: "fine" | "unwell" | "not_reached" | "declined",
  /** What was said, where somebody wrote it down. */
  note?: string,
};
export type CallDue = {
  /** After which service. */
  service: string,
  /** Who she is. */
  customer: CustomerCard,
  /** By which day. */
  due_on: string,
  /** Whether that day has passed. */
  overdue: boolean,
  /** Whether the working days of a year on the way were not published then. */
  provisional: boolean,
  /** Who served her. */
  advisor: string,
  /** What she has. */
  recipe_name: string | null,
};
export type CalledBackView = {
  /** What came of it. */
  outcome: "fine" | "unwell" | "not_reached" | "declined",
  /** What was said, as long as it is kept and the reader may see it. */
  note: string | null,
  /** Who called. */
  by: string,
  /** When. */
  at: string,
};
export type CameDown = {
  /** When headquarters signed the board that was followed last; absent before the first. */
  board_at: string | null,
  /** Whether that is long ago: work goes on, and headquarters is asked by telephone. */
  board_old: boolean,
  /** What is recalled and stopped at present. */
  restrictions: Array<RestrictionView>,
  /** The latest bulletins, the last first. */
  bulletins: Array<BulletinView>,
  /** What was refused, and was not applied. */
  refused: Array<BulletinView>,
  /** Chains that headquarters shows shorter than what was applied here, which stays. */
  rolled_back: Array<string>,
  /** Why nothing came the last time. */
  told: SaidOfHeadquarters | null,
};
export type CancelJob = {
  /** Its number. */
  job: string,
};
export type CancelPrint = {
  /** Which service. */
  service: string,
};
export type CaseCard = {
  /** Its number. */
  case: string,
  /** Whose. */
  customer: string,
  /** Her name, where she left one and it is still kept. */
  name: string | null,
  /** After which service. */
  service: string,
  /** What was told, for whoever may read it. */
  note: string | null,
  /** By when it is to be reported, by the strictest period. */
  due_on: string,
  /** Whether that day has passed and nobody closed it. */
  overdue: boolean,
  /** Whether the computer's date was not believed when it was opened, so that the day may still move. */
  provisional: boolean,
  /** When it was opened. */
  at: string,
  /** Who took it. */
  by: string,
  /** When it was closed. */
  closed_at: string | null,
  /** What came of it. */
  outcome: string | null,
};
export type CellView = {
  /** In Chinese. */
  text: string,
  /** In English. */
  text_en: string,
  /** What it leads to: `unit`, `lot`, `staff` or `area`. */
  to: "unit" | "lot" | "staff" | "area" | null,
  /** The number of what it leads to. */
  id: string | null,
  /** Whether it lies in the vault. */
  personal: boolean,
  /** Files, by name. */
  files: Array<string>,
  /** Lines, each with its values. */
  lines: Array<Array<CellView>>,
};
export type Change = "changed" | "repaired";
export type ChangeReceipt = {
  /** Its number. */
  receipt: string,
  /** What was done. */
  changed: Changed,
  /** The other customer's number, where two were joined or parted. */
  other: string | null,
  /** Who did it. */
  by: string,
  /** When. */
  at: string,
};
export type Check = {
  /** Which service. */
  service: string,
  /** Who will weigh. */
  operator: string,
  /** Who will watch and release. */
  officer: string,
  /** Where. */
  area: string,
  /** With what. */
  equipment: Array<string>,
  /** Under which label template. */
  template: string,
  /** How and when the materials came into the area (山东指南 第二十一条). */
  brought_in: { by_route: boolean, outer_pack_treated: boolean, at: string },
  /** What was said and may not be kept. */
  spoken: Spoken | null,
};
export type CheckHealth = {
  /** Who. */
  staff: string,
  /** When. */
  on: string,
  /** Whether the person may work with cosmetics. */
  fit: boolean,
};
export type CheckStore = {
  /** What is typed so far. */
  new: NewStore,
};
export type CheckView = {
  /** Every check with its clause. */
  findings: Array<Finding>,
  /** What will be weighed. */
  components: Array<ComponentView>,
  /** The use-by day, with what decides it. */
  use_by: UseByView,
  /** Whether nothing stops the work. */
  clear: boolean,
  /** SHA-256 of the sheet behind this: the signers give it back, so that they sign what they saw. */
  shown: string,
};
export type Choice = {
  /** Its value. */
  value: string,
  /** What it is called. */
  label: string,
  /** The same in English. */
  label_en: string,
};
export type Choose = {
  /** What was asked for in the ranking. */
  asked: Rank,
  /** Which recipe; the first of the ranking otherwise. */
  recipe: string | null,
  /** Why a recipe other than the first is taken. */
  reason: string | null,
};
export type Chosen = {
  /** Age in completed years, as stated. */
  age: number,
  /** Who consents for a person under 14. */
  guardian: Guardian | null,
  /** One choice for each purpose that was asked. */
  choices: Array<{ purpose: Purpose, agreed: boolean }>,
  /** Only where the customer agreed to that purpose. */
  contact: Contact | null,
};
export type CleanBy = {
  /** What was cleaned. */
  cleaned: Array<CleanedPiece>,
  /** Where it stands. */
  areas?: Array<CleanedArea>,
  /** Who cleaned it, whoever has the window. */
  operator: string,
  /** The operator's PIN, entered at this moment. */
  pin: string,
};
export type CleanEquipment = {
  /** Which. */
  equipment: string,
  /** How long the cleaning holds by its procedure, in hours. */
  valid_hours: number,
};
export type CleanedArea = {
  /** Which. */
  area: string,
  /** By which procedure. */
  procedure: string,
  /** How long the cleaning holds by its procedure, in hours. */
  valid_hours: number,
};
export type CleanedPiece = {
  /** Which. */
  equipment: string,
  /** How long the cleaning holds by its procedure, in hours. */
  valid_hours: number,
};
export type Clear = {
  /** What was checked. */
  check: Check,
  /** The digest of the sheet that both saw. */
  shown: string,
  /** The operator's PIN. */
  operator_pin: string,
  /** The officer's PIN. */
  officer_pin: string,
};
export type ClearanceView = {
  /** When the second signed. */
  at: string,
  /** Who weighs. */
  operator: Person,
  /** Who watches and releases. */
  officer: Person,
  /** Where. */
  area: string,
  /** With what. */
  equipment: Array<PieceName>,
  /** How many checks passed. */
  passed: number,
  /** How many warned. */
  warned: number,
  /** The use-by day. */
  use_by: UseByView,
};
export type CloseCase = {
  /** Which. */
  case: string,
  /** What came of it. */
  note: string,
};
export type CloseProgram = Record<symbol, never>;
export type ClosingLine = {
  /** Which: `services`, `leftovers_sealed`, `leftovers_released`, `equipment_clean`, `areas_clean`, `visitors_left`,
   * `everybody_left`. */
  what: string,
  /** The article that asks for it. */
  article: string,
  /** What is still open, by id. */
  open: Array<string>,
};
export type ClosingView = {
  /** The backup under way. */
  job: string,
  /** What went wrong, for each place; empty while the backup is under way. */
  told: Refusal[],
  /** After how many seconds the program closes by itself. */
  seconds: number,
};
export type ColumnChange = {
  /** The column. */
  column: string,
  /** What the store has; empty where it has nothing. */
  old: string,
  /** What the table says; empty where it takes away what the store has. */
  new: string,
  /** Whether something that stops or warns would no longer do so. */
  weakens: boolean,
};
export type ColumnView = {
  /** Its field. */
  key: string,
  /** What it is called. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** Whether it holds figures. */
  figure: boolean,
  /** Whether the list can be sorted by it. */
  sorts: boolean,
  /** Whether it lies in the vault. */
  personal: boolean,
};
export type CommitTable = {
  /** What it is a table of. */
  what: What,
  /** The file's token. */
  file: string,
  /** Whether somebody looked at every row that weakens something, and wants them taken too; they are left out otherwise. */
  weaken?: boolean,
};
export type ComponentView = {
  /** Its place, from 0, in the order in which components are weighed. */
  index: number,
  /** Which product. */
  product: string,
  /** What the product is called. */
  name: string,
  /** Its filing number. */
  filing: string,
  /** Its part of the whole, in 1/10,000. */
  share: number,
  /** How much is to be weighed, in milligrams. */
  target_mg: number,
  /** How much is in the vessel, in milligrams. */
  weighed_mg: number,
  /** From which lot, once one is picked. */
  lot: string | null,
  /** The maker's number of that lot. */
  lot_number: string | null,
};
export type ConfirmDate = {
  /** What day it is, as whoever says so knows it from elsewhere. */
  day: string,
  /** The store manager's PIN, entered at this moment. */
  pin: string,
};
export type ConsentTextView = {
  /** The version, which her choices name. */
  version: number,
  /** What the sheet is called. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** The general notice. */
  notice: Array<NoticeParagraph>,
  /** One entry a purpose, in the order in which they are asked. */
  purposes: Array<PurposeView>,
};
export type Consented = {
  /** For what. */
  purpose: Purpose,
  /** Whether it is agreed to now. */
  agreed: boolean,
  /** When she chose. */
  on: string,
  /** In which service. */
  service: string,
  /** The version of the text that she was shown. */
  text_version: number,
  /** Whether it was agreed to and taken back since. */
  withdrawn: boolean,
};
export type Considered = {
  /** Which. */
  recipe: string,
  /** Its version. */
  version: number,
  /** Its name. */
  name: string,
  /** Which place it had among those that fit, from 1; none where it did not. */
  place: number | null,
  /** Why, the weightiest first. */
  reasons: Array<Told>,
};
export type Contact = {
  /** Name. */
  name: string,
  /** Telephone. */
  phone: string,
};
export type ContainerCard = {
  /** Its id. */
  container: string,
  /** When it was opened. */
  opened_at: string,
  /** The last day on which it may be used. */
  good_until: string,
  /** How long it still holds. */
  term: DutyCard,
  /** What is left in it, in milligrams. */
  left_mg: number,
};
export type CopyBefore = "spoiled" | "voided";
export type CopyState = "issued" | "printing" | "unknown" | "failed" | "printed" | "scanned" | "used" | "spoiled" | "voided";
export type CopyView = {
  /** Its name. */
  file: string,
  /** When it was made. */
  at: string,
  /** How large it is, in bytes. */
  bytes: number,
  /** The last record in it, where the ledger knows it. */
  up_to: number | null,
  /** The first digits of that record's hash. */
  hash: string | null,
  /** Whether the ledger says that it was verified after it was written. */
  verified: boolean,
  /** When a restore from it was tried out. */
  drilled_at: string | null,
  /** Whether that went well. */
  drill_passed: boolean | null,
};
export type CorrectAllergies = {
  /** Whose. */
  customer: string,
  /** Those that are over, of those that are known. */
  struck: Array<string>,
  /** Those that are new: Chinese or INCI names. */
  added: Array<string>,
};
export type CorrectContact = {
  /** Whose. */
  customer: string,
  /** The right name. */
  name: string,
  /** The right telephone number. */
  phone: string,
  /** Why the other was wrong. */
  reason: string,
};
export type CorrectEntry = {
  /** Of which register. */
  register: string,
  /** Its number. */
  number: string,
  /** Which field. */
  field: string,
  /** What is right. */
  right: string,
  /** Why. */
  reason: string,
};
export type CorrectOpening = {
  /** Which. */
  container: string,
  /** The day on which it was really opened, or the moment. */
  opened_at: string,
  /** How that is known, and why the record is wrong. */
  reason: string,
};
export type CorrectRecord = {
  /** Which, by its number. */
  record: number,
  /** What is right. */
  note: string,
  /** Why the record is wrong. */
  reason: string,
};
export type Correction = {
  /** As a line. */
  line: RecordLine,
  /** What is right. */
  note: string,
  /** Why the record is wrong. */
  reason: string,
};
export type CorrectionView = {
  /** Its record. */
  line: RecordLine,
  /** What is right. */
  note: string,
  /** Why. */
  reason: string,
};
export type CustomerCard = {
  /** The customer's random number. */
  customer: string,
  /** Her name, where she left one and it is still kept. */
  name: string | null,
  /** The last four digits of her telephone number, likewise. */
  phone_end: string | null,
  /** Her latest service that was handed over. */
  last_service: string | null,
  /** Its day. */
  last_on: string | null,
  /** How many services were opened for her, whatever became of them. */
  services: number,
  /** How many other customers have the same telephone number, as far as somebody asked. */
  same_phone: number,
};
export type CustomerPaper = "leaflet" | "plan" | "consent";
export type CustomerView = {
  /** As a line of a list. */
  card: CustomerCard,
  /** Her services, the latest first. */
  services: Array<ServiceCard>,
  /** Her latest skin test that is still kept. */
  skin: SkinView | null,
  /** What she had the last time. */
  last: LastTime | null,
};
export type DateDoubt = {
  /** The last day that is. */
  known: string,
  /** Whether today is before it. */
  behind: boolean,
  /** Whole days between the two. */
  days: number,
};
export type DayFigure = {
  /** Which day. */
  day: string,
  /** How many were handed over. */
  done: number,
};
export type DayFigures = {
  /** In one line. */
  totals: DayTotals,
  /** By hour and mode. */
  hours: Array<HourFigure>,
  /** By day; one where the period is a day. */
  days: Array<DayFigure>,
  /** What stopped clearances, the most frequent first. */
  stops: Array<StopFigure>,
  /** What was weighed, the most first. */
  lots: Array<LotFigure>,
  /** What was lost. */
  waste: Array<WasteFigure>,
  /** How long the steps took, in their order. */
  steps: Array<StepFigure>,
  /** The labels, reconciled. */
  labels: DayLabels,
};
export type DayForm = "pdf" | "xlsx";
export type DayLabels = {
  /** Added up. */
  counts: LabelCounts,
  /** Whether everything that was issued has come to its end. */
  settled: boolean,
  /** What has not, in the order in which it was issued. */
  loose: Array<LooseLabel>,
};
export type DayLog = {
  /** Which. */
  day: string,
  /** Its log. */
  state: LogState,
};
export type DayNotes = {
  /** Of the day. */
  text: string,
  /** Of sampled services, where there was something to say. */
  remarks: Array<Looked>,
};
export type DayPeriod = {
  /** The first. */
  from: string,
  /** The last. */
  to: string,
};
export type DaySample = {
  /** What it was drawn with. */
  seed: string,
  /** The record whose hash the seed was made from. */
  record: number,
  /** Of how many services. */
  of: number,
  /** The drawn ones, by number. */
  services: Array<string>,
};
export type DaySheet = {
  /** Which days. */
  period: DayPeriod,
  /** The store's code. */
  store: string,
  /** Which version of the rules of what is odd. */
  rules: number,
  /** What is odd, the gravest first. */
  odd: Array<Odd>,
  /** The figures. */
  figures: DayFigures,
  /** The period before, of the same length. */
  before: DayTotals,
  /** The sample to look through; none where the period is not a day, or a day without a record. */
  sample: DaySample | null,
  /** What is overdue or due soon, as of now; empty where the period does not reach to today. */
  due: Array<DueItem>,
  /** How many more call-backs are due than are named in it. */
  call_backs_more?: number,
  /** How much of what is kept of customers goes within two weeks, or would have gone. */
  leaving?: number,
};
export type DayTotals = {
  /** Services that were opened. */
  opened: number,
  /** Services that were handed over. */
  done: number,
  /** Services that were given up. */
  ended: number,
  /** Checks that stopped a clearance, each once an attempt. */
  stops: number,
  /** What was weighed, in milligrams. */
  weighed_mg: number,
  /** What was lost, out of vessels and off the shelf, in milligrams. */
  waste_mg: number,
  /** Units that were sold. */
  sold: number,
  /** For how much, in fen. */
  fen: number,
  /** What of customers was erased, because its last day was over or they took it back. */
  erased?: number,
};
export type DayView = {
  /** What is signed, where it is one day; people by their names, where the reader may see them. */
  sheet: DaySheet,
  /** What the subjects of what is due are called, by kind and code: `health:S02`. */
  names: { [key in string]: string },
  /** SHA-256 of it: who signs gives it back, so that they sign what they saw. */
  shown: string,
  /** The rules of what is odd, in their order. */
  rules: Array<OddRule>,
  /** The sampled services as lines. */
  sampled: Array<ServiceCard>,
  /** The logs of the day, the latest first. */
  signed: Array<SignedLog>,
  /** The period before. */
  before: DayPeriod,
  /** The days of the months around it that have records, and how the log of each stands. */
  logs: Array<DayLog>,
};
export type DecisionLine = {
  /** Which version was looked at. */
  version: number,
  /** From when it was approved; a withdrawal has none. */
  approved_on: string | null,
  /** SHA-256 of what was looked at, where the record says it. */
  sha256: string | null,
  /** When it was decided, where the record says it. */
  at: string | null,
  /** Who decided: their name, or their code where there is no name to show. */
  by: string | null,
  /** Why it was withdrawn. */
  reason: string | null,
};
export type DeclareChange = {
  /** Which pieces; a change of process or environment touches several. */
  equipment: Array<string>,
  /** What was done. */
  change: Change,
};
export type Decline = Record<symbol, never>;
export type DeliveryView = {
  /** `on_the_spot`, `pick_up`, `home` or `carrier`. */
  way: string,
  /** When. */
  at: string,
  /** When the call-back is due. */
  call_back: string | null,
  /** Whether a day on the way lies in a year whose working days were not published then. */
  call_back_provisional: boolean,
  /** Whether the customer is still to be called back, and left a contact for it. */
  call_back_open: boolean,
  /** Whether that day has come. */
  call_back_due: boolean,
  /** Whether a contact is kept by which she can be called. */
  reachable: boolean,
  /** Each call that was made. */
  called_back: Array<CalledBackView>,
};
export type DeskView = {
  /** Where the program stands. */
  phase: Stage,
  /** What this window may do now. */
  surface: "staff" | "customer",
  /** Whether the staff's window is in the customer's hands. */
  handed: boolean,
  /** Whether the customer has a screen of their own. */
  second_screen: boolean,
  /** What the customer is being shown. */
  shown: ShownPage | null,
  /** The open store. */
  store: StoreName | null,
  /** Now, by this computer. */
  now: string,
  /** Today in the store. */
  today: string,
  /** Who sits at the staff's window. */
  me: Person | null,
  /** Who may sit down. */
  faces: Array<Person>,
  /** Who sat here last. */
  last: string | null,
  /** Where the database's key is kept. */
  key: Keeping | null,
  /** What this window may ask now. */
  may: Array<string>,
  /** Seconds without a touch until the window locks. */
  auto_lock_seconds: number,
  /** Why the store is open for reading alone, where it is. */
  reading_alone: Alone | null,
  /** How the store stands to headquarters; absent where it is enrolled at none. */
  headquarters: Safe | null,
  /** Why the store does not open. */
  trouble: Refusal | null,
  /** This computer's settings; blank for the customer. */
  device: DeviceView,
  /** The room on the disk that the data lie on. */
  disk: DiskView,
  /** The program while it closes. */
  closing: ClosingView | null,
};
export type DetectScales = Record<symbol, never>;
export type Detected = {
  /** Each with how its line is set. */
  found: Array<FoundScale>,
};
export type DeviceView = {
  /** The scale's line. */
  scale: ScaleSettings | null,
  /** Whether a stable reading inside the band is taken by itself. */
  auto_confirm: boolean,
  /** The printer of labels. */
  label_printer: string | null,
  /** The printer of A4 sheets. */
  a4_printer: string | null,
  /** The printer of A5 sheets. */
  a5_printer: string | null,
  /** The printer of 80 mm rolls. */
  receipt_printer: string | null,
  /** The watched folder. */
  inbox: string,
  /** Minutes without a touch until the window locks. */
  auto_lock_minutes: number,
};
export type Differing = {
  /** The record. */
  at: number,
  /** This store's hash there, as hexadecimal digits. */
  ours: string,
  /** Headquarters' hash there. */
  theirs: string,
};
export type DiskView = {
  /** How it stands. */
  room: Room,
  /** Free megabytes, where the system says. */
  free_megabytes: number | null,
};
export type DisposeContainer = {
  /** Which. */
  container: string,
  /** How. */
  method: "destroyed" | "handed_over" | "returned",
  /** Why. */
  reason: string,
  /** The officer who decides and signs, where that is asked. */
  officer: string | null,
  /** The officer's PIN, entered at this moment. */
  pin: string | null,
};
export type DisposeLot = {
  /** Which. */
  lot: string,
  /** How many units. */
  units: number,
  /** How. */
  method: "destroyed" | "handed_over" | "returned",
  /** Why. */
  reason: string,
  /** The officer who decides and signs, where that is asked. */
  officer: string | null,
  /** The officer's PIN, entered at this moment. */
  pin: string | null,
};
export type DrillBackup = {
  /** The place, by its id. */
  place: string,
  /** The file's name. */
  file: string,
};
export type DropBackupPlace = {
  /** Its id. */
  place: string,
};
export type DueItem = {
  /** Whether its day has passed. */
  overdue: boolean,
  /** Until when; none where it was never done. */
  on: string | null,
  /** What kind. */
  kind: DueKind,
  /** Whether it was done and is undone by use since: a piece that was used and not cleaned again. */
  used?: boolean,
  /** Which piece, person, area or service, by its code. */
  subject: string,
  /** In which register, where it is an entry: a code. */
  register?: string,
};
export type DueKind = "cleaning" | "environment" | "equipment_inspection" | "equipment_test" | "product_test" | "health" | "training" | "call_back" | "authorisation" | "licence" | "register" | "backup" | "drill" | "reaction" | "request" | "area_cleaning" | "area_leave" | "lot_expiry" | "container_period";
export type DutyCard = {
  /** How it stands. */
  state: DutyState,
  /** Whether it is in order now. */
  holds: boolean,
  /** The day or the moment until which it is or was in order. */
  until: string | null,
  /** Whole days from today until then; nought is today. */
  days: number | null,
  /** Whether it was done and is undone by use since. */
  used: boolean,
};
export type DutyState = "done" | "due_soon" | "due_today" | "overdue" | "never_done";
export type EmptyTable = {
  /** What it is a table of. */
  what: What,
};
export type Enrol = {
  /** Whose file is set anew; `None` for a new person, who gets the next number. */
  id: string | null,
  /** The name. */
  name: string,
  /** What the person may do. */
  roles: Role[],
  /** Whether the person is there for information security alone, and holds none of these (个性化服务指南 8.4). */
  dedicated?: boolean,
  /** First day of the post. */
  appointed_on: string,
  /** Last day of the post, once it is known. */
  left_on?: string,
  /** Since when the person has worked in the trade. */
  experience_since: string | null,
  /** The latest training. */
  training: TypedTraining | null,
  /** The latest health check. */
  health: TypedHealth | null,
  /** Areas that the person may enter. */
  areas: Array<TypedArea>,
  /** A first or new PIN; `None` leaves it as it is. */
  pin: string | null,
};
export type EnrolStore = {
  /** What the scanner read. */
  scanned: string | null,
  /** The file, as it was picked. */
  file: string | null,
  /** The address, where it is typed. */
  url: string | null,
  /** The code, where it is typed. */
  code: string | null,
};
export type Enrolled = {
  /** The person's number. */
  staff: string,
};
export type EnrolledView = {
  /** Whose headquarters. */
  name: string,
  /** Its address. */
  url: string,
  /** The device, by the first letters of its name. */
  device: string,
  /** Whether it may fetch records back. */
  recovers: boolean,
  /** When headquarters last said what it has, by its own clock. */
  received_at: string | null,
};
export type EntryField = {
  /** Its name. */
  key: string,
  /** What it is called. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** Whether a correction of it can be written here: what lies in the vault is not corrected in words that stay. */
  corrects: boolean,
  /** What it says. */
  cell: CellView,
};
export type EntryPage = {
  /** Those of the page. */
  rows: Array<EntryRow>,
  /** How many there are on all pages. */
  total: number,
};
export type EntryRow = {
  /** Its number. */
  number: string,
  /** Its state. */
  state: StateView,
  /** Its columns. */
  cells: Array<CellView>,
  /** Until when the next thing must be done with it. */
  due: string | null,
  /** Whether that day, or the hour of it, has passed. */
  overdue: boolean,
  /** Whether something in it was corrected. */
  corrected: boolean,
  /** What the reader may do with it now. */
  acts: Array<ActView>,
};
export type EntryView = {
  /** As a line of the list. */
  row: EntryRow,
  /** When it was entered. */
  at: string,
  /** What stands in it. */
  fields: Array<EntryField>,
  /** The records that made it, in order. */
  history: Array<RecordLine>,
  /** What corrects it: the old value stays in the fields. */
  corrections: Array<CorrectionView>,
  /** Until when it must be kept. */
  kept_until: string | null,
};
export type EquipmentCard = {
  /** Its id. */
  id: string,
  /** What it is called. */
  name: string,
  /** Where it stands. */
  area: string,
  /** Dedicated to wax-based products. */
  wax_only: boolean,
  /** The procedure in force. */
  procedure: string,
  /** When it was last used or, if never, set up. */
  last_used: string,
  /** Whether it is clean. */
  clean: DutyCard,
  /** How long its latest cleaning was said to hold, in hours. */
  valid_hours: number | null,
  /** Whether a stop of half a year calls for a self-inspection. */
  inspection: DutyCard,
  /** Whether a sample test is owed. */
  test: DutyCard,
  /** Why a sample test is owed, if one is. */
  open_test: TestTrigger | null,
  /** Latest self-inspection after a long stop. */
  inspected_on: string | null,
};
export type ErasedLine = {
  /** What. */
  what: Held,
  /** How many. */
  count: number,
};
export type EverybodyLeft = {
  /** Who was shown as present; whoever is not any more is passed over. */
  staff: Array<string>,
};
export type Explain = {
  /** In which service. */
  service: string,
};
export type Explained = {
  /** In which service. */
  service: string,
  /** Which recipe was taken. */
  chosen: string,
  /** Why another than the first was taken. */
  against: string | null,
  /** Every recipe of that day: the one that was taken, then what fitted, the best first, then what did not. Empty where the
   * reasons were not kept, or are kept no more. */
  considered: Array<Considered>,
  /** Whether reasons are missing that lay in what was only spoken. */
  spoken: boolean,
  /** Whether reasons that spoke of skin, allergies or a pregnancy were kept and are gone. */
  health_gone: boolean,
};
export type ExportStick = Record<symbol, never>;
export type FetchStore = {
  /** The ticket. */
  ticket: EnrolStore,
  /** What the key is wrapped with, where there is no key store. */
  passphrase: string | null,
};
export type FetchView = {
  /** The store's code; absent where none is being fetched. */
  store: string | null,
  /** The last record that is here. */
  last: number,
  /** Whether all that headquarters has is here, and its word for the new key: a first PIN can be set. */
  whole: boolean,
  /** Who may set it. */
  people: Array<Person>,
};
export type FieldView = {
  /** Its name in the arguments. */
  key: string,
  /** What it is called. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** What helps to fill it. */
  hint: string,
  /** The same in English. */
  hint_en: string,
  /** What is filled in. */
  kind: "text" | "area" | "number" | "date" | "yes_no" | "select" | "unit" | "lot" | "lines" | "files",
  /** Whether it must be filled. */
  required: boolean,
  /** What a figure counts. */
  unit: string,
  /** The same in English. */
  unit_en: string,
  /** What can be chosen. */
  choices: Array<Choice>,
  /** What is often said. */
  often: Array<Choice>,
  /** The fields of each line. */
  lines: Array<FieldView>,
};
export type FilePurpose = "skin_test" | "products" | "recipes" | "lots" | "register" | "attachment" | "backup" | "key" | "enrolment";
export type FileView = {
  /** Its token. */
  file: string,
  /** Its name. */
  name: string,
  /** Its size in bytes. */
  size: number,
  /** When it was last written. */
  modified: string | null,
};
export type Finding = {
  /** Which check. */
  check: CheckName,
  /** At which gate. */
  gate: Gate,
  /** Id of the rulebook. */
  rulebook: string,
  /** Its title; the id again for an act that is not loaded as a rulebook. */
  rulebook_title: string,
  /** Number of the clause. */
  clause: string,
  /** What the clause asks, in one line. */
  clause_title: string,
  /** The answer. */
  outcome: Outcome,
  /** What decided, in Chinese. */
  because: string,
  /** The same in English. */
  because_en: string,
  /** Paths of the facts that decided. */
  facts: Array<string>,
  /** What mends it; none where nothing is wrong. */
  mend: Mend | null,
};
export type FirstPin = {
  /** Whose. */
  staff: string,
  /** Six digits. */
  pin: string,
};
export type FollowLabel = {
  /** Which service. */
  service: string,
};
export type FormView = {
  /** What it does. */
  act: ActView,
  /** Of which register. */
  register: string,
  /** What it is for. */
  why: string,
  /** The same in English. */
  why_en: string,
  /** The rulebook that asks for it. */
  rulebook: string,
  /** Its article. */
  article: string,
  /** What is filled in. */
  fields: Array<FieldView>,
  /** What is offered, by field. */
  initial: Record<string, any>,
  /** Who may sign it; nobody where it is not signed. */
  signers: Array<Choice>,
};
export type FormerName = {
  /** The wrong one; the person's number where the vault holds it no more. */
  name: string,
  /** Why it was wrong. */
  reason: string,
  /** Who put it right: a code. */
  by: string,
  /** When. */
  at: string,
};
export type Found = {
  /** Services, the latest first. */
  services: Array<ServiceCard>,
  /** Customers, the one who came last first. */
  customers: Array<CustomerCard>,
  /** Products. */
  products: Array<ProductCard>,
  /** Lots. */
  lots: Array<LotCard>,
};
export type FoundCopies = Record<symbol, never>;
export type FoundScale = {
  /** Its model, as it says. */
  model: string,
  /** Its serial number, as it says. */
  serial: string,
  /** The port. */
  port: string,
  /** Bits a second. */
  baud: number,
  /** Parity. */
  parity: "none" | "even" | "odd",
  /** Data bits. */
  data_bits: 7 | 8,
  /** Stop bits. */
  stop_bits: 1 | 2,
};
export type Gates = {
  /** Every check with its clause, but for those that only say again that nobody is chosen; none where the service makes no
   * product or is over. */
  findings: Array<Finding>,
  /** Whether nothing stops the work. */
  clear: boolean,
  /** How many checks passed. */
  passed: number,
  /** How many apply. */
  total: number,
  /** How many causes stop the work: that nobody is chosen yet is one, whatever it is asked for. */
  stops: number,
  /** Who, where and with what they were asked for. */
  bench: BenchProposal,
};
export type GoOnAlone = {
  /** The manager's PIN. */
  pin: string,
  /** Why. */
  reason: string,
};
export type Guardian = {
  /** Name. */
  name: string,
  /** Relation, for example 母亲. */
  relation: string,
};
export type HandOver = {
  /** Which service. */
  service: string,
  /** How. */
  delivery: Delivery,
  /** Whether the hints were told. */
  hints_given: boolean,
};
export type Heading = {
  /** As it stands in the file. */
  found: string,
  /** Our name of the column; `None` where it is not known and its cells are not read. */
  means: string | null,
};
export type HeadquartersView = {
  /** The store's code. */
  store: string,
  /** The last record of this computer. */
  last: number,
  /** The enrolment; absent where there is none. */
  enrolled: EnrolledView | null,
  /** What is safe and what waits; absent where there is no enrolment. */
  safe: Safe | null,
  /** The record up to which headquarters acknowledged more than this computer has, or where the restored copy ends; absent
   * where neither is so. */
  behind: number | null,
  /** By how many seconds this computer's clock is ahead of headquarters', below 0 behind; absent where they agree. */
  clock: number | null,
  /** What came down; absent where there is no enrolment. */
  down: CameDown | null,
};
export type HourFigure = {
  /** From this hour to the next. */
  hour: number,
  /** By mode. */
  modes: Array<ModeFigure>,
};
export type ImportPreview = {
  /** The file's name. */
  name: string,
  /** The file's headings. */
  columns: Array<Heading>,
  /** The first good rows. */
  rows: Array<ImportRow>,
  /** Rows that would be taken, the unchanged ones included. */
  good: number,
  /** What is wrong, row by row; the first of them. */
  bad: Array<BadRow>,
  /** Bad rows (of recipes: bad recipes) in all. */
  bad_total: number,
  /** Good rows that are in the store already and the same. */
  already: number,
  /** Good rows that are not in the store yet. */
  added: number,
  /** Good rows that would change what the store has. */
  changed: number,
  /** Of them, those that would weaken something that protects a person: they are left out unless somebody looked at them. */
  weakened: number,
  /** Rows that would change something, those that weaken first; the first of them. */
  changes: Array<ImportRow>,
  /** Example rows that are passed over. */
  examples: number,
  /** Other rows that are passed over: sums, remarks, headings once more; the first of them. */
  passed: Array<PassedRow>,
  /** Further sheets of the workbook, which are not read. */
  left_out: Array<string>,
  /** Required columns that the table lacks: without them no row is read. */
  missing_columns: Array<string>,
};
export type ImportRow = {
  /** The row as a spreadsheet numbers it. */
  line: number,
  /** The id that it will have. */
  id: string,
  /** Its name. */
  title: string,
  /** What else matters. */
  note: string,
  /** All that is taken of it, column by column; none where what would change is told instead. */
  taken: Array<Taken>,
  /** Column by column what it would change of what the store has; none of a new row. */
  changes: Array<ColumnChange>,
};
export type ImportStick = Record<symbol, never>;
export type ImportTest = {
  /** Which service. */
  service: string,
  /** The file's token. */
  file: string,
  /** Which row of a file of several people. */
  row?: string | null,
  /** Which profile; recognised from the file otherwise. */
  profile?: string | null,
  /** The customer's age in years, for the score of the skin's age. */
  real_age?: number | null,
};
export type InspectEquipment = {
  /** Which. */
  equipment: string,
  /** When. */
  on: string,
  /** Whether the equipment was found in order. */
  equipment_sound: boolean,
  /** Whether the environment around it was. */
  environment_sound: boolean,
};
export type IssueLabel = {
  /** Which service. */
  service: string,
  /** Which template. */
  template: string,
};
export type JobNumber = {
  /** The number. */
  job: string,
};
export type JobState = "running" | "done" | "failed" | "cancelled";
export type JobView = {
  /** Its number. */
  job: string,
  /** What it does: `backup`, `drill`, `import`. */
  what: string,
  /** How far it is. */
  done: number,
  /** Of how many; 0 while that is not known. */
  total: number,
  /** How it is. */
  state: JobState,
  /** Why it failed. */
  refusal: Refusal | null,
  /** What it brought. */
  result: unknown,
};
export type JoinCustomers = {
  /** Under whose number they stand from now on. */
  customer: string,
  /** The other. */
  other: string,
};
export type Keeping = "key_store" | "passphrase" | "demo_file";
export type KeptByLaw = {
  /** Under which number. */
  service: string,
  /** The last day on which it must be there. */
  until: string,
};
export type KeptCount = {
  /** What. */
  what: Held,
  /** How many. */
  count: number,
  /** How many of them end within thirty days. */
  soon: number,
  /** How many are past the last day of the consent text and still there: they go in the next quiet moment, but for those
   * that a rulebook keeps longer. */
  past: number,
  /** The first last day. */
  first_until: string,
};
export type KeptItem = {
  /** What it is. */
  what: Held,
  /** For what it was agreed to; none where the law asks for it. */
  purpose: Purpose | null,
  /** From which service. */
  service: string | null,
  /** By whom it was taken down: an advisor's name, or the analyser that the file came from. */
  from: string,
  /** Since when. */
  since: string,
  /** The last day. */
  until: string,
};
export type KnownAs = {
  /** The name. */
  name: string,
  /** The end of the telephone number. */
  phone_end: string,
  /** Since when. */
  since: string,
  /** Why it was put right; none of the one that was left at a notice. */
  reason: string | null,
  /** Whether it is the one that counts. */
  counts: boolean,
};
export type LabelCounts = {
  /** Copies that were issued. */
  issued: number,
  /** Of these, those that came out. */
  printed: number,
  /** Of what came out, what was printed to a file. */
  to_file: number,
  /** Of what came out, what left with its unit. */
  used: number,
  /** Of what came out, what was spoiled. */
  spoiled: number,
  /** Of what came out, what was voided. */
  voided: number,
  /** Of what came out, what is none of these yet. */
  open: number,
  /** Issued and void, and never came out. */
  never_printed: number,
  /** Issued, and not out yet: waiting, failed or not known. */
  pending: number,
  /** 补打: copies after the first. */
  reprints: number,
};
export type LabelDay = {
  /** Which day: a copy belongs to the day on which it was issued, in China's civil time. */
  day: string,
  /** Added up. */
  counts: LabelCounts,
  /** Whether everything that was issued has come to its end. */
  settled: boolean,
  /** Each copy, what is open first. */
  rows: Array<LabelRow>,
};
export type LabelIssuedView = {
  /** Under which template. */
  template: string,
  /** Which version of it. */
  version: number,
  /** The day that it shows. */
  use_by: string,
  /** Whether it was read back from the unit. */
  scanned: boolean,
};
export type LabelNow = {
  /** Every copy, the first one first. */
  copies: Array<LabelRow>,
  /** What is being printed. */
  printing: PrintView | null,
  /** Whether somebody must say if a label came out. */
  ask: boolean,
};
export type LabelPrinted = {
  /** What became of the leaflet, where one was printed beside it. */
  leaflet?: LeafletBeside,
  /** What became of it. */
  outcome: PrintOutcome,
  /** The printer, or the file's name. */
  where: string,
};
export type LabelRow = {
  /** Of which service's unit. */
  service: string,
  /** Which copy of that service, from 1. */
  copy: number,
  /** Where it is. */
  state: CopyState,
  /** Whether a piece of paper (or a file) exists, or existed. */
  came_out: boolean,
  /** Whether it was printed to a file. */
  to_file: boolean,
  /** 补打: why there is another copy; none for the first. */
  reprint: string | null,
  /** Why it is spoiled or void. */
  reason: string | null,
  /** The printer of the last attempt; none for a file, or before one. */
  printer: string | null,
  /** How many attempts there were. */
  attempts: number,
  /** What the spooler, or the person who looked, said of the last one. */
  note: string | null,
  /** When it was issued. */
  issued_at: string,
  /** When it was read back. */
  scanned_at: string | null,
  /** When its way ended. */
  closed_at: string | null,
};
export type LabelView = {
  /** PNG, in base64. */
  png: string,
  /** How wide the label is. */
  width_mm: number,
  /** How high it is. */
  height_mm: number,
};
export type LastChoices = {
  /** On which day. */
  on: string,
  /** Her age then; the record has her age band only, so it is asked again. */
  age: number | null,
  /** Her choices. */
  choices: Array<{ purpose: Purpose, agreed: boolean }>,
  /** Whether the way to reach her is still kept. */
  contact: boolean,
  /** Whether a guardian consented. */
  guardian: boolean,
};
export type LastTime = {
  /** What she wanted, in the latest service whose needs are still kept. */
  needs: NeedsView | null,
  /** What the recipe was called that she took last. */
  recipe: string | null,
};
export type LeafletBeside = {
  /** On which paper. */
  medium: Medium,
  /** The printer that has it; none where it was not printed. */
  printer: string | null,
  /** Why it was not printed. */
  said: string | null,
};
export type Leave = {
  /** Who. */
  staff: string,
  /** Their PIN. */
  pin: string,
};
export type LeaveDemo = Record<symbol, never>;
export type LeaveProgram = Record<symbol, never>;
export type Leaving = {
  /** Whose: the customer's number. */
  customer: string,
  /** What the customer is called, where that is known. */
  customer_name: string | null,
  /** What it is. */
  what: Held,
  /** For what it was agreed to; none where the law says how long it is kept. */
  purpose: Purpose | null,
  /** From which service. */
  service: string | null,
  /** Since when it is kept. */
  since: string,
  /** The last day on which it is kept. */
  until: string,
  /** Whether that day is over. */
  over: boolean,
};
export type LeftoverCard = {
  /** Its id. */
  container: string,
  /** Of which lot. */
  lot: string,
  /** The maker's number. */
  number: string,
  /** What it is. */
  product_name: string,
  /** When it was opened. */
  opened_at: string,
  /** The last day on which it may be used. */
  use_by: string,
  /** What is left in it by the records. */
  left_mg: number,
  /** Where it stands. */
  standing: "in_use" | "sealed" | "returned" | "disposed",
  /** When it was sealed. */
  sealed_at: string | null,
  /** By whom. */
  sealed_by: string | null,
  /** Whether its last day has passed. */
  expired: boolean,
  /** Whether the officer must sign what becomes of it. */
  officer_signs: boolean,
};
export type LimitView = {
  /** What it is, in Chinese. */
  what: string,
  /** The same in English. */
  what_en: string,
  /** The last day that it allows. */
  date: string,
  /** Whether it is the one that decides. */
  decides: boolean,
};
export type ListApprovals = Record<symbol, never>;
export type ListAuthorisations = Record<symbol, never>;
export type ListEntries = {
  /** Which register. */
  register: string,
  /** Which page, from 0. */
  page: number,
  /** Words of their number or what stands in them; nothing of a person. */
  text: string,
  /** In which state. */
  state: string | null,
  /** Whose column has this value. */
  narrowed: Array<[string, string]>,
  /** Sorted by which column; its own first order where none is named. */
  by: string | null,
  /** The highest first. */
  down: boolean,
};
export type ListEquipment = Record<symbol, never>;
export type ListLots = {
  /** Words of their id, number or product. */
  text: string | null,
  /** In which zone. */
  zone: Zone | null,
  /** Which page, from 0. */
  page: number,
};
export type ListProducts = {
  /** Words of their id, name or filing number. */
  text: string | null,
  /** Which page, from 0. */
  page: number,
};
export type ListRecipes = Record<symbol, never>;
export type ListRecords = {
  /** Of which day. */
  day: string | null,
  /** Of which service, where no day is named. */
  service: string | null,
  /** Which page, from 0. */
  page: number,
};
export type ListRegisters = Record<symbol, never>;
export type ListRooms = Record<symbol, never>;
export type ListStaff = Record<symbol, never>;
export type ListTemplates = Record<symbol, never>;
export type Lock = Record<symbol, never>;
export type LogState = "unsigned" | "stands" | "void";
export type LookApproval = {
  /** What kind of thing. */
  what: Approvable,
  /** Which. */
  id: string,
};
export type LookAtDesk = Record<symbol, never>;
export type LookAtJob = {
  /** Its number. */
  job: string,
};
export type LookAtScreen = Record<symbol, never>;
export type LookBackups = Record<symbol, never>;
export type LookBench = {
  /** For which service. */
  service: string,
};
export type LookContainer = {
  /** Which. */
  container: string,
};
export type LookCustomer = {
  /** Which. */
  customer: string,
};
export type LookDay = {
  /** The first. */
  from: string,
  /** The last. */
  to: string,
};
export type LookEntry = {
  /** Of which register. */
  register: string,
  /** Its number. */
  number: string,
};
export type LookFetch = Record<symbol, never>;
export type LookForm = {
  /** The act's command. */
  act: string,
  /** The entry's number, where the act changes one. */
  number?: string,
};
export type LookGates = {
  /** Of which service. */
  service: string,
  /** What was said and may not be kept. */
  spoken: Spoken | null,
  /** Who decides at the release; the officer of the clearance otherwise. */
  officer?: string,
};
export type LookHeadquarters = Record<symbol, never>;
export type LookInInbox = {
  /** What for. */
  purpose: FilePurpose,
};
export type LookLabel = {
  /** Of which service. */
  service: string,
};
export type LookLabelDay = {
  /** Which day. */
  day: string,
};
export type LookLabels = {
  /** Of which service. */
  service: string,
};
export type LookLine = {
  /** When. */
  at: string,
  /** Who. */
  by: string,
  /** At what. */
  looked_at: LookedAt,
  /** What for, where it was the telephone. */
  wanted_for: PhoneUse | null,
};
export type LookPapers = {
  /** Which service. */
  service: string,
};
export type LookPerson = {
  /** Which. */
  customer: string,
};
export type LookRanking = {
  /** For which service. */
  service: string,
  /** The wanted size, in milligrams; each recipe's first otherwise. */
  size_mg: number | null,
  /** What was said and may not be kept. */
  spoken: Spoken | null,
};
export type LookRecord = {
  /** Its sequence. */
  record: number,
};
export type LookRetention = Record<symbol, never>;
export type LookSecurity = {
  /** Looks of this member of staff alone; of everybody otherwise. */
  by?: string,
};
export type LookService = {
  /** Which. */
  service: string,
};
export type LookSetup = Record<symbol, never>;
export type LookSignatures = {
  /** Which. */
  day: string,
};
export type LookTag = {
  /** What it is for. */
  of: TagOf,
  /** Its id. */
  id: string,
  /** 40×30 mm instead of 60×40 mm. */
  small?: boolean,
};
export type LookTemplate = {
  /** Which. */
  template: string,
};
export type LookToday = Record<symbol, never>;
export type LookWork = Record<symbol, never>;
export type Looked = {
  /** Which. */
  service: string,
  /** What there is to say of it; empty where nothing is. */
  remark: string,
};
export type LooseLabel = {
  /** Of which service's unit. */
  service: string,
  /** Which copy of that service, from 1. */
  copy: number,
  /** Where it is. */
  state: CopyState,
  /** When it was issued. */
  issued_at: string,
};
export type LotCard = {
  /** Its id. */
  lot: string,
  /** Of which product. */
  product: string,
  /** What that is called. */
  product_name: string,
  /** The maker's number. */
  number: string,
  /** Its last day. */
  expires_on: string,
  /** How long it still holds. */
  term: DutyCard,
  /** Where it stands. */
  zone: Zone,
  /** Whether it was accepted. */
  accepted: boolean,
  /** Whether a recall names it. */
  recalled: boolean,
  /** Unopened units. */
  units: number,
  /** What one of them holds, in milligrams. */
  unit_net_mg: number,
  /** Opened units. */
  containers: Array<ContainerCard>,
};
export type LotFigure = {
  /** Which. */
  lot: string,
  /** The maker's number. */
  number: string,
  /** What the product is called. */
  product: string,
  /** How often. */
  times: number,
  /** How much, in milligrams. */
  milligrams: number,
};
export type LotPage = {
  /** Those of the page, by id. */
  rows: Array<LotCard>,
  /** How many there are on all pages. */
  total: number,
};
export type MakeBackup = {
  /** Under which the key is saved beside the backup; not needed where the store has one already. */
  passphrase?: string | null,
};
export type MarkPresence = {
  /** Who. */
  staff: string,
  /** Came, or left. */
  present: boolean,
};
export type Medium = "label" | "a4" | "a5" | "receipt";
export type Mend = {
  /** The action. */
  action: MendAction,
  /** What to do, in Chinese. */
  text: string,
  /** What to do, in English. */
  text_en: string,
};
export type MetricView = {
  /** Stable name. */
  metric: string,
  /** Chinese name. */
  zh: string,
  /** English name. */
  en: string,
  /** 0–100, 100 = best; none where the raw value has no agreed way to a score. */
  score: number | null,
  /** What the device gave, with its unit. */
  raw: string | null,
  /** Whether the way from the raw value to the score is confirmed. */
  confirmed: boolean,
  /** What became of it since the test before; none where nothing can be said. */
  change: "better" | "worse" | "no_measurable" | null,
  /** By how many points. */
  by: number | null,
};
export type ModeFigure = {
  /** Which mode: a code. */
  mode: string,
  /** How many were opened. */
  opened: number,
  /** How many were handed over. */
  done: number,
  /** How many were given up. */
  ended: number,
};
export type MoveLot = {
  /** Which. */
  lot: string,
  /** Where to. */
  to: Zone,
  /** Whether acceptance is done with it. */
  accepted: boolean,
  /** Whether a recall names it. */
  recalled: boolean,
  /** Why. */
  reason: string,
};
export type NeedLine = {
  /** The customer's words. */
  text: string,
  /** How they were learnt. */
  channel: Channel,
  /** Whether the line counts. */
  kept: boolean,
  /** What it is about, where it counts. */
  concern: string | null,
  /** The same in Chinese. */
  concern_zh: string | null,
  /** Why it does not count, in Chinese. */
  why: string | null,
  /** The same in English. */
  why_en: string | null,
};
export type NeedsView = {
  /** Line by line. */
  lines: Array<NeedLine>,
  /** Allergies as stated. */
  allergies: Array<string>,
  /** Those that no component of the store's recipes names, under any word that we know for them. */
  unknown_allergies: Array<string>,
  /** Whether she says that she is pregnant or nursing. */
  pregnancy: boolean,
  /** Allergies of earlier visits that she struck out at this one. */
  struck: Array<string>,
};
export type NewAuthorisation = {
  /** The document that grants it. */
  document: string,
  /** What it allows. */
  services: ServiceType[],
  /** First day. */
  from: string,
  /** Last day. */
  to: string,
};
export type NewEnterprise = {
  /** 名称. */
  name: string,
  /** 地址. */
  address: string,
  /** 统一社会信用代码. */
  credit_code: string,
  /** 化妆品生产许可证编号. */
  licence: string,
  /** Filers that authorised it, beside itself. */
  filers: Array<string>,
};
export type NewManager = {
  /** The name, which goes into the vault. */
  name: string,
  /** Six digits. */
  pin: string,
  /** First day of the post. */
  appointed_on: string,
  /** What the manager is beside. */
  roles?: Role[],
};
export type NewPremises = {
  /** 2–8 capitals or digits: the first part of every number that the store gives. */
  code: string,
  /** 名称. */
  name: string,
  /** 地址. */
  address: string,
  /** ISO 3166-2:CN letters, of [`provinces`]. */
  province: string,
  /** Where a rule stops at a district. */
  district: string | null,
  /** For complaints and adverse reactions. */
  phone: string,
};
export type NewStore = {
  /** 试点企业. */
  enterprise: NewEnterprise,
  /** 试点门店. */
  premises: NewPremises,
  /** 试点授权. */
  authorisation: NewAuthorisation,
  /** 店长. */
  manager: NewManager,
  /** What the key is wrapped with, where there is no key store. It is the desk's: the counter never reads it. */
  passphrase: string | null,
};
export type News = {
  /** Where the news end: asked with next time. */
  revision: number,
  /** What changed, each once. */
  topics: Array<Topic>,
};
export type NextPour = {
  /** Which component, from 0. */
  index: number,
  /** From which lot. */
  lot: string,
  /** From which container. */
  container: string,
  /** How much: all of the component, or what is still to be poured of it. */
  target: number,
  /** The least that passes. */
  low: number,
  /** The most that passes. */
  high: number,
  /** Whether some of it is in the vessel already, because the batch grew. */
  top_up: boolean,
};
export type NextView = {
  /** Which component, from 0. */
  index: number,
  /** Of how many. */
  of: number,
  /** Which product. */
  product: string,
  /** What it is called. */
  name: string,
  /** Its filing number. */
  filing: string,
  /** From which lot. */
  lot: string,
  /** The maker's number of that lot. */
  lot_number: string,
  /** The lot's last day. */
  expires_on: string,
  /** From which container. */
  container: string,
  /** What is left in it, in milligrams. */
  left_mg: number,
  /** How much, in milligrams. */
  target_mg: number,
  /** The least that passes, in milligrams. */
  low_mg: number,
  /** The most that passes, in milligrams. */
  high_mg: number,
  /** Whether it tops up a component that was weighed before the batch was scaled up. */
  top_up: boolean,
};
export type NoticeParagraph = {
  /** Its stable name. */
  key: string,
  /** In Chinese: the text that counts. */
  text: string,
  /** In English. */
  text_en: string,
};
export type NoticeView = {
  /** Her age band as stated. */
  age: AgeBand,
  /** Her choices. */
  choices: Array<{ purpose: Purpose, agreed: boolean }>,
  /** Whether a guardian consented. */
  guardian: boolean,
  /** Whether a way to reach her is kept. */
  contact: boolean,
};
export type ObjectionView = {
  /** Chinese. */
  text: string,
  /** English. */
  text_en: string,
  /** Id of the rulebook that says so, where the law does. */
  rulebook: string | null,
  /** Its title. */
  rulebook_title: string | null,
  /** The number of the clause. */
  clause: string | null,
  /** What mends it. */
  mend: Mend | null,
};
export type Odd = {
  /** By which rule. */
  rule: OddRuleId,
  /** When. */
  at: string,
  /** What it counted, in the rule's unit. */
  figure: number,
  /** What is odd, in Chinese. */
  because: string,
  /** The same in English. */
  because_en: string,
  /** The reason that was given at that moment, where one was asked for. */
  reason: string | null,
  /** In which service. */
  service: string | null,
  /** The record to look at. */
  record: number | null,
  /** Codes of those who signed, or whose it is. */
  who: Array<string>,
};
export type OddRule = {
  /** Which. */
  id: OddRuleId,
  /** What it is called. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** From where on, or below what, a figure is odd. */
  limit: number,
  /** What the limit counts. */
  unit: OddUnit,
  /** What there is to find. */
  why: string,
  /** The same in English. */
  why_en: string,
};
export type OddRuleId = "clock_doubted" | "clock_set_back" | "clock_differs" | "clock_confirmed" | "signatures_close" | "released_quickly" | "cleared_quickly" | "before_hours" | "after_hours" | "locked_out" | "pin_reset" | "signed_after_reset" | "pin_shared" | "corrected" | "opening_corrected" | "over_pour" | "written_off" | "rejected" | "abandoned" | "label_against_printer" | "reprinted" | "reprint_cluster" | "by_hand" | "against_ranking" | "label_unscanned" | "left_open";
export type OddUnit = "seconds" | "minutes" | "days" | "minute_of_day" | "milligrams" | "times" | "record";
export type OnShift = {
  /** Since when they are in the store by the last mark, today's or not. */
  since: string | null,
  /** The person's code, which stands on labels. */
  staff: string,
  /** The person's name; the code again where the reader sees no names or the name was erased. */
  name: string,
  /** What the person may do. */
  roles: Array<Role>,
  /** Whether the person is in the store now, by a mark of today. */
  present: boolean,
  /** 未离店登记: since when the person stands as present from an earlier day. */
  left_unmarked: string | null,
  /** Until when wrong PINs lock the person out, while they do and an end is set. */
  locked_until: string | null,
  /** Whether wrong PINs lock the person out now. */
  locked: boolean,
  /** Whether the post has begun and not ended. */
  in_post: boolean,
};
export type Open = {
  /** What kind of service. */
  mode: Mode,
  /** A customer who has been here before; a new random number otherwise. */
  customer: string | null,
};
export type OpenCase = {
  /** After which service. */
  service: string,
  /** What was told. */
  note: string,
};
export type OpenContainer = {
  /** Which lot. */
  lot: string,
};
export type OpenDemo = Record<symbol, never>;
export type OpenStoreAgain = Record<symbol, never>;
export type OtherLine = {
  /** What. */
  what: Held,
  /** Its last day. */
  until: string,
};
export type OwnPin = {
  /** Who. */
  staff: string,
  /** The present PIN. */
  pin: string,
  /** The new one, which nobody else knows. */
  own: string,
};
export type Page = "notice" | "plan" | "thanks";
export type PaperNow = {
  /** Which paper. */
  kind: CustomerPaper,
  /** Which printer. */
  printer: string,
  /** How it is. */
  state: PaperState,
  /** Why it did not come out, or what stands in its way. */
  said: string | null,
};
export type PaperState = "sent" | "stopped" | "printed" | "failed" | "unknown";
export type PartCustomers = {
  /** Who was joined, and is not from now on. */
  other: string,
};
export type PassEquipment = {
  /** Which. */
  equipment: string,
  /** The report. */
  report: string,
};
export type Passed = "example" | "sums" | "remark" | "headings";
export type PassedRow = {
  /** The row as a spreadsheet numbers it. */
  line: number,
  /** Why. */
  why: Passed,
  /** What stands first in it. */
  found: string,
};
export type Person = {
  /** The person's code, which stands on labels. */
  staff: string,
  /** The person's name; the code again where the reader sees no names or the name was erased. */
  name: string,
  /** What the person may do. */
  roles: Array<Role>,
  /** Whether the person is in the store now, by a mark of today. */
  present: boolean,
  /** 未离店登记: since when the person stands as present from an earlier day. */
  left_unmarked: string | null,
  /** Until when wrong PINs lock the person out, while they do and an end is set. */
  locked_until: string | null,
  /** Whether wrong PINs lock the person out now. */
  locked: boolean,
  /** Whether the post has begun and not ended. */
  in_post: boolean,
};
export type PersonForm = "pdf" | "json";
export type PersonView = {
  /** What was done for her. */
  customer: CustomerView,
  /** What she chose last, purpose by purpose; empty where she was never asked. */
  consents: Array<Consented>,
  /** What the vault holds of her. */
  kept: Array<KeptItem>,
  /** What stays under its number. */
  by_law: Array<KeptByLaw>,
  /** What lies at headquarters, too, or did, in the order of its release. */
  at_headquarters: Array<AtHeadquarters>,
  /** Names and telephones that are still kept, the one that counts first. */
  known_as: Array<KnownAs>,
  /** Allergies that stand of all that she said and agrees to have kept. */
  allergies: Array<string>,
  /** What she put right of them on this page, the earliest first. */
  allergies_put_right: Array<AllergiesPutRight>,
  /** What was added, the earliest first. */
  statements: Array<Statement>,
  /** Receipts of what was taken back, the latest first. */
  receipts: Array<Receipt>,
  /** Receipts of what was put right, added, joined and parted, the latest first. */
  changes: Array<ChangeReceipt>,
  /** Services in which something was only spoken of, because she did not agree to have it kept. */
  spoken: Array<string>,
  /** From which day what a guardian chose for her counts no more, and she is asked herself. */
  asked_again_on: string | null,
  /** Whether that day has come. */
  asked_again_now: boolean,
  /** Cases of something wrong, the latest first. */
  cases: Array<CaseCard>,
  /** What was asked for and not answered at once, the latest first. */
  requests: Array<RequestCard>,
  /** Who was joined with her. */
  joined: Array<CustomerCard>,
  /** Other customers with the same telephone number. */
  same_phone: Array<CustomerCard>,
  /** When she had everything deleted. */
  deleted_on: string | null,
  /** Who looked, the latest first. */
  looked: Array<LookLine>,
  /** How many looks there were in all. */
  looked_count: number,
};
export type PickFile = {
  /** What for. */
  purpose: FilePurpose,
};
export type PickInbox = Record<symbol, never>;
export type PieceName = {
  /** Its id. */
  id: string,
  /** What it is called. */
  name: string,
};
export type PlaceView = {
  /** Its id. */
  id: string,
  /** Where it is. */
  folder: string,
  /** Whether it is this computer's own disk. */
  local: boolean,
  /** Whether it is there now. */
  here: boolean,
  /** Free megabytes there. */
  free_megabytes: number | null,
  /** Why the last copy that was to be made here was not, since the program started. */
  trouble: Refusal | null,
  /** Its copies, the latest first. */
  copies: Array<CopyView>,
};
export type PlanView = {
  /** Which recipe. */
  recipe: string,
  /** Its version. */
  version: number,
  /** Its name. */
  name: string,
  /** Size of the unit, in milligrams. */
  size_mg: number,
  /** Price, in fen. */
  price_fen: number,
  /** What it is made of. */
  components: Array<ComponentView>,
  /** The use-by day: as shown at the choice, or as cleared. */
  use_by: UseByView,
  /** What the customer is told after blending. */
  hints: Array<string>,
  /** How the unit is used. */
  usage: string,
  /** What the filed labels of the components warn of. */
  warnings: Array<string>,
  /** Why a recipe other than the first of the ranking was taken. */
  against_ranking: string | null,
  /** Why it was recommended, in Chinese, the weightiest reason first. */
  reasons: Array<string>,
  /** The same in English. */
  reasons_en: Array<string>,
};
export type Present = {
  /** Which service. */
  service: string,
  /** Which page. */
  page: Page,
};
export type PreviewTable = {
  /** What it is a table of. */
  what: What,
  /** The file's token. */
  file: string,
};
export type PrintLabel = {
  /** Which service. */
  service: string,
};
export type PrintOutcome = "printed" | "saved";
export type PrintPaper = {
  /** Of which service. */
  service: string,
  /** Which paper. */
  kind: CustomerPaper,
  /** On what. */
  medium: Medium,
};
export type PrintPerson = {
  /** Which paper. */
  paper: RightsPaper,
  /** On what. */
  medium: Medium,
};
export type PrintRegister = {
  /** Of which register. */
  register: string,
  /** The one of this number alone. */
  number?: string,
  /** Those that the list shows. */
  shown?: Shown,
  /** In which language, Chinese where none is said. A table in either can be brought in again. */
  language?: "zh-CN" | "en",
};
export type PrintTag = {
  /** What it is for. */
  of: TagOf,
  /** Its id. */
  id: string,
  /** 40×30 mm instead of 60×40 mm. */
  small?: boolean,
};
export type PrintView = {
  /** Which printer. */
  printer: string,
  /** The spooler's number. */
  job: string | null,
  /** `sent`, `held`, `waiting`, `printing` or `stopped`. */
  state: string,
  /** What stands in its way: `jam`, `no_paper`, `no_ink`, `open`, `offline`, `paused` or `other`. */
  trouble: string | null,
  /** The same, with what to do. */
  said: string | null,
  /** Whether the spooler does not answer now. */
  silent: boolean,
};
export type Printed = {
  /** What became of it. */
  outcome: PrintOutcome,
  /** The printer, or the file's name. */
  where: string,
};
export type Printers = Record<symbol, never>;
export type ProductCard = {
  /** Its id. */
  product: string,
  /** Its name as filed. */
  name: string,
  /** Its filing number. */
  filing: string,
  /** Who filed it. */
  filer: string,
  /** Whether the filing is in force. */
  active: boolean,
  /** Whether it may be used here. */
  may_be_blended: boolean,
  /** Why not, in Chinese. */
  why_not: string | null,
  /** How many lots of it the store has had. */
  lots: number,
};
export type ProductPage = {
  /** Those of the page. */
  rows: Array<ProductCard>,
  /** How many there are on all pages; a search counts up to 10,000. */
  total: number,
};
export type Proposal = {
  /** Who weighs. */
  operator: string | null,
  /** Who watches and releases. */
  officer: string | null,
  /** Where. */
  area: string | null,
  /** With what. */
  equipment: Array<string>,
  /** Under which template. */
  template: string | null,
};
export type ProposedPiece = {
  /** Its id. */
  id: string,
  /** What it is called. */
  name: string,
  /** Where it stands. */
  area: string,
  /** Whether it is clean. */
  clean: DutyCard,
};
export type ProposedTemplate = {
  /** Its id. */
  template: string,
  /** The approved version. */
  version: number,
  /** Width of the label. */
  width_mm: number,
  /** Its height. */
  height_mm: number,
};
export type ProvinceName = {
  /** ISO 3166-2:CN letters. */
  code: string,
  /** Its Chinese name. */
  name: string,
  /** The same in English. */
  name_en: string,
};
export type Provinces = Record<symbol, never>;
export type PurposeText = {
  /** Its name. */
  title: string,
  /** What is collected. */
  what: string,
  /** Why. */
  why: string,
  /** How long it is kept. */
  how_long: string,
  /** How it is taken back. */
  take_back: string,
  /** How the service goes on without it. */
  if_refused: string,
  /** Why it cannot do without, where it is sensitive (个人信息保护法 第三十条). */
  necessity: string | null,
  /** What it may mean for the customer, where it is sensitive (个人信息保护法 第三十条). */
  impact: string | null,
};
export type PurposeView = {
  /** Which purpose. */
  purpose: Purpose,
  /** Sensitive personal information. */
  sensitive: boolean,
  /** In Chinese: the text that counts. */
  zh: PurposeText,
  /** In English. */
  en: PurposeText,
};
export type Rank = {
  /** Which service. */
  service: string,
  /** The wanted size; each recipe's first otherwise. */
  size: number | null,
  /** What was said and may not be kept. */
  spoken: Spoken | null,
};
export type RankedView = {
  /** Which recipe. */
  recipe: string,
  /** Its version. */
  version: number,
  /** Its name. */
  name: string,
  /** How well it fits beside the best, which has 100. */
  score: number,
  /** What it is for, in one sentence; none where the recipe does not say. */
  purpose: Words | null,
  /** What most of it feels like, where its filing says so. */
  texture: Words | null,
  /** Why it fits, the weightiest reason first. */
  reasons: Array<ReasonView>,
  /** What is taken of each component. */
  components: Array<ComponentView>,
  /** The size that it was judged for, in milligrams. */
  size_mg: number,
  /** The price of that size, in fen. */
  price_fen: number,
  /** All sizes on offer. */
  sizes: Array<SizeView>,
  /** The use-by day. */
  use_by: UseByView,
  /** What the next lot would gain, where a lot decides and there is another. */
  gain: Words | null,
  /** What a person must look at before it is taken. */
  warnings: Array<Finding>,
  /** Lots of which a unit must be opened first. */
  to_open: Array<string>,
};
export type RankingView = {
  /** What fits, best first. */
  fits: Array<RankedView>,
  /** What does not. */
  rejected: Array<RejectedView>,
};
export type Reach = {
  /** The name that the customer left. */
  name: string,
  /** The whole number. */
  phone: string,
};
export type ReasonView = {
  /** `metric`, `concern` or `skin_type`. */
  code: string,
  /** Chinese. */
  text: string,
  /** English. */
  text_en: string,
};
export type Receipt = {
  /** Its number. */
  receipt: string,
  /** For which purposes. */
  purposes: Array<Purpose>,
  /** Whether everything was deleted. */
  everything: boolean,
  /** What was erased. */
  erased: Array<ErasedLine>,
  /** What stays because the law keeps it. */
  stays: Array<StaysLine>,
  /** What else the law keeps of her, whatever she takes back, and until when: cases and requests. */
  others: Array<OtherLine>,
  /** Until when copies of the store may hold what was erased; none where there is no copy. */
  copies_until: string | null,
  /** Who did it. */
  by: string,
  /** When. */
  at: string,
};
export type ReceiveLot = {
  /** What it is a lot of. */
  product: string,
  /** The maker's lot number, as printed on the pack. */
  number: string,
  /** 限期使用日期. */
  expires_on: string,
  /** 供货者. */
  supplier: string,
  /** Goods-in documents: delivery note, test report. */
  documents: Array<string>,
  /** What one unopened unit holds, in milligrams. */
  unit_net_mg: number,
  /** Unopened units. */
  units: number,
  /** Whether acceptance (验收) is done and signed with it: then the lot stands in 合格, otherwise in 待检. */
  accept: boolean,
};
export type Received = {
  /** Its id in the store. */
  lot: string,
};
export type RecipeCard = {
  /** Its id. */
  recipe: string,
  /** Its version. */
  version: number,
  /** Its name. */
  name: string,
  /** Blend, repack or pack. */
  service: ServiceType,
  /** Whether this version is approved. */
  approved: boolean,
  /** Whether headquarters gave it: a store does not change it. */
  headquarters: boolean,
  /** Who approved it as it stands; of headquarters' recipes the two who signed, who brought it in, too. */
  approved_by: Array<string>,
  /** Why headquarters stops it, while it does. */
  stopped: RecipeStop | null,
  /** Sizes on offer. */
  sizes: Array<SizeView>,
  /** What it is made of, for its first size. */
  components: Array<ComponentView>,
};
export type RecipeStop = {
  /** By which suspension. */
  number: string,
  /** Why, in Chinese. */
  zh: string,
  /** The same in English. */
  en: string,
};
export type RecordField = {
  /** Its path. */
  name: string,
  /** What it is called. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** What it says. */
  value: string,
  /** The same in English. */
  value_en: string,
};
export type RecordLine = {
  /** Its sequence. */
  record: number,
  /** When. */
  at: string,
  /** Who: a code, or `system`. */
  actor: string,
  /** What they are called; the code again where there is no name to show. */
  actor_name: string,
  /** The same in English. */
  actor_name_en: string,
  /** Its kind: a code. */
  kind: string,
  /** The kind in words. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** Of which service. */
  service: string | null,
};
export type RecordNeeds = {
  /** Which service. */
  service: string,
  /** Each line with its channel. */
  statements: Array<{ channel: Channel, text: string }>,
  /** What she answers when she is asked about allergies; nothing: nobody asked, and nothing is recorded. */
  stands: Stands | null,
  /** Allergies as stated: Chinese or INCI names. */
  allergies: Array<string>,
  /** Allergies of earlier visits that she no longer has, each with an explicit word. */
  struck: Array<string>,
  /** Whether she says that she is pregnant or nursing; nothing: nobody asked. */
  pregnancy: boolean | null,
  /** What she answers who does not agree to have it kept. */
  spoken: Spoken | null,
};
export type RecordPage = {
  /** In their order. */
  records: Array<RecordLine>,
  /** How many there are in all. */
  total: number,
};
export type RecordView = {
  /** As a line. */
  line: RecordLine,
  /** Version of its kind. */
  version: number,
  /** Whether this program knows its kind in that version; where it does not, the content stays unread. */
  known: boolean,
  /** Its hash. */
  hash: string,
  /** The hash before it. */
  prev: string,
  /** Its content. */
  fields: Array<RecordField>,
  /** The signatures in it, each with who sat at the window. */
  signatures: Array<SignedAt>,
  /** What corrects it. */
  corrections: Array<Correction>,
  /** All records of its service. */
  history: Array<RecordLine>,
};
export type RecoverStore = Record<symbol, never>;
export type RefuseLot = {
  /** Which. */
  lot: string,
  /** What is wrong with it. */
  reason: string,
};
export type RegisterCard = {
  /** Its code. */
  register: string,
  /** What it is called. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** What it is for. */
  why: string,
  /** The same in English. */
  why_en: string,
  /** The icon that stands for it. */
  icon: string,
  /** The rulebook that asks for it. */
  rulebook: string,
  /** Its article. */
  article: string,
  /** How many entries wait for something: those in a state that is open. */
  open: number,
  /** What the reader may enter. */
  enters: Array<ActView>,
  /** Whether a table may be brought in by the reader. */
  brings: boolean,
  /** Its columns, in order. */
  columns: Array<ColumnView>,
  /** Its states. */
  states: Array<StateView>,
  /** Columns that the list can be narrowed by. */
  narrowed: Array<ColumnView>,
  /** The column that it is sorted by at first. */
  sorted: string,
};
export type RegisterEquipment = {
  /** Its number, as it stands on the piece. */
  id: string,
  /** What it is called. */
  name: string,
  /** The area it stands in. */
  area: string,
  /** Dedicated to wax-based products (山东指南 第十二条). */
  wax_only: boolean,
  /** The procedure of operating and cleaning in force. */
  procedure: string,
};
export type RegisterForm = "pdf" | "xlsx" | "csv";
export type Reject = {
  /** Which service. */
  service: string,
  /** Who decides and signs, whoever has the window. */
  officer: string,
  /** The officer's PIN, entered at this moment. */
  pin: string,
  /** Why. */
  reason: string,
};
export type RejectedView = {
  /** Which recipe. */
  recipe: string,
  /** Its name. */
  name: string,
  /** Why: never empty. */
  reasons: Array<ObjectionView>,
};
export type Release = {
  /** Which service. */
  service: string,
  /** Who decides and signs, whoever has the window. */
  officer: string,
  /** The officer's PIN, entered at this moment. */
  pin: string,
};
export type ReleaseLeftover = {
  /** Which. */
  container: string,
  /** Who decides and signs, whoever has the window. */
  officer: string,
  /** The officer's PIN, entered at this moment. */
  pin: string,
};
export type ReleasedView = {
  /** By whom. */
  by: Person,
  /** When. */
  at: string,
};
export type Rename = {
  /** Whose. */
  staff: string,
  /** The right name. */
  name: string,
  /** Why the other was wrong. */
  reason: string,
};
export type RepeatService = {
  /** Who. */
  customer: string,
};
export type ReprintLabel = {
  /** Of which service. */
  service: string,
  /** Why. */
  reason: string,
  /** What became of the copy before, where that was not said yet. */
  before?: CopyBefore | null,
};
export type RequestCard = {
  /** Its number. */
  request: string,
  /** What was asked for. */
  what: RequestFor,
  /** In the customer's words, as long as they are kept. */
  note: string | null,
  /** When it came. */
  at: string,
  /** Who took it. */
  by: string,
  /** By when it is to be answered. */
  due_on: string,
  /** Whether the date may still move: working days not published, or the computer's date not believed when it came. */
  provisional: boolean,
  /** When it was answered. */
  answered_at: string | null,
  /** Whether it was done; none while it is open. */
  granted: boolean | null,
  /** What was done, or why not. */
  answer: string | null,
};
export type RequestClock = {
  /** Its number. */
  request: string,
  /** What is asked for. */
  what: RequestFor,
  /** When it came. */
  at: string,
  /** By when it is to be answered. */
  due_on: string,
  /** Whether that day has passed without an answer. */
  overdue: boolean,
  /** When it was answered. */
  answered_at: string | null,
};
export type RestoreStore = {
  /** The backup, as it was picked. */
  file: string,
  /** The key file that was saved beside it, as it was picked. */
  key_file: string | null,
  /** The passphrase of the key. */
  passphrase: string | null,
};
export type RestrictionView = {
  /** What kind of thing. */
  what: Restricted,
  /** Its number at headquarters. */
  number: string,
  /** Filing number, store or recipe. */
  of: string,
  /** The maker's lot number, where one lot alone is recalled. */
  lot: string | null,
  /** Why, in Chinese. */
  zh: string,
  /** Why, in English. */
  en: string,
  /** When it came. */
  at: string,
  /** Whether it concerns something of this store. */
  here: boolean,
  /** The lots of this store that it recalls. */
  lots: Array<string>,
};
export type Retention = {
  /** Why nothing is erased; none where the date is believed. */
  doubt: DateDoubt | null,
  /** Up to which day the list looks. */
  up_to: string,
  /** What goes, the longest past first. */
  leaving: Array<Leaving>,
  /** How many more there are. */
  more: number,
  /** How many items were erased today. */
  erased_today: number,
};
export type RightsPaper = { "of": "copy",
  /** Whose. */
  customer: string, } | { "of": "request",
  /** Its number. */
  request: string, } | { "of": "receipt",
  /** Its number. */
  receipt: string, } | { "of": "change",
  /** Its number. */
  receipt: string, } | { "of": "why",
  /** In which service. */
  service: string,
};
export type Room = "fine" | "low" | "none";
export type RoomCard = {
  /** Which area. */
  area: string,
  /** When. */
  at: string,
  /** Airborne bacteria in cfu/m³. */
  cfu: number,
  /** Tenths of a degree Celsius. */
  temperature: number,
  /** Tenths of a per cent relative humidity. */
  humidity: number,
  /** When the next is due. */
  next_due: string,
  /** Whether it still holds. */
  due: DutyCard,
};
export type Safe = {
  /** How uploading stands. */
  uploading: Uploading,
  /** The last record that is safe at headquarters; 0 for none. */
  safe: number,
  /** How many records wait. */
  waiting: number,
  /** The releasing record up to which what identifies customers is settled at headquarters. */
  sealed_to: number,
  /** Why it waits or stopped. */
  told: SaidOfHeadquarters | null,
  /** Where the histories differ, while that is not decided. */
  fork: Differing | null,
};
export type SaidOfHeadquarters = {
  /** A stable code. */
  code: string,
  /** In Chinese. */
  zh: string,
  /** In English. */
  en: string,
  /** What a person does about it. */
  mend: string,
};
export type SameAgain = Record<symbol, never>;
export type SameNeeds = {
  /** Which service. */
  service: string,
  /** What she answers when she is asked about allergies; nothing: nobody asked, and nothing is recorded. */
  stands: Stands | null,
  /** Allergies that she says for the first time. */
  allergies: Array<string>,
  /** Allergies of earlier visits that she no longer has, each with an explicit word. */
  struck: Array<string>,
  /** Whether she says today that she is pregnant or nursing; nothing: nobody asked. */
  pregnancy: boolean | null,
  /** What she answers who does not agree to have it kept. */
  spoken: Spoken | null,
};
export type SaveAttached = {
  /** Of which register. */
  register: string,
  /** Of which entry. */
  number: string,
  /** Which file, by its name. */
  name: string,
};
export type SaveDay = {
  /** Which day. */
  day: string,
  /** In which form. */
  form: DayForm,
};
export type SavePaper = {
  /** Of which service. */
  service: string,
  /** Which paper. */
  kind: CustomerPaper,
  /** Laid out for what. */
  medium: Medium,
};
export type SavePerson = {
  /** Which paper. */
  paper: RightsPaper,
  /** In which form. */
  form: PersonForm,
};
export type SaveRegister = {
  /** In which form. */
  form: RegisterForm,
  /** Of which register. */
  register: string,
  /** The one of this number alone. */
  number?: string,
  /** Those that the list shows. */
  shown?: Shown,
  /** In which language, Chinese where none is said. A table in either can be brought in again. */
  language?: "zh-CN" | "en",
};
export type Saved = {
  /** Its name. */
  name: string,
};
export type ScalePorts = Record<symbol, never>;
export type ScaleReading = {
  /** Counted up with each reading. */
  number: number,
  /** How the scale is. */
  state: "off" | "connecting" | "ok" | "overload" | "underload" | "lost",
  /** Milligrams. */
  weight_mg: number | null,
  /** Whether the scale itself calls it stable. */
  stable: boolean,
  /** For how many milliseconds. */
  stable_ms: number,
  /** What is to be said about it. */
  message: string | null,
  /** The same in English. */
  message_en: string | null,
  /** The least that should be weighed on it, in milligrams. */
  minimum_mg: number | null,
};
export type ScaleSettings = {
  /** The port. */
  port: string,
  /** Bits a second. */
  baud: number,
  /** Parity. */
  parity: "none" | "even" | "odd",
  /** Data bits. */
  data_bits: 7 | 8,
  /** Stop bits. */
  stop_bits: 1 | 2,
};
export type Scan = {
  /** As it was read. */
  text: string,
};
export type ScanLabel = {
  /** Which service. */
  service: string,
  /** What the scanner read: the signed code, or the number beside it. */
  read: string,
};
export type Scanned = {
  /** What kind of thing. */
  kind: "service" | "lot" | "container" | "equipment" | "staff" | "product" | "area" | "none",
  /** Its id; the text as it was read where it is nothing that we know. */
  id: string,
  /** The service itself; for a lot or container the one service that is to be weighed from it next. */
  service: string | null,
  /** The customer of that service. */
  customer: string | null,
  /** Where that service is. */
  step: Step | null,
};
export type ScreenPage = "idle" | "notice" | "plan" | "thanks";
export type ScreenView = {
  /** What is shown. */
  page: ScreenPage,
  /** Whether it is the staff's own window, which a PIN takes back. */
  handed: boolean,
  /** Who can take it back. */
  faces: Array<Person>,
  /** Whose counter it is. */
  store: Shop,
  /** Which service is shown. */
  service: string | null,
  /** What kind of service. */
  mode: Mode | null,
  /** What is told, on the page of the notice. */
  text: ConsentTextView | null,
  /** What a returning customer chose the last time, where the text is still the same. */
  last: LastChoices | null,
  /** The plan, on its page. */
  plan: PlanView | null,
  /** What the customer said of allergies, which the plan leaves out: on its page. */
  allergies: Array<string>,
  /** Those of them that name no ingredient that the store knows: nothing can be left out because of them. */
  unknown_allergies: Array<string>,
  /** Wishes that are not taken up, each with its reason: on the page of the plan, so that none is dropped without a word. */
  not_taken: Array<NeedLine>,
  /** How the signer wished to be called the last time. */
  signer: string | null,
  /** Whether a guardian signs. */
  needs_guardian: boolean,
  /** Whether the customer did not want to sign. */
  declined: boolean,
};
export type SealLeftover = {
  /** Which. */
  container: string,
  /** What is left in it, weighed now, in milligrams. */
  left_mg: number,
  /** Why that is less than the records say, where it is. */
  why_less: string | null,
};
export type Sealed = {
  /** 使用期限. */
  use_by: string,
};
export type Search = {
  /** What was typed. */
  text: string,
  /** How many of each kind are wanted. */
  limit: number,
};
export type SecurityOfficer = {
  /** Who. */
  staff: string,
  /** The name. */
  name: string,
  /** Whether it is the only post. */
  full_time: boolean,
  /** The document of the appointment. */
  document: string,
  /** Since when. */
  since: string,
};
export type SecurityView = {
  /** Who that is; none while nobody was appointed. */
  officer: SecurityOfficer | null,
  /** Requests: the open ones by their day, then the answered ones, the latest first. */
  requests: Array<RequestClock>,
  /** The latest looks. */
  looks: Array<AccessLine>,
  /** How many there were in all, of those asked for. */
  looks_count: number,
  /** What is kept, by kind. */
  kept: Array<KeptCount>,
  /** How many items went because their period ended, since the store was opened. */
  erased_by_period: number,
  /** How many went because a customer asked. */
  erased_by_customer: number,
};
export type ServiceCard = {
  /** Its number. */
  number: string,
  /** Where it is. */
  step: Step,
  /** What kind of service. */
  mode: Mode,
  /** When it was opened. */
  opened_at: string,
  /** The customer's random number. */
  customer: string,
  /** The customer's name, where she left one and it is still kept. */
  customer_name: string | null,
  /** The advisor's code. */
  advisor: string,
  /** The advisor's name. */
  advisor_name: string,
  /** What the chosen recipe is called. */
  recipe_name: string | null,
  /** How many blends were written off in it. */
  written_off: number,
  /** Its last record: safe at headquarters once a receipt covers it. */
  last_record: number,
};
export type ServiceView = {
  /** As a line of a list. */
  card: ServiceCard,
  /** Where it is. */
  step: Step,
  /** The step that was done last: where an ended service stopped. */
  reached: Step,
  /** What kind of service. */
  mode: Mode,
  /** The customer. */
  customer: CustomerCard,
  /** 告知. */
  notice: NoticeView | null,
  /** 需求, as long as they are kept. */
  needs: NeedsView | null,
  /** Those of the customer's service before, as long as they are kept and she still agrees. */
  last_needs: NeedsView | null,
  /** Allergies that she said at other visits and has not struck out, as long as they are kept and she still agrees. */
  known_allergies: Array<string>,
  /** 测肤, as long as it is kept. */
  skin: SkinView | null,
  /** Whether she wanted no skin test. */
  skin_skipped: boolean,
  /** 方案. */
  plan: PlanView | null,
  /** 签字. */
  signed: SignedView | null,
  /** 核对. */
  clearance: ClearanceView | null,
  /** 调配. */
  vessel: Vessel | null,
  /** What is weighed next. */
  next: NextView | null,
  /** 标签. */
  label: LabelIssuedView | null,
  /** 放行. */
  released: ReleasedView | null,
  /** 交付. */
  delivery: DeliveryView | null,
  /** Why it ended before hand-over. */
  ended: string | null,
};
export type SetAuthorisation = {
  /** Which; `None` for a new one. */
  id: string | null,
  /** The document that grants it. */
  document: string,
  /** What it allows. */
  services: ServiceType[],
  /** First day. */
  from: string,
  /** Last day. */
  to: string,
};
export type SetDevice = {
  /** Minutes without a touch until the window locks, from 1 to 60. */
  auto_lock_minutes: number,
};
export type SetPin = {
  /** Whose. */
  staff: string,
  /** Six digits. */
  pin: string,
  /** The old PIN, which a manager gives for the own one: an unlocked window must not be enough to take it over. */
  old?: string,
};
export type SetPrinter = {
  /** For which paper. */
  medium: Medium,
  /** Its printer; without one, such papers are saved as files. */
  printer: string | null,
};
export type SetScale = {
  /** How the line is set. */
  settings: ScaleSettings | null,
  /** Whether a stable reading inside the band of the scanned container is taken by itself. */
  auto_confirm: boolean,
};
export type Setup = {
  /** Each thing once. */
  items: Array<SetupItem>,
  /** Whether nothing is missing. */
  ready: boolean,
};
export type SetupItem = {
  /** Which. */
  key: "staff" | "products" | "recipes" | "lots" | "equipment" | "room" | "product_test" | "template" | "licence" | "approvals" | "presence",
  /** Whether the store has enough of it. */
  done: boolean,
  /** How many it has. */
  count: number,
  /** What is asked, in Chinese. */
  why: string,
  /** The same in English. */
  why_en: string,
  /** The article that asks it. */
  clause: string | null,
};
export type Shop = {
  /** The store's name. */
  name: string,
  /** Its telephone. */
  phone: string,
  /** The enterprise. */
  enterprise: string,
};
export type ShowCheck = Check;
export type ShowFolder = Record<symbol, never>;
export type ShowPhone = {
  /** Whose. */
  customer: string,
  /** What for. */
  wanted_for: PhoneUse,
};
export type Shown = {
  /** Words of their number or what stands in them; nothing of a person. */
  text: string,
  /** In which state. */
  state: string | null,
  /** Whose column has this value. */
  narrowed: Array<[string, string]>,
  /** Sorted by which column; its own first order where none is named. */
  by: string | null,
  /** The highest first. */
  down: boolean,
};
export type ShownPage = {
  /** Of which service. */
  service: string,
  /** Which page. */
  page: Page,
};
export type Sign = {
  /** Who signs, as they wish to be called. */
  signer: string,
  /** The strokes. */
  strokes: Strokes,
};
export type SignApprovals = {
  /** The digest of the list that was shown. */
  shown: string,
  /** What is left out of the signature, and stays unsigned. */
  left_out: Array<ApprovalRef>,
  /** Who signs, whoever has the window. */
  officer: string,
  /** The officer's PIN, entered at this moment. */
  pin: string,
};
export type SignDay = {
  /** Which day. */
  day: string,
  /** The digest of the sheet that was looked at. */
  shown: string,
  /** Each sampled service, looked at. */
  looked: Array<Looked>,
  /** What there is to say of the day; may be empty. */
  notes: string,
  /** The manager's PIN, entered at this moment. */
  pin: string,
};
export type SignedAt = {
  /** Who signed: a code. */
  signer: string,
  /** What they are called. */
  signer_name: string,
  /** Who sat there: a code; none where an older record does not say. */
  window: string | null,
  /** What they are called. */
  window_name: string | null,
  /** Whether that was another person. */
  other: boolean,
};
export type SignedLine = {
  /** As a line. */
  line: RecordLine,
  /** Its signatures. */
  signatures: Array<SignedAt>,
};
export type SignedLog = {
  /** Its record. */
  record: number,
  /** Who signed. */
  by: string,
  /** What they are called; the code again where the reader sees no names. */
  by_name: string,
  /** When. */
  at: string,
  /** The last record that it was made from. */
  up_to: number,
  /** SHA-256 of what was signed. */
  shown: string,
  /** What the manager wrote; none where nothing was written, it was erased, or the reader may not see it. */
  notes: DayNotes | null,
  /** What came later and voids it; empty while it stands. */
  voided_by: Array<RecordLine>,
  /** Whether a later log was signed. */
  replaced: boolean,
};
export type SignedView = {
  /** When she signed. */
  at: string,
};
export type SizeView = {
  /** In milligrams. */
  mg: number,
  /** Its price, in fen. */
  fen: number,
};
export type SkinPoint = {
  /** In which service. */
  service: string,
  /** On which day. */
  on: string,
  /** Its scores. */
  metrics: Array<SkinScore>,
};
export type SkinScore = {
  /** Which metric. */
  metric: string,
  /** 0–100, 100 = best. */
  score: number,
};
export type SkinView = {
  /** When it was taken, where the file says so. */
  taken_at: string | null,
  /** Maker and name of the device. */
  device: string,
  /** Profile and its version. */
  profile: string,
  /** Skin type, where the device names one. */
  skin_type: string | null,
  /** The same in Chinese. */
  skin_type_zh: string | null,
  /** Its metrics. */
  metrics: Array<MetricView>,
  /** Fields of the file that nothing was made of. */
  unmapped: Array<string>,
  /** What to know when reading it, in Chinese. */
  warnings: Array<string>,
  /** The same in English. */
  warnings_en: Array<string>,
  /** This test and the ones before it, the earliest first. */
  history: Array<SkinPoint>,
};
export type SkipSkinTest = {
  /** Which service. */
  service: string,
};
export type SpoilLabel = {
  /** Of which service. */
  service: string,
  /** Why. */
  reason: string,
};
export type Spoken = {
  /** Allergies: Chinese or INCI names. */
  allergies: Array<string>,
  /** Pregnant or nursing. */
  pregnancy: boolean,
};
export type StaffCard = {
  /** First day of the post. */
  appointed_on: string,
  /** Last day of the post, if it ended. */
  left_on: string | null,
  /** Since when in cosmetics production or quality management. */
  experience_since: string | null,
  /** The latest training. */
  training: { passed_on: string, content: string, method: string } | null,
  /** The latest health check. */
  health: { on: string, fit: boolean } | null,
  /** Whether it holds; none of who neither operates nor releases. */
  health_term: DutyCard | null,
  /** Areas that the person may enter. */
  areas: Array<AreaLeave>,
  /** Whether the person has a PIN. */
  has_pin: boolean,
  /** What the person was called by mistake before, the latest last. */
  formerly: Array<FormerName>,
  /** The person's code, which stands on labels. */
  staff: string,
  /** The person's name; the code again where the reader sees no names or the name was erased. */
  name: string,
  /** What the person may do. */
  roles: Array<Role>,
  /** Whether the person is in the store now, by a mark of today. */
  present: boolean,
  /** 未离店登记: since when the person stands as present from an earlier day. */
  left_unmarked: string | null,
  /** Until when wrong PINs lock the person out, while they do and an end is set. */
  locked_until: string | null,
  /** Whether wrong PINs lock the person out now. */
  locked: boolean,
  /** Whether the post has begun and not ended. */
  in_post: boolean,
};
export type Stage = "first_start" | "passphrase" | "damaged" | "fetching" | "locked" | "open";
export type Standing = "valid" | "coming" | "ended" | "suspended";
export type Stands = "same" | "changed";
export type StateLicence = {
  /** Its last day. */
  until: string,
};
export type StateView = {
  /** Its code. */
  state: string,
  /** What it is called. */
  title: string,
  /** The same in English. */
  title_en: string,
  /** How it is shown. */
  tone: "open" | "fine" | "over",
};
export type Statement = {
  /** In the customer's words. */
  text: string,
  /** Since when. */
  since: string,
};
export type StayOpen = Record<symbol, never>;
export type StaysLine = {
  /** Under which number. */
  service: string,
  /** The last day on which it must be there. */
  until: string,
};
export type StepFigure = {
  /** Which: where the service was. */
  step: string,
  /** How many services left it. */
  times: number,
  /** On average, in seconds. */
  mean_seconds: number,
  /** The longest, in seconds. */
  most_seconds: number,
};
export type StickView = {
  /** How it stands now. */
  headquarters: HeadquartersView,
  /** How many records were written to it, or are safe by it; absent where the dialog was closed. */
  records: number | null,
  /** The folder's name on the stick; absent likewise. */
  folder: string | null,
};
export type StopFigure = {
  /** Id of the rulebook. */
  rulebook: string,
  /** Its title. */
  rulebook_title: string,
  /** Number of the clause. */
  clause: string,
  /** What the clause asks, in one line. */
  duty: string,
  /** The check's stable name. */
  check: string,
  /** The check in a few Chinese words. */
  check_title: string,
  /** How often. */
  times: number,
};
export type StoreName = {
  /** Its code. */
  code: string,
  /** Its name. */
  name: string,
  /** Whose it is. */
  enterprise: string,
  /** Whether everything in it is invented. */
  demo: boolean,
  /** Its telephone. */
  phone: string,
};
export type Strokes = {
  /** The pad's width. */
  width: number,
  /** The pad's height. */
  height: number,
  /** One list for each time the pen came down. */
  strokes: Array<Array<[number, number, number]>>,
};
export type SuspendAuthorisation = {
  /** Which. */
  authorisation: string,
  /** Suspended, or resumed. */
  suspended: boolean,
  /** By whom and why, as the authority's notice says. */
  reason: string,
};
export type TableRow = {
  /** The row as a spreadsheet numbers it. */
  line: number,
  /** What is wrong, in Chinese. */
  message: string,
  /** The same in English. */
  message_en: string,
};
export type TagOf = "equipment" | "area" | "lot" | "container";
export type TagView = {
  /** PNG, in base64. */
  png: string,
  /** How wide it is. */
  width_mm: number,
  /** How high it is. */
  height_mm: number,
};
export type TakeBack = Record<symbol, never>;
export type TakeCallBack = {
  /** After which service. */
  service: string,
};
export type TakeRequest = {
  /** Whose. */
  customer: string,
  /** What is asked for. */
  what: RequestFor,
  /** In the customer's words. */
  note: string,
};
export type Taken = {
  /** The column. */
  column: string,
  /** What is taken of it; empty where that is nothing. */
  value: string,
};
export type TareScale = Record<symbol, never>;
export type TemplateCard = {
  /** Its id. */
  template: string,
  /** What people call it. */
  title: string,
  /** Its version. */
  version: number,
  /** SHA-256 of its content. */
  sha256: string,
  /** Width of the label. */
  width_mm: number,
  /** Its height. */
  height_mm: number,
  /** Whether it relies on the small-pack relief: up to 15 g alone (标签管理办法 第十七条). */
  small_pack_only: boolean,
  /** How it stands. */
  state: TemplateState,
  /** Since when it may be used; none where it may not. */
  approved_on: string | null,
  /** What stands on it, in its order. */
  items: Array<TemplateField>,
  /** What was decided on it, the latest first. */
  decisions: Array<DecisionLine>,
};
export type TemplateField = {
  /** Which: a code. */
  item: string,
  /** 引导语, printed before it. */
  guide: string,
  /** The least height of its characters. */
  height_mm: number,
  /** When it is there: `always`, `above_small_pack` or `if_room`. */
  presence: 'always' | 'above_small_pack' | 'if_room',
  /** Among the items that may give way, which gives way first: the highest. */
  drop_order: number,
};
export type TemplateState = "undecided" | "withdrawn" | "other_version" | "other_content" | "approved";
export type Today = {
  /** Services that are neither handed over nor ended, the latest first. */
  open: Array<ServiceCard>,
  /** What was handed over today, the latest first. */
  done_today: Array<ServiceCard>,
  /** Who is in the store. */
  present: Array<Person>,
  /** What stops the store from serving with a product today; empty if nothing does. */
  permission: Array<Finding>,
  /** How many things are still missing before the store can serve. */
  setup_left: number,
  /** What else the store owes, what is overdue first. How long the papers of a person hold is said to them, and to who keeps
   * the file. */
  due: Array<DueItem>,
  /** What the subjects of what is due are called, by kind and code: `cleaning:SC01`. */
  names: { [key in string]: string },
  /** Customers to be called back, the earliest due first, one's own before others'. */
  calls_due: Array<CallDue>,
  /** Cases that nobody closed, the earliest due first. */
  cases: Array<CaseCard>,
};
export type Told = {
  /** Chinese. */
  text: string,
  /** English. */
  text_en: string,
  /** The document and number of the clause, where the law says so. */
  clause: string | null,
};
export type Topic = "session" | "shown" | "service" | "store" | "device" | "job" | "headquarters" | "access";
export type Touch = Record<symbol, never>;
export type TrainStaff = {
  /** Who. */
  staff: string,
  /** When it was passed. */
  passed_on: string,
  /** What it covered. */
  content: string,
  /** How it was held and assessed. */
  method: string,
};
export type TryHeadquarters = Record<symbol, never>;
export type TryPrinter = {
  /** On which paper. */
  medium: Medium,
};
export type TypedArea = {
  /** Which. */
  area: string,
  /** Last day. */
  until: string,
};
export type TypedHealth = {
  /** When. */
  on: string,
  /** Whether the person may work with cosmetics. */
  fit: boolean,
};
export type TypedTraining = {
  /** When it was passed. */
  passed_on: string,
  /** What it covered. */
  content: string,
  /** How it was held and assessed. */
  method: string,
};
export type Unlock = {
  /** Who. */
  staff: string,
  /** Their PIN. */
  pin: string,
};
export type UnlockStore = {
  /** The passphrase. */
  passphrase: string,
};
export type Uploading = "not_asked" | "level" | "sending" | "sending_again" | "waiting" | "forked" | "behind" | "verify" | "stopped";
export type UseByView = {
  /** The last day of use. */
  date: string,
  /** What decides it, in Chinese. */
  decides: string,
  /** The same in English. */
  decides_en: string,
  /** Every limit, the earliest first. */
  limits: Array<LimitView>,
};
export type Vessel = {
  /** Every weighing into it, in order. */
  weighings: Array<WeighingView>,
  /** What is in it, in milligrams. */
  total_mg: number,
  /** What the customer ordered, in milligrams. */
  size_mg: number,
  /** What is being made, in milligrams: more than the size once the batch was scaled up. */
  batch_mg: number,
  /** Each component with its target and what is in the vessel of it. */
  components: Array<ComponentView>,
  /** Why earlier blends were written off. */
  written_off: Array<string>,
};
export type VisitCard = {
  /** Its number. */
  visit: string,
  /** The visitor; the number again where the reader sees no names or the name was erased. */
  name: string,
  /** What made it necessary. */
  purpose: string,
  /** Into which area. */
  area: string,
  /** With whom. */
  escort: string,
  /** From when. */
  entered_at: string,
  /** To when, once it is over. */
  left_at: string | null,
};
export type VoidLabel = {
  /** Of which service. */
  service: string,
  /** Why. */
  reason: string,
};
export type WaitForNews = {
  /** Where the window's news ended. */
  seen: number,
};
export type WaitForScale = {
  /** The reading that the page shows; 0 at first. */
  seen: number,
};
export type WasteFigure = {
  /** Why: a code. */
  why: string,
  /** How often. */
  times: number,
  /** How much, in milligrams. */
  milligrams: number,
};
export type Weigh = {
  /** Which service. */
  service: string,
  /** The lot as scanned. */
  lot: string,
  /** The container as scanned. */
  container: string,
  /** How much, and how that is known. */
  weight: Weight,
  /** What becomes of the batch with it. */
  batch: Batch,
};
export type WeighingView = {
  /** Of which component, from 0. */
  index: number,
  /** What the product is called. */
  name: string,
  /** From which lot. */
  lot: string,
  /** The maker's number of that lot. */
  lot_number: string,
  /** What was weighed, in milligrams. */
  weight_mg: number,
  /** What was asked for, in milligrams. */
  target_mg: number,
  /** Why it was typed by hand; none where it came from the scale. */
  by_hand: string | null,
  /** When. */
  at: string,
};
export type Weight = { "from": "reading",
  /** Which. */
  number: number, } | { "from": "scale",
  /** In milligrams. */
  weight: number, } | { "from": "hand",
  /** In milligrams. */
  weight: number,
  /** Why it was not taken from the scale. */
  reason: string,
};
export type What = "products" | "recipes" | "lots";
export type Withdraw = {
  /** Whose. */
  customer: string,
  /** For which purposes; all of them where everything is to be deleted. */
  purposes: Array<Purpose>,
  /** Whether everything is deleted that identifies her. */
  everything: boolean,
};
export type WithdrawTemplate = {
  /** Which. */
  template: string,
  /** Why. */
  reason: string,
  /** The PIN of whoever takes it back. */
  pin: string,
};
export type Words = {
  /** Chinese. */
  text: string,
  /** English. */
  text_en: string,
};
export type WorkView = {
  /** What clearance asks of the store, whatever is made for whom: what stops first. */
  opening: Array<Finding>,
  /** What is to be done before the store closes, done or not. */
  closing: Array<ClosingLine>,
  /** Everybody in post, with since when they are here. */
  people: Array<OnShift>,
  /** The operation areas. */
  areas: Array<AreaCard>,
  /** The equipment. */
  equipment: Array<EquipmentCard>,
  /** Opened containers with something left: those at the bench first, then those that wait for the officer. */
  leftovers: Array<LeftoverCard>,
  /** How many there are, listed or not. */
  leftovers_total: number,
  /** How many lots wait for acceptance. */
  lots_waiting: number,
  /** Today's visits, and those that are not over. */
  visits: Array<VisitCard>,
};
export type WriteOff = {
  /** Which service. */
  service: string,
  /** Why. */
  reason: string,
};
export type ZeroScale = Record<symbol, never>;

/** Every command that a window may call, by its name. */
export interface Commands {
  "desk.look": { args: LookAtDesk, reply: DeskView };
  "desk.unlock": { args: Unlock, reply: DeskView };
  "desk.own_pin": { args: OwnPin, reply: DeskView };
  "desk.lock": { args: Lock, reply: DeskView };
  "desk.touch": { args: Touch, reply: null };
  "start.demo": { args: OpenDemo, reply: DeskView };
  "start.check": { args: CheckStore, reply: null };
  "start.found": { args: NewStore, reply: DeskView };
  "start.provinces": { args: Provinces, reply: Array<ProvinceName> };
  "start.unlock": { args: UnlockStore, reply: DeskView };
  "start.restore": { args: RestoreStore, reply: DeskView };
  "start.leave_demo": { args: LeaveDemo, reply: DeskView };
  "start.again": { args: OpenStoreAgain, reply: DeskView };
  "backup.drop_place": { args: DropBackupPlace, reply: DeskView };
  "program.stay": { args: StayOpen, reply: DeskView };
  "screen.present": { args: Present, reply: DeskView };
  "screen.take_back": { args: TakeBack, reply: DeskView };
  "screen.look": { args: LookAtScreen, reply: ScreenView };
  "screen.notice": { args: Chosen, reply: ScreenView };
  "screen.same_again": { args: SameAgain, reply: ScreenView };
  "screen.sign": { args: Sign, reply: ScreenView };
  "screen.decline": { args: Decline, reply: ScreenView };
  "screen.leave": { args: Leave, reply: DeskView };
  "job.look": { args: LookAtJob, reply: JobView };
  "job.cancel": { args: CancelJob, reply: null };
  "service.weigh": { args: Weigh, reply: NextPour | null };
  "scale.ports": { args: ScalePorts, reply: Array<string> };
  "scale.set": { args: SetScale, reply: DeskView };
  "device.set": { args: SetDevice, reply: DeskView };
  "device.set_printer": { args: SetPrinter, reply: DeskView };
  "paper.look": { args: LookPapers, reply: Array<PaperNow> };
  "headquarters.look": { args: LookHeadquarters, reply: HeadquartersView };
  "headquarters.alone": { args: GoOnAlone, reply: HeadquartersView };
  "start.fetch_look": { args: LookFetch, reply: FetchView };
  "start.first_pin": { args: FirstPin, reply: DeskView };
  "desk.wait": { args: WaitForNews, reply: News };
  "scale.wait": { args: WaitForScale, reply: ScaleReading };
  "scale.detect": { args: DetectScales, reply: Detected };
  "scale.zero": { args: ZeroScale, reply: null };
  "scale.tare": { args: TareScale, reply: null };
  "files.pick": { args: PickFile, reply: FileView | null };
  "device.inbox": { args: PickInbox, reply: DeskView };
  "inbox.look": { args: LookInInbox, reply: Array<FileView> };
  "skin.import": { args: ImportTest, reply: SkinView | null };
  "files.save_day": { args: SaveDay, reply: Saved | null };
  "paper.print": { args: PrintPaper, reply: Printed };
  "paper.save": { args: SavePaper, reply: Saved | null };
  "label.print": { args: PrintLabel, reply: LabelPrinted };
  "label.look": { args: FollowLabel, reply: LabelNow };
  "label.cancel": { args: CancelPrint, reply: null };
  "label.answer": { args: AnswerLabel, reply: LabelNow };
  "device.try_printer": { args: TryPrinter, reply: Printed };
  "tag.print": { args: PrintTag, reply: Printed };
  "person.print": { args: PrintPerson, reply: Printed };
  "person.save": { args: SavePerson, reply: Saved | null };
  "device.printers": { args: Printers, reply: Array<string> };
  "backup.make": { args: MakeBackup, reply: JobNumber | null };
  "start.folder": { args: ShowFolder, reply: null };
  "backup.look": { args: LookBackups, reply: BackupsView };
  "start.copies": { args: FoundCopies, reply: Array<FileView> };
  "backup.add_place": { args: AddBackupPlace, reply: DeskView };
  "backup.now": { args: BackUpNow, reply: JobNumber };
  "backup.drill": { args: DrillBackup, reply: JobNumber };
  "program.close": { args: CloseProgram, reply: null };
  "program.leave": { args: LeaveProgram, reply: null };
  "import.preview": { args: PreviewTable, reply: ImportPreview };
  "import.commit": { args: CommitTable, reply: JobNumber };
  "import.template": { args: EmptyTable, reply: Saved | null };
  "register.save": { args: SaveRegister, reply: Saved | null };
  "register.print": { args: PrintRegister, reply: Printed };
  "register.bring": { args: BringRegister, reply: BroughtEntries };
  "register.attached": { args: SaveAttached, reply: Saved | null };
  "headquarters.enrol": { args: EnrolStore, reply: HeadquartersView };
  "headquarters.try": { args: TryHeadquarters, reply: HeadquartersView };
  "headquarters.recover": { args: RecoverStore, reply: HeadquartersView };
  "start.fetch": { args: FetchStore, reply: FetchView };
  "headquarters.stick_out": { args: ExportStick, reply: StickView };
  "headquarters.stick_in": { args: ImportStick, reply: StickView };
  "service.open": { args: Open, reply: string };
  "service.again": { args: RepeatService, reply: string };
  "service.needs": { args: RecordNeeds, reply: unknown };
  "service.needs_same": { args: SameNeeds, reply: unknown };
  "service.no_skin_test": { args: SkipSkinTest, reply: unknown };
  "service.plan": { args: Choose, reply: unknown };
  "container.open": { args: OpenContainer, reply: unknown };
  "service.clear": { args: Clear, reply: unknown };
  "service.write_off": { args: WriteOff, reply: unknown };
  "service.label": { args: IssueLabel, reply: unknown };
  "service.scan_label": { args: ScanLabel, reply: unknown };
  "label.reprint": { args: ReprintLabel, reply: unknown };
  "label.spoil": { args: SpoilLabel, reply: unknown };
  "label.void": { args: VoidLabel, reply: unknown };
  "service.release": { args: Release, reply: unknown };
  "service.reject": { args: Reject, reply: unknown };
  "service.hand_over": { args: HandOver, reply: unknown };
  "service.call_back": { args: CallBack, reply: unknown };
  "service.call_back_undo": { args: TakeCallBack, reply: unknown };
  "equipment.clean": { args: CleanEquipment, reply: unknown };
  "equipment.clean_by": { args: CleanBy, reply: unknown };
  "service.abandon": { args: Abandon, reply: unknown };
  "today.look": { args: LookToday, reply: Today };
  "search": { args: Search, reply: Found };
  "scan": { args: Scan, reply: Scanned };
  "service.view": { args: LookService, reply: ServiceView };
  "service.gates": { args: LookGates, reply: Gates };
  "service.bench": { args: LookBench, reply: BenchProposal };
  "service.ranking": { args: LookRanking, reply: RankingView };
  "service.check": { args: ShowCheck, reply: CheckView };
  "service.label_view": { args: LookLabel, reply: LabelView };
  "labels.day": { args: LookLabelDay, reply: LabelDay };
  "labels.view": { args: LookLabels, reply: Array<LabelRow> };
  "customer.look": { args: LookCustomer, reply: CustomerView };
  "lot.list": { args: ListLots, reply: LotPage };
  "product.list": { args: ListProducts, reply: ProductPage };
  "recipe.list": { args: ListRecipes, reply: Array<RecipeCard> };
  "staff.list": { args: ListStaff, reply: Array<StaffCard> };
  "equipment.list": { args: ListEquipment, reply: Array<EquipmentCard> };
  "template.list": { args: ListTemplates, reply: Array<TemplateCard> };
  "template.look": { args: LookTemplate, reply: LabelView };
  "room.list": { args: ListRooms, reply: Array<RoomCard> };
  "authorisation.list": { args: ListAuthorisations, reply: Array<AuthorisationCard> };
  "setup.look": { args: LookSetup, reply: Setup };
  "staff.enrol": { args: Enrol, reply: Enrolled };
  "staff.rename": { args: Rename, reply: unknown };
  "staff.set_pin": { args: SetPin, reply: unknown };
  "staff.presence": { args: MarkPresence, reply: unknown };
  "staff.train": { args: TrainStaff, reply: unknown };
  "staff.health_check": { args: CheckHealth, reply: unknown };
  "lot.receive": { args: ReceiveLot, reply: Received };
  "lot.move": { args: MoveLot, reply: unknown };
  "lot.refuse": { args: RefuseLot, reply: unknown };
  "equipment.register": { args: RegisterEquipment, reply: unknown };
  "equipment.passed": { args: PassEquipment, reply: unknown };
  "equipment.inspect": { args: InspectEquipment, reply: unknown };
  "equipment.declare_change": { args: DeclareChange, reply: unknown };
  "template.approve": { args: ApproveTemplate, reply: unknown };
  "template.withdraw": { args: WithdrawTemplate, reply: unknown };
  "approval.list": { args: ListApprovals, reply: Approvals };
  "approval.look": { args: LookApproval, reply: ApprovalView };
  "approval.sign": { args: SignApprovals, reply: unknown };
  "licence.state": { args: StateLicence, reply: unknown };
  "authorisation.set": { args: SetAuthorisation, reply: unknown };
  "authorisation.suspend": { args: SuspendAuthorisation, reply: unknown };
  "record.correct": { args: CorrectRecord, reply: unknown };
  "day.look": { args: LookDay, reply: DayView };
  "day.signatures": { args: LookSignatures, reply: Array<SignedLine> };
  "day.sign": { args: SignDay, reply: SignedLog };
  "record.look": { args: LookRecord, reply: RecordView };
  "record.list": { args: ListRecords, reply: RecordPage };
  "work.look": { args: LookWork, reply: WorkView };
  "container.look": { args: LookContainer, reply: LeftoverCard };
  "staff.all_left": { args: EverybodyLeft, reply: number };
  "container.seal": { args: SealLeftover, reply: Sealed };
  "container.release": { args: ReleaseLeftover, reply: unknown };
  "container.correct_opening": { args: CorrectOpening, reply: unknown };
  "container.dispose": { args: DisposeContainer, reply: unknown };
  "lot.dispose": { args: DisposeLot, reply: unknown };
  "register.all": { args: ListRegisters, reply: Array<RegisterCard> };
  "register.list": { args: ListEntries, reply: EntryPage };
  "register.look": { args: LookEntry, reply: EntryView };
  "register.form": { args: LookForm, reply: FormView };
  "register.correct": { args: CorrectEntry, reply: unknown };
  "tag.look": { args: LookTag, reply: TagView };
  "person.look": { args: LookPerson, reply: PersonView };
  "person.explain": { args: Explain, reply: Explained };
  "person.phone": { args: ShowPhone, reply: Reach };
  "person.withdraw": { args: Withdraw, reply: Receipt };
  "person.correct": { args: CorrectContact, reply: ChangeReceipt };
  "person.add": { args: AddStatement, reply: ChangeReceipt };
  "person.correct_allergies": { args: CorrectAllergies, reply: ChangeReceipt };
  "person.join": { args: JoinCustomers, reply: ChangeReceipt };
  "person.part": { args: PartCustomers, reply: ChangeReceipt };
  "case.open": { args: OpenCase, reply: unknown };
  "case.close": { args: CloseCase, reply: unknown };
  "clock.confirm": { args: ConfirmDate, reply: unknown };
  "retention.look": { args: LookRetention, reply: Retention };
  "request.take": { args: TakeRequest, reply: unknown };
  "request.answer": { args: AnswerRequest, reply: unknown };
  "security.look": { args: LookSecurity, reply: SecurityView };
  "security.appoint": { args: AppointSecurity, reply: unknown };
  "visitor.enter": { args: Record<string, unknown>, reply: { number: string } };
  "visitor.leave": { args: Record<string, unknown>, reply: { number: string } };
  "area.clean": { args: Record<string, unknown>, reply: { number: string } };
  "room.read": { args: Record<string, unknown>, reply: { number: string } };
  "product.tested": { args: Record<string, unknown>, reply: { number: string } };
  "sample.keep": { args: Record<string, unknown>, reply: { number: string } };
  "sample.observe": { args: Record<string, unknown>, reply: { number: string } };
  "sample.move": { args: Record<string, unknown>, reply: { number: string } };
  "sample.dispose": { args: Record<string, unknown>, reply: { number: string } };
  "incident.find": { args: Record<string, unknown>, reply: { number: string } };
  "incident.tell": { args: Record<string, unknown>, reply: { number: string } };
  "incident.measure": { args: Record<string, unknown>, reply: { number: string } };
  "incident.close": { args: Record<string, unknown>, reply: { number: string } };
  "privacy.assess": { args: Record<string, unknown>, reply: { number: string } };
  "privacy.end": { args: Record<string, unknown>, reply: { number: string } };
}
