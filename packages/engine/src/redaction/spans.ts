import { firstWhere } from './bounded.js';

/** A run of a text. Offsets are UTF-16 code units, half-open. */
export type Span = readonly [start: number, end: number];

/** Tells of runs whether they lie within one of many, which may overlap. */
export function within(spans: readonly Span[]): (start: number, end: number) => boolean {
  if (spans.length === 0) return () => false;
  const sorted = [...spans].sort(([one], [other]) => one - other);
  // How far those reach that start no later
  const furthest: number[] = [];
  for (const [, end] of sorted) furthest.push(Math.max(end, furthest.at(-1) ?? 0));
  return (start, end) => {
    const after = firstWhere(sorted.length, (index) => (sorted[index]?.[0] ?? 0) > start);
    return (furthest[after - 1] ?? -1) >= end;
  };
}
