import type { Remedy } from '../causes/cause.js';
import type { DiagnosedCause, DiagnosedIncident, Fix } from '../diagnosis/diagnosis.js';
import { paintDiff } from './colour.js';
import { commands, indent, type Layout, labelled, shell } from './labelled.js';
import { visible, visibleLines } from './visible.js';
import {
  faultPlace,
  fixFor,
  occurrences,
  place,
  proofText,
  sameVerdict,
  share,
  whereabouts,
  withoutId,
} from './wording.js';

const shownEvidence = 4;

/** One incident as lines: cause, what the line says, evidence, reach, production diff, needs, check, rivals. */
export function incidentLines(incident: DiagnosedIncident, layout: Layout): readonly string[] {
  const [first, ...rivals] = incident.causes;
  const fix = fixFor(incident, 'production');
  return [
    `${layout.paint.alarm(layout.paint.strong(whereabouts(incident)))}  ${layout.paint.quiet(occurrences(incident))}`,
    ...causeLines(first, incident, layout),
    ...labelled('says', [visible(incident.summary)], layout),
    ...labelled('because', first === undefined ? faultEvidence(incident) : evidence(first), layout),
    ...labelled(
      'played',
      (first?.evidence ?? []).filter(({ kind }) => kind === 'reproduction').map(({ text }) => visible(text)),
      layout,
    ),
    ...labelled('hits', reach(incident), layout),
    ...fixLines(fix, layout),
    ...needLines(fix, layout),
    ...remedyLines(first?.remedy ?? incident.fault?.cures ?? [], fix, layout),
    ...developmentLines(fixFor(incident, 'development'), layout),
    ...commands('check', first?.confirm ?? [], layout),
    ...rivalLines(first, rivals, layout),
    ...labelled(
      'notice',
      // That nothing was played is true of every incident; the formats for programs say it.
      incident.notices.filter(({ code }) => code !== 'not-reproduced').map((notice) => visible(notice.text)),
      layout,
    ),
  ];
}

function causeLines(
  cause: DiagnosedCause | undefined,
  { fault }: DiagnosedIncident,
  layout: Layout,
): readonly string[] {
  if (cause === undefined && fault === null) return labelled('cause', ['unknown: no cause explains this line'], layout);
  if (cause === undefined) return labelled('cause', [withoutId], layout).map((line) => layout.paint.strong(line));
  const [title = '', ...more] = labelled(
    'cause',
    [`${visible(cause.title)} (${cause.cause}, ${cause.confidence})`],
    layout,
  );
  return [title, ...more].map((line) => layout.paint.strong(line));
}

function faultEvidence({ fault }: DiagnosedIncident): readonly string[] {
  if (fault === null) return [];
  return [[place(faultPlace(fault)), visible(fault.meaning)].filter(Boolean).join('  '), sameVerdict];
}

function evidence(cause: DiagnosedCause): readonly string[] {
  const seen = cause.evidence.filter(({ kind }) => kind !== 'reproduction');
  const texts = seen.map((item) => [place(item), visible(item.text)].filter(Boolean).join('  '));
  const hidden = texts.length - shownEvidence;
  return hidden > 1 ? [...texts.slice(0, shownEvidence), `and ${hidden} more in --format markdown`] : texts;
}

function reach({ blastRadius }: DiagnosedIncident): readonly string[] {
  const { locations, servers, peers, requests502, cascade, healthCheckAffected } = blastRadius;
  const places = [...locations, ...servers].map(visible);
  const listed = places.length > 4 ? [...places.slice(0, 4), `${places.length - 4} more`] : places;
  return [
    ...(listed.length > 0 ? [listed.join(', ')] : []),
    ...(peers.length > 1 ? [`${peers.length} peers: ${peers.slice(0, 4).map(visible).join(', ')}`] : []),
    ...(requests502 === null ? [] : [share(blastRadius)]),
    ...(healthCheckAffected ? ['a health check of this server would pass through the same hop'] : []),
    ...(cascade === null ? [] : [visible(cascade)]),
  ];
}

function fixLines(fix: Fix | undefined, layout: Layout): readonly string[] {
  if (fix === undefined || fix.diff === '') return [];
  return [
    `${layout.paint.good('fix'.padEnd(indent))}production${fix.needs.length > 0 ? ', once the blanks are filled' : ''}:`,
    ...paintDiff(visibleLines(fix.diff), layout.paint),
    ...labelled(fix.proof === null ? 'unproven' : 'proven', [visible(proofText(fix.proof))], layout),
    ...labelled('warning', fix.warnings.map(visible), layout),
  ];
}

function needLines(fix: Fix | undefined, layout: Layout): readonly string[] {
  return (fix?.needs ?? []).flatMap(({ id, ask, obtain }) => [
    ...labelled('needs', [ask.includes(`--${id}`) ? visible(ask) : `${visible(ask)} (--${id})`], layout),
    ...shell(obtain === '' ? [] : [obtain], layout),
  ]);
}

/** Who else has to act; the first thing to know where no edit of nginx cures it. */
function remedyLines(remedy: readonly Remedy[], fix: Fix | undefined, layout: Layout): readonly string[] {
  const label = fix === undefined ? 'fix' : 'or';
  return remedy.flatMap(({ who, what, command }) => [
    ...labelled(label, [`${visible(who)}: ${visible(what)}`], layout),
    ...shell(command === undefined ? [] : [command], layout),
  ]);
}

function rivalLines(
  first: DiagnosedCause | undefined,
  rivals: readonly DiagnosedCause[],
  layout: Layout,
): readonly string[] {
  const others = rivals.slice(0, 3).map((rival) => `${visible(rival.title)} (${rival.cause}, ${rival.confidence})`);
  const deciding = first?.decidedBy ?? [];
  return [
    ...labelled('or it is', others, layout),
    ...deciding.flatMap((text, index) => decideLines(text, index === 0 ? 'decide' : '', layout)),
  ];
}

/** The words wrapped, each command below them on a line of its own, for copying. */
function decideLines(text: string, label: string, layout: Layout): readonly string[] {
  const found = [...text.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command);
  const words = found.length === 0 ? text : text.slice(0, text.indexOf('`')).trimEnd();
  return [...labelled(label, words.split('; ').map(visible), layout), ...shell(found, layout)];
}

/** Only that it exists, and what it does: nobody at 3 a.m. should take it for the fix. */
function developmentLines(fix: Fix | undefined, layout: Layout): readonly string[] {
  if (fix === undefined || fix.diff === '') return [];
  // All that such a fix does is to switch off.
  const change = [...new Set(fix.why.map(({ directive }) => `${visible(directive)} off;`))].join(' ');
  return labelled('dev only', [`${change} in this one place: fix --profile development`], layout);
}
