import { senseOf } from '../names/sense.js';
import { judgeValue, kindOf, strengthOf, type Target } from './value.js';

/** The parameters in which a server hands settings over to PHP-FPM. */
export const carriesSettings = (parameter: string, value: string): boolean =>
  /^PHP_(?:ADMIN_)?(?:VALUE|FLAG)$/.test(parameter) && value.includes('=');

const setting = /(?<![\w.])([a-z][\w.]{1,80})=(?:(?!\\[nr])[^\r\n]){1,1000}/gi;

/** Judges `memory_limit=64M` and the like by the settings' own names: one on each line, a line's end written as `\n` as well. */
export function judgePhpSettings(target: Target, start: number, raw: string): void {
  for (const { index, 0: whole, 1: name = '' } of raw.matchAll(setting)) {
    const strength = strengthOf(senseOf(name), 'unknown');
    if (strength === undefined) continue;
    judgeValue(target, start + index + name.length + 1, start + index + whole.trimEnd().length, {
      strength,
      kind: kindOf(name),
      layer: 'position',
      rule: 'nginx/set-header',
    });
  }
}
