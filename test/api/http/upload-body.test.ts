import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UploadBody, uploadBody } from '@lanran/api/ingest/http/upload-body';
import { SharedBlocks } from '@lanran/api/ingest/domain/shared-blocks';

const bodyOf = (socket: PassThrough) => uploadBody(socket as unknown as IncomingMessage);

describe('the body of an upload', () => {
  it('comes whole and in order, in few portions where the line is fast', async () => {
    const socket = new PassThrough();
    const sent = Array.from({ length: 160 }, () => randomBytes(65_536));
    void (async () => {
      for (const piece of sent) if (!socket.write(piece)) await new Promise((go) => socket.once('drain', go));
      socket.end();
    })();
    const portions: Uint8Array[] = [];
    for await (const portion of bodyOf(socket)) portions.push(portion);
    expect(Buffer.concat(portions).equals(Buffer.concat(sent))).toBe(true);
    expect(portions.length).toBeLessThan(20);
  });

  it('is not kept waiting for more on a slow line', async () => {
    const socket = new PassThrough();
    const body = bodyOf(socket);
    for (const piece of ['a', 'b']) {
      socket.write(piece);
      expect(Buffer.from((await body.next()).value ?? []).toString()).toBe(piece);
    }
    socket.end();
    expect((await body.next()).done).toBe(true);
  });
});

describe('a body that is read by lines and bytes', () => {
  it('gives both however it was cut', async () => {
    const large = randomBytes(5_000_000);
    const whole = Buffer.concat([Buffer.from('one\n'), Buffer.from('abc'), Buffer.from('two\n'), large]);
    for (const cut of [1, 5, 9, 70_000]) {
      const socket = new PassThrough({ highWaterMark: 10_000_000 });
      for (let at = 0; at < whole.length;) {
        const end = at < 20 ? at + cut : at + 70_000;
        socket.write(whole.subarray(at, end));
        at = end;
      }
      socket.end();
      const body = new UploadBody(socket as unknown as IncomingMessage);
      const read = async (bytes: number) => {
        const portions: Uint8Array[] = [];
        for (let left = bytes; left > 0;) {
          const portion = (await body.read(left)) ?? new Uint8Array(0);
          if (portion.length === 0) break;
          portions.push(portion);
          left -= portion.length;
        }
        return Buffer.concat(portions);
      };
      expect(await body.readLine(10)).toBe('one');
      expect((await read(3)).toString()).toBe('abc');
      expect(await body.readLine(10)).toBe('two');
      expect((await read(large.length)).equals(large)).toBe(true);
      expect([await body.readLine(10), body.isRead, await body.read()]).toEqual([null, true, null]);
    }
  });

  it('has no line where none ends in time', async () => {
    for (const sent of ['0123456789abc\n', '0123456789abc', 'ab']) {
      const socket = new PassThrough();
      socket.end(sent);
      const body = new UploadBody(socket as unknown as IncomingMessage);
      expect([await body.readLine(10), body.isRead]).toEqual([null, false]);
    }
  });
});

describe('memory of portions', () => {
  it('is used again once it was given back, and never before', () => {
    const blocks = new SharedBlocks();
    const [first, second] = [blocks.take(), blocks.take()];
    expect(second.buffer).not.toBe(first.buffer);
    blocks.giveBack(first.subarray(0, 10));
    blocks.giveBack(first);
    const [third, fourth] = [blocks.take(), blocks.take()];
    expect(third.buffer).toBe(first.buffer);
    expect(fourth.buffer).not.toBe(third.buffer);
  });

  it('leaves alone what it did not give', () => {
    const blocks = new SharedBlocks();
    const foreign = new Uint8Array(8);
    blocks.giveBack(foreign);
    expect(blocks.take().buffer).not.toBe(foreign.buffer);
    expect(blocks.has(foreign)).toBe(false);
  });
});
