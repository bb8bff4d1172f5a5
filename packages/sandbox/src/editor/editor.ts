// The editor, a script of its own that comes after the first view.
import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  foldService,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorSelection, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
  placeholder as placeholderText,
} from '@codemirror/view';
import type { EditorOptions, EditorPart, Remark } from '../page/editor.js';
import type { DirectiveHelp } from '../protocol.js';
import { blockAt, colours, logLanguage, nginxLanguage } from './languages.js';

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--text)', backgroundColor: 'transparent' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-gutters': { backgroundColor: 'var(--soft)', color: 'var(--quiet)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--active)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--select) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--back)', border: '1px solid var(--line)', maxWidth: '40rem', padding: '2px' },
  '.cm-tooltip .help': { padding: '4px 8px', whiteSpace: 'pre-wrap', fontSize: '13px' },
  '.cm-placeholder': { color: 'var(--quiet)' },
  '.cm-panels': { backgroundColor: 'var(--soft)', color: 'var(--text)' },
});

function create({ parent, text, language, label, placeholder, directives, changed }: EditorOptions) {
  const own = new Compartment();
  let quiet = false;
  const extensions: Extension = [
    lineNumbers(),
    highlightActiveLineGutter(),
    history(),
    foldGutter(),
    drawSelection(),
    bracketMatching(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    lintGutter(),
    syntaxHighlighting(colours),
    indentUnit.of('    '),
    placeholderText(placeholder),
    theme,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
    own.of(
      language === 'configuration'
        ? configuration(directives)
        : language === 'log'
          ? [logLanguage, EditorView.lineWrapping]
          : [],
    ),
    keymap.of([
      // Tab goes on to what is next on the page (WCAG 2.1.2), unless it takes a completion.
      { key: 'Tab', run: acceptCompletion },
      ...defaultKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...searchKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !quiet) changed(update.state.doc.toString());
    }),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  return {
    set(next: string) {
      quiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      quiet = false;
    },
    remark(remarks: readonly Remark[]) {
      view.dispatch(
        setDiagnostics(
          view.state,
          remarks.map((remark) => diagnostic(view.state, remark)),
        ),
      );
    },
    show(line: number, focus: boolean) {
      const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
      view.dispatch({
        selection: EditorSelection.range(at.from, at.to),
        effects: EditorView.scrollIntoView(at.from, { y: 'center' }),
      });
      if (focus) view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** The line without its indentation. */
function diagnostic(state: EditorState, { line, severity, text, source }: Remark): Diagnostic {
  const at = state.doc.line(Math.max(1, Math.min(line, state.doc.lines)));
  const indent = /^\s*/.exec(at.text)?.[0].length ?? 0;
  return { from: Math.min(at.from + indent, at.to), to: at.to, severity, message: text, source };
}

function configuration(directives: readonly DirectiveHelp[]): Extension {
  const known = new Map(directives.map((one) => [one.name, one]));
  const options = directives.map(
    (one): Completion => ({ label: one.name, type: 'keyword', detail: one.forms[0] ?? '', info: () => help(one) }),
  );
  return [
    nginxLanguage((name) => known.has(name)),
    autocompletion({ override: [(context) => completed(context, options)] }),
    hoverTooltip((view, position) => helped(view, position, known)),
    // Lezer has no grammar here: braces tell where a block ends.
    foldService.of((state, lineStart) => blockAt(state, lineStart)),
  ];
}

/** Names of directives, where one may begin. */
function completed(context: CompletionContext, options: readonly Completion[]): CompletionResult | null {
  const word = context.matchBefore(/[a-z_][a-z0-9_]*/);
  if (word === null || (word.from === word.to && !context.explicit)) return null;
  const line = context.state.doc.lineAt(word.from);
  const before = context.state.sliceDoc(line.from, word.from);
  if (!/(?:^|[;{}])\s*$/.test(before)) return null;
  return { from: word.from, options, validFor: /^[a-z0-9_]*$/ };
}

/** Form, default, contexts and module. */
function help({ name, forms, default: byDefault, contexts, module, block }: DirectiveHelp): HTMLElement {
  const element = document.createElement('div');
  element.className = 'help';
  element.textContent = [
    ...(forms.length === 0 ? [''] : forms).map((form) => `${name} ${form}`.trim() + (block ? ' { … }' : ';')),
    `default: ${byDefault ?? 'none'}`,
    `in: ${contexts.join(', ')}`,
    module,
  ].join('\n');
  return element;
}

function helped(view: EditorView, position: number, known: ReadonlyMap<string, DirectiveHelp>) {
  const { from, text } = view.state.doc.lineAt(position);
  for (const { index, 0: name } of text.matchAll(/[a-z_][a-z0-9_]*/g)) {
    const start = from + index;
    if (position < start || position > start + name.length) continue;
    const told = known.get(name);
    return told === undefined ? null : { pos: start, end: start + name.length, create: () => ({ dom: help(told) }) };
  }
  return null;
}

const part: EditorPart = { create };
globalThis.stackengineEditor = part;
