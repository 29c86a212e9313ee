/** What each refusal means. The desk's own words, which say where and which, are shown below. */
export default {
  'refusals.act_unsigned': 'This must be signed: choose who signs and enter their PIN. Nothing was changed.',
  'refusals.allergies_unconfirmed':
    'The customer named allergies before, and was not asked about them this time. Nothing was saved: ask whether they still stand.',
  'refusals.allergies_both':
    'The answer is that nothing changed, but an allergy was written or struck out. Nothing was saved: ask once more.',
  'refusals.allergies_unasked':
    'The customer was not asked about allergies. Nothing was saved: ask whether there is one.',
  'refusals.allergies_unnamed':
    'There is an allergy or a change, but none was written or struck out. Nothing was saved: write which it is.',
  'refusals.allergies_unsaid':
    'The customer’s allergies are not kept and were not asked for this time. Ask again; the answer is used once and not kept.',
  'refusals.allergy_without_consent':
    'The customer did not agree to allergy data being kept, so it cannot be recorded. Use it for this service only.',
  'refusals.allergy_not_known': 'The customer never named this allergy, so it cannot be struck out. Nothing was saved.',
  'refusals.allergy_unreadable':
    'This allergy holds a character that cannot be compared with ingredients. Nothing was saved; type its name anew.',
  'refusals.already_inspected': 'It was inspected since it stopped.',
  'refusals.auto_lock_minutes': 'The automatic lock takes a number of minutes within its limits.',
  'refusals.bad_arguments': 'The page asked for something that cannot be understood. Nothing was changed.',
  'refusals.bad_id': 'This number is not written as it should be. Nothing was changed.',
  'refusals.below_minimum': 'This is less than the scale can weigh truly. Nothing was recorded.',
  'refusals.by_hand_needed': 'This weight was typed in: a reason for weighing by hand is needed.',
  'refusals.carrier_missing': 'The carrier or its consignment number is missing.',
  'refusals.check_changed': 'Something changed after the check was shown. Look at it again, then sign.',
  'refusals.clearance_refused': 'The clearance does not hold: two different people must sign it.',
  'refusals.consent_refused': 'This consent cannot be taken as it stands.',
  'refusals.contact_without_consent': 'The customer did not agree to contact details being kept.',
  'refusals.container_at_work': 'A unit is being weighed from this container. Finish it first.',
  'refusals.container_empty': 'The container is empty: there is nothing to seal.',
  'refusals.container_gone': 'This container was disposed of.',
  'refusals.container_needed': 'Open or choose a container of this lot first.',
  'refusals.contradiction': 'This contradicts what is already recorded. Nothing was written.',
  'refusals.damaged_installation':
    'The installation is incomplete. Install the program again; the records are not affected.',
  'refusals.date_doubted':
    'This computer’s date is not believed: it is before known records, or more than two weeks ahead of them. Nothing was erased or thrown away. Set the date right, or let the store manager confirm it under Store, Periods.',
  'refusals.date_not_doubted': 'The date agrees with the records and need not be confirmed. Nothing was changed.',
  'refusals.day_changed':
    'Something was recorded after you looked. Look at the day again, then sign; your notes are kept.',
  'refusals.day_empty': 'There are no records on this day, and so no log to sign.',
  'refusals.day_notes_long': 'A note is too long. Nothing was signed; what you wrote is kept.',
  'refusals.day_period': 'These days cannot be looked at: choose a period up to today and no longer than a year.',
  'refusals.day_sample_unseen': 'Some services of the sample were not looked at. Nothing was signed.',
  'refusals.day_unsigned': 'This day is not signed yet, so there is no file of it.',
  'refusals.database': 'The database refused. Nothing was written; try again, and call IT if it stays.',
  'refusals.document_refused': 'The paper cannot be set as it is. Nothing was printed.',
  'refusals.desk_unreachable':
    'The counter program does not answer. What was saved is safe; it goes on by itself when it is back.',
  'refusals.device_file': 'The file with the settings of this computer cannot be read. Defaults are used.',
  'refusals.disposal_unsigned': 'The quality safety officer must sign this disposal.',
  'refusals.entry_state': 'The entry is not in a state for this. Nothing was changed.',
  'refusals.entry_too_early': 'It is too early for this: until then everything stays as it is. Nothing was changed.',
  'refusals.facts_unreadable': 'A record that the check needs cannot be read. Nothing was changed.',
  'refusals.fields_refused': 'Some fields are not right; each says why. Nothing was saved yet.',
  'refusals.file': 'A file could not be read or written.',
  'refusals.file_exists': 'A file of this name is already there. Nothing was overwritten.',
  'refusals.file_too_large': 'The file is larger than can be taken. Nothing was read.',
  'refusals.file_unknown': 'This file is no longer chosen. Choose it again.',
  'refusals.file_unreadable': 'The file cannot be read. Nothing was changed.',
  'refusals.figure_missing':
    'No rulebook gives the figure that this needs. Nothing was saved; ask headquarters for the rulebooks again.',
  'refusals.gate_stopped': 'Some checks did not pass, so it cannot go on. Every step done so far is saved.',
  'refusals.handed_over': 'The window is with the customer. A staff PIN takes it back.',
  'refusals.head_signature':
    'The signature at the end of the ledger does not match. The store is kept as it is; call IT.',
  'refusals.hints_not_given': 'The hints on use must be given to the customer before hand-over.',
  'refusals.import_columns': 'Columns that are needed are not in the table. Nothing was read in.',
  'refusals.import_unreadable': 'The table cannot be read. Nothing was read in.',
  'refusals.inbox': 'The inbox folder cannot be read.',
  'refusals.inspect_first': 'Inspect it first, then test a sample.',
  'refusals.internal': 'Something unexpected happened. What was saved is safe; try again.',
  'refusals.is_correction': 'This is a correction: correct the original record.',
  'refusals.job_running': 'Such a job is already at work. Wait for it or cancel it.',
  'refusals.key_damaged': 'The key is damaged. The store is kept as it is; use the backup of the key.',
  'refusals.key_file': 'The key file cannot be used.',
  'refusals.key_file_needed': 'The backup needs its key file or its passphrase.',
  'refusals.key_gone':
    'The key is no longer in the key store of this computer. The store is kept as it is; restore the key.',
  'refusals.key_store': 'The key store of this computer refused. Nothing was changed.',
  'refusals.label_superseded': 'This is a voided label of the same service. Take it off and scan the new label.',
  'refusals.label_token_forged':
    'The signature of this label does not hold: it was changed, or another store signed it.',
  'refusals.label_token_malformed': 'This is not the whole of a label code. Scan it again.',
  'refusals.label_token_other_key': 'This label was signed with another store\u2019s key.',
  'refusals.label_token_unsayable': 'A value of this unit does not fit the label code. No label was made.',
  'refusals.label_token_version': 'This label code is of a newer version. Update the program.',
  'refusals.last_manager': 'The store needs a manager: this is the last one.',
  'refusals.ledger_broken': 'The ledger does not verify. The store is kept as it is; call IT.',
  'refusals.label_came_out':
    'This label was printed already. Nothing was printed twice: another copy is a reprint, with its reason.',
  'refusals.label_mismatch': 'The record of the print does not match the label. Nothing was changed.',
  'refusals.label_none_live': 'The unit has no label now. One that was spoiled or is void must be reprinted.',
  'refusals.label_not_asked': 'How the last print ended is recorded already. Nothing was changed.',
  'refusals.call_back_made': 'This customer was called back already. Nothing was recorded twice.',
  'refusals.label_not_out':
    'By the record this label has not come out. Nothing was read back: wait until the print ends, or print it; if you hold it, answer first that it came out.',
  'refusals.label_not_printing': 'No label is being printed now. Nothing was changed.',
  'refusals.label_printing': 'The last print has not ended. Nothing was printed twice: wait for it, or cancel it.',
  'refusals.label_still_live': 'The unit has a label. Say first whether that one is spoiled or void.',
  'refusals.label_unanswered':
    'How the last print ended is not known. Nothing was printed twice: look at the printer and answer.',
  'refusals.leftover_expired': 'The container is past its last day. Discard it.',
  'refusals.leftover_extended': 'A leftover never keeps longer than the container.',
  'refusals.leftover_more_than_booked': 'There cannot be more left than the records say. Weigh again.',
  'refusals.leftover_not_by_officer': 'A leftover is released by a quality safety officer who did not seal it.',
  'refusals.leftover_not_released':
    'This container is a sealed leftover that the officer has not released. Have it released, or open a new unit.',
  'refusals.leftover_not_sealed': 'No sealed leftover waits for release here.',
  'refusals.leftover_sealed_already': 'This container is sealed already.',
  'refusals.lot_not_waiting':
    'Only a lot that waits for acceptance is refused by whoever took it in. Nothing was changed; an accepted one is the officer’s to move.',
  'refusals.locked': 'The counter is locked. Sign in with a PIN.',
  'refusals.lot_not_usable': 'This lot must not be used: expired, recalled, or not in the accepted zone.',
  'refusals.namesake':
    'Somebody in post has this name. Nothing was saved: change that person’s file, or tell the two apart in the name.',
  'refusals.needs_erased': 'The needs of that service were erased at the customer’s wish. Ask anew.',
  'refusals.no_plan': 'No recipe was chosen in this service yet. Nothing was changed; choose one first.',
  'refusals.no_previous': 'This customer has no earlier service to take it from.',
  'refusals.no_product': 'This kind of service makes no product.',
  'refusals.no_randomness': 'The computer gives no random numbers. Nothing was written; start it again.',
  'refusals.no_recipe': 'There is no approved recipe for this.',
  'refusals.no_scale': 'No scale is set up. Weigh by hand with a reason, or set one up under Store, Device.',
  'refusals.no_signature': 'A blank or a dot is no signature. Please sign again.',
  'refusals.no_store': 'No store is open here yet.',
  'refusals.nobody': 'This person is not known here.',
  'refusals.not_a_store': 'This is not a store of this program.',
  'refusals.not_by_officer': 'The safety officer must be another person than the operator.',
  'refusals.not_demo': 'This is no demo store.',
  'refusals.not_found': 'It is not there.',
  'refusals.not_idle': 'It has not been idle long enough to need an inspection.',
  'refusals.not_in_post': 'This person is not in post.',
  'refusals.not_over_poured': 'Nothing was poured over the target, so nothing is to be scaled up.',
  'refusals.not_shown': 'The customer is not being shown this. Show it again.',
  'refusals.not_waiting': 'No store waits for its passphrase. Nothing was changed.',
  'refusals.nothing_changed': 'It stands so already.',
  'refusals.nothing_fits': 'No recipe fits this customer. The reasons stand with each recipe.',
  'refusals.number': 'This is not a number that can be used here.',
  'refusals.officer_weighs': 'The safety officer of this blend must not weigh it.',
  'refusals.old_sqlite': 'The database engine is too old to be safe. Install the program again.',
  'refusals.operator_absent': 'The operator who was cleared for this blend is not present.',
  'refusals.other_growth': 'The batch would not grow as shown. Weigh again.',
  'refusals.other_label': 'This label belongs to another service. Scan the label of this unit.',
  'refusals.other_lot': 'This is not the lot that the plan names. Scan the right one.',
  'refusals.other_operator': 'Another operator was cleared for this blend.',
  'refusals.other_service': 'This belongs to another service.',
  'refusals.other_target': 'The target weight changed. Look again and weigh anew.',
  'refusals.other_use_by': 'The use-by day is no longer the one that was shown. Check again.',
  'refusals.out_of_tolerance': 'The weight is outside the tolerance. Scale up, or write off and remake.',
  'refusals.own_assessment': 'Nobody assesses themselves.',
  'refusals.own_appointment':
    'Nobody makes themselves safety officer: who brings in does not approve. Nothing was changed; another manager names the officer.',
  'refusals.paper_changed': 'The paper is not the one that was recorded.',
  'refusals.paper_medium':
    'Papers for the customer are printed on A4, A5 or the 80 mm roll, never on labels. Nothing was printed.',
  'refusals.paper_missing': 'There is no such paper for this service yet.',
  'refusals.passphrase_hash': 'The passphrase could not be used. Nothing was changed; try again.',
  'refusals.passphrase_needed': 'This computer has no key store: a passphrase must protect the key.',
  'refusals.passphrase_short': 'The passphrase is too short.',
  'refusals.passphrase_wrong': 'The passphrase does not open this.',
  'refusals.own_pin_by_old': 'Your own PIN is changed with the old one: on the staff page, or on the lock screen.',
  'refusals.approvals_changed': 'The list changed since it was shown: look again, then sign. Nothing was signed.',
  'refusals.signer_unfit':
    'The officer’s health check or training does not stand today. Nothing was signed; record a new one, or another officer signs.',
  'refusals.by_approver':
    'The quality safety officer approves this and may not bring it in or set it up. Nothing was changed.',
  'refusals.nothing_chosen': 'No row is chosen. Choose at least one, then sign. Nothing was signed.',
  'refusals.own_brought_in':
    'The signer brought some of these in, so another quality safety officer must sign them. Leave them out to sign the rest; with only one officer, the manager appoints another. Nothing was signed.',
  'refusals.nothing_to_approve': 'Nothing waits for approval. Nothing was changed.',
  'refusals.pin_failed': 'The PIN could not be checked. Try again.',
  'refusals.pin_hash': 'The PIN could not be stored. Nothing was changed; try again.',
  'refusals.pin_locked': 'Too many wrong PINs: this person is locked out for a while.',
  'refusals.vault_item_lost':
    'Something that may go to headquarters cannot be read on this computer. It was not sent; everything else goes on. Verify this computer’s file.',
  'refusals.nothing_waits': 'Nothing waits for headquarters, so nothing was written. Every record is safe there.',
  'refusals.stick_of_others':
    'These files were not written by this computer since it was enrolled. Nothing was taken. Write the stick anew and take it to headquarters.',
  'refusals.stick_root':
    'The stick lacks a root statement that says who signs now. Nothing was taken and all stays as it was. Have headquarters write it anew.',
  'refusals.stopped_by_headquarters':
    'Headquarters has stopped the service of this store, and only headquarters can lift that. Nothing was changed.',
  'refusals.bulletin_row':
    'A bulletin of headquarters that is kept here cannot be read. No new one was applied. Verify the ledger, or call your IT.',
  'refusals.stick_unanswered':
    'Headquarters’ answers are not on the stick yet, or were not all copied. Nothing was taken. Have the information officer add them, then read them here.',
  'refusals.stick_empty':
    'No folder of this store lies on the stick. Nothing was taken. Pick the stick or folder that it was written to.',
  'refusals.stick_not_ours':
    'This is no file of ours for headquarters. Nothing was taken. Pick the stick that holds them.',
  'refusals.stick_changed':
    'A file is not whole, or was changed. Nothing was taken. Copy the whole folder again; if that does not help, write the stick anew.',
  'refusals.stick_unknown': 'A file has a form that this program does not know. Nothing was taken. Update the program.',
  'refusals.hq_receipt':
    'Headquarters’ receipt is not signed by the headquarters that this computer is enrolled at. Nothing was taken; call the information officer.',
  'refusals.pin_lost':
    'This person’s PIN did not come back with the records from headquarters. The manager sets a new one.',
  'refusals.pin_missing': 'This person has no PIN yet. The manager sets one.',
  'refusals.pin_not_own':
    'Somebody else set this PIN: it is good only to set your own, on the lock screen. Nothing was signed.',
  'refusals.pin_same': 'The new PIN is the old one, which others may know. Choose another.',
  'refusals.pin_shape': 'A PIN has six digits.',
  'refusals.pin_weak': 'Six digits, and not easy to guess: no runs, no repeats. Nothing was changed.',
  'refusals.pin_wrong': 'Wrong PIN.',
  'refusals.pregnancy_unasked':
    'The customer was not asked whether she is pregnant or nursing. Nothing was saved: ask her.',
  'refusals.reading_gone': 'The scale has moved on from this reading. Wait until it is stable and confirm again.',
  'refusals.reason_missing': 'A reason is needed.',
  'refusals.reason_names_a_person':
    'A reason names no customer and no telephone number: it stays in the ledger when personal data are erased. ' +
    'Nothing was saved.',
  'refusals.recipe': 'This recipe is not right as it stands. Nothing was saved.',
  'refusals.import_faulty':
    'The table has faults; each is named by row and column. Nothing was made of it: what headquarters sends down leaves no row out.',
  'refusals.content_unfit':
    'No store could take it: numbers begin with HQ., a recipe is approved, with assessment and hints, and its products are listed. Nothing was made.',
  'refusals.recipe_changed': 'The recipe has a new version. Choose again.',
  'refusals.recipe_rejected': 'This recipe must not be used for this customer.',
  'refusals.role_forbidden': 'Your role does not allow this.',
  'refusals.row_needed': 'The file holds several customers: choose the row of this one.',
  'refusals.sale_mismatch': 'The sale does not match the plan.',
  'refusals.same_person': 'Whoever wrote the entry does not sign this: another person must. Nothing was changed.',
  'refusals.service_ended': 'This service has ended.',
  'refusals.signature_erased': 'The signature was erased at the customer’s wish.',
  'refusals.signer_role': 'The one who signs does not have the role for it.',
  'refusals.skin_file_refused': 'The skin test file cannot be taken. What is wrong stands with it; the file was kept.',
  'refusals.skin_without_consent': 'The customer did not agree to skin data being kept.',
  'refusals.step_not_now': 'This step is not due now. The service may have gone on elsewhere.',
  'refusals.step_refused': 'This step is refused.',
  'refusals.store_damaged': 'The store is damaged. It is kept as it is; restore from a backup.',
  'refusals.store_exists': 'There is already a store here. Nothing was overwritten.',
  'refusals.store_held': 'Another program holds the store open. Close it first.',
  'refusals.store_missing': 'There is no store at this place.',
  'refusals.store_open': 'A store is already open.',
  'refusals.store_too_new': 'The store was written by a newer version. Update the program.',
  'refusals.strokes_unreadable': 'The signature cannot be read. Please sign again.',
  'refusals.tag_untrue': 'The thing is not in the state that this tag says. Record the work first.',
  'refusals.template_not_approved': 'This label template is not approved.',
  'refusals.template_unknown': 'There is no such label template.',
  'refusals.too_little_left': 'Too little is left of a component to scale up. Write off and remake.',
  'refusals.too_many_entries': 'Too many entries for one file: narrow the list first. Nothing was saved.',
  'refusals.too_much_waste': 'Scaling up would waste more than is allowed. Write off and remake.',
  'refusals.unit_keeps_longer': 'A unit made from this container would keep longer than the container.',
  'refusals.unknown_command': 'The program does not know this command. Install it again; the records are not affected.',
  'refusals.unknown_record_kind':
    'The store holds records that a newer version wrote. All can be read, checked and backed up; nothing can be written. Install the new version.',
  'refusals.unknown_region': 'This region is not known.',
  'refusals.unreadable': 'A record cannot be read. The store is kept as it is.',
  'refusals.unstable': 'The scale is not stable yet. Wait a moment.',
  'refusals.use_by': 'No use-by day can be given.',
  'refusals.vault_changed': 'Personal data no longer match their record. The store is kept as it is; call IT.',
  'refusals.visitor_hygiene': 'A visitor must be told the rules, clean hands and dress as asked before entering.',
  'refusals.visitors_inside': 'A visitor is still in the operation area. Mark that the visitor left first.',
  'refusals.weighing_out_of_order': 'Another component comes first.',
  'refusals.window_forbidden': 'This window may not do that.',
  'refusals.wrong_key': 'The key does not open this store.',
  'refusals.record_too_large':
    'What was filled in is longer than one record may be (1 MiB). Nothing was saved: shorten it, or fill it in in parts.',
  'refusals.disk_full':
    'The disk is full. Nothing was saved by this step; what was saved before is there and can be read.',
  'refusals.disk_read_only':
    'The disk or the file is read-only. Nothing was saved by this step; what was saved before is there.',
  'refusals.disk_failed':
    'The disk failed to read or write. Nothing was saved by this step; what was saved before is there.',
  'refusals.backup_place_full':
    'This place for backups is full: no copy was made there. Other places are not affected.',
  'refusals.backup_place_read_only':
    'This place for backups cannot be written: no copy was made there. Other places are not affected.',
  'refusals.backup_place_gone':
    'This place for backups is not connected: no copy was made there. Other places are not affected.',
  'refusals.backup_place_known': 'This folder is a place for backups already.',
  'refusals.no_backup_place': 'There is no place for backups yet. Nothing was copied.',
  'refusals.backup_key':
    'The key file beside the copy is missing or is not the present key: another computer could not open it.',
  'refusals.update_backup':
    'The backup before the update could not be made. The store was not opened; its data were not changed.',
  'refusals.no_file_window': 'This computer has no program that shows folders.',
  'refusals.case_closed': 'This case is closed already. Nothing was changed.',
  'refusals.customer_deleted':
    'The customer had everything deleted. Nothing was saved: at the next service, ask for consent anew.',
  'refusals.record_without_consent':
    'The customer did not agree to a record of the service. Nothing was saved: listen, and use it now only.',
  'refusals.already_joined': 'These two are one customer already. Nothing was changed.',
  'refusals.not_joined': 'This customer was not joined with another. Nothing was changed.',
  'refusals.marketing_refused': 'The customer did not agree to commercial messages: the number is not shown for one.',
  'refusals.no_contact':
    'No telephone is kept: none was left, or it was taken back or deleted. A recall is posted in the store.',
  'refusals.call_back_early':
    'The call-back is not due yet. Nothing was saved: if the customer is unwell, open a case on their page.',
  'refusals.request_answered': 'This request was answered already. Nothing was changed.',
  'refusals.ticket_other_store':
    'This code is for another store. Nothing was enrolled: ask headquarters for a code of this store.',
  'refusals.hq_root':
    "Headquarters' root statement does not fit the code, or cannot be read. Nothing was enrolled: check the address and ask for another code.",
  'refusals.hq_other_store':
    'Headquarters enrolled this computer for another store. Nothing was taken over: call the information officer.',
  'refusals.not_enrolled':
    'This computer is not enrolled at headquarters. Nothing was changed: ask for an enrolment code first.',
  'refusals.hq_file':
    'What this computer keeps of its enrolment cannot be read. Every record is here and nothing is uploaded: enrol it anew with a new code.',
  'refusals.hq_device_key':
    "This computer's device key cannot be read. Every record is here and nothing is uploaded: unlock the key store and start again, or enrol it anew.",
  'refusals.headquarters': 'Headquarters did not take this. Every record is kept here.',
  'refusals.random': 'The operating system gave no random numbers. Nothing was changed: start the computer again.',
  'refusals.hq_out_of_turn':
    'This step of the recovery cannot follow now. Nothing was changed: try again from the present step.',
  'refusals.nothing_to_recover':
    'The data here are not older than headquarters. There is nothing to recover and nothing was changed.',
  'refusals.recovery_code_needed':
    'This computer may not recover records. Nothing was changed: ask headquarters for a recovery code and enrol with it.',
  'refusals.ticket_needed':
    'Nothing is being brought back yet that could go on. Nothing was changed: scan, choose or type a recovery code.',
  'refusals.hq_has_nothing':
    'Headquarters has no record of this store. Nothing was changed here: set up a new store, or restore a backup.',
  'refusals.hq_store_key':
    "Headquarters' word for the new key cannot be believed. It was not taken, what came is kept: try again.",
  'refusals.not_fetching': 'No store from headquarters waits for its first PIN. Nothing was changed.',
  'refusals.not_whole':
    "Headquarters' records are not all here yet. What came is kept: go on bringing them back first.",
  'refusals.not_first':
    'Only a store manager in post sets the first PIN. Nothing was changed: choose one of those listed.',
  'refusals.store_newer':
    'A newer program wrote some of these records. All of them are kept: update this program, then set the first PIN.',
  'refusals.hq_out_of_reach':
    'Headquarters did not answer to the end. What came is saved and can be read: recover again when the network is back.',
  'refusals.hq_forked':
    "Headquarters' history differs from the one here. What came is saved and can be read: call the information officer.",
  'refusals.hq_tail':
    'What headquarters sent does not follow what is here. Nothing of it was written: try again, then call the information officer.',
  'refusals.reason': 'Say why, in 1 to 200 characters. Nothing was changed.',
  'refusals.store_behind':
    'The data here are older than what headquarters acknowledged. Nothing was saved: the manager recovers what is missing under Store → Headquarters.',
  'refusals.store_copied':
    'The data here were restored from a copy, and what came after may be at headquarters. Nothing was saved: the manager recovers it under Store → Headquarters.',
};
