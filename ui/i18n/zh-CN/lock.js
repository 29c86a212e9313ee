/** The lock screen. */
export default {
  'lock.title': '谁在用？',
  'lock.choose_first': '先点您的名字',
  'lock.hint': '按数字键也可以，六位输完自动进入',
  'lock.wrong_left': 'PIN 不对，还可试 {n} 次',
  'lock.wrong': 'PIN 不对，请再输一次',
  'lock.out': '连错太多，{time} 后再试',
  'lock.out_manager': '连错太多，已锁定。请店长为您重设 PIN',
  'lock.other': '请另一位同事先用，或稍候',
  'lock.nobody': '这家门店还没有人可以登录',
  'lock.nobody_text': '请店长在门店设置里登记人员和 PIN。',
  'lock.half_done': '做到一半的服务都已保存，谁来都能接着做',
  'lock.key_next_face': '上一位、下一位',
};
