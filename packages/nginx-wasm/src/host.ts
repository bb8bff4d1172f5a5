/** What Node, browsers and workers have in common and the language's own library leaves out. */

/** A WebAssembly module, compiled. */
export type CompiledModule = object;

export interface RunningModule {
  readonly exports: Readonly<Record<string, unknown>>;
}

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Instance: new (module: CompiledModule, imports: Record<string, Record<string, unknown>>) => RunningModule;
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: string,
  options: { readonly ignoreBOM: boolean },
) => {
  decode(bytes: Uint8Array): string;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Compiles at once; a page's main thread has to use WebAssembly.compile() instead. Throws where the bytes are no module. */
export const compileModule = (bytes: Uint8Array): CompiledModule => new WebAssembly.Module(bytes);

export const instantiate = (module: CompiledModule, imports: Record<string, unknown>): RunningModule =>
  new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports });

export const toBytes = (text: string): Uint8Array => encoder.encode(text);

/** UTF-8; what is none becomes U+FFFD. */
export const toText = (bytes: Uint8Array): string => decoder.decode(bytes);
