import type { Edit } from '@stackengine/nginx-config';

/** Directives that may stand several times in a block; the first argument tells them apart. */
const repeatable = /_(?:ssl_conf_command|set_header)$/;

/**
 * Several fixes often insert at one place, one directive an edit. What they share is inserted once; undefined where they
 * give a directive different arguments. One replacement given twice is left to `applyEdits`.
 */
export function joinInsertions(edits: readonly Edit[]): readonly Edit[] | undefined {
  const joined: Edit[] = [];
  const present = new Map<string, string>();
  for (const edit of edits) {
    if (edit.range[0] !== edit.range[1]) {
      joined.push(edit);
      continue;
    }
    const key = `${edit.range[0]}\n${subject(edit.text)}`;
    const other = present.get(key);
    if (other === edit.text) continue;
    if (other !== undefined) return undefined;
    present.set(key, edit.text);
    joined.push(edit);
  }
  return joined;
}

/** What an insertion is about: its directive, and of a repeatable one its first argument; of a comment, all of it. */
function subject(text: string): string {
  const [name = '', key = ''] = text.trim().split(/\s+/);
  if (name === '' || name.startsWith('#')) return text.trim();
  return repeatable.test(name) ? `${name} ${key}` : name;
}
