export { isAsWished, isAttacker } from './attacker.js';
export { diagnoseByPlaying, type Playing } from './diagnose-by-playing.js';
export { diagnoseOnBuilds, type OpenNginx, type PlayingNginx, type PlayingOnBuilds } from './diagnose-on-builds.js';
export { fittingBuilds, type PlayingBuild } from './fitting-build.js';
export * from './play-upstreams.js';
export { isBuiltIn } from './stand-ins/modules.js';
export type { Replacement } from './stand-ins/replacement.js';
export { isMeant, type UpstreamKind, upstreamKinds } from './upstream-kinds.js';
