import type { Need } from '../diagnosis/diagnosis.js';
import type { Case, NeedId } from './cause.js';
import { address, serverName, withServerName } from './observations.js';

/** What is asked of the user, and the command that obtains it. Nothing of it is ever guessed. */
export function need(id: NeedId, given: Case): Need {
  switch (id) {
    case 'name':
      return {
        id,
        ask: 'A DNS name in the upstream’s certificate (SAN), not an IP address: --name NAME',
        obtain: `openssl s_client -connect ${address(given)}${serverName(given) === 'NAME' ? '' : ` -servername ${serverName(given)}`} </dev/null | openssl x509 -noout -ext subjectAltName`,
      };
    case 'ca-path':
      return {
        id,
        ask: 'The PEM file on the nginx host that holds the CA (root) which the upstream’s chain ends in: --ca-path FILE',
        obtain: `Ask the CA’s owner for the root certificate and its SHA-256 fingerprint, out of band. What the upstream itself shows proves nothing until that fingerprint is compared: ${withServerName(given)}`,
      };
    case 'client-certificate':
      return {
        id,
        ask: 'The PEM file with nginx’s own client certificate (and its chain): --client-certificate FILE',
        obtain: `Ask the upstream’s owner, whose CA has to issue it; accepted CAs: ${withServerName(given)} | grep -A9 "Acceptable client certificate CA names"`,
      };
    case 'client-key':
      return {
        id,
        ask: 'The PEM file with the private key of that client certificate: --client-key FILE',
        obtain:
          'It was made together with the client certificate; openssl x509 -noout -pubkey -in CERT and openssl pkey -pubout -in KEY must print the same',
      };
  }
}
