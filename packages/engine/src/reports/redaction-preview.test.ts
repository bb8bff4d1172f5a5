import { expect, it } from 'vitest';
import { createRedactor, leftoversIn } from '../redaction/index.js';
import { previewRuns, renderPreview } from './redaction-preview.js';

const text =
  'proxy_set_header X-Ring "kx91-ABcd-7733";\n10.0.1.45 <b>\u202e\n# see x: aB3dE5gH7jK9mN1pQ3rS5t\n10.0.1.45\n';

function redacted() {
  const redactor = createRedactor();
  const [one] = redactor.redact([{ name: 'nginx.conf', text }]);
  if (one === undefined) throw new Error('nothing came out');
  return { redactor, one };
}

it('has runs that are the text, with the placeholders and what is left to look at', () => {
  const { redactor, one } = redacted();
  const leftovers = leftoversIn(one.text, redactor);
  const runs = previewRuns(one, leftovers);
  expect(runs.map((run) => run.text).join('')).toBe(one.text);
  expect(runs.filter(({ finding }) => finding !== undefined).map((run) => run.text)).toEqual(
    one.findings.map(({ token }) => token),
  );
  expect(runs.filter(({ leftover }) => leftover !== undefined).map((run) => run.text)).toEqual([
    'aB3dE5gH7jK9mN1pQ3rS5t',
  ]);
});

it('is a page that shows what is shared, runs nothing, and holds no value that was replaced', () => {
  const { redactor, one } = redacted();
  const page = renderPreview([one], redactor);
  expect(page).not.toContain('kx91');
  expect(page).not.toContain('10.0.1.45');
  expect(page).not.toContain('<b>');
  expect(page).toContain('&lt;b&gt;\\u{202e}\n# see x');
  expect(page).toContain('2 values are replaced; 1 more may be secrets.');
  expect(page).toContain(
    '<mark title="a secret of no known form: what nginx sends to an upstream under this header">SECRET_1</mark>',
  );
  expect(page).toContain('<li><code>aB3dE5gH7jK9mN1pQ3rS5t</code> a long word that looks random</li>');
  expect(page).toContain(
    '<td><code>IPV4_PRIVATE_1</code></td><td>a private IPv4 address (RFC 1918, RFC 6598)</td><td>2</td>',
  );
});

it('says where nothing was replaced', () => {
  const redactor = createRedactor();
  const page = renderPreview(redactor.redact([{ name: 'x', text: 'gzip on;' }]), redactor);
  expect(page).toContain('0 values are replaced; nothing else looks like a secret.');
  expect(page).toContain('Nothing was replaced.');
});
