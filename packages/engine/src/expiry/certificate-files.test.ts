import { readConfiguration } from '@stackengine/nginx-config';
import { expect, it } from 'vitest';
import { certificateFiles } from './certificate-files.js';

const filesIn = (text: string, more: Record<string, string> = {}) =>
  certificateFiles(
    readConfiguration([
      { file: 'nginx.conf', text },
      ...Object.entries(more).map(([file, included]) => ({ file, text: included })),
    ]),
  );

const whole = `events {}
http {
  proxy_ssl_trusted_certificate tls/all.pem;
  include sites/*.conf;
  server {
    listen 443 ssl;
    ssl_certificate rsa.pem;
    ssl_certificate ec.pem;
    ssl_certificate_key rsa.key;
    ssl_client_certificate clients.pem;
    ssl_trusted_certificate issuer.pem;
    ssl_crl clients.crl;
    ssl_stapling_file answer.der;
    location / { proxy_pass https://10.0.0.1; proxy_ssl_certificate me.pem; proxy_ssl_crl upstream.crl; }
    location /g { grpc_pass grpcs://10.0.0.2:1; grpc_ssl_trusted_certificate g.pem; grpc_ssl_certificate me.pem; }
    location /u { uwsgi_pass suwsgi://10.0.0.3:1; uwsgi_ssl_trusted_certificate u.pem; }
  }
}
stream {
  server { listen 1; proxy_pass 10.0.0.4:1; proxy_ssl on; proxy_ssl_trusted_certificate s.pem; }
  server { listen 2 ssl; ssl_certificate stream.pem; proxy_pass 10.0.0.4:2; }
}
mail { server { listen 993 ssl; ssl_certificate mail.pem; } }
`;

it('finds every file in http, stream and mail, through includes, with the lines that name it', () => {
  const { files, skipped } = filesIn(whole, {
    'sites/a.conf': 'server {\n  ssl_certificate rsa.pem;\n  location / { proxy_pass https://10.0.0.9; }\n}\n',
  });
  const found = files.map(({ path, roles, uses }) => [
    path,
    roles.join(),
    uses.map(({ file, line }) => `${file}:${line}`).join(),
  ]);
  expect(found).toEqual([
    ['tls/all.pem', 'trusted', 'nginx.conf:3'],
    ['rsa.pem', 'listener', 'sites/a.conf:2,nginx.conf:7'],
    ['ec.pem', 'listener', 'nginx.conf:8'],
    ['clients.pem', 'trusted', 'nginx.conf:10'],
    ['issuer.pem', 'stapling', 'nginx.conf:11'],
    ['clients.crl', 'revocation', 'nginx.conf:12'],
    ['me.pem', 'client', 'nginx.conf:14,nginx.conf:15'],
    ['upstream.crl', 'revocation', 'nginx.conf:14'],
    ['g.pem', 'trusted', 'nginx.conf:15'],
    ['u.pem', 'trusted', 'nginx.conf:16'],
    ['s.pem', 'trusted', 'nginx.conf:20'],
    ['stream.pem', 'listener', 'nginx.conf:21'],
    ['mail.pem', 'listener', 'nginx.conf:23'],
  ]);
  expect(files.flatMap(({ uses }) => uses).every(({ inForce }) => inForce)).toBe(true);
  expect(skipped).toMatchObject([{ reason: expect.stringContaining('OCSP'), use: { line: 13 } }]);
});

it('names what is no file, and never its value', () => {
  const { files, skipped } = filesIn(`events {}
http { server { listen 443 ssl;
  ssl_certificate data:SECRET;
  ssl_certificate store:pkcs11:SECRET;
  ssl_certificate /etc/tls/$ssl_server_name.pem;
  ssl_certificate "";
} }`);
  expect(files).toEqual([]);
  expect(skipped.map(({ reason, use }) => `${use.line}: ${reason}`)).toEqual([
    '3: the certificate is the value itself (data:), not a file',
    '4: a key store of OpenSSL holds it, not a file',
    '5: the variable $ssl_server_name decides which file it is',
  ]);
});

it('follows a variable that map holds constant', () => {
  const { files, skipped } = filesIn(`events {}
http {
  map $host $client { default a.pem; x.example b.pem; }
  server { location / { proxy_pass https://10.0.0.1; proxy_ssl_certificate tls/$client; } }
}`);
  expect(files.map(({ path }) => path)).toEqual(['tls/a.pem', 'tls/b.pem']);
  expect(skipped).toEqual([]);
});

it('tells lines that nothing takes its setting from, in a whole configuration only', () => {
  const overridden = `http {
  proxy_ssl_trusted_certificate outer.pem;
  ssl_certificate idle.pem;
  server { ssl_certificate own.pem; location / { proxy_pass https://10.0.0.1; proxy_ssl_trusted_certificate inner.pem; } }
}`;
  const idle = (text: string) =>
    filesIn(text).files.flatMap(({ path, uses }) => (uses.some(({ inForce }) => inForce) ? [] : [path]));
  expect(idle(`events {}\n${overridden}`)).toEqual(['outer.pem', 'idle.pem']);
  expect(idle('proxy_ssl_trusted_certificate outer.pem;\nlocation / { proxy_pass http://10.0.0.1; }')).toEqual([]);
});

it('knows the directives of modules that open connections of their own', () => {
  const { files } = filesIn(`events {}
http {
  lua_ssl_trusted_certificate lua.pem;
  js_fetch_trusted_certificate js.pem;
  acme_issuer x { ssl_trusted_certificate acme.pem; }
  otel_exporter { trusted_certificate otel.pem; }
}`);
  expect(files.map(({ path, roles }) => [path, ...roles])).toEqual([
    ['lua.pem', 'trusted'],
    ['js.pem', 'trusted'],
    ['acme.pem', 'trusted'],
    ['otel.pem', 'trusted'],
  ]);
});

it('names a file once for a directive that is read twice', () => {
  const shared = 'ssl_certificate shared.pem;\n';
  const { files } = filesIn('events {}\nhttp { server { include tls.inc; } server { include tls.inc; } }', {
    'tls.inc': shared,
  });
  expect(files).toMatchObject([{ path: 'shared.pem', uses: [{ file: 'tls.inc', line: 1 }] }]);
});
