// The top document. It never sees what the user gives: it hands parts of the site into the frame, and nothing comes back but the names of parts.
import { type OfferedBuild, type Part, type PartName, ready, type Welcome } from './messages.js';

interface Site {
  readonly builds: readonly OfferedBuild[];
  readonly edition: string;
  /** Where each part lies; null: in this very file. */
  readonly parts: Readonly<Record<string, string | null>>;
  /** Where the frame's document lies, where it is not in this one. */
  readonly analyser: string | null;
  /** What stands for a fragment where the address has none: the id of a cause. */
  readonly opens: string;
  /** The script that keeps the site for use without a network; null: none. */
  readonly offline: string | null;
}

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? '';

const site = JSON.parse(textOf('site')) as Site;
const frame = document.getElementById('analyser') as HTMLIFrameElement;

function inlined(name: PartName): ArrayBuffer {
  const binary = atob(textOf(`part-${name}`).trim());
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}

async function fetched(path: string): Promise<ArrayBuffer> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.arrayBuffer();
}

/** Each part is handed over once: not even the order of requests can tell the host anything of what is in the frame. */
const handedOver = new Set<string>();

async function part(name: PartName): Promise<Part> {
  if (!Object.hasOwn(site.parts, name)) return { part: name, missing: 'the site has no such part' };
  if (handedOver.has(name)) return { part: name, missing: 'it was handed over before' };
  handedOver.add(name);
  const path = site.parts[name] ?? null;
  try {
    return { part: name, bytes: path === null ? inlined(name) : await fetched(path) };
  } catch (error) {
    handedOver.delete(name);
    return { part: name, missing: error instanceof Error ? error.message : String(error) };
  }
}

/** May come twice, where both were waiting for the other; every port goes on to work. */
function welcome(): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = async ({ data }: MessageEvent<unknown>) => {
    const want: unknown = data instanceof Object ? Reflect.get(data, 'want') : undefined;
    if (typeof want !== 'string') return;
    const answer = await part(want as PartName);
    port1.postMessage(answer, 'bytes' in answer ? [answer.bytes] : []);
  };
  const { href, hash } = location;
  const greeting: Welcome = {
    address: href.slice(0, href.length - hash.length),
    fragment: hash.slice(1) || site.opens,
    builds: site.builds,
    edition: site.edition,
  };
  frame.contentWindow?.postMessage(greeting, '*', [port2]);
}

// The frame's origin is opaque; that it is the frame is what counts.
addEventListener('message', ({ source, data }) => {
  if (source === frame.contentWindow && data === ready) welcome();
});
addEventListener('hashchange', welcome);
frame.contentWindow?.postMessage(ready, '*'); // it asks again if it was first

if (site.analyser !== null)
  fetched(site.analyser).then(
    (bytes) => {
      frame.srcdoc = new TextDecoder().decode(bytes);
      frame.hidden = false;
    },
    () => undefined, // the article is there all the same
  );

if (site.offline !== null && 'serviceWorker' in navigator)
  navigator.serviceWorker.register(site.offline).catch(() => undefined); // a page from a file, or a browser without
