import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useKept } from '../../../lib/session/use-kept.ts';
import { MOST_CHARACTERS, useAnswerObstacle } from '../model/use-obstacle.ts';
import { useReply } from '../model/use-request.ts';
import { answerText } from '../words/answer-text.ts';
import type { AnswerSheetProps } from './answer-sheet.tsx';
import { Meanwhile } from './meanwhile.tsx';

export function WithdrawSheet({ answering, present, onClose }: AnswerSheetProps) {
  const { request, voice } = answering;
  const t = useText(answerText);
  const [message, write] = useKept(`request.${request.id}.withdraw`);
  const hindrance = useAnswerObstacle(answering, { present, message });
  const reply = useReply(request);
  return (
    <ActSheet
      title={t('withdrawTitle')}
      verb={t('withdrawVerb')}
      busyVerb={t('sending')}
      kind="act"
      {...hindrance}
      act={() => reply({ kind: 'WITHDRAW', after: request.lastSequence, voice, message })}
      onDone={() => {
        write('');
        onClose();
      }}
      onClose={onClose}
    >
      <Meanwhile request={present} after={request.lastSequence} />
      <p>{t('withdrawLead')}</p>
      <TextField label={t('message')} rows={3} limit={MOST_CHARACTERS} value={message} onChange={write} />
    </ActSheet>
  );
}
