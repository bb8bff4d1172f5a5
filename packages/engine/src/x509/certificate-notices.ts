import type { Notice } from '../diagnosis/diagnosis.js';
import type { ReadCertificates } from './reading.js';

/** A bundle of which nothing can be read says so this often. */
const mostNotices = 20;

/** What of a file of certificates could not be used, and what was read in another form. */
export function certificateNotices({
  problems,
  notices,
}: Pick<ReadCertificates, 'problems' | 'notices'>): readonly Notice[] {
  const all = [
    ...problems.map(({ kind, message, file, line }) => ({
      code: kind === 'damaged' ? 'certificate-damaged' : 'certificate-unread',
      text: message,
      file,
      line,
    })),
    ...notices.map(({ message, ...at }) => ({ code: 'certificate-converted', text: message, ...at })),
  ];
  const [first] = all;
  if (first === undefined || all.length <= mostNotices) return all;
  const { file } = first;
  const left = `${all.length - mostNotices} further places of this file could not be used`;
  return [...all.slice(0, mostNotices), { code: 'certificate-unread', text: left, file }];
}
