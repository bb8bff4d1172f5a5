// The service worker: keeps the site's own files for use without a network. Nothing that a user gives comes by here.
const edition = EDITION;
const files = FILES;

addEventListener('install', (event) => {
  // The large parts come when the page asks for them; what fails here is fetched then.
  event.waitUntil(caches.open(edition).then((cache) => Promise.allSettled(files.map((file) => cache.add(file)))));
  skipWaiting();
});

addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== edition).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  event.respondWith(
    caches
      .open(edition)
      .then(async (cache) => (await cache.match(event.request, { ignoreSearch: true })) ?? fetch(event.request)),
  );
});
