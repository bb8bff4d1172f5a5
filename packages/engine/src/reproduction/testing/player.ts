import { memorySource, readConfiguration } from '@stackengine/nginx-config';
import { findHops } from '../../hops/find.js';
import type { Hop } from '../../hops/hop.js';
import { locationOf, serverNameIndication, settingAt, verifiedName } from '../../hops/index.js';
import type { Behaviour, Outcome, Player, Request, StepOutcome, World } from '../../worlds/world.js';

type Tls = Extract<Behaviour, { readonly type: 'tls' }>;

const handshake = 'while SSL handshaking to upstream';
const alert = (number: number) =>
  `SSL_do_handshake() failed (SSL: error:0A000${(1000 + number).toString(16)}:SSL routines::alert:SSL alert number ${number}) ${handshake}`;

/** What a hop writes when it meets a behaviour; undefined where the request passes. A few rules of nginx, for tests of what is made of its lines. */
function lineOf(hop: Hop, behaviour: Behaviour, files: World['files'], world: World): string | undefined {
  if (behaviour.type === 'refused') return 'connect() failed (111: Connection refused) while connecting to upstream';
  if (behaviour.type === 'alert') return alert(behaviour.alert);
  if (behaviour.type === 'close') return `peer closed connection in SSL handshake ${handshake}`;
  if (hop.tls.enabled === 'no')
    return behaviour.type === 'plain'
      ? undefined
      : 'upstream prematurely closed connection while reading response header from upstream';
  if (behaviour.type !== 'tls')
    return `SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) ${handshake}`;
  return handshakeLine(hop, behaviour) ?? verifyLine(hop, behaviour, files, world);
}

function handshakeLine(hop: Hop, server: Tls): string | undefined {
  const sent = serverNameIndication(hop);
  if (server.withoutServerName?.act === 'alert' && sent.sent !== 'yes') return alert(server.withoutServerName.alert);
  if (server.withoutServerName?.act === 'close' && sent.sent !== 'yes')
    return `peer closed connection in SSL handshake ${handshake}`;
  const offered = (hop.tls.protocols.value ?? '').split(' ');
  const common = (server.protocols ?? ['TLSv1.2', 'TLSv1.3']).some((one) => offered.includes(one));
  if (!common) return alert(70);
  if (server.clientCertificate?.mode === 'required' && hop.tls.certificate.value === undefined) return alert(40);
  return undefined;
}

function verifyLine(hop: Hop, server: Tls, files: World['files'], { certificates }: World): string | undefined {
  if (hop.tls.verify.value !== 'on') return undefined;
  const unnamed = serverNameIndication(hop).sent !== 'yes' && server.withoutServerName?.act === 'present';
  const chain = unnamed && server.withoutServerName?.act === 'present' ? server.withoutServerName.chain : server.chain;
  const path = hop.tls.trustedCertificate.value ?? '';
  const content = files[path.startsWith('/') ? path : `/etc/nginx/${path}`];
  const trusted = typeof content === 'object' && 'certificates' in content ? content.certificates : [];
  const fail = (code: number, reason: string) =>
    `upstream SSL certificate verify error: (${code}:${reason}) ${handshake}`;
  let [id = ''] = chain;
  let length = 0;
  for (; ; length += 1) {
    const certificate = certificates[id];
    if (certificate === undefined) return fail(20, 'unable to get local issuer certificate');
    if (certificate.validTo < 0) return fail(10, 'certificate has expired');
    if (certificate.issuer === id) {
      if (trusted.includes(id)) break;
      return length === 0 ? fail(18, 'self-signed certificate') : fail(19, 'self-signed certificate in chain');
    }
    if (!chain.includes(certificate.issuer) && !trusted.includes(certificate.issuer))
      return fail(chain.length === 1 ? 21 : 20, 'unable to get local issuer certificate');
    id = certificate.issuer;
  }
  if (length - 1 > Number(hop.tls.verifyDepth.value)) return fail(22, 'certificate chain too long');
  const name = verifiedName(hop).name ?? '';
  if (certificates[chain[0] ?? '']?.dns.includes(name)) return undefined;
  return `upstream SSL certificate does not match "${name}" ${handshake}`;
}

const idle: StepOutcome = {
  status: undefined,
  body: undefined,
  errorLog: '',
  accessLog: '',
  seen: [],
  accepted: undefined,
};

const refusal = (line: string): Outcome => ({
  nginx: '0.0.1',
  started: false,
  steps: [],
  errorLog: `2026/01/01 00:00:00 [emerg] 1#0: ${line}\n`,
  accessLog: '',
});

/** A stand-in for nginx that obeys a dozen of its rules. Worlds that were played are noted. */
export function fewRules(noted: World[] = []): Player {
  return async (world) => {
    noted.push(world);
    const texts = Object.fromEntries(
      Object.entries(world.files).flatMap(([path, content]) => (typeof content === 'string' ? [[path, content]] : [])),
    );
    const main = '/etc/nginx/nginx.conf';
    const configuration = readConfiguration([{ file: main, text: texts[main] ?? '' }], memorySource(texts), {
      mainFile: main,
    });
    for (const [path, text] of Object.entries(texts)) {
      const at = text.split('\n').findIndex((one) => /^\s*unheard_of\b/.test(one));
      if (at >= 0) return refusal(`unknown directive "unheard_of" in ${path}:${at + 1}`);
      const unset = /\$(unset\w*)/.exec(text)?.[1];
      if (unset !== undefined && !Object.values(texts).some((one) => one.includes(`map $host $${unset}`)))
        return refusal(`unknown "${unset}" variable`);
    }
    const hops = findHops(configuration);
    for (const { tls } of hops) {
      if (tls.enabled !== 'yes' || tls.verify.value !== 'on') continue;
      const path = tls.trustedCertificate.value;
      if (path === undefined) return refusal(`no ${tls.trustedCertificate.directive} for ${tls.verify.directive}`);
      const absolute = path.startsWith('/') ? path : `/etc/nginx/${path}`;
      if (world.files[absolute] === undefined)
        return refusal(
          `SSL_CTX_load_verify_locations("${absolute}") failed (SSL: error:80000002:system library::No such file or directory)`,
        );
    }
    const upstreams = new Map(world.upstreams.map(({ address, behaviour }) => [address, behaviour]));
    const answer = (request: Request): StepOutcome => {
      const hop = hops
        .filter((one) => request.path.startsWith(locationOf(one)?.args.at(-1) ?? ''))
        .sort((a, b) => (locationOf(b)?.args.at(-1) ?? '').length - (locationOf(a)?.args.at(-1) ?? '').length)[0];
      if (hop === undefined) return { ...idle, status: 404 };
      if (settingAt(hop.level, 'auth_basic', configuration).value !== undefined) return { ...idle, status: 401 };
      const [peer] = hop.peers;
      const host = hop.target.host ?? '';
      const resolved = world.names[host]?.[0] ?? host;
      const address = peer?.address.replace(host, resolved) ?? `${resolved}:${hop.target.port}`;
      const line = lineOf(hop, upstreams.get(address) ?? { type: 'refused' }, world.files, world);
      const seen = [{ upstream: address, serverName: undefined, tls: undefined }];
      if (line === undefined) return { ...idle, status: 200, seen };
      const scheme = hop.tls.enabled === 'no' ? 'http' : 'https';
      const errorLog = `2026/01/01 00:00:00 [error] 1#0: *1 ${line}, client: 127.0.0.1, server: www.example, request: "GET ${request.path} HTTP/1.1", upstream: "${scheme}://${address}${request.path}", host: "${request.host}"\n`;
      return { ...idle, status: 502, seen, errorLog };
    };
    const steps = world.steps.map((step) => {
      if (step.type === 'request') return answer(step);
      if (step.type === 'swap') upstreams.set(step.upstream.address, step.upstream.behaviour);
      return idle;
    });
    return {
      nginx: '0.0.1',
      started: true,
      steps,
      errorLog: steps.map((step) => step.errorLog).join(''),
      accessLog: '',
    };
  };
}
