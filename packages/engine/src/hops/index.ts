export { isAddressLiteral } from './address.js';
export { locationOf, serverNames, serverOf } from './blocks.js';
export { findHops } from './find.js';
export type * from './hop.js';
export { type HopMatch, type HopMatches, type MatchOptions, type MatchStrength, matchHops } from './match.js';
export { type ServerNameIndication, serverNameIndication, type VerifiedName, verifiedName } from './server-name.js';
export { isOn, settingAt } from './settings.js';
export { hopsOnSamePeers, sharesPeer } from './sharing.js';
export { defaultProtocols } from './tls.js';
