import type { Diagnosis } from '../diagnosis/diagnosis.js';
import type { Block, Item } from './document.js';
import { incidentSections } from './sections.js';
import { visible, visibleLines } from './visible.js';
import { place, whereabouts } from './wording.js';

/** The diagnosis as Markdown (CommonMark), one report for each incident. Foreign text can't become markup. */
export function renderMarkdown({ incidents, notices }: Diagnosis): string {
  const reports = incidents.map((incident, index) => {
    const title = incidents.length > 1 ? `Incident ${index + 1} of ${incidents.length}` : 'Incident';
    const sections = incidentSections(incident).map(
      (section) => `## ${section.title}\n\n${section.blocks.map(block).join('\n\n')}`,
    );
    return [`# ${title}: ${escaped(whereabouts(incident))}`, ...sections].join('\n\n');
  });
  const nothing = '# Nothing to report\n\nNo line of the log is a failure between nginx and an upstream.';
  const read = notices.map((notice) => item({ place: place(notice), text: notice.text }));
  return `${[
    ...(reports.length > 0 ? reports : [nothing]),
    ...(read.length > 0 ? [`# Notices\n\n${read.join('\n')}`] : []),
  ].join('\n\n')}\n`;
}

function block(given: Block): string {
  if (given.type === 'text') return escaped(given.text);
  if (given.type === 'list') return given.items.map(item).join('\n');
  const body = visibleLines(given.text).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${given.language}\n${body}\n${fence}`;
}

const item = (given: Item) => `- ${given.place === undefined ? '' : `${span(given.place)} `}${escaped(given.text)}`;

/** Text outside of `code` spans loses its power as markup: HTML, links, emphasis, and what starts a block; a `_` inside of a word has none. */
function escaped(text: string): string {
  return visible(text)
    .split(/(`[^`]+`)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(/[\\*[\]<>|~`]|(?<!\w)_|_(?!\w)/g, '\\$&')
            .replace(/&/g, '&amp;')
            .replace(/:\/\//g, ':\\/\\/'),
    )
    .join('')
    .replace(
      /^(\s*)([#+-]|\d+[.)](?=\s|$))/,
      (_, blanks: string, mark: string) => `${blanks}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    );
}

function span(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  return fence.length === 1 ? `\`${visible(text)}\`` : `${fence} ${visible(text)} ${fence}`;
}

const longestRun = (text: string) => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
