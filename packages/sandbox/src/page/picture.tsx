import type { DiagnosedIncident } from '@stackengine/engine';

const width = 640;
const height = 84;

/** The request's way, with the fault on the edge where it is: client, nginx, location, peer. */
export function Picture({ incident }: { readonly incident: DiagnosedIncident }) {
  const { upstream, stage, blastRadius } = incident;
  const stops = [
    { name: 'client', detail: 'HTTP' },
    { name: 'nginx', detail: blastRadius.servers[0] ?? 'server' },
    { name: upstream.hop?.directive ?? 'location', detail: blastRadius.locations[0]?.replace(/ \(.*\)$/, '') ?? '?' },
    { name: 'upstream', detail: upstream.address ?? '?' },
  ];
  const faulty = stage === 'client' ? 0 : stage === 'config' ? -1 : 2;
  const step = width / stops.length;
  const label = `client to nginx${upstream.hop === null ? '' : `, ${upstream.hop.directive} in ${upstream.hop.file} line ${upstream.hop.line}`}, to upstream ${upstream.address ?? 'unknown'}; it fails ${faulty === 0 ? 'between the client and nginx' : faulty === -1 ? 'when nginx starts' : 'between nginx and the upstream'}`;
  return (
    <svg class="picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {stops.slice(1).map((stop, index) => {
        const from = step * index + step - 14;
        const to = step * (index + 1) + 14;
        const middle = (from + to) / 2;
        return (
          <g key={stop.name} class={index === faulty ? 'edge fault' : 'edge'}>
            <path d={`M${from} 36H${to}`} />
            {index === faulty ? (
              <path class="cross" d={`M${middle - 6} 30l12 12m0-12l-12 12`} />
            ) : (
              <path d={`M${to - 6} 32l6 4l-6 4`} />
            )}
          </g>
        );
      })}
      {stops.map(({ name, detail }, index) => (
        <g
          key={name}
          class={faulty === -1 && index === 1 ? 'stop fault' : 'stop'}
          transform={`translate(${step * index + 14} 14)`}
        >
          <rect width={step - 28} height="46" rx="6" />
          <text x={(step - 28) / 2} y="19">
            {name}
          </text>
          <text class="detail" x={(step - 28) / 2} y="36">
            {shortened(detail)}
          </text>
        </g>
      ))}
      {faulty === 2 ? (
        <text class="sni" x={step * 3} y="78">
          {upstream.name === null ? '' : `name: ${shortened(upstream.name, 40)}`}
        </text>
      ) : null}
    </svg>
  );
}

const shortened = (text: string, most = 20): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
