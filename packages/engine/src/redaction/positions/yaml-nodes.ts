import { CST, Parser } from 'yaml';

/** Where a node stands: from its first character to behind its last. */
type Range = readonly [start: number, end: number];

export interface YamlScalar {
  readonly type: 'scalar';
  /** What it means, its escapes resolved. */
  readonly value: string;
  /** Quoted, a block, or neither: then it may be a number or a truth value. */
  readonly style: 'plain' | 'quoted' | 'block';
  readonly range: Range;
}

export interface YamlPair {
  /** Undefined where it is no scalar, or missing. */
  readonly key: YamlScalar | undefined;
  readonly value: YamlNode | undefined;
}

export interface YamlMap {
  readonly type: 'map';
  readonly pairs: readonly YamlPair[];
  readonly range: Range;
}

export interface YamlList {
  readonly type: 'list';
  readonly items: readonly YamlNode[];
  readonly range: Range;
}

export type YamlNode = YamlScalar | YamlMap | YamlList;

/**
 * The documents of a YAML text, JSON included, as far as they can be read: what is wrong in one place leaves the others. Aliases and
 * empty values are left out. The library's parser is used without its documents, which know more than a search for values needs and are
 * five times its size in the page.
 */
export function yamlNodes(text: string): readonly YamlNode[] {
  const found: YamlNode[] = [];
  for (const token of new Parser().parse(text)) {
    if (token.type !== 'document') continue;
    const node = nodeOf(token.value, 0);
    if (node !== undefined) found.push(node);
  }
  return found;
}

/** What lies deeper was written by no person. */
const deepest = 100;

function nodeOf(token: CST.Token | null | undefined, depth: number): YamlNode | undefined {
  if (depth > deepest) return undefined;
  switch (token?.type) {
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar':
      return scalarOf(token);
    case 'block-map':
      return mapOf(token.offset, token.items, depth);
    case 'block-seq':
      return listOf(token.offset, token.items, depth);
    case 'flow-collection':
      return token.start.type === 'flow-map-start'
        ? mapOf(token.offset, token.items, depth)
        : listOf(token.offset, token.items, depth);
    default:
      return undefined;
  }
}

const styles = {
  scalar: 'plain',
  'single-quoted-scalar': 'quoted',
  'double-quoted-scalar': 'quoted',
  'block-scalar': 'block',
} as const;

function scalarOf(token: CST.FlowScalar | CST.BlockScalar): YamlScalar | undefined {
  if (token.type === 'alias') return undefined;
  const { value, range } = CST.resolveAsScalar(token, false, () => undefined);
  return { type: 'scalar', value, style: styles[token.type], range: [range[0], range[1]] };
}

type Items = readonly { readonly key?: CST.Token | null; readonly value?: CST.Token }[];

function mapOf(start: number, items: Items, depth: number): YamlMap {
  const pairs = items.map((item) => pairOf(item, depth + 1));
  return { type: 'map', pairs, range: [start, endOf(start, pairs)] };
}

function listOf(start: number, tokens: Items, depth: number): YamlList {
  const items = tokens.flatMap((item) => {
    // `[a: 1]` holds a map of one pair
    const node =
      item.key === undefined || item.key === null ? nodeOf(item.value, depth + 1) : mapOf(start, [item], depth);
    return node === undefined ? [] : [node];
  });
  return { type: 'list', items, range: [start, Math.max(start, ...items.slice(-1).map(({ range }) => range[1]))] };
}

function pairOf({ key, value }: Items[number], depth: number): YamlPair {
  const name = nodeOf(key, depth);
  return { key: name?.type === 'scalar' ? name : undefined, value: nodeOf(value, depth) };
}

function endOf(start: number, pairs: readonly YamlPair[]): number {
  const last = pairs.at(-1);
  return Math.max(start, last?.key?.range[1] ?? 0, last?.value?.range[1] ?? 0);
}
