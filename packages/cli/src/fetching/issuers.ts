import { get, type IncomingMessage } from 'node:http';
import { type CertificateFacts, readCertificates, readDer } from '@stackengine/engine';

/** A certificate that was not sent, and the URL that gave it. */
export interface Found {
  readonly certificate: CertificateFacts;
  readonly from: string;
}

/** Milliseconds, bytes, and how often a server may send on. A certificate has 1 to 4 KB. */
const timeout = 5000;
const mostBytes = 256 << 10;
const mostRedirects = 3;
const mostUrls = 3;

/**
 * The certificates at the URLs that a certificate names for its issuer. Only `http:`, as RFC 5280 has it: nothing here is trusted, so
 * nothing needs TLS, and other schemes would lead elsewhere. What can't be had is left out.
 */
export async function fetchIssuers(urls: readonly string[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const url of urls.slice(0, mostUrls)) {
    const bytes = await bytesAt(url, mostRedirects);
    if (bytes === undefined) continue;
    found.push(...certificatesIn(url, bytes).map((certificate) => ({ certificate, from: url })));
    if (found.length > 0) break;
  }
  return found;
}

function certificatesIn(url: string, bytes: Buffer): readonly CertificateFacts[] {
  const { certificates } = bytes[0] === 0x30 ? readDer(url, bytes) : readCertificates(url, bytes.toString('latin1'));
  return certificates.slice(0, 10);
}

/** The body of an answer; undefined where there is none, for whatever reason. */
function bytesAt(text: string, redirects: number): Promise<Buffer | undefined> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:') return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const request = get(url, { timeout, headers: { accept: 'application/pkix-cert, */*' } }, (response) => {
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined && redirects > 0) {
        response.destroy();
        const next = URL.canParse(headers.location, url.href) ? new URL(headers.location, url).href : '';
        bytesAt(next, redirects - 1).then(resolve, () => resolve(undefined));
      } else if (statusCode !== 200) {
        response.destroy();
        resolve(undefined);
      } else collect(response, resolve);
    });
    // The `timeout` of Node is for silence; this one is for all.
    const timer = setTimeout(() => request.destroy(new Error('timed out')), timeout);
    request.on('error', () => resolve(undefined));
    request.on('close', () => clearTimeout(timer));
  });
}

function collect(response: IncomingMessage, resolve: (bytes: Buffer | undefined) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  response.on('data', (part: Buffer) => {
    size += part.length;
    parts.push(part);
    if (size > mostBytes) {
      response.destroy();
      resolve(undefined);
    }
  });
  response.on('error', () => resolve(undefined));
  response.on('aborted', () => resolve(undefined));
  response.on('end', () => resolve(Buffer.concat(parts)));
}
