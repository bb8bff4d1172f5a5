import { lineStarts, positionIn } from './position.js';
import type { Problem } from './tree.js';

/** A problem before its line is known. */
export interface Fault {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/** The faults of a text in its order, with file, line and column. */
export function withPositions(text: string, file: string, faults: readonly Fault[]): readonly Problem[] {
  if (faults.length === 0) return [];
  const starts = lineStarts(text);
  return faults
    .toSorted((a, b) => a.start - b.start)
    .map((fault) => ({ ...fault, file, ...positionIn(starts, fault.start) }));
}
