import { expect, test } from 'vitest';
import { answerWith, fill, openPage, textOf } from './page.js';
import { served } from './served.js';

const both = served();

const secret = 'kR7vTq2mXz9LpW4s';
const configuration = `location /api/ {
    proxy_pass https://10.0.1.45:8443;
    proxy_set_header Authorization "Bearer ${secret}";
}
`;

test('a link holds what was redacted, shows it before, and opens to the same diagnosis', async () => {
  const { frame, context } = await openPage(both.browser, both.site.address);
  await answerWith(frame, /needs SNI/);
  await fill(frame, 'configuration', configuration);
  await frame.getByRole('button', { name: 'Share' }).click();
  const preview = frame.getByRole('dialog');
  await preview.getByText('TOKEN_1').waitFor();
  expect(await preview.innerText()).not.toContain(secret);
  const link = await preview.getByRole('textbox').inputValue();
  expect(link.startsWith(`${both.site.address}#i=`)).toBe(true);
  const other = await openPage(both.browser, link);
  await answerWith(other.frame, /needs SNI/);
  await expect.poll(() => textOf(other.frame, 'configuration')).toContain('Bearer TOKEN_1');
  await expect.poll(() => textOf(other.frame, 'configuration')).toContain('https://192.0.2.1:8443');
  await answerWith(other.frame, /Reproduced: nginx/);
  await answerWith(other.frame, /Proof: Seen on nginx/);
  await context.close();
  await other.context.close();
});

test('a report that is to be shared holds no secret', async () => {
  const { page, frame, context } = await openPage(both.browser, both.site.address);
  await answerWith(frame, /needs SNI/);
  await frame.getByRole('button', { name: 'Report' }).click();
  const preview = frame.getByRole('dialog').locator('.preview');
  await preview.getByText('IPV4_PRIVATE_1').waitFor();
  expect(await preview.innerText()).not.toMatch(/USER_\d/); // "the CA's owner: …" names nobody
  expect(await preview.innerText()).not.toContain('10.0.1.45');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    frame.getByRole('button', { name: 'Download HTML' }).click(),
  ]);
  const stream = await download.createReadStream();
  let html = '';
  for await (const part of stream) html += part;
  expect(html).toContain('sni-required');
  expect(html).not.toContain('10.0.1.45');
  await context.close();
});

test.each(['#i=AAAA', '#i=%%%', '#i='])('a damaged link (%s) is told, and shows nothing else', async (fragment) => {
  const { frame, context, faults } = await openPage(both.browser, both.site.address + fragment);
  await answerWith(frame, 'This link is damaged');
  expect(await textOf(frame, 'configuration')).not.toContain('proxy_pass');
  expect(faults).toEqual([]);
  await context.close();
});

test('a fragment of another kind opens the first incident', async () => {
  const { frame, context, faults } = await openPage(both.browser, `${both.site.address}#constructor`);
  await answerWith(frame, /needs SNI/);
  expect(faults).toEqual([]);
  await context.close();
});
