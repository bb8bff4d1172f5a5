import type { CertificateFacts } from '../x509/index.js';
import { certificateCard, renderCard } from './certificate-card.js';
import { withColour, withoutColour } from './colour.js';
import type { TextOptions } from './text.js';
import type { Clock } from './validity.js';

/** Certificates for a terminal, each as a card. */
export function renderCertificates(
  certificates: readonly CertificateFacts[],
  { colour, width, ...clock }: TextOptions & Clock,
): string {
  const paint = colour ? withColour : withoutColour;
  const cards = certificates.map((certificate) =>
    renderCard(certificateCard(certificate, clock), { width, paint }).join('\n'),
  );
  return `${cards.join('\n\n')}\n`;
}
