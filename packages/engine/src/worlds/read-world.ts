import type { World } from './world.js';

/** Why a text is no world: where in it, and what is wrong there. */
export interface WorldProblem {
  /** `$.world.steps[2].to`. */
  readonly path: string;
  readonly message: string;
}

/** A world as a file holds it: schema `stackengine/world@1`. */
export interface WorldFile {
  readonly schema: 'stackengine/world@1';
  /** The nginx on which it was played. */
  readonly nginx?: string;
  /** When it was played, ISO 8601: certificates that were given keep their dates. Absent: it does not matter. */
  readonly time?: string;
  readonly world: World;
}

type Check = (value: unknown, path: string) => WorldProblem | undefined;

const wrong = (path: string, message: string): WorldProblem => ({ path, message });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text: Check = (value, path) => (typeof value === 'string' ? undefined : wrong(path, 'has to be a text'));
const flag: Check = (value, path) => (typeof value === 'boolean' ? undefined : wrong(path, 'has to be true or false'));

const whole =
  (from: number, to: number): Check =>
  (value, path) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to
      ? undefined
      : wrong(path, `has to be a whole number from ${from} to ${to}`);

const number =
  (from: number, to: number): Check =>
  (value, path) =>
    typeof value === 'number' && value >= from && value <= to
      ? undefined
      : wrong(path, `has to be a number from ${from} to ${to}`);

const oneOf =
  (...words: readonly string[]): Check =>
  (value, path) =>
    typeof value === 'string' && words.includes(value)
      ? undefined
      : wrong(path, `has to be one of ${words.join(', ')}`);

const list =
  (each: Check, most = 10_000): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return wrong(path, 'has to be a list');
    if (value.length > most) return wrong(path, `may have ${most} entries at most`);
    for (const [index, one] of value.entries()) {
      const problem = each(one, `${path}[${index}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

const record =
  (each: Check, most = 4000): Check =>
  (value, path) => {
    if (!isObject(value)) return wrong(path, 'has to be an object');
    const entries = Object.entries(value);
    if (entries.length > most) return wrong(path, `may have ${most} entries at most`);
    for (const [key, one] of entries) {
      const problem = each(one, `${path}[${JSON.stringify(key)}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

type Fields = Readonly<Record<string, Check>>;

/** An object with these fields, and no others. */
const object =
  (required: Fields, optional: Fields = {}): Check =>
  (value, path) => {
    if (!isObject(value)) return wrong(path, 'has to be an object');
    for (const key of Object.keys(required))
      if (!Object.hasOwn(value, key)) return wrong(`${path}.${key}`, 'is missing');
    for (const [key, one] of Object.entries(value)) {
      const check = Object.hasOwn(required, key)
        ? required[key]
        : Object.hasOwn(optional, key)
          ? optional[key]
          : undefined;
      if (check === undefined) return wrong(`${path}.${key}`, 'is not known here');
      const problem = check(one, `${path}.${key}`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

/** An object whose field `by` says which fields it has. */
const variant =
  (by: string, variants: Readonly<Record<string, readonly [Fields, Fields?]>>): Check =>
  (value, path) => {
    if (!isObject(value)) return wrong(path, 'has to be an object');
    const tag = value[by];
    const found = typeof tag === 'string' && Object.hasOwn(variants, tag) ? variants[tag] : undefined;
    if (found === undefined) return wrong(`${path}.${by}`, `has to be one of ${Object.keys(variants).join(', ')}`);
    const [required, optional] = found;
    return object({ [by]: text, ...required }, optional)(value, path);
  };

const absolutePath: Check = (value, path) =>
  typeof value === 'string' && /^\/[^\0]*$/.test(value) ? undefined : wrong(path, 'has to be an absolute path');

const moment: Check = (value, path) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? undefined : wrong(path, 'has to be a time, ISO 8601');

const texts = list(text);
const protocols = list(oneOf('TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'));
const application = oneOf('http1', 'http2', 'uwsgi', 'stream', 'closes-after-handshake', 'silent-after-handshake');

const withoutServerName = variant('act', {
  alert: [{ alert: whole(0, 255) }],
  close: [{}],
  reset: [{}],
  'plain-http': [{}],
  present: [{ chain: texts }],
});

const behaviour = variant('type', {
  tls: [
    { implementation: oneOf('openssl', 'node', 'nginx'), chain: texts, application },
    {
      byServerName: record(texts),
      withoutServerName,
      protocols,
      ciphers: text,
      securityLevel: whole(0, 5),
      dhBits: whole(512, 8192),
      alpn: texts,
      clientCertificate: object({ mode: oneOf('asked', 'required'), trusted: texts }),
      secureRenegotiation: flag,
      proxyProtocol: flag,
    },
  ],
  plain: [{ application }],
  greeting: [{ text }],
  close: [{ reset: flag }, { at: oneOf('accept') }],
  silent: [{}],
  alert: [{ alert: whole(0, 255) }],
  refused: [{}],
  unreachable: [{}],
});

const upstream = object({ address: text, behaviour });

const certificate = object(
  {
    subject: text,
    issuer: text,
    ca: flag,
    dns: texts,
    ip: texts,
    validFrom: number(-40_000, 40_000),
    validTo: number(-40_000, 40_000),
    key: oneOf('ec', 'rsa1024', 'rsa2048'),
    digest: oneOf('sha1', 'sha256'),
  },
  {
    pathLength: whole(0, 100),
    keyUsage: list(oneOf('digitalSignature', 'keyCertSign', 'cRLSign')),
    extendedKeyUsage: list(oneOf('serverAuth', 'clientAuth')),
    revoked: flag,
    twinOf: text,
  },
);

const content: Check = (value, path) => {
  if (typeof value === 'string') return undefined;
  if (!isObject(value)) return wrong(path, 'has to be a text, or an object with certificates, keyOf or crlOf');
  if ('keyOf' in value) return object({ keyOf: text })(value, path);
  if ('crlOf' in value) return object({ crlOf: texts }, { expired: flag })(value, path);
  return object({ certificates: texts }, { format: oneOf('pem', 'der') })(value, path);
};

const files: Check = (value, path) => {
  const problem = record(content)(value, path);
  if (problem !== undefined || !isObject(value)) return problem;
  const relative = Object.keys(value).find((key) => absolutePath(key, '') !== undefined);
  return relative === undefined
    ? undefined
    : wrong(`${path}[${JSON.stringify(relative)}]`, 'has to be an absolute path');
};

const step = variant('type', {
  request: [
    { to: text, protocol: oneOf('http', 'https', 'h2c', 'stream'), host: text, method: text, path: text },
    { headers: record(text), body: text },
  ],
  pause: [{ seconds: number(0, 31_536_000) }],
  reload: [{ files }],
  rotate: [{}],
  swap: [{ upstream }],
});

const worldFile = object(
  {
    schema: oneOf('stackengine/world@1'),
    world: object({
      files,
      certificates: record(certificate),
      upstreams: list(upstream),
      names: record(texts),
      steps: list(step),
    }),
  },
  { nginx: text, time: moment },
);

const isWorldFile = (value: unknown): value is WorldFile => worldFile(value, '$') === undefined;

/** A world out of JSON; what keeps it from being one is said with its place. Never throws. */
export function readWorld(json: string): WorldFile | WorldProblem {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return wrong('$', error instanceof Error ? `is no JSON: ${error.message}` : 'is no JSON');
  }
  if (isWorldFile(value)) return value;
  return worldFile(value, '$') ?? wrong('$', 'is no world');
}
