import { type Document, typeOf, type Value } from './value.ts';

/** A value for an error message, in the manner of MongoDB's shell. */
export function describe(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (value instanceof Map) return describeDocument(value);
  if (Array.isArray(value)) return `[ ${value.map(describe).join(', ')} ]`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  switch (value._bsontype) {
    case 'Int32':
    case 'Double':
    case 'Long':
      return value.toString();
    case 'Decimal128':
      return `Decimal128('${value.toString()}')`;
    case 'ObjectId':
      return `ObjectId('${value.toHexString()}')`;
    case 'Binary':
      return `BinData(${value.sub_type}, ${value.toString('base64')})`;
    case 'Timestamp':
      return `Timestamp(${value.t}, ${value.i})`;
    case 'BSONRegExp':
      return `/${value.pattern}/${value.options}`;
    case 'BSONSymbol':
      return JSON.stringify(value.value);
    default:
      return typeOf(value);
  }
}

export function describeDocument(document: Document): string {
  const fields = [...document].map(([name, value]) => `${name}: ${describe(value)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
