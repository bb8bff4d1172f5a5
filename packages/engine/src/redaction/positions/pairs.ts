import { senseOf } from '../names/sense.js';
import { judgeHeader } from './header.js';
import { judgeValue, kindOf, strengthOf, type Target } from './value.js';

/** Bounded, as a line may be an object of megabytes. */
const pair =
  /"(?:name|key|header|headerName|field)"\s{0,4}:\s{0,4}"([^"\\\n]{1,120})"\s{0,40},\s{0,40}"(?:value|val)"\s{0,4}:\s{0,4}"((?:[^"\\\n]|\\.){1,4096})"/gi;
/** What redis-cli prints of a setting: its name and its value, each on a line with a number. */
const numbered = /^\s{0,8}\d{1,4}\) "([\w-]{1,80})"\r?\n\s{0,8}\d{1,4}\) "([^"\n]{1,400})"/gm;
const isHeader = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]+)$/i;

/** Judges `{"name":"x-api-key","value":"…"}` in lines of JSON, as firewalls and proxies log headers; a document is judged as a whole. */
export function judgePairs(target: Target): void {
  if (target.holds('1) "')) {
    for (const { index, 0: whole, 1: name = '', 2: value = '' } of target.text.matchAll(numbered))
      judgePair(target, name, index + whole.length - 1 - value.length, index + whole.length - 1);
  }
  if (!target.holds('alue"')) return;
  for (const { index, 0: whole, 1: name = '', 2: value = '' } of target.text.matchAll(pair)) {
    const end = index + whole.length - 1;
    const start = end - value.length;
    if (isHeader.test(name)) judgeHeader(target, name, start, end, 'suspect', 'yaml/header');
    else judgePair(target, name, start, end);
  }
}

function judgePair(target: Target, name: string, start: number, end: number): void {
  const strength = strengthOf(senseOf(name), 'unknown');
  if (strength === 'secret')
    judgeValue(target, start, end, { strength, kind: kindOf(name), layer: 'position', rule: 'yaml/environment' });
}
