import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { temporaryDirectory } from '../../embedded/document-store/under-test.ts';
import { Process, until } from './several-processes.ts';

describe('the processes of one platform', () => {
  let server: Awaited<ReturnType<typeof startDocumentStore>>;
  let uri = '';
  const running: Process[] = [];
  beforeEach(async () => {
    server = await startDocumentStore({ dataDir: temporaryDirectory() });
    uri = `${server.uri}/lanran`;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.end().catch(() => undefined)));
    await server.close();
  });

  async function open(options?: Parameters<typeof Process.open>[1]): Promise<Process> {
    const process = await Process.open(uri, options);
    running.push(process);
    return process;
  }

  it('are alone until another comes, which serves once it was seen, and again when it ended', async () => {
    const first = await open();
    expect(first.peers.isAlone).toBe(true);
    const second = await open();
    expect([first.peers.isAlone, second.peers.isAlone]).toEqual([false, false]);
    await second.end();
    await until(() => first.peers.isAlone);
  });

  it('take one that says nothing for ended, and at once where its place shows that it does not run', async () => {
    const silent = await open();
    await silent.kill();
    const second = await open({ own: { place: 'another machine' } });
    expect(second.peers.isAlone).toBe(true);
    await second.kill();
    const sees = { place: 'another machine', isRunning: () => false };
    const third = await open({ own: sees, leaseMs: 3_600_000 });
    expect(third.peers.isAlone).toBe(true);
  });

  it('are forgotten by the first of a store, as after a restore beside the platform that was backed up', async () => {
    await (await open()).kill();
    const first = await open({
      own: { isFirstThere: true, version: '2', publicUrl: 'https://copy.example' },
    });
    expect(first.peers.isAlone).toBe(true);
  });

  it('refuse one of another version, or with another address', async () => {
    await open();
    await expect(open({ own: { version: '2' } })).rejects.toThrow(/another version/);
    await expect(open({ own: { publicUrl: 'https://other.example' } })).rejects.toThrow(/LANRAN_PUBLIC_URL/);
    const second = await open();
    expect(second.peers.isAlone).toBe(false);
  });

  it('come back under another name after they stood still', async () => {
    const frozen = await open({ everyMs: 60_000 });
    const before = frozen.peers.id;
    const second = await open();
    expect(second.peers.isAlone).toBe(true);
    expect(frozen.peers.isTrusted).toBe(false);
    await frozen.peers.requireTrusted();
    expect(frozen.peers.id).not.toBe(before);
    expect(frozen.peers.isAlone).toBe(false);
  });

  it('tell each other what has to run', async () => {
    const [first, second] = [await open(), await open()];
    const heard: string[] = [];
    first.peers.onNudge((job) => heard.push(job));
    second.peers.nudge('sealer');
    await until(() => heard.length > 0);
    expect(heard).toEqual(['sealer']);
  });

  it('refuse one with other keys or limits, and name what differs', async () => {
    await open({ own: { settings: { 'the vault keys': 'a', LANRAN_QUOTA: '1' } } });
    const other = { settings: { 'the vault keys': 'b', LANRAN_QUOTA: '1' } };
    await expect(open({ own: other })).rejects.toThrow(/another setting: the vault keys\./);
  });
});
