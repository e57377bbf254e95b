import { contractAddress } from '@lanran/sdk/kernel/session';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseDay } from '@lanran/protocol/kernel/day';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { WORLD } from '@lanran/protocol/territories/territories';
import { connect } from '@lanran/sdk/accounts/connect';
import { readSelection } from '@lanran/sdk/consent/selections';
import { addToList, createList } from '@lanran/sdk/desk/lists';
import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';
import { offerMany, type OfferTemplate, previewOffers } from '@lanran/sdk/licensing/bulk-offers';
import { chooseOrganization } from '@lanran/sdk/organizations/organizations';
import { runCommandLine } from '../../cli/program.ts';
import type { RunningServer } from '../running-server.ts';
import { CountingApi } from './counting-api.ts';

const OFFERS = 100;
const YEAR = new Date().getUTCFullYear() + 1;

/**
 * A hundred offers over a list, of assets that the contracts were never shown, under the consent to their collection: what the act
 * takes from the first look to the last offer, as all server processes' CPU time.
 */
export async function offerHundred(
  platform: RunningServer,
  dataDir: string,
): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'lanran-bench-offers-'));
  try {
    await importRecords(platform, { dataDir, folder });
    await platform.settle();
    await consent(platform, { dataDir, folder });
    await platform.settle();
    return await measure(platform, await signerOf(dataDir, 'institution'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(platform: RunningServer, signer: Signer): Promise<Record<string, number>> {
  let signatures = 0;
  const counting: Signer = {
    ...signer,
    address: signer.address,
    signTypedData: (data) => {
      signatures += 1;
      return signer.signTypedData(data);
    },
  };
  const connected = await connect(platform.url, counting);
  const api = new CountingApi(connected.apiUrl, connected.token);
  const acting = { ...connected, api };
  const { id: holder } = await chooseOrganization(connected.api, {
    named: undefined,
    kind: 'INSTITUTION',
    argument: 'organization',
  });
  const { id: listId } = await createList(connected.api, { title: 'Bench', wish: null });
  const found = { kind: 'SEARCH', filter: { text: 'Offered', holder } } as const;
  for await (const ids of readSelection(connected.api, found)) await addToList(connected.api, listId, ids);
  await platform.settle();
  const template: OfferTemplate = {
    holder,
    media: bitsOf(['STREAMING']),
    territories: WORLD,
    firstDay: parseDay(`${YEAR}-01-01`),
    lastDay: parseDay(`${YEAR}-12-31`),
    exclusive: false,
    price: 120_000n,
    token: contractAddress(connected.deployment, 'TestToken'),
    rights: 0,
  };
  signatures = 0;
  const [cpuBefore, startedAt] = [platform.cpuMs(), performance.now()];
  const preview = await previewOffers(acting, { kind: 'LIST', listId }, template);
  const previewMs = platform.cpuMs() - cpuBefore;
  const { rows } = await offerMany(acting, preview);
  const wallMs = performance.now() - startedAt;
  const cpuMs = platform.cpuMs() - cpuBefore;
  const transactions = new Set(rows.flatMap(({ transaction }) => transaction ?? []));
  return {
    'offers.opened': rows.filter(({ state }) => state === 'DONE').length,
    'offers.signatures': signatures,
    'offers.transactions': transactions.size,
    'offers.requests': api.requests,
    'offers.cpuS': seconds(cpuMs),
    'offers.preview.cpuS': seconds(previewMs),
    'offers.wallS': seconds(wallMs),
  };
}

async function importRecords(platform: RunningServer, { dataDir, folder }: Place): Promise<void> {
  const records = join(folder, 'records');
  await mkdir(records);
  const rows = ['externalId,title,kind,community,access,files'];
  const background = '#142c55';
  for (let at = 0; at < OFFERS; at += 1) {
    const picture = sharp({ create: { width: 32 + at, height: 32, channels: 3, background } });
    await writeFile(join(records, `${at}.png`), await picture.png().toBuffer());
    rows.push(`offers:${at},Offered ${at},pattern,demo-miao-villages,licensed,${at}.png`);
  }
  await writeFile(join(records, 'metadata.csv'), rows.join('\n'));
  await lanran(platform, { dataDir, folder }, 'institution', ['import', records]);
}

async function consent(platform: RunningServer, place: Place): Promise<void> {
  const reach = [
    '--media',
    'all',
    '--territory',
    'world',
    '--until',
    `${YEAR + 5}-12-31`,
    '--share-bps',
    '2000',
  ];
  const parties = ['--community', 'demo-miao-villages', '--holder', 'demo-qingshui-museum'];
  await lanran(platform, place, 'council', ['consent-collection', ...parties, ...reach]);
}

interface Place {
  readonly dataDir: string;
  readonly folder: string;
}

async function lanran(
  { url }: RunningServer,
  { dataDir, folder }: Place,
  who: string,
  args: readonly string[],
): Promise<void> {
  let [stdout, stderr] = ['', ''];
  const keyFile = join(dataDir, 'demo-accounts', `${who}.key`);
  const exitCode = await runCommandLine({
    args: [...args, '--api', url, '--key-file', keyFile, '--json'],
    env: { LANRAN_STATE_DIR: join(folder, 'state'), LANRAN_DATA_DIR: dataDir },
    streams: { stdout: (text) => (stdout += text), stderr: (text) => (stderr += text) },
  });
  if (exitCode !== 0) throw new Error(`${args[0] ?? ''}: ${stdout.slice(0, 2_000)} ${stderr.slice(-2_000)}`);
}

async function signerOf(dataDir: string, who: string): Promise<Signer> {
  const key = await readFile(join(dataDir, 'demo-accounts', `${who}.key`), 'utf8');
  return keySigner(key.trim() as Hex);
}

function seconds(ms: number): number {
  return Math.round(ms / 10) / 100;
}
