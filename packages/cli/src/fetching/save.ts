import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CapturedAnswer,
  captureText,
  type FetchedAnswer,
  type FetchedPeer,
  readCapture,
} from '@stackengine/engine';
import { refusalFor } from '../refusal.js';
import { makeFolder } from '../writing/make-folder.js';
import { writeNewFile } from '../writing/new-file.js';

/**
 * Writes what each peer showed into a folder, one file for each peer and name, and returns their paths. An older capture is replaced,
 * another file is not. A peer that was not reached has none.
 */
export function saveCaptures(folder: string, peers: readonly FetchedPeer[], force: boolean): readonly string[] {
  makeFolder(folder);
  return peers.flatMap((peer) => {
    const [without, named] = peer.answers;
    if (without === undefined || without.remote === null) return [];
    const path = join(folder, nameOf(peer));
    const text = captureText({
      peers: [...new Set([peer.address, without.remote])],
      at: without.at,
      withoutServerName: captured(without),
      withServerName: named === undefined ? undefined : { ...captured(named), serverName: named.serverName ?? '' },
    });
    writeNewFile(path, text, force || isCapture(path), 0o644);
    return [path];
  });
}

/** Address and name as a file's name, on any system. */
function nameOf({ address, answers }: FetchedPeer): string {
  const remote = answers[0]?.remote ?? address;
  const parts = [address, ...(remote === address ? [] : [remote]), answers[1]?.serverName ?? ''];
  return `${parts
    .filter(Boolean)
    .map((part) => part.replace(/[^A-Za-z0-9.-]+/g, '_').replace(/^[._]+/, ''))
    .join('__')
    .slice(0, 200)}.txt`;
}

function captured({ chain, protocol, cipher, failure, clientCertificate, command }: FetchedAnswer): CapturedAnswer {
  return {
    chain: chain.map(({ pem }) => pem),
    command: command ?? undefined,
    remarks: [
      ...(protocol === null || cipher === null ? [] : [`${protocol}, ${cipher}`]),
      ...(clientCertificate === null ? [] : ['asks for a client certificate']),
      ...(failure === null ? [] : [failure.text]),
    ],
  };
}

function isCapture(path: string): boolean {
  try {
    return existsSync(path) && readCapture(path, readFileSync(path, 'utf8')) !== undefined;
  } catch (error) {
    throw refusalFor(path, error);
  }
}
