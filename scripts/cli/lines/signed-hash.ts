import type { RecordedStatement } from '@lanran/sdk/publishing/signed-statements';
import type { CommandResult } from '../output.ts';
import type { ActReport } from './act.ts';

/** What becomes of a document whose hash is signed. */
const SENT =
  'Keep the file: its hash, the note and the days were sent and are public to whoever sees the asset; the file was not.';
const REPEATED = 'The same was signed before: nothing was sent. · 此前已签署过相同内容，未再发送。';

/** Of a statement that names a document by its hash. */
export function signedHashResult(
  { leafIndex, statementHash, isRepeated }: RecordedStatement,
  { about, done }: ActReport,
): CommandResult {
  return {
    json: { ...about, statementHash, leafIndex, ...(isRepeated && { already: true }) },
    lines: [done, `statement ${statementHash}, leaf ${leafIndex}. ${isRepeated ? REPEATED : SENT}`],
  };
}
