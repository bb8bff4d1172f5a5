import type { Stage } from '../causes/cause.js';
import type { Signature } from '../logs/event.js';

/** Where on the way a signature arises, for incidents that no cause explains. */
export function stageOf(signature: Signature): Stage {
  switch (signature.kind) {
    case 'verify':
    case 'name':
      return 'verify';
    case 'alert':
    case 'ssl':
    case 'handshake':
      return 'handshake';
    case 'closed':
    case 'timeout':
      return signature.during === 'connect' ? 'connect' : signature.during === 'handshake' ? 'handshake' : 'response';
    case 'connect':
    case 'resolve':
    case 'no-live-upstreams':
    case 'disabled':
      return 'connect';
    case 'config':
      return 'config';
    case 'client':
      return 'client';
    default:
      return 'response';
  }
}
