import { useEffect, useRef, useState } from 'preact/hooks';
import type { Role } from '../documents.js';
import type { DirectiveHelp } from '../protocol.js';

/** A place in a text that something is said of. */
export interface Remark {
  /** 1-based. */
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly text: string;
  readonly source: string;
}

/** An editor of one text. */
export interface EditorView {
  set(text: string): void;
  remark(remarks: readonly Remark[]): void;
  /** Selects a line and scrolls to it. */
  show(line: number, focus: boolean): void;
  destroy(): void;
}

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly language: Role;
  readonly label: string;
  readonly placeholder: string;
  readonly directives: readonly DirectiveHelp[];
  readonly changed: (text: string) => void;
}

/** The editor, which comes after the first view; until then, and where it does not come, a text field does. */
export interface EditorPart {
  create(options: EditorOptions): EditorView;
}

/** The editor's script, and what it helps with. */
export interface LoadedEditor {
  readonly part: EditorPart;
  readonly directives: readonly DirectiveHelp[];
}

/** One after the other, with time for a frame between them: three editors at once hold the page up. */
function inTurn(make: () => void): Promise<void> {
  turn = turn.then(() => new Promise((resolve) => setTimeout(resolve))).then(make);
  return turn;
}

let turn: Promise<void> = Promise.resolve();

interface Props extends Omit<EditorOptions, 'parent' | 'changed' | 'directives'> {
  readonly id: number;
  /** The text as it is at this moment: typing is faster than rendering. */
  readonly latest: (id: number) => string;
  readonly editor: () => Promise<LoadedEditor>;
  readonly remarks: readonly Remark[];
  readonly place: { readonly line: number; readonly count: number } | undefined;
  readonly changed: (id: number, text: string) => void;
}

export function Editor({ id, text, latest, language, label, placeholder, editor, remarks, place, changed }: Props) {
  const parent = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const view = useRef<{ readonly id: number; readonly view: EditorView; last: string } | undefined>(undefined);
  const [loaded, setLoaded] = useState<LoadedEditor | undefined>(undefined);

  useEffect(() => {
    let gone = false;
    editor()
      .then((editing) => inTurn(() => !gone && setLoaded(editing)))
      .catch(() => undefined); // the text field stays
    return () => {
      gone = true;
    };
  }, [editor]);

  useEffect(() => {
    if (loaded === undefined || parent.current === null) return undefined;
    const hadFocus = document.activeElement === area.current && area.current !== null;
    const made = loaded.part.create({
      directives: loaded.directives,
      parent: parent.current,
      text,
      language,
      label,
      placeholder,
      changed: (typed) => {
        if (view.current !== undefined) view.current.last = typed;
        changed(id, typed);
      },
    });
    view.current = { id, view: made, last: text };
    if (hadFocus) made.show(1, true);
    return () => {
      made.destroy();
      view.current = undefined;
    };
    // Another document has an editor of its own; its text is kept up to date below.
  }, [loaded, id, language]);

  useEffect(() => {
    const current = view.current;
    const now = latest(id);
    if (current === undefined || current.last === now) return;
    current.last = now;
    current.view.set(now);
  }, [text, loaded, id]);

  useEffect(() => view.current?.view.remark(remarks), [remarks, loaded, id]);

  useEffect(() => {
    if (place === undefined) return;
    if (view.current !== undefined) view.current.view.show(place.line, true);
    else if (area.current !== null) selectLine(area.current, place.line);
  }, [place?.count, place?.line, loaded]);

  if (loaded !== undefined) return <div class="editor" ref={parent} />;
  return (
    <textarea
      class="editor"
      ref={area}
      aria-label={label}
      placeholder={placeholder}
      spellcheck={false}
      autocomplete="off"
      autocapitalize="off"
      value={text}
      onInput={(event) => changed(id, event.currentTarget.value)}
    />
  );
}

function selectLine(area: HTMLTextAreaElement, line: number): void {
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  area.scrollTop = ((line - 3) * area.scrollHeight) / Math.max(1, lines.length);
}
