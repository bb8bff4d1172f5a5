// Builds the site into site/: a page of hashed scripts, its parts, and one single file that holds them all. Prints the SHA-256 of each file.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { causeExamples } from './build/examples.mjs';
import { caddyfile, headers, headersJson, nginxSnippet } from './build/hosting.mjs';
import { analyserPolicy, hashOf, inlineScript, shellPolicy } from './build/policies.mjs';

const own = dirname(fileURLToPath(import.meta.url));
const packages = join(own, '..');
const site = join(own, 'site');

/** First bytes of every hashed script: no policy of Chromium's closes WebRTC, and a nested frame runs the same bytes. */
const withoutRtc = 'delete self.RTCPeerConnection;delete self.webkitRTCPeerConnection;\n';

/** One classic script of an entry and all that it needs. */
async function bundled(entry, define = {}) {
  const build = await rolldown({
    input: join(own, 'src', entry),
    platform: 'browser',
    treeshake: { moduleSideEffects: false },
    transform: { define },
    resolve: {
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
      alias: Object.fromEntries(
        ['nginx-config', 'engine', 'nginx-wasm'].map((name) => [
          `@stackengine/${name}`,
          join(packages, name, 'src/index.ts'),
        ]),
      ),
    },
  });
  const { output } = await build.generate({ format: 'iife', minify: true });
  await build.close();
  if (output.length !== 1) throw new Error(`${entry}: ${output.length} files instead of one`);
  return output[0].code.replace(/\r\n?/g, '\n').trim();
}

/** The builds of nginx that were made, the default first. */
function builds() {
  const folder = join(packages, 'nginx-wasm/modules');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((nginx) => {
      const manifest = JSON.parse(readFileSync(join(folder, nginx, 'manifest.json'), 'utf8'));
      return {
        nginx,
        openssl: manifest.sources.openssl.version,
        isDefault: manifest.default === true,
        module: gzipSync(readFileSync(join(folder, nginx, 'nginx.wasm')), { level: 9 }),
      };
    })
    .sort((one, other) => Number(other.isDefault) - Number(one.isDefault));
}

const style = ['base', 'inputs', 'answer', 'fix', 'dialogs', 'narrow']
  .map((name) =>
    readFileSync(join(own, `src/style/${name}.css`), 'utf8')
      .replace(/\n\s*/g, '\n')
      .trim(),
  )
  .join('\n');
const page = inlineScript(
  withoutRtc + (await bundled('page/main.tsx', { CAUSE_EXAMPLES: JSON.stringify(causeExamples()) })),
);
const editor = withoutRtc + (await bundled('editor/editor.ts'));
const worker = await bundled('worker/worker.ts');
const shell = inlineScript(withoutRtc + (await bundled('shell/shell.ts')));
const offered = builds();

const edition = createHash('sha256');
for (const part of [page, editor, worker, shell, style, ...offered.map(({ module }) => module)]) edition.update(part);
const editionOf = edition.digest('hex');

const analyserScripts = [hashOf(page), hashOf(editor)];
const analyser = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${analyserPolicy(analyserScripts)}"><meta name="viewport" content="width=device-width"><title>StackEngine</title><style>${style}</style></head><body><script>${page}</script></body></html>`;

const attribute = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
const json = (value) => JSON.stringify(value).replace(/</g, '\\u003c');
const description =
  'Why an HTTPS upstream of nginx answers 502: cause, evidence and a fix with verification on, found in this page by nginx itself. Nothing is sent anywhere.';

/** The document on top, with its parts by address or, where there is none, inside. */
function top({ parts, inside, offline, builds: there }) {
  const facts = {
    builds: there.map(({ nginx, openssl, isDefault }) => ({ nginx, openssl, isDefault })),
    edition: editionOf,
    parts,
    offline,
  };
  const policy = shellPolicy({
    scripts: [hashOf(shell), ...analyserScripts],
    connects: Object.values(parts).some((path) => path !== null),
  });
  const links = offline === null ? '' : '<link rel="manifest" href="manifest.webmanifest">';
  const held = Object.entries(inside).map(
    ([name, bytes]) => `<script type="text/plain" id="part-${name}">${bytes.toString('base64')}</script>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>StackEngine: nginx 502 from an HTTPS upstream</title><meta name="description" content="${description}"><link rel="icon" href="data:,">${links}<style>html,body{margin:0;height:100%}iframe{position:fixed;inset:0;width:100%;height:100%;border:0}</style></head><body><noscript>StackEngine runs nginx in this page, which needs JavaScript. The command line does the same: npx stackengine.</noscript><script type="application/json" id="site">${json(facts)}</script><iframe id="analyser" title="StackEngine" sandbox="allow-scripts allow-downloads allow-modals" allow="clipboard-write" srcdoc="${attribute(analyser)}"></iframe>${held.join('')}<script>${shell}</script></body></html>\n`;
}

rmSync(site, { recursive: true, force: true });
mkdirSync(site, { recursive: true });
const files = new Map();
const put = (name, content) => {
  writeFileSync(join(site, name), content);
  files.set(name, createHash('sha256').update(content).digest('hex'));
};
put('worker.js', worker);
put('editor.js', editor);
const modulePart = (nginx) => `nginx-${nginx}`;
const parts = { worker: 'worker.js', editor: 'editor.js' };
for (const { nginx, module } of offered) {
  // No name that a host would take for compressed and unzip on the way
  put(`${modulePart(nginx)}.bin`, module);
  parts[modulePart(nginx)] = `${modulePart(nginx)}.bin`;
}
const index = top({ parts, inside: {}, offline: 'offline.js', builds: offered });
put('index.html', index);
const cached = ['./', ...files.keys()].filter((name) => name !== 'index.html');
put(
  'offline.js',
  readFileSync(join(own, 'src/offline/offline.js'), 'utf8')
    .replace('EDITION', JSON.stringify(editionOf))
    .replace('FILES', JSON.stringify(cached)),
);
put('manifest.webmanifest', readFileSync(join(own, 'src/offline/manifest.webmanifest'), 'utf8'));
const [chosen] = offered;
const zipped = (text) => gzipSync(text, { level: 9 });
const inside = {
  worker: zipped(worker),
  editor: zipped(editor),
  ...(chosen === undefined ? {} : { [modulePart(chosen.nginx)]: chosen.module }),
};
const single = top({
  parts: Object.fromEntries(Object.keys(inside).map((name) => [name, null])),
  inside,
  offline: null,
  builds: chosen === undefined ? [] : [chosen],
});
put('stackengine.html', single);
put('_headers', headers());
put('headers.json', headersJson());
put('nginx-host.conf', nginxSnippet());
put('Caddyfile', caddyfile());
writeFileSync(join(site, 'SHA256SUMS'), [...files].map(([name, hash]) => `${hash}  ${name}\n`).join(''));
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
for (const [name, text] of Object.entries({ page, editor, worker, shell }))
  console.log(
    `${name.padEnd(8)} ${kilobytes(text.length).padStart(10)} ${kilobytes(zipped(text).length).padStart(10)} gzip`,
  );
console.log(`${files.get('stackengine.html')}  stackengine.html, ${kilobytes(single.length)}`);
