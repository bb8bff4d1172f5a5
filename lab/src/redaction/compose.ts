import { type Dice, diceOf } from '../differential/random.js';
import type { Kind, Mark, Place } from './labelled.js';

export interface LabelledFile {
  readonly name: string;
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** What a text's name is, and what stands around and between snippets there. */
const surroundings: Readonly<
  Record<Exclude<Place, `nginx-${string}`>, { name: string; between: string; ordinary: readonly [string, ...string[]] }>
> = {
  'access-log': {
    name: 'access.log',
    between: '\n',
    ordinary: ['192.0.2.1 - - [26/Nov/2026:09:59:59 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8.4.0"'],
  },
  'error-log': {
    name: 'error.log',
    between: '\n',
    ordinary: ['2026/11/26 09:59:59 [notice] 1#1: signal process started'],
  },
  yaml: {
    name: 'manifests.yaml',
    between: '\n---\n',
    ordinary: ['apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop'],
  },
  env: { name: '.env', between: '\n', ordinary: ['# settings', 'DEBUG=false'] },
  htpasswd: { name: '.htpasswd', between: '\n', ordinary: ['# users'] },
  json: { name: 'config.json', between: '\n', ordinary: ['{}'] },
  terminal: { name: 'terminal.txt', between: '\n', ordinary: ['$ date', 'Thu Nov 26 10:00:00 UTC 2026'] },
  prose: { name: 'ticket.md', between: '\n\n', ordinary: ['Hello, since this morning every request gets 502.'] },
};

/** The files of one seed: every kind is drawn once, and stands with others of its place in an order by chance. */
export function composeFiles(kinds: readonly Kind[], seed: number): readonly LabelledFile[] {
  const dice = diceOf(seed * 7919 + 17);
  const drawn = shuffled(kinds, dice).map((kind) => ({ kind, snippet: withKind(kind, dice) }));
  const of = (place: Place) => drawn.filter(({ kind }) => kind.place === place).map(({ snippet }) => snippet);
  const files = [configuration(of('nginx-http'), of('nginx-server'), of('nginx-location'))];
  for (const [place, { name, between, ordinary }] of Object.entries(surroundings)) {
    const snippets = of(place as Place);
    if (snippets.length === 0) continue;
    // Documents of JSON stand in files of their own.
    if (place === 'json')
      files.push(...snippets.map((snippet, index) => file(`${index}-${name}`, [snippet, plain('\n')])));
    else files.push(file(name, interleaved(snippets, between, ordinary, dice)));
  }
  return files;
}

interface Piece {
  readonly text: string;
  readonly marks: readonly Mark[];
}

function withKind(kind: Kind, dice: Dice): Piece {
  const { text, marks } = kind.draw(dice);
  return { text, marks: marks.map((mark) => ({ ...mark, kind: kind.id })) };
}

const plain = (text: string): Piece => ({ text, marks: [] });

function file(name: string, pieces: readonly Piece[]): LabelledFile {
  let text = '';
  const marks: Mark[] = [];
  for (const piece of pieces) {
    for (const mark of piece.marks)
      marks.push({ ...mark, start: mark.start + text.length, end: mark.end + text.length });
    text += piece.text;
  }
  return { name, text, marks };
}

function interleaved(
  snippets: readonly Piece[],
  between: string,
  ordinary: readonly [string, ...string[]],
  dice: Dice,
): readonly Piece[] {
  const all = snippets.flatMap((snippet) => (dice.chance(50) ? [plain(dice.pick(ordinary)), snippet] : [snippet]));
  return all.flatMap((piece) => [piece, plain(between)]);
}

function configuration(http: readonly Piece[], server: readonly Piece[], location: readonly Piece[]): LabelledFile {
  const pieces: Piece[] = [
    plain(
      'worker_processes auto;\nevents { worker_connections 1024; }\nhttp {\n  include mime.types;\n  sendfile on;\n',
    ),
  ];
  for (const piece of http) pieces.push(plain('  '), piece, plain('\n'));
  pieces.push(plain('  server {\n    listen 80;\n'));
  for (const piece of server) pieces.push(plain('    '), piece, plain('\n'));
  for (let at = 0; at < location.length; at += 5) {
    pieces.push(plain(`    location /p${at} {\n      proxy_http_version 1.1;\n`));
    for (const piece of location.slice(at, at + 5)) pieces.push(plain('      '), piece, plain('\n'));
    pieces.push(plain('    }\n'));
  }
  pieces.push(plain('  }\n}\n'));
  return file('nginx.conf', pieces);
}

function shuffled<T>(list: readonly T[], dice: Dice): readonly T[] {
  const out = [...list];
  for (let at = out.length - 1; at > 0; at--) {
    const other = dice.below(at + 1);
    const [one, two] = [out[at], out[other]];
    if (one !== undefined && two !== undefined) [out[at], out[other]] = [two, one];
  }
  return out;
}
