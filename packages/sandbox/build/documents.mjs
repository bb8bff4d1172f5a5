// The documents of the site: the frame, the shell around it, and articles with the same shell beside them.
import { readFileSync } from 'node:fs';
import { analyserPolicy, hashOf, shellPolicy } from './policies.mjs';

const attribute = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
export const escaped = (text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
/** JSON that can't end the script it stands in. */
const json = (value) => JSON.stringify(value).replace(/</g, '\\u003c');

const description =
  'Why an HTTPS upstream of nginx answers 502: cause, evidence and a fix with verification on, found in this page by nginx itself. Nothing is sent anywhere.';

/** The site's icon, in the documents and the manifest themselves: no policy has to allow a request for it. */
export const icon = `data:image/svg+xml,${encodeURIComponent(readFileSync(new URL('../src/offline/icon.svg', import.meta.url), 'utf8').trim())}`;

/** The frame that sees what the user gives. */
export const analyserDocument = ({ style, page, scripts }) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${analyserPolicy(scripts)}"><meta name="viewport" content="width=device-width"><title>StackEngine</title><style>${style}</style></head><body><script>${page}</script></body></html>`;

function head({ policy, title, about, links, style }) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escaped(title)}</title><meta name="description" content="${escaped(about)}"><link rel="icon" href="${icon}">${links}<style>${style}</style></head>`;
}

const frame = (srcdoc) =>
  `<iframe id="analyser" title="StackEngine" sandbox="allow-scripts allow-downloads allow-modals" allow="clipboard-write"${srcdoc === undefined ? ' hidden' : ` srcdoc="${attribute(srcdoc)}"`}></iframe>`;

const wholeStyle =
  ':root{color-scheme:light dark}html,body{margin:0;height:100%;overflow:hidden}iframe{position:fixed;inset:0;width:100%;height:100%;border:0}.linked iframe{height:calc(100% - 28px)}footer{position:fixed;inset:auto 0 0;height:28px;display:flex;gap:18px;align-items:center;padding:0 16px;font:12.5px system-ui,sans-serif;border-top:1px solid light-dark(#d5dbe4,#2b3646);background:light-dark(#fff,#10151d)}footer a{color:light-dark(#0b5fa5,#6cb6ff)}';

/** The page: the shell with the analyser in it, and with its parts by address or, where there is none, inside. */
export function shellDocument({ shell, analyser, scripts, facts, inside = {}, style = '', body = '' }) {
  const policy = shellPolicy({
    scripts: [hashOf(shell), ...scripts],
    connects: Object.values(facts.parts).some((path) => path !== null),
  });
  const links = facts.offline === null ? '' : '<link rel="manifest" href="manifest.webmanifest">';
  const held = Object.entries(inside).map(
    ([name, bytes]) => `<script type="text/plain" id="part-${name}">${bytes.toString('base64')}</script>`,
  );
  const footer =
    facts.offline === null
      ? ''
      : '<footer><a href="causes/">All causes</a><a href="stackengine.html" download>This page as one file</a></footer>';
  return `${head({ policy, title: 'StackEngine: nginx 502 from an HTTPS upstream', about: description, links, style: wholeStyle + style })}<body${footer === '' ? '' : ' class="linked"'}><noscript>StackEngine runs nginx in this page, which needs JavaScript. The command line does the same: npx stackengine.</noscript><script type="application/json" id="site">${json(facts)}</script>${frame(analyser)}${held.join('')}${footer}${body}<script>${shell}</script></body></html>\n`;
}

const articleStyle =
  ':root{color-scheme:light dark;--line:light-dark(#d5dbe4,#2b3646);--soft:light-dark(#f4f6f9,#171e29);--link:light-dark(#0b5fa5,#6cb6ff);--quiet:light-dark(#566173,#98a5b8)}body{margin:0;color:light-dark(#1b2330,#e3e9f2);background:light-dark(#fff,#10151d);font:16px/1.55 system-ui,sans-serif}main{max-width:46rem;padding:16px 20px 60px}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.1rem;margin:1.6em 0 .4em}a{color:var(--link)}code,pre{font:13px/1.45 ui-monospace,monospace;background:var(--soft);border-radius:5px}code{padding:.1em .3em;overflow-wrap:anywhere}pre{padding:10px 12px;white-space:pre-wrap;overflow-wrap:anywhere}ins,del{display:block;text-decoration:none}ins{color:light-dark(#0f6b34,#6fdc93)}del{color:light-dark(#b01b2e,#ff9aa2)}.quiet{color:var(--quiet)}input{font:inherit;color:inherit;background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:6px 12px;width:min(30rem,100%);box-sizing:border-box}li[hidden]{display:none}iframe{border:0;border-top:1px solid var(--line);width:100%;height:100vh;display:block}iframe[hidden]{display:none}@media(min-width:1200px){.beside main{position:relative;width:38vw;box-sizing:border-box;max-width:none}.beside iframe{position:fixed;inset:0 0 0 38vw;width:62vw;height:100%;border-top:0;border-left:1px solid var(--line)}}';

/** An article; with `opens` the sandbox stands beside it, with that example. Without script it is the article alone. */
export function articleDocument({ title, about, article, shell, scripts, facts, script }) {
  const own = shell ?? script;
  const policy = shellPolicy({
    scripts: [...(own === undefined ? [] : [hashOf(own)]), ...(scripts ?? [])],
    connects: shell !== undefined,
  });
  const site =
    facts === undefined ? '' : `<script type="application/json" id="site">${json(facts)}</script>${frame(undefined)}`;
  return `${head({ policy, title, about, links: '', style: articleStyle })}<body${shell === undefined ? '' : ' class="beside"'}><main>${article}</main>${site}${own === undefined ? '' : `<script>${own}</script>`}</body></html>\n`;
}
