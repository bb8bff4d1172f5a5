import { type Configuration, walk } from '@stackengine/nginx-config';
import type { Case } from '../causes/cause.js';
import { verifyChain } from '../causes/evidence/commands.js';
import { foundFault } from '../causes/evidence/found-fault.js';
import { verifies } from '../causes/evidence/hop-state.js';
import type { Hop } from '../hops/hop.js';
import { locationText, positionOf } from '../hops/index.js';
import type { DiagnosisInput } from './diagnose.js';
import type { Notice } from './diagnosis.js';

/** What the reader has to know of the configuration as given. */
export function configurationNotices(input: DiagnosisInput, hops: readonly Hop[]): readonly Notice[] {
  const { configuration } = input;
  if (configuration === undefined)
    return [
      {
        code: 'no-configuration',
        text: 'No configuration was given: causes rest on the log alone, and there is nothing to edit.',
      },
    ];
  const notices: Notice[] = configuration.problems.map((problem) => ({
    code: problem.code,
    text: problem.message,
    file: problem.file,
    line: problem.line,
    column: problem.column,
  }));
  if (configuration.outside === 'unknown')
    notices.push({
      code: 'partial-configuration',
      text: 'What encloses this configuration was not given: a setting that is not in it may be inherited. nginx -T prints the whole.',
    });
  const written = generatedBy(configuration);
  if (written !== undefined)
    notices.push({
      code: 'generated-configuration',
      text: `${written} generates this configuration and overwrites what is edited in it. Say the same where it reads it: nginx.ingress.kubernetes.io/proxy-ssl-secret (NAMESPACE/SECRET with ca.crt), proxy-ssl-verify "on", proxy-ssl-name, proxy-ssl-server-name "on", proxy-ssl-verify-depth, backend-protocol; without proxy-ssl-secret the others render nothing.`,
    });
  if (hops.length === 0)
    notices.push({ code: 'no-hop', text: 'Nothing in the configuration passes traffic to an upstream.' });
  return notices;
}

/** Whose output a configuration is; undefined where people write it. */
function generatedBy(configuration: Configuration): string | undefined {
  for (const { name, args } of walk(configuration))
    if (name === 'upstream' && args[0] === 'upstream_balancer') return 'ingress-nginx';
  return undefined;
}

/** What the reader has to know of one incident: above all, where log and configuration disagree. */
export function incidentNotices(given: Case): readonly Notice[] {
  const { incident, hop, candidates } = given;
  const { signature } = incident;
  const notices: Notice[] = [
    {
      code: 'not-reproduced',
      text: 'Not reproduced: this version does not play the configuration; the causes rest on the texts given.',
    },
  ];
  if (signature.kind === 'client') return notices;
  if (hop === undefined && candidates.length > 1)
    notices.push({
      code: 'ambiguous-hop',
      text: `The line fits ${candidates.length} places: ${candidates.slice(0, 6).map(locationText).join(', ')}. Give the whole line (server, request, upstream) or only the configuration that ran.`,
    });
  if (hop === undefined && candidates.length === 0 && given.configuration !== 'none') notices.push(unmatched(given));
  if (hop !== undefined) notices.push(...disagreements(given, hop));
  return notices;
}

/** What the modules for these pass on to is never encrypted. */
const plainModules: ReadonlySet<string> = new Set(['fastcgi', 'scgi', 'memcached']);

/** Why no hop of the configuration can have written the line. */
function unmatched({ incident, directivesNaming }: Case): Notice {
  const { signature, upstream } = incident;
  if (upstream?.scheme !== undefined && plainModules.has(upstream.scheme))
    return {
      code: 'not-tls',
      text: `nginx speaks no TLS to a ${upstream.scheme} upstream: nothing was looked for in the configuration.`,
    };
  if (signature.kind !== 'config' || signature.reason === 'host-not-found')
    return {
      code: 'no-matching-hop',
      text: `Nothing in the configuration passes to ${upstream?.text ?? 'this upstream'}: it is not the configuration that wrote this line, or it lacks a part of it.`,
    };
  const said = incident.events[0]?.message ?? '';
  if (signature.reason === 'other' || signature.file === undefined)
    return { code: 'other-refusal', text: `nginx refuses its configuration for a reason of its own: ${said}` };
  const [named] = directivesNaming(signature.file);
  if (named === undefined)
    return {
      code: 'no-matching-hop',
      text: `Nothing in the configuration names ${signature.file}: it is not the configuration that wrote this line, or it lacks a part of it.`,
    };
  return {
    code: 'not-upstream',
    text: `${named.directive} names it, which is not about an upstream: ${said}`,
    file: named.file,
    line: named.line,
  };
}

/** What can be said of a line that no cause explains. */
export function unexplained(given: Case): readonly Notice[] {
  const { incident, hop } = given;
  const { signature } = incident;
  if (signature.kind === 'timeout')
    return [
      {
        code: 'not-tls',
        text: `The handshake was over: TLS has no part in this. The upstream took longer than ${hop === undefined ? 'proxy' : hop.pass.name.replace(/_pass$/, '')}_${signature.during === 'send' ? 'send' : 'read'}_timeout allows (60 s unless set): look there at what it does with this request.`,
      },
    ];
  if (signature.kind === 'closed')
    return [
      {
        code: 'not-tls',
        text: 'The upstream ended a connection that was in use, long after the handshake: a restart there, a limit on idle or long connections, or a client that left. No 502 comes of it.',
      },
    ];
  if (signature.kind === 'connect' && !plainModules.has(incident.upstream?.scheme ?? ''))
    return [
      {
        code: 'not-tls',
        text: `The connection failed before the handshake (${signature.error}): TLS has no part in this. “address not available” and “too many open files” mean that the nginx host ran out of ports or files, “resource unavailable” that the backlog of a unix socket is full.`,
      },
    ];
  if (signature.kind === 'verify')
    return foundFault(given) !== undefined
      ? []
      : [
          {
            code: 'rare-verify-code',
            text: `OpenSSL refuses a certificate of the chain for “${signature.reason}”. Which one, with what the upstream sends saved as chain.pem: \`${verifyChain(given)}\`. Its issuer has to reissue it; nothing in nginx cures that.`,
          },
        ];
  return [];
}

function disagreements({ incident, configuration, assessment }: Case, hop: Hop): readonly Notice[] {
  const { signature } = incident;
  const place = { file: hop.pass.tree.file, line: positionOf(hop).line };
  const verified = signature.kind === 'verify' || signature.kind === 'name';
  const { directive, value } = hop.tls.verify;
  if (verified && verifies(hop) === 'no')
    return [
      {
        code: 'log-contradicts-config',
        text: `nginx verified the upstream when it wrote this line, but here ${directive} is ${value ?? 'off'}${hop.tls.verify.origin.from === 'default' ? ' (not set; off is the default)' : ''}: this is not the configuration that ran.`,
        ...place,
      },
    ];
  if (verified && verifies(hop) === 'unknown')
    return [
      {
        code: 'verification-not-shown',
        text: `nginx verifies only where ${directive} is on, and nothing given here turns it on: an enclosing block must, or this is not the configuration that ran.`,
        ...place,
      },
    ];
  if (signature.kind === 'handshake' && verifies(hop) !== 'yes')
    return [
      {
        code: 'verification-not-shown',
        text: `The line does not say why the handshake failed. nginx verifies only where ${directive} is on, and ${verifies(hop) === 'no' ? 'here it is off: a self-signed or untrusted certificate can’t be the reason' : 'nothing given here turns it on: a self-signed or untrusted certificate explains this only if an enclosing server or http block does'}.`,
        ...place,
      },
    ];
  if (assessment?.unverified !== undefined)
    return [
      { code: 'chain-not-verified', text: `OpenSSL can not judge the chain that was given: ${assessment.unverified}.` },
    ];
  const expected = assessment?.expectedCode;
  if (
    signature.kind === 'verify' &&
    typeof expected === 'number' &&
    expected !== signature.code &&
    verifies(hop) === 'yes'
  )
    return [
      {
        code: 'chain-contradicts-log',
        text: `The chain given, with what is trusted here, would make nginx log ${expected === 0 ? 'nothing: it is accepted' : `code ${expected}`}, not code ${signature.code}: it is not the chain that nginx was shown then, or a TLS session of another location was resumed.`,
        ...place,
      },
    ];
  const certificate = signature.kind === 'alert' && [44, 45, 48].includes(signature.number);
  if (certificate && configuration === 'complete' && hop.tls.certificate.origin.from === 'default')
    return [
      {
        code: 'log-contradicts-config',
        text: `The upstream refused a client certificate, but no ${hop.tls.certificate.directive} is in force here: perhaps this is not the configuration that ran.`,
        ...place,
      },
    ];
  return [];
}
