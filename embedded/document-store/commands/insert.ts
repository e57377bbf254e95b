import { decodeReceived } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { numberOf } from '../bson/number.ts';
import { type Document, isRegex, typeOf, type Value } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';
import { checkStorable } from '../update/operators.ts';
import { orNewId } from '../update/update.ts';
import { type Call, namespaceOf, type Reply, reply } from './command.ts';
import { checkBatch, refusalOf, WriteErrors } from './write-batch.ts';

export async function insert(call: Call): Promise<Reply> {
  const { store, args, turns } = call;
  args.allow(['documents', 'ordered', 'bypassDocumentValidation']);
  const namespace = namespaceOf(call);
  const documents = args.encodedDocuments('documents');
  const isOrdered = args.flag('ordered', true);
  checkBatch(documents);
  const errors = new WriteErrors();
  let inserted = 0;
  let next = 0;
  const isFinished = () => next >= documents.length || (isOrdered && !errors.isEmpty);
  while (!isFinished()) {
    await store.engine.write(() => {
      const collection = store.findOrCreate(namespace);
      do {
        const index = next;
        next += 1;
        try {
          const { document, bytes } = toStore(documents[index] ?? Buffer.alloc(0));
          store.writer.insert(collection, document, bytes);
          inserted += 1;
        } catch (error) {
          errors.add(index, refusalOf(error));
        }
      } while (!isFinished() && !turns.isOver());
    });
    await turns.next();
  }
  return reply({ n: numberOf(inserted), ...errors.field });
}

/** The document with `_id` first, and its bytes: the client's own unless they had to change. */
function toStore(bytes: Buffer): { document: Document; bytes: Buffer } {
  const document = decodeReceived(bytes);
  checkStorable(document);
  const id = document.get('_id');
  checkId(id);
  if (id !== undefined && document.keys().next().value === '_id') return { document, bytes };
  const ordered: Document = new Map([
    ['_id', orNewId(id)],
    ...[...document].filter(([name]) => name !== '_id'),
  ]);
  return { document: ordered, bytes: encode(ordered) };
}

/** Throws InvalidIdField. */
export function checkId(id: Value | undefined): void {
  if (id === undefined) return;
  if (Array.isArray(id) || isRegex(id)) {
    throw new ClientError('InvalidIdField', `The '_id' value cannot be of type ${typeOf(id)}`);
  }
}
