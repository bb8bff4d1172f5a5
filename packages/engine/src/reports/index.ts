export { type FetchedTextOptions, renderFetchedPeer } from './fetched.js';
export { renderHtml } from './html.js';
export { toJson } from './json.js';
export { renderMarkdown } from './markdown.js';
export { renderPlays } from './plays.js';
export { toSarif } from './sarif.js';
export { renderText, type TextOptions } from './text.js';
export { visible, visibleLines } from './visible.js';
export { fixFor } from './wording.js';
