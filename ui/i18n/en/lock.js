/** The lock screen. */
export default {
  'lock.title': 'Who is here?',
  'lock.choose_first': 'Choose your name first',
  'lock.hint': 'The number keys work too; the sixth digit opens',
  'lock.wrong_left': 'Wrong PIN; {n} tries left',
  'lock.wrong': 'Wrong PIN; please enter it again',
  'lock.out': 'Too many wrong PINs; try again in {time}',
  'lock.out_manager': 'Too many wrong PINs: locked. Ask the manager to set a new PIN',
  'lock.other': 'Let a colleague go first, or wait',
  'lock.nobody': 'Nobody can sign in at this store yet',
  'lock.nobody_text': 'The manager enrols staff and their PINs in the store settings.',
  'lock.half_done': 'Half-done services are saved; anyone may go on with them',
  'lock.key_next_face': 'Previous, next person',
  'lock.own_title': 'Set your own PIN',
  'lock.lent_set': '{name} set your PIN at {at}: it is good only to set your own.',
  'lock.lent_reset': '{name} reset your PIN at {at}, and the log says so: it is good only to set your own.',
  'lock.own_new': 'New PIN (six digits)',
  'lock.own_again': 'The new PIN again',
  'lock.own_differs': 'The two differ: enter the new PIN again',
  'lock.own_hint':
    'Only you know the new PIN; tell it nobody. You did not ask for a reset? Tell the safety officer and headquarters.',
};
