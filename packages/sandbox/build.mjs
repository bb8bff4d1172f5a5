// Builds the site into site/: a page of hashed scripts, its parts, and one single file that holds them all. Prints the SHA-256 of each file.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { minify } from 'terser';
import { causeList, causePages } from './build/cause-pages.mjs';
import { analyserDocument, articleDocument, icon, shellDocument } from './build/documents.mjs';
import { causeExamples } from './build/examples.mjs';
import { caddyfile, headers, headersJson, nginxSnippet, sitemap } from './build/hosting.mjs';
import { hashOf, inlineScript } from './build/policies.mjs';

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
    // Nothing here does something when it is looked at: saves 1.4 kB
    treeshake: { moduleSideEffects: false, propertyReadSideEffects: false, unknownGlobalSideEffects: false },
    transform: { define },
    resolve: {
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
      alias: Object.fromEntries(
        ['nginx-config', 'engine', 'nginx-wasm', 'scan'].map((name) => [
          `@stackengine/${name}`,
          join(packages, name, 'src/index.ts'),
        ]),
      ),
    },
  });
  const { output } = await build.generate({ format: 'iife', minify: true });
  await build.close();
  if (output.length !== 1) throw new Error(`${entry}: ${output.length} files instead of one`);
  // A second look at what rolldown has made small already: 1 % of it, which is what is left of the budget
  const { code } = await minify(output[0].code, {
    ecma: 2022,
    compress: { passes: 3 },
    format: { comments: false },
  });
  if (code === undefined) throw new Error(`${entry}: terser gave nothing back`);
  return code.replace(/\r\n?/g, '\n').trim();
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
const kernel = gzipSync(readFileSync(join(packages, 'scan/modules/scan.wasm')), { level: 9 });
const worker = await bundled('worker/worker.ts');
const shell = inlineScript(withoutRtc + (await bundled('shell/shell.ts')));
const offered = builds();

const edition = createHash('sha256');
for (const part of [page, editor, worker, kernel, shell, style, ...offered.map(({ module }) => module)])
  edition.update(part);
const editionOf = edition.digest('hex');

const analyserScripts = [hashOf(page), hashOf(editor)];
const analyser = analyserDocument({ style, page, scripts: analyserScripts });
const factsOf = (there, more) => ({
  builds: there.map(({ nginx, openssl, isDefault }) => ({ nginx, openssl, isDefault })),
  edition: editionOf,
  analyser: null,
  opens: '',
  ...more,
});

rmSync(site, { recursive: true, force: true });
mkdirSync(site, { recursive: true });
const files = new Map();
const put = (name, content) => {
  mkdirSync(dirname(join(site, name)), { recursive: true });
  writeFileSync(join(site, name), content);
  files.set(name, createHash('sha256').update(content).digest('hex'));
};
put('worker.js', worker);
put('editor.js', editor);
put('scan.bin', kernel);
const modulePart = (nginx) => `nginx-${nginx}`;
const parts = { worker: 'worker.js', editor: 'editor.js', scan: 'scan.bin' };
for (const { nginx, module } of offered) {
  // No name that a host would take for compressed and unzip on the way
  put(`${modulePart(nginx)}.bin`, module);
  parts[modulePart(nginx)] = `${modulePart(nginx)}.bin`;
}
const scripts = analyserScripts;
put(
  'index.html',
  shellDocument({ shell, analyser, scripts, facts: factsOf(offered, { parts, offline: 'offline.js' }) }),
);
put('analyser.html', analyser);
const upwards = Object.fromEntries(Object.entries(parts).map(([name, path]) => [name, `../../${path}`]));
for (const { id, ...page } of causePages()) {
  const facts = factsOf(offered, { parts: upwards, offline: null, analyser: '../../analyser.html', opens: id });
  put(`causes/${id}/index.html`, articleDocument({ ...page, shell, scripts, facts }));
}
put('causes/index.html', articleDocument(causeList()));
const { SITE_ADDRESS } = process.env;
if (SITE_ADDRESS !== undefined) put('sitemap.xml', sitemap(SITE_ADDRESS, [...files.keys()]));
const cached = ['./', ...files.keys()].filter((name) => !name.endsWith('.html'));
put(
  'offline.js',
  readFileSync(join(own, 'src/offline/offline.js'), 'utf8')
    .replace('EDITION', JSON.stringify(editionOf))
    .replace('FILES', JSON.stringify(cached)),
);
put('manifest.webmanifest', readFileSync(join(own, 'src/offline/manifest.webmanifest'), 'utf8').replace('ICON', icon));
const [chosen] = offered;
const zipped = (text) => gzipSync(text, { level: 9 });
const inside = {
  worker: zipped(worker),
  editor: zipped(editor),
  scan: kernel,
  ...(chosen === undefined ? {} : { [modulePart(chosen.nginx)]: chosen.module }),
};
const single = shellDocument({
  shell,
  analyser,
  scripts,
  facts: factsOf(chosen === undefined ? [] : [chosen], {
    parts: Object.fromEntries(Object.keys(inside).map((name) => [name, null])),
    offline: null,
  }),
  inside,
});
put('stackengine.html', single);
put('_headers', headers());
put('headers.json', headersJson());
put('nginx-host.conf', nginxSnippet());
put('Caddyfile', caddyfile());
writeFileSync(join(site, 'SHA256SUMS'), [...files].map(([name, hash]) => `${hash}  ${name}\n`).join(''));
// For size-limit: what stands inside of the document, beside the scripts that are files
const inline = join(own, 'dist/scripts');
mkdirSync(inline, { recursive: true });
writeFileSync(join(inline, 'page.js'), page);
writeFileSync(join(inline, 'shell.js'), shell);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
for (const [name, text] of Object.entries({ page, editor, worker, shell }))
  console.log(
    `${name.padEnd(8)} ${kilobytes(text.length).padStart(10)} ${kilobytes(zipped(text).length).padStart(10)} gzip`,
  );
console.log(`${files.get('stackengine.html')}  stackengine.html, ${kilobytes(single.length)}`);
