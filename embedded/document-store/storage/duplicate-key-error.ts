import { describe } from '../bson/describe.ts';
import type { Document, Value } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';
import type { CollectionDefinition, IndexDefinition } from './catalog.ts';

/** E11000, with what the client needs to tell which key it was. */
export class DuplicateKeyError extends ClientError {
  readonly keyPattern: Document;
  readonly keyValue: Document;

  constructor(collection: CollectionDefinition, index: IndexDefinition, document: Document) {
    const keyValue: Document = new Map(
      index.parts.map(({ path }): [string, Value] => [path.join('.'), valueAt(document, path)]),
    );
    const shown = [...keyValue].map(([path, value]) => `${path}: ${describe(value)}`).join(', ');
    super(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name} dup key: { ${shown} }`,
    );
    this.keyPattern = index.key;
    this.keyValue = keyValue;
  }
}

function valueAt(document: Document, path: readonly string[]): Value {
  let value: Value | undefined = document;
  for (const step of path) {
    if (!(value instanceof Map)) return Array.isArray(value) ? value : null;
    value = value.get(step);
  }
  return value ?? null;
}
