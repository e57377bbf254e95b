import { describe, expect, it } from 'vitest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { writeError } from '../../../scripts/cli/output.ts';

describe('a refusal on the terminal', () => {
  it('is said in both languages', () => {
    const said: string[] = [];
    const reason = { code: 'SALES_PAUSED', data: {}, en: 'Sales are paused.', zh: '销售暂停中。' };
    const refused = new RefusedError('LEDGER_REFUSED', 'Sales are paused. (SALES_PAUSED)', {
      reasons: [reason],
    });
    const streams = { stdout: () => undefined, stderr: (text: string) => void said.push(text) };
    expect(writeError(refused, streams, 'text')).toBe(1);
    expect(said.join('')).toBe('error: Sales are paused. (SALES_PAUSED)\n错误：销售暂停中。\n');
  });
});
