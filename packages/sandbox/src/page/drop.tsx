import { useEffect, useRef, useState } from 'preact/hooks';
import type { Role } from '../documents.js';
import { documentsOf, documentsOfFiles, firstFolder, type Taken } from './files.js';
import type { Session } from './session.js';
import { useSession } from './use-session.js';

/** Browsers tell at least every 350 ms that something is held there (HTML, section 6.11.5); where they stop, it is gone. */
const silence = 1000;

/**
 * Files and a folder may be dropped anywhere on the page. While files are held over it, an input of folders lies over all of it: a script
 * of a frame without an origin may not open a folder (Chromium: EncodingError), but what is dropped on such an input the browser opens.
 */
export function Drop() {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const gone = () => setOver(false);
    const hold = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true) {
        setOver(true);
        clearTimeout(timer);
        timer = setTimeout(gone, silence);
      }
      // What is prevented, the input never gets.
      if (event.target !== input.current) event.preventDefault();
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) gone();
    };
    const drop = (event: DragEvent) => {
      gone();
      const { dataTransfer: dropped } = event;
      if (dropped === null) return;
      const opened = event.target === input.current ? firstFolder(dropped) : undefined;
      if (opened === undefined) event.preventDefault();
      void take(session, documentsOf(dropped, roleAt(event), opened));
    };
    const listeners = { dragenter: hold, dragover: hold, dragleave: leave, drop };
    for (const [name, listener] of Object.entries(listeners))
      document.addEventListener(name, listener as EventListener);
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of Object.entries(listeners))
        document.removeEventListener(name, listener as EventListener);
    };
  }, [session]);
  const open = async (chosen: HTMLInputElement) => {
    if (chosen.files === null || chosen.files.length === 0) return;
    await take(session, documentsOfFiles(chosen.files, undefined));
    chosen.value = '';
  };
  return (
    <input
      ref={input}
      type="file"
      webkitdirectory
      multiple
      class={over ? 'drop over' : 'drop'}
      tabIndex={-1}
      aria-hidden="true"
      onChange={({ currentTarget }) => void open(currentTarget)}
    />
  );
}

const take = (session: Session, taken: Promise<Taken>): Promise<void> =>
  taken.then(
    (documents) => session.take(documents),
    (error: unknown) => session.say(error instanceof Error ? error.message : String(error)),
  );

/** The role of the box under the pointer, which the input lies over. */
function roleAt({ clientX, clientY }: DragEvent): Role | undefined {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const role = element.closest<HTMLElement>('[data-role]')?.dataset['role'];
    if (role !== undefined) return role as Role;
  }
  return undefined;
}
