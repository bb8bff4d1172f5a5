import { mixture } from '../literals/random.js';
import type { Target } from './value.js';

/** Segments of a URL's path after which a token stands. */
const announcing =
  /\/(?:reset|reset-password|password-reset|verify|verification|invite|invitations?|tokens?|confirm|confirmation|activate|activation|unsubscribe|magic|magic-link|shared?|hooks?|webhooks?|callback|auth|login|sso|sessions?|downloads?|signed|s|k|t|keys?|secret|bot|api-?key|access|join|pair|recover|recovery|services|triggers|workflows)\/$/i;
const webhook =
  /(?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks|webhook\.office\.com\/webhookb2)\//g;
const webhookPath = /[A-Za-z0-9@/_-]{20,300}/y;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Where the path of a URL names a tenant. */
const tenant = /\/(?:subscriptions|tenants|accounts|organizations|orgs)\/$/i;
const file = /\.[a-z]{2,5}$/;

/** Judges a word that follows a slash: a token inside the path of a URL, of which only its company and its form tell. */
export function judgeSegment(target: Target, start: number, end: number): void {
  const { text, report } = target;
  const word = text.slice(start, end);
  if (end - start > 200 || file.test(word) || /[=@]/.test(text[end] ?? '')) return;
  const before = text.slice(Math.max(0, start - 20), start);
  if (tenant.test(before) && (uuid.test(word) || /^\d{12}$/.test(word)))
    report(start, end, 'ACCOUNT', 'identity', 'account/path');
  else if (announcing.test(before) && /\d/.test(word) && (mixture(word) > 0.15 || /^[0-9a-f]{32,}$/.test(word)))
    report(start, end, 'TOKEN', 'shape', 'url/path');
  else if (end - start >= 24 && !word.includes('.') && /[a-z]/.test(word) && /[A-Z]/.test(word) && mixture(word) > 0.35)
    report(start, end, 'TOKEN', 'shape', 'url/path');
}

/** Judges addresses to which anybody may post: their path is the secret. */
export function judgeWebhooks(target: Target): void {
  if (!target.text.includes('hook')) return;
  for (const { index, 0: whole } of target.text.matchAll(webhook)) {
    webhookPath.lastIndex = index + whole.length;
    if (webhookPath.test(target.text))
      target.report(index + whole.length, webhookPath.lastIndex, 'TOKEN', 'shape', 'token/webhook');
  }
}
