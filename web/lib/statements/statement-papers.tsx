import { Details } from '../../components/facts/details.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { useText } from '../language/text.ts';
import type { StatementEntry } from './documents.ts';
import { threadText } from './timeline-text.ts';

/** The statement, its signature and its anchor, letter by letter. */
export function StatementPapers({ entry }: { readonly entry: StatementEntry }) {
  const t = useText(threadText);
  const { anchor, signature, transaction, checkpointSize } = entry;
  const facts = [
    { name: t('hash'), value: <code>{entry.statementHash}</code> },
    ...(entry.signer === null ? [] : [{ name: t('signedBy'), value: <code>{entry.signer}</code> }]),
    ...(signature === null ? [] : [{ name: t('signature'), value: <code>{signature}</code> }]),
    ...(transaction === null ? [] : [{ name: t('transaction'), value: <code>{transaction}</code> }]),
    { name: t('statement'), value: <pre lang="en">{indented(entry.statement)}</pre> },
    { name: t('says'), value: <pre lang="en">{indented(entry.details)}</pre> },
    ...(anchor === null
      ? []
      : [
          {
            name: t('latest'),
            value: t('anchorTransaction', {
              block: anchor.blockNumber,
              transaction: anchor.transaction,
              size: String(checkpointSize ?? ''),
            }),
          },
        ]),
  ];
  return (
    <Details>
      <Facts facts={facts} />
    </Details>
  );
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
