import { senseOf } from '../names/sense.js';
import { judgeHeader } from '../positions/header.js';
import { judgeUserName } from '../positions/user.js';
import { judgeValue, kindOf, type Target } from '../positions/value.js';
import { COLON } from './characters.js';
import { blanksEnd, closing } from './extent.js';
import { headerName } from './silent.js';

/** `setProperty("password", "…")`: the argument behind one that is a name. */
export function judgeArgument(target: Target, start: number, end: number, after: number): void {
  const { text } = target;
  const at = blanksEnd(text, after);
  const quote = text.charCodeAt(at);
  if (quote !== text.charCodeAt(start - 1)) return;
  const name = text.slice(start, end);
  if (senseOf(name) === 'user' && /\w\(\s?$/.test(text.slice(Math.max(0, start - 5), start - 1))) {
    const close = closing(text, at + 1, quote);
    if (close !== undefined) judgeUserName(target, at + 1, close, 'cue/user');
    return;
  }
  // ['--eab-hmac-key', '…'], as programs log how they were called
  if (name.startsWith('--') && senseOf(name.replace(/^-+/, '')) === 'secret') {
    const stop = closing(text, at + 1, quote);
    if (stop !== undefined)
      judgeValue(target, at + 1, stop, { strength: 'secret', kind: kindOf(name), layer: 'cue', rule: 'cue/argument' });
    return;
  }
  const isHeader = headerName.test(name) || /^x-[a-z]/i.test(name);
  if (!isHeader && (!/\(\s?$/.test(text.slice(start - 3, start - 1)) || senseOf(name) !== 'secret')) return;
  const close = closing(text, at + 1, quote);
  // "name":"x-token","value": the next name of an object
  if (close === undefined || text.charCodeAt(blanksEnd(text, close + 1)) === COLON) return;
  if (isHeader) {
    // Envoy logs 'authorization', '…'
    judgeHeader(target, name, at + 1, close, 'suspect', 'cue/header');
    return;
  }
  const kind = kindOf(text.slice(start, end));
  judgeValue(target, at + 1, close, { strength: 'secret', kind, layer: 'cue', rule: 'cue/argument' });
}
