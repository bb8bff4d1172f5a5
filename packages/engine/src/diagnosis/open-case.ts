import type { Case } from '../causes/cause.js';
import { depthOf } from '../causes/evidence/hop-state.js';
import type { Hop } from '../hops/hop.js';
import { hopsOnSamePeers, serverNameIndication, verifiedName } from '../hops/index.js';
import type { Incident } from '../logs/incident.js';
import { assessChain, type ChainAssessment, type HopRules } from '../verification/assess.js';
import type { ChainEvidence, ListFile, TrustFile } from '../x509/chain.js';
import { alike } from './alike.js';
import { captureOf } from './captured.js';
import type { DiagnosisInput } from './diagnose.js';
import { directivesNaming } from './directives-naming.js';
import { requestsOf } from './requests.js';

/** What the causes are judged by: the incident, its hop where only one can be meant, and what is known of its chain. */
export function openCase(
  incident: Incident,
  candidates: readonly Hop[],
  input: DiagnosisInput,
  hops: readonly Hop[],
): Case {
  const refused = incident.signature.kind === 'config';
  // Candidates on one peer with the same settings differ in nothing that matters to the cause.
  const hop = candidates.length === 1 || refused || alike(candidates) ? candidates[0] : undefined;
  const shown = shownBy(incident, hop, input);
  const chain = {
    presented: presentedTo(hop, shown),
    presentedWithServerName: shown.presentedWithServerName,
    trustedNow: hop === undefined ? undefined : trustedNow(hop, input.trustFile),
    listsNow: hop === undefined ? undefined : listsNow(hop, input.listFile),
    vouched: input.vouched,
    at: input.now,
  };
  const rules = rulesOf(hop, chain.listsNow);
  const now = chain.trustedNow?.state === 'read' ? chain.trustedNow.certificates : input.vouched;
  const atHand = input.vouched;
  const path = input.answers['ca-path'];
  const bundle = path === undefined || path === '' ? undefined : input.trustFile(path);
  return {
    incident,
    hop,
    candidates,
    hops,
    sharing: hop === undefined ? [] : hopsOnSamePeers(hop, hops).filter((other) => other !== hop),
    chain,
    assessment: assessChain(chain, { ...rules, trusted: now, atHand }, input.verifyChain),
    genuine:
      input.vouched.length === 0
        ? undefined
        : assessChain(
            { ...chain, trustedNow: undefined },
            { ...rules, trusted: input.vouched, atHand },
            input.verifyChain,
          ),
    answered: byAnswer(bundle, input, chain, rules),
    answeredBundle: bundle,
    answeredName: input.answers.name,
    access: requestsOf(incident, hop, input.access),
    configuration:
      input.configuration === undefined ? 'none' : input.configuration.outside === 'nothing' ? 'complete' : 'partial',
    directivesNaming: (file) => directivesNaming(file, input.configuration),
  };
}

type Shown = Pick<DiagnosisInput, 'presented' | 'presentedWithServerName'>;

/** The chain that was given for all, else what was captured of this peer. */
function shownBy(incident: Incident, hop: Hop | undefined, input: DiagnosisInput): Shown {
  const { captures = [], presented, presentedWithServerName } = input;
  const given = presented.length + (presentedWithServerName?.length ?? 0) > 0;
  return (given ? undefined : captureOf(incident, hop, captures)) ?? input;
}

/** What the upstream shows to this hop: its answer to SNI where one is sent and that answer was given. */
function presentedTo(
  hop: Hop | undefined,
  { presented, presentedWithServerName: named }: Shown,
): DiagnosisInput['presented'] {
  return named !== undefined && hop !== undefined && serverNameIndication(hop).sent === 'yes' ? named : presented;
}

function trustedNow(hop: Hop, read: (path: string) => TrustFile): TrustFile | undefined {
  const path = hop.tls.trustedCertificate.value;
  return path === undefined || path === '' || path.includes('$') ? undefined : read(path);
}

/** Every production fix sends a server name. */
function byAnswer(
  bundle: TrustFile | undefined,
  { verifyChain }: DiagnosisInput,
  chain: ChainEvidence,
  rules: Pick<HopRules, 'lists'>,
): ChainAssessment | undefined {
  if (bundle?.state !== 'read' || verifyChain === undefined) return undefined;
  return assessChain(
    { ...chain, presented: chain.presentedWithServerName ?? chain.presented, trustedNow: bundle },
    { ...rules, depth: undefined, name: undefined, trusted: bundle.certificates, atHand: [] },
    verifyChain,
  );
}

function rulesOf(hop: Hop | undefined, listsNow: ListFile | undefined): Pick<HopRules, 'depth' | 'name' | 'lists'> {
  return {
    depth: depthOf(hop),
    name: hop === undefined ? undefined : verifiedName(hop).name,
    lists: listsNow === undefined ? undefined : listsNow.state === 'read' ? listsNow.lists : 'unknown',
  };
}

function listsNow(hop: Hop, read: DiagnosisInput['listFile']): ListFile | undefined {
  const path = hop.tls.crl.value;
  if (path === undefined || path === '') return undefined;
  return path.includes('$') || read === undefined ? { path, state: 'missing', lists: [] } : read(path);
}
