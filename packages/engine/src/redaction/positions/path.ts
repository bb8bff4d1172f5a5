import { mixture } from '../literals/random.js';
import type { Target } from './value.js';

/** Segments of a URL's path after which a token stands. */
const announced =
  /\/(?:reset|reset-password|password-reset|verify|verification|invite|invitation|invitations|token|tokens|confirm|confirmation|activate|activation|unsubscribe|magic|magic-link|share|shared|hooks?|webhooks?|callback|auth|login|sso|session|sessions|download|signed|s|k|t|key|keys|secret|bot|api-key|apikey|access|join|pair|recover|recovery)\/([A-Za-z0-9_~.-]{16,200})(?=[/?#\s"'<>);,\]]|$)/gi;
/** A segment by itself that is long and drawn from both cases and digits. */
const segment = /\/([A-Za-z0-9_-]{24,200})(?=[/?#\s"'<>);,\]]|$)/g;
const slackHook = /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9_/-]{20,200})/g;
const discordHook = /discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d{10,25}\/([A-Za-z0-9_-]{40,120})/g;
const teamsHook = /webhook\.office\.com\/webhookb2\/([A-Za-z0-9@/-]{40,300})/g;
/** Where the path of a URL names a tenant: /subscriptions/…, /accounts/…, /projects/… */
const tenant =
  /\/(?:subscriptions|tenants|accounts|organizations|orgs)\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{12})(?=[/?#\s"']|$)/gi;

/** Judges tokens inside the paths of URLs, of which only their company and their form tell. */
export function judgePaths(target: Target): void {
  const { text, report } = target;
  for (const pattern of [slackHook, discordHook, teamsHook]) {
    for (const { index, 0: whole, 1: token = '' } of text.matchAll(pattern)) {
      report(index + whole.length - token.length, index + whole.length, 'TOKEN', 'shape', 'token/webhook');
    }
  }
  for (const { index, 0: whole, 1: id = '' } of text.matchAll(tenant)) {
    report(index + whole.length - id.length, index + whole.length, 'ACCOUNT', 'identity', 'account/path');
  }
  for (const { index, 0: whole, 1: token = '' } of text.matchAll(announced)) {
    if (/\d/.test(token) && (mixture(token) > 0.15 || /^[0-9a-f]{32,}$/.test(token)) && !/\.[a-z]{2,4}$/.test(token)) {
      report(index + whole.length - token.length, index + whole.length, 'TOKEN', 'position', 'url/path');
    }
  }
  for (const { index, 1: token = '' } of text.matchAll(segment)) {
    if (/[a-z]/.test(token) && /[A-Z]/.test(token) && /\d/.test(token) && mixture(token) > 0.35) {
      report(index + 1, index + 1 + token.length, 'TOKEN', 'position', 'url/path');
    }
  }
}
