export type Endpoint =
  | { readonly type: 'tcp'; readonly host: string; readonly port: number }
  | { readonly type: 'unix'; readonly path: string };

/** Reads `10.0.1.45:8443`, `[fd00::1]:8443` or `unix:/run/app.sock`. */
export function endpointOf(address: string): Endpoint {
  if (address.startsWith('unix:')) return { type: 'unix', path: address.slice('unix:'.length) };
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  return { type: 'tcp', host, port: Number(address.slice(colon + 1)) };
}
