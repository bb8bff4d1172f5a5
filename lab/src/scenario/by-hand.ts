import { cast, castName, faultless } from '@stackengine/engine';
import { get } from '../layouts/hop.js';
import { layouts } from '../layouts/index.js';
import type { Scenario } from './scenario.js';

const addresses = ['10.0.1.45:8443', '10.0.1.46:8443'] as const;

const toTheEnd = {
  before: [],
  healthy: [],
  answers: {},
  chain: undefined,
  refused: false,
  repaired: faultless,
  repairedFiles: {},
  curable: false,
  attackers: {},
} satisfies Partial<Scenario>;

const listening = `events {}
http {
  error_log /var/log/nginx/error.log info;
  server {
    listen 127.0.0.1:8080 ssl;
    ssl_certificate /etc/nginx/tls/own.pem;
    ssl_certificate_key /etc/nginx/tls/own.key;
    ssl_protocols TLSv1.1;
    location / { return 200 "ok"; }
  }
}
`;

const group = layouts.group({ settings: {}, addresses, name: castName });

/** Causes that no upstream's conduct brings about: what is played ends with the diagnosis. */
export const byHand: readonly Scenario[] = [
  {
    ...toTheEnd,
    id: 'client-side-handshake/no-version-in-common at the listener',
    cause: 'client-side-handshake',
    world: {
      files: {
        '/etc/nginx/nginx.conf': listening,
        '/etc/nginx/tls/own.pem': { certificates: ['leaf', 'intermediate'] },
        '/etc/nginx/tls/own.key': { keyOf: 'leaf' },
      },
      certificates: cast,
      names: {},
      upstreams: [],
      steps: [],
    },
    request: get('/', { protocol: 'https' }),
    addresses: [],
  },
  {
    ...toTheEnd,
    id: 'no-live-upstreams/earlier-lines-lost in group',
    cause: 'no-live-upstreams',
    world: {
      files: { ...group.files, '/etc/nginx/tls/ca.pem': { certificates: ['root'] } },
      certificates: group.certificates,
      names: {},
      upstreams: [
        ...addresses.map((address) => ({ address, behaviour: { type: 'refused' as const } })),
        ...group.upstreams,
      ],
      steps: [],
    },
    request: group.request,
    addresses,
    before: [group.request],
    pasted: /no live upstreams/,
  },
];
