interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** More than any desk shows; a list that long is read by export. */
const MAX_PAGES = 200;

/** Reads a connection to its end, or to `maxPages`. */
export async function readAll<Node>(
  readPage: (after: string | null) => Promise<Connection<Node>>,
  maxPages = MAX_PAGES,
): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const { edges, pageInfo }: Connection<Node> = await readPage(after);
    nodes.push(...edges.map(({ node }) => node));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage || after === null) break;
  }
  return nodes;
}

/** The next page for `useInfiniteQuery`. */
export function nextCursor({ pageInfo }: Pick<Connection<unknown>, 'pageInfo'>): string | undefined {
  return pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
}
