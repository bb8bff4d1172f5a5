import type { Level } from './find.js';
import type { Finding } from './finding.js';
import type { PlaceholderKind } from './kinds.js';
import { settledFindings } from './settle.js';

/**
 * What has to be replaced in a text: of each finding its start, its end (UTF-16 code units, half-open) and the number of its sort. In
 * little memory, and fit to be sent to another thread; it holds nothing of the text.
 */
export interface Found {
  readonly places: Int32Array;
  readonly sorts: readonly Pick<Finding, 'kind' | 'layer' | 'rule'>[];
}

const numbers = 3;

/** Looks through a text, which is what takes the time; `Redactor.redact` goes on with what was found. */
export function findSecrets({ name, text }: { readonly name: string; readonly text: string }, level: Level): Found {
  const findings = settledFindings(name, text, level);
  const places = new Int32Array(findings.length * numbers);
  const sorts: Pick<Finding, 'kind' | 'layer' | 'rule'>[] = [];
  const known = new Map<string, number>();
  for (const [index, { start, end, kind, layer, rule }] of findings.entries()) {
    const sort = `${kind} ${layer} ${rule}`;
    let number = known.get(sort);
    if (number === undefined) {
      number = sorts.push({ kind, layer, rule }) - 1;
      known.set(sort, number);
    }
    const at = index * numbers;
    places[at] = start;
    places[at + 1] = end;
    places[at + 2] = number;
  }
  return { places, sorts };
}

/** The findings again, or those of some kinds. */
export function unpacked(
  { places, sorts }: Found,
  isWanted: (kind: PlaceholderKind) => boolean = () => true,
): readonly Finding[] {
  const findings: Finding[] = [];
  const wanted = sorts.map((sort) => (isWanted(sort.kind) ? sort : undefined));
  for (let at = 0; at < places.length; at += numbers) {
    const sort = wanted[places[at + 2] ?? 0];
    if (sort === undefined) continue;
    const { kind, layer, rule } = sort;
    findings.push({ start: places[at] ?? 0, end: places[at + 1] ?? 0, kind, layer, rule });
  }
  return findings;
}
