import type { Edit } from './edit.js';

/** The text with the edits made, or those that can’t be made together. */
export type Applied =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly conflicts: readonly (readonly [Edit, Edit])[] };

/**
 * Makes all edits of one file at once; their ranges refer to the text as given. Insertions at one offset come out in
 * the order of the call; the same edit given twice is made once, unless it is an insertion. Edits that overlap, or lie
 * outside the text, are conflicts, and nothing is changed.
 */
export function applyEdits(text: string, edits: readonly Edit[]): Applied {
  const sorted = edits.toSorted((a, b) => a.range[0] - b.range[0] || Number(isInsertion(b)) - Number(isInsertion(a)));
  const conflicts: (readonly [Edit, Edit])[] = [];
  const parts: string[] = [];
  let at = 0;
  let last: Edit | undefined;
  for (const edit of sorted) {
    const [start, end] = edit.range;
    if (!(start >= 0 && start <= end && end <= text.length)) {
      conflicts.push([edit, edit]);
      continue;
    }
    if (last !== undefined && same(last, edit)) continue;
    if (last !== undefined && start < at) {
      conflicts.push([last, edit]);
      continue;
    }
    parts.push(text.slice(at, start), edit.text);
    at = end;
    if (!isInsertion(edit)) last = edit;
  }
  if (conflicts.length > 0) return { ok: false, conflicts };
  return { ok: true, text: parts.join('') + text.slice(at) };
}

const isInsertion = ({ range }: Edit): boolean => range[0] === range[1];

const same = (a: Edit, b: Edit): boolean =>
  !isInsertion(a) && a.range[0] === b.range[0] && a.range[1] === b.range[1] && a.text === b.text;
