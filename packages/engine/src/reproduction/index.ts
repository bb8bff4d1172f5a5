export { diagnoseByPlaying, type Playing } from './diagnose-by-playing.js';
export * from './play-upstreams.js';
export type { Replacement } from './stand-ins/replacement.js';
export { isMeant, type UpstreamKind, upstreamKinds } from './upstream-kinds.js';
