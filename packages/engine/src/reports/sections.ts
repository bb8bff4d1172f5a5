import type { Remedy } from '../causes/cause.js';
import type { DiagnosedCause, DiagnosedIncident, Fix } from '../diagnosis/diagnosis.js';
import { type Block, code, list, type Section, text } from './document.js';
import {
  faultPlace,
  fixFor,
  impactLine,
  occurrences,
  place,
  proofText,
  sameVerdict,
  share,
  whereabouts,
  withoutId,
} from './wording.js';

/**
 * An incident as the report that teams file after it. The order is fixed: impact, summary, the incident, what happened,
 * blast radius, fix for development, fix for production, why each directive, how to check, prevention.
 */
export function incidentSections(incident: DiagnosedIncident): readonly Section[] {
  const [first, ...rivals] = incident.causes;
  const production = fixFor(incident, 'production');
  return [
    {
      title: 'Impact',
      blocks: [text(first === undefined ? unknown(incident) : impactLine(first.impact))],
    },
    { title: 'Summary', blocks: summary(incident, first) },
    { title: 'The incident', blocks: theIncident(incident, first) },
    { title: 'What happened', blocks: whatHappened(incident, first, rivals) },
    { title: 'Blast radius', blocks: blastRadius(incident) },
    { title: 'Fix for development', blocks: developmentFix(fixFor(incident, 'development')) },
    { title: 'Fix for production', blocks: productionFix(production, first?.remedy ?? incident.fault?.cures ?? []) },
    { title: 'Why each directive', blocks: reasons(production) },
    {
      title: 'How to check',
      blocks: shell(first?.confirm ?? [], 'Ask for the location again and read the error log.'),
    },
    { title: 'Prevention', blocks: [text(first?.prevention ?? 'None is known for an unknown cause.')] },
  ];
}

const unknown = ({ fault }: DiagnosedIncident): string =>
  fault === null ? 'Unknown: no cause explains this line' : 'Not known of this fault';

function summary(incident: DiagnosedIncident, first: DiagnosedCause | undefined): readonly Block[] {
  const cause =
    first === undefined
      ? incident.fault === null
        ? 'The cause is unknown'
        : withoutId
      : `${first.title} (\`${first.cause}\`, ${first.confidence})`;
  return [text(`${cause}. Seen ${occurrences(incident)}, at ${whereabouts(incident)}.`)];
}

/** The line itself, what it says, and where it and its like stand. */
function theIncident({ line, summary }: DiagnosedIncident, first: DiagnosedCause | undefined): readonly Block[] {
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}${summary.endsWith('.') ? '' : '.'}`;
  return [...(line === '' ? [] : [code('text', line)]), text(sentence), ...list(logged(first))];
}

const logged = (cause: DiagnosedCause | undefined) =>
  (cause?.evidence ?? []).filter(({ kind }) => kind === 'log').map((item) => ({ place: place(item), text: item.text }));

function whatHappened(
  { fault }: DiagnosedIncident,
  first: DiagnosedCause | undefined,
  rivals: readonly DiagnosedCause[],
): readonly Block[] {
  if (first === undefined && fault !== null)
    return list([{ place: place(faultPlace(fault)), text: fault.meaning }, sameVerdict]);
  if (first === undefined) return [text('No cause that is known here explains the line.')];
  const rest = first.evidence.filter(({ kind }) => kind !== 'log');
  return [
    text(first.explanation),
    ...list(rest.map((item) => ({ place: place(item), text: item.text }))),
    ...(rivals.length > 0 ? [text('It could also be:')] : []),
    ...list(rivals.map(({ title, cause, confidence }) => `${title} (\`${cause}\`, ${confidence})`)),
    ...(first.decidedBy.length > 0 ? [text('What would decide it:')] : []),
    ...list(first.decidedBy),
  ];
}

function blastRadius({ blastRadius: reach, notices }: DiagnosedIncident): readonly Block[] {
  const none = 'none known from the given configuration';
  return [
    ...list([
      `Locations: ${reach.locations.join(', ') || none}`,
      `Servers: ${reach.servers.join(', ') || none}`,
      `Peers: ${reach.peers.join(', ') || none}`,
      `Cascade: ${reach.cascade ?? 'none'}`,
      `Health check through the same hop: ${reach.healthCheckAffected ? 'yes, it fails as well' : 'no'}`,
      `Requests: ${share(reach)}`,
    ]),
    ...list(notices.map((notice) => ({ place: place(notice), text: notice.text }))),
  ];
}

function developmentFix(fix: Fix | undefined): readonly Block[] {
  if (fix === undefined)
    return [text('None: turning verification off would not let requests pass, or is not offered here.')];
  return [text('Not for production: it gives up knowing who answers.'), ...change(fix)];
}

function productionFix(fix: Fix | undefined, remedy: readonly Remedy[]): readonly Block[] {
  const remedies = remedy.flatMap(({ who, what, command }) => [
    text(`${who}: ${what}`),
    ...(command === undefined ? [] : [code('shell', command)]),
  ]);
  if (fix === undefined) return [text('No edit of the nginx configuration cures this.'), ...remedies];
  return [...change(fix), ...remedies];
}

function change(fix: Fix): readonly Block[] {
  return [
    ...(fix.diff === '' ? [] : [code('diff', fix.diff)]),
    text(proofText(fix.proof)),
    ...fix.needs.flatMap(({ id, ask, obtain }) => [
      text(`Needs an answer${ask.includes(`--${id}`) ? '' : ` (\`--${id}\`)`}: ${ask}`),
      ...(obtain === '' ? [] : [code('shell', obtain)]),
    ]),
    ...list(fix.warnings),
  ];
}

function reasons(fix: Fix | undefined): readonly Block[] {
  if (fix === undefined || fix.why.length === 0) return [text('No directive changes.')];
  return list(fix.why.map(({ directive, text: why }) => `\`${directive}\`: ${why}`));
}

const shell = (commands: readonly string[], otherwise: string): readonly Block[] =>
  commands.length === 0 ? [text(otherwise)] : [code('shell', commands.join('\n'))];
