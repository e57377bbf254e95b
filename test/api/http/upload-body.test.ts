import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { uploadBody } from '@lanran/api/ingest/http/upload-body';
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
