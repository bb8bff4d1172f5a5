import { mixture } from '../literals/random.js';
import type { Target } from './value.js';

/** Segments of a URL's path after which a token stands. */
const announcing =
  /\/(?:reset|reset-password|password-reset|verify|verification|invite|invitations?|tokens?|confirm|confirmation|activate|activation|unsubscribe|magic|magic-link|shared?|hooks?|webhooks?|callback|auth|login|sso|sessions?|downloads?|signed|s|k|t|keys?|secret|bot|api-?key|access|join|pair|recover|recovery|services|triggers|workflows|catch|integrations?|feed)\/$/i;
/** The same in a word of several, in whatever language. */
const announcingWord =
  /\/[\w-]{0,20}(?:passwor[dt]|passwd|kennwort|reset|token|geheim|secret|hidden|einladung|invit|confirm|bestaetig|best%C3%A4tig|aktivier|activat|verif|unsubscribe|abmeld|magic|recover|contrasena|mot-?de-?passe)[\w-]{0,20}\/$/i;
const webhook =
  /(?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks|webhook\.office\.com\/webhookb2)\//g;
const webhookPath = /[A-Za-z0-9@/_-]{20,300}/y;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Where the path of a URL names a tenant. */
const tenant = /\/(?:subscriptions|tenants|accounts|organizations|orgs)\/$/i;
const substitution = /\bsed\b[^\n]{0,200}["' ]s\/(?:[^/\n]{1,200}\/)?$/;
const file = /\.[a-z]{2,5}$/;

/** Judges a word that follows a slash: a token inside the path of a URL, of which only its company and its form tell. */
export function judgeSegment(target: Target, start: number, end: number): void {
  const { text, report } = target;
  const word = text.slice(start, end);
  if (end - start > 200 || file.test(word) || /[=@]/.test(text[end] ?? '')) return;
  if (text.startsWith('kubernetes.io/secret/', start - 21)) return; // the volume of a pod
  if (text.startsWith('acme-challenge/', start - 15)) return; // RFC 8555, section 8.3: it is there for everybody
  // sed 's/OLD/NEW/'
  if (
    end - start >= 16 &&
    /^[0-9a-f]*\d[0-9a-f]*$/i.test(word) &&
    text[end] === '/' &&
    substitution.test(text.slice(Math.max(0, start - 300), start))
  ) {
    report(start, end, 'TOKEN', 'shape', 'terminal/substitution');
    return;
  }
  const before = text.slice(Math.max(0, start - 60), start);
  if (tenant.test(before) && (uuid.test(word) || /^\d{12}$/.test(word)))
    report(start, end, 'ACCOUNT', 'identity', 'account/path');
  else if (
    (announcing.test(before) || announcingWord.test(before)) &&
    /\d/.test(word) &&
    (mixture(word) > 0.15 || /^[0-9a-f]{32,}$/.test(word))
  )
    report(start, end, 'TOKEN', 'shape', 'url/path');
  else if (
    /^(?:[a-z]{2,12}-)?(?:private|secret|token|magic|share|key|auth|hook)-(?=[a-z0-9]*\d)[a-z0-9]{16,128}$/i.test(word)
  )
    report(start + word.lastIndexOf('-') + 1, end, 'TOKEN', 'shape', 'url/path');
  else if (
    end - start >= 28 &&
    text.charCodeAt(end) === SLASH &&
    /^(?=[0-9a-f]*[g-z])[a-z0-9]+$/.test(word) &&
    mixture(word) > 0.35 &&
    !/(?:_next|static|assets?|chunks|build|dist|objects?)\/$/.test(before)
  )
    report(start, end, 'TOKEN', 'shape', 'url/path');
  else if (
    end - start >= 24 &&
    !word.includes('.') &&
    /[a-z]/.test(word) &&
    /[A-Z]/.test(word) &&
    mixture(word) > 0.35 &&
    !isInBase64(text, start, end)
  )
    report(start, end, 'TOKEN', 'shape', 'url/path');
}

/**
 * Whether a word between slashes is a piece of base64, one of whose characters is the slash (RFC 4648, section 4): it goes on with a plus
 * sign or padding, is announced, or begins with as much that is drawn by chance. What a secret in base64 is, its name tells.
 */
function isInBase64(text: string, start: number, end: number): boolean {
  let from = start - 1;
  while (from > 0 && start - from < mostBefore && isBase64(text.charCodeAt(from - 1))) from--;
  if (start - from >= mostBefore) return true; // no path is as long
  if (/(?:base64,|\bh1:|\bp=)$/.test(text.slice(Math.max(0, from - 8), from))) return true;
  if (from === start - 1 || text.charCodeAt(from) === SLASH) return false; // the path of a request
  if (/^[.-]$/.test(text[from - 1] ?? '')) return false; // behind a host
  const before = text.slice(from, start - 1);
  const [first = ''] = before.split('/', 1);
  return before.includes('+') || /^[+=]/.test(text.slice(end, end + 1)) || (first.length >= 16 && mixture(first) > 0.2);
}

const SLASH = 47;
const mostBefore = 512;
const isBase64 = (code: number): boolean =>
  (code >= 47 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 43;

/** Judges addresses to which anybody may post: their path is the secret. */
export function judgeWebhooks(target: Target): void {
  if (!target.holds('hook')) return;
  for (const { index, 0: whole } of target.text.matchAll(webhook)) {
    webhookPath.lastIndex = index + whole.length;
    if (webhookPath.test(target.text))
      target.report(index + whole.length, webhookPath.lastIndex, 'TOKEN', 'shape', 'token/webhook');
  }
}
