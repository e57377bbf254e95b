import { GIVEN_FIELDS } from '@lanran/sdk/assets/assets';
import { ACCOUNT_FIELDS } from '@lanran/sdk/licensing/orders/payment-account';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  parse,
  printSchema,
  validate,
} from 'graphql';
import { format, resolveConfig } from 'prettier';
import { buildGraphqlSchema, printGraphqlSchema } from '@lanran/api/platform/graphql/schema';
import { type ResolverServices, resolversOver } from '@lanran/api/resolvers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphqlStage } from './graphql-stage.ts';

const root = join(import.meta.dirname, '../../..');
// Building the schema asks nothing of the services.
const schema = buildGraphqlSchema(resolversOver({} as ResolverServices));

describe('the schema', () => {
  let stage: GraphqlStage;
  beforeAll(async () => void (stage = await GraphqlStage.start()));
  afterAll(() => stage.close());

  it('is the committed one; `npx vitest run test/api/graphql -u` writes it anew', async () => {
    const path = join(root, 'api/schema.graphql');
    const style = await resolveConfig(path);
    const text = await format(printGraphqlSchema(schema), { ...style, filepath: path });
    await expect(text).toMatchFileSnapshot(path);
  });

  it('is told by introspection, as clients ask for it', async () => {
    const { data, errors } = await stage.ask(getIntrospectionQuery());
    expect(errors).toEqual([]);
    const told = buildClientSchema(data as unknown as IntrospectionQuery);
    expect(printSchema(told)).toBe(printSchema(schema));
  });

  it('answers every query that the client sends', () => {
    const queries = readClientQueries(join(root, 'sdk'));
    expect(queries.length).toBeGreaterThanOrEqual(17);
    for (const query of queries) {
      const problems = validate(schema, parse(query)).map(({ message }) => message);
      expect(problems, query).toEqual([]);
    }
  });
});

/** Template literals that begin like an operation, with the FIELDS of the file, or of the one that it takes them from, filled in. */
function readClientQueries(directory: string): string[] {
  const files = readdirSync(directory, { encoding: 'utf8', recursive: true });
  const sources = files.filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));
  const quotes = readFileSync(join(directory, 'licensing/quotes.ts'), 'utf8');
  const quoteFields = /const QUOTE_FIELDS = `([^`]*)`/.exec(quotes)?.[1] ?? '';
  return sources.flatMap((name) => {
    const source = readFileSync(join(directory, name), 'utf8');
    const named = new Map(
      [...source.matchAll(/const (\w*FIELDS) = `([^`]*)`/g)].map(([, each = '', text = '']) => [each, text]),
    );
    const fields = named.get('FIELDS') ?? named.get('QUOTE_FIELDS') ?? quoteFields;
    const filled = (text: string): string =>
      text.replaceAll(/\$\{(\w+_FIELDS)\}/g, (all, each: string) => {
        const found = named.get(each);
        return found === undefined ? all : filled(found);
      });
    const found = source.matchAll(/query: `((?:query|mutation)\b[^`]*)`/g);
    return [...found].map(([, query = '']) =>
      filled(query)
        .replaceAll(/\$\{(?:QUOTE_)?FIELDS\}/g, filled(fields))
        .replaceAll('${GIVEN_FIELDS}', GIVEN_FIELDS)
        .replaceAll('${ACCOUNT_FIELDS}', ACCOUNT_FIELDS),
    );
  });
}
