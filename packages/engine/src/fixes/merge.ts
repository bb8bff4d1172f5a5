import { applyEdits, type Configuration, type Edit, unifiedDiff } from '@stackengine/nginx-config';
import type { DiagnosedIncident, Fix } from '../diagnosis/diagnosis.js';
import { joinInsertions } from './insertions.js';

export interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export interface Merged {
  readonly fixes: readonly Fix[];
  readonly files: readonly ChangedFile[];
  readonly diff: string;
  /** Fixes left out because they want something else of the same place as one before them. */
  readonly conflicts: readonly string[];
}

interface Chosen {
  readonly incident: DiagnosedIncident;
  readonly fix: Fix;
}

/** Takes the fixes in the order of impact; edits that agree become one, a fix that disagrees with those before is left out. */
export function mergeFixes(chosen: readonly Chosen[], { trees }: Configuration): Merged {
  let taken: readonly Chosen[] = [];
  let files: readonly ChangedFile[] = [];
  const conflicts: string[] = [];
  // What fits as a whole fits one by one; halves are tried where it does not.
  const take = (some: readonly Chosen[]): void => {
    const [next] = some;
    if (next === undefined) return;
    const all = [...taken, ...some];
    const tried = changed(
      all.flatMap(({ fix }) => fix.edits),
      trees,
    );
    if (tried !== undefined) {
      taken = all;
      files = tried;
    } else if (some.length > 1) {
      take(some.slice(0, some.length >> 1));
      take(some.slice(some.length >> 1));
    } else {
      conflicts.push(
        `the fix of incident ${next.incident.id} (${next.fix.cause}) does not fit with those before it; apply them, then run again`,
      );
    }
  };
  take(chosen);
  return {
    fixes: taken.map(({ fix }) => fix),
    files,
    // Made when it is asked for: of a large file it takes longer than all the rest.
    get diff() {
      return files.map(({ file, before, after }) => unifiedDiff(file, before, after)).join('');
    },
    conflicts,
  };
}

function changed(edits: readonly Edit[], trees: Configuration['trees']): readonly ChangedFile[] | undefined {
  const files: ChangedFile[] = [];
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const before = trees.find((tree) => tree.file === file)?.text;
    const joined = joinInsertions(edits.filter((edit) => edit.file === file));
    const applied = before === undefined || joined === undefined ? undefined : applyEdits(before, joined);
    if (before === undefined || applied?.ok !== true) return undefined;
    if (applied.text !== before) files.push({ file, before, after: applied.text });
  }
  return files;
}
