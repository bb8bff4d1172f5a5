import { type Part, type PartName, type PartWanted, ready, type Welcome } from '../shell/messages.js';

/** The way to the shell: for parts of the site, and for nothing else. */
export interface ShellPort {
  /** The part's bytes, decompressed. Rejects where the site does not have it. */
  part(name: PartName): Promise<ArrayBuffer>;
}

async function unzipped(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first !== 0x1f || second !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

/** Listens for the shell; called again when the fragment of the address changes. */
export function meetShell(met: (welcome: Welcome, port: ShellPort) => void): void {
  addEventListener('message', ({ source, data, ports }: MessageEvent<unknown>) => {
    if (source !== parent) return;
    if (data === ready) {
      parent.postMessage(ready, '*');
      return;
    }
    const [port] = ports;
    if (port === undefined) return;
    const waiting = new Map<PartName, { resolve: (bytes: ArrayBuffer) => void; reject: (error: Error) => void }>();
    port.onmessage = ({ data: answer }: MessageEvent<Part>) => {
      const asked = waiting.get(answer.part);
      waiting.delete(answer.part);
      if ('bytes' in answer) asked?.resolve(answer.bytes);
      else asked?.reject(new Error(answer.missing));
    };
    met(data as Welcome, {
      part: (name) =>
        new Promise<ArrayBuffer>((resolve, reject) => {
          waiting.set(name, { resolve, reject });
          port.postMessage({ want: name } satisfies PartWanted);
        }).then(unzipped),
    });
  });
  parent.postMessage(ready, '*');
}
