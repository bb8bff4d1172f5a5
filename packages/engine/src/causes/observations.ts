import { isAddressLiteral, verifiedName } from '../hops/index.js';
import type { Case } from './cause.js';

/** `10.0.1.45:8443`, from the hop or from the log; a word in capitals where neither knows. */
export function address(given: Case): string {
  const logged = given.incident.upstream;
  const peer = given.hop?.peers[0];
  if (logged !== undefined && logged.port !== undefined) return bracketed(logged.host, logged.port);
  if (peer?.port !== undefined && peer.unix === undefined) return bracketed(peer.host, peer.port);
  if (logged !== undefined && given.hop?.group === undefined) return bracketed(logged.host, 443);
  return 'HOST:PORT';
}

function bracketed(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The DNS name to ask with: what nginx verifies where that is a real name, else a word in capitals. */
export function serverName(given: Case): string {
  const name = given.hop === undefined ? undefined : verifiedName(given.hop).name;
  const usable = name !== undefined && !isAddressLiteral(name) && name.includes('.') && given.hop?.group === undefined;
  return usable ? name : (given.assessment?.names[0] ?? 'NAME');
}

export function withoutServerName(given: Case): string {
  return `openssl s_client -connect ${address(given)} -noservername -showcerts </dev/null`;
}

export function withServerName(given: Case): string {
  return `openssl s_client -connect ${address(given)} -servername ${serverName(given)} -showcerts </dev/null`;
}

export function serverNameDecides(given: Case): string {
  return `if only the second of these works, or shows another certificate, the server name is what is missing: ${withoutServerName(given)} ; ${withServerName(given)}`;
}

export function clientCertificateDecides(given: Case): string {
  return `a list here means that the upstream asks nginx for a certificate: ${withServerName(given)} | grep -A9 "Acceptable client certificate CA names"`;
}

export function cipherDecides(given: Case): string {
  return `if this connects, the ciphers that nginx offers are the difference: ${withServerName(given)}`;
}

export function plainHttpDecides(given: Case): string {
  return `an HTTP answer here means that this port does not speak TLS: curl -sv http://${address(given)}/`;
}

export function chainDecides(given: Case): string {
  const file = given.hop?.tls.trustedCertificate.value ?? 'CA.pem';
  return `"OK" here, with the chain that the upstream sends saved as chain.pem, means that the CA is right, and depth or a TLS session is the cause: openssl verify -CAfile ${file} -untrusted chain.pem chain.pem`;
}

export function showDates(given: Case): string {
  return `${withServerName(given)} | openssl x509 -noout -subject -dates -fingerprint -sha256`;
}

/** Both answers of the upstream, as commands. */
export function bothServerNames(given: Case): readonly string[] {
  return [withoutServerName(given), withServerName(given)];
}

export function acceptableClientCas(given: Case): string {
  return `${withServerName(given)} | grep -A9 "Acceptable client certificate CA names"`;
}

export function plainHttp(given: Case): string {
  return `curl -sv http://${address(given)}/`;
}

export function verifyChain(given: Case): string {
  return `openssl verify -CAfile ${given.hop?.tls.trustedCertificate.value ?? 'CA.pem'} -untrusted chain.pem chain.pem`;
}
