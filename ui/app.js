/**
 * The staff window: begins to listen to the desk and to watch for hands. Everything else is `ti-app`.
 */
import './components/ti-app.js';
import { desk } from './lib/desk.js';
import { watchPresence } from './lib/presence.js';

void desk.start();
watchPresence();
