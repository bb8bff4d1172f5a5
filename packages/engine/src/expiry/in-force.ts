import { type Configuration, type Statement, walk } from '@stackengine/nginx-config';
import { findHops } from '../hops/find.js';
import type { Setting } from '../hops/hop.js';
import { settingAt } from '../hops/settings.js';

const listener = [
  'ssl_certificate',
  'ssl_client_certificate',
  'ssl_trusted_certificate',
  'ssl_crl',
  'ssl_stapling_file',
];
const hop = /^(?:proxy|grpc|uwsgi)_ssl_(?:certificate|trusted_certificate|crl)$/;

/**
 * Tells whether a line of a whole configuration is one from which a server or a hop takes its setting: others are overridden
 * everywhere below, or stand where nothing speaks TLS. Of modules that are not looked into, every line is in force.
 */
export function effectiveStatements(configuration: Configuration): (statement: Statement) => boolean {
  const effective = new Set<Statement>();
  const add = ({ origin }: Setting) => {
    if (origin.from === 'own' || origin.from === 'inherited') for (const each of origin.statements) effective.add(each);
  };
  for (const { tls } of findHops(configuration)) {
    if (tls.enabled !== 'no') for (const setting of [tls.trustedCertificate, tls.crl, tls.certificate]) add(setting);
  }
  for (const block of walk(configuration)) {
    if (block.name === 'server' && block.context !== 'upstream' && block.context !== 'stream upstream')
      for (const name of listener) add(settingAt(block, name, configuration));
  }
  return (statement) => {
    const known = hop.test(statement.name) || (listener.includes(statement.name) && inServerOrAround(statement));
    return !known || effective.has(statement);
  };
}

const inServerOrAround = ({ context }: Statement) =>
  /^(?:http|stream|mail|server|(?:stream|mail) server)$/.test(context);
