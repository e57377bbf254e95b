import { describe, expect, it } from 'vitest';
import { type Deciders, decidingOf, needsOthers } from '../../../web/lib/council/deciding.ts';
import { decidingText } from '../../../web/lib/council/deciding-text.ts';
import { wordsIn } from '../e2e/words.ts';

const safeOf = (count: number, threshold: number): Deciders => ({
  owners: Array.from({ length: count }, (_, at) => `0x${String(at)}`),
  threshold,
});

describe('who decides for a council', () => {
  it.each([
    ['its one key', null, 'your signature is enough', '由您一人决定'],
    ['the one owner of a Safe', safeOf(1, 1), 'the only member', '只有您一位成员'],
    ['any one of several owners', safeOf(3, 1), 'one signature is enough', '任何一人签名即生效'],
    ['some of the owners', safeOf(3, 2), '2 of 3 must sign', '3 人中须有 2 人签名'],
    ['all of the owners', safeOf(2, 2), 'all 2 of you must sign', '2 人须全部签名'],
  ])('is %s, in both languages', (_, safe, en, zh) => {
    const values = { count: safe?.owners.length ?? 1, threshold: safe?.threshold ?? 1 };
    const key = `you.${decidingOf(safe)}`;
    expect(wordsIn('en')(decidingText, key, values)).toContain(en);
    expect(wordsIn('zh')(decidingText, key, values)).toContain(zh);
  });

  it('needs others only where more than one must sign', () => {
    expect([null, safeOf(1, 1), safeOf(3, 1)].map(needsOthers)).toEqual([false, false, false]);
    expect([safeOf(2, 2), safeOf(3, 2)].map(needsOthers)).toEqual([true, true]);
  });
});
