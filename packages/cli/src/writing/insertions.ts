import type { Edit } from '@stackengine/nginx-config';

/** Directives that may stand several times in a block; the first argument tells them apart. */
const repeatable = /_(?:ssl_conf_command|set_header)$/;

/**
 * Several fixes often insert at one place. What they share is inserted once; undefined where they give a directive
 * different arguments. One replacement given twice is left to `applyEdits`.
 */
export function joinInsertions(edits: readonly Edit[]): readonly Edit[] | undefined {
  const joined: Edit[] = [];
  for (const edit of edits) {
    const at = joined.findIndex((other) => isInsertion(other) && isInsertion(edit) && other.range[0] === edit.range[0]);
    const before = joined[at];
    if (before === undefined) {
      joined.push(edit);
      continue;
    }
    const text = joinedText(before.text, edit.text);
    if (text === undefined) return undefined;
    joined[at] = { ...before, text };
  }
  return joined;
}

function joinedText(first: string, second: string): string | undefined {
  if (first === second) return first;
  if (/[{}]/.test(first + second)) return undefined;
  const lines = first.split('\n');
  const present = new Map(lines.map((line) => [subject(line), line.trim()]));
  const added: string[] = [];
  for (const line of second.split('\n')) {
    const other = present.get(subject(line));
    if (other === undefined) added.push(line);
    else if (other !== line.trim()) return undefined;
  }
  return added.length === 0 ? first : withLines(first, added);
}

/** Insertions end or begin with a line end; the added lines keep that shape. */
function withLines(first: string, added: readonly string[]): string {
  return first.endsWith('\n') ? `${first}${added.join('\n')}\n` : `${first}\n${added.join('\n')}`;
}

/** What a line is about: its directive, and of a repeatable one its first argument; of a comment or a blank, all of it. */
function subject(line: string): string {
  const [name = '', key = ''] = line.trim().split(/\s+/);
  if (name === '' || name.startsWith('#')) return line.trim();
  return repeatable.test(name) ? `${name} ${key}` : name;
}

const isInsertion = ({ range }: Edit) => range[0] === range[1];
