import { positionAt } from '@stackengine/nginx-config';
import type { LogEvent } from '../../logs/event.js';
import type { Hop, Setting } from '../hop.js';
import { verifiedName } from '../server-name.js';
import { against, identifies, type Observation, supports } from './observation.js';

/** Compares the name that did not match, or that anything was verified at all, with the hop's settings. */
export function observeVerification({ signature }: LogEvent, hop: Hop): Observation | undefined {
  if (signature.kind !== 'verify' && signature.kind !== 'name') return undefined;
  const { verify } = hop.tls;
  if (verify.value !== 'on' && verify.origin.from !== 'unknown') return against(3, `${verify.directive} is off here`);
  if (signature.kind !== 'name') return undefined;
  const { names, variables } = verifiedName(hop);
  if (names.some((name) => name.toLowerCase() === signature.name.toLowerCase()))
    return supports(`"${signature.name}" is the name it checks`);
  return variables.length > 0 || names.length === 0 || hop.tls.name.origin.from === 'unknown'
    ? undefined
    : against(3, `it checks "${names.join('" or "')}"`);
}

/** What nginx says at its start names a place of the configuration, a file or a directive, not a peer. */
export function observePlace({ place, signature }: LogEvent, hop: Hop): Observation | undefined {
  if (place !== undefined) {
    const here = [hop.pass, ...hop.peers.map(({ statement }) => statement)];
    if (here.some((statement) => standsAt(statement, place)))
      return identifies(`it stands at ${place.file}:${place.line}`);
  }
  if (signature.kind !== 'config') return undefined;
  if (signature.reason === 'host-not-found') return undefined;
  return observeFile(signature.file, hop) ?? observeMissing(signature.reason, hop);
}

function standsAt({ tree, directive }: Hop['pass'], place: { readonly file: string; readonly line: number }): boolean {
  if (!sameFile(tree.file, place.file)) return false;
  // nginx names the line in which the directive ends.
  const from = positionAt(tree, directive.start).line;
  return place.line >= from && place.line <= positionAt(tree, directive.end).line;
}

function observeFile(file: string | undefined, hop: Hop): Observation | undefined {
  if (file === undefined) return undefined;
  const { trustedCertificate, certificate, certificateKey, crl, passwordFile } = hop.tls;
  const named = [trustedCertificate, certificate, certificateKey, crl, passwordFile].find(
    (setting) => setting.value !== undefined && sameFile(setting.value, file),
  );
  return named === undefined ? undefined : identifies(`${named.directive} names ${file}`);
}

function observeMissing(reason: string, hop: Hop): Observation | undefined {
  const { verify, trustedCertificate, certificate, certificateKey, enabled } = hop.tls;
  if (enabled === 'no') return undefined;
  if (reason === 'no-trusted-certificate' && verify.value === 'on' && isUnset(trustedCertificate))
    return identifies(`${verify.directive} is on without ${trustedCertificate.directive}`);
  if (reason === 'key-undefined' && !isUnset(certificate) && isUnset(certificateKey))
    return identifies(`${certificate.directive} is set without ${certificateKey.directive}`);
  return undefined;
}

const isUnset = ({ value }: Setting) => value === undefined || value === '';

/** nginx prints a path in full; what was given to us may be a copy under another root. */
function sameFile(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  const tail = short.replace(/^(?:\.?\/)+/, '');
  return tail !== '' && (long === short || long.endsWith(`/${tail}`));
}
