import {
  type Certificate,
  castName,
  type DiagnosedIncident,
  type DiagnosisInput,
  diagnoseByPlaying,
  readCertificates,
  readErrorLog,
} from '@stackengine/engine';
import { memorySource, readConfiguration } from '@stackengine/nginx-config';
import { bottleOf } from '../differential/modules.js';

const bottle = bottleOf('1.26.3');
const main = '/etc/nginx/nginx.conf';

/** Settings of a hop that verifies the cast's upstream; the name is sent. */
export const verified = `proxy_ssl_verify on; proxy_ssl_trusted_certificate tls/ca.pem; proxy_ssl_server_name on; proxy_ssl_name ${castName};`;

/** A server on port 80 around these lines. */
export const server = (lines: string): string =>
  `events {}\nhttp { server { listen 80; server_name www.example;\n${lines}\n} }\n`;

/** A line of nginx's error log of `https://10.0.1.45:8443`. */
export const line = (said: string, more = ''): string =>
  `2026/01/15 03:42:17 [error] 31#31: *1842 ${said}, client: 203.0.113.9, server: www.example, request: "GET /v1/pay HTTP/1.1", ${more}upstream: "https://10.0.1.45:8443/v1/pay", host: "www.example"\n`;

/** The same, where verification refused the upstream's certificate. */
export const rejected = (code: number): string =>
  line(`upstream SSL certificate verify error: (${code}:some words) while SSL handshaking to upstream`);

/** The same, of an alert in the handshake. */
export const alerted = (number: number): string =>
  line(
    `SSL_do_handshake() failed (SSL: error:0A000${(1000 + number).toString(16)}:SSL routines::alert:SSL alert number ${number}) while SSL handshaking to upstream`,
  );

export interface Evidence {
  readonly configuration: string;
  readonly log: string;
  /** What the trusted file holds, by the certificates' ids in `table`; not known where it is not said. */
  readonly trustedNow?: readonly string[];
  /** What the upstream presents, and what it presents to those who name it, where that was given. */
  readonly chain?: readonly string[];
  readonly chainWithName?: readonly string[];
  readonly vouched?: readonly string[];
  /** What the file holds that is answered with, by the same ids. */
  readonly answeredFile?: readonly string[];
  readonly table?: Readonly<Record<string, Certificate>>;
  /** Certificates that no player issues, by id. */
  readonly pem?: Readonly<Record<string, string>>;
  readonly answers?: DiagnosisInput['answers'];
}

/** The only incident of a log, diagnosed by playing it in the bottle. */
export async function diagnosed(evidence: Evidence): Promise<DiagnosedIncident> {
  const {
    configuration,
    log,
    trustedNow,
    chain = [],
    chainWithName,
    vouched = [],
    table = {},
    pem = {},
    answers = {},
    answeredFile,
  } = evidence;
  const certificates = { ...bottle.issue(table).certificates, ...pem };
  const facts = (ids: readonly string[]) =>
    readCertificates('ca.pem', ids.map((id) => certificates[id] ?? '').join('')).certificates;
  const { incidents } = await diagnoseByPlaying(
    {
      events: readErrorLog('error.log', log).events,
      access: [],
      accessGiven: false,
      configuration: readConfiguration([{ file: main, text: configuration }], memorySource({ [main]: configuration }), {
        mainFile: main,
      }),
      presented: facts(chain),
      ...(chainWithName === undefined ? {} : { presentedWithServerName: facts(chainWithName) }),
      vouched: facts(vouched),
      trustFile: (path) =>
        path === answers['ca-path'] && answeredFile !== undefined
          ? { path, state: 'read', certificates: facts(answeredFile) }
          : trustedNow === undefined
            ? { path, state: 'missing', certificates: [] }
            : { path, state: 'read', certificates: facts(trustedNow) },
      environment: 'production',
      now: new Date().toISOString(),
      answers,
      verifyChain: bottle.verifyChain,
    },
    { player: bottle.play },
  );
  const [incident] = incidents;
  if (incident === undefined) throw new Error('no incident');
  return incident;
}

/** `missing-intermediate possible`. */
export const causesOf = ({ causes }: DiagnosedIncident): readonly string[] =>
  causes.map(({ cause, confidence }) => `${cause} ${confidence}`);

/** The worlds that wrote the line. */
export const worldsOf = ({ causes }: DiagnosedIncident): readonly string[] =>
  causes.flatMap(({ reproduced }) => reproduced?.worlds ?? []);

export const production = ({ fixes }: DiagnosedIncident) => fixes.find(({ profile }) => profile === 'production');
