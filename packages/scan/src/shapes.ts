import type { AccessShapes, ShapeStep } from '@stackengine/engine';

/** As `assembly/requests.ts` reads them. */
const steps = { end: 0, literal: 1, status: 2, peers: 3, rest: 4, until: 5, last: 0xff } as const;
const tells = { nothing: 0, all: 1, path: 2, request: 3, status: 4, line: 5 } as const;

/** Half of the kernel's table of names (`mostMembers` in `assembly/memory.ts`), in which no place for a new one would never be found once it is full. */
const mostNames = 512;

/** The shapes of requests in bytes for the kernel; undefined where there is no room for them. */
export function encodeShapes({ lines, members, health }: AccessShapes, room: number): Uint8Array | undefined {
  if (members.size > mostNames) return undefined;
  const bytes: number[] = [];
  for (const line of lines) {
    if (!line.every(isAscii)) continue; // lines that are not are never told apart by the kernel
    for (const step of line) bytes.push(...encoded(step));
    bytes.push(steps.end);
  }
  bytes.push(steps.last);
  for (const [name, what] of members) if (isText(name)) bytes.push(name.length, ...codes(name), tells[what]);
  bytes.push(0);
  for (const word of health) bytes.push(word.length, ...codes(word));
  bytes.push(0);
  return bytes.length > room ? undefined : Uint8Array.from(bytes);
}

function encoded(step: ShapeStep): readonly number[] {
  if ('literal' in step)
    return [steps.literal, step.literal.length & 0xff, step.literal.length >> 8, ...codes(step.literal)];
  const stop = 'stop' in step ? (step.stop ?? '\0').charCodeAt(0) : 0;
  return [steps[step.value], tells[step.tells], stop];
}

const isAscii = (step: ShapeStep): boolean =>
  !/[^\0-\x7f]/.test('literal' in step ? step.literal : 'stop' in step ? (step.stop ?? '') : '');

const isText = (name: string): boolean => name.length > 0 && name.length < 256 && !/[^\0-\x7f]/.test(name);

const codes = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0));
