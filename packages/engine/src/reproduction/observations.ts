import type { Case } from '../causes/cause.js';
import { address, decides, fileWord, serverName } from '../causes/evidence/commands.js';
import type { Protocol } from '../worlds/world.js';

/** Something that a person can look at from nginx's host: a handshake of `openssl s_client`. */
export interface Observation {
  readonly id: string;
  readonly serverName: boolean;
  readonly protocol: Protocol | undefined;
  readonly clientCertificate: boolean;
}

const plain = { protocol: undefined, clientCertificate: false };

/** From the cheapest on: of two that split alike, the first is asked for. */
export const observations: readonly Observation[] = [
  { ...plain, id: 'named', serverName: true },
  { ...plain, id: 'unnamed', serverName: false },
  { ...plain, id: 'tls12', serverName: true, protocol: 'TLSv1.2' },
  { ...plain, id: 'tls13', serverName: true, protocol: 'TLSv1.3' },
  { ...plain, id: 'client', serverName: true, clientCertificate: true },
];

const flags: Readonly<Partial<Record<Protocol, string>>> = { 'TLSv1.2': ' -tls1_2', 'TLSv1.3': ' -tls1_3' };

/** The command that makes an observation. */
export function commandFor({ serverName: named, protocol, clientCertificate }: Observation, given: Case): string {
  const name = named ? `-servername ${serverName(given)}` : '-noservername';
  const { hop } = given;
  const client = clientCertificate
    ? ` -cert ${fileWord(hop?.tls.certificate.value, 'CLIENT.pem')} -key ${fileWord(hop?.tls.certificateKey.value, 'CLIENT.key')}`
    : '';
  const version = protocol === undefined ? '' : (flags[protocol] ?? '');
  return `openssl s_client -connect ${address(given)} ${name}${version}${client} </dev/null`;
}

/** What each answer would mean, with the command. */
export function decision(
  observation: Observation,
  given: Case,
  answers: ReadonlyMap<string, readonly string[]>,
): string {
  const meanings = [...answers].map(([answer, causes]) => `${answer} means ${causes.join(' or ')}`);
  return decides(meanings.join('; '), commandFor(observation, given));
}

const configured = (address: string, name: string, { serverName: named, protocol, clientCertificate }: Observation) =>
  [
    `proxy_pass https://${address};`,
    ...(named ? ['proxy_ssl_server_name on;', `proxy_ssl_name "${name}";`] : []),
    `proxy_ssl_protocols ${protocol ?? 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3'};`,
    'proxy_ssl_session_reuse off;',
    ...(clientCertificate ? ['proxy_ssl_certificate client.pem;', 'proxy_ssl_certificate_key client.key;'] : []),
  ].join(' ');

export const observer = '127.0.0.1:8080';

/** A configuration with one location for each observation, by its id. */
export function observatory(address: string, name: string): string {
  const locations = observations.map((one) => `    location = /${one.id} { ${configured(address, name, one)} }`);
  return `error_log /var/log/nginx/error.log info;
events {}
http {
  access_log /var/log/nginx/access.log;
  server {
    listen ${observer};
${locations.join('\n')}
  }
}
`;
}
