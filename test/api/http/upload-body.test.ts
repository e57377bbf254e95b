import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { uploadBody } from '@lanran/api/ingest/http/upload-body';
import { PortionBuffers } from '@lanran/api/ingest/domain/portion-buffers';

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
    const buffers = new PortionBuffers();
    const join = (text: string) => buffers.join([Buffer.from(text)], text.length);
    const [first, second] = [join('first'), join('second')];
    expect(second.buffer).not.toBe(first.buffer);
    buffers.giveBack(first);
    buffers.giveBack(first);
    const [third, fourth] = [join('third'), join('fourth')];
    expect(third.buffer).toBe(first.buffer);
    expect(fourth.buffer).not.toBe(third.buffer);
    expect(Buffer.from(second).toString()).toBe('second');
  });

  it('leaves alone what it did not give', () => {
    const buffers = new PortionBuffers();
    const foreign = new Uint8Array(8);
    buffers.giveBack(foreign);
    expect(buffers.join([Buffer.from('a')], 1).buffer).not.toBe(foreign.buffer);
  });
});
