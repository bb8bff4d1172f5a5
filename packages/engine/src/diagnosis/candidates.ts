import type { Configuration } from '@stackengine/nginx-config';
import { isSet } from '../causes/evidence/hop-state.js';
import type { Hop } from '../hops/hop.js';
import type { LogEvent } from '../logs/event.js';
import { eventMatcher } from './match-events.js';

/** Finds the hops that a line of the error log can speak of; none for what happens between nginx and its clients. */
export function candidateFinder(
  hops: readonly Hop[],
  configuration: Configuration | undefined,
): (event: LogEvent) => readonly Hop[] {
  const match = eventMatcher(hops, configuration);
  return (event) => {
    const { signature } = event;
    if (signature.kind === 'client') return [];
    if (signature.kind === 'config' && !standsAtPass(event, signature.reason))
      return refusedHops(signature.file, signature.directive, signature.reason, hops);
    return match(event);
  };
}

/** nginx names the target, or the line of the pass directive itself. */
function standsAtPass({ place }: LogEvent, reason: string): boolean {
  return reason === 'host-not-found' || (reason === 'other' && place !== undefined);
}

/** The hops at which nginx refuses its configuration. */
function refusedHops(
  file: string | undefined,
  directive: string | undefined,
  reason: string,
  hops: readonly Hop[],
): readonly Hop[] {
  if (reason === 'no-trusted-certificate')
    return hops.filter(
      (hop) =>
        hop.tls.enabled !== 'no' &&
        hop.tls.verify.value === 'on' &&
        !isSet(hop.tls.trustedCertificate) &&
        (directive === undefined || directive.startsWith(hop.tls.prefix)),
    );
  if (reason === 'key-undefined')
    return hops.filter(
      (hop) =>
        isSet(hop.tls.certificate) &&
        !isSet(hop.tls.certificateKey) &&
        (directive === undefined || directive.startsWith(hop.tls.prefix)),
    );
  if (reason === 'ciphers-unusable') return hops.filter(({ tls }) => isSet(tls.ciphers) && tls.ciphers.value === file);
  if (file === undefined) return [];
  const names = (value: string | undefined): boolean =>
    value !== undefined && (value === file || file.endsWith(`/${value}`));
  return hops.filter((hop) =>
    [hop.tls.trustedCertificate, hop.tls.crl, hop.tls.certificate, hop.tls.certificateKey].some((one) =>
      names(one.value),
    ),
  );
}
