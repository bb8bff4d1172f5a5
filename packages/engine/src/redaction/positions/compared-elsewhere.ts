import { judgeHeader } from './header.js';
import type { Target } from './value.js';

/** How other proxies compare what a client sends: HAProxy, ModSecurity, Apache. The name first, then the literal. */
const comparisons: readonly RegExp[] = [
  /(?:req\.f?hdr|hdr|url_param|req\.cook|cook)\(([\w-]{1,60})\)(?:[ \t]+-[im][ \t]*\w{0,8}){0,3}[ \t]+(?:--[ \t]+)?"?([^\s"{}]{4,200})/g,
  /SecRule[ \t]+(?:REQUEST_HEADERS|ARGS|REQUEST_COOKIES):([\w-]{1,60})[ \t]+"!?@(?:streq|eq|contains|beginsWith)[ \t]+([^"\n]{4,200})/g,
  /%\{HTTP:([\w-]{1,60})\}["']?[ \t]*(?:[!=]?==?|-eq|-strmatch)?[ \t]*["']?!?\^?([^\s"'$^]{4,200})/g,
];

/** Judges what other proxies than nginx compare headers and parameters with. */
export function judgeComparedElsewhere(target: Target): void {
  const { text } = target;
  if (!target.holds('hdr(', 'param(', 'cook(', 'SecRul', '%{HTTP')) return;
  for (const pattern of comparisons) {
    for (const { index, 0: whole, 1: name = '', 2: value = '' } of text.matchAll(pattern)) {
      const end = index + whole.length;
      judgeHeader(target, name, end - value.length, end, 'suspect', 'nginx/compared');
    }
  }
}
