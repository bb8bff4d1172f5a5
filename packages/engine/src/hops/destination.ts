import type { Statement } from '@stackengine/nginx-config';
import type { Destination, HopProtocol } from './hop.js';

/** Port that nginx takes where the URL has none: only `proxy_pass` to `http` and `https` has one. */
const defaultPorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

/** Schemes by module; a `uwsgi_pass` or `grpc_pass` without one is plain. */
const schemes: Readonly<Record<HopProtocol, readonly string[]>> = {
  proxy: ['http', 'https'],
  grpc: ['grpc', 'grpcs'],
  uwsgi: ['uwsgi', 'suwsgi'],
  stream: [],
};

/** Finds the `upstream` block of a name. */
export interface Groups {
  readonly named: (name: string) => Statement | undefined;
  /** Whether there may be blocks that were not given. */
  readonly incomplete: boolean;
}

/**
 * Takes a pass target apart as nginx does (ngx_parse_url with the module's default port). Variables that are still in
 * `text` leave undefined what they decide.
 */
export function destinationOf(text: string, protocol: HopProtocol, groups: Groups): Destination {
  const { scheme, rest } = withoutScheme(text, protocol);
  if (/^unix:/i.test(rest)) return unixDestination(scheme, rest.slice(5), protocol);
  const { authority, uri } = splitAuthority(rest);
  const { host, port } = splitPort(authority);
  const portGiven = port !== undefined;
  if (host === undefined || host === '')
    return {
      scheme,
      host: undefined,
      port: numberOf(port),
      portGiven,
      unix: undefined,
      uri,
      group: undefined,
      unseenGroup: true,
    };
  const group = portGiven ? undefined : groups.named(host);
  const unseenGroup = !portGiven && group === undefined && groups.incomplete && !/^[\d.]+$|:/.test(host);
  const defaultPort = group === undefined && scheme !== undefined ? defaultPorts.get(scheme) : undefined;
  return {
    scheme,
    host,
    port: portGiven ? numberOf(port) : defaultPort,
    portGiven,
    unix: undefined,
    uri,
    group,
    unseenGroup,
  };
}

function withoutScheme(text: string, protocol: HopProtocol): { scheme: string | undefined; rest: string } {
  if (protocol === 'stream') return { scheme: undefined, rest: text };
  const known = schemes[protocol];
  const at = text.indexOf('://');
  if (at >= 0) {
    const scheme = text.slice(0, at).toLowerCase();
    return { scheme: known.includes(scheme) ? scheme : undefined, rest: text.slice(at + 3) };
  }
  if (text.startsWith('$')) return { scheme: undefined, rest: text };
  return { scheme: protocol === 'proxy' ? undefined : known[0], rest: text };
}

function unixDestination(scheme: string | undefined, rest: string, protocol: HopProtocol): Destination {
  const colon = protocol === 'proxy' ? rest.indexOf(':') : -1;
  const path = colon < 0 ? rest : rest.slice(0, colon);
  return {
    scheme,
    // nginx keeps the path as the host, and checks a certificate against it (measured).
    host: path,
    port: undefined,
    portGiven: false,
    unix: path,
    uri: colon < 0 || rest.length === colon + 1 ? undefined : rest.slice(colon + 1),
    group: undefined,
    unseenGroup: false,
  };
}

/** Variables that can only begin a path here: captures of a location, and those that begin with `/`. */
const pathVariable = /\$\{?(?:request_uri|uri|document_uri|is_args|[0-9])\b/;

function splitAuthority(rest: string): { authority: string; uri: string | undefined } {
  const bracket = rest.startsWith('[') ? Math.max(rest.indexOf(']'), 0) : 0;
  const after = rest.slice(bracket);
  const variable = after.search(pathVariable);
  const slash = after.search(/[/?]/);
  const ends = [slash, variable > 0 ? variable : -1].filter((end) => end >= 0);
  if (ends.length === 0) return { authority: rest, uri: undefined };
  const end = bracket + Math.min(...ends);
  return { authority: rest.slice(0, end), uri: rest.slice(end) };
}

function splitPort(authority: string): { host: string | undefined; port: string | undefined } {
  const bracket = authority.startsWith('[') ? authority.indexOf(']') : -1;
  const colon = authority.indexOf(':', Math.max(bracket, 0));
  const name = colon < 0 ? authority : authority.slice(0, colon);
  const port = colon < 0 ? undefined : authority.slice(colon + 1);
  const host = name.includes('$') ? undefined : bracket < 0 ? name : name.slice(1, bracket);
  return { host, port };
}

function numberOf(port: string | undefined): number | undefined {
  return port !== undefined && /^\d{1,5}$/.test(port) ? Number(port) : undefined;
}
