import { useMemo, useRef } from 'preact/hooks';
import { type CertificateUse, type Document, isEditable, type Role, sizeOf } from '../documents.js';
import type { LoadedEditor, Remark } from './editor.js';
import { Editor } from './editor.js';
import { examples, openExample } from './examples.js';
import { documentsOfFiles, roleOf } from './files.js';
import { placeIn } from './places.js';
import { editableText } from './session.js';
import type { State } from './state.js';
import { TestResult } from './test-result.js';
import { texts } from './texts.js';
import { useSession, useSessionState } from './use-session.js';

const words = texts.inputs;

export function Inputs({ editor }: { readonly editor: () => Promise<LoadedEditor> }) {
  const session = useSession();
  const state = useSessionState();
  return (
    <section class="inputs" aria-labelledby="inputs">
      <div class="bar">
        <h2 id="inputs">{words.heading}</h2>
        <select
          aria-label={words.examples}
          value={state.example ?? ''}
          onChange={({ currentTarget }) => openExample(session, currentTarget.value)}
        >
          <option value="" disabled>
            {words.examples}
          </option>
          {examples.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <button type="button" disabled={state.undo.length === 0} onClick={() => session.undo()}>
          {words.undo}
        </button>
        <button type="button" onClick={() => session.clear()}>
          {words.clear}
        </button>
      </div>
      <Card of="configuration" editor={editor} state={state} />
      <Card of="log" editor={editor} state={state} />
      <Card of="certificate" editor={editor} state={state} />
    </section>
  );
}

interface CardProps {
  readonly of: Role;
  readonly editor: () => Promise<LoadedEditor>;
  readonly state: State;
}

function Card({ of: role, editor, state }: CardProps) {
  const session = useSession();
  const own = state.documents.filter((one) => one.role === role);
  const shown = own.find(({ id }) => id === state.active[role]) ?? own[0];
  const { title, hint } = words[role];
  const remarks = useMemo(() => remarksOf(state, shown), [state.answer, state.test, state.documents, shown]);
  const place = state.place?.document === shown?.id ? state.place : undefined;
  if (shown === undefined) return null;
  const text = editableText(shown);
  return (
    <div class={`card ${role}`} data-role={role}>
      <div class="head">
        <h3 id={`title-${role}`}>{title}</h3>
        <Tabs own={own} shown={shown} />
        <Chooser role={role} />
      </div>
      {text === undefined ? (
        <p class="large">{words.large(shown.name, inWords(sizeOf(shown)))}</p>
      ) : (
        <Editor
          id={shown.id}
          text={text}
          latest={(id) => editableText(session.state.documents.find((one) => one.id === id)) ?? ''}
          language={role}
          label={`${title}: ${shown.name}`}
          placeholder={hint}
          editor={editor}
          remarks={remarks}
          place={place}
          changed={(id, typed) => session.type(id, typed)}
        />
      )}
      {role === 'certificate' && shown.content !== '' ? <Use document={shown} /> : null}
      <Problems documents={own} state={state} />
      {role === 'configuration' ? <TestResult /> : null}
    </div>
  );
}

/** Files by a dialog of the browser's; a configuration also as a whole folder. */
function Chooser({ role }: { readonly role: Role }) {
  const session = useSession();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = async (input: HTMLInputElement, wanted: Role | undefined) => {
    if (input.files === null) return;
    session.take(await documentsOfFiles(input.files, wanted));
    input.value = '';
  };
  return (
    <span class="choosers">
      <button type="button" class="link" onClick={() => files.current?.click()}>
        {words.choose}
      </button>
      <input ref={files} type="file" multiple hidden onChange={({ currentTarget }) => void take(currentTarget, role)} />
      {role === 'configuration' ? (
        <>
          <button type="button" class="link" onClick={() => folder.current?.click()}>
            {words.chooseFolder}
          </button>
          <input
            ref={folder}
            type="file"
            webkitdirectory
            hidden
            onChange={({ currentTarget }) => void take(currentTarget, undefined)}
          />
        </>
      ) : null}
    </span>
  );
}

function Tabs({ own, shown }: { readonly own: readonly Document[]; readonly shown: Document }) {
  const session = useSession();
  if (own.length === 1 && shown.content === '') return <span class="quiet name">{shown.name}</span>;
  return (
    <ul class="tabs">
      {own.map(({ id, name }) => (
        <li key={id} class={id === shown.id ? 'on' : ''}>
          <button type="button" aria-pressed={id === shown.id} onClick={() => session.show(id)}>
            {name}
          </button>
          <button type="button" class="x" aria-label={words.remove(name)} onClick={() => session.remove(id)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

const uses = Object.keys(words.uses) as CertificateUse[];

function Use({ document }: { readonly document: Document }) {
  const session = useSession();
  return (
    <label class="use">
      <span class="quiet">{words.use}</span>
      <select
        value={document.use ?? 'auto'}
        onChange={({ currentTarget }) =>
          session.use(document.id, uses.find((use) => use === currentTarget.value) ?? 'auto')
        }
      >
        {uses.map((use) => (
          <option key={use} value={use}>
            {words.uses[use]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Problems({ documents, state }: { readonly documents: readonly Document[]; readonly state: State }) {
  const own = (state.answer?.problems ?? []).filter(({ document }) => documents.some(({ name }) => name === document));
  if (own.length === 0) return null;
  return (
    <ul class="problems">
      {own.map(({ document, line, text }) => (
        <li key={`${document}:${line}`}>
          <code>
            {document}:{line}
          </code>{' '}
          {text} <Move document={documents.find(({ name }) => name === document)} />
        </li>
      ))}
    </ul>
  );
}

/** A log in the place of a configuration, or the other way round. */
function Move({ document }: { readonly document: Document | undefined }) {
  const session = useSession();
  if (document === undefined || !isEditable(document)) return null;
  const role = roleOf('', { text: document.content.slice(0, 65_536), binary: false });
  if (role === undefined || role === document.role) return null;
  return (
    <button type="button" class="link" onClick={() => session.move(document.id, role)}>
      {words.move(words[role].title)}
    </button>
  );
}

/** What nginx and the diagnosis say of lines of a document. */
function remarksOf({ answer, test, documents }: State, shown: Document | undefined): readonly Remark[] {
  if (shown === undefined || !isEditable(shown)) return [];
  const remarks: Remark[] = [];
  const add = (file: string | undefined, line: number | undefined, remark: Omit<Remark, 'line'>) => {
    if (file === undefined || line === undefined) return;
    const place = placeIn(documents, file, line);
    if (place?.document === shown.id) remarks.push({ line: place.line, ...remark });
  };
  const tested = test.stale ? undefined : test.answer;
  for (const { file, line, text, level } of tested?.tested?.messages ?? [])
    add(file, line, {
      severity: /^(?:warn|notice|info)$/.test(level) ? 'warning' : 'error',
      text,
      source: `nginx ${tested?.nginx} -t`,
    });
  for (const { causes } of answer?.diagnosis.incidents ?? [])
    for (const { file, line, text } of causes[0]?.evidence ?? [])
      add(file, line, { severity: 'info', text, source: causes[0]?.cause ?? '' });
  for (const { file, line, text, code } of answer?.diagnosis.notices ?? [])
    add(file, line, { severity: 'warning', text, source: code });
  return remarks;
}

/** Bytes for people. */
export function inWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let unit = 0;
  let number = bytes;
  while (number >= 1000 && unit < units.length - 1) {
    number /= 1000;
    unit += 1;
  }
  return `${number >= 100 || unit === 0 ? Math.round(number) : number.toFixed(1)} ${units[unit]}`;
}
