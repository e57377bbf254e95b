/** A node of the syntax tree that solc writes. */
export interface Node {
  readonly nodeType: string;
  /** `offset:length:source`, in bytes of UTF-8. */
  readonly src: string;
  readonly [member: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'nodeType' in value &&
    typeof value.nodeType === 'string' &&
    'src' in value &&
    typeof value.src === 'string'
  );
}

export const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

export function nodesIn(...values: unknown[]): Node[] {
  return values.filter(isNode);
}

/** Its first byte and the one after its last. */
export function rangeOf({ src }: Node): { readonly start: number; readonly end: number } {
  const [start = 0, length = 0] = src.split(':').map(Number);
  return { start, end: start + length };
}
