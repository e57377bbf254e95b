import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ContentServer } from '../../../scripts/move/files/content-server.ts';
import { explainEnd, MoveRefusedError } from '../../../scripts/move/errors.ts';

describe('a node that ends early', () => {
  let server: Server | null = null;
  afterEach(() => server?.close());

  async function serve(answer: Parameters<typeof createServer>[1]): Promise<ContentServer> {
    server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new ContentServer({ apiUrl: `http://127.0.0.1:${port}`, token: 'a shared secret' });
  }

  const drain = async (portions: AsyncIterable<unknown>): Promise<unknown> => {
    try {
      for await (const _ of portions);
      return null;
    } catch (error) {
      return explainEnd(error);
    }
  };

  it('in the middle of a DAG: the part is not taken for the whole', async () => {
    const node = await serve((_, response) => {
      response.writeHead(200);
      response.write('begun');
      setImmediate(() => response.destroy());
    });

    expect(await drain(node.export('cid'))).toBeInstanceOf(MoveRefusedError);
  });

  it('with an error in the trailer, as Kubo says it', async () => {
    const node = await serve((_, response) => {
      response.writeHead(200, { trailer: 'X-Stream-Error' });
      response.write('begun');
      response.addTrailers({ 'X-Stream-Error': 'block was not found' });
      response.end();
    });

    expect(await drain(node.export('cid'))).toMatchObject({
      message: expect.stringContaining('block was not found'),
    });
  });

  it('with an error among the pins', async () => {
    const node = await serve((_, response) => {
      response.end('{"Cid":"a","Type":"recursive"}\n{"Message":"the disk is gone","Code":0}\n');
    });

    expect(await drain(node.pins())).toMatchObject({ message: expect.stringContaining('the disk is gone') });
  });

  it('with a list of pins that is not Kubo’s: it is not taken for none', async () => {
    const node = await serve((_, response) => {
      response.end('{"Keys":{"a":{"Type":"recursive"}}}\n');
    });

    expect(await drain(node.pins())).toMatchObject({
      message: expect.stringContaining('name a Kubo itself'),
    });
  });

  it('without a pin of what was sent', async () => {
    const node = await serve((request, response) => {
      request.resume().once('end', () => {
        response.end('{"Root":{"Cid":{"/":"a"},"PinErrorMsg":"a block is missing"}}\n');
      });
    });
    const cars = (async function* () {})();

    await expect(node.import(cars, { isOpen: false })).rejects.toThrow("can't pin a: a block is missing");
  });

  it('with a refusal before it was sent everything', async () => {
    const node = await serve((request, response) => {
      response.writeHead(500).end('{"Message":"no space left"}');
      request.resume();
    });
    const cars = (async function* () {
      yield (async function* () {
        for (let number = 0; number < 200; number += 1) yield Buffer.alloc(100_000);
      })();
    })();

    await expect(node.import(cars, { isOpen: false })).rejects.toThrow('no space left');
  });

  it('leaves an error of our own as it is', () => {
    const bug = new TypeError('a bug');

    expect(explainEnd(bug)).toBe(bug);
  });
});
