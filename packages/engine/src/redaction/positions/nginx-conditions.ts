import type { Directive } from '@stackengine/nginx-config';
import { judgeHost } from '../identity/host.js';
import { senseOf } from '../names/sense.js';
import { comparedStrength, isHostVariable } from './compared.js';
import { type Inside, judgeSchemed } from './nginx-values.js';
import { judgePattern } from './pattern.js';
import { judgeServerName, withoutPort } from './server-name.js';
import { judgeUserName } from './user.js';
import { type Expectation, kindOf, strengthOf, type Target } from './value.js';

/** `($http_x = "literal")`, and the same with a pattern. */
export function judgeCondition(target: Target, args: readonly Inside[], node: Directive): void {
  const subject = args.find(({ raw }) => raw.includes('$'));
  const at = args.findIndex(({ raw }) => /^\(?(?:!?=|!?~\*?)$/.test(raw));
  const operand = args[at + 1];
  if (subject === undefined || at === -1 || operand === undefined) return;
  const variables = Array.from(subject.raw.matchAll(/\$\{?(\w+)/g), (match) => match[1] ?? '');
  // $remote_user:$arg_key: what a client sends decides
  const variable = variables.find((one) => /^(?:http|arg|cookie)_/.test(one)) ?? variables[0] ?? '';
  let end = args.at(-1)?.end ?? operand.end;
  let start = operand.start;
  while (
    end > start &&
    /[)\s]/.test(target.text[end - 1] ?? '') &&
    !(args[at]?.raw.includes('~') === true && target.text[end - 1] === ')' && balanced(target.text.slice(start, end)))
  )
    end--;
  const quote = target.text[start] === '"' || target.text[start] === "'" ? target.text[start] : undefined;
  if (quote !== undefined && target.text[end - 1] === quote) [start, end] = [start + 1, end - 1];
  else if (/["']/.test(target.text[end - 1] ?? '')) end--;
  const isPattern = args[at]?.raw.includes('~') === true;
  if (
    !isPattern &&
    /^\(?!=$/.test(args[at]?.raw ?? '') &&
    refuses(node) &&
    isChosen(variable, target.text.slice(start, end))
  )
    target.report(start, end, kindOf(variable), 'position', 'nginx/compared');
  else judgeCompared(target, variable, start, end, isPattern);
}

/** Whether a block turns away whoever comes into it. */
const refuses = ({ body }: Directive): boolean =>
  body?.some(
    (node) =>
      node.type === 'directive' && node.name.value === 'return' && /^(?:40[134]|444)$/.test(node.args[0]?.value ?? ''),
  ) === true;

/** `if ($arg_k != 'brezel77') { return 403; }`: who sends it gets in, whatever it is called; a version or a word chooses rather. */
const isChosen = (variable: string, value: string): boolean =>
  /^(?:arg|http|cookie)_/.test(variable) &&
  senseOf(variable.replace(/^[a-z]+_/, '').replaceAll('_', '-')) !== 'harmless' &&
  value.length >= 6 &&
  /\d/.test(value) &&
  /\p{L}/u.test(value) &&
  !/[$\s/]|^v?\d+(?:\.\d+)+|^\d{4}-\d\d/.test(value);

/** How strictly a literal is judged that a variable is compared with; undefined where it may be anything. */
function comparedWith(variable: string, rule: string): Expectation | undefined {
  const strength = comparedStrength(variable);
  return strength === undefined
    ? undefined
    : { strength, kind: kindOf(variable), layer: 'position', rule, shortest: 16 };
}

/** A literal that a variable is compared with: a value, or a pattern of one. */
function judgeCompared(target: Target, variable: string, start: number, end: number, pattern: boolean): void {
  if (isHostVariable(variable)) {
    judgeServerName(target, { start, end });
    return;
  }
  const expectation = comparedWith(variable, 'nginx/compared');
  if (expectation === undefined) return;
  if (pattern) judgePattern(target, start, end, expectation, variable === 'http_cookie');
  else judgeSchemed(target, start, end, expectation);
}

/** A row of a `map` or `geo`. */
export function judgeRow(target: Target, key: Inside, value: Inside | undefined, parent: Directive): void {
  const source = parent.args[0]?.value ?? '';
  const result = (parent.args.at(-1)?.value ?? '').replace(/^\$/, '');
  if (parent.name.value === 'map') {
    const variables = [...source.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? '');
    const special = /^(?:default|hostnames|volatile|include)$/.test(key.raw);
    if (!special && variables.some(isHostVariable)) judgeServerName(target, key);
    else if (!special) for (const variable of variables.slice(0, 1)) judgeKey(target, variable, key);
  } else if (parent.name.value === 'geo' && value !== undefined && !/^[a-z_]+$/.test(key.raw)) {
    judgeHost(target, key.start, key.raw.includes('/') ? key.start + key.raw.indexOf('/') : key.end, true);
  } else if (parent.name.value === 'types' || parent.name.value === 'match') return;
  if (value === undefined || key.raw === 'include') return;
  const strength = strengthOf(senseOf(result), 'unknown');
  if (value.raw.includes('://') && strength !== 'secret') return;
  if (strength !== undefined)
    judgeSchemed(target, value.start, value.end, {
      strength,
      kind: kindOf(result),
      layer: 'position',
      rule: 'nginx/map-value',
      shortest: 12,
    });
  if (/host|upstream|backend|pool|target|origin/.test(result))
    judgeHost(target, value.start, withoutPort(target.text, value.start, value.end), false);
}

function judgeKey(target: Target, variable: string, key: Inside): void {
  // The common name of a client's certificate: a person, or a program
  if (/^ssl_client_s_dn(?:_cn)?$/.test(variable) && /^\p{L}[\p{L}\d-]*\.\p{L}[\p{L}\d-]*$/u.test(key.raw))
    judgeUserName(target, key.start, key.end, 'nginx/map-key');
  if (variable === 'remote_user' && !key.raw.startsWith('~'))
    judgeUserName(target, key.start, key.end, 'nginx/map-key');
  const expectation = comparedWith(variable, 'nginx/map-key');
  if (expectation === undefined) return;
  if (key.raw.startsWith('~'))
    judgePattern(
      target,
      key.start + (key.raw.startsWith('~*') ? 2 : 1),
      key.end,
      expectation,
      variable === 'http_cookie',
    );
  else judgeSchemed(target, key.start + (key.raw.startsWith('\\') ? 1 : 0), key.end, expectation);
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
  }
  return depth === 0;
}
