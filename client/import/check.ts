import type { OrganizationId } from '@lanran/protocol/ids';
import type { GraphqlClient } from '../graphql-client.ts';
import { checkDrafts, MAX_IMPORTED } from '../importing.ts';
import type { ImportFile } from './import-folder.ts';
import type { ImportPlan } from './plan.ts';

/** What an import would do. */
export interface CheckedCounts {
  /** Would be published. */
  readonly ready: number;
  /** Are published already. */
  readonly existing: number;
}

/** Reads every record, and has the platform check it where somebody is signed in to ask; nothing is written. */
export async function checkPlan(
  plan: ImportPlan<ImportFile>,
  {
    api,
    organizationId,
    onChecked = () => undefined,
  }: {
    readonly api: GraphqlClient;
    readonly organizationId: OrganizationId | null;
    /** Hears of each portion how many were asked for. */
    onChecked?(count: number): void;
  },
): Promise<CheckedCounts> {
  let [ready, existing] = [0, 0];
  for await (const records of plan.portions({ mostRecords: MAX_IMPORTED, mostFiles: Infinity })) {
    if (organizationId === null) {
      ready += records.length;
      continue;
    }
    const requests = records.map(({ externalId, content }) => ({
      externalId,
      request: { ...content, organizationId },
    }));
    const answers = await checkDrafts(api, organizationId, requests);
    onChecked(records.length);
    for (const [at, { row }] of records.entries()) {
      const { state, problem } = answers[at] ?? { state: null, problem: null };
      if (problem !== null)
        plan.report({ row, column: problem.field ?? null, code: problem.code, message: problem.message });
      else if (state === 'PUBLISHED') existing += 1;
      else ready += 1;
    }
  }
  return { ready, existing };
}
