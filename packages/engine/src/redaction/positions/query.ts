import { isHarmless } from '../literals/harmless.js';
import { looksRandom, mixture } from '../literals/random.js';
import { senseOf } from '../names/sense.js';
import { words } from '../names/words.js';
import { judgeUserName } from './user.js';
import { judgeValue, kindOf, type Target } from './value.js';

/** Parameters that carry credentials though their names say little: OAuth 2 (RFC 6749), OpenID, SAML, signed URLs of S3, GCS, Azure, CloudFront. */
const credentials = new Set(
  words(`
  code state nonce sig se-sig samlresponse samlrequest relaystate ticket key k auth sid session sess policy x-amz-signature
  x-amz-credential x-amz-security-token x-goog-signature x-goog-credential awsaccesskeyid signature hmac hash md5 st st-sig hdnts hdnea
  token t otp pin pass pw invite magic verify code_verifier id_token_hint device_code user_code client_assertion assertion login_challenge
  consent_challenge jsessionid phpsessid confirmation reset unsubscribe sso saml lt execution sas keypair key-pair-id
`),
);
/** What Azure's shared access signatures say openly, and CloudFront's times. */
const open = new Set(
  words(`
  sv sp sr se st spr srt ss sip skoid sktid skt ske sks skv expires e v ver rev hash cb t _ ts q code
`),
);

/** Names of what pages and logs show in hex: versions, digests, identifiers. */
const shown =
  /^(?:.*[_-])?(?:i?d|uid|[ug]uid|v|ver|version|rev|revision|hash|h|sha\d*|md5|commit|build|etag|digest|checksum|integrity|trace|traceid|span|request|req|rid|cid|c|r|cb|ref|object|file|image|asset|blob)$|[iI][dD]$/i;
/** `app.css?hash=…`: a version of a file that everybody may have. */
const isOfAsset = (text: string, start: number): boolean =>
  /\.(?:css|m?js|map|png|jpe?g|gif|svg|ico|webp|woff2?|ttf)\?[^\s"]{0,40}$/i.test(
    text.slice(Math.max(0, start - 60), start),
  );

/** What an image was asked for with, signed: `ik-s=…`, `s=…`. */
const signs = /(?:^|[-_])(?:s|sig|sign|signature|hmac|tok|token)$/i;

/** How long a value of an unknown parameter has to be to look drawn by chance. */
const shortestLogged = 14;

/** `grant_type=password&username=…`: a form, whose fields are judged one by one where they stand. */
export const isForm = (text: string): boolean =>
  /^[\w.-]{1,60}=[^&\s]{0,400}(?:&[\w.-]{1,60}=[^&\s]{0,400}){1,20}$/.test(text);

/**
 * Judges the query of a URL that somebody wrote into a configuration or a manifest: what is sent the same each time and looks drawn is
 * there to be let in, under whatever name.
 */
export function judgeWrittenQuery(target: Target, start: number, end: number): void {
  for (const { index, 1: name = '', 2: value = '' } of target.text.slice(start, end).matchAll(written)) {
    if (shown.test(name) || open.has(name.toLowerCase())) continue;
    const from = start + index + name.length + 2;
    if (/^[A-Z0-9]{12,64}$/.test(value) && mixture(value) > 0.15)
      target.report(from, from + value.length, kindOf(name), 'position', 'url/query');
    else if (looksRandom(value, shortestWritten))
      judgeParameter(target, name, from, from + value.length, 'url/query', shortestWritten);
  }
}
const written = /[?&]([\w.[\]-]{1,60})=([^&\s"'#;$<>{}]{10,400})(?=[&\s"'#;]|$)/g;
const shortestWritten = 10;
const nested = /(?:%3[Ff]|%26)([\w.-]{1,60})%3[Dd]([^%&\s"']{8,400})/g;
const calledBack = /\/(?:oauth2?|oidc|openid|sso|auth)\/(?:[\w-]{1,40}\/)?callback\?[^\s"]*$/i;

/** Judges the value of one parameter of a query. */
export function judgeParameter(
  target: Target,
  name: string,
  start: number,
  end: number,
  rule: string,
  shortest = shortestLogged,
): void {
  const given = target.text.slice(start, end);
  if (given === '') return;
  // redirect_uri=https%3A%2F%2F…%3Fname%3Dvalue: a query in a query
  if (given.includes('%3')) {
    for (const { index, 0: whole, 1: inner = '', 2: value = '' } of given.matchAll(nested)) {
      const stop = start + index + whole.length;
      judgeParameter(target, inner, stop - value.length, stop, rule, shortest);
    }
  }
  // Back from a login: whoever has the code first is logged in (RFC 6749, section 4.1.2).
  if (
    /^(?:code|state)$/i.test(name) &&
    given.length >= 8 &&
    given.length <= 2048 &&
    calledBack.test(target.text.slice(Math.max(0, start - 200), start))
  ) {
    const colon = given.search(/[:&]|$/);
    target.report(start, start + colon, 'TOKEN', 'position', rule);
    return;
  }
  // AKIA…/20240101/region/service: behind the key stands what the signature is for
  const scope = /-credential$/i.test(name) ? given.search(/(?:\/|%2F)\d{8}(?:\/|%2F)/i) : -1;
  if (scope > 0) end = start + scope;
  const value = target.text.slice(start, end);
  const lower = name.toLowerCase();
  const sense = senseOf(name);
  if (lower === 'code_challenge') return;
  if (sense === 'user' || (lower === 'login' && /^[a-z][\w.-]*[._\d][\w.-]*$/i.test(value))) {
    judgeUserName(target, start, end, rule);
    return;
  }
  const strength =
    sense === 'secret' && !open.has(lower)
      ? 'secret'
      : credentials.has(lower) || sense === 'suspect'
        ? 'suspect'
        : sense === 'harmless'
          ? undefined
          : 'unknown';
  if (
    strength === undefined ||
    (isOfAsset(target.text, start) &&
      !(signs.test(name) && (/^[0-9a-f]{32,128}$/i.test(value) || looksRandom(value, shortest))))
  )
    return;
  if (strength === 'unknown' && /^[0-9a-f]{32,128}$/i.test(value) && !shown.test(name)) {
    target.report(start, end, 'SECRET', 'position', rule);
    return;
  }
  const plain = value.includes('%') ? decoded(value) : '';
  if (plain !== '' && !/[?&=]/.test(plain) && isHarmless(plain, strength === 'secret' ? 'secret' : 'suspect')) return;
  // A number or a short digest under such a name is a version or a time as well.
  if (strength === 'suspect' && open.has(lower) && (/^[\d.:TZ-]{1,24}$/.test(value) || value.length < 12)) return;
  // Words are percent-encoded as well.
  if (strength === 'unknown' && value.includes('%') && !looksRandom(decoded(value), shortest)) return;
  judgeValue(target, start, end, {
    strength,
    kind: kindOf(lower === 'policy' ? 'signature' : name),
    layer: 'position',
    rule,
    shortest,
  });
}

/** Byte by byte: what it means in UTF-8 does not matter here. */
const decoded = (value: string): string =>
  value.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
