import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, createConnection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyedMutex } from '@lanran/api/platform/concurrency/keyed-mutex';
import { MongoLockStore } from '@lanran/api/platform/mongo/lock-store';
import { Leadership } from '@lanran/api/platform/peers/leadership';
import { sweepAlone } from '@lanran/api/platform/process/sweep-alone';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { temporaryDirectory } from '../../embedded/document-store/under-test.ts';
import { Process, until } from './several-processes.ts';

/** Work that the test lets end. */
function held() {
  let end: () => void = () => undefined;
  let begin: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const work = async () => {
    begin();
    await ended;
  };
  return { work, begun, end: () => end() };
}

describe('locks among processes', () => {
  let server: Awaited<ReturnType<typeof startDocumentStore>>;
  let uri = '';
  const running: Process[] = [];
  const connections: Connection[] = [];
  beforeEach(async () => {
    server = await startDocumentStore({ dataDir: temporaryDirectory() });
    uri = `${server.uri}/lanran`;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.end().catch(() => undefined)));
    await Promise.all(connections.splice(0).map((each) => each.close()));
    await server.close();
  });

  async function open(options?: Parameters<typeof Process.open>[1]): Promise<Process> {
    const process = await Process.open(uri, options);
    running.push(process);
    return process;
  }

  async function connection(): Promise<Connection> {
    const opened = await createConnection(uri).asPromise();
    connections.push(opened);
    return opened;
  }

  it('let one after the other work for a key, in whatever process, and others meanwhile', async () => {
    const processes = [await open(), await open(), await open()];
    let [atOnce, most, done] = [0, 0, 0];
    const work = async () => {
      most = Math.max(most, ++atOnce);
      await delay(2);
      atOnce -= 1;
      done += 1;
    };
    const asked = Array.from({ length: 30 }, (_, at) => {
      const mutex = processes[at % 3]?.locks.mutex('asset') ?? new KeyedMutex<string>();
      return at % 2 === 0 ? mutex.take('one', work) : mutex.takeAll(new Set(['two', 'one']), work);
    });
    const other = processes[0]?.locks.mutex('asset').take('another', async () => 'done');
    expect(await other).toBe('done');
    await Promise.all(asked);
    expect({ most, done }).toEqual({ most: 1, done: 30 });
  });

  it('keep who comes while another sweeps until that has ended, and then it sweeps nothing', async () => {
    const first = await open();
    const sweeping = held();
    const swept: string[] = [];
    const one = sweepAlone(first, async () => {
      await sweeping.work();
      swept.push('first');
    });
    await sweeping.begun;
    const second = await open();
    const other = sweepAlone(second, async () => void swept.push('second')).then(() => swept.push('served'));
    await until(async () => second.locks.isHeldElsewhere('sweep at the start'));
    expect(swept).toEqual([]);
    sweeping.end();
    await Promise.all([one, other]);

    expect(swept).toEqual(['first', 'served']);
  });

  it('are stored when another process comes while they are held', async () => {
    const first = await open();
    const { work, begun, end } = held();
    const working = first.locks.mutex('asset').take('one', work);
    await begun;
    const second = await open();
    expect(await second.locks.mutex('asset').isTaken('one')).toBe(true);
    let hasBegun = false;
    const waiting = second.locks.mutex('asset').take('one', async () => void (hasBegun = true));
    await delay(50);
    expect(hasBegun).toBe(false);
    end();
    await Promise.all([working, waiting]);
    expect(hasBegun).toBe(true);
  });

  it('pass on from a process that was killed', async () => {
    const [first, second] = [await open(), await open()];
    first.locks
      .mutex('asset')
      .take('one', () => new Promise(() => undefined))
      .catch(() => undefined);
    await until(() => second.locks.mutex('asset').isTaken('one'));
    await first.kill();
    expect(await second.locks.mutex('asset').take('one', async () => 'gone on')).toBe('gone on');
  });

  it('let nothing be sent by a process that stood still, once it wakes', async () => {
    const frozen = await open({ everyMs: 60_000 });
    const { work, begun, end } = held();
    const sending = frozen.locks.mutex('relayer').take('send', async (turn) => {
      await work();
      await turn.require();
      return 'sent';
    });
    await begun;
    const second = await open();
    expect(await second.locks.mutex('relayer').take('send', async () => 'sent')).toBe('sent');
    end();
    await expect(sending).rejects.toThrow(/stood still/);
    expect(await frozen.locks.mutex('relayer').take('send', async () => 'sent')).toBe('sent');
  });

  it('are asked for urgently', async () => {
    const [first, second] = [await open(), await open()];
    const hold = await first.locks.hold(['upload'], { onWanted: () => void hold.release() });
    await (await second.locks.hold(['upload'], { isUrgent: true })).release();
  });

  it('let one process lead, and another when it ended', async () => {
    const [first, second] = [await open(), await open()];
    const leading = [first, second].map(({ peers, locks }) => new Leadership(peers, locks));
    let begun = 0;
    await leading[0]?.start(() => undefined);
    await leading[1]?.start(() => void (begun += 1));
    expect(leading.map(({ isLeading }) => isLeading)).toEqual([true, false]);
    await first.kill();
    await until(() => leading[1]?.isLeading === true);
    expect(begun).toBe(1);
  });

  it('let nothing be sent by a process that has left, nor taken, while it waits for what it holds', async () => {
    const [first, second] = [await open(), await open()];
    const { work, begun, end } = held();
    const sending = first.locks.mutex('relayer').take('send', async (turn) => {
      await work();
      await turn.require();
      return 'sent';
    });
    await begun;
    const stopping = first.peers.stop();
    await expect(first.locks.mutex('asset').take('one', async () => 'taken')).rejects.toThrow(/is ending/);
    let hasBegun = false;
    const waiting = second.locks.mutex('relayer').take('send', async () => void (hasBegun = true));
    await delay(50);
    expect(hasBegun).toBe(false);
    end();
    await expect(sending).rejects.toThrow(/is ending/);
    await stopping;
    await waiting;
    expect(second.peers.isAlone || hasBegun).toBe(true);
  });

  it('are not lost to a removal of before that comes late', async () => {
    const [first, second] = [await open(), await open()];
    await first.locks.hold(['asset one']);
    const store = new MongoLockStore(await connection());
    const former = { holder: first.peers.id, token: 'of the hold before' };
    await store.remove(['asset one'], former);
    expect(await second.locks.isHeldElsewhere('asset one')).toBe(true);
  });

  it('of processes that were killed are removed by the next', async () => {
    const [first, second] = [await open(), await open()];
    await first.locks.hold(['asset one']);
    await Promise.all([first.kill(), second.kill()]);
    await open();
    const store = new MongoLockStore(await connection());
    await until(async () => (await store.list()).length === 0);
  });

  it('let no process lead that stood still, nor do what only the leading one may', async () => {
    const frozen = await open({ everyMs: 600_000 });
    const one = new Leadership(frozen.peers, frozen.locks);
    await one.start(() => undefined);
    const second = await open();
    const other = new Leadership(second.peers, second.locks);
    await other.start(() => undefined);
    await until(() => other.isLeading);
    expect(one.isLeading).toBe(false);
    await expect(one.require()).rejects.toThrow(/stood still/);
    await other.require();
  });
});
