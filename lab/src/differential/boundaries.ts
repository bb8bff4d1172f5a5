/** Configurations around the sizes at which nginx changes its mind: of hash tables, numbers, times and zones. */

interface Boundary {
  readonly name: string;
  readonly text: string;
}

const http = (text: string): string => `events {}\nhttp { access_log off; ${text} }\n`;
const server = (text: string): string => `server { listen 127.0.0.1:8081; ${text} }`;

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const many = (count: number, of: (index: number) => string, between = ' '): string => upTo(count).map(of).join(between);

/** Buckets are as long as a line of the processor's cache, 64 bytes: a name of 47 letters is one too long. */
const longNames = [...upTo(24)].map((index) => ({
  name: `a server name of ${index + 36} letters`,
  text: http(server(`server_name ${'a'.repeat(index + 32)}.com;`)),
}));

/** How names fall into buckets depends on their hashes, which have 64 bits. */
const crowds = upTo(24).flatMap((index): readonly Boundary[] => [
  {
    name: `${index * 31} server names`,
    text: http(many(index * 31, (one) => server(`server_name ${'x'.repeat(one % 17)}${one}.example.com;`), '\n')),
  },
  {
    name: `a map of ${index * 40}`,
    text: http(`map $host $a { ${many(index * 40, (one) => `${'y'.repeat((one * 7) % 23)}${one} ${one};`)} }`),
  },
  {
    name: `${index * 5} headers for the upstream`,
    text: http(
      server(
        `location / { proxy_pass http://127.0.0.1; ${many(index * 5, (one) => `proxy_set_header X-${'z'.repeat((one * 5) % 19)}-${one} a;`)} }`,
      ),
    ),
  },
  {
    name: `${index * 40} types`,
    text: http(`types { ${many(index * 40, (one) => `a/b${one} ${'t'.repeat(one % 9)}${one};`)} }`),
  },
]);

const times = ['24d', '25d', '30d', '365d', '31536000', '99999999s', '9223372036854775', '92233720368547758', '1000y'];
const sizes = ['2g', '2047m', '2048m', '4096m', '2147483647', '2147483648', '9223372036854775808'];
const numbers = ['2147483647', '2147483648', '10000000000', '9223372036854775808'];
const zones = ['8k', '16k', '24k', '31k', '32k', '40k', '64k', '1m'];

export const boundaries: readonly Boundary[] = [
  ...longNames,
  ...crowds,
  ...times.map((time) => ({
    name: `a time of ${time}`,
    text: http(
      server(`location / { proxy_pass http://127.0.0.1; proxy_read_timeout ${time}; keepalive_timeout ${time}; }`),
    ),
  })),
  ...sizes.map((size) => ({
    name: `a size of ${size}`,
    text: http(`client_max_body_size ${size}; proxy_max_temp_file_size ${size}; limit_rate ${size};`),
  })),
  ...numbers.map((number) => ({
    name: `a number of ${number}`,
    text: http(`keepalive_requests ${number}; upstream a { server 10.0.0.1 weight=${number} max_fails=${number}; }`),
  })),
  ...zones.map((size) => ({
    name: `zones of ${size}`,
    text: http(
      `limit_req_zone $host zone=a:${size} rate=1r/s; upstream u { zone u ${size}; server 10.0.0.1; } ssl_session_cache shared:s:${size};`,
    ),
  })),
];
