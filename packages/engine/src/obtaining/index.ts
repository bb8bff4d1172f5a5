export type * from './fetched.js';
export { fetchedPeer, type GivenAnswer, type GivenPeer, type Judge } from './peer.js';
export { type AskedHandshake, sClientCommand } from './s-client.js';
