import type { Strength } from '../literals/harmless.js';
import { senseOf } from '../names/sense.js';
import { strengthOf } from './value.js';

/** What a client sends, and so may have to know; other variables are compared with what is known. */
export function comparedStrength(variable: string): Strength | undefined {
  const header = /^(?:http|sent_http|upstream_http)_(.+)$/.exec(variable)?.[1];
  if (header !== undefined) {
    if (/^(?:authorization|cookie)$/.test(header)) return 'secret';
    // http_x_secret_request_header is a secret in a header, not a header about a secret.
    return strengthOf(
      senseOf(header.replace(/(?:_(?:request|response))?_(?:header|hdr)$/, '').replaceAll('_', '-')),
      'suspect',
    );
  }
  const sent = /^(?:cookie|arg)_(.+)$/.exec(variable)?.[1];
  // Whatever its name: a page or a language is no drawn value.
  if (sent !== undefined) return strengthOf(senseOf(sent), 'suspect') ?? 'unknown';
  if (
    /^(?:remote_user|ssl_client_s_dn|remote_addr|binary_remote_addr|uri|request_uri|request_method|scheme|args|query_string|ssl_protocol|ssl_cipher|status|upstream_status|document_uri|server_port|http2|request|http_user_agent|sent_http_content_type|geoip_\w+|limit_rate|is_args|https)$/.test(
      variable,
    )
  ) {
    return variable === 'args' || variable === 'query_string' ? 'unknown' : undefined;
  }
  return strengthOf(senseOf(variable), 'unknown');
}

/** Variables that hold the name of a host. */
export const isHostVariable = (variable: string): boolean =>
  /^(?:host|http_host|server_name|ssl_server_name|ssl_preread_server_name|http_x_forwarded_host|hostname|proxy_host|http_origin|http_referer)$/.test(
    variable,
  );
