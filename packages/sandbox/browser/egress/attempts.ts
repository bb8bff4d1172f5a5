/** One way out of a page. Its code is run in the document as it stands; `target` and TARGET are a URL that nobody else asks for. */
export interface Attempt {
  readonly id: string;
  readonly code: string;
  /** It may take the document away, so that each needs one of its own. */
  readonly leaves?: true;
  /** Not even without a policy does it send HTTP: a name is looked up, or packets go. */
  readonly quiet?: true;
}

const element = (markup: string) => `document.body.insertAdjacentHTML('beforeend', \`${markup}\`)`;
const made = (tag: string, properties: string) =>
  `const e = document.createElement('${tag}'); ${properties} document.head.append(e)`;
const inWorker = (code: string) => `new Worker(URL.createObjectURL(new Blob([\`${code}\`])))`;

/** The test sees each arrive from a page without a policy before it counts that it does not. */
export const attempts: readonly Attempt[] = [
  { id: 'fetch', code: 'fetch(target).catch(() => 0)' },
  { id: 'fetch-no-cors', code: "fetch(target, { mode: 'no-cors', method: 'POST', body: 'x' }).catch(() => 0)" },
  { id: 'fetch-keepalive', code: 'fetch(target, { keepalive: true }).catch(() => 0)' },
  { id: 'xhr', code: "const x = new XMLHttpRequest(); x.open('GET', target); x.send()" },
  { id: 'websocket', code: "new WebSocket(target.replace('http', 'ws'))" },
  { id: 'eventsource', code: 'new EventSource(target)' },
  { id: 'beacon', code: "navigator.sendBeacon(target, 'x')" },
  { id: 'image', code: 'new Image().src = target' },
  { id: 'css-url', code: element('<p style="background:url(TARGET)">x</p>') },
  { id: 'font', code: "new FontFace('f', 'url(TARGET)').load().catch(() => 0)" },
  { id: 'stylesheet', code: made('link', "e.rel = 'stylesheet'; e.href = target;") },
  { id: 'css-import', code: made('style', "e.textContent = '@import url(TARGET)';") },
  { id: 'script', code: made('script', 'e.src = target;') },
  { id: 'module', code: made('script', "e.type = 'module'; e.src = target;") },
  { id: 'import', code: 'import(target).catch(() => 0)' },
  { id: 'preload', code: made('link', "e.rel = 'preload'; e.as = 'image'; e.href = target;") },
  { id: 'prefetch', code: made('link', "e.rel = 'prefetch'; e.href = target;") },
  { id: 'modulepreload', code: made('link', "e.rel = 'modulepreload'; e.href = target;") },
  { id: 'video', code: element('<video src="TARGET" autoplay></video>') },
  { id: 'object', code: element('<object data="TARGET"></object>') },
  { id: 'embed', code: element('<embed src="TARGET">') },
  { id: 'frame', code: element('<iframe src="TARGET"></iframe>') },
  {
    id: 'nested-frame-fetch',
    code: element('<iframe srcdoc="<script>fetch(\'TARGET\')</script>"></iframe>'),
  },
  {
    id: 'form',
    code: "const e = document.createElement('form'); e.action = target; e.target = 'x'; document.body.append(e); e.submit()",
  },
  { id: 'worker-fetch', code: inWorker("fetch('TARGET').catch(() => 0)") },
  { id: 'worker-import', code: inWorker("importScripts('TARGET')") },
  { id: 'worker-websocket', code: inWorker("new WebSocket('TARGET'.replace('http', 'ws'))") },
  { id: 'dns-prefetch', code: made('link', "e.rel = 'dns-prefetch'; e.href = target;"), quiet: true },
  { id: 'preconnect', code: made('link', "e.rel = 'preconnect'; e.href = target;"), quiet: true },
  {
    id: 'webrtc',
    code: "const p = new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + new URL(target).host }] }); p.createDataChannel('x'); p.createOffer().then((o) => p.setLocalDescription(o))",
    quiet: true,
  },
  {
    id: 'nested-webrtc',
    code: element(
      "<iframe srcdoc=\"<script>const p = new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + new URL('TARGET').host }] }); p.createDataChannel('x'); p.createOffer().then((o) => p.setLocalDescription(o))</script>\"></iframe>",
    ),
    quiet: true,
  },
  { id: 'location', code: 'location.href = target', leaves: true },
  { id: 'replace', code: 'location.replace(target)', leaves: true },
  { id: 'refresh', code: made('meta', "e.httpEquiv = 'refresh'; e.content = '0;url=TARGET';"), leaves: true },
  {
    id: 'link',
    code: "const e = document.createElement('a'); e.href = target; document.body.append(e); e.click()",
    leaves: true,
  },
  {
    id: 'link-top',
    code: "const e = document.createElement('a'); e.href = target; e.target = '_top'; document.body.append(e); e.click()",
    leaves: true,
  },
  {
    id: 'link-blank',
    code: "const e = document.createElement('a'); e.href = target; e.target = '_blank'; document.body.append(e); e.click()",
    leaves: true,
  },
  { id: 'open', code: 'window.open(target)', leaves: true },
  { id: 'top', code: 'try { top.location.href = target } catch {}', leaves: true },
  {
    id: 'download',
    code: "const e = document.createElement('a'); e.href = target; e.download = 'x'; document.body.append(e); e.click()",
    leaves: true,
  },
];
