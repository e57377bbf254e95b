import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Job, JobRunner } from '@lanran/api/platform/jobs/job-runner';
import type { Logger } from '@lanran/api/platform/kernel/logger';

const lines: object[] = [];
const logger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (fields) => void lines.push(fields),
  error: () => undefined,
};

/** A job whose runs the test lets end one by one. */
class HeldJob implements Job {
  readonly name = 'held';
  readonly everyMs = 1_000;
  started = 0;
  atOnce = 0;
  mostAtOnce = 0;
  readonly #waiting: ((outcome: 'more' | 'idle' | Error) => void)[] = [];

  run(): Promise<'more' | 'idle'> {
    this.started += 1;
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    return new Promise((resolve, reject) => {
      this.#waiting.push((outcome) => {
        this.atOnce -= 1;
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      });
    });
  }

  async end(outcome: 'more' | 'idle' | Error): Promise<void> {
    this.#waiting.shift()?.(outcome);
    await vi.advanceTimersByTimeAsync(0);
  }
}

describe('the job runner', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    lines.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function start(): { job: HeldJob; runner: JobRunner } {
    const job = new HeldJob();
    const runner = new JobRunner([job], logger);
    runner.start();
    return { job, runner };
  }

  it('tells its state soon, without how far it is behind, though what it follows is silent', async () => {
    const job = Object.assign(new HeldJob(), { behind: () => new Promise<number>(() => undefined) });
    const runner = new JobRunner([job], logger);
    const states = runner.states();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await states).toMatchObject([{ name: 'held', state: 'IDLE', behind: null }]);
  });

  it('runs in the leading process what one process runs, and elsewhere asks that one', async () => {
    const [here, everywhere] = [new HeldJob(), Object.assign(new HeldJob(), { runsEverywhere: true })];
    const asked: string[] = [];
    const hear: ((job: string) => void)[] = [];
    let [isLeading, begin] = [false, () => {}];
    const runner = new JobRunner([here, Object.assign(everywhere, { name: 'everywhere' })], logger, {
      leading: {
        get isLeading() {
          return isLeading;
        },
        start: async (onBegin) => void (begin = onBegin),
        stop: async () => undefined,
        nudge: (job) => asked.push(job),
        onNudge: (listener) => hear.push(listener),
      },
    });
    runner.start();
    runner.nudge('held');
    expect([here.started, everywhere.started, asked]).toEqual([0, 1, ['held']]);
    isLeading = true;
    begin();
    expect(here.started).toBe(1);
    await here.end('idle');
    for (const listener of hear) listener('held');
    expect([here.started, asked]).toEqual([2, ['held']]);
  });

  it('runs at once, then after its interval', async () => {
    const { job } = start();
    expect(job.started).toBe(1);
    await job.end('idle');
    await vi.advanceTimersByTimeAsync(999);
    expect(job.started).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(job.started).toBe(2);
  });

  it('runs again at once while there is more to do', async () => {
    const { job } = start();
    await job.end('more');
    expect(job.started).toBe(2);
    await job.end('idle');
    expect(job.started).toBe(2);
  });

  it('never runs twice at once, and runs once more when nudged meanwhile', async () => {
    const { job, runner } = start();
    runner.nudge('held');
    runner.nudge('held');
    expect(job.started).toBe(1);
    await job.end('idle');
    expect(job.started).toBe(2);
    await job.end('idle');
    expect(job.started).toBe(2);
    expect(job.mostAtOnce).toBe(1);
  });

  it('runs at once when nudged while it rests', async () => {
    const { job, runner } = start();
    await job.end('idle');
    runner.nudge('held');
    expect(job.started).toBe(2);
    await job.end('idle');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(job.started).toBe(3);
  });

  it('repeats a failed run, later each time, and says why it failed', async () => {
    const { job, runner } = start();
    for (const pauseMs of [200, 400, 800]) {
      const { started } = job;
      await job.end(new Error('the chain is away'));
      expect(await runner.states()).toMatchObject([{ state: 'FAILED', lastError: 'the chain is away' }]);
      await vi.advanceTimersByTimeAsync(pauseMs - 1);
      expect(job.started).toBe(started);
      await vi.advanceTimersByTimeAsync(1);
      expect(job.started).toBe(started + 1);
    }
    expect(lines).toMatchObject([{ failures: 1 }, { failures: 2 }, { failures: 3 }]);
    await job.end('idle');
    expect(await runner.states()).toMatchObject([{ state: 'IDLE', lastError: null }]);
  });

  it('is not hurried by nudges while it waits after a failure', async () => {
    const { job, runner } = start();
    await job.end(new Error('the chain is away'));
    for (let nudges = 0; nudges < 10; nudges++) runner.nudge('held');
    await vi.advanceTimersByTimeAsync(0);
    expect(job.started).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(job.started).toBe(2);
  });

  it('lets a run end when it is stopped, and starts no other', async () => {
    const { job, runner } = start();
    let isStopped = false;
    const stopping = runner.stop().then(() => {
      isStopped = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(isStopped).toBe(false);
    await job.end('more');
    await stopping;
    runner.nudge('held');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(job.started).toBe(1);
  });

  describe('of a process that leads no more', () => {
    let isLeading = true;
    let asked = 0;
    beforeEach(() => {
      isLeading = true;
      asked = 0;
    });

    function startLeading(job: Job): JobRunner {
      const runner = new JobRunner([job], logger, {
        leading: {
          get isLeading() {
            asked += 1;
            return isLeading;
          },
          start: async () => undefined,
          stop: async () => undefined,
          nudge: () => undefined,
          onNudge: () => undefined,
        },
      });
      runner.start();
      return runner;
    }

    it('looks once in a while, though it was nudged', async () => {
      const runner = startLeading({ name: 'a', everyMs: 50, run: async () => 'idle' });
      await vi.advanceTimersByTimeAsync(20);
      isLeading = false;
      runner.nudge('a');
      await vi.advanceTimersByTimeAsync(100);
      asked = 0;
      await vi.advanceTimersByTimeAsync(1_000);
      // 20 looks, each of which asks before and after.
      expect(asked).toBeLessThan(60);
      isLeading = true;
      await vi.advanceTimersByTimeAsync(100);
      expect(await runner.states()).toMatchObject([{ state: 'IDLE' }]);
      await runner.stop();
    });

    it('has no failed job: another process runs it', async () => {
      const run = async () => {
        throw new Error('the chain is away');
      };
      const runner = startLeading({ name: 'a', everyMs: 50, run });
      await vi.advanceTimersByTimeAsync(20);
      expect(await runner.states()).toMatchObject([{ state: 'FAILED' }]);
      isLeading = false;
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await runner.states()).toMatchObject([{ state: 'IDLE', lastError: null }]);
      await runner.stop();
    });
  });
});
