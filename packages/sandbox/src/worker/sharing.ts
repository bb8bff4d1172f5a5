import {
  countPlaceholders,
  createRedactor,
  numberedIncidents,
  outgoing,
  previewRuns,
  type Redactor,
  renderHtml,
  renderMarkdown,
} from '@stackengine/engine';
import type { Document } from '../documents.js';
import type { Given, Preview, Task } from '../protocol.js';
import { sharedText } from '../shared-text.js';
import { standInAddresses } from './stand-in-addresses.js';
import { textOf, Unusable } from './texts.js';

/** A link that is longer is cut by what it is pasted into. */
const longestShared = 200_000;

/**
 * What a link would hold: the documents, redacted together, as one text that passes the boundary. Large files take no part; a log is shared by
 * its first lines.
 */
export async function sharedPreview({ documents }: Given, accepted: readonly string[]): Promise<Preview> {
  const texts = await shareableTexts(documents);
  const redactor = createRedactor();
  const redacted = redactor.redact(texts.map(({ document, text }) => ({ name: document.name, text })));
  const playable = standInAddresses(redacted.map(({ text }) => text));
  const files = redacted.map((one, index) => ({
    name: playable(texts[index]?.document.name ?? ''),
    role: texts[index]?.document.role ?? 'configuration',
    text: playable(one.text),
  }));
  const sent = outgoing(redactor, { name: 'link', text: sharedText(files) }, new Set(accepted));
  const leftovers = sent.state === 'held' ? sent.leftovers : [];
  return {
    state: sent.state,
    files: redacted.map((one, index) => ({
      name: files[index]?.name ?? '',
      role: files[index]?.role ?? 'configuration',
      runs: previewRuns(one, []).map((run) => ({ ...run, text: playable(run.text) })),
    })),
    text: sent.text.text,
    counts: countPlaceholders(redacted).map((one) => ({ ...one, token: playable(one.token) })),
    leftovers: leftovers.map((one) => ({ ...one, words: sent.text.text.slice(one.start, one.end) })),
  };
}

async function shareableTexts(
  documents: readonly Document[],
): Promise<readonly { readonly document: Document; readonly text: string }[]> {
  const texts: { readonly document: Document; readonly text: string }[] = [];
  for (const document of documents) {
    const text = await shareable(document);
    if (text.trim() !== '') texts.push({ document, text });
  }
  return texts;
}

async function shareable(document: Document): Promise<string> {
  const { content, role } = document;
  if (typeof content === 'string') return content.slice(0, longestShared);
  if (role !== 'log' || content.size <= longestShared) return (await textOf(document)).slice(0, longestShared);
  const head = await content.slice(0, longestShared).text();
  const cut = head.lastIndexOf('\n');
  if (cut === -1) throw new Unusable(document.name, 1, 'its first line is too long to be shared');
  return head.slice(0, cut + 1);
}

/** A report, and where it is to be shared, through the boundary. */
export async function reportOf({
  given,
  diagnosis,
  format,
  redacted,
}: Extract<Task, { task: 'report' }>): Promise<string> {
  const shown = redacted ? numberedIncidents(diagnosis) : diagnosis;
  const text = format === 'html' ? renderHtml(shown) : renderMarkdown(shown);
  if (!redacted) return text;
  const redactor = createRedactor();
  for (const document of given.documents)
    if (typeof document.content === 'string') redactor.learn({ name: document.name, text: document.content });
  return throughBoundary(redactor, text);
}

function throughBoundary(redactor: Redactor, text: string): string {
  const sent = outgoing(redactor, { name: 'report', text });
  if (sent.state === 'held' && sent.leftovers.some(({ certainty }) => certainty === 'known'))
    throw new Error('the report still holds a secret after redaction, so it is not given out; please report that');
  return sent.text.text;
}

/** What somebody who mends a fault of ours needs, as Markdown: what broke where, and the inputs, all of it through the boundary. */
export async function faultReport({
  given,
  fault,
  edition,
}: Pick<Extract<Task, { task: 'fault' }>, 'given' | 'fault' | 'edition'>): Promise<string> {
  const texts = await shareableTexts(given.documents);
  const redactor = createRedactor();
  const [broke, ...files] = redactor.redact([
    { name: 'fault', text: fault },
    ...texts.map(({ document, text }) => ({ name: document.name, text })),
  ]);
  const blocks = files.map(({ text }, index) => {
    const { name, role } = texts[index]?.document ?? { name: '', role: '' };
    return `## ${role}: ${name}\n\n${fenced(text)}`;
  });
  const text = ['# A fault of the page', `Edition ${edition}`, fenced(broke?.text ?? ''), ...blocks].join('\n\n');
  return throughBoundary(redactor, `${text}\n`);
}

/** A code block whose fence is longer than any run of backquotes in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.replace(/\n?$/, '\n')}${fence}`;
}
