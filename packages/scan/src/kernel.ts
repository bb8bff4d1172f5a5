// Node and browsers both have these; their types come with neither @types/node nor ES2023 alone.

/** A WebAssembly module, compiled. */
export type KernelModule = object;

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => KernelModule;
  readonly Instance: new (module: KernelModule) => { readonly exports: unknown };
  validate(bytes: Uint8Array): boolean;
};
declare const TextDecoder: new (
  label: string,
  options: { readonly ignoreBOM: boolean },
) => {
  decode(bytes: Uint8Array): string;
};

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8; what is none becomes U+FFFD. */
export const utf8Text = (bytes: Uint8Array): string => utf8.decode(bytes);

interface Global {
  readonly value: number;
}

/** What `assembly/index.ts` exports. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Bytes that it looks at in one go. */
  readonly capacity: Global;
  /** Bytes, lines and UTF-16 units that the last scan is done with. */
  readonly consumed: Global;
  readonly lines: Global;
  readonly units: Global;
  /** Records and requests that it passed over. */
  readonly records: Global;
  readonly requests: Global;
  input(): number;
  outputs(): number;
  /** Where the shapes of requests are put, and for how many bytes there is room. */
  shapes(): number;
  readonly roomForShapes: Global;
  /** Takes the shapes that were put there. */
  useShapes(): void;
  reset(most: number): void;
  scan(length: number, isLast: number): number;
}

/** Compiles `modules/scan.wasm`; undefined where the machine runs no WebAssembly with SIMD. */
export function compileKernel(bytes: Uint8Array): KernelModule | undefined {
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
}

/** A kernel of its own, whose memory has room for one piece of a log. */
export function startKernel(module: KernelModule, most: number): Kernel {
  const kernel = new WebAssembly.Instance(module).exports as Kernel;
  kernel.reset(most);
  return kernel;
}
