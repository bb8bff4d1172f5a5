import { attackers, type Behaviour, type Cause, type CauseWorld, castName, faultless } from '@stackengine/engine';
import { get } from '../layouts/hop.js';
import { applicationOf, type LayoutId, layouts } from '../layouts/index.js';
import type { Files } from '../protocol.js';
import type { Scenario } from './scenario.js';

const protocolOf = (layout: LayoutId) =>
  layout === 'grpc' || layout === 'uwsgi' || layout === 'stream' ? layout : 'proxy';

const inNginx = (files: CauseWorld['files'] = {}): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`/etc/nginx/${path}`, content]));

/** The behaviour with the application that the layout's protocol needs. */
function speaking(behaviour: Behaviour, layout: LayoutId): Behaviour {
  const application = applicationOf(layout);
  if ((behaviour.type !== 'tls' && behaviour.type !== 'plain') || behaviour.application !== 'http1') return behaviour;
  if (behaviour.type === 'tls' && behaviour.alpn?.includes('http/1.1')) return behaviour;
  return { ...behaviour, application };
}

/** Whether a cause's world is one in that layout: not every fault exists everywhere. */
export function fits(world: CauseWorld, layout: LayoutId): boolean {
  const protocol = protocolOf(layout);
  if (world.protocols !== undefined && !world.protocols.includes(protocol)) return false;
  if (world.unresolved === true) return layout === 'variable';
  if (world.neighbour !== undefined) return layout === 'address' || layout === 'group';
  if (world.plain === true && protocol !== 'proxy') return false;
  // These reach the upstream by its own name, which is then the right default.
  const byOwnName = layout === 'name' || layout === 'variable';
  const { verify, name } = world.settings;
  if (byOwnName && name === undefined && verify === 'on' && world.upstream === faultless) return false;
  // The location inside inherits the fault, and whether it ever worked is not known.
  if (layout === 'around' && world.refused === true) return false;
  // Nobody could say which of two peers a reload meets first.
  return layout !== 'variable' || world.refused !== true;
}

/** One world of a cause in one layout. */
export function scenarioOf(cause: Cause, world: CauseWorld, layoutId: LayoutId): Scenario {
  const layout = layouts[layoutId]({
    settings: world.settings,
    addresses: ['10.0.1.45:8443', '10.0.1.46:8443'],
    name: castName,
    tls: world.plain !== true,
    ...(world.neighbour === undefined ? {} : { neighbour: world.neighbour }),
  });
  const behaviour = speaking(world.upstream, layoutId);
  const chain = world.needsChain && world.upstream.type === 'tls' ? world.upstream.chain : undefined;
  return {
    id: `${cause.id}/${world.id} in ${layoutId}`,
    cause: cause.id,
    world: {
      files: { ...layout.files, '/etc/nginx/tls/ca.pem': { certificates: ['root'] }, ...inNginx(world.files) },
      certificates: { ...layout.certificates, ...world.certificates },
      names: world.unresolved === true ? {} : layout.names,
      upstreams: [...layout.addresses.map((address) => ({ address, behaviour })), ...layout.upstreams],
      steps: [],
    },
    request: layout.request,
    addresses: layout.addresses,
    // Once for each peer, so that every one has a session to give.
    before: world.neighbour === undefined ? [] : layout.addresses.map(() => get('/neighbour/')),
    healthy: layout.healthy,
    answers: { name: castName, 'ca-path': 'tls/ca.pem', ...world.answers },
    chain,
    ...(cause.stage === 'verify' && world.upstream.type === 'tls' && world.refused !== true
      ? { presented: world.upstream.chain }
      : {}),
    refused: world.refused === true,
    repaired: speaking(world.repaired ?? world.upstream, layoutId),
    repairedFiles: inNginx(world.repairedFiles),
    curable: world.unresolved !== true,
    attackers: Object.fromEntries(
      Object.entries(attackers).map(([name, presented]) => [
        name,
        speaking({ ...faultless, chain: presented }, layoutId),
      ]),
    ),
  };
}

/** Every cause's worlds, each by address and in `others` more layouts, taken in turn so that all of them occur. */
export function scenariosOf(causes: readonly Cause[], others = 2): readonly Scenario[] {
  const rest = (Object.keys(layouts) as LayoutId[]).filter((id) => id !== 'address');
  let turn = 0;
  return causes.flatMap((cause) =>
    cause.worlds.flatMap((world) => {
      const chosen: LayoutId[] = fits(world, 'address') ? ['address'] : [];
      for (let tried = 0; tried < rest.length && chosen.length <= others; tried += 1) {
        const next = rest[turn++ % rest.length];
        if (next !== undefined && fits(world, next)) chosen.push(next);
      }
      return chosen.map((layout) => scenarioOf(cause, world, layout));
    }),
  );
}
