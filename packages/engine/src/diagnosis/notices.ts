import type { Case } from '../causes/cause.js';
import { verifies } from '../causes/hop-state.js';
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
  if (hops.length === 0)
    notices.push({ code: 'no-hop', text: 'Nothing in the configuration passes traffic to an upstream.' });
  return notices;
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
  if (hop === undefined && candidates.length === 0 && given.configuration !== 'none')
    notices.push({
      code: 'no-matching-hop',
      text: `Nothing in the configuration passes to ${incident.upstream?.text ?? 'this upstream'}: it is not the configuration that wrote this line, or it lacks a part of it.`,
    });
  if (hop !== undefined) notices.push(...disagreements(given, hop));
  return notices;
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
