import { describe, expect, it } from 'vitest';
import { RecentAnswers } from '@lanran/api/platform/concurrency/recent-answers';

function openAnswers() {
  const clock = { ms: 1_000_000 };
  const answers = new RecentAnswers<string>(() => clock.ms);
  let asked = 0;
  const ask = (answer: () => Promise<string>, maxAgeMs = 5_000) =>
    answers.find('key', maxAgeMs, () => {
      asked += 1;
      return answer();
    });
  return { clock, answers, ask, asked: () => asked };
}

function deferred() {
  let resolve: (answer: string) => void = () => undefined;
  const promise = new Promise<string>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const first = async () => 'first';
const second = async () => 'second';

describe('recent answers', () => {
  it('are asked for once by many at once, and hold for their time', async () => {
    const { clock, ask, asked } = openAnswers();
    expect(await Promise.all([ask(first), ask(first), ask(first)])).toEqual(['first', 'first', 'first']);
    clock.ms += 4_999;
    expect(await ask(second)).toBe('first');
    expect(asked()).toBe(1);
    clock.ms += 1;
    expect(await ask(second)).toBe('second');
  });

  it('count from when they were asked for, however long the answer took', async () => {
    const { clock, ask } = openAnswers();
    const { promise, resolve } = deferred();
    const slow = ask(() => promise);
    clock.ms += 5_000;
    resolve('first');
    expect(await slow).toBe('first');
    expect(await ask(second)).toBe('second');
  });

  it('are not kept when they failed, or the clock was set back', async () => {
    const { clock, ask, asked } = openAnswers();
    await expect(ask(async () => Promise.reject(new Error('no chain')))).rejects.toThrow('no chain');
    expect(await ask(first)).toBe('first');
    clock.ms -= 1;
    expect(await ask(second)).toBe('second');
    expect(asked()).toBe(3);
  });

  it('are asked for anew by who wants no old ones, and once they are forgotten', async () => {
    const { answers, ask } = openAnswers();
    expect(await ask(first)).toBe('first');
    expect(await ask(second, 0)).toBe('second');
    answers.forget('key');
    expect(await ask(first)).toBe('first');
    answers.forgetAll();
    expect(await ask(second)).toBe('second');
  });

  it('are not kept of what was asked before it was forgotten', async () => {
    const { answers, ask } = openAnswers();
    const { promise, resolve } = deferred();
    const slow = ask(() => promise);
    answers.forgetAll();
    resolve('first');
    expect(await slow).toBe('first');
    expect(await ask(second)).toBe('second');
  });
});
