import type { Dialog } from './app.js';
import { texts } from './texts.js';

export function Header({ open }: { readonly open: (dialog: Dialog) => void }) {
  return (
    <header>
      <h1>
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path class="bar" d="M4 5h16v4H4zM4 11h10v4H4zM4 17h13v3H4z" />
        </svg>
        {texts.name} <small>{texts.tagline}</small>
      </h1>
      <nav aria-label={texts.name}>
        <button type="button" class="badge" onClick={() => open('privacy')}>
          <span aria-hidden="true">●</span> {texts.privacy.badge}
        </button>
        <button type="button" onClick={() => open('share')}>
          {texts.share.open}
        </button>
        <button type="button" onClick={() => open('report')}>
          {texts.report.open}
        </button>
      </nav>
    </header>
  );
}
