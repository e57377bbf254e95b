/** One record as it was read: a CSV row by its columns, or a JSON object. */
export interface Row {
  readonly number: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/**
 * The texts at a column or JSON path: `medium`, `title.en`, `creator[].full_name`. A column of just that name goes first, so that names
 * with dots work. Texts are trimmed and in NFC; what is empty or null is none.
 */
export function textsAt({ record }: Pick<Row, 'record'>, path: string): string[] {
  if (Object.hasOwn(record, path)) return textsIn(record[path]);
  return textsIn(valueAt(record, path.split('.')));
}

function valueAt(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  const name = step.replace(/\[\]$/, '');
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
  // Its own member was just found.
  const member = (value as Readonly<Record<string, unknown>>)[name];
  if (!step.endsWith('[]')) return valueAt(member, rest);
  return Array.isArray(member) ? member.map((item) => valueAt(item, rest)) : null;
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'string') return [];
  const text = value.normalize('NFC').trim();
  return text === '' ? [] : [text];
}
