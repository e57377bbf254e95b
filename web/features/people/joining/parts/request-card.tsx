import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useTooLong } from '../../../../components/forms/use-too-long.ts';
import { Notice, StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { deskOf } from '../../signing-in/model/desk-of.ts';
import { joinText } from '../words/join-text.ts';
import { answerRequest, isUndecided, type MyRequest, withdrawRequest } from '../model/my-requests.ts';
import css from '../../signing-in/parts/people.module.css';
import { useTask } from '../../../../lib/session/task.ts';

const TONES: Readonly<Record<MyRequest['state'], Tone>> = {
  WAITING: 'unknown',
  ASKED_BACK: 'unknown',
  REFUSED: 'refused',
  WITHDRAWN: 'plain',
  ADMITTED: 'live',
};

interface RequestCardProps {
  readonly asked: MyRequest;
  onCorrect(): void;
}

/** One request of the key's: how it stands, what was said about it, and what can be done now. */
export function RequestCard({ asked, onCorrect }: RequestCardProps) {
  const t = useText(joinText);
  const { language } = useLanguage();
  const format = useFormats();
  const [isWithdrawing, setIsWithdrawing] = useState(false);
  const { slug, kind, state, name, contact, letter, question, answer, reason } = asked;
  const title = pickText(name, language)?.text ?? slug;
  const facts = [
    { name: t('kind'), value: kind === 'OPERATOR' ? '' : t(kind) },
    { name: t('slug'), value: slug },
    { name: t('askedOn'), value: format.moment(asked.requestedAt) },
    ...(contact === null ? [] : [{ name: t('contact'), value: contact }]),
    ...(letter === null
      ? []
      : [{ name: t('letter'), value: <span className={css['words']}>{letter}</span> }]),
    ...(question === null || answer === null
      ? []
      : [
          { name: t('question'), value: <span className={css['words']}>{question}</span> },
          { name: t('answer'), value: <span className={css['words']}>{answer}</span> },
        ]),
  ];
  return (
    <li className={css['request']}>
      <div className={css['row']}>
        <h3>{title}</h3>
        <StateMark tone={TONES[state]}>{t(`states.${state}`)}</StateMark>
      </div>
      {state === 'REFUSED' && (
        <Notice tone="refused" title={t('reason')}>
          <p className={css['words']}>{reason}</p>
          <p>{t('refusedNext')}</p>
        </Notice>
      )}
      {state === 'ASKED_BACK' && question !== null && (
        <AnswerForm id={asked.organizationId} question={question} />
      )}
      {state === 'ADMITTED' ? (
        <div>
          <ButtonLink to={deskOf(kind)} kind="main">
            {t('toDesk')}
          </ButtonLink>
        </div>
      ) : (
        <Facts facts={facts} />
      )}
      {isUndecided(asked) && (
        <div className={css['row']}>
          <Button onPress={onCorrect}>{t('correct')}</Button>
          <Button kind="quiet" onPress={() => setIsWithdrawing(true)}>
            {t('withdraw')}
          </Button>
        </div>
      )}
      {isWithdrawing && (
        <WithdrawSheet id={asked.organizationId} name={title} onClose={() => setIsWithdrawing(false)} />
      )}
    </li>
  );
}

/** Characters. */
const MOST_ANSWER = 4_000;

function AnswerForm({ id, question }: { readonly id: string; readonly question: string }) {
  const t = useText(joinText);
  const cache = useQueryClient();
  const task = useTask();
  const [text, setText] = useState('');
  const tooLong = useTooLong(text, MOST_ANSWER);
  const answer = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim() === '' || tooLong !== null) return;
    await task.run(async () => {
      await answerRequest(id, text.trim());
      await cache.invalidateQueries({ queryKey: ['my-requests'] });
    });
  };
  return (
    <Notice tone="unknown" title={t('question')}>
      <p className={css['words']}>{question}</p>
      <form className={css['form']} onSubmit={(event) => void answer(event)}>
        <TextField
          label={t('answer')}
          rows={4}
          limit={MOST_ANSWER}
          value={text}
          onChange={setText}
          isRequired
        />
        {tooLong !== null && <p className={css['soft']}>{tooLong}</p>}
        <div>
          <Button
            type="submit"
            kind="main"
            isDisabled={task.isBusy || text.trim() === '' || tooLong !== null}
          >
            {t('answerVerb')}
          </Button>
        </div>
        {task.error !== null && <ErrorNotice error={task.error} />}
      </form>
    </Notice>
  );
}

interface WithdrawSheetProps {
  readonly id: string;
  readonly name: string;
  onClose(): void;
}

function WithdrawSheet({ id, name, onClose }: WithdrawSheetProps) {
  const t = useText(joinText);
  const cache = useQueryClient();
  const withdraw = async () => {
    await withdrawRequest(id);
    await cache.invalidateQueries();
  };
  return (
    <ActSheet title={t('withdrawTitle', { name })} verb={t('withdraw')} act={withdraw} onClose={onClose}>
      <p>{t('withdrawWhy')}</p>
    </ActSheet>
  );
}
