import type { Strength } from '../literals/harmless.js';
import { inWords, looksRandom } from '../literals/random.js';
import { senseOf } from '../names/sense.js';
import { judgeCookies } from './cookie.js';
import { judgeUserName } from './user.js';
import { judgeValue, kindOf, strengthOf, type Target } from './value.js';

const scheme =
  /^\s*(Bearer|Basic|Digest|Negotiate|NTLM|Token|ApiKey|Api-Key|Key|JWT|GoogleLogin|OAuth|Hawk|AWS4-HMAC-SHA256|SharedKey(?:Lite)?|SharedAccessSignature|[A-Z][A-Za-z0-9-]{2,24})(?=[\s:])[\s:]+/i;
const parameter = /([A-Za-z_-]{1,40})\s*=\s*(\\+"[^"\\]{0,4096}\\+"|"(?:[^"\\]|\\.){0,4096}"|[^\s,;"]{1,4096})/g;
/** Parameters of credentials that hold none themselves (RFC 7616; AWS Signature Version 4). */
const openParameters = new Set([
  'realm',
  'algorithm',
  'uri',
  'qop',
  'nc',
  'signedheaders',
  'opaque',
  'username',
  'charset',
  'stale',
  'version',
  'oauth_version',
  'oauth_signature_method',
  'oauth_timestamp',
  'token_prefix',
]);

/** What a header of one's own tells of how somebody was let in, beside the secret that lets in. */
const manners =
  /^(?:basic|bearer|none|anonymous|guest|internal|external|forward(?:ed)?|proxy|optional|required|ldap|oidc|saml|oauth2?|jwt|mtls|kerberos|local|sso|cert|session|token|passed|ok|success|failed|denied|granted|[a-z]+[ -](?:auth|mode|only))$/i;
/** A header that carries credentials by its definition. */
const credentials = /^(?:proxy-)?authori[sz]ation$|^x-(?:[\w-]*-)?authorization$|^authentication$/i;
const cookies = /^(?:set-)?cookie2?$|-cookie$/i;

/**
 * Judges the value of a header that a message carries; `otherwise` is how strictly an unknown header is taken: `suspect` for what nginx
 * sends to an upstream, `unknown` for what it tells a client.
 */
export function judgeHeader(
  target: Target,
  name: string,
  start: number,
  end: number,
  otherwise: Strength,
  rule: string,
): void {
  const { text } = target;
  if (cookies.test(name)) {
    judgeCookies(target, start, end, /^set-/i.test(name), rule);
    return;
  }
  const sense = senseOf(name);
  if (sense === 'user' && !credentials.test(name) && !looksRandom(text.slice(start, end), 16)) {
    judgeUserName(target, start, end, rule);
    return;
  }
  const value = text.slice(start, end);
  // What has a name and a size is written for people; nobody writes 16 letters and digits.
  const opaque = sense === 'described' && /^[\w+/=-]{16,}$/.test(value) && /\d/.test(value) && !inWords(value);
  // `X-Internal-Auth: letmein-please`: what an upstream demands to be sent is mostly chosen, and of words
  const isShared = otherwise === 'suspect' && /[-_]auth$/i.test(name) && !manners.test(value);
  const strength = credentials.test(name) || isShared ? 'secret' : strengthOf(opaque ? 'unknown' : sense, otherwise);
  if (strength === undefined) return;
  const found = strength === 'unknown' ? null : scheme.exec(value);
  const from = found === null || isAlone(value, found[0].length) ? start : start + found[0].length;
  const known = found?.[1]?.toLowerCase();
  if (
    known !== undefined &&
    from > start &&
    (/^(?:digest|hawk|oauth|aws4-hmac-sha256|sharedaccesssignature)$/.test(known) ||
      (known === 'token' && /^\w{1,20}=/.test(value.slice(from - start))))
  ) {
    judgeParameters(target, from, end, rule);
    return;
  }
  const kind = known === 'basic' ? 'CREDENTIALS' : known === 'bearer' ? 'TOKEN' : kindOf(name);
  judgeValue(target, from, end, { strength, kind, layer: 'position', rule, shortest: 12 });
}

const knownScheme = /^\s*(?:Bearer|Basic|Digest|Negotiate|NTLM|Token|ApiKey|Api-Key|Key|JWT|OAuth)[\s:]/i;

/** `Bearer ` and nothing after it; and a sentence is not a scheme with credentials. */
function isAlone(value: string, after: number): boolean {
  const rest = value.slice(after).trim();
  if (rest.length < 6 && !knownScheme.test(value)) return true; // a passphrase of a word and a number
  return rest === '' || (/\s/.test(rest) && !rest.includes('='));
}

function judgeParameters(target: Target, start: number, end: number, rule: string): void {
  const value = target.text.slice(start, end);
  for (const match of value.matchAll(parameter)) {
    const [whole, name = '', given = ''] = match;
    if (openParameters.has(name.toLowerCase())) continue;
    const quoted = /^\\*"/.exec(given)?.[0].length ?? 0;
    const from = start + match.index + whole.length - given.length + quoted;
    const slash = name.toLowerCase() === 'credential' ? given.indexOf('/') : -1; // AKIA…/20240101/region/service
    const to = slash === -1 ? start + match.index + whole.length - quoted : from - quoted + slash;
    judgeValue(target, from, to, { strength: 'secret', kind: kindOf(name), layer: 'position', rule });
  }
}
