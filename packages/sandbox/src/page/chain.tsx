import type { DiagnosedIncident } from '@stackengine/engine';
import type { ChainRow, ChainView } from '../protocol.js';
import { dayOf, type Stretch, shareOf, shownTime } from './axis.js';
import { texts } from './texts.js';
import { useSessionState } from './use-session.js';

const words = texts.chain;
const width = 200;

/** The upstream's certificates as a tree, each with a bar of its validity. */
export function Chain({ incident }: { readonly incident: DiagnosedIncident }) {
  const view = useSessionState().answer?.views.find((one) => one.incident === incident.id);
  return view === undefined ? null : (
    <ChainTable view={view} heading={words.heading} fault={incident.fault?.certificate?.sha256} />
  );
}

interface Shown {
  readonly view: ChainView;
  readonly heading: string;
  /** The fingerprint of the certificate that the incident is about. */
  readonly fault?: string | undefined;
}

export function ChainTable({ view: { chain, unshown, at }, heading, fault }: Shown) {
  if (chain.length === 0) return null;
  const shown = shownTime(
    chain.flatMap((row) => ('name' in row ? [row] : [])),
    at,
  );
  return (
    <>
      <h3>{heading}</h3>
      <table class="chain">
        <thead>
          <tr>
            <th scope="col">{words.certificate}</th>
            <th scope="col">{words.validity(dayOf(at))}</th>
          </tr>
        </thead>
        <tbody>
          {chain.map((row, index) => (
            <Row key={'name' in row ? row.sha256 : index} row={row} shown={shown} at={at} fault={fault} />
          ))}
        </tbody>
      </table>
      {unshown === 0 ? null : <p class="quiet">{words.unshown(unshown)}</p>}
    </>
  );
}

function Row({
  row,
  shown,
  at,
  fault,
}: {
  readonly row: ChainRow;
  readonly shown: Stretch;
  readonly at: number;
  readonly fault: string | undefined;
}) {
  if ('missing' in row)
    return (
      <tr class="missing">
        <th scope="row" colSpan={2}>
          <span class="mark">?</span> {row.missing} <small>{row.known ? words.missing : words.notGiven}</small>
        </th>
      </tr>
    );
  const { name, names, role, depth, origins, state, from, to, sha256 } = row;
  return (
    <tr class={sha256 === fault ? 'fault' : ''}>
      <th scope="row" style={{ paddingInlineStart: `${Math.min(depth, 6) * 1.1}em` }}>
        {depth > 0 ? <span aria-hidden="true">└ </span> : null}
        <span title={names.join(', ')}>{name}</span>{' '}
        <small>
          {[role, ...origins.map((origin) => words.origins[origin])].join(', ')}
          {sha256 === fault ? <strong> {words.fault}</strong> : null}
        </small>
      </th>
      <td class={state}>
        <Bar shown={shown} from={from} to={to} at={at} />
        <small>
          {dayOf(from)} – {dayOf(to)} <strong>{words.states[state]}</strong>
        </small>
      </td>
    </tr>
  );
}

/** An end that lies outside of what is shown has no edge. */
function Bar({ shown, from, to, at }: Stretch & { readonly shown: Stretch; readonly at: number }) {
  const begin = shareOf(shown, from) * width;
  const end = Math.max(begin + 2, shareOf(shown, to) * width);
  const now = shareOf(shown, at) * width;
  return (
    <svg class="validity" viewBox={`0 0 ${width} 12`} preserveAspectRatio="none" aria-hidden="true">
      <path class="axis" d={`M0 6H${width}`} />
      <rect x={begin} y="2" width={end - begin} height="8" />
      <path class="now" d={`M${now} 0V12`} />
    </svg>
  );
}
