import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskCopyShelf } from '@lanran/api/copies/adapters/disk-copy-shelf';
import { CopiesService } from '@lanran/api/copies/services/copies';
import { CopySweeping } from '@lanran/api/copies/services/copy-sweeping';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import { LICENSE_ID } from './copy-facts.ts';

const ASSET = parseAssetId(`0x${'2b'.repeat(32)}`);
const SHA = 'ab'.repeat(32);
const PLACE = { licenseId: LICENSE_ID, name: `${SHA}-0123456789abcdef` };

let directory: string;
let shelf: DiskCopyShelf;
/** Contents whose copies are recorded, and licenses that planning looks at. */
let recorded: string[];
let noted: string[];

async function* bytes() {
  yield Buffer.from('a copy that says the title');
}

function openService(overrides: Partial<DiskCopyShelf> = {}) {
  const refuse = () => Promise.reject(new Error('not asked here'));
  return new CopiesService({
    copies: {
      ...{ find: refuse, list: refuse, count: refuse, retry: refuse, retryFailed: refuse },
      note: async (ids) => void noted.push(...ids),
      removeOfAsset: async () => void (recorded = []),
      licensesOf: async (_asset, sha256) => (recorded.includes(sha256) ? [LICENSE_ID] : []),
      removeOfContent: async (_asset, sha256) => {
        recorded = recorded.filter((each) => each !== sha256);
      },
    },
    shelf: {
      open: (place) => shelf.open(place),
      removeContent: (id, sha256) => shelf.removeContent(id, sha256),
      removeLicense: (id) => shelf.removeLicense(id),
      ...overrides,
    },
    licenses: {
      find: refuse,
      list: async () => ({
        items: [{ item: { id: LICENSE_ID } as never, cursor: 'a' }],
        ...{ hasNextPage: false, totalCount: 1 },
      }),
    },
    licenseVersions: { openedBy: refuse },
    downloads: { openLicensed: refuse },
    deliveries: { licenseeOf: refuse },
    facts: { read: refuse },
    clock: { now: () => new Date('2027-01-01T00:00:00Z') },
    nudge: () => undefined,
  });
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-shelf-'));
  shelf = new DiskCopyShelf({
    directory: join(directory, 'copies'),
    sealingKey: new Uint8Array(32),
    incomingDir: join(directory, 'incoming'),
  });
  [recorded, noted] = [[SHA], []];
  await shelf.keep(PLACE, bytes());
});
afterEach(() => rm(directory, { recursive: true, force: true }));

it('asks who says nothing of themselves for a session or a delivery token', async () => {
  const asked = openService().open({ actor: { kind: 'anonymous' } }, { licenseId: LICENSE_ID, fileId: 'a' });
  await expect(asked).rejects.toThrow(/delivery token/);
});

describe('copies of an asset of which a field was erased', () => {
  it('are removed, and their licenses looked at again', async () => {
    await openService().renewOfAsset(ASSET);
    expect(await shelf.open(PLACE)).toBeNull();
    expect({ recorded, noted }).toEqual({ recorded: [], noted: [LICENSE_ID] });
  });

  it('are removed by a repeat after a kill that left the files', async () => {
    const killed = openService({ removeLicense: () => Promise.reject(new Error('killed')) });
    await expect(killed.renewOfAsset(ASSET)).rejects.toThrow('killed');
    expect(await shelf.open(PLACE)).not.toBeNull();
    await openService().renewOfAsset(ASSET);
    expect(await shelf.open(PLACE)).toBeNull();
    expect(noted).toEqual([LICENSE_ID]);
  });
});

describe('copies of a content that is erased', () => {
  it('are removed with what a former attempt left, and no others', async () => {
    const left = { ...PLACE, name: `${SHA}-00ff` };
    const other = { ...PLACE, name: `${'cd'.repeat(32)}-00ff` };
    for (const place of [left, other]) await shelf.keep(place, bytes());
    await openService().removeOfContent(ASSET, SHA);
    expect(await Promise.all([PLACE, left, other].map((place) => shelf.open(place)))).toEqual([
      ...[null, null],
      expect.anything(),
    ]);
    expect(recorded).toEqual([]);
  });

  it('are removed by a repeat after a kill at any point', async () => {
    const killed = openService({ removeContent: () => Promise.reject(new Error('killed')) });
    await expect(killed.removeOfContent(ASSET, SHA)).rejects.toThrow('killed');
    await openService().removeOfContent(ASSET, SHA);
    expect(await shelf.open(PLACE)).toBeNull();
  });
});

it('removes at the start what a kill left between a file and its record', async () => {
  const left = { ...PLACE, name: `${SHA}-00ff` };
  const strange = { ...PLACE, name: 'half-written' };
  for (const place of [left, strange]) await shelf.keep(place, bytes());
  const sweeping = new CopySweeping({
    copies: { listOf: async () => [{ made: { name: PLACE.name } } as never] },
    shelf,
  });
  await sweeping.sweep(new AbortController().signal);
  expect(await Promise.all([PLACE, left, strange].map((place) => shelf.open(place)))).toEqual([
    expect.anything(),
    ...[null, null],
  ]);
});
