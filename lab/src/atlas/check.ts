import type { Behaviour, Certificate, Request, Step, TlsServer, Upstream, World } from '@stackengine/engine';
import { castName, castTrustFile, faultless, verifiedSettings } from '@stackengine/engine';
import { applicationOf, type LayoutId, layouts } from '../layouts/index.js';
import type { Files } from '../protocol.js';

/** What one request must come to. A line is looked for in what that request added to the error log. */
export interface Expected {
  readonly status: number | undefined;
  /** Of nginx 1.22 and of current nginx, where they differ. */
  readonly line: RegExp | readonly [before: RegExp, current: RegExp] | 'empty';
  readonly access?: RegExp;
}

export interface Check {
  readonly id: string;
  readonly world: World;
  /** For each request of the world, in order; one entry without status where nginx must not start. */
  readonly expected: readonly Expected[];
}

export interface Given {
  readonly layout?: LayoutId;
  readonly settings?: Readonly<Record<string, string | readonly string[]>>;
  readonly upstream?: Behaviour;
  readonly tls?: boolean;
  readonly files?: Files;
  readonly certificates?: Readonly<Record<string, Certificate>>;
  readonly names?: World['names'];
  readonly extra?: readonly Upstream[];
  readonly addresses?: readonly [string, ...string[]];
  readonly steps?: (request: Request) => readonly Step[];
}

export const name = castName;
export const address = '10.0.1.45:8443';

/** A sound TLS server of the cast, except for what is given. */
export const server = (of: Partial<TlsServer> = {}): TlsServer => ({ ...faultless, ...of });

const { verify_depth: _, ...settings } = verifiedSettings;

/** Settings with which a sound server is accepted; nginx's own depth. */
export const verifying = settings;

/** A world of one layout and one upstream, and what nginx must make of it. */
export function check(id: string, given: Given, ...expected: readonly Expected[]): Check {
  const id_ = given.layout ?? 'address';
  const layout = layouts[id_]({
    settings: given.settings ?? verifying,
    addresses: given.addresses ?? [address],
    name,
    ...(given.tls === undefined ? {} : { tls: given.tls }),
  });
  const behaviour = given.upstream ?? server({ application: applicationOf(id_) });
  const world: World = {
    files: { ...layout.files, [`/etc/nginx/${castTrustFile}`]: { certificates: ['root'] }, ...given.files },
    certificates: { ...layout.certificates, ...given.certificates },
    names: given.names ?? layout.names,
    upstreams: [
      ...layout.addresses.map((each) => ({ address: each, behaviour })),
      ...layout.upstreams,
      ...(given.extra ?? []),
    ],
    steps: given.steps?.(layout.request) ?? [layout.request],
  };
  return { id, world, expected };
}

export const verifyError = (code: number): Expected => ({
  status: 502,
  line: new RegExp(
    `\\[error\\] .*upstream SSL certificate verify error: \\(${code}:.* while SSL handshaking to upstream`,
  ),
});

export const passes: Expected = { status: 200, line: 'empty' };

/** An alert from the upstream, in a handshake: OpenSSL 3.2 words "sslv3" as "ssl/tls". Six of them were crit before 1.23. */
export function alerted(number: number, text: string): Expected {
  const level = [86, 109, 112, 113, 116, 120].includes(number) ? 'crit' : 'error';
  const rest = `SSL_do_handshake\\(\\) failed \\(SSL: error:.*${text}:SSL alert number ${number}\\) while SSL handshaking to upstream`;
  return { status: 502, line: [new RegExp(`\\[${level}\\] .*${rest}`), new RegExp(`\\[error\\] .*${rest}`)] };
}
