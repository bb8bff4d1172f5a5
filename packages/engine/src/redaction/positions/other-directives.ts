import { senseOf } from '../names/sense.js';
import { judgeHeader } from './header.js';
import { judgeValue, kindOf, type Target } from './value.js';

const namers = ['set', 'setenv', 'env', 'arg', 'php_value', 'php_admin_value'];
const named = /[ \t]{1,20}([A-Za-z_][\w.]{1,80})[ \t]{1,20}(?:(["'])([^"'\n]{1,400})\2|([^\s"'=]\S{0,400}))/y;
const setters = [
  'set-header',
  'add-header',
  'requestheader',
  'header',
  'header_up',
  'request_header',
  'proxy_set_header',
  'grpc_set_header',
];
const header =
  /[ \t]{1,8}(?:(?:set|add|append|setifempty)[ \t]{1,8})?([A-Za-z][\w-]{1,80})[ \t]{1,8}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^\s"'][^\s"]{0,2000}))/y;

/** Words with which directives of other programs begin that give a name a value, with a blank between. */
export const directiveWords: readonly string[] = [...namers, ...setters];

/** Judges a directive from behind its word on: `SetEnv NAME value` of Apache, `ENV NAME value` of Docker, `set-header NAME value` of HAProxy. */
export function judgeOtherDirective(target: Target, word: string, end: number): void {
  if (setters.includes(word)) judgeSetter(target, word, end);
  else judgeNamed(target, word, end);
}

function judgeSetter(target: Target, word: string, end: number): void {
  header.lastIndex = end;
  const match = header.exec(target.text);
  if (match === null) return;
  // Of a sentence, "header" is a word as well.
  if (word === 'header' && !match[1]?.includes('-')) return;
  const quoted = match[2] ?? match[3];
  const written = quoted ?? match[4] ?? '';
  const value = quoted ?? written.replace(/;$/, '');
  const stop = header.lastIndex - (quoted === undefined ? written.length - value.length : 1);
  judgeHeader(target, match[1] ?? '', stop - value.length, stop, 'suspect', 'nginx/set-header');
}

function judgeNamed(target: Target, word: string, end: number): void {
  named.lastIndex = end;
  const match = named.exec(target.text);
  const name = match?.[1] ?? '';
  if (match === null || senseOf(name) !== 'secret') return;
  const value = match[3] ?? match[4] ?? '';
  // In a sentence something is set as well.
  if (word === 'set' && !/\d/.test(value)) return;
  const stop = end + match[0].length - (match[2] ?? '').length;
  judgeValue(target, stop - value.length, stop, {
    strength: 'secret',
    kind: kindOf(name),
    layer: 'position',
    rule: 'terminal/named',
  });
}
