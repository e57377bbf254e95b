import type { SignedBatch } from '@lanran/sdk/publishing/batch-publishing';
import type { SignedBatchKeeper } from '@lanran/sdk/import/run-import';
import type { RowProblem } from '@lanran/sdk/import/problems';
import { readPreference, writePreference } from '../../../lib/language/preference.ts';
import type { RecordWork, ResultCounts } from './import-run.ts';
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

/** What goes with the mapping, and which folder it was: a browser gives no folder back. */
export interface KeptSetup {
  readonly folder: string;
  readonly mappingName: string;
  readonly defaultCommunity: string | null;
}

export function readSetup(organizationId: string): KeptSetup | null {
  return read(`import.setup.${organizationId}`, (value) => {
    const { folder, mappingName, defaultCommunity = null } = value as Partial<KeptSetup>;
    if (typeof folder !== 'string' || typeof mappingName !== 'string') return null;
    return { folder, mappingName, defaultCommunity };
  });
}

export function keepSetup(organizationId: string, setup: KeptSetup): void {
  writePreference(`import.setup.${organizationId}`, JSON.stringify(setup));
}

/** What came of an import, for whoever loads the page anew or comes back to it. */
export interface KeptResult {
  /** False: it was left or stopped before its end. */
  readonly isOver: boolean;
  readonly counts: ResultCounts;
  /** Of the table. */
  readonly columns: readonly string[];
  /** The first of them. */
  readonly records: readonly RecordWork[];
  readonly problems: readonly RowProblem[];
}

/** Storage of a browser is small. */
const MOST_KEPT = 2_000;

export function readResult(organizationId: string): KeptResult | null {
  return read(`import.result.${organizationId}`, (value) => {
    const { counts, columns, records, problems } = value as Partial<KeptResult>;
    const isWhole = counts !== undefined && [columns, records, problems].every((part) => Array.isArray(part));
    return isWhole ? (value as KeptResult) : null;
  });
}

export function keepResult(organizationId: string, result: KeptResult): void {
  const [records, problems] = [result.records.slice(0, MOST_KEPT), result.problems.slice(0, MOST_KEPT)];
  writePreference(`import.result.${organizationId}`, JSON.stringify({ ...result, records, problems }));
}

export function forgetResult(organizationId: string): void {
  writePreference(`import.result.${organizationId}`, '');
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
