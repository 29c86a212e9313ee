/** Refusals that the pages make themselves; all others come in Chinese from the desk. */
export default {
  'refusals.desk_unreachable': '柜台程序没有应答。已保存的内容都在；请稍候，恢复后会自动继续',
};
