import { describe, expect, it } from 'vitest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { errorText } from '../../../web/lib/session/error-text.ts';

describe('a conflict', () => {
  const conflict = (reasons: RefusedError['reasons']) => new RefusedError('CONFLICT', 'refused', { reasons });

  it('is that of somebody who was faster only where no reason is given', () => {
    const withdrawn = { code: 'NO_CONSENT', data: {}, en: 'It does not consent.', zh: '未同意。' };
    expect(errorText(conflict([]), 'en').text).toContain('was faster');
    expect(errorText(conflict([withdrawn]), 'en')).toMatchObject({
      text: 'The rules don’t allow this:',
      reasons: ['It does not consent.'],
    });
  });
});

describe('a limit of bytes', () => {
  const say = (code: string, limit: RefusedError['limit']) => {
    const error = new RefusedError(code, 'refused', { limit });
    return [errorText(error, 'en').text, errorText(error, 'zh').text] as const;
  };

  it('is named with what was asked for, in both languages', () => {
    const [en, zh] = say('LIMIT_EXCEEDED', { mostBytes: 2e9, usedBytes: 0, bytes: 3e9 });
    expect(en).toContain('at most 2 GB; this one has 3 GB');
    expect(zh).toContain('最多 2 GB，此文件有 3 GB');
  });

  it('of an organization says what is used of it', () => {
    const [en, zh] = say('QUOTA_EXCEEDED', { mostBytes: 2e9, usedBytes: 15e8, bytes: 1e9 });
    expect(en).toContain('uses 1.5 GB of its 2 GB, so 1 GB more do not fit');
    expect(zh).toContain('2 GB 额度已用 1.5 GB，再放不下 1 GB');
  });

  it('says of a file that never fits not to try it', () => {
    const [en] = say('QUOTA_EXCEEDED', { mostBytes: 2e9, usedBytes: 0, bytes: 3e9 });
    expect(en).toContain('3 GB, and your institution has 2 GB in all');
  });
});
