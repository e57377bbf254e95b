import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { AgreementLink } from '../../../../lib/agreements/agreement-link.tsx';
import { type OwnAgreement, ownAgreementsQuery } from '../../../../lib/agreements/own-agreements.ts';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useTask } from '../../../../lib/session/task.ts';
import { mayAct, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { preselectAgreement } from '../model/agreements.ts';
import { agreementsText } from '../words/agreements-text.ts';
import { AddAgreementSheet } from './add-agreement-sheet.tsx';
import { RemoveAgreementSheet } from './remove-agreement-sheet.tsx';

/** The texts under which the organization licenses, and which of them new versions name. */
export function AgreementsSection() {
  const t = useText(agreementsText);
  const { language } = useLanguage();
  const desk = useDesk();
  const { id } = desk.organization;
  const [isAdding, setIsAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery(ownAgreementsQuery(id));
  const isReadOnly = !mayAct(desk);
  const saveModel = async () => {
    const { modelAgreement } = await import('@lanran/sdk/publishing/model-agreement');
    const holder = pickText(desk.organization.name, language)?.text ?? '';
    saveText(modelAgreement(language, { holder, law: '', forum: '' }), t('modelName'), 'text/markdown');
  };
  return (
    <section id="agreements" className={css['section']} aria-labelledby="agreements-title">
      <h2 id="agreements-title">{t('title')}</h2>
      <p className={css['soft']}>{t('lead')}</p>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={2} />}
      {data?.length === 0 && <p>{t('none')}</p>}
      {data !== undefined && data.length > 0 && (
        <ul role="list" className={css['section']} aria-label={t('title')}>
          {data.map((own) => (
            <AgreementRow key={own.agreement.sha256} own={own} isReadOnly={isReadOnly} />
          ))}
        </ul>
      )}
      {!isReadOnly && (
        <div>
          <Button onPress={() => setIsAdding(true)}>{t('add')}</Button>
          <Button kind="quiet" onPress={() => void saveModel()}>
            {t('model')}
          </Button>
        </div>
      )}
      {isAdding && <AddAgreementSheet onClose={() => setIsAdding(false)} />}
    </section>
  );
}

function AgreementRow({ own, isReadOnly }: { readonly own: OwnAgreement; readonly isReadOnly: boolean }) {
  const t = useText(agreementsText);
  const { language } = useLanguage();
  const formats = useFormats();
  const queries = useQueryClient();
  const task = useTask();
  const { id } = useDesk().organization;
  const [isRemoving, setIsRemoving] = useState(false);
  const { agreement, isPreselected, addedAt } = own;
  const name = pickText(agreement.name, language)?.text ?? agreement.sha256;
  const preselect = () =>
    void task.run(async () => {
      await preselectAgreement(id, isPreselected ? null : agreement.sha256);
      await queries.invalidateQueries({ queryKey: ['agreements'] });
    });
  return (
    <li>
      <AgreementLink agreement={agreement} />
      <p className={css['soft']}>{t('added', { day: formats.day(addedAt.slice(0, 10)) })}</p>
      {isPreselected && <StateMark tone="live">{t('preselected')}</StateMark>}
      {task.error !== null && <ErrorNotice error={task.error} />}
      {!isReadOnly && (
        <p>
          <Button kind="quiet" isDisabled={task.isBusy} onPress={preselect}>
            {t(isPreselected ? 'unselect' : 'preselect')}
          </Button>
          <Button kind="quiet" aria-label={t('removeOf', { name })} onPress={() => setIsRemoving(true)}>
            {t('remove')}
          </Button>
        </p>
      )}
      {isRemoving && (
        <RemoveAgreementSheet sha256={agreement.sha256} name={name} onClose={() => setIsRemoving(false)} />
      )}
    </li>
  );
}
