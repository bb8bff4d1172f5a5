import { joinAddress, loggedAddress, verifiedName } from '../../hops/index.js';
import type { Case } from '../cause.js';
import { unfitName } from './hop-state.js';

/** `10.0.1.45:8443`, from the hop or from the log; a word in capitals where neither knows. */
export function address(given: Case): string {
  const logged = given.incident.upstream;
  const peer = given.hop?.peers[0];
  if (logged?.port !== undefined) return shellWord(loggedAddress(logged), 'HOST:PORT');
  if (peer?.port !== undefined && peer.unix === undefined) return shellWord(peer.address, 'HOST:PORT');
  if (logged !== undefined && given.hop?.group === undefined && !logged.host.startsWith('unix:'))
    return shellWord(joinAddress(logged.host, 443), 'HOST:PORT');
  return 'HOST:PORT';
}

/**
 * A text of the log or the configuration as one word of a command that somebody will paste into a shell: quoted where
 * it has to be, and `otherwise` where no quoting is safe to read.
 */
function shellWord(text: string, otherwise: string): string {
  if (/^[\w.:@%+=,/[\]-]+$/.test(text) && !text.startsWith('-')) return text;
  return /^[^'`\p{Cc}\p{Cf}]+$/u.test(text) && !text.startsWith('-') ? `'${text}'` : otherwise;
}

/** The DNS name to ask with: what nginx verifies where that is a real name, else a word in capitals. */
export function serverName(given: Case): string {
  const { hop } = given;
  const name = hop === undefined || unfitName(hop) !== undefined ? undefined : verifiedName(hop).name;
  return shellWord(name?.includes('.') ? name : (given.assessment?.names[0] ?? 'NAME'), 'NAME');
}

/** What would settle it, and the commands that show it: in backticks, so that reports can set them apart. */
export function decides(what: string, ...commands: readonly string[]): string {
  return [what, commands.map((command) => `\`${command}\``).join(' and ')].filter(Boolean).join(': ');
}

export function withoutServerName(given: Case): string {
  return `openssl s_client -connect ${address(given)} -noservername -showcerts </dev/null`;
}

export function withServerName(given: Case): string {
  return `openssl s_client -connect ${address(given)} -servername ${serverName(given)} -showcerts </dev/null`;
}

export function serverNameDecides(given: Case): string {
  return decides(
    'if only the second of these works, or shows another certificate, the server name is what is missing',
    ...bothServerNames(given),
  );
}

export function clientCertificateDecides(given: Case): string {
  return decides('a list here means that the upstream asks nginx for a certificate', acceptableClientCas(given));
}

export function cipherDecides(given: Case): string {
  return decides('if this connects, the ciphers that nginx offers are the difference', withServerName(given));
}

export function plainHttpDecides(given: Case): string {
  return decides('an HTTP answer here means that this port does not speak TLS', plainHttp(given));
}

export function chainDecides(given: Case): string {
  return decides(
    '"OK" here, with the chain that the upstream sends saved as chain.pem, means that the CA is right, and depth or a TLS session is the cause',
    verifyChain(given),
  );
}

/** Whether an issuer that is neither sent nor trusted is a root: only its certificate tells. */
export function issuerDecides(issuer: string): string {
  return decides(
    `the certificate of "${issuer}", from the CA’s owner: the same name twice is a root, which belongs into nginx’s trusted file; two names are an intermediate, which the upstream has to send`,
    'openssl x509 -in ISSUER.pem -noout -subject -issuer',
  );
}

/** Of every certificate that is sent, not the first alone: `openssl x509` reads no further. */
export function showAllDates(given: Case): string {
  return `${withServerName(given)} | openssl storeutl -noout -text -certs /dev/stdin | grep -E "Subject:|Not (Before|After)"`;
}

/** Of every certificate that is sent, what it may be used for. */
export function showAllPurposes(given: Case): string {
  return `${withServerName(given)} | openssl storeutl -noout -text -certs /dev/stdin | grep -E -A1 "Subject:|Extended Key Usage"`;
}

/** The same of what nginx trusts. */
export function showTrustedDates(given: Case): string {
  const file = fileWord(given.hop?.tls.trustedCertificate.value, 'CA.pem');
  return `openssl storeutl -noout -text -certs ${file} | grep -E "Subject:|Not (Before|After)"`;
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

/** Whether a TCP connection comes about. */
export function probePort(given: Case): string {
  return `nc -vz -w 3 ${hostAndPort(given).join(' ')}`;
}

export function showRoute(given: Case): string {
  return `ip route get ${hostAndPort(given)[0]}`;
}

/** Apart, and without the brackets of IPv6, which neither nc nor ip takes. What had to be quoted stays one word. */
function hostAndPort(given: Case): readonly [host: string, port?: string] {
  const text = address(given);
  const [, host, port] = /^\[?(.+?)\]?:(\w+)$/.exec(text) ?? [];
  return host === undefined || port === undefined ? [text] : [host, port];
}

export function verifyChain(given: Case): string {
  return `openssl verify -CAfile ${fileWord(given.hop?.tls.trustedCertificate.value, 'CA.pem')} -untrusted chain.pem chain.pem`;
}

/** Issuers and dates of the revocation lists that nginx reads. */
export function showRevocationLists(given: Case): string {
  return `openssl storeutl -noout -text -crls ${fileWord(given.hop?.tls.crl.value, 'CRL.pem')} | grep -E "Issuer|(Last|Next) Update"`;
}

/** nginx's own certificate, which it shows the upstream. */
export function showClientCertificate(given: Case): string {
  return `openssl x509 -noout -subject -issuer -dates -in ${fileWord(given.hop?.tls.certificate.value, 'CLIENT.pem')}`;
}

export function showBasicConstraints(given: Case): string {
  return `${withServerName(given)} | openssl x509 -noout -text | grep -A1 "Basic Constraints"`;
}

/** Whether the upstream would speak HTTP/2. */
export function offersHttp2(given: Case): string {
  return `openssl s_client -connect ${address(given)} -servername ${serverName(given)} -alpn h2 </dev/null | grep ALPN`;
}

/** A file that the configuration names, as a word of a command; `otherwise` where it names none. */
export function fileWord(path: string | undefined, otherwise: string): string {
  return shellWord(path ?? otherwise, otherwise);
}
