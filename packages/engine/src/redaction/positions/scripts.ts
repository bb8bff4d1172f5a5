import { judgeCode } from './code.js';
import type { Target } from './value.js';

const scriptName = /\.(?:lua|m?js|cjs|ts|pl|pm|py|rb|php)$/i;
/** What programs begin lines with, and neither logs nor sentences do. */
const statement =
  /^[ \t]*(?:local (?:function )?[\w, ]{1,80}(?:=|\()|(?:const|let|var) [\w{}, ]{1,80}=|(?:async )?function \w*\(|export (?:default|const|async|function)\b|import [\w{}*, ]{1,80} from |ngx\.\w+|use strict|my [$@%]\w+|sub \w+ ?\{|def \w+\(|r\.(?:return|headersOut|subrequest)\b)/gm;
/** Programs in a configuration are judged there, block by block. */
const directive =
  /^[ \t]*(?:(?:server|http|events|stream|types)[ \t]*\{|(?:location|upstream|map|if|geo)[ \t][^=\n]{1,200}\{|(?:listen|server_name|proxy_\w+|grpc_\w+|ssl_\w+|add_header|include|set)[ \t]+[^=\n]{1,400};)/m;
const longest = 1_000_000;

/** Judges whole programs, by the name of their file or by how their lines begin. */
export function judgeScripts(target: Target, name: string): void {
  const { text } = target;
  if (text.length > longest) return;
  if (!scriptName.test(name)) {
    if (
      !target.holds('local ', 'const ', 'let ', 'var ', 'function', 'import ', 'export ', 'ngx.', 'my ', 'def ', 'r.')
    )
      return;
    let found = 0;
    for (const _ of text.matchAll(statement)) if (++found >= 2) break;
    if (found < 2 || directive.test(text)) return;
  }
  judgeCode(target, 0, text.length);
}
