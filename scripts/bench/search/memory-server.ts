import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { buildSchema } from 'graphql';
import compression from 'compression';

const SCHEMA = fileURLToPath(new URL('../../../api/schema.graphql', import.meta.url));

/*
 * A process of its own: the platform's schema, Apollo Server and compression in front of one answer in memory, whose path is the
 * argument. Every question of that shape gets it.
 */
const answer: unknown = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const server = new ApolloServer({
  schema: buildSchema(readFileSync(SCHEMA, 'utf8')),
  rootValue: answer,
  persistedQueries: false,
});
await server.start();
const app = express();
app.use('/graphql', compression(), express.json(), expressMiddleware(server));
const listening = app.listen(0, '127.0.0.1');
await once(listening, 'listening');
process.stdout.write(`ready http://127.0.0.1:${(listening.address() as AddressInfo).port}\n`);
