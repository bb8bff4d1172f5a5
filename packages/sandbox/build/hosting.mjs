// For hosts where headers can be set: they close what a policy inside the page can't.

const header = {
  // Chromium: nothing of this page's origin reaches anybody else, DNS lookups, WebRTC and navigation included.
  'Connection-Allowlist': '(response-origin)',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
};

/** As `stackengine serve` reads them. */
export const headersJson = () => `${JSON.stringify(header, undefined, 2)}\n`;

/** For hosts that read a file of that name. */
export const headers = () =>
  `/*\n${Object.entries(header)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('')}`;

export const nginxSnippet = () => `# In the server block that serves the folder of the site
location / {
    index index.html;
    types {
        text/html html;
        text/javascript js;
        application/manifest+json webmanifest;
        application/octet-stream bin;
    }
${Object.entries(header)
  .map(([name, value]) => `    add_header ${name} "${value}" always;\n`)
  .join('')}}
`;

export const caddyfile = () => `# The site's folder, served by Caddy
:8080 {
	root * .
	file_server
	header {
${Object.entries(header)
  .map(([name, value]) => `\t\t${name} "${value}"\n`)
  .join('')}	}
}
`;

/** For search engines (https://www.sitemaps.org/protocol.html); `address` is that of the site. */
export const sitemap = (address, names) => {
  const pages = names.filter((name) => name.endsWith('index.html')).map((name) => name.slice(0, -'index.html'.length));
  const entries = pages.map((page) => `<url><loc>${new URL(page, address.replace(/\/?$/, '/')).href}</loc></url>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</urlset>\n`;
};
