import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, Kind, parse, print, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const schema = buildSchema(readFileSync(join(root, 'api/schema.graphql'), 'utf8'));

/** Every text that is given to `graphql(…)`, by its file. The compiler checks answers by it, but not arguments. */
const documents = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(app|components|features|lib)\/.*\.tsx?$/.test(file))
  .flatMap((file) =>
    [...readFileSync(join(root, 'web', file), 'utf8').matchAll(/\bgraphql\(\s*`([^`]*)`/g)].map(
      ([, text = '']): [string, string] => [file, text],
    ),
  );

const fragments = new Map(
  documents.flatMap(([, text]) =>
    parse(text).definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, print(definition)]] : [],
    ),
  ),
);
/** A page names the fragments of another module, which has them, and gql.tada's own directives. */
const RULES = specifiedRules.filter(
  ({ name }) => name !== 'NoUnusedFragmentsRule' && name !== 'KnownDirectivesRule',
);

/** With those that its fragments name. */
function withFragments(text: string): string {
  const own = new Set([...text.matchAll(/\bfragment (\w+) on\b/g)].map(([, name]) => name));
  const others = [...fragments].filter(([name]) => !own.has(name) && text.includes(`...${name}`));
  if (others.length === 0) return text;
  return withFragments([text, ...others.map(([, fragment]) => fragment)].join('\n'));
}

describe('what pages ask', () => {
  it('is found', () => {
    expect(documents.length).toBeGreaterThan(100);
  });

  it.each(documents)('is what the schema answers: %s', (_file, text) => {
    expect(validate(schema, parse(withFragments(text)), RULES).map(({ message }) => message)).toEqual([]);
  });
});
