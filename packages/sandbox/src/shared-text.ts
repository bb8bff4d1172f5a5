import type { Role } from './documents.js';

/** A document as a link holds it. */
export interface SharedDocument {
  readonly name: string;
  readonly role: Role;
  readonly text: string;
}

const roles: readonly Role[] = ['configuration', 'log', 'certificate'];
const version = 'stackengine/share@1';

/** What a link holds, before it is compressed. */
export const sharedText = (documents: readonly SharedDocument[]): string =>
  JSON.stringify({ schema: version, documents });

/** The documents of a link; undefined where it holds something else. Whoever wrote the link may be anybody. */
export function readSharedText(text: string): readonly SharedDocument[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!(value instanceof Object) || Reflect.get(value, 'schema') !== version) return undefined;
  const documents: unknown = Reflect.get(value, 'documents');
  if (!Array.isArray(documents)) return undefined;
  return documents.flatMap((one: unknown): readonly SharedDocument[] => {
    if (!(one instanceof Object)) return [];
    const name: unknown = Reflect.get(one, 'name');
    const role = roles.find((known) => known === Reflect.get(one, 'role'));
    const content: unknown = Reflect.get(one, 'text');
    return typeof name === 'string' && typeof content === 'string' && role !== undefined
      ? [{ name, role, text: content }]
      : [];
  });
}
