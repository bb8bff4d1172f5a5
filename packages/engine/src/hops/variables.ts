import { type Configuration, type Statement, walk } from '@stackengine/nginx-config';
import { grouped, oncePer } from '../tables.js';
import { directivesAtTop, directivesIn } from './blocks.js';

/** The constants that a variable can hold at one place of the configuration; undefined where it stays open. */
export type Constants = (variable: string) => readonly string[] | undefined;

/** What a parameter can amount to: more values than this are of no use to a reader. */
const MOST_VALUES = 256;
const DEEPEST = 8;

/** `$name`, `${name}` (nginx: ngx_http_script_compile); a single digit is a capture. */
const reference = /\$(?:\{(\w+)\}|([0-9])|([A-Za-z_]\w*))/g;

/** The variables that a text names, each once, without `$`. */
export function variablesIn(text: string): readonly string[] {
  if (!text.includes('$')) return [];
  const names = new Set<string>();
  for (const match of text.matchAll(reference)) names.add(match[1] ?? match[2] ?? match[3] ?? '');
  return [...names];
}

/**
 * Every text that results from putting constants for variables; those that stay open remain as `$name`, and so does one
 * that would make more texts than a reader has use for.
 */
export function expand(text: string, constants: Constants): readonly string[] {
  if (!text.includes('$')) return [text];
  return expandFrom(text, constants, [], new Map());
}

type Known = Map<string, readonly string[] | undefined>;

function expandFrom(text: string, constants: Constants, within: readonly string[], known: Known): readonly string[] {
  let results = [''];
  let last = 0;
  for (const match of text.matchAll(reference)) {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    const literal = text.slice(last, match.index);
    last = match.index + match[0].length;
    const values = valuesOf(name, constants, within, known);
    const fits = values !== undefined && values.length * results.length <= MOST_VALUES;
    results = product(results, literal, fits ? values : [match[0]]);
  }
  return [...new Set(results.map((result) => result + text.slice(last)))];
}

/** What a variable amounts to, worked out once for a text: tables that name each other would take exponential time. */
function valuesOf(name: string, constants: Constants, within: readonly string[], known: Known) {
  if (within.includes(name) || within.length >= DEEPEST) return undefined;
  if (!known.has(name)) known.set(name, expandAll(constants(name), constants, [...within, name], known));
  return known.get(name);
}

function expandAll(
  texts: readonly string[] | undefined,
  constants: Constants,
  within: readonly string[],
  known: Known,
): readonly string[] | undefined {
  const values = new Set<string>();
  for (const text of texts ?? []) {
    for (const value of expandFrom(text, constants, within, known)) values.add(value);
    if (values.size > MOST_VALUES) return undefined;
  }
  return texts === undefined ? undefined : [...values];
}

function product(heads: readonly string[], literal: string, tails: readonly string[]): string[] {
  return [...new Set(heads.flatMap((head) => tails.map((tail) => head + literal + tail)))];
}

/**
 * Constants at a pass: `set` in the rewrite phase of its server and location, then `map`, `geo` and `split_clients`.
 * An unconditional `set` replaces what was set before; one inside `if` adds a possibility. A nested location does not
 * run the `set` lines of the location around it (nginx: ngx_http_rewrite_merge_loc_conf), so those count, like those of
 * other locations, only where nothing nearer is found: a `rewrite` or `error_page` may lead through them.
 */
export function constantsAt(
  enclosing: readonly Statement[],
  configuration: Configuration,
  family: 'http' | 'stream',
): Constants {
  const memory = new Map<string, readonly string[] | undefined>();
  return (variable) => {
    if (!memory.has(variable)) memory.set(variable, held(variable, enclosing, configuration, family));
    return memory.get(variable);
  };
}

function held(
  variable: string,
  enclosing: readonly Statement[],
  configuration: Configuration,
  family: 'http' | 'stream',
): readonly string[] | undefined {
  if (/^[0-9]$/.test(variable)) return undefined;
  const location = enclosing.findIndex((block) => block.name === 'location');
  const server = enclosing.findIndex((block) => block.name === 'server');
  const rewritten = [
    ...(server < 0 ? [] : enclosing.slice(server, server + 1)),
    ...(location < 0 ? [] : enclosing.slice(0, location + 1).reverse()),
  ];
  let values: readonly string[] = [];
  for (const block of rewritten) values = afterSets(block, variable, values, new Set(enclosing));
  if (values.length > 0) return values;
  const chosen = chosenValues(variable, configuration, family, enclosing.at(-1));
  if (chosen !== undefined) return chosen;
  const outer = enclosing[server] ?? enclosing.at(-1);
  const elsewhere = outer === undefined ? setsAtTop(variable, configuration) : setsWithin(outer, variable);
  return elsewhere.length > 0 ? elsewhere : undefined;
}

function afterSets(
  block: Statement,
  variable: string,
  before: readonly string[],
  taken: ReadonlySet<Statement>,
): readonly string[] {
  let values = before;
  for (const child of block.children) {
    if (child.name === 'set' && child.args[0] === `$${variable}`) values = [child.args[1] ?? ''];
    // The branch that leads to the pass is a step of its own.
    else if (child.name === 'if' && !taken.has(child))
      values = [...new Set([...values, ...setsWithin(child, variable)])];
  }
  return values;
}

const setsByVariable = oncePer((block: Statement) =>
  grouped(walk(block.children), ({ name, args }) => [name === 'set' ? args[0] : undefined]),
);

function setsWithin(block: Statement, variable: string): readonly string[] {
  const lines = setsByVariable(block).get(`$${variable}`) ?? [];
  return lines.map(({ args }) => args[1] ?? '');
}

function setsAtTop(variable: string, configuration: Configuration): readonly string[] {
  const lines = directivesAtTop(configuration, 'set').filter(({ args }) => args[0] === `$${variable}`);
  return lines.map(({ args }) => args[1] ?? '');
}

const tables = ['map', 'geo', 'split_clients'] as const;

/** The values of `map $from $variable {…}`, `geo […] $variable {…}`, `split_clients "…" $variable {…}`. */
function chosenValues(
  variable: string,
  configuration: Configuration,
  family: 'http' | 'stream',
  outermost: Statement | undefined,
): readonly string[] | undefined {
  const root = outermost?.name === family ? [outermost] : directivesAtTop(configuration, family);
  for (const table of tables) {
    const blocks = [
      ...root.flatMap((block) => directivesIn(block, table)),
      ...directivesAtTop(configuration, table),
    ].filter(({ args }) => args.at(-1) === `$${variable}`);
    const last = blocks.at(-1);
    if (last !== undefined) return tableValues(last);
  }
  return undefined;
}

// A table without default yields '', of which nothing can be made as a target.
const parameters = new Set(['hostnames', 'volatile', 'include', 'ranges', 'delete', 'proxy', 'proxy_recursive']);

function tableValues(table: Statement): readonly string[] | undefined {
  const values = table.children
    .filter(({ name, args }) => !parameters.has(name) && args.length > 0)
    .map(({ args }) => args[0] ?? '');
  return values.length > 0 ? [...new Set(values)] : undefined;
}
