import { useState } from 'react';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { Button, ButtonLink } from '../../components/forms/button.tsx';
import { TextField } from '../../components/forms/field.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { saveText } from '../kept/save-file.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { accountText } from './account-text.ts';
import css from './statement-of-account-form.module.css';

interface StatementOfAccountFormProps {
  readonly organization: { readonly id: string; readonly slug: string };
}

/** What was asked for, paid, shared and claimed in a period, as a table to keep. */
export function StatementOfAccountForm({ organization: { id, slug } }: StatementOfAccountFormProps) {
  const t = useText(accountText);
  const { language } = useLanguage();
  const today = new Date().toISOString().slice(0, 10);
  const [from, setFrom] = useState(`${today.slice(0, 4)}-01-01`);
  const [to, setTo] = useState(today);
  const [state, setState] = useState<'idle' | 'reading' | 'saved' | 'empty'>('idle');
  const [error, setError] = useState<unknown>(null);
  const period = new URLSearchParams({ from, to }).toString();
  const save = async () => {
    setState('reading');
    setError(null);
    try {
      const [{ GraphqlClient }, { readStatementOfAccount, statementTable }] = await Promise.all([
        import('@lanran/sdk/kernel/graphql-client'),
        import('@lanran/sdk/billing/statement-of-account'),
      ]);
      const organization = parseOrganizationId(id);
      const statement = await readStatementOfAccount(new GraphqlClient(''), { organization, from, to });
      if (statement.sections.length > 0)
        saveText(statementTable(statement, language), `${slug}-${t('file')}-${from}-${to}.csv`, 'text/csv');
      setState(statement.sections.length > 0 ? 'saved' : 'empty');
    } catch (cause) {
      setError(cause);
      setState('idle');
    }
  };
  return (
    <section className={css['form']} aria-labelledby="statement-of-account">
      <h3 id="statement-of-account">{t('title')}</h3>
      <div className={css['row']}>
        <TextField label={t('first')} type="date" value={from} onChange={setFrom} max={to} />
        <TextField label={t('last')} type="date" value={to} onChange={setTo} min={from} />
        <Button onPress={() => void save()} isDisabled={state === 'reading' || from === '' || to === ''}>
          {t('save')}
        </Button>
        {from !== '' && to !== '' && from <= to && (
          <ButtonLink to={`/statements-of-account/${id}.pdf?${period}`} reloadDocument target="_blank">
            {t('paper')}
          </ButtonLink>
        )}
      </div>
      <p role="status">{(state === 'saved' || state === 'empty') && t(state)}</p>
      {error !== null && <ErrorNotice error={error} />}
    </section>
  );
}
