import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes more than a minute, the longest first; the gate's before all others, as its workers are other processes. */
const LONG = [
  'web/e2e/pages.gate',
  'web/e2e/walk.gate',
  'e2e/flow.gate',
  'e2e/kill-under-writers.gate',
  'e2e/selling.gate',
  'e2e/former-release.gate',
  'web/e2e/pages',
  'web/e2e/act-links',
  'web/e2e/requests',
  'e2e/ingest-kill',
  'e2e/kill',
  'e2e/start',
  'web/e2e/shell',
  'e2e/small-files-kill',
  'e2e/import-kill',
  'e2e/own-stores',
];

/** In a clean clone vitest begins with the largest files. Begun last, a small one that takes two minutes runs alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const [long, others] = [new Map<string, TestSpecification>(), new Array<TestSpecification>()];
    for (const file of await super.sort(files)) {
      const name = LONG.find((each) => file.moduleId.endsWith(`/test/${each}.test.ts`));
      if (name === undefined) others.push(file);
      else long.set(name, file);
    }
    return [...LONG.flatMap((name) => long.get(name) ?? []), ...others];
  }
}
