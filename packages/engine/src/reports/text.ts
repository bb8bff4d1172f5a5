import type { DiagnosedIncident, Diagnosis, Notice } from '../diagnosis/diagnosis.js';
import { type Paint, withColour, withoutColour } from './colour.js';
import { incidentLines } from './text-incident.js';
import { visible } from './visible.js';
import { place, whereabouts } from './wording.js';
import { wrap } from './wrap.js';

/** How to lay a report out for a terminal. */
export interface TextOptions {
  readonly colour: boolean;
  /** Columns; text is wrapped to it, commands and diffs are not. */
  readonly width: number;
}

/**
 * The diagnosis for a terminal at 3 a.m.: the first incident on one screen, the others below it. Foreign text is made
 * visible, so the only escape sequences are our own colours.
 */
export function renderText(diagnosis: Diagnosis, { colour, width }: TextOptions): string {
  const paint = colour ? withColour : withoutColour;
  const { incidents, notices } = diagnosis;
  const lines =
    incidents.length === 0
      ? ['Nothing to report: no line of the log is a failure between nginx and an upstream.']
      : [
          ...(incidents.length > 1 ? overview(incidents, paint) : []),
          ...incidents.flatMap((incident, index) => [
            ...(index > 0 ? ['', paint.quiet('─'.repeat(Math.min(width, 80))), ''] : []),
            ...incidentLines(incident, { paint, width }),
          ]),
        ];
  return `${[...lines, ...noticeLines(notices, paint, width)].join('\n')}\n`;
}

function overview(incidents: readonly DiagnosedIncident[], paint: Paint): readonly string[] {
  const widest = Math.max(...incidents.map(({ count }) => `${count}`.length));
  return [
    paint.strong(`${incidents.length} incidents, the one with the greatest impact first`),
    ...incidents.map((incident) => {
      const cause = visible(incident.causes[0]?.cause ?? 'cause unknown');
      return `  ${`${incident.count}`.padStart(widest)}×  ${cause}  ${whereabouts(incident)}  ${paint.quiet(visible(incident.id))}`;
    }),
    '',
  ];
}

function noticeLines(notices: readonly Notice[], paint: Paint, width: number): readonly string[] {
  if (notices.length === 0) return [];
  const texts = notices.map((notice) => [place(notice), visible(notice.text)].filter(Boolean).join(': '));
  return [
    '',
    ...texts.flatMap((text) =>
      wrap(text, width - 9).map((line, index) => `${index === 0 ? paint.caution('notice   ') : '         '}${line}`),
    ),
  ];
}
