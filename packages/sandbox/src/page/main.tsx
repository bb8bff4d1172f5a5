// The frame that sees what the user gives. The browser refuses it every request.
import { render } from 'preact';
import { readSharedText } from '../shared-text.js';
import type { Welcome } from '../shell/messages.js';
import { App, type PageFacts } from './app.js';
import type { EditorPart, LoadedEditor } from './editor.js';
import { examples, firstExample, openExample } from './examples.js';
import { Hand } from './hand.js';
import { textOfFragment } from './link.js';
import { meetShell, type ShellPort } from './port.js';
import { Session } from './session.js';
import { SessionContext } from './use-session.js';

/** Where the editor's script puts itself; it is a classic script, as every one here. */
declare global {
  var stackengineEditor: EditorPart | undefined;
}

const once = <Value,>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
};

let meet: (port: ShellPort) => void = () => undefined;
const shell = new Promise<ShellPort>((resolve) => {
  meet = resolve;
});

const textOfPart = async (name: 'worker' | 'editor') => new TextDecoder().decode(await (await shell).part(name));
const workerScript = once(() => textOfPart('worker'));

const editor = once(async (): Promise<LoadedEditor> => {
  const directives = session.directives();
  const script = document.createElement('script');
  script.textContent = await textOfPart('editor'); // its hash stands in the policy
  document.head.append(script);
  if (globalThis.stackengineEditor === undefined) throw new Error('the browser refused the editor’s script');
  return { part: globalThis.stackengineEditor, directives: await directives };
});

const modules = new Map<string, Promise<WebAssembly.Module>>();
const session = new Session({
  hand: async () => new Hand(await workerScript()),
  kernel: once(async () => (await shell).part('scan')),
  module: (nginx) => {
    const known =
      modules.get(nginx) ?? shell.then(async (port) => WebAssembly.compile(await port.part(`nginx-${nginx}`)));
    modules.set(nginx, known);
    return known;
  },
  now: () => new Date().toISOString(),
});

// What breaks outside of a worker is told as well.
addEventListener('error', ({ error }) => session.failed(error));
addEventListener('unhandledrejection', ({ reason }) => session.failed(reason));

let facts: PageFacts = { address: '', edition: '' };
const show = () =>
  render(
    <SessionContext.Provider value={session}>
      <App facts={facts} editor={editor} />
    </SessionContext.Provider>,
    document.body,
  );

async function openFragment(fragment: string): Promise<void> {
  const text = await textOfFragment(fragment);
  const shared = text === undefined ? undefined : readSharedText(text);
  if (shared !== undefined) session.open(shared);
  else if (fragment.startsWith('i=')) session.refuseLink();
  else if (examples.some(({ id }) => id === fragment)) openExample(session, fragment);
}

session.open(firstExample.documents, firstExample.id); // until the shell says what else
show();
let met = false;
meetShell(({ address, edition, fragment, builds }: Welcome, port) => {
  facts = { address, edition };
  if (!met) {
    meet(port);
    session.offer(builds);
  }
  met = true;
  show();
  if (fragment !== '') void openFragment(fragment);
});
