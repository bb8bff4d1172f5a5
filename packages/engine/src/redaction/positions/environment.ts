import { mixture } from '../literals/random.js';
import { senseOf } from '../names/sense.js';
import { isChosen } from './odd-words.js';
import { judgeValue, kindOf, type Target } from './value.js';

/** `NAME=value` on a line of its own, as .env files, Dockerfiles, Compose and shells have it; what has a word in its value is a sentence. */
const assignment =
  /^[ \t]*(?:(?:export|ENV|ARG|set|setx)[ \t]+|-[ \t]+)?(["']?)([\p{L}_][\p{L}\p{N}_]{1,80})=(["']?)([^\s"'#;`]{14,400})\3\1[ \t]*;?\r?$/gmu;
/** Quicker than the above, and true of all that it takes. */
const possible = /^[ \t]*(?:(?:export|ENV|ARG|set|setx)[ \t]+|-[ \t]+)?["']?[^\s="']{2,90}=["']?[^\s="']{8}/m;
/** `SetEnv NAME value` of Apache, `$env:NAME = '…'` of PowerShell, `Environment="NAME=value" "NAME=value"` of systemd. */
const others =
  /^[ \t]*SetEnv[ \t]+(\w{2,80})[ \t]+["']?([^\s"']{8,400})|\$env:(\w{2,80})[ \t]*=[ \t]*["']([^"'\n]{8,400})["']|(?<=^[ \t]*Environment=[^\n]{0,400}?)"?\b([A-Z][A-Z0-9_]{1,80})=([^\s"']{8,400})/gm;
/** `value = "…"` of Terraform and its like: the name is said above. */
const content = /^[ \t]*(?:value|default|content|secret_string|plaintext)[ \t]*=[ \t]*"([^"\n]{14,400})"[ \t]*\r?$/gm;
/** Names of what is shown to everybody in hex: versions and digests. */
const shown =
  /(?:^|_)(?:commit|sha\d*|digest|hash|rev|revision|version|id|uuid|guid|checksum|fingerprint|thumbprint|etag|image|tag|build|ref|integrity|md5|pin|serial)$/i;

/** Judges what an environment holds under names that say nothing, where it looks drawn by chance: an environment is where secrets are put. */
export function judgeEnvironment(target: Target): void {
  const { text } = target;
  for (const { index, 0: whole, 1: value = '' } of target.holds('= "') ? text.matchAll(content) : []) {
    const start = index + whole.lastIndexOf(value);
    judgeValue(target, start, start + value.length, {
      strength: 'unknown',
      kind: 'SECRET',
      layer: 'cue',
      rule: 'cue/content',
      shortest: 14,
    });
  }
  for (const found of target.holds('SetEnv', '$env:', 'Environment=') ? text.matchAll(others) : []) {
    const name = found[1] ?? found[3] ?? found[5] ?? '';
    const value = found[2] ?? found[4] ?? found[6] ?? '';
    const start = found.index + found[0].lastIndexOf(value);
    judgeNamed(target, name, start, start + value.length);
  }
  if (!text.includes('=') || !possible.test(text)) return;
  for (const { index, 0: whole, 1: outer = '', 2: name = '', 3: inner = '', 4: value = '' } of text.matchAll(
    assignment,
  )) {
    // A URL is judged as one.
    if (senseOf(name) !== 'unknown' || shown.test(name) || /&[\w-]+=|:\/\//.test(value)) continue;
    const end = index + whole.trimEnd().replace(/;$/, '').length - outer.length - inner.length;
    const start = end - value.length;
    judgeNamed(target, name, start, end);
  }
}

function judgeNamed(target: Target, name: string, start: number, end: number): void {
  const value = target.text.slice(start, end);
  const kind = kindOf(name);
  const sense = senseOf(name);
  if (sense === 'harmless' || shown.test(name)) return;
  if (/^[0-9a-f]{32,128}$/i.test(value) || isChosen(value) || isDrawnInCapitals(value))
    target.report(start, end, kind, 'cue', 'cue/environment');
  else
    judgeValue(target, start, end, {
      strength: sense === 'secret' ? 'secret' : 'unknown',
      kind,
      layer: 'cue',
      rule: 'cue/environment',
      shortest: 14,
    });
}

const isDrawnInCapitals = (value: string): boolean =>
  /^(?=[A-Z]*\d)[A-Z0-9]{20,128}$/.test(value) && mixture(value) > 0.25;
