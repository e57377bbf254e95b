import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { takeSocketPlace } from '@lanran/embedded/document-store/socket-place';
import { endChild, startChildStore } from './child-store.ts';
import { temporaryDirectory } from './under-test.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o7777).toString(8);

describe('the socket of the document store', () => {
  let directory: string;
  let temporary: string;

  beforeEach(() => {
    directory = temporaryDirectory();
    temporary = join(directory, 't');
    mkdirSync(temporary, { mode: 0o777 });
    chmodSync(temporary, 0o1777);
    vi.stubEnv('TMPDIR', temporary);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(directory, { recursive: true });
  });

  /** Too long for a socket in it. */
  const longDirectory = (name = 'd') => join(directory, 'long'.repeat(25), name);

  it('is this account’s alone, in a directory that is closed to others', async () => {
    const dataDir = join(directory, 'docs');
    mkdirSync(dataDir, { mode: 0o755 });
    chmodSync(dataDir, 0o755);
    const store = await startDocumentStore({ dataDir });

    expect(dirname(store.socketPath)).toBe(dataDir);
    expect([modeOf(dataDir), modeOf(store.socketPath)]).toEqual(['700', '600']);
    await store.close();
    expect(existsSync(store.socketPath)).toBe(false);
  });

  it.each(['Upper Case ünï', 'a:b@c?d#e+f'])(
    'is reached by the driver and mongoose below "%s"',
    async (name) => {
      const store = await startDocumentStore({ dataDir: join(directory, name) });
      const client = await MongoClient.connect(`${store.uri}/docs`);
      await client.db().collection('things').insertOne({ a: 1 });
      await client.close();
      const connection = await mongoose.createConnection(`${store.uri}/docs?appName=test`).asPromise();
      expect(await connection.collection('things').countDocuments({ a: 1 })).toBe(1);
      await connection.close();
      await store.close();
    },
  );

  it.each([
    ['the path is too long for a socket', () => longDirectory()],
    ['the driver can not have the path', () => join(directory, '100%')],
    ['anybody may put files beside it', () => temporary],
  ])(
    'is in a directory of its own below the temporary one where %s, which goes with it',
    async (_, dataDir) => {
      const store = await startDocumentStore({ dataDir: dataDir() });
      const own = dirname(store.socketPath);

      expect(dirname(own)).toBe(temporary);
      expect([modeOf(own), modeOf(store.socketPath)]).toEqual(['700', '600']);
      const client = await MongoClient.connect(store.uri);
      expect(await client.db('docs').collection('things').countDocuments()).toBe(0);
      await client.close();
      await store.close();
      expect(existsSync(own)).toBe(false);
    },
  );

  it.each([
    ['in the data directory', () => join(directory, 'docs')],
    ['below the temporary one', () => longDirectory()],
  ])('is replaced when the store was killed, %s, and leaves nothing behind', async (_, dataDir) => {
    const env = { DATA_DIR: dataDir(), TMPDIR: temporary };
    const killed = await startChildStore(env);
    await endChild(killed.child, 'SIGKILL');
    expect(existsSync(killed.socketPath)).toBe(true);

    const store = await startChildStore(env);
    const client = await MongoClient.connect(store.uri);
    expect(await client.db('docs').collection('things').countDocuments()).toBe(0);
    await client.close();
    await endChild(store.child, 'SIGTERM');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is where its holder put it when the store is killed and started again', async () => {
    const dataDir = longDirectory();
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const place = takeSocketPlace(dataDir);
    const env = { DATA_DIR: dataDir, SOCKET: place.path };
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const store = await startChildStore(env);
      expect(store.socketPath).toBe(place.path);
      await endChild(store.child, signal);
    }
    place.release();
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('leaves a directory alone that another one’s link or a copied data directory leads to', () => {
    const dataDir = longDirectory();
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const victim = join(directory, 'victim');
    mkdirSync(victim, { mode: 0o700 });
    writeFileSync(join(victim, 'documents.sock'), 'somebody’s');
    const place = takeSocketPlace(dataDir);
    const own = dirname(place.path);
    rmSync(own, { recursive: true });
    symlinkSync(victim, own);
    const again = takeSocketPlace(dataDir);
    expect(readdirSync(victim)).toEqual(['documents.sock']);

    cpSync(dataDir, longDirectory('copy'), { recursive: true });
    const copied = takeSocketPlace(longDirectory('copy'));
    expect(existsSync(dirname(again.path))).toBe(true);
    copied.release();
    again.release();
    expect(readdirSync(temporary).map((name) => join(temporary, name))).toEqual([own]);
  });

  it('does not replace what is no socket', async () => {
    const dataDir = join(directory, 'docs');
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(join(dataDir, 'documents.sock'), 'a note');

    await expect(startDocumentStore({ dataDir })).rejects.toThrow('is no socket. Move it away');
    expect(readFileSync(join(dataDir, 'documents.sock'), 'utf8')).toBe('a note');
  });

  it('is not put into a directory that others may enter', async () => {
    const open = join(directory, 'open');
    mkdirSync(open);
    chmodSync(open, 0o755);
    const socketPath = join(open, 'documents.sock');

    await expect(startDocumentStore({ dataDir: join(directory, 'docs'), socketPath })).rejects.toThrow(
      `chmod 700 ${open}`,
    );
  });

  it('is all there is to a store started alone; a port needs a password', async () => {
    const env = { DATA_DIR: join(directory, 'docs') };
    await expect(startChildStore({ ...env, PORT: '0' })).rejects.toThrow('Set PASSWORD to at least 16');
    await expect(startChildStore({ ...env, PORT: '0', PASSWORD: 'short' })).rejects.toThrow('Set PASSWORD');
    await expect(startChildStore({ ...env, SOCKET: join(directory, 'x') })).rejects.toThrow('end with .sock');

    const alone = await startChildStore(env);
    expect(alone.port).toBeNull();
    await endChild(alone.child, 'SIGTERM');
    const both = await startChildStore({ ...env, PORT: '0', PASSWORD: 'long enough for this' });
    expect(both.port).toBeGreaterThan(0);
    await endChild(both.child, 'SIGTERM');
  });
});
