import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';

const Question = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()) });

/** A platform that answers every question with `data`, for what an honest one never says; it refuses where that throws. */
export async function answeringApi(
  data: (question: z.infer<typeof Question>) => unknown,
): Promise<GraphqlClient> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      try {
        response.end(JSON.stringify({ data: data(Question.parse(JSON.parse(body))) }));
      } catch (error) {
        response.end(JSON.stringify({ errors: [{ message: String(error) }] }));
      }
    });
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  return new GraphqlClient(`http://127.0.0.1:${port}`);
}
