import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { checkDrafts, MAX_IMPORTED } from '../publishing/draft-imports.ts';
import { type FileLook, lookAtFile } from './file-check.ts';
import type { ImportFile } from './import-folder.ts';
import type { ImportPlan } from './plan.ts';
import type { PlannedRecord } from './read-records.ts';

/** What an import would do. */
export interface CheckedCounts {
  /** Would be published. */
  readonly ready: number;
  /** Are published already. */
  readonly existing: number;
}

/** Reads every record, and has the platform check it where somebody is signed in to ask; nothing is written. */
export async function checkPlan<File extends ImportFile>(
  plan: ImportPlan<File>,
  {
    api,
    organizationId,
    look,
    onChecked = () => undefined,
  }: {
    readonly api: GraphqlClient;
    readonly organizationId: OrganizationId | null;
    /** At the files of what would be published. */
    readonly look: FileLook<File>;
    /** Hears of each portion how many were asked for. */
    onChecked?(count: number): void;
  },
): Promise<CheckedCounts> {
  let [ready, existing] = [0, 0];
  const countReady = async (record: PlannedRecord<File>) => {
    ready += 1;
    for (const file of record.files) await lookAtFile(record, file, look);
  };
  for await (const records of plan.portions({ mostRecords: MAX_IMPORTED, mostFiles: Infinity })) {
    if (organizationId === null) {
      for (const record of records) await countReady(record);
      continue;
    }
    const requests = records.map(({ externalId, content }) => ({
      externalId,
      request: { ...content, organizationId },
    }));
    const answers = await checkDrafts(api, organizationId, requests);
    onChecked(records.length);
    for (const [at, record] of records.entries()) {
      const { row } = record;
      const { state, problem } = answers[at] ?? { state: null, problem: null };
      if (problem !== null)
        plan.report({ row, column: problem.field ?? null, code: problem.code, message: problem.message });
      else if (state === 'PUBLISHED') existing += 1;
      else await countReady(record);
    }
  }
  return { ready, existing };
}
