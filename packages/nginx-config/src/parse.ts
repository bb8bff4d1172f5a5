import * as character from './characters.js';
import { dataBlocks, directiveOf, onlyBlock } from './directive-node.js';
import { type DirectiveInfo, directiveInfo, directiveInfoAt } from './directives.js';
import { type Fault, withPositions } from './faults.js';
import { luaBlockEnd } from './lua-block.js';
import { notTerminated, swallowedBy } from './missing-semicolon.js';
import { passedOver } from './not-configuration.js';
import type { Comment, Directive, Node, SyntaxTree, Word } from './tree.js';
import { bareWordEnd, closingQuote, exceeds, unescapeWord, wordLimit } from './word.js';

/** So many problems are kept of one text; a text with more isn't configuration. */
const mostFaults = 1000;

/** Deeper nesting than any configuration has; past it braces are junk, so that readers of trees may recurse. */
const deepest = 200;

const none: readonly never[] = [];

type OpenDirective = { -readonly [key in keyof Directive]: Directive[key] };

interface Level {
  readonly directive: OpenDirective | undefined;
  readonly body: Node[];
  readonly data: boolean;
  /** Stray `{` whose `}` are still to come. */
  stray: number;
}

/**
 * Reads a configuration text by the rules of ngx_conf_file.c (ngx_conf_read_token, ngx_conf_parse). Takes any text,
 * never throws, in time linear in its length; what nginx refuses is in `problems`, in the order of the text.
 */
export function parse(text: string, file = ''): SyntaxTree {
  return parseAs(text, file, false);
}

/** As parse; `data` for a file that is included into a `map`, `geo` or the like, and so holds entries. */
export function parseAs(text: string, file: string, data: boolean): SyntaxTree {
  const reader = new Reader(text, data);
  reader.readAll();
  return { file, text, body: reader.body, problems: withPositions(text, file, reader.faults) };
}

class Reader {
  readonly body: Node[] = [];
  readonly faults: Fault[] = [];
  private at = 0;
  private info: DirectiveInfo | undefined;
  /** Room for the arguments that are being read: copied from it, an array takes no more memory than it needs. */
  private readonly words: Word[] = [];
  private level: Level;
  private readonly levels: Level[];
  /** Quotes of a kind that are known to have no partner in the rest of the text. */
  private unpaired = new Set<number>();

  constructor(
    private readonly text: string,
    data: boolean,
  ) {
    this.level = { directive: undefined, body: this.body, data, stray: 0 };
    this.levels = [this.level];
  }

  readAll(): void {
    const { text } = this;
    if (text.charCodeAt(0) === character.BYTE_ORDER_MARK) {
      this.at = 1;
      const name = text.slice(0, Math.min(bareWordEnd(text, 0), 100));
      if (name.length > 1) this.fault('byte-order-mark', 0, 1, `unknown directive "${name}"`);
    }
    for (;;) {
      const code = this.skipBlanks(this.level.body);
      if (this.at >= text.length) break;
      if (code === character.CLOSE_BRACE) this.closeBrace();
      else if (code === character.SEMICOLON || code === character.OPEN_BRACE) this.strayDelimiter(code);
      else this.readDirective();
    }
    this.endOfFile();
  }

  /** Skips blanks and comments in a body; gives the character that follows (NaN at the end). */
  private skipBlanks(body: Node[]): number {
    const { text } = this;
    let at = this.at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === character.SHARP) {
        body.push(this.readComment(at));
        at = this.at;
      } else if (code !== character.SPACE && code !== character.LF && code !== character.TAB && code !== character.CR) {
        this.at = at;
        return code;
      } else {
        at++;
      }
    }
  }

  private readComment(start: number): Comment {
    const { text } = this;
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (newline !== -1 && exceeds(text, start, end, wordLimit - 1)) this.tooLong(start, start);
    const cut = newline !== -1 && end > start && text.charCodeAt(end - 1) === character.CR ? end - 1 : end;
    this.at = cut;
    return { type: 'comment', start, end: cut };
  }

  private closeBrace(): void {
    const { level, at } = this;
    this.at++;
    if (level.stray > 0) {
      level.stray--;
      this.pushJunk(at);
    } else if (level.directive === undefined) {
      this.pushJunk(at);
      this.fault('unexpected-brace', at, this.at, 'unexpected "}"');
    } else {
      level.directive.close = at;
      this.closeLevel(this.at);
    }
  }

  private closeLevel(end: number): void {
    const { directive } = this.level;
    this.levels.pop();
    const outer = this.levels.at(-1);
    if (directive === undefined || outer === undefined) return;
    directive.end = end;
    this.level = outer;
  }

  /** From `start` up to here; one node with the junk right before it. */
  private pushJunk(start: number): void {
    const { body } = this.level;
    const last = body.at(-1);
    if (last?.type === 'junk' && last.end === start) body.pop();
    body.push({ type: 'junk', start: last?.type === 'junk' && last.end === start ? last.start : start, end: this.at });
  }

  private strayDelimiter(code: number): void {
    const { at } = this;
    this.at++;
    this.pushJunk(at);
    const brace = code === character.OPEN_BRACE;
    if (brace) this.level.stray++;
    this.fault(brace ? 'unexpected-brace' : 'unexpected-semicolon', at, this.at, `unexpected "${brace ? '{' : ';'}"`);
  }

  private readDirective(): void {
    const { level } = this;
    const start = this.at;
    const name = this.readName(start);
    const { info } = this;
    if (info === undefined && !level.data && name.quote === '') {
      const end = passedOver(this.text, start, name.end);
      if (end !== undefined) {
        this.at = end;
        this.pushJunk(start);
        const what = this.text.slice(start, Math.min(end, start + 60));
        this.fault('not-configuration', start, end, `"${what}" is not configuration, passed over`, 'warning');
        return;
      }
    }
    const { text } = this;
    const { words } = this;
    let count = 0;
    let comments: Comment[] | undefined;
    let lineHeads: number[] | undefined;
    let newline = false;
    for (let at = this.at; ; ) {
      const code = text.charCodeAt(at);
      if (code === character.SPACE || code === character.TAB || code === character.CR) {
        at++;
      } else if (code === character.LF) {
        at++;
        newline = true;
      } else if (code === character.SHARP) {
        if (comments === undefined) comments = [];
        comments.push(this.readComment(at));
        at = this.at;
      } else if (
        code === character.SEMICOLON ||
        code === character.OPEN_BRACE ||
        code === character.CLOSE_BRACE ||
        at >= text.length
      ) {
        this.at = at;
        break;
      } else {
        if (newline && !level.data) {
          if (lineHeads === undefined) lineHeads = [];
          lineHeads.push(count);
          newline = false;
        }
        words[count++] = this.readWord(at);
        at = this.at;
      }
    }
    // At `;`, `{`, `}` or the end of the text, all of its words read.
    const args = count === 0 ? none : words.slice(0, count);
    if (lineHeads === undefined) this.endDirective(start, name, args, comments ?? none, info);
    else this.splitDirective(start, name, args, comments ?? none, lineHeads);
  }

  /** Where semicolons are missing, what was read as one directive is several; the last one has the delimiter. */
  private splitDirective(
    start: number,
    name: Word,
    args: readonly Word[],
    comments: readonly Comment[],
    lineHeads: readonly number[],
  ): void {
    const block = this.text.charCodeAt(this.at) === character.OPEN_BRACE;
    let head = { start, name, from: 0, comment: 0 };
    for (const candidate of lineHeads) {
      const word = args[candidate];
      if (word === undefined) continue;
      const message = swallowedBy(head.name.value, candidate - head.from, args.length - head.from, block, word);
      if (message === undefined) continue;
      this.fault('unterminated-directive', word.start, word.end, message);
      const own = args.slice(head.from, candidate);
      const { end } = own.at(-1) ?? head.name;
      const inside: Comment[] = [];
      const behind: Comment[] = [];
      let at = head.comment;
      for (let comment = comments[at]; comment !== undefined && comment.start < word.start; comment = comments[++at]) {
        (comment.start < end ? inside : behind).push(comment);
      }
      this.level.body.push(directiveOf(head.start, head.name, own, inside, end, false), ...behind);
      head = { start: word.start, name: word, from: candidate + 1, comment: at };
    }
    this.endDirective(
      head.start,
      head.name,
      args.slice(head.from),
      comments.slice(head.comment),
      directiveInfo(head.name.value),
    );
  }

  private endDirective(
    start: number,
    name: Word,
    args: readonly Word[],
    comments: readonly Comment[],
    info: DirectiveInfo | undefined,
  ): void {
    const { text, level } = this;
    const code = text.charCodeAt(this.at);
    const block = code === character.OPEN_BRACE;
    if (block && this.levels.length <= deepest) {
      this.openBlock(start, name, args, comments, info);
      return;
    }
    const terminated = code === character.SEMICOLON;
    const last = Math.max(args.at(-1)?.end ?? name.end, comments.at(-1)?.end ?? 0);
    const directive = directiveOf(start, name, args, comments, terminated ? this.at + 1 : last, terminated);
    level.body.push(directive);
    if (terminated) {
      this.at++;
      if (info?.block === true && !level.data && onlyBlock(info, level.directive?.name.value)) {
        this.fault('missing-block', start, directive.end, `directive "${name.value}" has no opening "{"`);
      }
    } else if (block) {
      this.strayDelimiter(code);
    } else if (code === character.CLOSE_BRACE) {
      this.fault('unexpected-brace', this.at, this.at + 1, 'unexpected "}"');
    } else {
      this.fault('unexpected-end', text.length, text.length, 'unexpected end of file, expecting ";" or "}"');
    }
  }

  private openBlock(
    start: number,
    name: Word,
    args: readonly Word[],
    comments: readonly Comment[],
    info: DirectiveInfo | undefined,
  ): void {
    const open = this.at++;
    const { level, text } = this;
    const directive: OpenDirective = directiveOf(start, name, args, comments, open + 1, true);
    directive.open = open;
    level.body.push(directive);
    if (level.data) this.fault('unexpected-brace', open, open + 1, 'unexpected "{"');
    if (!level.data && name.value.endsWith('_by_lua_block')) {
      const { close, problem } = luaBlockEnd(text, this.at);
      directive.raw = text.slice(this.at, close ?? text.length);
      directive.close = close;
      directive.end = this.at = close === undefined ? text.length : close + 1;
      if (problem !== undefined) this.fault('unterminated-lua-block', open, open + 1, problem);
      return;
    }
    if (!level.data && info?.block === false) {
      this.fault('unterminated-directive', open, open + 1, notTerminated(name.value));
    }
    const body: Node[] = [];
    directive.body = body;
    this.level = { directive, body, data: level.data || dataBlocks.has(name.value), stray: 0 };
    this.levels.push(this.level);
  }

  private endOfFile(): void {
    const { length } = this.text;
    const unclosed = this.levels.length > 1;
    while (this.levels.length > 1)
      this.closeLevel(Math.max(this.level.body.at(-1)?.end ?? 0, (this.level.directive?.open ?? 0) + 1));
    const told = this.faults.some(({ code }) => code === 'unexpected-end' || code.startsWith('unterminated-'));
    if (unclosed && !told) this.fault('unexpected-end', length, length, 'unexpected end of file, expecting "}"');
  }

  /** The name of a directive; `info` is what is known of it, and nothing of the entries of data blocks. */
  private readName(start: number): Word {
    const end = bareWordEnd(this.text, start);
    this.info = this.level.data ? undefined : directiveInfoAt(this.text, start, end);
    if (this.info === undefined) {
      const name = this.readWord(start);
      if (!this.level.data && name.quote !== '') this.info = directiveInfo(name.value);
      return name;
    }
    this.at = end;
    return { type: 'word', value: this.info.name, quote: '', start, end };
  }

  private readWord(start: number): Word {
    const { text } = this;
    const code = text.charCodeAt(start);
    if (code === character.DOUBLE_QUOTE || code === character.SINGLE_QUOTE) return this.readQuoted(start, code);
    const end = bareWordEnd(text, start);
    if (end - start > 1000) {
      // A blank after the word has to fit into the buffer as well.
      const room = character.isBlank(text.charCodeAt(end)) ? wordLimit - 1 : wordLimit;
      if (end < text.length && exceeds(text, start, end, room)) this.tooLong(start, start);
    }
    this.at = end;
    return { type: 'word', value: unescapeWord(text.slice(start, end)), quote: '', start, end };
  }

  private readQuoted(start: number, code: number): Word {
    const { text } = this;
    const quote = code === character.DOUBLE_QUOTE ? '"' : "'";
    const close = this.unpaired.has(code) ? -1 : closingQuote(text, start, code);
    if (close === -1) {
      this.unpaired.add(code);
      const message = `unexpected end of file, expecting ";" or "}", probably missing terminating "${quote}" character`;
      return this.unfinished(start, quote, message);
    }
    const next = text.charCodeAt(close + 1);
    const allowed =
      character.isBlank(next) ||
      next === character.SEMICOLON ||
      next === character.OPEN_BRACE ||
      next === character.CLOSE_PARENTHESIS ||
      close + 1 === text.length;
    const spans = !allowed && text.slice(start, close).includes('\n');
    // Of a brace behind a word that stays, the directive tells.
    if (!allowed && (spans || next !== character.CLOSE_BRACE)) {
      const message = `unexpected "${text.slice(close + 1, close + (isHighSurrogate(next) ? 3 : 2))}"`;
      this.fault('unexpected-character', close + 1, close + 2, message);
    }
    // Such a quote has most likely met the first quote of a later line: read on behind the line it is on.
    if (!allowed && spans) return this.unfinished(start, quote, undefined);
    if (exceeds(text, start + 1, close, wordLimit - 1)) this.tooLong(start, start + 1, quote);
    this.at = close + 1;
    return { type: 'word', value: unescapeWord(text.slice(start + 1, close)), quote, start, end: close + 1 };
  }

  /** A quoted word without its closing quote: it ends with its line, before a delimiter that ends the line. */
  private unfinished(start: number, quote: '"' | "'", message: string | undefined): Word {
    const newline = this.text.indexOf('\n', start);
    const line = this.text.slice(start + 1, newline === -1 ? this.text.length : newline);
    const value = line.trimEnd().replace(/\s*[;{]$/, '');
    this.at = start + 1 + value.length;
    if (message !== undefined) this.fault('unterminated-quote', start, this.at, message);
    return { type: 'word', value: unescapeWord(value), quote, start, end: this.at };
  }

  private tooLong(start: number, content: number, quote?: string): void {
    const message =
      quote !== undefined &&
      exceeds(this.text, content, content + wordLimit, wordLimit) &&
      this.text.indexOf(quote, content) >= content + wordLimit
        ? `too long parameter, probably missing terminating "${quote}" character`
        : `too long parameter "${this.text.slice(content, content + 10)}..." started`;
    this.fault('too-long-parameter', start, start + 1, message);
  }

  private fault(
    code: string,
    start: number,
    end: number,
    message: string,
    severity: Fault['severity'] = 'error',
  ): void {
    if (this.faults.length < mostFaults) this.faults.push({ code, start, end, message, severity });
  }
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
