import { senseOf } from '../names/sense.js';
import { judgeUserName } from './user.js';
import { judgeValue, kindOf, type Target } from './value.js';

const pair = /\b(?:name|key|id|property)=(["'])([\w.-]{1,80})\1\s{1,8}(?:value|content)=(["'])([^"'<>\n]{1,1000})\3/g;
/** An element that holds nothing but a text. */
const element =
  /<([A-Za-z_][\w.:-]{0,80})((?:\s[^<>]{0,200})?)>\s{0,60}([^<>\s](?:[^<>\n]{0,2000}[^<>\s])?)\s{0,60}<\/\1>/g;
const attribute = /\b(?:name|key|id|property)=["']([\w.-]{1,80})["']/;
/** Property lists of macOS. */
const listed = /<key>([^<>\n]{1,80})<\/key>\s{0,60}<string>([^<>\n]{1,2000})<\/string>/g;

/** Judges settings in XML: `<property name="password" value="…"/>`, `<password>…</password>`, `<entry key="password">…</entry>`. */
export function judgeSettings(target: Target): void {
  const { text } = target;
  if (target.holds('value=', 'content=')) {
    for (const { index, 0: whole, 2: name = '', 4: value = '' } of text.matchAll(pair)) {
      judgeSetting(target, name, index + whole.length - 1 - value.length, value, 'xml/attribute');
    }
  }
  if (!target.holds('</')) return;
  for (const { index, 0: whole, 1: tag = '', 2: attributes = '', 3: value = '' } of text.matchAll(element)) {
    const name = attribute.exec(attributes)?.[1] ?? tag.slice(tag.indexOf(':') + 1);
    judgeSetting(target, name, index + whole.lastIndexOf(value), value, 'xml/element');
  }
  for (const { index, 0: whole, 1: name = '', 2: value = '' } of text.matchAll(listed)) {
    judgeSetting(target, name, index + whole.lastIndexOf(value), value, 'xml/element');
  }
}

function judgeSetting(target: Target, name: string, start: number, value: string, rule: string): void {
  if (/certificate|modulus|exponent|digest|signaturevalue/i.test(name)) return;
  const sense = senseOf(name);
  const end = start + value.length;
  if (sense === 'user') judgeUserName(target, start, end, rule);
  if (sense === 'secret' || sense === 'unknown')
    judgeValue(target, start, end, { strength: sense, kind: kindOf(name), layer: 'position', rule, shortest: 20 });
}
