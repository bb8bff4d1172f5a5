import { splitDump } from '@stackengine/nginx-config';
import type { Document, Role } from '../documents.js';

/** Where a line that a report names stands among the documents: one of a file inside a dump counts from the dump's beginning. */
export function placeIn(
  documents: readonly Document[],
  file: string,
  line: number,
): { readonly document: number; readonly role: Role; readonly line: number } | undefined {
  const own = documents.find(({ name }) => name === file);
  if (own !== undefined) return { document: own.id, role: own.role, line };
  for (const { id, role, content } of documents) {
    if (role !== 'configuration' || typeof content !== 'string') continue;
    const inner = splitDump(content)?.find((one) => one.file === file);
    if (inner === undefined) continue;
    return { document: id, role, line: content.slice(0, inner.offset).split('\n').length - 1 + line };
  }
  // A certificate that the configuration names by its path on the server
  const certificate = documents.find(({ role, name }) => role === 'certificate' && file.endsWith(`/${name}`));
  return certificate === undefined ? undefined : { document: certificate.id, role: certificate.role, line };
}
