// Runs a test program of nginx's configure (cc.sh).
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const wasi = new WASI({ version: 'preview1', args: ['test'], preopens: {}, returnOnExit: true });
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2] ?? ''), wasi.getImportObject());
process.exitCode = wasi.start(instance);
