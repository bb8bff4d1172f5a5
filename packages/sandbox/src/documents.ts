/** What a text is for. A log may be an error log or an access log: its lines tell. */
export type Role = 'configuration' | 'log' | 'certificate';

/** What a certificate file is taken for; `auto`: its name and content decide. */
export type CertificateUse = 'auto' | 'presented' | 'trusted-file' | 'vouched';

/** Something that the user gave: typed or pasted text, or a file that is read when it is needed. */
export interface Document {
  readonly id: number;
  readonly role: Role;
  /** As reports name it: a path below the folder that was dropped, or a name that the page gave. */
  readonly name: string;
  readonly content: string | Blob;
  readonly use?: CertificateUse;
}

/** What is larger is shown by its name and size alone, and never becomes one string. */
export const longestEditable = 2_000_000;

/** Whether an editor can show it. */
export const isEditable = (document: Document): document is Document & { readonly content: string } =>
  typeof document.content === 'string' && document.content.length <= longestEditable;

export const sizeOf = ({ content }: Pick<Document, 'content'>): number =>
  typeof content === 'string' ? content.length : content.size;
