import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { expect, it } from 'vitest';

const schemaPath = fileURLToPath(new URL('../../api/schema.graphql', import.meta.url));
const typesPath = fileURLToPath(new URL('../../web/generated/graphql-env.d.ts', import.meta.url));

it('keeps the types of the web client’s documents in step with the schema', async () => {
  const introspection = introspectionFromSchema(buildSchema(readFileSync(schemaPath, 'utf8')));
  const text = outputIntrospectionFile(minifyIntrospection(introspection), { fileType: '.d.ts' });
  await expect(text).toMatchFileSnapshot(typesPath);
});
