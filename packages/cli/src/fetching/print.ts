import { type FetchedPeer, renderFetchedPeer, visible } from '@stackengine/engine';
import { columns, wantsColour } from '../output.js';
import type { Skipped } from './hops.js';
import type { PinResult } from './trust.js';

export interface Fetched {
  readonly bottle: { readonly nginx: string; readonly tls: string };
  readonly peers: readonly FetchedPeer[];
  readonly skipped: readonly Skipped[];
  readonly pin: { readonly given: string; readonly matches: boolean } | null;
  readonly written: string | null;
  readonly saved: readonly string[];
}

/** `stackengine/cert-fetch@1` of the engine's schemas. What a terminal would act on is escaped, as JSON allows it. */
export function fetchedAsJson({ bottle: { nginx, tls }, ...rest }: Fetched): string {
  const text = JSON.stringify({ schema: 'stackengine/cert-fetch@1', nginx, tls, ...rest }, undefined, 2);
  return `${text.replace(/[^\n\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** Every peer, whether its anchor may be trusted, and what was not asked. */
export function fetchedAsText(
  peers: readonly FetchedPeer[],
  skipped: readonly Skipped[],
  pinned: PinResult | undefined,
  quiet: boolean,
): string {
  const options = { colour: wantsColour(), width: columns(), now: new Date().toISOString() };
  const parts = peers.map((peer) => renderFetchedPeer(peer, options));
  const anchored = peers.some(({ anchor }) => anchor.certificate !== null);
  if (pinned?.matches === true) parts.push('--pin is the fingerprint of the anchor.\n');
  else if (anchored && !quiet) parts.push(firstUse);
  if (skipped.length > 0) parts.push(skippedText(skipped));
  return parts.join('\n');
}

const firstUse = `This would be trust on first use: whoever stands between here and a server can
show a chain of their own, and nothing above tells the two apart. Get the SHA-256
fingerprint of the anchor from its owner by another way, compare it, and give it:
  stackengine cert fetch HOST:PORT --out FILE --pin SHA256
`;

const skippedText = (skipped: readonly Skipped[]) =>
  `not asked:\n${skipped.map(({ hop, target, why }) => `  ${visible(hop)} ${visible(target)}: ${visible(why)}\n`).join('')}`;
