import type { LoggedUpstream } from './event.js';

/** Takes the `upstream:` field apart: `https://[::1]:8443/x`, `grpcs://h:1`, `https://unix:/path:/uri`, `10.0.0.1:443`, a group's name. */
export function readLoggedUpstream(field: string): LoggedUpstream {
  const text = withoutLink(field).trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  const rest = scheme === null ? text : text.slice(scheme[0].length);
  return { text, scheme: scheme?.[1]?.toLowerCase().replace('hxxp', 'http'), ...readAuthority(rest) };
}

function readAuthority(rest: string): Pick<LoggedUpstream, 'host' | 'port' | 'uri'> {
  if (rest.startsWith('unix:')) {
    const colon = rest.indexOf(':', 5);
    if (colon === -1) return { host: rest, port: undefined, uri: undefined };
    return { host: rest.slice(0, colon), port: undefined, uri: rest.slice(colon + 1) || undefined };
  }
  const slash = rest.search(/(?<!<)[/?]/);
  const authority = slash === -1 ? rest : rest.slice(0, slash);
  const uri = slash === -1 ? undefined : rest.slice(slash);
  const literal = /^\[([^\]]*)\](?::(\d+))?/.exec(authority);
  if (literal !== null) return { host: literal[1] ?? '', port: portOf(literal[2]), uri };
  const colon = authority.lastIndexOf(':');
  const port = colon === -1 ? undefined : portOf(authority.slice(colon + 1));
  return { host: port === undefined ? authority.replace(/:$/, '') : authority.slice(0, colon), port, uri };
}

function portOf(digits: string | undefined): number | undefined {
  return digits !== undefined && /^\d{1,5}$/.test(digits) ? Number(digits) : undefined;
}

/** A wiki or an editor turned the address into a link: `[https://a/](https://a/)`, `<https://a/>`. */
function withoutLink(text: string): string {
  if (text.startsWith('<') && /^<[a-z]+:\/\/[^<>]*>$/i.test(text)) return text.slice(1, -1);
  if (!text.includes('](')) return text;
  return text.replace(/\[([^[\]]*(?:\[[^\]]*\][^[\]]*)?)\]\([^)]*\)/g, '$1');
}
