import { describe, expect, it } from 'vitest';
import { unknownWriter, writtenBy } from './written-by.js';

describe('which nginx wrote a log', () => {
  it.each([
    ['what nginx says when it starts', '2024/01/15 03:00:00 [notice] 1#1: nginx/1.22.1\n', '1.22.1'],
    ['nginx -v', 'nginx version: nginx/1.24.0 (Ubuntu)\nbuilt with OpenSSL 3.0.13 30 Jan 2024\n', '1.24.0'],
    ['an answer', '< HTTP/1.1 502 Bad Gateway\r\n< Server: nginx/1.18.0 (Ubuntu)\r\n< Date: x\r\n', '1.18.0'],
    ['an error page', '<hr><center>nginx/1.26.0</center>', '1.26.0'],
    ['JSON', '{"log":"2024/01/15 03:00:00 [notice] 1#1: nginx/1.27.3\\n","stream":"stderr"}', '1.27.3'],
    ['the last start', '[notice] 1#1: nginx/1.22.1\n[notice] 1#1: nginx/1.26.3\n', '1.26.3'],
    ['a user agent', '10.0.0.1 - - [x] "GET / HTTP/1.1" 502 "-" "nginx/1.2.3 probe"', undefined],
    ['a path', 'open() "/usr/src/nginx/1.2.3" failed', undefined],
  ])('is read from %s', (_, text, nginx) => {
    expect(writtenBy(text)).toEqual({ nginx, openssl: undefined });
  });

  it.each([
    ['error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure', 'before 3.2'],
    ['error:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed', 'before 3.2'],
    ['error:0A000410:SSL routines::sslv3 alert handshake failure', 'before 3.2'],
    ['error:0A000410:SSL routines::ssl/tls alert handshake failure', '3.2 or later'],
    ['error:0A00042E:SSL routines::tlsv1 alert protocol version', undefined],
  ])('is narrowed by the words of OpenSSL: %s', (text, openssl) => {
    expect(writtenBy(`SSL_do_handshake() failed (SSL: ${text}:SSL alert number 40)`).openssl).toBe(openssl);
  });

  it('keeps what earlier pieces said, and lets later ones overrule it', () => {
    const before = writtenBy('[notice] 1#1: nginx/1.22.1\nSSL routines::sslv3 alert x');
    expect(writtenBy('nothing', before)).toEqual({ nginx: '1.22.1', openssl: 'before 3.2' });
    expect(writtenBy('SSL routines::ssl/tls alert x', before).openssl).toBe('3.2 or later');
    expect(writtenBy('')).toEqual(unknownWriter);
  });
});
