import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { RunningServer } from '../running-server.ts';

const CLIENTS = 8;
const LISTED = 100;
const PAGE = `query ($first: Int!, $after: String, $filter: AssetFilter) {
  assets(first: $first, after: $after, filter: $filter) {
    totalCount
    pageInfo { endCursor hasNextPage }
    edges { cursor node { id kind title { en zh } holder { name { en zh } } } }
  }
}`;
const Page = z.object({
  data: z.object({
    assets: z.object({
      pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
      edges: z.array(
        z.object({
          cursor: z.string(),
          node: z.object({ id: z.string(), title: z.object({ en: z.string().nullable() }) }),
        }),
      ),
    }),
  }),
});

/** What visitors ask for: each something else, so that few answers are kept ones. */
export interface Subjects {
  readonly cursors: readonly string[];
  readonly titles: readonly string[];
  /** Of pages of assets. */
  readonly paths: readonly string[];
}

export async function findSubjects(server: RunningServer): Promise<Subjects> {
  const cursors: string[] = [];
  const titles: string[] = [];
  const paths: string[] = [];
  let after: string | null = null;
  do {
    const { assets }: z.infer<typeof Page>['data'] = Page.parse(
      await server.ask(PAGE, { first: LISTED, after }),
    ).data;
    cursors.push(...assets.edges.map(({ cursor }) => cursor));
    titles.push(...assets.edges.flatMap(({ node }) => node.title.en ?? []));
    paths.push(...assets.edges.map(({ node }) => `/assets/${node.id}`));
    after = assets.pageInfo.hasNextPage ? assets.pageInfo.endCursor : null;
  } while (after !== null);
  return { cursors, titles, paths };
}

/** Pages of the catalog, searches, pages of assets and checkpoints in turn, spread evenly over the processes. */
export async function visit(
  processes: readonly RunningServer[],
  subjects: Subjects,
  { requests, perSecond }: { readonly requests: number; readonly perSecond: number },
): Promise<void> {
  const from = performance.now();
  let next = 0;
  const client = async () => {
    while (next < requests) {
      const number = next;
      next += 1;
      const waitMs = from + (number / perSecond) * 1_000 - performance.now();
      if (waitMs > 0) await delay(waitMs);
      const server = processes[number % processes.length];
      if (server !== undefined) await ask(server, subjects, Math.floor(number / processes.length));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function ask(
  server: RunningServer,
  { cursors, titles, paths }: Subjects,
  number: number,
): Promise<void> {
  const turn = Math.floor(number / 4);
  const of = (subjects: readonly string[]) => subjects[turn % subjects.length];
  switch (number % 4) {
    case 0:
      Page.parse(await server.ask(PAGE, { first: 20, after: of(cursors) }));
      return;
    case 1:
      Page.parse(await server.ask(PAGE, { first: 20, filter: { text: of(titles) } }));
      return;
    default:
      await fetchPath(server, (number % 4 === 2 ? of(paths) : null) ?? '/log/checkpoint');
  }
}

async function fetchPath(server: RunningServer, path: string): Promise<void> {
  const response = await fetch(`${server.url}${path}`);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} was answered ${response.status}.`);
}
