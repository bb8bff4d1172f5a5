import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const file = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The scripts that Chromium loads, by file name. Made of the sources, as vitest's are. */
export async function bundledScripts(): Promise<ReadonlyMap<string, string>> {
  const build = await rolldown({
    input: { page: file('lab/src/chromium/page.ts'), worker: file('lab/src/chromium/worker.ts') },
    platform: 'browser',
    resolve: {
      extensionAlias: { '.js': ['.ts', '.js'] },
      alias: Object.fromEntries(
        ['nginx-config', 'engine', 'nginx-wasm'].map((name) => [
          `@stackengine/${name}`,
          file(`packages/${name}/src/index.ts`),
        ]),
      ),
    },
  });
  const { output } = await build.generate({ format: 'esm', entryFileNames: '[name].js' });
  await build.close();
  return new Map(output.map((each) => [each.fileName, each.type === 'chunk' ? each.code : String(each.source)]));
}
