import type { DiagnosedIncident, Notice } from '@stackengine/engine';
import type { Answered } from '../protocol.js';
import { Applied } from './applied.js';
import { CauseView, Grounds } from './cause.js';
import { Chain, ChainTable } from './chain.js';
import { FixView } from './fix.js';
import { Reading } from './reading.js';
import { texts } from './texts.js';
import { TimelineView } from './timeline.js';
import { TryIt } from './try-it.js';
import { useSession, useSessionState } from './use-session.js';

const words = texts.answer;

export function Answer() {
  const { took, answer } = useSessionState();
  return (
    <section class="answer" aria-labelledby="answer">
      <h2 id="answer" tabIndex={-1} class="hidden">
        {words.heading}
      </h2>
      <Reading />
      <Body />
      {answer === undefined ? null : (
        <p class="foot quiet">
          {texts.footer.open} {took === undefined ? '' : texts.footer.took(took.toFixed(0))}
        </p>
      )}
    </section>
  );
}

function Body() {
  const { answer, documents, incident: chosen, applied, badLink } = useSessionState();
  const hasLog = documents.some(({ role, content }) => role === 'log' && content !== '');
  const nothingGiven = documents.every(({ content }) => content === '');
  if (badLink && nothingGiven) return <p class="empty bad">{texts.share.damaged}</p>;
  if (answer === undefined) return <p class="empty">{hasLog ? words.reading : words.empty}</p>;
  const { incidents, notices } = answer.diagnosis;
  const [first] = incidents;
  const shown = incidents.find(({ id }) => id === chosen) ?? first;
  return (
    <>
      {incidents.length > 1 ? <Incidents incidents={incidents} shown={shown?.id} /> : null}
      {shown === undefined ? (
        <>
          <p class="empty">{hasLog ? nothingIn(answer) : words.nothingYet}</p>
          {answer.certificates === undefined ? null : (
            <ChainTable view={answer.certificates} heading={texts.chain.given} />
          )}
        </>
      ) : applied !== undefined && applied.incident.line === shown.line ? (
        <Applied applied={applied} />
      ) : (
        <article key={shown.id}>
          <CauseView incident={shown} />
          <Contradictions notices={shown.notices} />
          <FixView incident={shown} />
          <Grounds incident={shown} />
          <TimelineView incident={shown} />
          <Chain incident={shown} />
          <Details incident={shown} />
        </article>
      )}
      <TryIt />
      <Notices notices={notices} />
    </>
  );
}

/** Why a log that was given tells of no incident. */
function nothingIn({ problems, only, diagnosis }: Answered): string {
  if (problems.some(({ role }) => role === 'log')) return words.unreadable;
  return only === 'requests' ? words.onlyRequests : diagnosis.notices.length > 0 ? words.nothingNoticed : words.nothing;
}

function Incidents({
  incidents,
  shown,
}: {
  readonly incidents: readonly DiagnosedIncident[];
  readonly shown: string | undefined;
}) {
  const session = useSession();
  return (
    <nav class="incidents" aria-label={words.incidents(incidents.length)}>
      <h3>{words.incidents(incidents.length)}</h3>
      <ol>
        {incidents.slice(0, 200).map(({ id, causes, summary, count, upstream }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === shown ? 'true' : undefined}
              onClick={() => session.choose({ incident: id })}
            >
              <span>{causes[0]?.title ?? summary}</span>
              <small>
                {upstream.address ?? ''} {words.times(count)}
              </small>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Details({ incident }: { readonly incident: DiagnosedIncident }) {
  const [first, ...others] = incident.causes;
  if (first === undefined) return <Notices notices={incident.notices.filter((one) => !contradicts(one))} />;
  return (
    <>
      <h3>{words.happened}</h3>
      <p>{first.explanation}</p>
      <Remedies remedies={first.remedy} />
      {first.decidedBy.length === 0 ? null : (
        <>
          <h3>{words.decides}</h3>
          <Commands lines={first.decidedBy} />
        </>
      )}
      {others.length === 0 ? null : (
        <>
          <h3>{words.others}</h3>
          <ul class="others">
            {others.map(({ cause, title, confidence, evidence }) => (
              <li key={cause}>
                <span class={`confidence ${confidence}`}>{words.confidence[confidence]}</span> <strong>{title}</strong>{' '}
                <span class="quiet">{evidence[0]?.text ?? ''}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Contradicted incident={incident} />
      {first.confirm.length === 0 ? null : (
        <>
          <h3>{words.confirm}</h3>
          <Commands lines={first.confirm} />
        </>
      )}
      <h3>{words.prevention}</h3>
      <p>{first.prevention}</p>
      <Notices notices={incident.notices.filter((one) => !contradicts(one))} />
    </>
  );
}

/** Notices that say that two of the inputs can't both be of this incident. */
const contradictions = new Set([
  'chain-contradicts-log',
  'log-contradicts-config',
  'not-this-chain',
  'not-this-configuration',
  'other-refusal',
]);
const contradicts = ({ code }: Notice): boolean => contradictions.has(code);

function Contradictions({ notices }: { readonly notices: readonly Notice[] }) {
  const all = notices.filter(contradicts);
  if (all.length === 0) return null;
  return (
    <div class="contradiction">
      <h3>{words.contradicts}</h3>
      <NoticeList notices={all} />
    </div>
  );
}

const cut = (line: string): string => (line.length > 200 ? `${line.slice(0, 199)}…` : line);

function Contradicted({ incident: { contradicted } }: { readonly incident: DiagnosedIncident }) {
  if (contradicted.length === 0) return null;
  return (
    <>
      <h3>{texts.contradicted.heading}</h3>
      <ul class="others">
        {contradicted.map(({ cause, title, instead }) => (
          <li key={cause}>
            <span class="struck">{title}</span>{' '}
            <span class="quiet">
              {texts.contradicted.wrote} <code>{cut(instead.replace(/^\S+ \S+ (?=\[)/, ''))}</code>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Remedies({ remedies }: { readonly remedies: DiagnosedIncident['causes'][number]['remedy'] }) {
  if (remedies.length === 0) return null;
  return (
    <>
      <h3>{words.remedy}</h3>
      <ul>
        {remedies.map(({ who, what, command }) => (
          <li key={what}>
            <strong>{who}</strong>: {what}
            {command === undefined ? null : <pre>{command}</pre>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Sentences with commands in them, and commands. */
function Commands({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul class="commands">
      {lines.map((line) => (
        <li key={line}>
          <pre tabIndex={0}>{line}</pre>
        </li>
      ))}
    </ul>
  );
}

function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <details class="notices" open={notices.length < 4}>
      <summary>
        {words.notices} ({notices.length})
      </summary>
      <NoticeList notices={notices.slice(0, 100)} />
    </details>
  );
}

function NoticeList({ notices }: { readonly notices: readonly Notice[] }) {
  const session = useSession();
  return (
    <ul>
      {notices.map(({ code, text, file, line }) => (
        <li key={`${code} ${file} ${line} ${text}`}>
          {file === undefined ? null : (
            <button type="button" class="link" onClick={() => session.goTo(file, line ?? 1)}>
              {file}
              {line === undefined ? '' : `:${line}`}
            </button>
          )}{' '}
          {text}
        </li>
      ))}
    </ul>
  );
}
