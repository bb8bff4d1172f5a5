import fc from 'fast-check';

export const pick = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
export const time = fc.integer({ min: 0, max: 86_399 }).map((second) => {
  const clock = new Date(second * 1000).toISOString().slice(11, 19);
  return { error: `2026/11/20 ${clock}`, access: `20/Nov/2026:${clock} +0000`, iso: `2026-11-20T${clock}.123456789Z` };
});
export const client = fc.integer({ min: 1, max: 250 }).map((last) => `203.0.113.${last}`);
export const number = fc.integer({ min: 1, max: 99_999 });
const segment = pick('', 'api', 'v1', 'login.php', 'a b', 'x?y=z', 'größe', 'a"b');

const message = pick(
  'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::ssl/tls alert handshake failure:SSL alert number 40) while SSL handshaking to upstream',
  'SSL_do_handshake() failed (SSL: error:1408F10B:SSL routines:ssl3_get_record:wrong version number) while SSL handshaking to upstream',
  'upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream',
  'upstream SSL certificate does not match "api.example.com" while SSL handshaking to upstream',
  'upstream timed out (110: Connection timed out) while SSL handshaking to upstream',
  'peer closed connection in SSL handshake (104: Connection reset by peer) while SSL handshaking to upstream',
  'connect() failed (111: Connection refused) while connecting to upstream',
  'no live upstreams while connecting to upstream',
  'upstream server temporarily disabled while SSL handshaking to upstream',
  'recv() failed (104: Connection reset by peer) while reading response header from upstream',
  'an upstream response is buffered to a temporary file /var/cache/nginx/proxy_temp/3/12/0000000123 while reading upstream',
);
const quiet = pick(
  'open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file or directory)',
  'access forbidden by rule',
  'directory index of "/srv/www/" is forbidden',
  'limiting requests, excess: 20.500 by zone "api"',
  'client intended to send too large body: 10485761 bytes',
  'user "anna" was not found in "/etc/nginx/htpasswd"',
  'client 203.0.113.9 closed keepalive connection (104: Connection reset by peer)',
);
const head = fc
  .tuple(time, pick('error', 'warn', 'crit', 'info', 'notice'), number, number)
  .map(([{ error }, level, pid, connection]) => `${error} [${level}] ${pid}#${pid}: *${connection} `);
const fields = fc
  .tuple(client, segment, segment, pick(40, 41, 42), fc.boolean(), fc.boolean())
  .map(
    ([address, first, second, peer, host, referrer]) =>
      `, client: ${address}, server: shop.example.com, request: "GET /${first}/${second} HTTP/1.1", upstream: "https://10.0.1.${peer}:8443/${first}/${second}"${host ? ', host: "shop.example.com"' : ''}${referrer ? ', referrer: "https://example.com/"' : ''}`,
  );
export const faulty = fc.tuple(head, message, fields).map((parts) => parts.join(''));
export const request = fc
  .tuple(client, time, segment, pick(200, 301, 502), number, pick('curl/8.0', 'Mozilla/5.0 (X11; größer)', '-'))
  .map(
    ([address, { access }, first, status, size, agent]) =>
      `${address} - - [${access}] "GET /${first.replaceAll('"', '\\x22')} HTTP/1.1" ${status} ${size} "-" "${agent}"`,
  );

export const line = fc.oneof(
  { weight: 6, arbitrary: faulty },
  {
    weight: 4,
    arbitrary: fc
      .tuple(head, quiet, client)
      .map(([a, b, address]) => `${a}${b}, client: ${address}, server: _, request: "GET / HTTP/1.1", host: "x"`),
  },
  { weight: 4, arbitrary: request },
  { weight: 1, arbitrary: request.map((text) => `${text} "-" rt=0.004 ua="10.0.1.40:8443" us="502"`) },
  { weight: 1, arbitrary: request.map((text) => `shop.example.com ${text}`) },
  {
    weight: 1,
    arbitrary: request.map((text) => `${text} 321 0.010 [default-api-8443] [] 10.1.2.3:8443 0 0.004 502 6f1e`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(faulty, time)
      .map(([text, { iso }]) => JSON.stringify({ log: `${text}\n`, stream: 'stderr', time: iso })),
  },
  { weight: 1, arbitrary: fc.tuple(faulty, time).map(([text, { iso }]) => `${iso} stderr F ${text}`) },
  { weight: 1, arbitrary: faulty.map((text) => `nginx-1  | ${text}`) },
  { weight: 1, arbitrary: faulty.map((text) => `Nov 20 09:14:11 web1 nginx: ${text}`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(faulty, fc.integer({ min: 60, max: 140 }))
      .map(([text, width]) => text.replaceAll(new RegExp(`(.{${width}})`, 'g'), '$1\n')),
  },
  { weight: 1, arbitrary: faulty.map((text) => text.slice(0, 150)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(head, client)
      .map(
        ([a, address]) =>
          `${a}client sent plain HTTP request to HTTPS port while reading client request headers, client: ${address}, server: _, request: "GET / HTTP/1.1", host: "x"`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(time, number)
      .map(([{ error }, pid]) => `${error} [notice] ${pid}#${pid}: nginx/1.25.${pid % 6}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(time, number)
      .map(
        ([{ error }, pid]) =>
          `${error} [emerg] ${pid}#${pid}: cannot load certificate "/etc/nginx/a.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(/etc/nginx/a.pem, r) error:10000080:BIO routines::no such file)`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(time, number, client)
      .map(
        ([{ error }, pid, address]) =>
          `${error} [error] ${pid}#${pid}: *${pid} SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream, client: ${address}, server: 0.0.0.0:5432, upstream: "10.0.0.1:443", bytes from/to client:0/0, bytes from/to upstream:0/0`,
      ),
  },
  {
    weight: 1,
    arbitrary: pick(
      '',
      'Starting nginx: done',
      '    at Object.run (/srv/app.js:1:1)',
      'last message repeated 3 times',
      'größer als nötig',
    ),
  },
);

/** Outages repeat one line; of those only some are handed on. */
export const outage = fc
  .tuple(message, fc.array(fc.tuple(head, client, number), { minLength: 8, maxLength: 60, size: 'max' }))
  .map(([fault, times]) =>
    times.map(
      ([a, address, id]) =>
        `${a}${fault}, client: ${address}, server: shop.example.com, request: "GET /api/${id} HTTP/1.1", upstream: "https://10.0.1.45:8443/api/${id}", host: "shop.example.com"`,
    ),
  );

export const log = fc
  .tuple(
    fc
      .array(fc.oneof({ weight: 5, arbitrary: line.map((one) => [one]) }, { weight: 1, arbitrary: outage }), {
        maxLength: 150,
        size: 'max',
      })
      .map((lines) => lines.flat()),
    pick('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([lines, end, ends]) => lines.join(end) + (ends ? end : ''));
