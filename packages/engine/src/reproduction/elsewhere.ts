import { type Statement, walk } from '@stackengine/nginx-config';
import { enclosingBlocks } from '../hops/blocks.js';
import type { Hop } from '../hops/hop.js';
import { isAddressLiteral, verifiedName } from '../hops/index.js';
import { oncePer } from '../tables.js';
import { castName, serverCertificate } from '../worlds/cast.js';
import type { Certificate, Request, Upstream } from '../worlds/world.js';
import { faultlessFor } from './kinds.js';
import { requestTo } from './request.js';
import type { Place, Scene } from './scene.js';
import { type Prepared, prepare } from './stand-ins/prepare.js';

/** What is in place once the trusted file is the right one. */
export const goodBundle: readonly string[] = ['good root'];

/** A location other than the failing one, and a request that it takes. */
export interface Elsewhere {
  /** `location /old/`. */
  readonly name: string;
  readonly request: Request;
}

const most = 25;

/** Locations of http beside that of the hop; in a crowd the first ones. */
export function elsewhere({ hop, prepared }: Place): readonly Elsewhere[] {
  const found: Elsewhere[] = [];
  const own = new Set<Statement>(hop.enclosing);
  for (const statement of walk(prepared.configuration)) {
    if (found.length >= most) break;
    if (statement.name !== 'location' || own.has(statement)) continue;
    const server = enclosingBlocks(statement).find(({ name }) => name === 'server');
    const request = server === undefined ? undefined : requestTo(statement, server);
    if (request !== undefined) found.push({ name: `location ${statement.args.join(' ')}`, request });
  }
  return found;
}

const leafOf = (index: number): string => `elsewhere ${index}`;

/** Everybody else's upstreams, with nothing wrong: under a root that all trust, by the name that is checked there. */
export function upstreamsElsewhere({ hop, prepared, network, addresses }: Place): readonly Upstream[] {
  const upstreams = new Map<string, Upstream>();
  for (const [index, other] of prepared.hops.entries()) {
    if (other === hop) continue;
    for (const address of network.addressesOf(other)) {
      if (addresses.includes(address) || upstreams.has(address)) continue;
      upstreams.set(address, { address, behaviour: faultlessFor([leafOf(index)], other.protocol, other.tls.enabled) });
    }
  }
  return [...upstreams.values()];
}

/** The certificates of those upstreams. */
export function certificatesElsewhere({ hops }: Prepared): Readonly<Record<string, Certificate>> {
  return Object.fromEntries(
    hops.map((hop, index) => {
      const dns = [nameFor(hop)];
      return [leafOf(index), serverCertificate(dns[0] ?? castName, 'good root', { dns })];
    }),
  );
}

/** The same scene with everybody else's upstreams up: what a request meets before or after this hop. */
export const answering = oncePer((scene: Scene): Scene => {
  const { configuration, leftOut, trust, others } = scene;
  if (others !== undefined) return scene;
  const own = certificatesElsewhere(prepare(configuration, { subrequests: true, forgetFailures: true, leftOut }));
  const good = Object.entries(trust.certificates).filter(([id]) => goodBundle.includes(id));
  return { ...scene, others: { ...Object.fromEntries(good), ...own } };
});

/** The same scene with everybody else's upstreams down, so that what is kept for that case takes the request. */
export const alone = (scene: Scene): Scene => (scene.others === undefined ? scene : { ...scene, others: undefined });

function nameFor(hop: Hop): string {
  const [name] = verifiedName(hop).names;
  return name !== undefined && /^[a-z0-9][\w.-]*$/i.test(name) && !isAddressLiteral(name) ? name : castName;
}
