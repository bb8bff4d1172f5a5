import type { ChangedFile } from '@stackengine/engine';
import { splitDump } from '@stackengine/nginx-config';
import type { Document } from '../documents.js';

/** The documents with changed files in their places, those inside of a dump too; undefined where one is not what it was. */
export function changedDocuments(
  documents: readonly Document[],
  files: readonly ChangedFile[],
): readonly Document[] | undefined {
  let changed = documents;
  for (const { file, before, after } of files) {
    const index = changed.findIndex(
      ({ role, content, name }) => role === 'configuration' && holds(name, content, file),
    );
    const document = changed[index];
    const text = document === undefined ? undefined : replaced(document, file, before, after);
    if (document === undefined || text === undefined) return undefined;
    changed = changed.with(index, { ...document, content: text });
  }
  return changed;
}

const holds = (name: string, content: Document['content'], file: string): boolean =>
  name === file || (typeof content === 'string' && splitDump(content)?.some((one) => one.file === file) === true);

function replaced({ name, content }: Document, file: string, before: string, after: string): string | undefined {
  if (typeof content !== 'string') return name === file ? after : undefined;
  if (name === file && content === before) return after;
  const inner = splitDump(content)?.find((one) => one.file === file);
  if (inner === undefined || inner.text !== before) return undefined;
  return content.slice(0, inner.offset) + after + content.slice(inner.offset + before.length);
}
