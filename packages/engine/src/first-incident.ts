/** The incident that the first-run tour and the page begin with: a line that does not say why, and a block that verifies nothing. */
export const firstIncident = {
  log: `2024/01/15 03:42:17 [error] 1234#1234: *5678 upstream SSL handshaking to 10.0.1.45:8443 while SSL handshaking to upstream,
client: 203.0.113.10, server: api.internal, request: "POST /v1/data HTTP/1.1",
upstream: "https://10.0.1.45:8443/v1/data"
`,
  configuration: `location /api/ {
    proxy_pass https://10.0.1.45:8443;
    proxy_set_header Host $host;
}
`,
} as const;
