import { createReadStream, createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/* The least that Node can do with a file over HTTP: PUT writes it and brings it to the disk, GET sends a range of it. */

const [file = ''] = process.argv.slice(2);

const server = createServer((request, response) => {
  const [, start = '0', end = ''] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const exchange =
    request.method === 'PUT'
      ? pipeline(request, createWriteStream(file, { flush: true })).then(() => void response.end())
      : pipeline(createReadStream(file, { start: Number(start), end: Number(end) }), response.writeHead(206));
  exchange.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
});
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once('disconnect', () => process.exit(0));
