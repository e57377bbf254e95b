import { StartRefusedError } from '../../../scripts/start/data-directory.ts';
import { failureText } from '../../../scripts/start/failure-text.ts';
import { describe, expect, it } from 'vitest';

describe('why the platform ends', () => {
  it('is where it was thrown and what caused it, without what libraries keep beside', () => {
    const driver = Object.assign(new Error('the disk is full'), { op: { assetSalt: '0xsecret' } });
    const text = failureText(
      Object.assign(new Error('not stored', { cause: driver }), { draft: '0xsecret' }),
    );

    expect(text).toMatch(/^Error: not stored\n +at [^]*\ncaused by: Error: the disk is full\n +at /);
    expect(text).not.toContain('secret');
    expect(failureText({ assetSalt: '0xsecret' })).not.toContain('secret');
  });

  it('is a sentence where that says it all', () => {
    expect(failureText(new StartRefusedError('Port 4000 is in use.'))).toBe('Port 4000 is in use.');
  });
});
