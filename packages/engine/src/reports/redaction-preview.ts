import { describeRule } from '../redaction/explain.js';
import { type Leftover, leftoversIn } from '../redaction/gate.js';
import { placeholderKinds } from '../redaction/kinds.js';
import { countPlaceholders, type RedactedText, type RedactionFinding, type Redactor } from '../redaction/redactor.js';
import { escaped, htmlPage } from './html-page.js';
import { visible } from './visible.js';

/** A run of a redacted text: a placeholder, something to look at, or neither. Nothing in it is a value that was replaced. */
export interface PreviewRun {
  readonly text: string;
  readonly finding?: RedactionFinding;
  readonly leftover?: Leftover;
}

/** A redacted text in runs, in its order; put together they are the text. */
export function previewRuns({ text, findings }: RedactedText, leftovers: readonly Leftover[]): readonly PreviewRun[] {
  let shift = 0;
  const marks: (Omit<PreviewRun, 'text'> & { readonly start: number; readonly end: number })[] = findings.map(
    (finding) => {
      const start = finding.start + shift;
      shift += finding.token.length - (finding.end - finding.start);
      return { start, end: start + finding.token.length, finding };
    },
  );
  marks.push(...leftovers.map((leftover) => ({ start: leftover.start, end: leftover.end, leftover })));
  marks.sort((one, other) => one.start - other.start);
  const runs: PreviewRun[] = [];
  let from = 0;
  for (const { start, end, ...mark } of marks) {
    if (start < from) continue; // a leftover beside a placeholder
    if (start > from) runs.push({ text: text.slice(from, start) });
    runs.push({ text: text.slice(start, end), ...mark });
    from = end;
  }
  if (from < text.length) runs.push({ text: text.slice(from) });
  return runs;
}

/** What would be shared, as a page to look at before: every placeholder with its kind and reason, and what may be a secret still. */
export function renderPreview(texts: readonly RedactedText[], redactor: Redactor): string {
  const files = texts.map((redacted) => ({ redacted, leftovers: leftoversIn(redacted.text, redactor) }));
  const counts = countPlaceholders(texts);
  const open = files.reduce((sum, { leftovers }) => sum + leftovers.length, 0);
  const rows = counts.map(
    ({ token, kind, count }) =>
      `<tr><td><code>${escaped(token)}</code></td><td>${escaped(placeholderKinds[kind])}</td><td>${count}</td></tr>`,
  );
  const articles = files.map(({ redacted, leftovers }) => {
    const look = leftovers.map(
      ({ start, end, reason }) => `<li><code>${shown(redacted.text.slice(start, end))}</code> ${escaped(reason)}</li>`,
    );
    return `<section>
<h2>${escaped(redacted.name)}</h2>
${look.length > 0 ? `<p>To look at:</p>\n<ul>\n${look.join('\n')}\n</ul>\n` : ''}<pre class="text">${previewRuns(redacted, leftovers).map(run).join('')}</pre>
</section>`;
  });
  const table =
    rows.length > 0
      ? `<table>\n<tr><th>Placeholder</th><th>Stands for</th><th>Times</th></tr>\n${rows.join('\n')}\n</table>`
      : '<p>Nothing was replaced.</p>';
  return htmlPage(
    'StackEngine: what would be shared',
    `<h1>What would be shared</h1>
<p>${counts.length} values are replaced; ${open === 0 ? 'nothing else looks like a secret' : `${open} more may be secrets`}.</p>
${articles.join('\n')}
<section>
<h2>Placeholders</h2>
${table}
</section>
`,
  );
}

function run({ text, finding, leftover }: PreviewRun): string {
  if (finding !== undefined)
    return `<mark title="${escaped(`${placeholderKinds[finding.kind]}: ${describeRule(finding.rule)}`)}">${shown(text)}</mark>`;
  return leftover === undefined
    ? shown(text)
    : `<mark class="look" title="${escaped(leftover.reason)}">${shown(text)}</mark>`;
}

/** What a browser would not show is written out; lines and tabs stay. */
const shown = (text: string): string => text.replace(/[^\n\t]+/g, (part) => escaped(visible(part)));
