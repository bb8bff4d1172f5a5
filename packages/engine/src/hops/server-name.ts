import { isAddressLiteral } from './address.js';
import type { Hop, Setting } from './hop.js';
import { variablesIn } from './variables.js';

/** The name that is checked, as far as the configuration decides it. */
export interface VerifiedName {
  /** Undefined where an open variable decides, or where it can be one of several. */
  readonly name: string | undefined;
  /** All that it can be, without open variables. */
  readonly names: readonly string[];
  /** Variables that stay open, without `$`: a client chooses `host` and `http_host`. */
  readonly variables: readonly string[];
  readonly because: Setting;
}

/**
 * The name that nginx looks for in the upstream's certificate, and sends as SNI: `*_ssl_name`, by default the host of
 * the target (the group's name; the path of a unix socket). All from the first colon on is cut off, so that a URL
 * becomes `https` and an IPv6 address without brackets its first group (ngx_http_upstream_ssl_name; measured on 1.22.1).
 */
export function verifiedName(hop: Hop): VerifiedName {
  const because = hop.tls.name;
  const isDefault = because.origin.from === 'default' || because.origin.from === 'unknown';
  const variables = new Set<string>();
  const names = new Set<string>();
  for (const value of hop.tls.nameValues) {
    const name = withoutPort(value);
    const open = variablesIn(name);
    if (open.length === 0) names.add(name);
    for (const variable of open) variables.add(variable);
  }
  if (isDefault && variables.delete('proxy_host')) for (const variable of hop.target.variables) variables.add(variable);
  const [only] = names;
  const open = [...variables];
  return {
    name: names.size === 1 && open.length === 0 ? only : undefined,
    names: [...names],
    variables: open,
    because,
  };
}

function withoutPort(name: string): string {
  const bracket = name.startsWith('[') ? Math.max(name.indexOf(']'), 0) : 0;
  const colon = name.indexOf(':', bracket);
  return colon < 0 ? name : name.slice(0, colon);
}

/** Whether a server name is sent, which, and what decides it. */
export interface ServerNameIndication {
  readonly sent: 'yes' | 'no' | 'unknown';
  /** Undefined where none is sent, or where an open variable decides. */
  readonly name: string | undefined;
  readonly because: Setting;
}

/**
 * The server name that nginx sends to the upstream. None unless `*_ssl_server_name` is on, and never an address literal
 * (RFC 6066, section 3) or an empty name. `because` is the setting that decides.
 */
export function serverNameIndication(hop: Hop): ServerNameIndication {
  const { serverName } = hop.tls;
  if (serverName.value !== 'on') {
    const sent = hop.tls.enabled !== 'no' && serverName.origin.from === 'unknown' ? 'unknown' : 'no';
    return { sent, name: undefined, because: serverName };
  }
  if (hop.tls.enabled === 'no') return { sent: 'no', name: undefined, because: serverName };
  const { name, names, variables, because } = verifiedName(hop);
  if (name !== undefined)
    return neverSent(name) ? { sent: 'no', name: undefined, because } : { sent: 'yes', name, because: serverName };
  const decided = variables.length === 0 && names.length > 0;
  if (decided && names.every(neverSent)) return { sent: 'no', name: undefined, because };
  const sent = decided && !names.some(neverSent) ? 'yes' : 'unknown';
  return { sent, name: undefined, because };
}

function neverSent(name: string): boolean {
  return name === '' || name.startsWith('[') || isAddressLiteral(name);
}
