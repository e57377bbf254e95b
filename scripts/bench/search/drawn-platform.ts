import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { RunningServer } from '../running-server.ts';
import { drawCatalog } from './drawn-catalog.ts';

const Organizations = z.object({
  data: z.object({
    organizations: z.object({
      edges: z.array(z.object({ node: z.object({ id: z.string(), kind: z.string() }) })),
    }),
  }),
});

/** The demo's organizations, and drawn assets beside its own. The next start makes the search index. */
export async function drawPlatform(dataDir: string, assets: number): Promise<void> {
  const platform = await RunningServer.start(dataDir);
  try {
    await platform.settle();
    const { data } = Organizations.parse(
      await platform.ask('{ organizations(first: 50) { edges { node { id kind } } } }'),
    );
    const ofKind = (kind: string) =>
      data.organizations.edges.filter(({ node }) => node.kind === kind).map(({ node }) => node.id);
    const [community = ''] = ofKind('COMMUNITY');
    const services = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(await readFile(join(dataDir, 'services.json'), 'utf8')));
    const client = await new MongoClient(String(services['mongoUri'] ?? services['mongoTcpUri'])).connect();
    try {
      await drawCatalog(client.db(), { assets, holders: ofKind('INSTITUTION'), community });
    } finally {
      await client.close();
    }
  } finally {
    await platform.stop();
  }
  await rm(join(dataDir, 'search'), { recursive: true, force: true });
}
