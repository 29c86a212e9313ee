// THE CONTRACT of issue 3: shapes on the wire between ui/ and Rust. Every command goes through ONE Tauri command:
//   invoke("rpc", {name: "service.open", args: {...}}) -> reply, or rejects with Refusal.
// Rust generates ui/lib/wire.d.ts from the types (ts-rs); until then this file is the agreement. Names are snake_case.
// Weights: integer milligrams. Money: integer fen. Dates "YYYY-MM-DD". Moments RFC 3339 with offset. Ids are strings.

export interface Refusal { code: string; message: string; clause?: {rulebook: string; number: string}; mend?: string; details?: unknown[] }
export type Role = "advisor" | "operator" | "officer" | "store_manager" | "inspector";
export type Purpose = "service_record" | "skin_and_allergy" | "facial_image" | "contact" | "upload_identity" | "marketing";
export type Step = "opened"|"noticed"|"needed"|"tested"|"planned"|"agreed"|"cleared"|"blended"|"labelled"|"scanned"|"released"|"done"|"ended";
export type Mode = "product" | "plan" | "on_person" | "combined";
export interface Mend { action: string; text: string; text_en: string }
export interface Finding { check: string; gate: string; rulebook: string; rulebook_title: string; clause: string; clause_title: string;
  outcome: "pass"|"not_applicable"|"warn"|"stop"; because: string; because_en: string; facts: string[]; mend: Mend | null }
export interface Person { staff: string; name: string; roles: Role[]; present: boolean; locked_until: string | null; locked: boolean; in_post: boolean }

// ───────── desk.*  (crates/desk; any window, store open or not)
export interface DeskView {
  phase: "first_start" | "passphrase" | "damaged" | "locked" | "open";
  surface: "staff" | "customer";       // what this window may do NOW (staff window while handed over: "customer")
  handed: boolean;                     // the staff window is in hand-over mode -> page must be customer.html
  second_screen: boolean;              // a customer window of its own stands on a second screen
  shown: { service: string; page: "notice" | "plan" } | null; // what the customer is being shown
  store: { code: string; name: string; enterprise: string; demo: boolean; province: string; phone: string } | null;
  now: string; today: string;
  me: Person | null;                   // null while locked
  faces: Person[];                     // for the lock screen (names; no ids of customers). Also sent to surface "customer" for leaving
  last: string | null;                 // who sat here last: preselected at the lock screen
  key: "key_store" | "passphrase" | "demo_file" | null;   // where the database key is kept; passphrase/demo_file is said aloud
  may: string[];                       // names of commands that this window and person may call
  auto_lock_seconds: number;
  trouble: Refusal | null;             // phase "damaged": why
  device: DeviceView;
}
export interface DeviceView { scale: ScaleSettings | null; auto_confirm: boolean; label_printer: string | null; inbox: string; auto_lock_minutes: number }
// "desk.look": {} -> DeskView
// "desk.wait": {seen: number} -> {revision: number, topics: string[]}   long poll; answers at once when revision > seen, at most after 25 s with the same revision
//      topics: "session" | "shown" | "service" | "store" | "device" | "job"   (staff hears of customer's acts and the other way round)
// "desk.unlock": {staff, pin} -> DeskView          (also change of advisor: lock + unlock = two taps; half-done services stay)
// "desk.lock": {} -> DeskView
// "desk.touch": {} -> null                          UI calls it at most every 20 s while someone is active; auto-lock is decided in Rust
// Refusals: pin_wrong, pin_locked, handed_over (any staff command while handed over), locked (no session), window_forbidden, role_forbidden

// ───────── start.*  (only in phases first_start / passphrase / damaged)
// "start.demo": {} -> DeskView
// "start.found": NewStore -> DeskView
// "start.restore": {file: string /* token from files.pick */, key_file: string|null /* token */, passphrase: string|null} -> DeskView
// "start.unlock": {passphrase} -> DeskView
// "start.leave_demo": {} -> DeskView  (staff manager in the demo store: back to first start; demo data stays)
export interface NewStore {
  enterprise: { name: string; address: string; credit_code: string; licence: string; filers: string[] };
  premises: { code: string; name: string; address: string; province: string; district: string | null; phone: string };
  authorisation: { document: string; services: ("blend"|"repack"|"pack")[]; from: string; to: string };
  manager: { name: string; pin: string; appointed_on: string };
  passphrase: string | null;           // needed where there is no key store (refusal passphrase_needed asks for it)
}
// "start.provinces": {} -> {code: string, name: string}[]

// ───────── files.*  (rfd dialogs, in the shell; bytes never go to JS)
// "files.pick": {purpose: "skin_test"|"products"|"recipes"|"lots"|"backup"|"key"} -> {file: string /* token */, name: string, size: number} | null
// "inbox.look": {purpose} -> {file: string, name: string, size: number, modified: string}[]   files lying in the watched inbox folder
// "files.save_paper": {service, paper: "label"|"notice"|"consent"} -> {name: string} | null     save dialog

// ───────── jobs (work over half a second: import commit, backup)
// "job.look": {job} -> {job, what: string, done: number, total: number, state: "running"|"done"|"failed"|"cancelled", refusal: Refusal|null, result: unknown}
// "job.cancel": {job} -> null
// "backup.make": {} -> {job}   (save dialog chooses where)   result {path_name, records}

// ───────── screen.*  the customer's window (surface "customer") and its two staff verbs
// staff:    "screen.present": {service, page: "notice"|"plan"} -> DeskView   (one screen: handed=true, UI goes to customer.html)
// staff:    "screen.take_back": {} -> DeskView                                 (two screens only)
// customer: "screen.look": {} -> ScreenView
// customer: "screen.notice": {age: number, guardian: {name, relation}|null, choices: {purpose, agreed}[], contact: {name, phone}|null} -> ScreenView
// customer: "screen.same_again": {} -> ScreenView   (returning customer: the same choices as last time, confirmed by one press)
// customer: "screen.sign": {signer: string, strokes: Strokes} -> ScreenView
// customer: "screen.decline": {} -> ScreenView      (does not sign; the advisor goes on from there)
//           also on page notice (12 or younger, product service: nothing of the customer is recorded) -> page thanks, declined
// customer: "screen.leave": {staff, pin} -> DeskView  (hand-over mode only; the PIN unlocks as that person)
export interface Strokes { width: number; height: number; strokes: [number, number, number][][] }
export interface ScreenView {
  page: "idle" | "notice" | "plan" | "thanks";   // thanks: done, please give the screen back (one screen) / idle soon (two)
  handed: boolean; faces: Person[];
  store: { name: string; phone: string; enterprise: string };
  mode: Mode | null;
  text: ConsentTextView | null;        // page notice: placeholders already filled
  last: { on: string; age: number | null; choices: {purpose: Purpose, agreed: boolean}[]; contact: boolean; guardian: boolean } | null; // returning customer, same text version
  plan: PlanView | null;               // page plan
  signer: string | null;               // suggested name of the signer
  needs_guardian: boolean;
  declined: boolean;
}
export interface ConsentTextView { version: number; title: string; title_en: string;
  notice: {key: string; text: string; text_en: string}[];
  purposes: {purpose: Purpose; sensitive: boolean; zh: PurposeText; en: PurposeText}[] }
export interface PurposeText { title: string; what: string; why: string; how_long: string; take_back: string; if_refused: string;
  necessity: string | null; impact: string | null /* both filled where sensitive: 个人信息保护法 第三十条 (they stand in assets/consent) */ }

// ───────── reading (crates/counter/src/view/*; every role unless said)
// "today.look": {} -> Today
export interface ServiceCard { number: string; step: Step; mode: Mode; opened_at: string; customer: string; customer_name: string | null; advisor: string; advisor_name: string; recipe_name: string | null; written_off: number }
export interface Today { open: ServiceCard[]; done_today: ServiceCard[]; present: Person[]; permission: Finding[] /* stops of today's pilot permission, empty if fine */; setup_left: number; cleaning_due: {equipment: string; name: string; valid_until: string|null; used_since: boolean}[]; environment_due: {area: string; next_due: string|null}[] }
// "search": {text, limit} -> Found      name, phone's end (4+ digits), service number, product, filing number, lot
export interface Found { services: ServiceCard[]; customers: CustomerCard[]; products: ProductCard[]; lots: LotCard[] }
export interface CustomerCard { customer: string; name: string | null; phone_end: string | null; last_service: string | null; last_on: string | null; services: number }
// "scan": {text} -> {kind: "service"|"lot"|"container"|"equipment"|"staff"|"product"|"none", id: string, service: string|null, customer: string|null, step: Step|null}
// "customer.look": {customer} -> {card: CustomerCard, services: ServiceCard[], skin: SkinView|null, last: {needs: NeedsView|null, recipe: string|null} | null}
// "service.view": {service} -> ServiceView
export interface ServiceView {
  card: ServiceCard; step: Step; mode: Mode;
  customer: CustomerCard;
  notice: { age: "child_of_cosmetics"|"under_fourteen"|"minor"|"adult"; choices: {purpose: Purpose, agreed: boolean}[]; guardian: boolean; contact: boolean } | null;
  needs: NeedsView | null; last_needs: NeedsView | null;        // last_needs: of the customer's previous service, where still kept
  skin: SkinView | null; skin_skipped: boolean;
  plan: PlanView | null;
  signed: { at: string } | null;
  clearance: { at: string; operator: Person; officer: Person; area: string; equipment: {id: string; name: string}[]; passed: number; warned: number; use_by: UseByView } | null;
  vessel: { weighings: WeighingView[]; total_mg: number; size_mg: number; batch_mg: number /* > size after scaling up */; components: ComponentView[]; written_off: string[] } | null;
  next: NextView | null;
  label: { template: string; version: number; use_by: string; scanned: boolean } | null;
  released: { by: Person; at: string } | null;
  delivery: { way: string; at: string; call_back: string } | null;
  ended: string | null;
}
export interface NeedsView { lines: {text: string; channel: Channel; kept: boolean; concern: string|null; concern_zh: string|null; why: string|null; why_en: string|null}[]; allergies: string[]; unknown_allergies: string[]; pregnancy: boolean }
export type Channel = "skin_test"|"make_up_assessment"|"online_questionnaire"|"online_consultation"|"skin_consultation"|"make_up_consultation";
export interface UseByView { date: string; decides: string; decides_en: string; limits: {what: string; what_en: string; date: string; decides: boolean}[] }
export interface SkinView { taken_at: string | null; device: string; profile: string; skin_type: string | null; skin_type_zh: string | null;
  metrics: {metric: string; zh: string; en: string; score: number | null /* 0-100 */; raw: string | null; confirmed: boolean; change: "better"|"worse"|"no_measurable"|null; by: number | null}[];
  unmapped: string[]; warnings: string[]; warnings_en: string[];
  history: {service: string; on: string; metrics: {metric: string; score: number}[]}[] }
export interface ComponentView { index: number; product: string; name: string; filing: string; share: number /* of 10000 */; target_mg: number; weighed_mg: number; lot: string | null; lot_number: string | null }
export interface PlanView { recipe: string; version: number; name: string; size_mg: number; price_fen: number; components: ComponentView[]; use_by: UseByView; hints: string[]; usage: string; warnings: string[]; against_ranking: string | null; reasons: string[]; reasons_en: string[] }
export interface WeighingView { index: number; name: string; lot: string; lot_number: string; weight_mg: number; target_mg: number; by_hand: string | null; at: string }
export interface NextView { index: number; of: number; product: string; name: string; filing: string; lot: string; lot_number: string; expires_on: string; container: string; left_mg: number; target_mg: number; low_mg: number; high_mg: number; top_up: boolean }
// "service.gates": {service, spoken?} -> {findings: Finding[], clear: boolean, passed: number, total: number, stops: number, bench: BenchProposal}
//     the clearance panel: whatever step the service is at; before a plan exists it judges the store alone. Cheap.
// "service.bench": {service} -> BenchProposal   who/where/with what, sensible defaults: present operator, present officer, area, clean equipment, approved template
export interface BenchProposal { operators: Person[]; officers: Person[]; areas: string[]; equipment: {id: string; name: string; area: string; clean_until: string|null; used_since: boolean}[]; templates: {template: string; version: number; width_mm: number; height_mm: number}[];
  proposal: {operator: string|null; officer: string|null; area: string|null; equipment: string[]; template: string|null} }
// "service.label_view": {service} -> {png: string /* base64, of the PDF itself */, width_mm: number, height_mm: number}   operator, officer, manager, advisor
// "lot.list": {text: string|null, zone: string|null, page: number} -> {rows: LotCard[], total: number}
export interface LotCard { lot: string; product: string; product_name: string; number: string; expires_on: string; zone: "waiting"|"accepted"|"rejected"|"returned_or_recalled"; accepted: boolean; recalled: boolean; units: number; unit_net_mg: number; containers: {container: string; opened_at: string; good_until: string; left_mg: number}[] }
// "product.list": {text: string|null, page: number} -> {rows: ProductCard[], total: number}
export interface ProductCard { product: string; name: string; filing: string; filer: string; active: boolean; may_be_blended: boolean; why_not: string | null; lots: number }
// "recipe.list": {} -> {recipe, version, name, service, approved, sizes: {mg, fen}[], components: ComponentView[]}[]
// "equipment.list": {} -> {id, name, area, wax_only, procedure, last_used, cleaned: {at, valid_until, used_since}|null, open_test: string|null, inspected_on: string|null}[]
// "staff.list": {} -> StaffCard[]   manager, inspector see files; others see names, roles, presence
export interface StaffCard extends Person { appointed_on: string; left_on: string|null; experience_since: string|null; training: {passed_on: string; content: string; method: string}|null; health: {on: string; fit: boolean}|null; areas: {area: string; until: string}[]; has_pin: boolean }
// "template.list": {} -> {template, version, width_mm, height_mm, approved_on: string|null}[]
// "room.list": {} -> {area, at, cfu, temperature /* tenths °C */, humidity /* tenths % */, next_due}[]
// "setup.look": {} -> {items: {key: "staff"|"products"|"recipes"|"lots"|"equipment"|"room"|"product_test"|"template"|"presence", done: boolean, count: number, why: string, why_en: string, clause: string|null}[], ready: boolean}

// ───────── one service (exists already; see crates/counter/src/steps). New or changed:
// "service.open": {mode, customer: string|null} -> string (number)
// "service.again": {customer} -> string   opens a product service for a returning customer
// "service.needs": {service, statements: {channel, text}[], allergies: string[], pregnancy} -> Needs (read service.view after)
// "service.needs_same": {service} -> null   records the previous service's needs again and goes on without a new skin test
// "service.skin_test": via "skin.import" {service, file: token, row?: string, profile?: string, real_age?: number} -> SkinView ; refusal row_needed has details [{row, subject}]
// "service.no_skin_test": {service}
// "service.ranking": {service, size_mg: number|null, spoken: Spoken|null} -> RankingView      Spoken = {allergies: string[], pregnancy: boolean}
export interface RankingView { fits: RankedView[]; rejected: {recipe: string; name: string; reasons: {text: string; text_en: string; rulebook: string|null; rulebook_title: string|null; clause: string|null; mend: Mend|null}[]}[] }
export interface RankedView { recipe: string; version: number; name: string; score: number /* 0-100, share of the best */; reasons: {code: string; text: string; text_en: string}[]; components: ComponentView[]; size_mg: number; price_fen: number; sizes: {mg: number; fen: number}[]; use_by: UseByView; gain: {text: string; text_en: string}|null; warnings: Finding[]; to_open: string[] /* lots of which a unit must be opened first */ }
// "service.plan": {asked: {service, size: number|null, spoken: Spoken|null}, recipe: string|null, reason: string|null}
// "service.agree" is NOT for the staff window: the customer's window calls screen.sign
// "container.open": {lot} operator
// "service.check": {service, operator, officer, area, equipment[], template, brought_in: {by_route, outer_pack_treated, at}, spoken} -> CheckView {findings: Finding[], components: ComponentView[], use_by: UseByView, clear: boolean, shown: string}
// "service.clear": {check: {…same as service.check}, shown, operator_pin, officer_pin} -> UseBy       any staff role on the window may send it; the two PINs sign
// "service.weigh": {service, lot, container, weight, by_hand: string}    BY HAND only from the window: reason needed
// "service.weigh_scale": {service, lot, container, reading: number}      desk: takes the stable reading with this number from the scale; refusals unstable, no_scale, reading_gone
// "service.scale_up": {service, lot, container, weight, by_hand: string|null}; "service.scale_up_scale": {service, lot, container, reading}
//       after an over-pour: the batch grows so that the poured weight is on target; earlier components get top-ups (NextView.top_up); the surplus is waste
// "service.write_off": {service, reason}  = write off and remake, back to clearance, in one action
// "service.label": {service, template} ; "label.print": {service} -> {outcome: "printed"|"saved", where: string}   desk: spooler or folder
// "service.scan_label": {service, read}
// "service.release": {service, officer, pin} / "service.reject": {service, officer, pin, reason}   the officer signs on whatever session sits there
// "service.hand_over": {service, delivery: {way: "on_the_spot"|"pick_up"|"home"} | {way: "carrier", carrier, order}, hints_given}
// "service.abandon": {service, reason}
// "service.undo_plan"? : choosing again before the signature = service.plan again (allowed at planned)

// ───────── scale.* (desk + crates/scale)
export interface ScaleSettings { port: string; baud: number; parity: "none"|"even"|"odd"; data_bits: 7 | 8; stop_bits: 1 | 2 }
// "scale.ports": {} -> string[] ; "scale.detect": {} -> {found: (ScaleSettings & {model: string; serial: string})[]}   (job-like, ≤ 5 s, async)
// "scale.set": {settings: ScaleSettings|null, auto_confirm: boolean} manager, operator
// "scale.wait": {seen: number} -> ScaleReading   long poll, answers on the next reading (≤ 2 s)
// "scale.zero": {} ; "scale.tare": {}
// ───────── device.* (desk; what belongs to this computer). The store page offers each only if it is in `may`.
// "device.printers": {} -> string[]     names that the spooler knows
// "device.set": {label_printer: string|null, auto_lock_minutes: number} -> DeskView   (manager)
// "device.inbox": {} -> DeskView        (manager) a folder dialog chooses the watched folder; closing it changes nothing
export interface ScaleReading { number: number; state: "off"|"connecting"|"ok"|"overload"|"underload"|"lost"; weight_mg: number | null; stable: boolean; stable_ms: number; message: string | null; message_en: string | null; minimum_mg: number | null }

// ───────── setting the store up (crates/counter/src/setup/*; manager unless said). Each is one record, refusals name the field in details [{field, message, message_en}]
// "staff.enrol": {id: string|null, name, roles: Role[], appointed_on, experience_since: string|null, training: {...}|null, health: {...}|null, areas: {area, until}[], pin: string|null} -> {staff}
// "staff.set_pin": {staff, pin}   (also ends a lock-out; manager's own: own old pin) ; "staff.presence": {staff, present}
// "lot.receive": {product, number, expires_on, supplier, documents: string[], unit_net_mg, units, accept: boolean} -> {lot} (operator, officer? manager) ; "lot.move": {lot, to: zone, accepted, recalled, reason} officer
// "equipment.register": {id, name, area, wax_only, procedure} ; "equipment.clean": {equipment, valid_hours} operator ; "equipment.passed": {equipment, report}
// "room.read": {area, cfu, temperature, humidity, next_due} operator, officer, manager ; "product.tested": {sampled_on, reported_on, microbiology, physico_chemical, report} officer
// "template.approve": {template, version} officer, manager ; "authorisation.set": {...}
// "import.preview": {what: "products"|"recipes"|"lots", file: token} -> ImportPreview  (parses outside the lock)
// "import.commit": {what, file: token} -> {job}    good rows only; bad rows are listed and left out
export interface ImportPreview { name: string; columns: {found: string; means: string|null}[]; rows: {line: number; id: string; title: string; note: string}[] /* first 50 good */; good: number; bad: {line: number; column: string|null; message: string; message_en: string}[]; bad_total: number; already: number; missing_columns: string[] }
// "import.template": {what} -> saved by dialog: an empty table with headings and one example row
