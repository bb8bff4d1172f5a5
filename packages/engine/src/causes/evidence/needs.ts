import type { Need } from '../../diagnosis/diagnosis.js';
import type { Case, NeedId } from '../cause.js';
import { acceptableClientCas, address, serverName, withServerName } from './commands.js';
import { alert } from './signature.js';
import { unfitAnsweredName } from './unfit-answered-name.js';
import { unfitBundle } from './unfit-bundle.js';

/** What is asked of the user, and the command that obtains it. Nothing of it is ever guessed. */
export function need(id: NeedId, given: Case): Need {
  switch (id) {
    case 'name': {
      const unfit = unfitAnsweredName(given);
      if (unfit !== undefined)
        return { id, ask: `Another name than the one that was given. ${unfit} --name NAME`, obtain: '' };
      // Without a name it shows no certificate to read one from.
      if (alert(given) === 112 && serverName(given) === 'NAME')
        return {
          id,
          ask: 'A DNS name in the upstream’s certificate (SAN), not an IP address. The upstream shows its certificate only to clients that name it, so ask its owner: --name NAME',
          obtain: '',
        };
      return {
        id,
        ask: 'A DNS name in the upstream’s certificate (SAN), not an IP address: --name NAME',
        obtain: `openssl s_client -connect ${address(given)}${serverName(given) === 'NAME' ? '' : ` -servername ${serverName(given)}`} </dev/null | openssl x509 -noout -ext subjectAltName`,
      };
    }
    case 'ca-path': {
      const unfit = unfitBundle(given);
      if (unfit !== undefined)
        return {
          id,
          ask: `Another PEM file than the one that was given. ${unfit} --ca-path FILE`,
          obtain: '',
        };
      return {
        id,
        ask: 'The PEM file on the nginx host with the CA’s root certificate, from the CA’s owner: --ca-path FILE. What the upstream itself shows proves nothing until its SHA-256 fingerprint is compared out of band',
        obtain: `${withServerName(given)}  # the last issuer ("i:") names the root to ask for`,
      };
    }
    case 'client-certificate':
      return {
        id,
        ask: 'The PEM file with nginx’s own client certificate (and its chain), issued by a CA that the upstream accepts: --client-certificate FILE',
        obtain: acceptableClientCas(given),
      };
    case 'client-key':
      return {
        id,
        ask: 'The PEM file with the private key of that client certificate: --client-key FILE',
        obtain: 'openssl x509 -noout -pubkey -in CERT; openssl pkey -pubout -in KEY  # both print the same',
      };
  }
}
