import { describe, expect, it } from 'vitest';
import { alreadyResult } from '../../../scripts/cli/lines/act.ts';

describe('a command that finds its act done', () => {
  it.each([
    'sales are paused',
    'asset 0xab is not disputed by xijiang',
    'there is no consent to collection 0xcd',
  ])('says that there is nothing to do, because %s', (sentence) => {
    const { json, lines } = alreadyResult({ assetId: '0xab' }, sentence);
    expect(lines).toEqual([`nothing to do: ${sentence}`]);
    expect(json).toEqual({ assetId: '0xab', already: true });
  });
});
