import { describe, expect, it } from 'vitest';
import { listOpenContents } from '@lanran/api/assets/services/open-contents';
import type { IndexedFile } from '@lanran/api/assets/ports/manifest-store';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { buildBody } from '@lanran/protocol/log/body';

const rootOf = (letter: string): Hex => `0x${letter.repeat(64)}`;

function version(assetId: string, access: string | null, root: Hex, count = 1): LoggedStatement {
  const fields = { files: { count, bytes: 1, root }, ...(access !== null && { access }) };
  return {
    statement: { kind: 'published', assetId },
    body: buildBody(fields).fields,
  } as unknown as LoggedStatement;
}

const event = { statement: { kind: 'attested', assetId: 'a' }, body: [] } as unknown as LoggedStatement;

async function openAmong(
  leaves: readonly LoggedStatement[],
  files: Readonly<Record<string, readonly string[]>>,
) {
  const indexed = (root: string) => (files[root] ?? []).map((cid, index) => ({ cid, index }) as IndexedFile);
  const cids = await listOpenContents({
    leaves: { size: async () => leaves.length, list: async (from, to) => leaves.slice(from, to) },
    manifests: {
      list: async (root, from, to) => indexed(root).slice(from, to),
      listStarts: async (roots, to) => new Map(roots.map((root) => [root, indexed(root).slice(0, to)])),
    },
  });
  return [...cids].sort();
}

describe('what anybody may read', () => {
  const [first, second, third] = [rootOf('1'), rootOf('2'), rootOf('3')];

  it('is every version of assets that are open now', async () => {
    const leaves = [
      version('opened', 'LICENSED', first),
      event,
      version('closed', 'OPEN', second),
      version('opened', 'OPEN', third),
      version('closed', 'RESTRICTED', second),
    ];

    expect(await openAmong(leaves, { [first]: ['a'], [second]: ['b'], [third]: ['a', 'c'] })).toEqual([
      'a',
      'c',
    ]);
  });

  it('is nothing of an asset whose access was taken down', async () => {
    expect(await openAmong([version('asset', null, first)], { [first]: ['a'] })).toEqual([]);
  });

  it('is what is left of a manifest with thousands of files', async () => {
    const files = Array.from({ length: 2_500 }, (_, index) => `cid-${index}`);

    const open = await openAmong([version('asset', 'OPEN', first, 2_500)], { [first]: files });

    expect(open).toHaveLength(2_500);
  });

  it('is found in logs longer than what is read at once', async () => {
    const leaves = [...Array.from({ length: 2_100 }, () => event), version('asset', 'OPEN', first)];

    expect(await openAmong(leaves, { [first]: ['a'] })).toEqual(['a']);
  });
});
