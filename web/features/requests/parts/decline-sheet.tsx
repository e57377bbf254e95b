import { useState } from 'react';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useKept } from '../../../lib/session/use-kept.ts';
import { useChosen } from '../model/use-chosen.ts';
import { MOST_CHARACTERS, useAnswerObstacle } from '../model/use-obstacle.ts';
import { useReply } from '../model/use-request.ts';
import { useTitles } from '../model/use-titles.ts';
import { useTakeBack } from '../model/use-take-back.ts';
import { answerText } from '../words/answer-text.ts';
import type { AnswerSheetProps } from './answer-sheet.tsx';
import { TakenBackNotice } from './answering/taken-back-notice.tsx';
import { AssetChoice } from './asset-choice.tsx';
import { Meanwhile } from './meanwhile.tsx';

export function DeclineSheet({ answering, present, standings, onClose }: AnswerSheetProps) {
  const { request, voice } = answering;
  const t = useText(answerText);
  const { forget, ...chosen } = useChosen(answering);
  const [message, write] = useKept(`request.${request.id}.decline`);
  const [isTried, setIsTried] = useState(false);
  const hindrance = useAnswerObstacle(answering, { present, message });
  const reply = useReply(request);
  const takingBack = useTakeBack(answering, { items: chosen.items, standings });
  const { titlesOf } = useTitles(answering.items);
  // Until one is chosen, those that can be.
  const named = chosen.items.length === 0 ? answering.items : chosen.items;
  const isMissing = message.trim() === '';
  const act = async () => {
    setIsTried(true);
    if (isMissing || chosen.items.length === 0) return null;
    if ((await takingBack.take(chosen.items)) === null) return null;
    return reply({ kind: 'DECLINE', after: request.lastSequence, voice, items: chosen.items, message });
  };
  return (
    <ActSheet
      title={t('declineTitle')}
      verb={t('declineVerb')}
      busyVerb={t('sending')}
      kind="act"
      {...hindrance}
      act={act}
      onDone={() => {
        write('');
        forget();
        onClose();
      }}
      onClose={onClose}
    >
      <Meanwhile request={present} after={request.lastSequence} />
      <p>{t('declineLead', { titles: titlesOf(named.map(({ assetId }) => assetId)) })}</p>
      <TakenBackNotice request={request} takingBack={takingBack} />
      <AssetChoice {...chosen} items={answering.items} isTried={isTried} onChange={chosen.choose} />
      <TextField
        label={t('reason')}
        rows={4}
        limit={MOST_CHARACTERS}
        isRequired
        value={message}
        error={isTried && isMissing ? t('reasonMissing') : null}
        onChange={write}
      />
    </ActSheet>
  );
}
