import type { PlaceholderKind } from './kinds.js';

/** How a finding was made: by where it stands, by how it looks, by the name before it, as a copy of another, as an address or name. */
export type Layer = 'position' | 'shape' | 'cue' | 'copy' | 'identity';

/** A run of a text that has to be replaced. Offsets are UTF-16 code units, half-open. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: PlaceholderKind;
  readonly layer: Layer;
  /** Stable, for programs, such as `nginx/set-header`. */
  readonly rule: string;
}

/** Takes what a rule finds. */
export type Report = (start: number, end: number, kind: PlaceholderKind, layer: Layer, rule: string) => void;

/** Of findings of the same extent, the one that knows most says what kind it is. */
const ranks: Readonly<Record<Layer, number>> = { position: 0, shape: 1, cue: 2, copy: 3, identity: 4 };

/**
 * Findings without overlaps, in the order of the text: of two that meet, the longer one keeps its whole extent, and what sticks out of
 * the shorter one stays a finding of its own, so that no half of a secret is left.
 */
export function disjoint(findings: readonly Finding[]): readonly Finding[] {
  if (findings.every(({ start }, index) => start >= (findings[index - 1]?.end ?? 0))) return findings;
  const sorted = findings.slice().sort((a, b) => a.start - b.start || b.end - a.end || ranks[a.layer] - ranks[b.layer]);
  const kept: Finding[] = [];
  for (const finding of sorted) {
    let { start } = finding;
    for (let last = kept.at(-1); last !== undefined && last.end > start; last = kept.at(-1)) {
      if (finding.end <= last.end || finding.end - start <= last.end - last.start) {
        start = last.end;
        break;
      }
      kept.pop();
      if (last.start < start) {
        kept.push({ ...last, end: start });
        break;
      }
    }
    if (start < finding.end) kept.push(start === finding.start ? finding : { ...finding, start });
  }
  return kept;
}
