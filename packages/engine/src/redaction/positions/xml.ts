import { senseOf } from '../names/sense.js';
import { judgeValue, kindOf, type Target } from './value.js';

const pair = /\b(?:name|key|id|property)=(["'])([\w.-]{1,80})\1\s{1,8}value=(["'])([^"'<>\n]{1,1000})\3/g;

/** Judges `<property name="password" value="…"/>`, as XML has settings. */
export function judgeSettings(target: Target): void {
  if (!target.text.includes('value=')) return;
  for (const { index, 0: whole, 2: name = '', 4: value = '' } of target.text.matchAll(pair)) {
    if (senseOf(name) !== 'secret') continue;
    const end = index + whole.length - 1;
    judgeValue(target, end - value.length, end, {
      strength: 'secret',
      kind: kindOf(name),
      layer: 'position',
      rule: 'xml/attribute',
    });
  }
}
