import { isPlaceholder } from '../kinds.js';
import { remembering } from '../remembering.js';
import {
  attributes,
  counts,
  descriptions,
  harmlessNames,
  keyQualifiers,
  secretStems,
  secretWords,
  suspectWords,
  unlikeStems,
  userWords,
} from './vocabulary.js';
import { wordsOf } from './words.js';

/**
 * What a name promises of its value: `secret`, something that is one in most places (`suspect`), a `user`, the name or place of something
 * (`described`), nothing (`harmless`); or it says nothing of it (`unknown`).
 */
export type Sense = 'secret' | 'suspect' | 'user' | 'described' | 'harmless' | 'unknown';

/** Before `code`: who knows it gets in. */
const codeQualifiers = new Set(
  'access pass door entry secret unlock gate launch pairing recovery security auth invite setup activation confirm'.split(
    ' ',
  ),
);

const nounsFirst = new Set(
  'heslo haslo senha clave contrasena mdp parola parole chave chiave cle sifre salasana geslo lozinka'.split(' '),
);

const otherKeys =
  /^(?:mon|tur|don|hoc|joc|whis|hot|soft|short|public|pub|primary|foreign|unique|sort|cache|zone|map|object|index|partition|shard|group|routing|hash|lookup|i18n|translation|message|label|config|event|any|arrow|function)key$/i;
const senseOfShort = remembering((name) => {
  const sense = judge(name);
  return sense === 'unknown' && /^[a-z]{3,12}key$/i.test(name) && !otherKeys.test(name) ? 'suspect' : sense; // joinkey
});

/** The sense of the name of a header, variable, parameter, key or option. */
export const senseOf = (name: string): Sense => (name.length > 120 ? 'unknown' : senseOfShort(name));

/** As people call Secrets; other words joined by a hyphen may be the secret. */
const objectName =
  /^[a-z]+(?:-[a-z]+)*-(?:users?|secrets?|credentials?|creds|auth|tls|keys?|tokens?|certs?|htpasswd|login|config)$/;

/** `tlsSecret: shop-tls`, `pullSecret: regcred`: of Helm's values, which name the Secret that holds it; nobody writes these out in a line. */
const referring =
  /^(?:tls|ssl|ca|basicAuth|cert|certificate|pull|imagePull|image|registry|credentials?|kubeconfig)Secret$/;
const label = /^(?:[a-z]+(?:-[a-z]+)*\/)?[a-z]+\d{0,2}(?:-[a-z]+\d{0,2}|-\d{1,4}){0,6}$/;

/**
 * Whether a value is the name of a Secret or of an entry of one, rather than a secret: `secret: admin-users` of Traefik, `secretKey: password`
 * of External Secrets, `secrets: [db_password]` of Compose, where a list may hold single words as well.
 */
export function namesSecret(name: string, value: string, listed = false): boolean {
  if (name === 'secretKey') return /^[a-z]+(?:[._-][a-z]+)*$/i.test(value);
  if (/^(?:pullS|imagePullS|s)ecrets$/.test(name))
    return listed ? /^[a-z]+(?:[_-][a-z]+)*\d?$/.test(value) : /^[a-z]+(?:[_-][a-z]+)+$/.test(value);
  if (referring.test(name)) return label.test(value);
  return /^(?:secret|credentials|authSecret)$/.test(name) && objectName.test(value);
}

function judge(name: string): Sense {
  if (/^wordpress_(?:logged_in|sec)_[0-9a-f]{16,}$/.test(name)) return 'secret';
  if (isPlaceholder(name)) return 'unknown';
  const words = wordsOf(name);
  if (words.length === 0) return 'unknown';
  const joined = words.join('-');
  // X-GitHub-Delivery is of three words, and of four where its capitals count.
  const written = name.toLowerCase().replaceAll('_', '-');
  if (
    harmlessNames.has(joined) ||
    harmlessNames.has(written) ||
    (words.some((word) => /^(?:public|publishable|pub|existing)$/.test(word)) && words.at(-1) !== 'salt')
  )
    return 'harmless';
  // `secret_id` of Vault is one half of a login, and whoever has a session's id has the session.
  if (words.at(-1) === 'id' && /^(?:secret|session|sess|login)$/.test(words.at(-2) ?? ''))
    return words.at(-2) === 'secret' ? 'secret' : 'suspect';
  // Drawn for one request, to find it again in logs.
  const drawn = /(?:^|-)(?:request|trace|span|correlation)-?id$/.exec(joined);
  if (drawn !== null) return strongest(joined.slice(0, drawn.index).split('-')) === 'secret' ? 'secret' : 'harmless';
  if (
    /^saml-(?:response|request|art)$|^relay-state$|^cloud-?front-(?:policy|signature)$|^sec-(?:hash|http-bl)-key$/.test(
      joined,
    )
  )
    return 'secret';
  if (/^x-kubernetes-/.test(joined)) return 'harmless'; // of its API, about how a request was taken in
  if (/(?:^|-)erlang-cookie$/.test(joined)) return 'secret'; // whoever has it is a node of the cluster
  // `LAUNCH_CODE`, `--discovery-token-ca-cert-hash`
  if (words.at(-1) === 'code' && codeQualifiers.has(words.at(-2) ?? '')) return 'secret';
  if (
    /^(?:hash|fingerprint|thumbprint|pin|pins|sha256|digest)$/.test(words.at(-1) ?? '') &&
    /^(?:cert|certificate|ca|pubkey|spki|leaf|root)$/.test(words.at(-2) ?? '')
  )
    return 'harmless';
  if (
    /^pin-?sha-?(?:1|256)$/.test(joined) ||
    /^x-amz-checksum-/.test(joined) ||
    /(?:^|-)(?:i18n|l10n|translation)-key$/.test(joined)
  )
    return 'harmless';
  // `max_tokens` of language models; `TOKEN_EXPIRES_IN`
  if (words.at(-1) === 'tokens' && counts.has(words[0] ?? '')) return 'harmless';
  if (words[0] === 'tokens' && /^(?:used|per|left|remaining|total)$/.test(words[1] ?? '')) return 'harmless';
  if (words.at(-1) === 'in' && /^(?:expires?|valid)$/.test(words.at(-2) ?? '')) return 'harmless';
  if ((words.at(-1) === 'key' && words.at(-2) === 'site') || words.at(-1) === 'sitekey') return 'harmless'; // reCAPTCHA shows it to everybody
  // `adminPasswordKey: admin-password` names an entry of a Secret.
  if (words.at(-1) === 'key' && /^(?:password|passwd|user|username|token)$/.test(words.at(-2) ?? '')) return 'harmless';
  // HESLO_DB, SENHA_SERVER: in most languages what it is for stands behind
  if (
    nounsFirst.has(words[0] ?? '') &&
    /^(?:db|database|server|servidor|proxy|backend|host|api)$/.test(words.at(-1) ?? '')
  )
    return 'secret';
  const last = (words.at(-1) ?? '').replace(/\d+$/, '') || (words.at(-2) ?? '');
  const sensed = strongest(words);
  // `token_ttl` is about a token and `secretName` names one; neither holds it.
  if (attributes.has(last) && !secretWords.has(last))
    return sensed === 'secret' ? 'harmless' : words.length > 1 && descriptions.has(last) ? 'described' : 'unknown';
  return sensed;
}

function strongest(words: readonly string[]): Sense {
  if (words.some((word, at) => isSecretWord(word, words[at - 1]))) return 'secret';
  if (words.some((word) => suspectWords.has(word))) return 'suspect';
  return words.some((word) => userWords.has(word)) ? 'user' : 'unknown';
}

function isSecretWord(word: string, before: string | undefined): boolean {
  const bare = word.replace(/\d+$/, '');
  if (bare === 'key' || bare === 'keys') return before !== undefined && !keyQualifiers.has(before);
  if (secretWords.has(bare)) return true;
  // dbpass, rootpw; not bypass
  if (
    bare.length > 4 &&
    /(?:pass|pwd|pw)$/.test(bare) &&
    !/(?:by|com|over|under|tres|encom|sur|im|tras)pass$/.test(bare)
  )
    return true;
  const stemmed = bare.replace(unlikeStems, '');
  return secretStems.some((stem) => stemmed.includes(stem));
}
