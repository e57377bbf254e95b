import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { ShownRequest } from '../../model/documents.ts';
import { usePartyNames } from '../../model/use-parties.ts';
import type { useTakeBack } from '../../model/use-take-back.ts';
import { answerText } from '../../words/answer-text.ts';

interface TakenBackNoticeProps {
  readonly request: Pick<ShownRequest, 'parties'>;
  readonly takingBack: ReturnType<typeof useTakeBack>;
}

/** What an answer takes back, and why that failed. */
export function TakenBackNotice({ request, takingBack: { parts, act } }: TakenBackNoticeProps) {
  const t = useText(answerText);
  const { nameOf } = usePartyNames(request.parties);
  return (
    <>
      {parts.length > 0 && (
        <Notice tone="unknown">
          {parts.map((part) => (
            <p key={part}>{t(`takenBack.${part}`, { asker: nameOf('ASKER') })}</p>
          ))}
        </Notice>
      )}
      {act.state.phase === 'failed' && <ErrorNotice error={act.state.error} />}
    </>
  );
}
