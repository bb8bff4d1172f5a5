import { type Answers, attackers, type DiagnosedIncident, type Fix, type Need } from '@stackengine/engine';
import { copied, downloaded } from './clipboard.js';
import { Diff } from './diff.js';
import { texts } from './texts.js';
import { useSession, useSessionState } from './use-session.js';

const words = texts.fix;
const profiles = ['production', 'development'] as const;

export function FixView({ incident }: { readonly incident: DiagnosedIncident }) {
  const session = useSession();
  const { profile: chosen } = useSessionState();
  const { fixes } = incident;
  if (fixes.length === 0)
    return (
      <section class="fix">
        <h3>{words.heading}</h3>
        <NoFix incident={incident} />
      </section>
    );
  // Verification is never switched off where nobody has asked for it.
  const shown = fixes.find(({ profile }) => profile === chosen);
  return (
    <section class="fix">
      <div class="fix-head">
        <h3>{words.heading}</h3>
        <fieldset class="profiles">
          <legend class="hidden">{words.heading}</legend>
          {profiles.map((profile) => (
            <button
              key={profile}
              type="button"
              aria-pressed={chosen === profile}
              disabled={!fixes.some((fix) => fix.profile === profile)}
              onClick={() => session.choose({ profile })}
            >
              {words[profile]}
            </button>
          ))}
        </fieldset>
        {shown === undefined ? null : (
          <span class="quiet">{shown.profile === 'production' ? words.verifies : words.unverified}</span>
        )}
      </div>
      {shown === undefined ? (
        <p>{chosen === 'production' ? words.none : words.noDevelopment}</p>
      ) : (
        <OneFix incident={incident} fix={shown} />
      )}
    </section>
  );
}

/** Why there is no edit to show. */
function NoFix({ incident }: { readonly incident: DiagnosedIncident }) {
  const { documents } = useSessionState();
  const given = documents.some(({ role, content }) => role === 'configuration' && content !== '');
  return (
    <p>{!given ? words.noConfiguration : incident.upstream.hop === null ? words.otherConfiguration : words.none}</p>
  );
}

function OneFix({ incident, fix }: { readonly incident: DiagnosedIncident; readonly fix: Fix }) {
  const session = useSession();
  const { answer, answers } = useSessionState();
  const change = answer?.changes.find(({ incident: id, profile }) => id === incident.id && profile === fix.profile);
  const [file] = change?.files ?? [];
  const open = fix.needs.length > 0;
  const all = [...fix.needs, ...answered(fix, answers)];
  // Always in one order: a field that is moved while somebody types in it loses the focus.
  const asked = needIds.flatMap((id) => all.filter((need) => need.id === id));
  const say = async (done: Promise<boolean>) => session.say((await done) ? words.copied : words.notCopied);
  return (
    <>
      {fix.profile === 'production' && asked.length > 0 ? <Needs needs={asked} /> : null}
      <Diff text={fix.diff} />
      <div class="actions">
        <button
          type="button"
          class="main"
          disabled={open || file === undefined}
          onClick={() =>
            session.say(change !== undefined && session.apply(change, incident, fix) ? words.applied : words.notApplied)
          }
        >
          {words.apply}
        </button>
        <button type="button" onClick={() => void say(copied(fix.diff))}>
          {words.copy}
        </button>
        <button type="button" disabled={open} onClick={() => void say(copied(patchCommand(fix.diff)))}>
          {words.patch}
        </button>
        <button
          type="button"
          disabled={open || file === undefined}
          onClick={() => {
            for (const one of change?.files ?? []) downloaded(one.file, one.after);
          }}
        >
          {words.download}
        </button>
      </div>
      <Proof fix={fix} />
      <Why fix={fix} />
    </>
  );
}

/** Answers stay in the form, to be changed. */
function answered({ diff, needs }: Fix, answers: Answers): readonly Need[] {
  const added = diff.split('\n').filter((line) => line.startsWith('+'));
  return Object.entries(answers).flatMap(([id, value]: [string, string | undefined]) =>
    value === undefined || needs.some((need) => need.id === id) || !added.some((line) => line.includes(value))
      ? []
      : [{ id, ask: '', obtain: '' }],
  );
}

const labels: Readonly<Record<string, string>> = {
  name: 'name in the upstream’s certificate',
  'ca-path': 'CA file, as nginx reads it',
  'client-certificate': 'client certificate',
  'client-key': 'client key',
};
const needIds = ['name', 'ca-path', 'client-certificate', 'client-key'] as const;

function Needs({ needs }: { readonly needs: readonly Need[] }) {
  const session = useSession();
  const { answers } = useSessionState();
  return (
    <fieldset class="needs">
      <legend class="hidden">{words.needs}</legend>
      {needs.map(({ id, ask, obtain }) => {
        const known = needIds.find((one) => one === id);
        if (known === undefined) return null;
        return (
          <div key={id}>
            <label for={`need-${id}`}>{labels[id]}</label>
            <input
              id={`need-${id}`}
              value={answers[known] ?? ''}
              spellcheck={false}
              autocomplete="off"
              aria-describedby={ask === '' ? undefined : `ask-${id}`}
              aria-invalid={isRefused(known, ask, answers) ? 'true' : undefined}
              onInput={({ currentTarget }) => session.answer(known, currentTarget.value)}
            />
            {isRefused(known, ask, answers) ? <p class="bad">{words.refused[known]}</p> : null}
            {ask === '' ? null : (
              <details>
                <summary>{words.obtain}</summary>
                <p id={`ask-${id}`}>{ask}</p>
                {obtain === '' ? null : <pre tabIndex={0}>{obtain}</pre>}
              </details>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

/** What was answered is asked again: it is no answer. */
const isRefused = (id: (typeof needIds)[number], ask: string, answers: Answers): boolean =>
  ask !== '' && (answers[id] ?? '') !== '';

/** A command that makes the change where it is pasted. */
function patchCommand(diff: string): string {
  return `patch -p1 <<'STACKENGINE'\n${diff}${diff.endsWith('\n') ? '' : '\n'}STACKENGINE\n`;
}

function Proof({ fix: { proof, needs, profile } }: { readonly fix: Fix }) {
  const { play, builds } = useSessionState();
  if (builds.length === 0) return null;
  if (proof !== null) return <Proven proof={proof} profile={profile} />;
  const pending = play.state === 'loading' || play.state === 'playing' || play.state === 'waiting';
  if (pending) return <ToProve profile={profile} />;
  if (needs.length > 0 && profile === 'production') return <p class="proof quiet">{words.afterNeeds}</p>;
  return profile === 'development' ? null : <p class="proof bad">{words.unproven}</p>;
}

/** What nginx is asked, before it has answered. */
function ToProve({ profile }: Pick<Fix, 'profile'>) {
  const production = profile === 'production';
  const lines = [
    words.starts,
    production ? words.toPass : words.toPassUnverified,
    ...(production ? Object.keys(attackers).map(words.refuses) : []),
  ];
  return (
    <div class="proof quiet">
      <strong>
        {words.proof}: {words.pending}
      </strong>
      <ProofLines lines={lines} mark="○" />
    </div>
  );
}

export function Proven({
  proof,
  profile,
}: {
  readonly proof: NonNullable<Fix['proof']>;
  readonly profile: Fix['profile'];
}) {
  const { test } = useSessionState();
  const lines = [
    test.answer?.tested?.ok === false ? words.startsWithout : words.starts,
    profile === 'production' ? words.passes(proof.cured.length) : words.passesUnverified(proof.cured.length),
    ...proof.refused.map(words.refuses),
    ...(proof.unchanged.length > 0 ? [words.unchanged(proof.unchanged.length)] : []),
  ];
  return (
    <div class="proof">
      <strong>
        {words.proof}: {words.proven(proof.nginx)}
      </strong>
      <ProofLines lines={lines} mark="✓" />
    </div>
  );
}

function ProofLines({ lines, mark }: { readonly lines: readonly string[]; readonly mark: string }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>
          <span aria-hidden="true">{mark} </span>
          {line}
        </li>
      ))}
    </ul>
  );
}

function Why({ fix: { why, warnings } }: { readonly fix: Fix }) {
  return (
    <>
      {warnings.length === 0 ? null : (
        <>
          <h4>{words.warnings}</h4>
          <ul class="warnings">
            {warnings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {why.length === 0 ? null : (
        <details>
          <summary>{words.why}</summary>
          <dl class="why">
            {why.map(({ directive, text }) => (
              <div key={directive}>
                <dt>
                  <code>{directive}</code>
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}
