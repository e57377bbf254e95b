import type { RecordedStatement } from '@lanran/sdk/publishing/signed-statements';
import type { CommandResult } from '../output.ts';
import type { ActReport } from './act.ts';

/** What becomes of a document whose hash is signed. */
const SENT =
  'Keep the file: its hash, the note and the days were sent and are public to whoever sees the asset; the file was not.';
const SENT_PRIVATELY =
  'Keep the file: its hash was sent and is public to whoever sees the asset; only the parties read note and days; the file was not sent. · 请保留文件：只发送并公开其哈希，附注与日期仅各方可见，文件未发送。';
const REPEATED = 'The same was signed before: nothing was sent. · 此前已签署过相同内容，未再发送。';

/** What was signed of a document: its hash, and where it is in the log. */
export function signedHashResult(
  { leafIndex, statementHash, isRepeated }: RecordedStatement,
  { about, done }: ActReport,
): CommandResult {
  const sent = about['private'] === true ? SENT_PRIVATELY : SENT;
  return {
    json: { ...about, statementHash, leafIndex, ...(isRepeated && { already: true }) },
    lines: [done, `statement ${statementHash}, leaf ${leafIndex}. ${isRepeated ? REPEATED : sent}`],
  };
}
