/** A list that is read page by page, by the rules of Relay. */
export interface Connection<Edge> {
  readonly edges: readonly Edge[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number;
}

/** More than any page shows; a list that long is read by export. */
const MAX_PAGES = 200;

/** Reads a connection to its end, or to `maxPages`; null is one of nothing. */
export async function readAll<Node>(
  readPage: (after: string | null) => Promise<Connection<{ readonly node: Node }> | null>,
  maxPages = MAX_PAGES,
): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const read: Connection<{ readonly node: Node }> | null = await readPage(after);
    nodes.push(...(read?.edges ?? []).map(({ node }) => node));
    after = nextCursor(read);
    if (after === null) break;
  }
  return nodes;
}

/** Where the next page of `useInfiniteQuery` begins; null after the last. */
export function nextCursor(page: Pick<Connection<unknown>, 'pageInfo'> | null): string | null {
  return page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
}
