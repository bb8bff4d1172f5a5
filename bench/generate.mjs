/**
 * A configuration as a generator writes it: one upstream and one server for each of `services`; 1,500 of them are
 * 0.86 MB. The same text for the same number.
 */
export function generateConfiguration(services) {
  const parts = [
    'worker_processes auto;\nevents {\n    worker_connections 4096;\n}\nhttp {\n    include mime.types;\n',
  ];
  for (let n = 0; n < services; n++) {
    const address = `10.${(n >> 8) & 255}.${n & 255}`;
    parts.push(`
    # service ${n}
    upstream service-${n} {
        least_conn;
        server ${address}.10:8443 max_fails=3 fail_timeout=30s;
        server ${address}.11:8443 backup;
        keepalive 32;
    }
    server {
        listen 443 ssl;
        server_name service-${n}.example.com;
        ssl_certificate /etc/nginx/tls/service-${n}.pem;
        location / {
            proxy_pass https://service-${n};
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For "$proxy_add_x_forwarded_for";
            proxy_ssl_trusted_certificate /etc/nginx/ca.pem;
            proxy_ssl_verify on; # since 2024
        }
    }
`);
  }
  parts.push('}\n');
  return parts.join('');
}
