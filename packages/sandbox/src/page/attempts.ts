/** One way out, and whether the browser closed it. */
export interface Attempted {
  readonly what: 'fetch' | 'beacon' | 'image' | 'rtc';
  readonly outcome: 'refused' | 'allowed' | 'absent';
}

const patience = 1500;

/** Tries to reach this very site, and nobody else, from the frame that holds what the user gave; nothing of it is sent along. */
export async function attempts(address: string): Promise<readonly Attempted[]> {
  const target = address.startsWith('http') ? new URL('/', address).href : 'http://127.0.0.1:9/';
  return [
    { what: 'fetch', outcome: await fetched(target) },
    { what: 'beacon', outcome: await connected(target.replace(/^http/, 'ws')) },
    { what: 'image', outcome: await loaded(target) },
    { what: 'rtc', outcome: 'RTCPeerConnection' in globalThis ? 'allowed' : 'absent' },
  ];
}

async function fetched(target: string): Promise<Attempted['outcome']> {
  try {
    await fetch(target, { mode: 'no-cors', cache: 'no-store' });
    return 'allowed';
  } catch {
    return 'refused';
  }
}

function connected(target: string): Promise<Attempted['outcome']> {
  return new Promise((resolve) => {
    try {
      const socket = new WebSocket(target);
      socket.onopen = () => {
        socket.close();
        resolve('allowed');
      };
      socket.onerror = () => resolve('refused');
    } catch {
      resolve('refused');
    }
    setTimeout(() => resolve('refused'), patience);
  });
}

function loaded(target: string): Promise<Attempted['outcome']> {
  return new Promise((resolve) => {
    const refused = (event: SecurityPolicyViolationEvent) => {
      if (event.effectiveDirective === 'img-src') resolve('refused');
    };
    document.addEventListener('securitypolicyviolation', refused, { once: true });
    const image = new Image();
    image.onload = () => resolve('allowed');
    image.src = `${target}?`;
    setTimeout(() => resolve('allowed'), patience);
  });
}
