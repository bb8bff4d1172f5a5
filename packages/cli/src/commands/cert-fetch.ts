import type { Bottle } from '@stackengine/nginx-wasm';
import { readGivenConfiguration } from '../evidence/configuration.js';
import { askPeer } from '../fetching/ask.js';
import { codeOf, type Decided, decide } from '../fetching/decide.js';
import { placesIn, type Skipped, withAddresses } from '../fetching/hops.js';
import { type Place, placeNamed } from '../fetching/place.js';
import { fetchedAsJson, fetchedAsText } from '../fetching/print.js';
import { saveCaptures } from '../fetching/save.js';
import { several } from '../fetching/several.js';
import { canAsk, comparePin, confirmed, pinIn } from '../fetching/trust.js';
import { print, tell } from '../output.js';
import { bottleFor } from '../playing/bottles.js';
import { Refusal } from '../refusal.js';
import { refuseOverwriting, writeNewFile } from '../writing/new-file.js';

export interface CertFetchOptions {
  readonly servername?: string;
  readonly starttls: string;
  readonly proxyProtocol?: boolean;
  readonly out?: string;
  readonly pin?: string;
  readonly aia?: boolean;
  readonly from?: string;
  readonly save?: string;
  readonly force?: boolean;
  readonly timeout: string;
  readonly nginx?: string;
  readonly quiet?: boolean;
  readonly format: 'text' | 'json';
}

/** Handshakes at a time. Each keeps an instance of nginx, of some MB, until it has ended. */
const mostAtOnce = 16;

/**
 * Shows what servers present to nginx and what may be trusted of it. 0 done; 1 a handshake failed, or the pin is another's; 2 not
 * reached; 3 nobody vouched for the anchor, and it was not written.
 */
export async function certFetchCommand(named: string | undefined, options: CertFetchOptions): Promise<number> {
  const timeout = checked(named, options);
  const pin = options.pin === undefined ? undefined : pinIn(options.pin);
  const bottle = wantedBottle(options.nginx);
  const { places, skipped } = await placesAsked(named, options, bottle);
  const asking = { bottle, timeout, aia: options.aia === true };
  const peers = await several(places, mostAtOnce, (place) => askPeer(place, asking));
  const saved = options.save === undefined ? [] : saveCaptures(options.save, peers, options.force === true);

  const [only] = named === undefined ? [] : peers;
  const pinned = pin === undefined || only === undefined ? undefined : comparePin(pin, only);
  const decided = only === undefined ? { code: codeOf(peers) } : decide(only, pinned, options.out);
  if (options.format === 'json') {
    writeAnchor(decided, options);
    const written = decided.write?.path ?? null;
    const compared = pin === undefined ? null : { given: pin, matches: pinned?.matches === true };
    print(fetchedAsJson({ bottle, peers, skipped, pin: compared, written, saved }));
    return said(decided);
  }
  print(fetchedAsText(peers, skipped, pinned, options.quiet === true));
  for (const path of saved) tell(`saved ${path}`);
  const { offer } = decided;
  const agreed = offer !== undefined && canAsk() && (await confirmed(offer.path, offer.sha256));
  const final: Decided = agreed ? { code: 0, write: offer } : decided;
  writeAnchor(final, options);
  if (final.write !== undefined) tell(`wrote ${final.write.path}`);
  return said(final);
}

function writeAnchor({ write }: Decided, { force }: CertFetchOptions): void {
  if (write !== undefined) writeNewFile(write.path, write.pem, force === true, 0o644);
}

function said({ code, say }: Decided): number {
  if (say !== undefined) tell(say);
  return code;
}

/** Milliseconds for each handshake; everything that can be refused before anybody is asked is. */
function checked(named: string | undefined, options: CertFetchOptions): number {
  const { starttls, from, out, pin, servername, proxyProtocol, timeout, force } = options;
  if ((named === undefined) === (from === undefined))
    throw new Refusal('name one server, HOST:PORT, or a configuration, --from FILE or DIRECTORY');
  if (starttls.toLowerCase() !== 'no')
    throw new Refusal(
      `--starttls ${starttls}: nginx speaks TLS to its upstreams from the first byte, so a server that wants STARTTLS can't be one; openssl s_client -starttls ${starttls} shows its chain`,
    );
  const single = Object.entries({ out, pin, servername, 'proxy-protocol': proxyProtocol });
  const unfit = single.find(([, value]) => value !== undefined);
  if (from !== undefined && unfit !== undefined)
    throw new Refusal(`--${unfit[0]} is for one server; with --from the configuration says all, and --save keeps it`);
  if (out !== undefined) refuseOverwriting(out, force === true);
  const seconds = Number(timeout);
  if (!(seconds > 0 && seconds <= 600)) throw new Refusal(`--timeout ${timeout}: give seconds, up to 600`);
  return seconds * 1000;
}

function wantedBottle(version: string | undefined): Bottle {
  const bottle = bottleFor(version);
  if (bottle !== undefined) return bottle;
  throw new Refusal(
    'nginx is not built for WebAssembly here (in a checkout, npm start builds it), and its TLS client is what shakes hands',
  );
}

interface Asked {
  readonly places: readonly Place[];
  readonly skipped: readonly Skipped[];
}

async function placesAsked(named: string | undefined, options: CertFetchOptions, { nginx }: Bottle): Promise<Asked> {
  if (named !== undefined)
    return { places: [placeNamed(named, options.servername, options.proxyProtocol === true)], skipped: [] };
  const given = readGivenConfiguration(options.from === undefined ? [] : [options.from]);
  const { places, skipped } = given === undefined ? { places: [], skipped: [] } : placesIn(given.configuration, nginx);
  if (places.length + skipped.length === 0)
    throw new Refusal(`${options.from}: no place of this configuration passes traffic on by TLS`);
  return { places: (await Promise.all(places.map(withAddresses))).flat(), skipped };
}
