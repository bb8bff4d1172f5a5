import { expect, it } from 'vitest';
import { redacted } from '../testing/redacted.js';

it('replaces what only might tell something', () => {
  const text = `metadata:
  name: shop-api
  uid: 8105dedd-dd9c-40cd-a376-cd3552e4ebad
cert: |
  -----BEGIN CERTIFICATE-----
  MIIBszCCAVmgAwIBAgIUQ
  -----END CERTIFICATE-----
host: db1.payments.prod
commit 3f786850e387550fdab836ed7e6dc881de23001b
`;
  const out = redacted(text, 'paranoid');
  for (const gone of ['shop-api', '8105dedd', 'MIIBszCC', 'payments', '3f786850']) expect(out).not.toContain(gone);
  expect(out.split('\n')).toHaveLength(text.split('\n').length);
  expect(redacted(text)).toContain('name: shop-api');
});
