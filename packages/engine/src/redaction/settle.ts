import { firstWhere } from './bounded.js';
import { findIn, type Level } from './find.js';
import { disjoint, type Finding } from './finding.js';

/** Lines of logs do not depend on each other; what is larger is one. */
const longest = 400_000;
const mostRounds = 4;

/**
 * What has to be replaced in a text, so that nothing more is found once it is: what was hidden behind a broken quote shows when the
 * quote is gone.
 */
export function settledFindings(name: string, text: string, level: Level): readonly Finding[] {
  let findings = disjoint(findIn(name, text, level));
  if (text.length > longest) return findings;
  for (let round = 0; round < mostRounds && findings.length > 0; round++) {
    const { out, shifts } = provisional(text, findings);
    const more = findIn(name, out, level);
    if (more.length === 0) break;
    findings = disjoint([
      ...findings,
      ...more.map((one) => ({ ...one, start: shifts(one.start), end: shifts(one.end) })),
    ]);
  }
  return findings;
}

/** The text with some placeholder in each place, and the way from its offsets back; no finding begins or ends within a placeholder. */
function provisional(text: string, findings: readonly Finding[]): { out: string; shifts: (offset: number) => number } {
  const ends: number[] = [];
  const differences: number[] = [];
  let out = '';
  let from = 0;
  for (const { start, end, kind } of findings) {
    out += `${text.slice(from, start)}${kind}_9`;
    from = end;
    ends.push(out.length);
    differences.push(end - out.length);
  }
  out += text.slice(from);
  const shifts = (offset: number): number => {
    const after = firstWhere(ends.length, (index) => (ends[index] ?? 0) > offset);
    return offset + (differences[after - 1] ?? 0);
  };
  return { out, shifts };
}
