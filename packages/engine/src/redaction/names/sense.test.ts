import { expect, it } from 'vitest';
import { senseOf } from './sense.js';

it.each([
  ['password', 'secret'],
  ['DB_PASSWORD', 'secret'],
  ['dbPassword2', 'secret'],
  ['X-Api-Key', 'secret'],
  ['kennwort', 'secret'],
  ['mot_de_passe', 'secret'],
  ['contraseña', 'secret'],
  ['密码', 'secret'],
  ['token_ttl', 'harmless'],
  ['secretName', 'harmless'],
  ['existingSecret', 'harmless'],
  ['adminPasswordKey', 'harmless'],
  ['public_key', 'harmless'],
  ['cache_key', 'suspect'],
  ['X-Request-ID', 'harmless'],
  ['session', 'suspect'],
  ['remote_user', 'user'],
  ['colour', 'unknown'],
  ['', 'unknown'],
])('%s is %s', (name, sense) => {
  expect(senseOf(name)).toBe(sense);
});
