import type { DiagnosedIncident } from '@stackengine/engine';
import { lengthOf, momentOf } from './axis.js';
import { texts } from './texts.js';
import { useSessionState } from './use-session.js';

const words = texts.timeline;
const width = 640;
const height = 56;

/** When the lines of an incident were written; nothing where one moment says it all. */
export function TimelineView({ incident }: { readonly incident: DiagnosedIncident }) {
  const line = useSessionState().answer?.views.find((one) => one.incident === incident.id)?.timeline;
  if (line === undefined || line.first === line.last) return null;
  const { width: stretch, from, first, last, lines, failed } = line;
  const most = lines.reduce((best, count) => Math.max(best, count), 0);
  const step = width / lines.length;
  const scale = height / Math.max(most, ...failed);
  const peak = momentOf(from + lines.indexOf(most) * stretch);
  const requests = failed.reduce((sum, count) => sum + count, 0);
  return (
    <figure class="timeline">
      <figcaption>{words.caption(most, lengthOf(stretch), peak, requests)}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.label(momentOf(first), momentOf(last), most, lengthOf(stretch), peak)}
      >
        {lines.map((count, index) =>
          count === 0 ? null : (
            <rect
              key={from + index * stretch}
              x={index * step}
              y={height - Math.max(1, count * scale)}
              width={Math.max(0.5, step - (step > 4 ? 1 : 0))}
              height={Math.max(1, count * scale)}
            />
          ),
        )}
        {requests === 0 ? null : (
          <path
            d={failed
              .map((count, index) => `${index === 0 ? 'M' : 'L'}${(index + 0.5) * step} ${height - count * scale}`)
              .join('')}
          />
        )}
      </svg>
      <p>
        <time>{momentOf(first)}</time>
        <time>{momentOf(last)}</time>
      </p>
    </figure>
  );
}
