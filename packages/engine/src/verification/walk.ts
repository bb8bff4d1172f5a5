import type { CertificateFacts } from '../x509/chain.js';
import type { Cure, Fault } from './cure.js';
import { curesOf } from './cures.js';
import { type FoundFault, foundFaults, keyOf } from './fault-kind.js';
import { causeOf, meaningOf, textOf } from './meaning.js';
import { searched } from './search.js';
import { distrusting, type Judgement, judge, noLimit, smallestDepth, type Trial, trusting } from './trial.js';
import { type ChainVerifier, remembering } from './verifier.js';

/** A trial, OpenSSL's verdict on it, and everything that would come up after it. */
export interface Walk {
  readonly judgement: Judgement;
  /** In the order in which nginx would log them, each once those before it are cured. */
  readonly faults: readonly Fault[];
}

/** What has been cured so far: by changing the trial, or where nobody here can (a certificate has to be issued again) by presuming it. */
interface Progress {
  readonly trial: Trial;
  readonly presumed: ReadonlySet<string>;
}

interface Step {
  readonly fault: Fault;
  readonly cured: (progress: Progress) => Progress;
}

/** More than a chain can have; a guard, not a limit that is ever met. */
const mostSteps = 64;

/**
 * Cures a trial fault by fault, in the order in which nginx would log them, and asks OpenSSL again after each. What can be changed here
 * (anchors and intermediates that are at hand, depth, name) is changed for real; of what has to be issued again it is presumed that it was.
 *
 * @param atHand certificates that are neither sent nor trusted, such as a root that the user vouches for
 */
export function walkFaults(trial: Trial, verify: ChainVerifier, atHand: readonly CertificateFacts[] = []): Walk {
  const asked = remembering(verify);
  const judgement = judge(trial, asked);
  const steps = stepsFrom(trial, asked, atHand, false);
  const needed = neededSteps(steps, trial, asked);
  const anchorFirst =
    steps.some(({ fault }) => fault.kind === 'depth') && !needed.some(({ fault }) => fault.kind === 'depth');
  const whole = anchorFirst ? neededSteps(stepsFrom(trial, asked, atHand, true), trial, asked) : needed;
  const faults = whole.map(({ fault }) => fault);
  const [first, ...rest] = faults;
  // Whichever fault stands first, nginx logs what OpenSSL says now.
  if (first !== undefined && judgement.code !== 0 && first.code !== judgement.code)
    return {
      judgement,
      faults: [{ ...first, code: judgement.code, text: textOf(judgement.code, trial.name) }, ...rest],
    };
  return { judgement, faults };
}

function stepsFrom(
  trial: Trial,
  verify: ChainVerifier,
  atHand: readonly CertificateFacts[],
  anchorFirst: boolean,
): readonly Step[] {
  const steps: Step[] = [];
  let progress: Progress = { trial, presumed: new Set() };
  for (let count = 0; count < mostSteps; count += 1) {
    const step = nextStep(progress, verify, atHand, anchorFirst);
    if (step === undefined) break;
    steps.push(step);
    progress = step.cured(progress);
  }
  return steps;
}

function nextStep(
  progress: Progress,
  verify: ChainVerifier,
  atHand: readonly CertificateFacts[],
  anchorFirst: boolean,
): Step | undefined {
  const { trial } = progress;
  const judgement = judge(trial, verify);
  const open = openFaults(judgement, progress).at(-1);
  if (open === undefined) return nameStep(judgement, progress);
  if (open.kind !== 'depth') return stepOf(open, judgement, progress, verify, atHand);
  const deep = judge({ ...trial, depth: noLimit }, verify);
  if (!anchorFirst || deep.anchored) return depthStep(open, deep, trial);
  const unanchored = openFaults(deep, progress).find(({ kind }) => kind === 'issuer');
  return unanchored === undefined ? depthStep(open, deep, trial) : stepOf(unanchored, deep, progress, verify, atHand);
}

function openFaults(judgement: Judgement, { presumed }: Progress): readonly FoundFault[] {
  return foundFaults(judgement).filter((fault) => !presumed.has(keyOf(fault)));
}

function depthStep(open: FoundFault, deep: Judgement, trial: Trial): Step {
  const depth = smallestDepth(deep);
  return {
    fault: described(open, trial, deep, [
      {
        side: 'nginx',
        action: { type: 'depth', depth },
        what: `set proxy_ssl_verify_depth to ${depth}${deep.anchored ? '' : ' or more'}: so many intermediates are between the leaf and its root`,
      },
    ]),
    cured: (progress) => ({ ...progress, trial: { ...progress.trial, depth: Math.max(progress.trial.depth, depth) } }),
  };
}

function stepOf(
  open: FoundFault,
  judgement: Judgement,
  { trial }: Progress,
  verify: ChainVerifier,
  atHand: readonly CertificateFacts[],
): Step {
  const cures = curesOf(open, judgement, trial, searched(open, judgement, trial, atHand, verify));
  const [best] = cures;
  return {
    fault: described(open, trial, judgement, cures),
    cured: (progress) =>
      (best === undefined || open.kind === 'rejected'
        ? undefined
        : applied(progress, best, [...trial.presented, ...trial.trusted, ...atHand])) ?? {
        ...progress,
        presumed: new Set([...progress.presumed, keyOf(open)]),
      },
  };
}

/** The change that a cure makes to a trial; undefined where it can't be made here. */
function applied(progress: Progress, { action }: Cure, known: readonly CertificateFacts[]): Progress | undefined {
  const { trial } = progress;
  if (action.type === 'distrust') return { ...progress, trial: distrusting(trial, action.certificate) };
  if (action.type !== 'trust' && action.type !== 'send') return undefined;
  const certificate = known.find(({ sha256 }) => sha256 === action.certificate);
  if (certificate === undefined) return undefined;
  return action.type === 'trust'
    ? { ...progress, trial: trusting(trial, certificate, action.instead) }
    : { ...progress, trial: { ...trial, presented: [...trial.presented, certificate] } };
}

function nameStep({ path, nameMatches }: Judgement, { trial, presumed }: Progress): Step | undefined {
  const [leaf] = path;
  if (leaf === undefined || nameMatches !== false || trial.name === undefined) return undefined;
  const fault: FoundFault = { kind: 'name', code: 62, certificate: leaf, depth: 0 };
  if (presumed.has(keyOf(fault))) return undefined;
  const judgement: Judgement = { code: 0, nameMatches, faults: [], path, anchored: true, limited: false };
  return {
    fault: described(fault, trial, judgement, curesOf(fault, judgement, trial, {})),
    cured: (progress) => ({ ...progress, presumed: new Set([...progress.presumed, keyOf(fault)]) }),
  };
}

function described(found: FoundFault, trial: Trial, judgement: Judgement, cures: readonly Cure[]): Fault {
  const { kind, code, certificate, depth } = found;
  return {
    kind,
    code,
    text: textOf(code, trial.name),
    cause: causeOf(found, cures),
    certificate: certificate.sha256,
    depth,
    meaning: meaningOf(found, judgement, trial),
    cures,
  };
}

/** Without what a later cure makes superfluous: a limit that a shorter path keeps, a CA that is replaced. */
function neededSteps(steps: readonly Step[], trial: Trial, verify: ChainVerifier): readonly Step[] {
  let needed = steps;
  for (const step of steps) {
    const others = needed.filter((one) => one !== step);
    const start: Progress = { trial, presumed: new Set() };
    const progress = others.reduce((before, { cured }) => cured(before), start);
    if (nextStep(progress, verify, [], false) === undefined) needed = others;
  }
  return needed;
}
