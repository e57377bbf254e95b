import { expect, it } from 'vitest';
import type { Copy } from '@lanran/api/copies/domain/copy';
import {
  type CopySigner,
  SignerUnavailableError,
  UnsignableFileError,
} from '@lanran/api/copies/ports/copy-signer';
import type { CopyOutcome } from '@lanran/api/copies/ports/copy-store';
import { CopyMaking } from '@lanran/api/copies/services/copy-making';
import { ContentDamagedError, StorageFullError } from '@lanran/api/platform/kernel/errors';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import { buildFacts, LICENSE_ID } from './copy-facts.ts';

const SIGNED = { bytes: 3, sha256: 'cd'.repeat(32), hasXmp: false, read: async function* () {} };

function buildCopy(overrides: Partial<Copy> = {}): Copy {
  return {
    id: `${LICENSE_ID}.ab`,
    licenseId: LICENSE_ID,
    assetId: parseAssetId(`0x${'2b'.repeat(32)}`),
    version: 1,
    root: '0x00',
    index: 0,
    path: 'a.jpg',
    bytes: 3,
    sha256: 'ab'.repeat(32),
    cid: 'bafkreitest',
    state: 'WAITING',
    attempts: 1,
    nextAttemptAt: new Date(0),
    made: null,
    failure: null,
    ...overrides,
  };
}

/** Makes one copy over a signer of the test's. */
async function make({
  copy = {},
  sign = async () => undefined,
  isThere = true,
  freeBytes = 2 ** 40,
}: {
  readonly copy?: Partial<Copy>;
  readonly sign?: () => Promise<unknown>;
  readonly isThere?: boolean;
  readonly freeBytes?: number;
}) {
  const seen: { outcome: CopyOutcome | null; givenBack: number; removed: string[] } = {
    outcome: null,
    givenBack: 0,
    removed: [],
  };
  const signer: CopySigner = {
    copy: async (_order, use) => {
      await sign();
      return use(SIGNED);
    },
    preview: async (_order, use) => use(SIGNED),
    sidecar: async (_order, use) => use(SIGNED),
  };
  const making = new CopyMaking({
    copies: {
      begin: async () => buildCopy(copy),
      settle: async (_id, _token, outcome) => {
        seen.outcome = outcome;
        return isThere;
      },
      giveBack: async () => {
        seen.givenBack += 1;
      },
    },
    shelf: {
      keep: async () => undefined,
      remove: async ({ name }) => {
        seen.removed.push(name);
      },
    },
    signer,
    disk: { read: async () => ({ freeBytes, totalBytes: 2 ** 40 }) },
    licenses: { find: async () => ({ id: LICENSE_ID }) as never },
    licenseVersions: { openedBy: async () => [{ version: { version: 1 }, takenAt: null } as never] },
    descriptions: {
      findMany: async () => [{ mediaType: 'image/jpeg' } as never],
      describe: async () => ({ mediaType: 'image/jpeg' }) as never,
    },
    content: { read: async () => ({}) as never },
    facts: { read: async () => buildFacts() },
    clock: { now: () => new Date(0) },
    logger: { warn: () => undefined },
  });
  const error: unknown = await making.makeNext(new AbortController().signal).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { ...seen, error };
}

it('makes a copy of what the library signs', async () => {
  const { outcome } = await make({});
  expect(outcome).toMatchObject({ state: 'MADE', made: { form: 'EMBEDDED', mediaType: 'image/jpeg' } });
});

it('makes a sidecar of what the library refuses, and keeps its word', async () => {
  const { outcome } = await make({ sign: () => Promise.reject(new UnsignableFileError('invalid JPEG')) });
  expect(outcome).toMatchObject({
    state: 'MADE',
    made: { form: 'SIDECAR', reason: 'NOT_SIGNABLE', detail: 'invalid JPEG' },
  });
});

it('makes a sidecar of a file that ended the process twice', async () => {
  const { outcome } = await make({ copy: { attempts: 3 } });
  expect(outcome).toMatchObject({ made: { form: 'SIDECAR', reason: 'NOT_SIGNABLE' } });
});

it('makes a sidecar of a file that memory does not hold', async () => {
  const { outcome } = await make({ copy: { bytes: 300 * 2 ** 20 } });
  expect(outcome).toMatchObject({ made: { form: 'SIDECAR', reason: 'TOO_LARGE' } });
});

it('tries a damaged original again with growing pauses, and says why it gave up', async () => {
  const sign = () => Promise.reject(new ContentDamagedError('The stored copy is damaged.'));
  const second = await make({ sign, copy: { attempts: 2 } });
  expect(second.outcome).toEqual({
    state: 'WAITING',
    failure: 'The stored copy is damaged.',
    nextAttemptAt: new Date(40_000),
  });
  const last = await make({ sign, copy: { attempts: 5, failure: 'The stored copy is damaged.' } });
  expect(last.outcome).toEqual({ state: 'FAILED', failure: 'The stored copy is damaged.' });
});

it.each([new StorageFullError('full'), new SignerUnavailableError('The certificate ended.')])(
  'counts no attempt when the platform is to blame: $message',
  async (problem) => {
    const { error, givenBack, outcome } = await make({ sign: () => Promise.reject(problem) });
    expect({ error, givenBack, outcome }).toEqual({ error: problem, givenBack: 1, outcome: null });
  },
);

it.each(['image/jpeg', 'a sidecar'])('waits where it would fill the disk: %s', async (type) => {
  const bytes = type === 'a sidecar' ? 300 * 2 ** 20 : 2 ** 20;
  const scarce = await make({ copy: { bytes }, freeBytes: 2 ** 30 + 1_000_000 });
  expect(scarce.error).toBeInstanceOf(StorageFullError);
  expect(scarce).toMatchObject({ givenBack: 1, outcome: null });
  const enough = await make({ copy: { bytes }, freeBytes: 2 ** 30 + 2 ** 21 });
  expect(enough.outcome).toMatchObject({ state: 'MADE' });
});

it('keeps nothing of a copy that was removed while it was made', async () => {
  const { removed, outcome } = await make({ isThere: false });
  expect(outcome?.state === 'MADE' ? removed : []).toEqual([
    outcome?.state === 'MADE' ? outcome.made.name : '',
  ]);
});
