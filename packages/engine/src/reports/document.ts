/** What a report says, before it is known whether it becomes Markdown or HTML. Texts are raw; `code` in backticks. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly Item[] }
  | { readonly type: 'code'; readonly language: 'diff' | 'shell' | 'text'; readonly text: string };

/** One point of a list; `place` is `file:line`. */
export interface Item {
  readonly place?: string | undefined;
  readonly text: string;
}

export const text = (content: string): Block => ({ type: 'text', text: content });

export const code = (language: 'diff' | 'shell' | 'text', content: string): Block => ({
  type: 'code',
  language,
  text: content,
});

/** Nothing where there are no items. */
export const list = (items: readonly (Item | string)[]): readonly Block[] =>
  items.length === 0
    ? []
    : [{ type: 'list', items: items.map((item) => (typeof item === 'string' ? { text: item } : item)) }];
