// The policies of the page's documents: who may run what, and reach whom.
import { createHash } from 'node:crypto';

/** As a policy names an inline script by its text (CSP 3, section 8.1). */
export const hashOf = (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** A script as it may stand in a document. The text is hashed as it is parsed. */
export const inlineScript = (text) => text.replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '<\\!--');

const none = "default-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'; object-src 'none'";

/** The frame that sees what the user gives: no connection, of whatever kind. */
export const analyserPolicy = (scripts) =>
  `${none}; script-src ${scripts.join(' ')} 'wasm-unsafe-eval'; worker-src blob:; style-src 'unsafe-inline'; img-src data:; connect-src 'none'`;

/**
 * The document on top: what a child may do, it has to allow. `frame-src 'none'` leaves the srcdoc frame and refuses every later navigation of
 * it. `connects`: it may load the site's own parts.
 */
export function shellPolicy({ scripts, connects }) {
  const own = connects
    ? "worker-src blob: 'self'; manifest-src 'self'; connect-src 'self'"
    : "worker-src blob:; connect-src 'none'";
  return `${none}; script-src ${scripts.join(' ')} 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data:; ${own}`;
}
