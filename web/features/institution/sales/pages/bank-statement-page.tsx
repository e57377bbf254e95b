import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button } from '../../../../components/forms/button.tsx';
import { NativeSelect } from '../../../../components/forms/native-select.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { type Comparison, useBankStatement } from '../model/use-bank-statement.ts';
import { PaymentMatchList } from '../parts/payment-match-list.tsx';
import { bankText } from '../words/bank-text.ts';

/** What a bank's file says of invoices, and the holder's word on what arrived. */
export function BankStatementPage() {
  const t = useText(bankText);
  const desk = useDesk();
  const { comparison, choose, answer } = useBankStatement(desk.organization.id);
  const { phase } = comparison;
  return (
    <section className={css['part']} aria-labelledby="bank-statement">
      <h2 id="bank-statement">{t('title')}</h2>
      <p className={css['soft']}>{t('lead')}</p>
      <div>
        <FileTrigger
          onSelect={(files) => {
            const [file] = files ?? [];
            if (file !== undefined) void choose(file);
          }}
        >
          <Button kind={phase === 'none' ? 'main' : 'plain'} isDisabled={phase === 'reading'}>
            {t('choose')}
          </Button>
        </FileTrigger>
      </div>
      <p role="status" className={css['soft']}>
        {phase === 'reading' && t('reading')}
      </p>
      {phase === 'failed' && <ErrorNotice error={comparison.error} />}
      {phase === 'refused' && <Refusal refusal={comparison} onAnswer={(said) => void answer(said)} />}
      {phase === 'compared' && <PaymentMatchList compared={comparison.compared} desk={desk} />}
    </section>
  );
}

interface RefusalProps {
  readonly refusal: Extract<Comparison, { readonly phase: 'refused' }>;
  onAnswer(answer: Readonly<Record<string, string>>): void;
}

/** Why the file was not read; where it leaves a question open, the answers. */
function Refusal({ refusal: { text, question }, onAnswer }: RefusalProps) {
  const t = useText(bankText);
  const { language } = useLanguage();
  const [chosen, setChosen] = useState('');
  const value = question?.choices.includes(chosen) === true ? chosen : (question?.choices[0] ?? '');
  return (
    <>
      <Notice tone={question === null ? 'refused' : 'unknown'} isLive>
        <p>{text[language]}</p>
      </Notice>
      {question !== null && (
        <div className={css['searchForm']}>
          <NativeSelect
            label={t(`ask.${question.option}`)}
            value={value}
            choices={question.choices.map((choice) => ({ value: choice, label: choice }))}
            onChange={setChosen}
          />
          <Button onPress={() => onAnswer({ [question.option]: value })}>{t('proceed')}</Button>
        </div>
      )}
    </>
  );
}
