/** A concept with those one step below it. One that has two broader ones stands below both. */
export interface TreeNode<Item> {
  readonly item: Item;
  readonly children: readonly TreeNode<Item>[];
}

interface Placed {
  readonly id: string;
  readonly broader: readonly { readonly id: string }[];
}

/** Those at the top, each with all below it, in the order in which they came. */
export function treeOfConcepts<Item extends Placed>(concepts: readonly Item[]): readonly TreeNode<Item>[] {
  const known = new Set(concepts.map(({ id }) => id));
  const below = new Map<string, Item[]>();
  for (const concept of concepts) {
    for (const { id } of concept.broader) below.set(id, [...(below.get(id) ?? []), concept]);
  }
  // The platform has no circles; a reader of two versions at once might meet one.
  const grow = (item: Item, above: ReadonlySet<string>): TreeNode<Item> => ({
    item,
    children: (below.get(item.id) ?? [])
      .filter(({ id }) => !above.has(id))
      .map((child) => grow(child, new Set([...above, child.id]))),
  });
  return concepts
    .filter(({ broader }) => !broader.some(({ id }) => known.has(id)))
    .map((item) => grow(item, new Set([item.id])));
}
