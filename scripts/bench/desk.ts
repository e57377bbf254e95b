import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { z } from 'zod';
import { connect } from '@lanran/sdk/accounts/connect';
import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { build } from '../build.mjs';
import { drawInbox } from './desk/drawn-inbox.ts';
import { drawOffers } from './desk/drawn-offers.ts';
import { offerHundred } from './desk/many-offers.ts';
import { countPurchases } from './desk/purchases.ts';
import { RunningServer } from './running-server.ts';
import { drawCatalog } from './search/drawn-catalog.ts';

const MANY = 200;
const REPEATED = 40;
const FEW_ITEMS = 100;
const MANY_ITEMS = 10_000;

const QUOTE = `query ($assets: [ID!]!, $wish: WishInput!) { quoteMany(assets: $assets, wish: $wish) {
  licensee block { number hash time } rows { assetId outcome offerId price { amount token } communityShareBps rights
    reasons { code subject en zh }
    alternatives { media territories firstDay lastDay exclusive offerId price { amount token } } } } }`;
/** As the page asks. */
const INBOX = `{ inboxCount inbox(first: 30) { pageInfo { hasNextPage endCursor } edges { node {
  id kind at isUnread count isAssetHidden recipient { id slug name { en zh } } by { id slug name { en zh } } asset { id title { en zh } }
  request { id kind state dueDay size } license { id lastDay licensee { id slug name { en zh } } share { amount token } } search { id name } } } } }`;
const WISH = {
  media: ['STREAMING', 'GAME'],
  territories: ['FR', 'DE', 'CN', 'JP', 'BR'],
  from: '2027-01-01',
  to: '2030-12-31',
  exclusive: false,
};

const Organizations = z.object({
  data: z.object({
    organizations: z.object({
      edges: z.array(z.object({ node: z.object({ id: z.string(), kind: z.string() }) })),
    }),
  }),
});
const Quoted = z.object({
  data: z.object({
    quoteMany: z.object({
      rows: z.array(z.object({ outcome: z.string(), alternatives: z.array(z.unknown()) })),
    }),
  }),
});
const Inbox = z.object({
  data: z.object({ inboxCount: z.number(), inbox: z.object({ edges: z.array(z.unknown()) }) }),
});

/** One wish for 200 drawn assets and for one, as a studio asks, and its inbox: CPU time of all server processes, end to end through GraphQL. */
export async function run(): Promise<Record<string, number>> {
  await build();
  const dataDir = await mkdtemp(join(tmpdir(), 'lanran-bench-desk-'));
  try {
    const { ids, purchases } = await draw(dataDir);
    const platform = await RunningServer.start(dataDir);
    try {
      return { ...(await measure(platform, dataDir, ids)), ...purchases };
    } finally {
      await platform.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function draw(dataDir: string) {
  const platform = await RunningServer.start(dataDir);
  try {
    await platform.settle();
    const purchases = {
      ...(await countPurchases(platform.url, await studioOf(dataDir))),
      ...(await offerHundred(platform, dataDir)),
    };
    const { data } = Organizations.parse(
      await platform.ask('{ organizations(first: 50) { edges { node { id kind } } } }'),
    );
    const ofKind = (kind: string) =>
      data.organizations.edges.filter(({ node }) => node.kind === kind).map(({ node }) => node.id);
    const [community = ''] = ofKind('COMMUNITY');
    return await withDocuments(dataDir, async (documents) => {
      await drawCatalog(documents, { assets: 2 * MANY, holders: ofKind('INSTITUTION'), community });
      return { ids: await drawOffers(documents, MANY), purchases };
    });
  } finally {
    await platform.stop();
  }
}

async function withDocuments<T>(dataDir: string, work: (documents: Db) => Promise<T>): Promise<T> {
  const services = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(await readFile(join(dataDir, 'services.json'), 'utf8')));
  const client = await new MongoClient(String(services['mongoUri'] ?? services['mongoTcpUri'])).connect();
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

/** The inbox of one person, before and after most of its items are drawn. */
async function measureInbox(
  platform: RunningServer,
  dataDir: string,
  {
    ids,
    headers,
    member,
  }: {
    readonly ids: readonly string[];
    readonly headers: Record<string, string>;
    readonly member: string;
  },
): Promise<Record<string, number>> {
  const open = async () => {
    const answer = await platform.ask(INBOX, {}, headers);
    const parsed = Inbox.safeParse(answer);
    if (!parsed.success) throw new Error(JSON.stringify(answer).slice(0, 500));
    return parsed.data.data;
  };
  const draw = (from: number, to: number) =>
    withDocuments(dataDir, (documents) => drawInbox(documents, ids, { member, from, to }));
  const time = async () => {
    for (let at = 0; at < REPEATED; at += 1) await open();
    const before = platform.cpuMs();
    for (let at = 0; at < 5 * REPEATED; at += 1) await open();
    return (platform.cpuMs() - before) / (5 * REPEATED);
  };
  await draw(0, FEW_ITEMS);
  const few = await time();
  await draw(FEW_ITEMS, MANY_ITEMS);
  const many = await time();
  const { inbox, inboxCount } = await open();
  return {
    'inbox.few.cpuMs': tenths(few),
    'inbox.many.cpuMs': tenths(many),
    'inbox.ratio': hundredths(many / few),
    'inbox.shown': inbox.edges.length,
    'inbox.count': inboxCount,
  };
}

async function measure(
  platform: RunningServer,
  dataDir: string,
  ids: readonly string[],
): Promise<Record<string, number>> {
  const signer = await studioOf(dataDir);
  const { token } = await connect(platform.url, signer);
  const headers = { authorization: `Bearer ${token ?? ''}` };
  const ask = async (assets: readonly string[]) => {
    const answer = await platform.ask(QUOTE, { assets, wish: WISH }, headers);
    const parsed = Quoted.safeParse(answer);
    if (!parsed.success) throw new Error(JSON.stringify(answer).slice(0, 500));
    return parsed.data.data.quoteMany.rows;
  };
  await platform.settle();
  const time = async (questions: readonly (readonly string[])[]) => {
    for (const assets of questions.slice(0, 10)) await ask(assets);
    const before = platform.cpuMs();
    for (const assets of questions) await ask(assets);
    return (platform.cpuMs() - before) / questions.length;
  };
  const one = await time(
    Array.from({ length: 10 * REPEATED }, (_, at) => ids.slice(at % MANY, (at % MANY) + 1)),
  );
  const many = await time(Array.from({ length: REPEATED }, () => ids));
  const rows = await ask(ids);
  return {
    ...(await measureInbox(platform, dataDir, { ids, headers, member: signer.address })),
    'quoteMany.one.cpuMs': tenths(one),
    'quoteMany.many.cpuMs': tenths(many),
    'quoteMany.ratio': tenths(many / one),
    'quoteMany.free': rows.filter(({ outcome }) => outcome === 'FREE').length,
    'quoteMany.withAlternatives': rows.filter(({ alternatives }) => alternatives.length > 0).length,
  };
}

function hundredths(value: number): number {
  return Math.round(100 * value) / 100;
}

async function studioOf(dataDir: string): Promise<Signer> {
  const key = await readFile(join(dataDir, 'demo-accounts/studio.key'), 'utf8');
  return keySigner(key.trim() as Hex);
}

function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}
