import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { act } from './act.ts';
import { type Cost, medianCost, rounded } from './cost.ts';
import { drawFiles } from './material.ts';
import { MeasuredPlatform } from './measured-platform.ts';
import { type Extent, type Figures, say } from './parts.ts';

const FILE_BYTES = 16_000_000;
const RANGE_BYTES = 65_536;
const READERS = 8;
const WARMING_READS = 100;
const YEAR = new Date().getUTCFullYear();
const WISH = [
  '--media',
  'streaming',
  '--territory',
  'FR',
  '--from',
  `${YEAR + 1}-01-01`,
  '--to',
  `${YEAR + 1}-12-31`,
];

const Published = z.object({ assetId: z.string() });
const Bought = z.object({ licenseId: z.string() });
const Token = z.object({ token: z.string() });
const Line = z.object({ url: z.string() });

interface Delivery {
  readonly urls: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/** Eight readers, as of a render farm, with the token of a license: 64 KB at a time. */
export async function measureRanges({ isQuick, rounds }: Extent): Promise<Figures> {
  const reads = isQuick ? 400 : 4_000;
  return MeasuredPlatform.with(async (platform) => {
    const delivery = await licenseFilm(platform, 8);
    await readRanges(delivery, WARMING_READS);
    const costs = await repeated(rounds, () => platform.cost(() => readRanges(delivery, reads)));
    const { cpuMs, commands } = medianCost(costs, reads);
    return { rangeCpuMs: rounded(cpuMs), rangeCommands: rounded(commands) };
  });
}

/** Whole files with the token of a license, one after the other. */
export async function measureDelivery({ isQuick, rounds }: Extent): Promise<Figures> {
  const files = isQuick ? 8 : 64;
  return MeasuredPlatform.with(async (platform) => {
    const delivery = await licenseFilm(platform, files);
    await readWhole({ ...delivery, urls: delivery.urls.slice(0, 1) });
    const costs = await repeated(rounds, () => platform.cost(() => readWhole(delivery)));
    return { deliverCpuPerGb: rounded(medianCost(costs, (files * FILE_BYTES) / 1e9).cpuMs / 1_000) };
  });
}

/** A LICENSED asset that the studio has a license of. */
async function licenseFilm(platform: MeasuredPlatform, files: number): Promise<Delivery> {
  const folder = join(platform.directory, 'material');
  await drawFiles(folder, { files, bytes: FILE_BYTES });
  const publish = [
    'publish',
    folder,
    '--kind',
    'film',
    '--title',
    'Cost',
    '--community',
    'demo-miao-villages',
  ];
  const { assetId } = Published.parse(await act(platform, 'institution', publish));
  await rm(folder, { recursive: true });
  const reach = ['--media', 'streaming', '--territory', 'WORLD'];
  await act(platform, 'council', [
    'consent',
    assetId,
    ...reach,
    '--until',
    `${YEAR + 2}-12-31`,
    '--share-bps',
    '2000',
  ]);
  await act(platform, 'institution', [
    ...[
      'offer',
      assetId,
      ...reach,
      '--from',
      `${YEAR}-01-01`,
      '--to',
      `${YEAR + 2}-12-31`,
      '--price',
      '10 TCNY',
    ],
  ]);
  const { licenseId } = Bought.parse(await act(platform, 'studio', ['license', assetId, ...WISH]));
  const { token } = Token.parse(
    await act(platform, 'studio', ['token', 'create', licenseId, '--label', 'bench']),
  );
  const headers = { authorization: `Bearer ${token}` };
  await platform.untilJobsEnd();
  const listed = await (await fetch(`${platform.url}/delivery`, { headers })).text();
  const urls = listed
    .split('\n')
    .filter(Boolean)
    .map((line) => Line.parse(JSON.parse(line)).url);
  return { urls, headers };
}

async function readRanges({ urls, headers }: Delivery, reads: number): Promise<void> {
  let left = reads;
  const read = async () => {
    for (; left > 0;) {
      left -= 1;
      const first = RANGE_BYTES * Math.floor((Math.random() * (FILE_BYTES - RANGE_BYTES)) / RANGE_BYTES);
      const range = `bytes=${first}-${first + RANGE_BYTES - 1}`;
      const response = await fetch(urls[left % urls.length] ?? '', { headers: { ...headers, range } });
      const { byteLength } = await response.arrayBuffer();
      if (response.status !== 206 || byteLength !== RANGE_BYTES)
        throw new Error(`A range was answered ${response.status}.`);
    }
  };
  await Promise.all(Array.from({ length: READERS }, read));
}

async function readWhole({ urls, headers }: Delivery): Promise<void> {
  for (const url of urls) {
    const response = await fetch(url, { headers });
    let bytes = 0;
    for await (const portion of portionsOf(response)) bytes += portion.byteLength;
    if (response.status !== 200 || bytes !== FILE_BYTES)
      throw new Error(`A file was answered ${response.status}.`);
  }
}

function portionsOf({ body }: Response): AsyncIterable<Uint8Array> {
  if (body === null) throw new Error('A file was answered without its bytes.');
  return body as AsyncIterable<Uint8Array>;
}

async function repeated(rounds: number, measure: () => Promise<Cost>): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cost = await measure();
    costs.push(cost);
    say(`${rounded(cost.cpuMs / 1_000)} s of CPU, ${Math.round(cost.commands)} commands`);
  }
  return costs;
}
