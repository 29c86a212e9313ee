/** The customer's page begins: it listens to the desk, and shows what the desk says is shown. */
import { desk } from './lib/desk.js';
import { setLang } from './lib/i18n.js';
import { watchPresence } from './lib/presence.js';

// The staff's language is not the customer's: each begins in Chinese and chooses.
setLang('zh-CN', { keep: false });
await desk.start();
watchPresence();
// Only now: the window is drawn with what the desk has said, not before.
await import('./screens/customer/window.js');
