import { type Directive, directiveInfo } from '@stackengine/nginx-config';
import { judgeHeader } from './header.js';
import type { Inside } from './nginx-values.js';
import { carriesSettings, judgePhpSettings } from './php-settings.js';
import { judgeServerName } from './server-name.js';
import type { Target } from './value.js';

export const toUpstream =
  /^(?:proxy_set_header|grpc_set_header|fastcgi_param|uwsgi_param|scgi_param|more_set_input_headers|proxy_set_query|js_header|auth_request_set|upstream_header|auth_http_header)$/;
export const toClient = /^(?:add_header|add_trailer|more_set_headers)$/;

/** What a directive sends: `proxy_set_header X-Ring "…"`, `add_header`, `fastcgi_param`, `more_set_headers 'X-Ring: …'`. */
export function judgeSent(target: Target, node: Directive, directive: string, args: readonly Inside[]): void {
  const [first] = args;
  if (first === undefined) return;
  const otherwise = toUpstream.test(directive) ? 'suspect' : 'unknown';
  const rule = `nginx/${toUpstream.test(directive) ? 'set-header' : 'add-header'}`;
  if (directive.startsWith('more_')) {
    for (const arg of args) {
      const colon = arg.raw.indexOf(':');
      if (colon > 0)
        judgeHeader(
          target,
          arg.raw.slice(0, colon).trim(),
          skipBlanks(target.text, arg.start + colon + 1),
          arg.end,
          otherwise,
          rule,
        );
    }
    return;
  }
  const [, second, ...rest] = args;
  if (second === undefined) return;
  const name = first.raw.replace(/^HTTP_/, '').replaceAll('_', '-');
  // Unquoted blanks end an argument; a paste may lack the quotes.
  // Without its semicolon a directive goes on with the next ones.
  const next = rest.findIndex(
    ({ raw, start }, index) =>
      directiveInfo(raw) !== undefined && target.text.slice((rest[index - 1] ?? second).end, start).includes('\n'),
  );
  const last =
    (next === -1 ? rest : rest.slice(0, next)).findLast(({ raw }) => raw !== 'always' && raw !== 'if_not_empty') ??
    second;
  if (carriesSettings(first.raw, second.raw)) {
    judgePhpSettings(target, second.start, second.raw);
    return;
  }
  judgeHeader(target, node.name.value.endsWith('_param') ? name : first.raw, second.start, last.end, otherwise, rule);
  if (/^(?:host|x-forwarded-host|x-forwarded-server|server-name|http-host|origin)$/i.test(name))
    judgeServerName(target, second);
  else if (/^access-control-allow-origin$/i.test(name) && !second.raw.includes('://')) judgeServerName(target, second);
}

function skipBlanks(text: string, at: number): number {
  let from = at;
  while (text[from] === ' ' || text[from] === '\t') from++;
  return from;
}
