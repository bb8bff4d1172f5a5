import type { Case, NeedId, Repair, SettingName } from '../causes/cause.js';
import { isSet, unfitName } from '../causes/evidence/hop-state.js';
import { unfitAnsweredName } from '../causes/evidence/unfit-answered-name.js';
import { unfitBundle } from '../causes/evidence/unfit-bundle.js';
import type { Answers } from '../diagnosis/diagnosis.js';
import type { Hop } from '../hops/hop.js';
import { verifiedName } from '../hops/index.js';
import { type Change, settingOf } from './change.js';
import { usableName, usablePath } from './names.js';
import { nameBeside } from './neighbours.js';

/** A value that is known, or the need that has to be answered for it. */
type Wanted = { readonly value: string } | { readonly need: NeedId };

export interface Hardening {
  readonly changes: readonly Change[];
  readonly needs: readonly NeedId[];
}

/** Intermediates allowed where a hop begins to verify and its chain was not given: root, two levels of CA, leaf. */
const ordinaryDepth = '2';

const whys = {
  verify: 'nginx checks the upstream’s certificate; without it anybody in the path can answer in its place',
  trusted_certificate: 'the root certificate that the upstream’s chain has to end in; nginx has no default',
  verify_depth: 'how many intermediates may stand between leaf and root (default 1)',
  server_name: 'sends the name (SNI), so that the upstream can choose the certificate that is checked',
  name: 'the DNS name that is sent and checked, written out so that no client can choose it',
  session_reuse: 'keeps TLS sessions of locations with different names on the same peer apart',
} as const;

/**
 * All layers at once, since nginx logs one fault at a time: verification on, CA, depth, SNI and name, together with
 * what the cause calls for, at every hop that shares the peer (and so its TLS sessions). What only the user can know
 * is never invented: it stays `<need>` and is listed.
 */
export function harden(
  given: Case,
  repairs: readonly Repair[],
  hops: readonly Hop[],
  apart: readonly Hop[],
  answers: Answers,
): Hardening {
  const needs = new Set<NeedId>();
  const changes: Change[] = [];
  const ca = trustedCertificate(given, repairs, hops, answers);
  for (const hop of hops) {
    const want = (setting: SettingName, wanted: Wanted, why: string): void => {
      const value = 'need' in wanted ? `<${wanted.need}>` : wanted.value;
      if ('need' in wanted) needs.add(wanted.need);
      if (settingOf(hop, setting).value !== value || !isSet(settingOf(hop, setting)))
        changes.push({ hop, setting, value, why });
    };
    const on = hop.tls.verify.value === 'on';
    want('verify', { value: 'on' }, whys.verify);
    want('trusted_certificate', ca, reason(repairs, 'trusted_certificate') ?? whys.trusted_certificate);
    // Where the name was checked, the chain was accepted with the depth in force.
    const accepted = on && given.incident.signature.kind === 'name';
    const depth = verifyDepth(given, repairs, hop, !on || (changesTrust(hop, ca) && !accepted));
    if (depth !== undefined)
      want('verify_depth', { value: depth }, reason(repairs, 'verify_depth') ?? whys.verify_depth);
    want('server_name', { value: 'on' }, whys.server_name);
    const name = nameFor(given, repairs, hop, hops, answers);
    if (name !== undefined) want('name', name, reason(repairs, 'name') ?? whys.name);
    for (const repair of repairs) {
      if (hop !== given.hop && !sharedByPeer.has(settingNamed(repair))) continue;
      if (repair.type === 'set' && repair.setting !== 'verify_depth')
        want(repair.setting, { value: repair.value }, repair.why);
      if (repair.type === 'remove') changes.push({ hop, setting: repair.setting, value: undefined, why: repair.why });
      if (repair.type === 'ask' && repair.setting !== 'trusted_certificate' && repair.setting !== 'name')
        want(repair.setting, answered(answers, repair.need), repair.why);
    }
  }
  changes.push(...presented(hops, repairs, answers), ...separateNames(hops, apart, changes));
  return { changes, needs: [...needs] };
}

/** What a peer demands of one hop it demands of every hop that reaches it. */
const sharedByPeer = new Set<SettingName | undefined>([
  'protocols',
  'ciphers',
  'certificate',
  'certificate_key',
  'conf_command',
]);

function settingNamed(repair: Repair): SettingName | undefined {
  return repair.type === 'scheme' ? undefined : repair.setting;
}

function reason(repairs: readonly Repair[], setting: SettingName): string | undefined {
  return repairs.find((repair) => repair.type !== 'scheme' && repair.setting === setting)?.why;
}

function answered(answers: Answers, need: NeedId): Wanted {
  const value = answers[need];
  return value === undefined || value === '' ? { need } : { value };
}

function asks(repairs: readonly Repair[], setting: SettingName): boolean {
  return repairs.some((repair) => repair.type === 'ask' && repair.setting === setting);
}

/** The CA file for all of them: the answer, else what is in force at one of them, else asked for. */
function trustedCertificate(given: Case, repairs: readonly Repair[], hops: readonly Hop[], answers: Answers): Wanted {
  // A bundle that would not verify the chain is no answer; need() says why.
  if (unfitBundle(given) !== undefined) return { need: 'ca-path' };
  const path = usablePath(answers['ca-path']);
  if (path !== undefined) return { value: path };
  if (answers['ca-path'] !== undefined && answers['ca-path'] !== '') return { need: 'ca-path' };
  if (asks(repairs, 'trusted_certificate')) return { need: 'ca-path' };
  const inForce = [given.hop, ...hops].find((hop) => hop !== undefined && isSet(hop.tls.trustedCertificate))?.tls
    .trustedCertificate.value;
  const misplaced = hops.map((hop) => otherFamily(hop, 'trusted_certificate')).find((value) => value !== undefined);
  const value = inForce ?? misplaced;
  return value === undefined ? { need: 'ca-path' } : { value };
}

/** A directive of another module's family beside the pass: `proxy_ssl_…` under `grpc_pass` has no effect, but says what was meant. */
function otherFamily(hop: Hop, setting: SettingName): string | undefined {
  for (const prefix of ['proxy_ssl_', 'grpc_ssl_', 'uwsgi_ssl_']) {
    if (prefix === hop.tls.prefix) continue;
    for (const block of hop.enclosing) {
      const found = block.children.find((child) => child.name === `${prefix}${setting}`);
      if (found !== undefined) return found.args.join(' ');
    }
  }
  return undefined;
}

function changesTrust(hop: Hop, ca: Wanted): boolean {
  return 'need' in ca || ca.value !== hop.tls.trustedCertificate.value;
}

function verifyDepth(given: Case, repairs: readonly Repair[], hop: Hop, begins: boolean): string | undefined {
  const current = Number.parseInt(hop.tls.verifyDepth.value ?? '1', 10);
  const called = repairs.find((repair) => repair.type === 'set' && repair.setting === 'verify_depth');
  if (called?.type === 'set' && Number(called.value) > current) return called.value;
  const needed = (given.answered ?? given.genuine ?? given.assessment)?.smallestDepth;
  if (needed !== undefined && needed > current) return String(needed);
  if (!begins || isSet(hop.tls.verifyDepth)) return undefined;
  return needed === undefined ? ordinaryDepth : String(Math.max(needed, 1));
}

/** The literal name to check, or undefined where the one in force is fit. */
function nameFor(
  given: Case,
  repairs: readonly Repair[],
  hop: Hop,
  hops: readonly Hop[],
  answers: Answers,
): Wanted | undefined {
  const main = hop === given.hop;
  const asked = main && asks(repairs, 'name');
  const fit = !asked && unfitName(hop) === undefined;
  const { name: checked } = verifiedName(hop);
  const refused =
    answers.name !== undefined && answers.name === given.answeredName && unfitAnsweredName(given) !== undefined;
  if (refused && (main || !fit)) return { need: 'name' };
  const answer = usableName(answers.name);
  if (answer !== undefined) {
    // A neighbour that checks a literal name of its own keeps it, and so does a pass that leads to several hosts.
    if (fit && (checked === undefined || (!main && isSet(hop.tls.name)))) return undefined;
    return checked === answer && !asked ? undefined : { value: answer };
  }
  if (fit) return undefined;
  const open = !isSet(hop.tls.name) || (hop.tls.name.value ?? '').includes('$');
  const known = open ? (usableName(otherFamily(hop, 'name')) ?? nameBeside(hop, hops)) : undefined;
  if (known !== undefined) return { value: known };
  const shown = given.genuine ?? given.assessment;
  if (shown?.anchored === 'yes' && shown.names.length === 1 && usableName(shown.names[0]) !== undefined)
    return { value: shown.names[0] ?? '' };
  return { need: 'name' };
}

/** A client certificate that the user names is used, whatever the first cause is: the line may not tell that one is wanted. */
function presented(hops: readonly Hop[], repairs: readonly Repair[], answers: Answers): readonly Change[] {
  const { 'client-certificate': certificate, 'client-key': key } = answers;
  if (certificate === undefined || key === undefined) return [];
  return hops.flatMap((hop) =>
    [
      {
        hop,
        setting: 'certificate' as const,
        value: certificate,
        why: 'the certificate that nginx presents to the upstream',
      },
      { hop, setting: 'certificate_key' as const, value: key, why: 'its private key' },
    ].filter(({ setting, value }) => !asks(repairs, setting) && settingOf(hop, setting).value !== value),
  );
}

/** Where hops on one peer check different names, a session of one must not be resumed by another. */
function separateNames(hops: readonly Hop[], apart: readonly Hop[], changes: readonly Change[]): readonly Change[] {
  const given = new Map(changes.flatMap(({ hop, setting, value }) => (setting === 'name' ? [[hop, value]] : [])));
  const after = (hop: Hop): string => given.get(hop) ?? verifiedName(hop).name ?? hop.tls.name.value ?? '';
  if (apart.length === 0 && new Set(hops.map(after)).size < 2) return [];
  return hops
    .filter((hop) => hop.tls.sessionReuse.value !== 'off')
    .map((hop) => ({ hop, setting: 'session_reuse' as const, value: 'off', why: whys.session_reuse }));
}
