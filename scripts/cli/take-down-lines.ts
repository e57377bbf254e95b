import type { AssetState } from '@lanran/sdk/assets/asset-state';
import type { TakeDownPlan } from '@lanran/sdk/takedowns/take-downs';
import { isWholeAsset, type TakeDownScope } from '@lanran/protocol/assets/take-down';

/** `version 2`, `burial.tif in every version up to then`, `the field title in version 1`. */
export function scopeSentence(scope: TakeDownScope): string {
  if (isWholeAsset(scope)) return 'the whole asset';
  const { version, path, field } = scope;
  const part = path ?? (field === undefined ? null : `the field ${field}`);
  if (part === null) return `version ${version}`;
  return `${part} in ${version === undefined ? 'every version up to then' : `version ${version}`}`;
}

/** What goes and what stays, a line each. */
export function planLines({
  files,
  bytes,
  fields,
  keptElsewhere,
  licenses,
  backups,
}: TakeDownPlan): string[] {
  return [
    `  erased for good: ${files} file(s) of ${bytes} bytes with everything made of them${fields.length === 0 ? '' : `; ${fields.join(', ')}`}`,
    ...(keptElsewhere === 0
      ? []
      : [`  kept: ${keptElsewhere} file(s) that another file, version or asset has too`]),
    '  stays: the entry in the log, hashes of what was erased, and the copies that licensees have',
    ...licenses.map(
      ({ id, licensee, lastDay }) => `  license ${id} of ${licensee.slug}, until ${lastDay}, loses files`,
    ),
    ...backups.map(
      ({ id, createdAt }) => `  backup ${id} of ${createdAt.slice(0, 10)} holds it still: delete it`,
    ),
  ];
}

/** What was taken down of an asset, a line each. */
export function takenDownLines(takeDowns: AssetState['takeDowns']): string[] {
  return takeDowns.flatMap(({ scope, organization, takenDownAt, reason, reasonHash, state, backups }) => {
    const what = scope === null ? 'a part that nobody here knows' : scopeSentence(scope);
    const how = state === 'ERASED' ? '' : scope === null ? ' (waits for its scope)' : ' (being erased)';
    const why = reason ?? `reason ${reasonHash}`;
    return [
      `  taken down by ${organization.slug} on ${takenDownAt.slice(0, 10)}: ${what}${how}: ${why}`,
      ...backups.map(({ id, createdAt }) => `    backup ${id} of ${createdAt.slice(0, 10)} holds it still`),
    ];
  });
}
