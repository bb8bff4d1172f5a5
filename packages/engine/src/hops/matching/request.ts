import { type Configuration, type Statement, walk } from '@stackengine/nginx-config';
import type { LogEvent } from '../../logs/event.js';
import { oncePer } from '../../tables.js';
import { directivesIn, locationOf, serverOf } from '../blocks.js';
import type { Hop } from '../hop.js';
import { isNamed, literalPrefix, locationsFor } from '../locations.js';
import { against, type Observation, supports } from './observation.js';

/** Which locations can serve one request, by the block whose locations compete. Asked once per server, not once per hop. */
export type Router = (outermost: Statement) => readonly Statement[];

/** The request's target as it was sent, or the URI of the subrequest that failed. */
export function targetOf(event: LogEvent): string | undefined {
  if (event.subrequest !== undefined) return event.subrequest;
  return /^[A-Z]+\s+(\S+)/.exec(event.request ?? '')?.[1];
}

export function routerFor(target: string, configuration: Configuration | undefined): Router {
  const routes = new Map<Statement | undefined, readonly Statement[]>();
  return (outermost) => {
    const block = outermost.parent;
    const known = block === undefined ? undefined : routes.get(block);
    if (known !== undefined) return known;
    const siblings = block?.children ?? configuration?.statements ?? [outermost];
    const found = locationsFor(target, siblings);
    if (block !== undefined) routes.set(block, found);
    return found;
  };
}

/** False where the location around the hop does not serve the request: then `observeLocation` speaks against it. */
export function mayServe(hop: Hop, target: string | undefined, route: Router): boolean {
  const location = locationOf(hop);
  if (location === undefined || target === undefined) return true;
  const outermost = hop.enclosing.findLast(({ name }) => name === 'location') ?? location;
  return route(outermost).includes(location) || isReachedInside(location);
}

/** Compares the request with the location around the hop. */
export function observeLocation(hop: Hop, target: string | undefined, route: Router): Observation | undefined {
  const location = locationOf(hop);
  if (location === undefined || target === undefined || isReachedInside(location)) return undefined;
  const outermost = hop.enclosing.filter(({ name }) => name === 'location').at(-1) ?? location;
  const possible = route(outermost);
  const shown = `location ${location.args.join(' ')}`;
  if (possible.includes(location))
    return possible.length === 1 ? supports(`${target} is served by ${shown}`) : undefined;
  const server = serverOf(hop);
  const weight = server !== undefined && redirectsInside(server) ? 1 : 2;
  return against(weight, `${target} is not served by ${shown}, unless it is rewritten`);
}

const isReachedInside = (location: Statement) => isNamed(location) || directivesIn(location, 'internal').length > 0;

const redirections = new Set(['rewrite', 'error_page', 'try_files', 'auth_request', 'mirror', 'index']);

const redirectsInside = oncePer((server: Statement): boolean => {
  for (const { name } of walk(server.children)) if (redirections.has(name)) return true;
  return false;
});

/** `limit_except GET` takes the requests of all other methods; GET stands for HEAD as well. */
export function observeMethod(event: LogEvent, hop: Hop): Observation | undefined {
  const method = /^[A-Z]+(?=\s)/.exec(event.request ?? '')?.[0];
  if (method === undefined || event.subrequest !== undefined) return undefined;
  const allowed = (block: Statement) => {
    const methods = block.args.map((word) => word.toUpperCase());
    return methods.includes(method) || (method === 'HEAD' && methods.includes('GET'));
  };
  const inside = hop.enclosing.find(({ name }) => name === 'limit_except');
  if (inside !== undefined) return allowed(inside) ? against(2, `${method} does not enter limit_except`) : undefined;
  const location = locationOf(hop);
  const beside = location === undefined ? undefined : directivesIn(location, 'limit_except')[0];
  if (beside === undefined || allowed(beside) || directivesIn(beside, hop.pass.name).length === 0) return undefined;
  return against(2, `${method} goes to limit_except`);
}

/** Compares the URI that went upstream with what the pass makes of the request (ngx_http_proxy_create_request). */
export function observeUri(event: LogEvent, hop: Hop, target: string | undefined): Observation | undefined {
  const logged = event.upstream?.uri;
  if (hop.protocol !== 'proxy' || logged === undefined) return undefined;
  const location = locationOf(hop);
  const [destination, ...others] = hop.target.destinations;
  if (location === undefined || destination === undefined || others.length > 0 || hop.target.variables.length > 0)
    return undefined;
  if (directivesIn(location, 'rewrite').length > 0) return undefined;
  const expected = expectedUri(hop, location, destination.uri, target);
  if (expected === undefined) return undefined;
  return expected === logged
    ? supports(`it turns the request into ${logged}`)
    : against(1, `it would turn the request into ${expected}`);
}

function expectedUri(
  hop: Hop,
  location: Statement,
  uri: string | undefined,
  target: string | undefined,
): string | undefined {
  if (uri === undefined) return target;
  // With a variable in the pass, its URI goes upstream as it is.
  if (hop.target.text.includes('$')) return uri;
  const prefix = literalPrefix(location);
  return prefix === undefined || target === undefined || !target.startsWith(prefix)
    ? undefined
    : uri + target.slice(prefix.length);
}
