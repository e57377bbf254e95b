import { Notice } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useSession } from '../../../lib/session/session.tsx';
import type { ShownRequest } from '../model/documents.ts';
import { writtenAfter } from '../model/shown-request.ts';
import { threadText } from '../words/thread-text.ts';
import { Entries } from './entries.tsx';

interface MeanwhileProps {
  /** As it is now. */
  readonly request: ShownRequest;
  /** The last entry that was read. */
  readonly after: number;
}

/** What others wrote since the reader began to answer; nothing when nobody did. */
export function Meanwhile({ request, after }: MeanwhileProps) {
  const t = useText(threadText);
  const { me } = useSession();
  const entries = writtenAfter(request.entries, { after, account: me?.address.toLowerCase() ?? '' });
  if (entries.length === 0) return null;
  return (
    <Notice tone="unknown" title={t('meanwhileTitle')} isLive>
      <p>{t('meanwhile')}</p>
      <Entries request={request} entries={entries} />
    </Notice>
  );
}
