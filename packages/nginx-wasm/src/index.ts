export { type Bottle, type BottleOptions, type ConfigurationTest, OutOfPatience, openBottle } from './bottle.js';
export { CertificatesRefused, type Twins } from './certificates.js';
export type {
  ConnectionEnd,
  Handshake,
  HandshakeFailure,
  HandshakeOptions,
  HandshakeSession,
  HandshakeStep,
} from './handshake.js';
export { type CompiledModule, compileModule } from './host.js';
export { BottleBroke } from './instance.js';
export { WorldAbandoned } from './play.js';
