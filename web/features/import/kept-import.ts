import type { SignedBatch } from '@lanran/client/batch-publishing';
import type { SignedBatchKeeper } from '@lanran/client/import/import-act';
import { readPreference, writePreference } from '../../lib/preference.ts';
import type { MappingForm } from './mapping-form.ts';

/*
 * What this browser keeps of an organization's import: the batch that was signed and not answered, and the mapping as it stands in the
 * form. Storage may be forbidden or full: what was signed is then found by its identifiers.
 */

export function readSignedBatch(organizationId: string): SignedBatch | null {
  return read(`import.signed.${organizationId}`, (value) => {
    const { draftIds, statements, signature } = value as Partial<SignedBatch>;
    if (!Array.isArray(draftIds) || !Array.isArray(statements) || typeof signature !== 'string') return null;
    return value as SignedBatch;
  });
}

export function batchKeeper(organizationId: string): SignedBatchKeeper {
  const name = `import.signed.${organizationId}`;
  return {
    find: async () => readSignedBatch(organizationId),
    write: async (signed) => writePreference(name, JSON.stringify(signed)),
    clear: async () => writePreference(name, ''),
  };
}

export function readForm(organizationId: string): MappingForm | null {
  return read(`import.mapping.${organizationId}`, (value) => {
    const form = value as Partial<MappingForm>;
    return form.fields === undefined || form.terms === undefined ? null : (form as MappingForm);
  });
}

export function keepForm(organizationId: string, form: MappingForm): void {
  writePreference(`import.mapping.${organizationId}`, JSON.stringify(form));
}

function read<T>(name: string, parse: (value: unknown) => T | null): T | null {
  const text = readPreference(name);
  if (text === null || text === '') return null;
  try {
    return parse(JSON.parse(text));
  } catch {
    // Written by another version: as if it were not there.
    return null;
  }
}
