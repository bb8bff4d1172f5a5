import { expect, test } from 'vitest';
import { canBeSieved } from './index.js';

const combined =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

test.each([
  ['none of the upstream', '$host $status $request_time', true],
  ['what combined ends with, and more', `${combined} $upstream_addr $upstream_status`, true],
  ['a key that says so', 'time=$time_iso8601 upstream=$upstream_addr status=$upstream_status', true],
  ['JSON', '{"a":"$upstream_addr","s":"$upstream_status"}', true],
  ['an upstream that nothing announces', '$time_iso8601 $upstream_addr $upstream_status', false],
  [
    'an upstream in the place of another field',
    '$remote_addr - $upstream_addr [$time_local] "$request" $status',
    false,
  ],
])('%s', (_, format, expected) => {
  expect(canBeSieved([{ name: 'main', format }])).toBe(expected);
});
