import { describe, expect, it } from 'vitest';
import { Peers } from '@lanran/api/platform/peers/peers';
import type { ProcessRecord, ProcessRegistry } from '@lanran/api/platform/peers/process-registry';

/** In memory: with a clock of its own, and away when the test says so. */
class Registry implements ProcessRegistry {
  readonly records = new Map<string, ProcessRecord>();
  isAway = false;
  clock = () => new Date();

  async list() {
    this.#answer();
    return [...this.records.values()];
  }

  async add(record: ProcessRecord) {
    this.#answer();
    this.records.set(record.id, record);
  }

  async update(id: string, sign: object) {
    this.#answer();
    const known = this.records.get(id);
    if (known !== undefined) this.records.set(id, { ...known, ...sign });
    return known !== undefined;
  }

  async remove(id: string, beat?: number) {
    this.#answer();
    if (beat === undefined || this.records.get(id)?.beat === beat) this.records.delete(id);
    return !this.records.has(id);
  }

  async clear() {
    this.records.clear();
  }

  async now() {
    return this.clock();
  }

  #answer(): void {
    if (this.isAway) throw new Error('the store does not answer');
  }
}

const SILENT = { warn: () => undefined };

describe('processes whose store is away for a while', () => {
  let now = 0;
  const registry = new Registry();

  async function enter(identity: string): Promise<Peers> {
    // It looks when the test says so.
    const peers = new Peers({ registry, leaseMs: 8_000, everyMs: 3_600_000, now: () => now });
    const own = { place: 'a machine', identity, version: '1', publicUrl: 'https://lanran.example' };
    const entering = peers.enter({ ...own, isRunning: () => true }, SILENT);
    let isIn = false;
    void entering.then(() => (isIn = true));
    while (!isIn) await Promise.all([new Promise(setImmediate), ...running.map((each) => each.look())]);
    running.push(peers);
    return peers;
  }
  const running: Peers[] = [];

  it('do not take each other for ended, but one that stays silent afterwards', async () => {
    const [one, other] = [await enter('1'), await enter('2')];
    const look = async (...which: Peers[]) => {
      now += 1_000;
      for (const each of which) await each.look().catch(() => undefined);
    };
    for (let at = 0; at < 5; at += 1) await look(one, other);
    const ids = [one.id, other.id];
    registry.isAway = true;
    for (let at = 0; at < 60; at += 1) await look(one, other);
    expect([one.isTrusted, other.isTrusted]).toEqual([false, false]);
    registry.isAway = false;
    for (let at = 0; at < 5; at += 1) await look(one, other);
    expect([one.id, other.id]).toEqual(ids);
    expect([one.isTrusted, other.isTrusted]).toEqual([true, true]);
    for (let at = 0; at < 10; at += 1) await look(one);
    expect(one.isAlone).toBe(true);
  });

  it('leave the jobs to others when their clock is wrong by more than 15 s', async () => {
    const last = await enter('3');
    registry.clock = () => new Date(Date.now() + 20_000);
    now += 60_000;
    await last.look();
    expect(last.isClockRight).toBe(false);
    registry.clock = () => new Date(Date.now() + 10_000);
    now += 60_000;
    await running[0]?.look();
    await last.look();
    expect(last.isClockRight).toBe(true);
  });
});
