import { matchesName, namesOf } from '../../x509/check-host.js';
import type { Case } from '../cause.js';

/**
 * Why the name that the user answers with (`--name`) can't be the one to check, in sentences; undefined where it may be. It is told by
 * the certificate that the upstream presents: the one with SNI where that was given, since every production fix sends a name. Where
 * the handshake ended before nginx had seen a certificate, another name may well get another one.
 */
export function unfitAnsweredName({
  answeredName,
  chain,
  incident,
}: Pick<Case, 'answeredName' | 'chain' | 'incident'>): string | undefined {
  const { kind } = incident.signature;
  if (answeredName === undefined || answeredName === '' || (kind !== 'verify' && kind !== 'name')) return undefined;
  const [leaf] = chain.presentedWithServerName ?? chain.presented;
  if (leaf === undefined || matchesName(leaf, answeredName)) return undefined;
  const names = namesOf(leaf);
  const covered = names.length === 0 ? 'no DNS name' : names.slice(0, 5).join(', ');
  return `The certificate that was given (--chain) does not match "${answeredName}": it holds ${covered}. If the upstream presents another certificate to that name, give that one: openssl s_client -servername ${answeredName}.`;
}
