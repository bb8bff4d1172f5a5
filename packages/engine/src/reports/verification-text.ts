import type { Cure, Fault } from '../verification/cure.js';
import { type Breaking, logLine, type SupposedVerdict, type WhyNot } from '../verification/index.js';
import { label } from '../verification/label.js';
import type { CertificateFacts } from '../x509/chain.js';
import { describeCertificate } from '../x509/index.js';
import { type ChainLink, chainTree } from './chain-tree.js';
import { withColour, withoutColour } from './colour.js';
import { type Layout, labelled, shell } from './labelled.js';
import type { TextOptions } from './text.js';
import { localTime } from './validity.js';
import type { VerificationReport } from './verification-json.js';
import { visible } from './visible.js';

const sides = { nginx: 'in nginx', upstream: 'upstream', ca: 'CA' } as const;

/** A verification for a terminal: the verdict in nginx's own words, the path, every fault with its cures, and what else there is to know. */
export function renderVerification(report: VerificationReport, { colour, width }: TextOptions): string {
  const layout: Layout = { paint: colour ? withColour : withoutColour, width };
  const { verification, suppositions, notices } = report;
  const lines = [
    ...verdictLines(report, layout),
    '',
    ...pathLines(report, layout),
    ...verification.faults.flatMap((fault, index) => faultLines(fault, index, report, layout)),
    ...factLines(report, layout),
    ...supposedLines(suppositions, layout),
    ...(notices.length > 0 ? [''] : []),
    ...labelled(
      'notice',
      notices.map(({ file, line, text }) =>
        visible(`${file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `}${text}`),
      ),
      layout,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function verdictLines({ verification, nginx, tls, at }: VerificationReport, { paint }: Layout): readonly string[] {
  const { accepted, code, text, faults } = verification;
  const asked = paint.quiet(`nginx ${visible(nginx)}, ${visible(tls)}, at ${localTime(at, 'UTC')}`);
  if (accepted) return [`${paint.good('accepted')}  ${asked}`];
  const more = faults.length > 1 ? `; ${faults.length} faults, one after the other` : '';
  return [
    `${paint.alarm('refused')}  ${asked}${more}`,
    ...labelled('logs', [visible(logLine(code, text))], { paint, width: Number.POSITIVE_INFINITY }),
  ];
}

function pathLines(
  { verification: { path, unused, missing }, at }: VerificationReport,
  layout: Layout,
): readonly string[] {
  const links: readonly ChainLink[] = [
    ...path,
    ...(missing === undefined ? [] : [{ source: 'missing', subject: missing.subject, keyId: missing.keyId } as const]),
  ];
  return chainTree({ path: links, unused }, { now: at, ...layout });
}

function faultLines(
  fault: Fault,
  index: number,
  { certificates }: VerificationReport,
  layout: Layout,
): readonly string[] {
  const { paint } = layout;
  const about = certificates.find(({ sha256 }) => sha256 === fault.certificate);
  const title = `${index + 1}  ${fault.code === 62 ? 'name' : `code ${fault.code}`}: ${visible(fault.text)}`;
  return [
    '',
    `${paint.strong(title)}${fault.cause === undefined ? '' : `  ${paint.quiet(`(${fault.cause})`)}`}`,
    ...labelled('means', [visible(fault.meaning)], layout),
    ...(about === undefined
      ? []
      : labelled('about', [`${visible(about.file)}:${about.line}, depth ${fault.depth}`], layout)),
    ...fault.cures.flatMap((cure, place) => cureLines(cure, place, layout)),
  ];
}

function cureLines({ side, what, command }: Cure, place: number, layout: Layout): readonly string[] {
  return [
    ...labelled(place === 0 ? 'cure' : 'or', [`${sides[side]}: ${visible(what)}`], layout),
    ...shell(command === undefined ? [] : [command], layout),
  ];
}

const whyNot: Readonly<Record<WhyNot, string>> = {
  'other-key': 'has the name, and another key',
  'other-name': 'has the key, under another name',
  itself: 'is that certificate itself; what a CA has issued is no anchor',
  'similar-name': 'has a name like it',
};

function factLines({ verification, certificates }: VerificationReport, layout: Layout): readonly string[] {
  const { missing, depth, name, breaks, path } = verification;
  const nearest = missing?.nearest;
  const sought =
    missing === undefined
      ? []
      : [
          `${visible(missing.subject)}${missing.keyId === undefined ? '' : `, key identifier ${missing.keyId}`}`,
          nearest === undefined
            ? 'the trusted file holds nothing like it'
            : `nearest in the trusted file: ${visible(describeCertificate(nearest.certificate))} (${visible(nearest.certificate.file)}:${nearest.certificate.line}): it ${whyNot[nearest.why]}`,
          ...missing.urls.map((url) => `it is said to be at ${visible(url)}, which proves nothing`),
        ];
  const enough =
    depth.smallest === undefined
      ? []
      : [
          `proxy_ssl_verify_depth ${depth.inForce}; ${depth.smallest} is enough${depth.below === undefined ? '' : `, with ${depth.smallest - 1} nginx logs code ${depth.below}`}`,
        ];
  const names = name.covered.slice(0, 10).map(visible).join(', ') || 'none';
  const more = name.covered.length > 10 ? ` and ${name.covered.length - 10} more` : '';
  const commonName =
    path[0]?.certificate.dns.length === 0 && name.covered.length > 0
      ? ', the common name, which counts where the SAN has no DNS name'
      : '';
  const addresses =
    name.addresses.length > 0 ? `; ${name.addresses.slice(0, 5).join(', ')}, which nginx never matches` : '';
  return [
    '',
    ...labelled('sought', sought, layout),
    ...labelled('depth', enough, layout),
    ...labelled('names', [`${names}${more}${commonName}${addresses}`], layout),
    ...labelled(
      'asked',
      name.asked === undefined ? ['no name: give --name to have it checked as nginx does'] : [],
      layout,
    ),
    ...(breaks === undefined
      ? []
      : labelled(
          'until',
          [
            `${localTime(breaks.at, 'UTC')}: then ${ending(breaks, certificates)} expires, and nginx logs code ${breaks.code}`,
          ],
          layout,
        )),
  ];
}

function ending({ certificate, list }: Breaking, certificates: readonly CertificateFacts[]): string {
  if (list !== undefined) return `the revocation list of ${visible(list)}`;
  const found = certificates.find(({ sha256 }) => sha256 === certificate);
  return found === undefined ? 'a certificate' : `${visible(label(found))} (${visible(found.file)}:${found.line})`;
}

function supposedLines(suppositions: readonly SupposedVerdict[], { paint }: Layout): readonly string[] {
  if (suppositions.length === 0) return [];
  const widest = Math.min(50, Math.max(...suppositions.map(({ label }) => label.length)));
  return [
    '',
    ...suppositions.map(({ label, accepted, code, text }) => {
      const verdict = accepted
        ? paint.good('accepted')
        : paint.alarm(`refused  ${code === 62 ? '' : `${code}: `}${visible(text)}`);
      return `if ${visible(label).padEnd(widest)}  ${verdict}`;
    }),
  ];
}
