import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { measureShape } from '@lanran/api/platform/graphql/query-shape';

const shapeOf = (query: string) => measureShape(parse(query));

describe('the shape of a query', () => {
  it('is as deep as its fields are nested, for all depths, written out or through fragments', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (depth) => {
        const plain = `{ ${'a { '.repeat(depth - 1)} a ${'} '.repeat(depth - 1)} }`;
        const fragments = Array.from(
          { length: depth },
          (_, at) => `fragment F${at} on Query { a ${at === depth - 1 ? '' : `{ ...F${at + 1} }`} }`,
        );
        expect(shapeOf(plain)).toMatchObject({ depth, fields: depth, rootFields: 1 });
        expect(shapeOf(`{ ...F0 } ${fragments.join(' ')}`)).toMatchObject({ depth, fields: depth });
      }),
    );
  });

  it('counts what a fragment brings as often as it is spread', () => {
    const query = '{ ...A ...A ... on Query { b: c } } fragment A on Query { a { b c } d }';
    expect(shapeOf(query)).toEqual({ depth: 2, fields: 9, rootFields: 5, aliases: 1 });
  });

  it('is that of the largest operation', () => {
    expect(shapeOf('query A { a } query B { a { b } c }')).toMatchObject({
      depth: 2,
      fields: 3,
      rootFields: 2,
    });
  });

  it('leaves introspection out, but for the name of a type, which any field may ask for', () => {
    expect(shapeOf('{ __schema { types { name } } a { __typename } }')).toMatchObject({
      depth: 2,
      fields: 2,
    });
  });

  it('ends on fragments that spread themselves', () => {
    expect(
      shapeOf('{ ...A } fragment A on Query { a { ...B } } fragment B on Query { b { ...A } }').depth,
    ).toBe(2);
  });
});
