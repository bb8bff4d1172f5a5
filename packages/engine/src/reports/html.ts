import type { Diagnosis } from '../diagnosis/diagnosis.js';
import type { Block, Item } from './document.js';
import { escaped, htmlPage } from './html-page.js';
import { incidentSections } from './sections.js';
import { visible, visibleLines } from './visible.js';
import { place, whereabouts } from './wording.js';

/** The diagnosis as one page that loads nothing and runs nothing: no script, no link, its own style, light and dark. */
export function renderHtml({ incidents, notices }: Diagnosis): string {
  const articles = incidents.map((incident, index) => {
    const title = incidents.length > 1 ? `Incident ${index + 1} of ${incidents.length}` : 'Incident';
    const sections = incidentSections(incident).map(
      (section) => `<section>\n<h2>${escaped(section.title)}</h2>\n${section.blocks.map(block).join('\n')}\n</section>`,
    );
    return `<article>\n<h1>${title}: ${escaped(whereabouts(incident))}</h1>\n${sections.join('\n')}\n</article>`;
  });
  const nothing = '<h1>Nothing to report</h1>\n<p>No line of the log is a failure between nginx and an upstream.</p>';
  const read = notices.map((notice) => item({ place: place(notice), text: notice.text }));
  const noticed = read.length > 0 ? `<section>\n<h2>Notices</h2>\n<ul>\n${read.join('\n')}\n</ul>\n</section>\n` : '';
  return htmlPage('StackEngine: incident report', `${articles.length > 0 ? articles.join('\n') : nothing}\n${noticed}`);
}

function block(given: Block): string {
  if (given.type === 'text') return `<p>${inline(given.text)}</p>`;
  if (given.type === 'list') return `<ul>\n${given.items.map(item).join('\n')}\n</ul>`;
  const lines = visibleLines(given.text).map((line) => (given.language === 'diff' ? diffLine(line) : escaped(line)));
  return `<pre class="${given.language}">${lines.join('\n')}</pre>`;
}

const item = (given: Item) =>
  `<li>${given.place === undefined ? '' : `<code>${escaped(given.place)}</code> `}${inline(given.text)}</li>`;

function diffLine(line: string): string {
  if (/^(\+\+\+|---) /.test(line)) return `<strong>${escaped(line)}</strong>`;
  if (line.startsWith('+')) return `<ins>${escaped(line)}</ins>`;
  return line.startsWith('-') ? `<del>${escaped(line)}</del>` : escaped(line);
}

/** Escaped text in which `code` is set as code. */
const inline = (text: string) =>
  visible(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? `<code>${escaped(part.slice(1, -1))}</code>` : escaped(part)))
    .join('');
