import { type Body, bodyHash, buildBody } from '@lanran/protocol/log/body';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { resultsOf } from '@lanran/protocol/files/fixity';
import { NO_COMMUNITY, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { Statement } from '@lanran/protocol/log/statement';
import type { FixityRun } from '../domain/fixity.ts';

/** The body of a run that has read all it is to read (docs/formats.md, "Fixity"); salted anew at each call. */
export function fixityBody(run: FixityRun, endedAt: Date): Body {
  const { id, scope, logSize, startedAt, results, restrictedResults } = run;
  return buildBody({
    schema: 'lanran/fixity-checked/1',
    run: id,
    scope,
    logSize,
    startedAt: secondsOf(startedAt),
    endedAt: secondsOf(endedAt),
    results: { ...resultsOf(results) },
    ...(scope === 'ALL' && { restrictedResults: { ...resultsOf(restrictedResults) } }),
  });
}

/** The same each time it is made of a concluded run, so that the log has it once. */
export function fixityStatement({ id, assetId }: FixityRun, body: Body, endedAt: Date): Statement {
  return {
    kind: 'fixity-checked',
    assetId: assetId ?? parseAssetId(id),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: bodyHash(body),
    issuedAt: secondsOf(endedAt),
  };
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
