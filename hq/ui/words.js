/** What the page says, in both languages; a code of the server's is worded here and never shown. */
/** @typedef {string | ((...of: any[]) => string)} Text */
/** @type {Record<'zh-CN' | 'en', Record<string, Text>>} */
const words = {
  'zh-CN': {
    title: '门店 · 总部',
    language: 'English',
    'sign-in': '登录总部',
    name: '姓名',
    password: '密码',
    enter: '登录',
    leave: '退出',
    wrong: '姓名或密码不对。没有登录，请重新输入。',
    closed: '密码连续输错，此姓名暂停登录 15 分钟；请稍后再试，或请管理员重设密码。',
    too_often: '请求过于频繁。没有登录，请稍候再试。',
    failed: '总部出现故障，没有取到内容；门店不受影响。稍后自动重试。',
    no_answer: '连不上总部，没有登录。请检查网络，稍后再试。',
    unreachable: '连不上总部；下面是上一次取到的内容。恢复后自动更新。',
    unreadable: '请求无法读取，没有登录。请刷新本页。',
    other_site: '请求不是从本页发出的，没有处理。请从本页登录。',
    stores: '门店',
    total: (n) => `${n} 家`,
    worst: '问题重的在前',
    find: '找门店：店号、店名、地区',
    all: '全部',
    'with-matter': '有问题',
    fine: '✓ 一致',
    store: '门店',
    area: '地区',
    seen: '最近联系',
    behind: '只在店里',
    here: '总部有到',
    matter: '状态',
    findings: '矛盾记录',
    program: '程序',
    never: '从未',
    nobody: '还没有门店。用 hqctl store 建立第一家，再用 hqctl code 发登记码。',
    nothing: '没有符合条件的门店。',
    devices: '设备',
    chain: '记录链',
    to: (n, hash) => `到第 ${n} 条 · ${hash}…`,
    none: '还没有记录',
    came: '最近收到',
    waiting: '待整理',
    records: (n) => `${n} 条`,
    now: '刚刚',
    minutes: (n) => `${n} 分钟前`,
    hours: (n) => `${n} 小时前`,
    days: (n) => `${n} 天前`,
    'matter.fork': '停在分叉',
    'matter.records_lost': '总部缺记录',
    'matter.broken': '发来坏记录',
    'matter.stopped': '设备已停',
    'matter.possible_clone': '疑似克隆',
    'matter.quiet': '失联',
    'matter.behind': '等上传',
    'matter.findings': '有矛盾记录',
    'matter.not_enrolled': '未登记',
    'mend.fork': '两份历史都已保存，设备已暂停。请信息安全负责人核对后决定：hqctl forks、hqctl decide。',
    'mend.records_lost': '总部曾给过回执的记录不在了，门店正在重传。请查总部是否由备份恢复：hqctl restored。',
    'mend.broken': '这台设备发来的不是合格记录，没有保存。请与门店联系，核对本机文件。',
    'mend.stopped': '没有可以写入的设备。若要恢复，请发新的登记码：hqctl code。',
    'mend.possible_clone': '两台电脑可能在用同一份设备密钥。请与门店确认，停用多出的一台：hqctl revoke。',
    'mend.quiet': '超过一天没有联系。记录仍在店里，请打电话问网络。',
    'mend.behind': '店里的记录比总部多，联网后自动上传；总部没有丢失任何记录。',
    'mend.findings': '有些记录与已知情况矛盾：已照原样保存，供核对，不影响门店。',
    'mend.not_enrolled': '还没有电脑登记。请发登记码：hqctl code。',
  },
  en: {
    title: 'Stores · Headquarters',
    language: '中文',
    'sign-in': 'Sign in to headquarters',
    name: 'Name',
    password: 'Password',
    enter: 'Sign in',
    leave: 'Sign out',
    wrong: 'Name or password is wrong. You are not signed in; type them again.',
    closed: 'Too many wrong passwords: this name is closed for 15 minutes. Try later, or have the password set anew.',
    too_often: 'Too many requests. You are not signed in; try again shortly.',
    failed: 'Headquarters has a fault and gave no list. Stores are not affected; the page tries again by itself.',
    no_answer: 'Headquarters cannot be reached; nobody was signed in. Check the network and try again.',
    unreachable: 'Headquarters is out of reach. Below is what it said last; the page brings itself up to date.',
    unreadable: 'The request could not be read; you are not signed in. Reload this page.',
    other_site: 'The request did not come from this page and was not taken. Sign in from this page.',
    stores: 'Stores',
    total: (n) => `${n}`,
    worst: 'worst first',
    find: 'Find a store: code, name, area',
    all: 'All',
    'with-matter': 'With a problem',
    fine: '✓ Level',
    store: 'Store',
    area: 'Area',
    seen: 'Last contact',
    behind: 'Only in store',
    here: 'Here up to',
    matter: 'State',
    findings: 'Contradictions',
    program: 'Program',
    never: 'never',
    nobody: 'There is no store yet. Make the first with hqctl store, then give out a code with hqctl code.',
    nothing: 'No store fits.',
    devices: 'Devices',
    chain: 'Chain',
    to: (n, hash) => `up to ${n} · ${hash}…`,
    none: 'no records yet',
    came: 'Last received',
    waiting: 'To be processed',
    records: (n) => `${n} records`,
    now: 'just now',
    minutes: (n) => `${n} min ago`,
    hours: (n) => `${n} h ago`,
    days: (n) => `${n} d ago`,
    'matter.fork': 'Stopped at a fork',
    'matter.records_lost': 'Records lost here',
    'matter.broken': 'Sends bad records',
    'matter.stopped': 'Device stopped',
    'matter.possible_clone': 'Possible clone',
    'matter.quiet': 'Silent',
    'matter.behind': 'To be uploaded',
    'matter.findings': 'Contradictions',
    'matter.not_enrolled': 'Not enrolled',
    'mend.fork':
      'Both histories are kept and the device is paused. The security officer compares and decides: hqctl forks, hqctl decide.',
    'mend.records_lost':
      'Records that had a receipt are gone here; the store sends them again. Was headquarters restored? hqctl restored.',
    'mend.broken':
      'This device sends what is no sound record; it was not kept. Call the store and have its file verified.',
    'mend.stopped': 'No device may write. To go on, give out a new code: hqctl code.',
    'mend.possible_clone': 'Two PCs may use one device key. Ask the store, and end the one too many: hqctl revoke.',
    'mend.quiet':
      'Nothing was heard for more than a day. The records are in the store; telephone and ask for the network.',
    'mend.behind': 'The store has more records than headquarters and sends them when it is online; none is lost.',
    'mend.findings': 'Some records contradict what is known. They are kept as they are, to be looked at.',
    'mend.not_enrolled': 'No PC is enrolled. Give out a code: hqctl code.',
  },
};

const KEY = 'language';
/** @type {'zh-CN' | 'en'} */
let language = localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN';

/** The language of the page. */
export const spoken = () => language;

/** Takes the other language. */
export function otherLanguage() {
  language = language === 'en' ? 'zh-CN' : 'en';
  localStorage.setItem(KEY, language);
  named();
}

/** Names the document in the language. */
export function named() {
  document.documentElement.lang = language;
  document.title = String(words[language].title);
}

/** A text by its name, with what it speaks of. @param {string} name @param {any[]} of @returns {string} */
export function t(name, ...of) {
  const text = words[language][name];
  return typeof text === 'function' ? text(...of) : (text ?? '');
}
