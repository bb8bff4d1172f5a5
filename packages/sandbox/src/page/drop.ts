import { useEffect, useState } from 'preact/hooks';
import { documentsOf } from './files.js';
import type { Session } from './session.js';

/** Files may be dropped anywhere on the page; true while something is held over it. */
export function useDrop(session: Session): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const enter = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer === null) return;
      const target = event.target instanceof Element ? event.target.closest('[data-role]') : null;
      void documentsOf(event.dataTransfer, target?.getAttribute('data-role') ?? undefined).then(
        (taken) => session.take(taken),
        (error: unknown) => session.say(error instanceof Error ? error.message : String(error)),
      );
    };
    document.addEventListener('dragover', enter);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', enter);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [session]);
  return over;
}
