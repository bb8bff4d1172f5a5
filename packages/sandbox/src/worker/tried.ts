import { playUpstreams, playWorld, readWorld, type UpstreamPlay, type World } from '@stackengine/engine';
import { holdsDirectives, memorySource, readConfiguration } from '@stackengine/nginx-config';
import type { Bottle } from '@stackengine/nginx-wasm';
import type { Document } from '../documents.js';
import type { Given, OwnWorld, Trial } from '../protocol.js';
import { gather } from './gather.js';

/** Plays what the user wants to see, on the day that it is wanted. */
export async function tried(
  given: Given,
  { upstream, request, host, day }: Trial,
  open: (now?: number) => Bottle,
): Promise<readonly UpstreamPlay[]> {
  const saved = typeof upstream === 'string' ? undefined : upstream.file.time;
  const time = day === '' ? saved : day;
  const { play, verifyChain } = open(time === undefined ? undefined : Date.parse(time));
  if (typeof upstream !== 'string') return [await playWorld(upstream.name, edited(upstream, given.documents), play)];
  const { input } = await gather({ ...given, now: day === '' ? given.now : new Date(day).toISOString() });
  const [first = '', second] = request.trim().split(/\s+/);
  const path = second ?? first;
  const method = second === undefined ? 'GET' : first;
  const requests =
    path === '' ? [] : [{ method, path, host: host.trim() === '' ? undefined : host.trim(), headers: {} }];
  const { plays } = await playUpstreams({ ...input, verifyChain }, { upstreams: [upstream], requests }, play);
  return plays;
}

/** A world out of a file, with those of its files that are configurations; or why it is none. */
export function ownWorld(name: string, text: string): OwnWorld | string {
  const file = readWorld(text);
  if ('message' in file) return `${name}: ${file.path} ${file.message}`;
  const paths = Object.entries(file.world.files).flatMap(([path, content]) =>
    typeof content === 'string' && isConfiguration(path, content) ? [[path.replace(/^\/etc\/nginx\//, ''), path]] : [],
  );
  return { name, file, paths: Object.fromEntries(paths) };
}

const isConfiguration = (file: string, text: string): boolean =>
  readConfiguration([{ file, text }], memorySource(new Map())).trees.some(holdsDirectives);

/** The world with its configuration as it stands in the editors now. */
function edited({ file: { world }, paths }: OwnWorld, documents: readonly Document[]): World {
  const texts = documents.flatMap(({ role, name, content }) => {
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined; // a document may be called constructor
    return role === 'configuration' && path !== undefined && typeof content === 'string' ? [[path, content]] : [];
  });
  return { ...world, files: { ...world.files, ...Object.fromEntries(texts) } };
}
