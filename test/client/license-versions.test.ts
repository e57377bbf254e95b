import { describe, expect, it } from 'vitest';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import { chooseOpened } from '@lanran/sdk/licensing/license-versions';

describe('a version that a license does not open', () => {
  const assetId = parseAssetId(`0x${'ab'.repeat(32)}`);
  const opened = [1, 2].map((version) => ({
    version,
    statementHash: `0x${'7e'.repeat(32)}`,
    statement: '{}',
    title: {},
    creditLine: null,
  }));

  it('is refused in both languages', () => {
    expect(() => chooseOpened({ assetId, opened: opened as never, newer: null }, 9)).toThrow(
      expect.objectContaining({
        code: 'VERSION_NOT_LICENSED',
        message: expect.stringContaining('opens versions 1, 2, not version 9') as string,
        reasons: [expect.objectContaining({ zh: expect.stringContaining('第1、2版') as string })],
      }),
    );
  });
});
