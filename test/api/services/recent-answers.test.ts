import { describe, expect, it } from 'vitest';
import { PositiveAnswerCache } from '@lanran/api/platform/concurrency/positive-answer-cache';

function openAnswers() {
  const clock = { ms: 1_000_000, now: () => new Date(clock.ms) };
  const answers = new PositiveAnswerCache(clock);
  let asked = 0;
  const ask = (answer: () => Promise<boolean>, maxAgeMs = 5_000) =>
    answers.find('key', maxAgeMs, () => {
      asked += 1;
      return answer();
    });
  return { clock, ask, asked: () => asked };
}

function deferred() {
  let resolve: (answer: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const yes = async () => true;
const no = async () => false;

describe('recent answers', () => {
  it('are asked for once by many at once, and a yes holds for its time', async () => {
    const { clock, ask, asked } = openAnswers();
    expect(await Promise.all([ask(yes), ask(yes), ask(yes)])).toEqual([true, true, true]);
    clock.ms += 4_999;
    expect(await ask(no)).toBe(true);
    expect(asked()).toBe(1);
    clock.ms += 1;
    expect(await ask(no)).toBe(false);
  });

  it('count from when they were asked for, however long the answer took', async () => {
    const { clock, ask } = openAnswers();
    const { promise, resolve } = deferred();
    const slow = ask(() => promise);
    clock.ms += 5_000;
    resolve(true);
    expect(await slow).toBe(true);
    expect(await ask(no)).toBe(false);
  });

  it('are not kept when they are no, failed, or the clock was set back', async () => {
    const { clock, ask, asked } = openAnswers();
    expect(await ask(no)).toBe(false);
    await expect(ask(async () => Promise.reject(new Error('no chain')))).rejects.toThrow('no chain');
    expect(await ask(yes)).toBe(true);
    clock.ms -= 1;
    expect(await ask(no)).toBe(false);
    expect(asked()).toBe(4);
  });

  it('are asked for anew by who wants no old ones', async () => {
    const { ask } = openAnswers();
    expect(await ask(yes)).toBe(true);
    expect(await ask(no, 0)).toBe(false);
  });
});
