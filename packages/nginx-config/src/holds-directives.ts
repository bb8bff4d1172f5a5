import { directiveInfo } from './directives.js';
import type { Node, SyntaxTree } from './tree.js';

/** Whether a text that was read is nginx configuration, or a part of one. */
export const holdsDirectives = ({ text, body }: SyntaxTree) => !isJson(text) && body.some(isKnownDirective);

/** `"server": {` reads like a block; no line of nginx begins with what JSON begins with. */
const isJson = (text: string) => /^\ufeff?\s*(?:\{|\[\s*[[{"\d])/.test(text);

/** Whether a node is a directive that nginx knows, of whatever module. */
export const isKnownDirective = (node: Node) =>
  node.type === 'directive' && directiveInfo(node.name.value) !== undefined;
